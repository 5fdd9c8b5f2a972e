package cn.tongtu.obligation;

import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Organisations;
import cn.tongtu.obligation.Requirement.Each;
import cn.tongtu.register.Entry;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who and what owes something today (应做主体名单). */
@Component
class Things {
  /** Where a record refers to another by its number. */
  static final String NUMBER = "id";

  private final Organisations organisations;
  private final Directory directory;
  private final RegisterReading records;

  Things(Organisations organisations, Directory directory, RegisterReading records) {
    this.organisations = organisations;
    this.directory = directory;
    this.records = records;
  }

  List<Thing> of(Requirement requirement) {
    return switch (requirement.each()) {
      case Each.Organisations(var kinds) ->
          organisations.list().stream()
              .filter(org -> kinds.contains(org.kind()))
              .map(org -> new Thing(org.code(), org.code(), org.code(), org.name()))
              .toList();
      case Each.People(var action) ->
          directory.seated(action).stream()
              .map(seated ->
                  new Thing(
                      seated.member().account(),
                      seated.member().account(),
                      seated.org(),
                      seated.member().name()))
              .toList();
      case Each.Records(var register, var where, var by) ->
          records.list(register, entry -> where.map(one -> one.holds(entry)).orElse(true)).stream()
              .flatMap(entry -> thing(register, by, entry))
              .toList();
    };
  }

  private static Stream<Thing> thing(Register register, String by, Entry entry) {
    return Optional.<Object>ofNullable(by.equals(NUMBER) ? entry.id() : entry.values().get(by))
        .stream()
        .map(value ->
            new Thing(
                String.valueOf(entry.id()),
                value.toString(),
                entry.org(),
                register.titleOf(entry)));
  }
}
