package cn.tongtu.identity;

import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.OrganisationTree.Placing;
import cn.tongtu.identity.Organisations.Naming;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeping the tree of organisations (单位维护), which is the system administrator's: opened, renamed,
 * moved and closed from a day on, never deleted. No day before today is touched, because what
 * people could do on it depends on it. Each deed holds the whole tree, so that two of them never
 * close a circle together.
 */
@Service
class OrganisationKeeping {
  static final String CODE = "[a-z][a-z0-9_-]*";
  static final Label WRONG_CODE =
      new Label(
          "单位代码以小写字母开头，只用小写字母、数字和连字符",
          "a code begins with a lower case letter and has lower case letters, digits and hyphens only");

  private static final String ACTION = "organisation.keep";

  private final Organisations organisations;
  private final Placings placings;
  private final Seats seats;
  private final Permissions permissions;
  private final Audit audit;
  private final Clock clock = Clock.system(Words.CHINA);

  private final Finder finder;

  OrganisationKeeping(
      Organisations organisations,
      Placings placings,
      Seats seats,
      Permissions permissions,
      Audit audit,
      Finder finder) {
    this.finder = finder;
    this.organisations = organisations;
    this.placings = placings;
    this.seats = seats;
    this.permissions = permissions;
    this.audit = audit;
  }

  /**
   * @param paper the ground for it (依据), such as the number of a document
   */
  @Transactional
  void add(Organisation added, Optional<String> parent, LocalDate from, String paper, Actor actor) {
    placings.lock();
    var acting = permissions.require(actor, ACTION, parent.orElse(""));
    WrongField.unless(
        added.code().matches(CODE), "code", WRONG_CODE.chinese(), WRONG_CODE.english());
    named(added.name());
    grounds(paper);
    parent.ifPresent(above -> open(above, from));
    WrongField.unless(
        organisations.add(added, from),
        "code",
        "已有代码为 " + added.code() + " 的单位",
        "the code is taken: " + added.code());
    parent.ifPresent(above -> placings.add(new Placing(added.code(), above, Days.from(from))));
    finder.put(OrganisationSearch.entry(added));
    var after = new TreeMap<>(Map.of("name", added.name(), "kind", added.kind().name()));
    after.put("from", from.toString());
    parent.ifPresent(above -> after.put("parent", above));
    told(acting, added.code(), Map.of(), after, paper);
  }

  @Transactional
  void rename(String code, Naming naming, String paper, Actor actor) {
    placings.lock();
    var acting = permissions.require(actor, ACTION, code);
    named(naming.name());
    grounds(paper);
    notBeforeToday(naming.from());
    open(code, naming.from());
    var before = organisations.get(code).name();
    WrongField.unless(
        !before.equals(naming.name().strip()), "name", "与现名相同", "that is its name already");
    organisations.rename(
        code, new Naming(naming.name().strip(), naming.english().strip(), naming.from()));
    finder.put(
        OrganisationSearch.entry(
            new Organisation(code, naming.name().strip(), naming.english().strip())));
    told(
        acting,
        code,
        Map.of("name", before),
        Map.of("name", naming.name().strip(), "from", naming.from().toString()),
        paper);
  }

  /** Without a parent it stands by itself from that day on. */
  @Transactional
  void move(String code, Optional<String> parent, LocalDate from, String paper, Actor actor) {
    placings.lock();
    var acting = permissions.require(actor, ACTION, code);
    grounds(paper);
    notBeforeToday(from);
    open(code, from);
    var tree = placings.tree();
    var before = tree.parent(code, from);
    WrongField.unless(!before.equals(parent), "parent", "本就如此隶属", "it stands there already");
    placings.end(code, from.minusDays(1));
    parent.ifPresent(above -> {
      open(above, from);
      var placing = new Placing(code, above, Days.from(from));
      try {
        placings.tree().check(placing);
      } catch (Refusal circle) {
        throw new WrongField("parent", circle.chinese(), circle.english());
      }
      placings.add(placing);
    });
    told(
        acting,
        code,
        Map.of("parent", before.orElse("")),
        Map.of("parent", parent.orElse(""), "from", from.toString()),
        paper);
  }

  /** From that day on it is no more; first its people and what stands below it go elsewhere. */
  @Transactional
  void close(String code, LocalDate from, String paper, Actor actor) {
    placings.lock();
    var life = organisations.lock(code);
    var acting = permissions.require(actor, ACTION, code);
    grounds(paper);
    notBeforeToday(from);
    Refusal.unless(life.last().isEmpty(), "该单位已撤销", "it is closed already");
    var last = from.minusDays(1);
    var below = placings.tree().below(code, from);
    WrongField.unless(
        below.isEmpty(),
        "from",
        "届时还有下属单位：" + String.join("、", below) + "。请先将其划转或撤销",
        "organisations still stand below it then: " + String.join(", ", below));
    var sitting = seats.in(code, last).stream().map(Seat::personName).distinct().toList();
    WrongField.unless(
        sitting.isEmpty(),
        "from",
        "届时还有人任职：" + String.join("、", sitting) + "。请先免去或调整",
        "people still have seats in it then: " + String.join(", ", sitting));
    placings.end(code, last);
    organisations.close(code, last);
    told(acting, code, Map.of(), Map.of("last", last.toString()), paper);
  }

  private static void named(String name) {
    WrongField.unless(!name.isBlank(), "name", "请填写单位名称", "fill in the name");
  }

  private static void grounds(String paper) {
    WrongField.unless(!paper.isBlank(), "paper", "请写明依据，如文号", "name the paper it rests on");
  }

  private void notBeforeToday(LocalDate from) {
    WrongField.unless(
        !from.isBefore(LocalDate.now(clock)),
        "from",
        "不能早于今天：过去各日的隶属与权限不改写",
        "not before today: what held on past days is not rewritten");
  }

  private void open(String code, LocalDate from) {
    var life = organisations.share(code);
    WrongField.unless(
        life.openOn(from) && life.last().isEmpty(),
        "from",
        code + " 届时未设立或将撤销",
        code + " is not open then, or is to be closed");
  }

  private void told(
      Actor acting,
      String code,
      Map<String, String> before,
      Map<String, String> after,
      String paper) {
    // An organisation has a code and no number; the entry is found by the code.
    audit.changed(
        acting,
        ACTION,
        new Change(new RecordRef("organisation", 0), code, before, after),
        paper.strip());
  }
}
