import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;

/**
 * Makes what browsers load: {@code java MakeAssets.java SOURCES WEBJARS TARGET}. One stylesheet out
 * of Tabler's rules that we base on and our own, one sprite of the icons in use, and the libraries
 * that pages load when they need them. Runs in the build, so that nobody needs Node and no code of
 * others is committed.
 */
final class MakeAssets {
  private static final Pattern CLASS = Pattern.compile("\\.(-?[_a-zA-Z][\\w-]*)");
  private static final Pattern VARIABLE = Pattern.compile("var\\(\\s*(--[\\w-]+)");

  public static void main(String[] arguments) throws IOException {
    var sources = Path.of(arguments[0]);
    var webjars = Path.of(arguments[1]);
    var target = Path.of(arguments[2]);
    Files.createDirectories(target);
    Files.writeString(target.resolve("tongtu.css"), stylesheet(sources, webjars));
    Files.writeString(target.resolve("icons.svg"), sprite(sources, webjars));
    for (var line : lines(sources.resolve("libraries.txt"))) {
      var words = line.split("\\s+");
      var to = target.resolve(words[2]);
      Files.createDirectories(to.getParent());
      var content = read(webjars, words[0], words[1]);
      Files.write(to, content);
      packed(content, Path.of(to + ".gz"));
    }
  }

  /** Libraries are large: packed once and well, not anew for each browser. */
  private static void packed(byte[] content, Path to) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(to)) {{ def.setLevel(9); }}) {
      out.write(content);
    }
  }

  // --- the stylesheet ----------------------------------------------------------

  private static String stylesheet(Path sources, Path webjars) throws IOException {
    var ours = new StringBuilder();
    for (var line : lines(sources.resolve("css.txt"))) {
      ours.append(Files.readString(sources.resolve("css").resolve(line)));
    }
    var dark = Files.readString(sources.resolve("css/dark.css"));
    var night =
        "@media not print { @media (prefers-color-scheme: dark) { :root:not([data-theme=light]) {\n"
            + dark
            + "} }\n[data-theme=dark] {\n"
            + dark
            + "} }\n";
    var css = new String(read(webjars, "tabler__core", "dist/css/tabler.min.css"), UTF_8);
    var tabler = trimmed(css, Set.copyOf(lines(sources.resolve("tabler.txt"))), ours.toString());
    return "@layer tabler, tongtu;\n@layer tabler {\n"
        + tabler
        + "}\n@layer tongtu {\n"
        + ours.toString().replace("/* dark.css */", night)
        + "}\n";
  }

  /**
   * Tabler's rules whose every class we name, and of its variables those that anything reads. Its
   * pictures within the text go, for our pages allow no {@code data:} addresses.
   */
  private static String trimmed(String css, Set<String> classes, String ours) {
    var licence = css.substring(css.indexOf("/*!"), css.indexOf("*/") + 2);
    var rules = kept(parsed(css.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("[\\w-]+:url\\(\"data:[^\"]*\"\\);?", "")), classes);
    var variables = new LinkedHashMap<String, String>();
    rules.removeIf(rule -> rule.prelude().startsWith(":root") && gather(rule, variables));
    var text = rules.stream().map(Rule::text).collect(Collectors.joining());
    var read = new TreeSet<String>();
    var waiting = new ArrayList<>(read(text + ours));
    while (!waiting.isEmpty()) {
      var name = waiting.removeLast();
      if (variables.containsKey(name) && read.add(name)) {
        waiting.addAll(read(variables.get(name)));
      }
    }
    return licence
        + "\n:root{"
        + read.stream().map(name -> name + ":" + variables.get(name)).collect(Collectors.joining(";"))
        + "}\n"
        + text;
  }

  private static boolean gather(Rule rule, Map<String, String> variables) {
    for (var line : rule.body().split(";(?=--)")) {
      var colon = line.indexOf(':');
      if (line.startsWith("--")) {
        variables.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return true;
  }

  private static Set<String> read(String css) {
    var names = new HashSet<String>();
    var found = VARIABLE.matcher(css);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }

  private record Rule(String prelude, String body, List<Rule> inner) {
    String text() {
      var within =
          inner.isEmpty() ? body : inner.stream().map(Rule::text).collect(Collectors.joining());
      return prelude + "{" + within + "}\n";
    }
  }

  private static List<Rule> parsed(String css) {
    var rules = new ArrayList<Rule>();
    var start = 0;
    for (var open = css.indexOf('{'); open >= 0; open = css.indexOf('{', start)) {
      var prelude = css.substring(start, open);
      prelude = prelude.substring(prelude.lastIndexOf(';') + 1).strip();
      var close = end(css, open);
      var body = css.substring(open + 1, close);
      var nests = prelude.startsWith("@media") || prelude.startsWith("@supports");
      rules.add(new Rule(prelude, body, nests ? parsed(body) : List.of()));
      start = close + 1;
    }
    return rules;
  }

  /** The brace that closes the one at {@code open}; braces within quotes do not count. */
  private static int end(String css, int open) {
    var depth = 0;
    var quote = '\0';
    for (var i = open; i < css.length(); i++) {
      var c = css.charAt(i);
      if (quote != '\0') {
        quote = c == quote ? '\0' : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalStateException("a block of the stylesheet never ends");
  }

  private static List<Rule> kept(List<Rule> rules, Set<String> classes) {
    var kept = new ArrayList<Rule>();
    for (var rule : rules) {
      if (!rule.inner().isEmpty()) {
        var inner = kept(rule.inner(), classes);
        if (!inner.isEmpty()) {
          kept.add(new Rule(rule.prelude(), "", inner));
        }
      } else if (!rule.prelude().startsWith("@")) {
        var selectors =
            List.of(rule.prelude().split(",(?![^(]*\\))")).stream()
                .filter(selector -> wanted(selector, classes))
                .collect(Collectors.joining(","));
        if (!selectors.isEmpty()) {
          kept.add(new Rule(selectors, rule.body(), List.of()));
        }
      }
    }
    return kept;
  }

  private static boolean wanted(String selector, Set<String> classes) {
    // Themes are ours, and we write no language that runs from right to left.
    if (selector.contains("-theme") || selector.contains("rtl")) {
      return selector.equals("[data-bs-theme=light]");
    }
    var named = CLASS.matcher(selector);
    while (named.find()) {
      if (!classes.contains(named.group(1))) {
        return false;
      }
    }
    return true;
  }

  // --- icons and libraries -----------------------------------------------------

  private static String sprite(Path sources, Path webjars) throws IOException {
    var sprite = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for (var name : lines(sources.resolve("icons.txt"))) {
      var svg = new String(read(webjars, "tabler__icons", "icons/outline/" + name + ".svg"), UTF_8);
      sprite
          .append("<symbol id=\"%s\" viewBox=\"0 0 24 24\">".formatted(name))
          .append(svg, svg.indexOf('>', svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
          .append("</symbol>\n");
    }
    return sprite.append("</svg>\n").toString();
  }

  private static byte[] read(Path webjars, String webjar, String file) throws IOException {
    try (var jar = new ZipFile(webjars.resolve(webjar + ".jar").toFile())) {
      var path = "META-INF/resources/webjars/" + webjar + "/";
      var entry =
          jar.stream()
              .filter(each -> each.getName().startsWith(path))
              .filter(each -> each.getName().replaceFirst(path + "[^/]+/", "").equals(file))
              .findFirst()
              .orElseThrow(() -> new IOException("no " + file + " in " + webjar));
      return jar.getInputStream(entry).readAllBytes();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
