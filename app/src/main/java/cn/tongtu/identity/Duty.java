package cn.tongtu.identity;

import java.util.Map;

/**
 * Duties that no one person may join (职责分离): the three administrators (三员) and the trade's own
 * work. Which action belongs to which is fixed here and not in a pack, so that no county can mix
 * them.
 */
enum Duty {
  BUSINESS,
  SYSTEM,
  SECURITY,
  AUDIT;

  private static final Map<String, Duty> BY_SUBJECT =
      Map.of(
          "organisation", SYSTEM,
          "person", SYSTEM,
          "seat", SYSTEM,
          "system", SYSTEM,
          "role", SECURITY,
          "account", SECURITY,
          "audit", AUDIT);

  static Duty of(String action) {
    return BY_SUBJECT.getOrDefault(action.replaceFirst("\\..*", ""), BUSINESS);
  }
}
