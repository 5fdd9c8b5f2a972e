package cn.tongtu.register;

import cn.tongtu.identity.Directory;
import cn.tongtu.register.SavedViews.Saved;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.WrongField;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps how a person wants to see a register, alone or shared (保存视图). */
@Service
class Viewing {
  private static final int LONGEST = 40;

  private final SavedViews views;
  private final DeclaredViews declared;
  private final Directory directory;

  Viewing(SavedViews views, DeclaredViews declared, Directory directory) {
    this.views = views;
    this.declared = declared;
    this.directory = directory;
  }

  /** With whom this person may share a view. */
  List<String> orgs(Actor.Staff person) {
    return directory.orgs(person.id());
  }

  /** One's own views of a register, and those that one's organisations share. */
  List<Saved> of(Register register, Actor.Staff person) {
    return views.of(register, person.id(), directory.orgs(person.id()));
  }

  /**
   * The address that a person sees first; the register's own where none was chosen, or it is gone.
   */
  Optional<String> usual(Register register, Actor.Staff person) {
    return views
        .usual(register, person.id())
        .flatMap(mark ->
            declared.of(register).stream()
                .filter(view -> view.id().equals(mark))
                .map(DeclaredViews.Declared::href)
                .findFirst()
                .or(() ->
                    of(register, person).stream()
                        .filter(view -> view.mark().equals(mark))
                        .map(view -> href(register, view))
                        .findFirst()));
  }

  Optional<String> mark(Register register, Actor.Staff person) {
    return views.usual(register, person.id());
  }

  static String href(Register register, Saved view) {
    return view.query().isEmpty() ? register.href() : register.href() + "?" + view.query();
  }

  /**
   * @param shared an organisation in which the person has a seat; empty for nobody else
   * @throws WrongField when it has no name, or one's own is called so
   */
  @Transactional
  Saved save(
      Register register, String name, String query, String shared, boolean usual, Actor.Staff who) {
    var org = with(shared, who);
    requireName(name);
    var id = views.add(register, who.id(), name.strip(), query, org).orElseThrow(Viewing::taken);
    var saved = new Saved(id, who.id(), name.strip(), query, org);
    if (usual) {
      views.prefer(register, who.id(), saved.mark());
    }
    return saved;
  }

  private Optional<String> with(String org, Actor.Staff who) {
    WrongField.unless(
        org.isEmpty() || directory.orgs(who.id()).contains(org),
        "with",
        "只能与您任职的单位共享",
        "share it with an organisation in which you have a seat");
    return Optional.of(org).filter(text -> !text.isEmpty());
  }

  private static void requireName(String name) {
    WrongField.unless(
        !name.isBlank() && name.strip().length() <= LONGEST,
        "name",
        "请填写视图名称，最多 %d 字".formatted(LONGEST),
        "name the view, with %d characters at most".formatted(LONGEST));
  }

  private static WrongField taken() {
    return new WrongField("name", "您已有同名的视图", "you have a view of this name already");
  }

  /**
   * Names it anew, and shares it or no more.
   *
   * @throws NotFound when it is not one's own
   */
  @Transactional
  void keep(Register register, long id, String name, String shared, Actor.Staff who) {
    requireOwn(register, id, who);
    requireName(name);
    if (!views.put(id, who.id(), name.strip(), with(shared, who))) {
      throw taken();
    }
  }

  /**
   * @throws NotFound when it is not one's own
   */
  @Transactional
  void delete(Register register, long id, Actor.Staff who) {
    requireOwn(register, id, who);
    views.delete(id, who.id());
  }

  private void requireOwn(Register register, long id, Actor.Staff who) {
    if (views.of(register, who.id(), List.of()).stream().noneMatch(view -> view.id() == id)) {
      throw new NotFound("没有这个视图，或不是您保存的", "there is no such view of yours");
    }
  }

  /**
   * What one sees first from now on.
   *
   * @param mark a declared view's id, a saved one's mark, or empty for the plain list
   */
  @Transactional
  void prefer(Register register, String mark, Actor.Staff who) {
    var known =
        mark.isEmpty()
            || declared.of(register).stream().anyMatch(view -> view.id().equals(mark))
            || of(register, who).stream().anyMatch(view -> view.mark().equals(mark));
    if (!known) {
      throw new NotFound("没有这个视图", "there is no such view");
    }
    views.prefer(register, who.id(), mark);
  }
}
