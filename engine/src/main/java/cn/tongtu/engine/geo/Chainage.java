package cn.tongtu.engine.geo;

/** How far along a road one is (桩号), in metres from its beginning; printed as K12+340. */
public record Chainage(int metres) implements Comparable<Chainage> {
  public Chainage {
    if (metres < 0) {
      throw new IllegalArgumentException("桩号不能为负 a chainage is not negative: " + metres);
    }
  }

  @Override
  public int compareTo(Chainage other) {
    return Integer.compare(metres, other.metres);
  }

  @Override
  public String toString() {
    return "K%d+%03d".formatted(metres / 1000, metres % 1000);
  }
}
