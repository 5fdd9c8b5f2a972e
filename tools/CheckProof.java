import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks a proof that Tongtu exported, with nothing but a JDK 25 and without Tongtu (离线核对证明):
 *
 * <pre>java tools/CheckProof.java proof.json [public.pem]</pre>
 *
 * Exit code 0: it holds. 1: it does not. 2: it cannot be read.
 */
final class CheckProof {
  private static final HexFormat HEX = HexFormat.of();

  private final String json;
  private String hashing = "SHA-256";

  private CheckProof(String json) {
    this.json = json;
  }

  public static void main(String[] args) {
    if (args.length < 1 || args.length > 2) {
      System.err.println("用法 usage: java CheckProof.java proof.json [public.pem]");
      System.exit(2);
    }
    try {
      var check = new CheckProof(Files.readString(Path.of(args[0])));
      var holds = check.holds(args.length == 2 ? keyOf(Path.of(args[1])) : null);
      System.out.println(holds ? "证明成立 The proof holds." : "证明不成立 THE PROOF DOES NOT HOLD.");
      System.exit(holds ? 0 : 1);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      System.err.println("证明文件读不出 the proof cannot be read: " + e);
      System.exit(2);
    }
  }

  private boolean holds(byte[] known) throws GeneralSecurityException {
    var key = Base64.getDecoder().decode(text("publicKey"));
    System.out.println("密钥指纹 key: " + fingerprint(key));
    if (known == null) {
      System.out.println("  请与单位公布的指纹比对 compare it with the one that the authority has made known");
    } else if (!Arrays.equals(known, key)) {
      System.out.println("  与所给公钥不同 not the public key that you gave");
      return false;
    }
    return switch (text("proof")) {
      case "inclusion" -> included(key);
      case "consistency" -> consistent(key);
      default -> throw new IllegalArgumentException("未知的证明种类 unknown kind of proof");
    };
  }

