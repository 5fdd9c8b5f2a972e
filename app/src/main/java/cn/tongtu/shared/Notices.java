package cn.tongtu.shared;

/** Tells people inside the product (站内通知); in the transaction of what it is about. */
public interface Notices {
  /**
   * @param href where it leads, such as {@code /work/7}
   */
  void tell(long person, Label what, String href);
}
