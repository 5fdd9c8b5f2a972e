package cn.tongtu.demo.county;

import cn.tongtu.engine.geo.Extent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Light and shadow of the hills (地貌晕渲) as a picture; black or white, thinly. */
public final class Relief {
  private static final int SCALE = 3;
  private static final double STRONG = 0.7;

  private final byte[] png;
  private final Extent extent;

  private Relief(byte[] png, Extent extent) {
    this.png = png;
    this.extent = extent;
  }

  public byte[] png() {
    return png.clone();
  }

  public Extent extent() {
    return extent;
  }

  static Relief of(Terrain terrain, Towns land) {
    var grid = terrain.grid();
    var wide = grid.width() * SCALE;
    var high = grid.height() * SCALE;
    var picture = new BufferedImage(wide, high, BufferedImage.TYPE_INT_ARGB);
    var smooth = blurred(grid, terrain.heights(), 2);
    var here = new double[grid.size()];
    for (int cell = 0; cell < here.length; cell++) {
      here[cell] = land.areas()[cell] >= 0 ? 1 : 0;
    }
    here = blurred(grid, here, 10);
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        var gx = (x + 0.5) / SCALE - 0.5;
        var gy = (y + 0.5) / SCALE - 0.5;
        var east = height(grid, smooth, gx + 0.5, gy) - height(grid, smooth, gx - 0.5, gy);
        var north = height(grid, smooth, gx, gy + 0.5) - height(grid, smooth, gx, gy - 0.5);
        // Lit from the north-west, as maps are.
        var light = Math.clamp((east * -1 + north) * -1 / 95, -1, 1) * -STRONG;
        var strength = height(grid, here, gx, gy) * 0.8;
        // In steps, which packs better and nobody sees.
        var alpha = (int) (Math.abs(light) * strength * 255) / 6 * 6;
        picture.setRGB(x, high - 1 - y, alpha << 24 | (light > 0 ? 0xFFFFFF : 0));
      }
    }
    var west = grid.position(-0.5, -0.5);
    var east = grid.position(grid.width() - 0.5, grid.height() - 0.5);
    try (var bytes = new ByteArrayOutputStream()) {
      ImageIO.write(picture, "png", bytes);
      return new Relief(
          bytes.toByteArray(), new Extent(west.lon(), west.lat(), east.lon(), east.lat()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static double[] blurred(Grid grid, double[] sharp, int rounds) {
    var heights = sharp.clone();
    for (int round = 0; round < rounds; round++) {
      var next = heights.clone();
      for (int cell = 0; cell < heights.length; cell++) {
        var sum = heights[cell] * 2;
        var weight = 2;
        for (int direction = 0; direction < 8; direction++) {
          var other = grid.next(cell, direction);
          if (other >= 0) {
            sum += heights[other];
            weight++;
          }
        }
        next[cell] = sum / weight;
      }
      heights = next;
    }
    return heights;
  }

  private static double height(Grid grid, double[] heights, double x, double y) {
    var cx = Math.clamp(x, 0, grid.width() - 1.001);
    var cy = Math.clamp(y, 0, grid.height() - 1.001);
    var left = (int) cx;
    var low = (int) cy;
    var u = cx - left;
    var v = cy - low;
    return (heights[grid.at(left, low)] * (1 - u) + heights[grid.at(left + 1, low)] * u) * (1 - v)
        + (heights[grid.at(left, low + 1)] * (1 - u) + heights[grid.at(left + 1, low + 1)] * u) * v;
  }
}
