package cn.tongtu.crash;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** {@code ./tongtu bench crash [ROUNDS]}: one data folder that is killed twenty times. */
final class CrashBench {
  private CrashBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    var data = Path.of("target", "crash-data").toAbsolutePath();
    FileSystemUtils.deleteRecursively(data);
    var crashes = new Crashes(data, System.out);
    for (int round = 1; round <= rounds; round++) {
      var left = crashes.round(round);
      System.out.printf(
          "   确认的都在 all acknowledged there: %,d，记录 records %,d，记账 postings %,d；汇总相符、封存完好、重结不补 audit, seal and resettle sound%n",
          left.acknowledged(), left.records(), left.postings());
      if (round == rounds) {
        System.out.printf(
            "BENCH crash.rounds %d rounds%nBENCH crash.records %d records%nBENCH crash.lost 0 records%n",
            rounds, left.records());
      }
    }
    FileSystemUtils.deleteRecursively(data);
  }
}
