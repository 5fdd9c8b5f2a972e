package cn.tongtu.demo.county;

/** Chance that is the same everywhere: whole numbers stirred, no library's random numbers. */
record Noise(long seed) {
  private static final long STIR = 0x9E3779B97F4A7C15L;

  Noise other(long number) {
    return new Noise(stir(seed + number * STIR));
  }

  /** From 0 up to 1. */
  double at(long number) {
    return (stir(seed ^ stir(number + STIR)) >>> 11) * 0x1.0p-53;
  }

  int below(int bound, long number) {
    return (int) (at(number) * bound);
  }

  private static long stir(long mixed) {
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Rolling between −1 and 1, a wave about every 1. */
  double smooth(double x, double y) {
    var left = (long) Math.floor(x);
    var low = (long) Math.floor(y);
    var u = soft(x - left);
    var v = soft(y - low);
    var below = corner(left, low) + u * (corner(left + 1, low) - corner(left, low));
    var above = corner(left, low + 1) + u * (corner(left + 1, low + 1) - corner(left, low + 1));
    return below + v * (above - below);
  }

  private double corner(long x, long y) {
    return at(x * 73_856_093L ^ y * 19_349_663L) * 2 - 1;
  }

  private static double soft(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  /** Waves upon waves, each half as wide and half as high as those before. */
  double rough(double x, double y, int octaves) {
    var sum = 0.0;
    var height = 1.0;
    var wide = 1.0;
    for (int i = 0; i < octaves; i++) {
      sum += height * other(i).smooth(x * wide, y * wide);
      height /= 2;
      wide *= 2;
    }
    return sum;
  }
}
