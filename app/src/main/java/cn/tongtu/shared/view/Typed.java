package cn.tongtu.shared.view;

import cn.tongtu.shared.Label;
import java.util.Map;

/**
 * What somebody typed into a form that was not taken, and why (已填内容): what is wrong with which
 * field; what is wrong with no field in particular stands under the empty name.
 *
 * @param form which of the page's forms
 * @param stale whether somebody else changed the record since the form was opened
 */
public record Typed(
    String form, Map<String, String> fields, Map<String, Label> errors, boolean stale) {
  public static final Typed NOTHING = new Typed("", Map.of(), Map.of(), false);

  public boolean in(String other) {
    return form.equals(other);
  }

  public String value(String ofForm, String field, String otherwise) {
    return in(ofForm) ? fields.getOrDefault(field, otherwise) : otherwise;
  }

  public Map<String, Label> errors(String ofForm) {
    return in(ofForm) ? errors : Map.of();
  }
}
