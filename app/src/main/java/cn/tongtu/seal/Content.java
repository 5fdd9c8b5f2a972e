package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.engine.seal.Hash;
import cn.tongtu.engine.seal.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a row that are sealed (封存内容), format 1. All numbers are big-endian:
 *
 * <pre>
 * byte    1
 * text    the table's schema and name           (text: 4 bytes length, UTF-8)
 * then for each column in its declared order, if it is not null:
 *   text    the column's name
 *   byte    n number · t text · d day · i instant · j JSON
 *   4 bytes the value's length
 *   value   n: 8 bytes · t: UTF-8 · d: 8 bytes, days since 1970-01-01
 *           i: 8 bytes, microseconds since 1970-01-01T00:00Z · j: UTF-8, see CanonicalJson
 * </pre>
 *
 * <p>It is made from PostgreSQL's binary values, so that no setting of a session (time zone, date
 * style) can change it. The row's number comes first and has a fixed place.
 */
final class Content {
  private static final byte FORMAT = 1;
  private static final int DAYS_FROM_1970_TO_2000 = 10_957;
  private static final long MICROSECONDS_FROM_1970_TO_2000 = 946_684_800_000_000L;
  private static final int KNOWN_JSON = 4096;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final List<Sealable.Column> columns;
  private final byte[] start;
  private final byte[][] headings;
  private final int numberAt;
  private byte[] out = new byte[1024];
  private int size;
  private int at;

  /** Members repeat from row to row, and writing them anew costs more than all else together. */
  private final Map<ByteBuffer, byte[]> json =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
          return size() > KNOWN_JSON;
        }
      };

  Content(Sealable sealable) {
    columns = sealable.columns();
    var table = sealable.table().getBytes(UTF_8);
    start =
        ByteBuffer.allocate(5 + table.length).put(FORMAT).putInt(table.length).put(table).array();
    headings = columns.stream().map(Content::heading).toArray(byte[][]::new);
    numberAt = start.length + headings[0].length + 4;
  }

  private static byte[] heading(Sealable.Column column) {
    var name = column.name().getBytes(UTF_8);
    return ByteBuffer.allocate(5 + name.length)
        .putInt(name.length)
        .put(name)
        .put(column.kind().letter())
        .array();
  }

  /**
   * Reads one row of binary COPY, which stands behind its count of fields; forgets the one before.
   */
  void read(byte[] row, int from) {
    at = from;
    size = 0;
    copy(start, 0, start.length);
    for (int index = 0; index < headings.length; index++) {
      int length = (int) INT.get(row, at);
      at += 4;
      if (length >= 0) {
        copy(headings[index], 0, headings[index].length);
        value(columns.get(index).kind(), row, length);
        at += length;
      }
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(out, size);
  }

  int size() {
    return size;
  }

  long number() {
    return (long) LONG.get(out, numberAt);
  }

  Hash leaf(Hashing hashing) {
    return hashing.leaf(out, size);
  }

  /** The same row under another number. */
  byte[] bytesUnder(long number) {
    var copy = bytes();
    LONG.set(copy, numberAt, number);
    return copy;
  }

  private void value(Sealable.Kind kind, byte[] row, int length) {
    switch (kind) {
      case NUMBER -> eight(whole(row, length));
      case DAY -> eight((int) INT.get(row, at) + (long) DAYS_FROM_1970_TO_2000);
      case INSTANT -> eight((long) LONG.get(row, at) + MICROSECONDS_FROM_1970_TO_2000);
      case TEXT -> counted(row, at, length);
      case JSON -> {
        var canonical = canonical(row, length);
        counted(canonical, 0, canonical.length);
      }
    }
  }

  private long whole(byte[] row, int length) {
    return switch (length) {
      case 2 -> (short) SHORT.get(row, at);
      case 4 -> (int) INT.get(row, at);
      case 8 -> (long) LONG.get(row, at);
      default -> throw new IllegalStateException("A whole number of " + length + " bytes");
    };
  }

  private void eight(long value) {
    room(12);
    INT.set(out, size, 8);
    LONG.set(out, size + 4, value);
    size += 12;
  }

  private void counted(byte[] from, int offset, int length) {
    room(4);
    INT.set(out, size, length);
    size += 4;
    copy(from, offset, length);
  }

  private void copy(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, out, size, length);
    size += length;
  }

  /** The first byte is the version of jsonb's wire format. */
  private byte[] canonical(byte[] row, int length) {
    var known = json.get(ByteBuffer.wrap(row, at, length));
    if (known != null) {
      return known;
    }
    var canonical = CanonicalJson.of(new String(row, at + 1, length - 1, UTF_8)).getBytes(UTF_8);
    // A whole document is read once; only what is short and comes again is worth keeping.
    if (length <= 512) {
      json.put(ByteBuffer.wrap(Arrays.copyOfRange(row, at, at + length)), canonical);
    }
    return canonical;
  }

  private void room(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, 2 * (size + more));
    }
  }
}
