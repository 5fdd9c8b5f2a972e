package cn.tongtu.work.view;

import cn.tongtu.shared.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as a page shows it (后台任务).
 *
 * @param state the name of its state, or CANCELLING
 * @param lamp how it stands: well, change, lag, none
 * @param percent empty while nobody knows how much there is
 * @param seconds how long it has taken by now
 * @param known whether this version still has that kind
 * @param left seconds still to go, where that can be known
 */
public record JobView(
    long id,
    String href,
    Label name,
    String state,
    String lamp,
    boolean open,
    String askedBy,
    Instant askedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<Integer> percent,
    String done,
    String total,
    long seconds,
    Optional<Long> left,
    Label message,
    long findings,
    List<Label> firstFindings,
    Optional<String> file,
    boolean known) {}
