package cn.tongtu.engine.formula;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What may stand in a dimension (维度成员): the members that were declared, or any where the dimension
 * names things that come and go, such as routes.
 */
public record Members(Optional<SequencedSet<String>> declared) {
  public static final Members ANY = new Members(Optional.empty());

  /** 未填: what a record carries that left the field empty; always a member. */
  public static final String UNFILLED = "未填";

  public static Members of(Collection<String> members) {
    return new Members(
        Optional.of(Collections.unmodifiableSequencedSet(new LinkedHashSet<>(members))));
  }

  public boolean hold(String member) {
    return declared
        .map(members -> members.contains(member) || member.equals(UNFILLED))
        .orElse(true);
  }

  /** As the message of a refusal tells them. */
  @Override
  public String toString() {
    return declared.map(members -> String.join("、", members)).orElse("");
  }
}
