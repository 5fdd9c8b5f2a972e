import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * Fetches one Apache Maven, checks it and unpacks it: {@code java FetchMaven.java VERSION SHA512
 * FOLDER}. A plain JDK does it, because a fresh machine has neither curl nor unzip.
 */
final class FetchMaven {
  private static final String CENTRAL =
      environment("MAVEN_CENTRAL").orElse("https://repo.maven.apache.org/maven2");
  private static final PrintStream ERRORS = new PrintStream(System.err, true, UTF_8);

  public static void main(String[] arguments) throws Exception {
    var version = arguments[0];
    var home = Path.of(arguments[2]).toAbsolutePath();
    var address =
        URI.create(
            "%s/org/apache/maven/apache-maven/%s/apache-maven-%s-bin.zip"
                .formatted(CENTRAL.replaceFirst("/+$", ""), version, version));
    try {
      fetch(address, arguments[1], home);
    } catch (IOException e) {
      ERRORS.printf("取不到 Maven：%s（%s）。%n", address, e);
      ERRORS.println("  请检查网络或代理（https_proxy），或用 MAVEN_CENTRAL 指定一个 Maven 仓库镜像。");
      ERRORS.printf("Maven cannot be fetched: %s (%s).%n", address, e);
      ERRORS.println(
          "  Check the network or the proxy (https_proxy), or name a mirror of Maven Central with MAVEN_CENTRAL.");
      System.exit(2);
    }
  }

  /** Works beside the target and moves it there whole: cut short or run twice, nothing half is left. */
  private static void fetch(URI address, String sha512, Path home) throws Exception {
    Files.createDirectories(home.getParent());
    var work = Files.createTempDirectory(home.getParent(), "fetching");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));
    var archive = work.resolve("maven.zip");
    download(address, archive);
    var found = sha512Of(archive);
    if (!found.equals(sha512)) {
      throw new IOException("SHA-512 is " + found + ", not " + sha512);
    }
    var unpacked = unzip(archive, work.resolve("unpacked"));
    try {
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      var anotherWasFaster = Files.exists(home.resolve("bin/mvn"));
      if (!anotherWasFaster) {
        throw e;
      }
    }
  }

  private static void download(URI address, Path target) throws IOException, InterruptedException {
    var client =
        HttpClient.newBuilder()
            .proxy(proxy(address))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    try (client) {
      var request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(5)).build();
      var response = client.send(request, BodyHandlers.ofFile(target));
      if (response.statusCode() != 200) {
        throw new IOException("HTTP " + response.statusCode());
      }
    }
  }

  private static ProxySelector proxy(URI address) {
    var scheme = address.getScheme();
    var stated =
        environment(scheme + "_proxy")
            .or(() -> environment(scheme.toUpperCase() + "_PROXY"))
            .filter(_ -> !isExempt(address.getHost()));
    if (stated.isEmpty()) {
      System.setProperty("java.net.useSystemProxies", "true");
      return ProxySelector.getDefault();
    }
    var text = stated.get();
    var proxy = URI.create(text.contains("://") ? text : "http://" + text);
    var port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return ProxySelector.of(new InetSocketAddress(proxy.getHost(), port));
  }

  private static boolean isExempt(String host) {
    var list = environment("no_proxy").or(() -> environment("NO_PROXY")).orElse("");
    return Stream.of(list.split(","))
        .map(name -> name.strip().replaceFirst("^\\*?\\.", ""))
        .filter(name -> !name.isEmpty())
        .anyMatch(name -> host.equals(name) || host.endsWith("." + name));
  }

  private static String sha512Of(Path file) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-512");
    digest.update(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Gives the archive's one top folder. */
  private static Path unzip(Path archive, Path target) throws IOException {
    try (var zip = new ZipInputStream(open(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("strange entry " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    try (var tops = Files.list(target)) {
      var top = tops.findFirst().orElseThrow(() -> new IOException("empty archive"));
      if (!top.resolve("bin/mvn").toFile().setExecutable(true)) {
        throw new IOException("bin/mvn cannot be made executable");
      }
      return top;
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // Litter in a cache folder is no reason to fail.
    }
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
