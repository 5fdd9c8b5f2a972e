package cn.tongtu.shared;

/**
 * Where a fact was recorded (记录): the kind of record ({@code filing}, {@code register.tender}) and
 * its number. Every posting carries one, so that every figure leads back to what somebody wrote
 * down.
 */
public record RecordRef(String kind, long id) {
  @Override
  public String toString() {
    return kind + " " + id;
  }
}
