package cn.tongtu.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * A server of map tiles (瓦片服务), XYZ below {@code /tiles} and WMTS by key and value at {@code
 * /wmts}: pale blue, with a disc where it believes one position to be.
 */
public final class TileServer implements AutoCloseable {
  public static final Color GROUND = new Color(190, 215, 250);
  public static final Color DISC = new Color(255, 0, 255);
  private static final int SIZE = 256;
  private static final int RADIUS = 26;
  private static final Pattern XYZ = Pattern.compile("/tiles/(\\d+)/(\\d+)/(\\d+)\\.png");

  private final HttpServer server;
  private final double lon;
  private final double lat;

  /** What was asked for, with its key. */
  public final Set<String> asked = ConcurrentHashMap.newKeySet();

  public TileServer(double lon, double lat) {
    this.lon = lon;
    this.lat = lat;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var address = exchange.getRequestURI();
      asked.add(address.toString());
      var xyz = XYZ.matcher(address.getPath());
      byte[] png;
      if (xyz.matches()) {
        png =
            tile(
                Integer.parseInt(xyz.group(1)),
                Integer.parseInt(xyz.group(2)),
                Integer.parseInt(xyz.group(3)));
      } else {
        var query = String.valueOf(address.getQuery());
        png = tile(number(query, "TILEMATRIX"), number(query, "TILECOL"), number(query, "TILEROW"));
      }
      exchange.getResponseHeaders().add("Content-Type", "image/png");
      exchange.getResponseHeaders().add("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, png.length);
      exchange.getResponseBody().write(png);
    }
  }

  private static int number(String query, String name) {
    var found = Pattern.compile("(?:^|&)" + name + "=(\\d+)").matcher(query);
    if (!found.find()) {
      throw new IllegalArgumentException(name + " is missing in " + query);
    }
    return Integer.parseInt(found.group(1));
  }

  private byte[] tile(int zoom, int column, int row) throws IOException {
    var world = SIZE * Math.pow(2, zoom);
    var phi = Math.toRadians(lat);
    var x = (lon + 180) / 360 * world - column * (double) SIZE;
    var y =
        (1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2 * world
            - row * (double) SIZE;
    var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(GROUND);
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.setColor(DISC);
    graphics.fillOval(
        (int) Math.round(x) - RADIUS, (int) Math.round(y) - RADIUS, 2 * RADIUS, 2 * RADIUS);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
