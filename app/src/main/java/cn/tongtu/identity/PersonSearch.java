package cn.tongtu.identity;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** People are found by name and account, by whoever may look at their pages (人员检索). */
@Component
class PersonSearch implements Findable {
  private static final String KIND = "person";

  private final People people;

  PersonSearch(People people) {
    this.people = people;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Stream<Entry> entries() {
    return people.list().stream().map(PersonSearch::entry);
  }

  static Entry entry(Person person) {
    return Entry.of(KIND, person.id(), person.name(), "/people/" + person.id())
        .words(List.of(person.account()))
        .onlyFor(PersonPages.LOOK);
  }
}