  /** RFC 9162 §2.1.3.2. */
  private boolean included(byte[] key) throws GeneralSecurityException {
    var root = new Root(text("root"));
    if (!root.isSigned(key)) {
      return false;
    }
    hashing = root.hashing;
    var content = HEX.parseHex(text("content"));
    print(content);
    var position = Long.parseLong(plain("index"));
    var last = root.size - 1;
    if (position < 0 || position > last) {
      return false;
    }
    var hash = hash(0, content);
    for (var step : path()) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        hash = hash(1, step, hash);
        while ((position & 1) == 0 && position != 0) {
          position >>= 1;
          last >>= 1;
        }
      } else {
        hash = hash(1, hash, step);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root.root);
  }

  /** RFC 9162 §2.1.4.2. */
  private boolean consistent(byte[] key) throws GeneralSecurityException {
    var earlier = new Root(text("earlier"));
    var later = new Root(text("later"));
    if (!earlier.isSigned(key)
        || !later.isSigned(key)
        || !earlier.hashing.equals(later.hashing)
        || earlier.size < 1
        || earlier.size > later.size) {
      return false;
    }
    hashing = later.hashing;
    var path = path();
    if (earlier.size == later.size) {
      return path.isEmpty() && Arrays.equals(earlier.root, later.root);
    }
    var whole = Long.bitCount(earlier.size) == 1;
    if (!whole && path.isEmpty()) {
      return false;
    }
    var old = whole ? earlier.root : path.getFirst();
    var now = old;
    var position = earlier.size - 1;
    var last = later.size - 1;
    while ((position & 1) == 1) {
      position >>= 1;
      last >>= 1;
    }
    for (var step : whole ? path : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        old = hash(1, step, old);
        now = hash(1, step, now);
        while ((position & 1) == 0 && position != 0) {
          position >>= 1;
          last >>= 1;
        }
      } else {
        now = hash(1, now, step);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(old, earlier.root) && Arrays.equals(now, later.root);
  }

  /** A signed line: batch, table, after, through, count, size, hashing, root, time, previous, signature. */
  private static final class Root {
    private final String signed;
    private final byte[] signature;
    private final long size;
    private final String hashing;
    private final byte[] root;

    Root(String line) {
      System.out.println("已签名的根 signed root: " + line);
      var fields = line.split(" ", -1);
      if (fields.length != 11) {
        throw new IllegalArgumentException("不是签名行 no signed root");
      }
      signed = line.substring(0, line.lastIndexOf(' '));
      signature = Base64.getDecoder().decode(fields[10]);
      size = Long.parseLong(fields[5]);
      hashing = fields[6];
      root = HEX.parseHex(fields[7]);
    }

    boolean isSigned(byte[] key) throws GeneralSecurityException {
      var check = Signature.getInstance("Ed25519");
      check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
      check.update(signed.getBytes(StandardCharsets.UTF_8));
      var good = check.verify(signature);
      if (!good) {
        System.out.println("  签名不对 its signature is wrong");
      }
      return good;
    }
  }

  /** What the row says, so that a person sees what is proved; decisions/0009-sealing.md. */
  private static void print(byte[] content) {
    var in = ByteBuffer.wrap(content);
    if (in.get() != 1) {
      throw new IllegalArgumentException("未知的内容格式 unknown format of the content");
    }
    System.out.println("内容 content of a row of " + string(in));
    try {
      while (in.hasRemaining()) {
        var name = string(in);
        var kind = (char) in.get();
        System.out.println("  " + name + " = " + value(kind, in));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("内容不完整 the content is cut short", e);
    }
  }

  private static String value(char kind, ByteBuffer in) {
    return switch (kind) {
      case 'n' -> Long.toString(eight(in));
      case 'd' -> LocalDate.ofEpochDay(eight(in)).toString();
      case 'i' -> Instant.EPOCH.plus(eight(in), ChronoUnit.MICROS).toString();
      case 't', 'j' -> string(in);
      default -> throw new IllegalArgumentException("未知的种类 unknown kind of value: " + kind);
    };
  }

  private static long eight(ByteBuffer in) {
    if (in.getInt() != 8) {
      throw new IllegalArgumentException("内容不合格式 the content is malformed");
    }
    return in.getLong();
  }

  private static String string(ByteBuffer in) {
    var bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] hash(int kind, byte[]... parts) throws GeneralSecurityException {
    var digest = hashing.equals("SM3") ? new Sm3() : MessageDigest.getInstance(hashing);
    digest.update((byte) kind);
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static String fingerprint(byte[] key) throws GeneralSecurityException {
    var hash = MessageDigest.getInstance("SHA-256").digest(key);
    return HexFormat.ofDelimiter(":").formatHex(hash, 0, 16);
  }

  private static byte[] keyOf(Path pem) throws IOException {
    return Base64.getMimeDecoder()
        .decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
  }

  // --- The proof's JSON is flat: texts without escapes, one number, one list of texts. ---

  private String text(String name) {
    return find(name, "\"([^\"\\\\]*)\"");
  }

  private String plain(String name) {
    return find(name, "(\\d+)");
  }

  private List<byte[]> path() {
    return Pattern.compile("[0-9a-f]+").matcher(find("path", "\\[([^\\]]*)\\]")).results()
        .map(step -> HEX.parseHex(step.group()))
        .toList();
  }

  private String find(String name, String value) {
    var found = Pattern.compile("\"" + name + "\"\\s*:\\s*" + value).matcher(json);
    if (!found.find()) {
      throw new IllegalArgumentException("缺少 lacks " + name);
    }
    return found.group(1);
  }

  /** GB/T 32905-2016, which no JDK has. The numbers are those of its clauses. */
  private static final class Sm3 extends MessageDigest {
    private static final int[] START = {
      0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
    };
    private final java.io.ByteArrayOutputStream message = new java.io.ByteArrayOutputStream();

    Sm3() {
      super("SM3");
    }

    @Override
    protected void engineUpdate(byte input) {
      message.write(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      message.write(input, offset, length);
    }

    @Override
    protected void engineReset() {
      message.reset();
    }

    /** 5.2 padding, 5.3.1 iteration. */
    @Override
    protected byte[] engineDigest() {
      var length = message.size();
      var padded = ByteBuffer.allocate((length + 9 + 63) / 64 * 64);
      padded.put(message.toByteArray()).put((byte) 0x80).putLong(padded.capacity() - 8, 8L * length);
      padded.rewind();
      var v = START.clone();
      while (padded.hasRemaining()) {
        compress(v, padded);
      }
      message.reset();
      var hash = ByteBuffer.allocate(32);
      hash.asIntBuffer().put(v);
      return hash.array();
    }

    /** 5.3.2 expansion, 5.3.3 compression. */
    private static void compress(int[] v, ByteBuffer block) {
      var w = new int[68];
      for (int j = 0; j < 68; j++) {
        w[j] =
            j < 16
                ? block.getInt()
                : p1(w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15))
                    ^ Integer.rotateLeft(w[j - 13], 7)
                    ^ w[j - 6];
      }
      int a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
      for (int j = 0; j < 64; j++) {
        var early = j < 16;
        var turned = Integer.rotateLeft(a, 12);
        var ss1 =
            Integer.rotateLeft(
                turned + e + Integer.rotateLeft(early ? 0x79cc4519 : 0x7a879d8a, j % 32), 7);
        var ss2 = ss1 ^ turned;
        var ff = early ? a ^ b ^ c : a & b | a & c | b & c;
        var gg = early ? e ^ f ^ g : e & f | ~e & g;
        var tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]);
        var tt2 = gg + h + ss1 + w[j];
        d = c;
        c = Integer.rotateLeft(b, 9);
        b = a;
        a = tt1;
        h = g;
        g = Integer.rotateLeft(f, 19);
        f = e;
        e = p0(tt2);
      }
      var next = new int[] {a, b, c, d, e, f, g, h};
      for (int i = 0; i < 8; i++) {
        v[i] ^= next[i];
      }
    }

    private static int p0(int x) {
      return x ^ Integer.rotateLeft(x, 9) ^ Integer.rotateLeft(x, 17);
    }

    private static int p1(int x) {
      return x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
    }
  }
}
