package cn.tongtu.identity;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Organisations are found by name and code (单位检索). */
@Component
class OrganisationSearch implements Findable {
  private static final String KIND = "organisation";

  private final Organisations organisations;

  OrganisationSearch(Organisations organisations) {
    this.organisations = organisations;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Stream<Entry> entries() {
    return organisations.list().stream().map(OrganisationSearch::entry);
  }

  static Entry entry(Organisation organisation) {
    return Entry.of(
            KIND, organisation.code(), organisation.name(), "/organisations/" + organisation.code())
        .english(organisation.english())
        .words(List.of(organisation.code()));
  }
}
