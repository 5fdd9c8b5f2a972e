package cn.tongtu.demo.county;

import java.util.List;

/** What things in the sample county are called (地名); all invented. */
final class Naming {
  /** A name and how it is written in Latin letters. */
  record Name(String chinese, String pinyin) {}

  private static final List<Name> TOWNS =
      List.of(
          new Name("双江镇", "Shuangjiang"),
          new Name("古渡镇", "Gudu"),
          new Name("沙湾镇", "Shawan"),
          new Name("石桥镇", "Shiqiao"),
          new Name("清塘镇", "Qingtang"),
          new Name("白鹭镇", "Bailu"),
          new Name("柳溪镇", "Liuxi"),
          new Name("竹园镇", "Zhuyuan"),
          new Name("枫林镇", "Fenglin"),
          new Name("杉木镇", "Shanmu"),
          new Name("茶坪镇", "Chaping"),
          new Name("梨树乡", "Lishu"),
          new Name("桐木乡", "Tongmu"),
          new Name("高坪乡", "Gaoping"),
          new Name("鹿角乡", "Lujiao"),
          new Name("岩口乡", "Yankou"),
          new Name("云岭乡", "Yunling"),
          new Name("雾岭乡", "Wuling"));
  private static final Name COUNTY_TOWN = new Name("青溪街道", "Qingxi");
  private static final Name BESIDE_IT = new Name("临江街道", "Linjiang");

  private static final List<String> TRIBUTARIES =
      List.of("龙潭河", "白水河", "枫溪", "石涧河", "桃源溪", "双溪", "竹溪", "云溪");

  private static final String[] BEFORE = {
    "大", "上", "下", "新", "老", "石", "竹", "杨家", "李家", "周家", "黄泥", "青龙", "白沙", "枫树", "桃花",
    "茶山", "金鸡", "油榨", "水口", "观音", "马鞍", "长", "横", "双", "三叉", "荷叶", "罗家", "陈家", "木瓜", "板栗"
  };
  private static final String[] AFTER = {
    "塘", "坪", "湾", "冲", "垅", "坳", "洞", "溪", "岭", "桥", "院子", "屋场", "田", "井", "背", "坝", "口", "墩", "铺",
    "亭", "山", "圳", "角", "渡"
  };

  private final Noise noise;

  Naming(Noise noise) {
    this.noise = noise.other(31);
  }

  /**
   * The county town is the first, the town nearest to it the second, the others from low to high.
   */
  static Name town(int rank) {
    return rank == 0 ? COUNTY_TOWN : rank == 1 ? BESIDE_IT : TOWNS.get(rank - 2);
  }

  /** Empty for the smaller ones. */
  static String river(int rank) {
    return rank == 0 ? "青溪" : rank <= TRIBUTARIES.size() ? TRIBUTARIES.get(rank - 1) : "";
  }

  /** The same for the same square. */
  String village(int cell) {
    return BEFORE[noise.below(BEFORE.length, cell)]
        + AFTER[noise.below(AFTER.length, cell + 1_000_003L)];
  }
}
