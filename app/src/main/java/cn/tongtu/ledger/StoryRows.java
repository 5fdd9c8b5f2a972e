package cn.tongtu.ledger;

import cn.tongtu.ledger.Story.Cause;
import cn.tongtu.shared.Label;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** A story as a page shows it (沿革表): values printed, records by their names. */
@Component
public class StoryRows {
  /** Changes a page. */
  public static final int PAGE_SIZE = 20;

  private final PostingRows names;

  StoryRows(PostingRows names) {
    this.names = names;
  }

  /** A change as a row; {@code known} leads to how all stood right then. */
  public record Row(
      Instant at,
      String known,
      String before,
      String after,
      boolean changed,
      List<NamedCause> causes) {}

  public record NamedCause(Cause cause, Label kind, String href) {}

  public <T> List<Row> of(Story<T> story, Function<T, String> printed) {
    return story.changes().stream()
        .map(change -> {
          var before = printed.apply(change.before());
          var after = printed.apply(change.after());
          return new Row(
              change.at(),
              Known.write(change.at()),
              before,
              after,
              !before.equals(after),
              change.causes().stream()
                  .map(cause ->
                      new NamedCause(
                          cause, names.kind(cause.record().kind()), CellAddress.of(cause.record())))
                  .toList());
        })
        .toList();
  }
}
