package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Passwords that wait for a second administrator (口令复核待办). */
@Component
class ConfirmWork implements WorkItems {
  private final JdbcClient db;
  private final Permissions permissions;

  ConfirmWork(JdbcClient db, Permissions permissions) {
    this.db = db;
    this.permissions = permissions;
  }

  private record Waiting(long person, String name, Instant setAt) {}

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> of(Actor.Staff person, LocalDate today) {
    return db
        .sql(
            """
            select w.person, p.name, w.set_at from identity.waiting_password w
              join identity.person p on p.id = w.person
             where w.confirm_by = any (?) and w.person <> ? and w.issued_by <> ? order by w.set_at
            """)
        .params(permissions.actions(person.id()).toArray(String[]::new), person.id(), person.id())
        .query((row, _) ->
            new Waiting(
                row.getLong(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant()))
        .list()
        .stream()
        .map(waiting ->
            new WorkItem(
                new Label(
                    "复核 " + waiting.name + " 新设的口令",
                    "Confirm the password that " + waiting.name + " set"),
                new Label("复核前此人不能登录", "nobody signs in with it before"),
                Optional.empty(),
                Optional.of(waiting.setAt),
                Lamp.AMBER,
                "/people/" + waiting.person))
        .toList();
  }
}
