package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.engine.seal.Hash;
import cn.tongtu.engine.seal.Hashing;
import java.nio.ByteBuffer;
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

  private final List<Sealable.Column> columns;
  private final byte[] start;
  private final byte[][] headings;
  private final int numberAt;
  private ByteBuffer out = ByteBuffer.allocate(1024);

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
  void read(ByteBuffer row) {
    out.clear();
    out.put(start);
    for (int index = 0; index < headings.length; index++) {
      int length = row.getInt();
      if (length >= 0) {
        room(headings[index].length + 12 + length);
        out.put(headings[index]);
        value(columns.get(index).kind(), row, length);
      }
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(out.array(), size());
  }

  int size() {
    return out.position();
  }

  long number() {
    return out.getLong(numberAt);
  }

  Hash leaf(Hashing hashing) {
    return hashing.leaf(out.array(), size());
  }

  /** The same row under another number. */
  byte[] bytesUnder(long number) {
    var copy = bytes();
    ByteBuffer.wrap(copy).putLong(numberAt, number);
    return copy;
  }

  private void value(Sealable.Kind kind, ByteBuffer row, int length) {
    switch (kind) {
      case NUMBER -> eight(whole(row, length));
      case DAY -> eight((long) row.getInt() + DAYS_FROM_1970_TO_2000);
      case INSTANT -> eight(row.getLong() + MICROSECONDS_FROM_1970_TO_2000);
      case TEXT -> {
        out.putInt(length).put(out.position(), row, row.position(), length);
        out.position(out.position() + length);
        row.position(row.position() + length);
      }
      case JSON -> {
        var canonical = canonical(row.slice(row.position(), length));
        row.position(row.position() + length);
        room(4 + canonical.length);
        out.putInt(canonical.length).put(canonical);
      }
    }
  }

  private static long whole(ByteBuffer row, int length) {
    return switch (length) {
      case 2 -> row.getShort();
      case 4 -> row.getInt();
      case 8 -> row.getLong();
      default -> throw new IllegalStateException("A whole number of " + length + " bytes");
    };
  }

  private void eight(long value) {
    out.putInt(8).putLong(value);
  }

  /** The first byte is the version of jsonb's wire format. */
  private byte[] canonical(ByteBuffer binary) {
    var known = json.get(binary);
    if (known != null) {
      return known;
    }
    var copy = new byte[binary.remaining()];
    binary.get(0, copy);
    var canonical = CanonicalJson.of(new String(copy, 1, copy.length - 1, UTF_8)).getBytes(UTF_8);
    // A whole document is read once; only what is short and comes again is worth keeping.
    if (copy.length <= 512) {
      json.put(ByteBuffer.wrap(copy), canonical);
    }
    return canonical;
  }

  private void room(int more) {
    if (out.remaining() < more) {
      out = ByteBuffer.allocate(2 * (out.position() + more)).put(out.flip());
    }
  }
}
