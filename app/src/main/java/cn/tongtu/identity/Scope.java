package cn.tongtu.identity;

/** Over whose records (范围): one's own organisation's, those below it too, or everyone's. */
enum Scope {
  OWN("本单位", "one's own organisation"),
  BELOW("本单位及下属", "one's own organisation and those below"),
  ALL("全部单位", "all organisations");

  private final String label;
  private final String english;

  Scope(String label, String english) {
    this.label = label;
    this.english = english;
  }

  String label() {
    return label;
  }

  String english() {
    return english;
  }
}
