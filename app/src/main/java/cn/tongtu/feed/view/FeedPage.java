package cn.tongtu.feed.view;

import cn.tongtu.shared.WorkItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One's own calendar feed (我的日历订阅).
 *
 * @param address where it is read; shown this once
 * @param madeAt when there is one
 * @param deadlines what it says now
 */
public record FeedPage(
    Optional<String> address,
    Optional<Instant> madeAt,
    Optional<Instant> readAt,
    List<WorkItem> deadlines) {}
