package cn.tongtu.identity;

/** An organisation (单位) that keeps records and answers for figures. The code never changes. */
public record Organisation(String code, String name, String english, Kind kind) {
  public Organisation(String code, String name, String english) {
    this(code, name, english, Kind.AUTHORITY);
  }

  /** What sort of organisation (单位类别): 主管部门、中心、科室、镇街、施工、监理、企业. */
  public enum Kind {
    AUTHORITY,
    CENTRE,
    SECTION,
    TOWN,
    CONTRACTOR,
    SUPERVISOR,
    ENTERPRISE
  }
}
