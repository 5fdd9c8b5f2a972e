package cn.tongtu.register;

import cn.tongtu.shared.Label;
import java.util.Optional;

/**
 * One thing that publishing a definition changes (定义变更).
 *
 * @param part of the register
 * @param name by which people know it
 * @param was what it was called, or was, before; else empty
 * @param records how many records hold something there
 * @param refusal why it is not done, and what to write instead
 */
record Change(
    String register,
    Kind kind,
    Part part,
    String id,
    String name,
    String was,
    long records,
    Optional<Label> refusal) {
  static final String POSTS = "posts";

  enum Kind {
    ADDED("新增", "added", "+"),
    CHANGED("修改", "changed", "~"),
    RENAMED("改编号", "renamed", "→"),
    CONVERTED("改类型", "converted", "→"),
    RETIRED("停用", "retired", "×"),
    REMOVED("删除", "removed", "−");

    private final String chinese;
    private final String english;
    final String sign;

    Kind(String chinese, String english, String sign) {
      this.chinese = chinese;
      this.english = english;
      this.sign = sign;
    }

    Label label() {
      return new Label(chinese, english);
    }
  }

  enum Part {
    REGISTER("台账", "register"),
    FIELD("字段", "field"),
    WORD("选项", "choice"),
    STATE("状态", "state"),
    MOVE("办理动作", "move"),
    RULE("规则", "rule");

    private final String chinese;
    private final String english;

    Part(String chinese, String english) {
      this.chinese = chinese;
      this.english = english;
    }

    Label label() {
      return new Label(chinese, english);
    }
  }

  Change holding(long some) {
    return new Change(register, kind, part, id, name, was, some, refusal);
  }

  Change refused(String chinese, String english) {
    return new Change(
        register, kind, part, id, name, was, records, Optional.of(new Label(chinese, english)));
  }

  /** Whether it is done without anybody's word: nothing that is held or posted changes by it. */
  boolean free() {
    return refusal.isEmpty()
        && switch (kind) {
          case ADDED -> true;
          case CHANGED -> records == 0 || !id.equals(POSTS);
          case RENAMED -> false;
          case CONVERTED, RETIRED, REMOVED -> records == 0;
        };
  }

  /** Whether the records have to be settled again because of it. */
  boolean moves() {
    return records > 0
        && ((part == Part.RULE && id.equals(POSTS))
            || (part == Part.WORD && kind == Kind.RENAMED)
            || kind == Kind.CONVERTED);
  }

  Label told() {
    var of = was.isEmpty() ? "" : was + " → ";
    var called = name.isEmpty() || name.equals(id) ? "" : " " + name;
    var held = records == 0 ? "" : "，%,d 条记录".formatted(records);
    var records = this.records == 0 ? "" : ", %,d records".formatted(this.records);
    return new Label(
        "%s %s%s %s%s%s%s%s"
            .formatted(
                kind.sign,
                kind.label().chinese(),
                part.label().chinese(),
                of,
                id,
                called,
                held,
                refusal.map(why -> "：" + why.chinese()).orElse("")),
        "%s %s%s %s%s%s%s"
            .formatted(
                part.label().english(),
                of,
                id,
                kind.label().english(),
                called,
                records,
                refusal.map(why -> ": " + why.english()).orElse("")));
  }
}
