package cn.tongtu.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The numbers of a batch's rows (编号), as runs: numbers of rolled-back transactions are left out.
 */
record Ids(List<Run> runs) {
  private static final Pattern RUN = Pattern.compile("\\[(\\d+),(\\d+)\\)");

  /** From the first number to before the second. */
  record Run(long from, long to) {}

  Ids {
    runs = List.copyOf(runs);
  }

  /**
   * @param multirange as PostgreSQL prints an int8multirange
   */
  static Ids parse(String multirange) {
    return new Ids(
        RUN.matcher(multirange)
            .results()
            .map(run -> new Run(Long.parseLong(run.group(1)), Long.parseLong(run.group(2))))
            .toList());
  }

  long count() {
    return runs.stream().mapToLong(run -> run.to - run.from).sum();
  }

  LongStream all() {
    return runs.stream().flatMapToLong(run -> LongStream.range(run.from, run.to));
  }

  /** Which of them this number is, counted from 0; −1 when it is none of them. */
  long position(long number) {
    var before = 0L;
    for (var run : runs) {
      if (number >= run.from && number < run.to) {
        return before + number - run.from;
      }
      before += run.to - run.from;
    }
    return -1;
  }

  @Override
  public String toString() {
    return runs.stream()
        .map(run -> "[" + run.from + "," + run.to + ")")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Gathers numbers that come in order. */
  static final class Gathering {
    private final List<Run> runs = new ArrayList<>();

    void add(long number) {
      if (!runs.isEmpty() && runs.getLast().to == number) {
        runs.add(new Run(runs.removeLast().from, number + 1));
      } else {
        runs.add(new Run(number, number + 1));
      }
    }

    Ids ids() {
      return new Ids(runs);
    }
  }
}
