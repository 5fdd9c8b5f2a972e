package cn.tongtu.shared;

/** Which page of how many rows one sees (分页); pages count from 1. */
public record Paging(int page, int size, long rows, Address base) {
  public static Paging of(int asked, int size, long rows, Address base) {
    var last = Math.max(1, (rows + size - 1) / size);
    return new Paging((int) Math.clamp(asked, 1, last), size, rows, base);
  }

  public long pages() {
    return Math.max(1, (rows + size - 1) / size);
  }

  public int offset() {
    return (page - 1) * size;
  }

  public String to(long other) {
    return base.with("page", other).text();
  }
}
