package cn.tongtu.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A county's own folder of packs for a test: {@code put("measures/own.yaml", "…")} beside the
 * built-in.
 */
public record OwnPacks(Path folder) {
  public OwnPacks put(String file, String content) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return this;
  }

  public Packs packs() {
    return Packs.builtInAnd(folder);
  }
}
