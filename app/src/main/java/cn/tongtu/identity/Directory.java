package cn.tongtu.identity;

import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who works here, for whoever names people in records (人员名录). */
@Service
public class Directory {
  private final People people;
  private final Permissions permissions;
  private final Clock clock = Clock.system(Words.CHINA);

  Directory(People people, Permissions permissions) {
    this.people = people;
    this.permissions = permissions;
  }

  /** One of the staff (人员), by number, account and name. */
  public record Member(long id, String account, String name) {}

  public Optional<Member> find(String account) {
    return people.find(account).map(Directory::member);
  }

  public Optional<Member> find(long person) {
    return people.find(person).map(Directory::member);
  }

  /** Everybody who works here today, in the order in which they came. */
  public List<Member> list() {
    var today = LocalDate.now(clock);
    return people.list().stream()
        .filter(person -> person.worksOn(today))
        .map(Directory::member)
        .toList();
  }

  /** Who may do something over an organisation today, and so is told when it is to be done. */
  @Transactional(readOnly = true)
  public List<Member> holding(String action, String org) {
    var today = LocalDate.now(clock);
    return list().stream()
        .filter(member -> permissions.may(member.id(), action, org, today).allowed())
        .toList();
  }

  private static Member member(Person person) {
    return new Member(person.id(), person.account(), person.name());
  }
}
