package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import java.util.Map;

/**
 * What somebody typed into a form that was refused, and what was wrong with which field (已填内容);
 * what is wrong with no field in particular stands under the empty name.
 */
public record Typed(String form, Map<String, String> fields, Map<String, Label> errors) {
  public static final Typed NOTHING = new Typed("", Map.of(), Map.of());

  public String value(String ofForm, String field, String otherwise) {
    return form.equals(ofForm) ? fields.getOrDefault(field, otherwise) : otherwise;
  }

  public Map<String, Label> errors(String ofForm) {
    return form.equals(ofForm) ? errors : Map.of();
  }
}
