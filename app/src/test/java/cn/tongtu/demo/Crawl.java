package cn.tongtu.demo;

import cn.tongtu.testkit.DemoClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Walks all that one person can reach by links. Of pages that differ in numbers and codes only, a
 * few are opened: {@link #kind} tells which are alike.
 */
final class Crawl {
  private static final int OF_A_KIND = 3;

  private final int port;
  private final DemoClient client;
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Map<String, Integer> opened = new HashMap<>();

  /** A page as it was answered. */
  record Page(String path, String kind, int status, double millis, String type, Document html) {
    boolean isHtml() {
      return type.startsWith(MediaType.TEXT_HTML_VALUE);
    }
  }

  /** A form that changes something, on the page where it was first met. */
  record Form(String page, String kind, String action) {}

  private Crawl(int port, DemoClient client) {
    this.port = port;
    this.client = client;
  }

  static Crawl as(int port, String role) {
    var crawl = new Crawl(port, DemoClient.signedIn(port, role));
    crawl.walk();
    return crawl;
  }

  Map<String, Page> pages() {
    return pages;
  }

  private void walk() {
    var ahead = new ArrayDeque<>(List.of("/", "/design"));
    while (!ahead.isEmpty()) {
      var path = ahead.poll();
      if (pages.containsKey(path) || opened.merge(kind(path), 1, Integer::sum) > OF_A_KIND) {
        continue;
      }
      var page = open(path);
      pages.put(path, page);
      for (var link : page.html().select("a[href]")) {
        var href = link.attr("href").replaceFirst("#.*", "");
        if (href.startsWith("/") && !href.startsWith("//") && !isSetting(href)) {
          ahead.add(href);
        } else if (href.startsWith("?")) {
          ahead.add(path.replaceFirst("\\?.*", "") + href);
        }
      }
      for (var form : page.html().select("form[method=get]")) {
        ahead.add(form.attr("action"));
      }
    }
  }

  /** Another language or look of the same page. */
  private static boolean isSetting(String href) {
    return href.matches(".*[?&](lang|theme|density|menu|units)=.*");
  }

  Page open(String path) {
    var started = System.nanoTime();
    var answer = client.client().get().uri(address(path)).retrieve().toEntity(byte[].class);
    var millis = (System.nanoTime() - started) / 1e6;
    var type = String.valueOf(answer.getHeaders().getContentType());
    var body = answer.getBody();
    var html =
        Jsoup.parse(
            type.startsWith(MediaType.TEXT_HTML_VALUE) && body != null
                ? new String(body, StandardCharsets.UTF_8)
                : "");
    return new Page(path, kind(path), answer.getStatusCode().value(), millis, type, html);
  }

  /** As a browser would ask for it: what an address may not hold is written in percent. */
  private URI address(String path) {
    var text = new StringBuilder("http://localhost:" + port);
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      var plain = each > ' ' && "\"<>\\^`{|}".indexOf(each) < 0;
      text.append(plain ? String.valueOf((char) each) : String.format("%%%02X", each));
    }
    return URI.create(text.toString());
  }

  /**
   * {@code /projects/{}?correct}: the path without numbers and codes, and which parameters it has.
   */
  static String kind(String path) {
    var cut = path.indexOf('?');
    var plain = cut < 0 ? path : path.substring(0, cut);
    var parts = plain.split("/");
    var kind = new StringBuilder();
    for (int i = 1; i < parts.length; i++) {
      // What stands behind the name of a feature is one of its things, unless it is a word of ours.
      var thing = parts[i].matches(".*[0-9A-Z_].*|.*[^\\x00-\\x7F%].*|.*%.*") || isCode(parts, i);
      kind.append('/').append(thing ? "{}" : parts[i]);
    }
    if (cut >= 0) {
      var names = new TreeSet<String>();
      for (var each : path.substring(cut + 1).split("&")) {
        names.add(each.replaceFirst("=.*", ""));
      }
      kind.append('?').append(String.join("&", names));
    }
    return kind.isEmpty() ? "/" : kind.toString();
  }

  private static boolean isCode(String[] parts, int i) {
    return i == 2 && List.of("registers", "organisations", "closing").contains(parts[1]);
  }

  /** Each kind of form once. */
  List<Form> forms() {
    var forms = new LinkedHashMap<String, Form>();
    for (var page : pages.values()) {
      for (var form : page.html().select("form[method=post]")) {
        var action = form.attr("action").replaceFirst("#.*", "");
        var kind = kind(action);
        forms.putIfAbsent(kind, new Form(page.path(), kind, action));
      }
    }
    return new ArrayList<>(forms.values());
  }

  /**
   * Sends a form afresh, each visible field filled with the text; what is chosen from a list stays.
   */
  Page send(Form form, String text) {
    return opened(form)
        .map(found -> send(form, filled(found, text)))
        .orElseGet(() -> open(form.page()));
  }

  /** The form as it is rendered now, if its page still has it. */
  Optional<Element> opened(Form form) {
    return open(form.page()).html().select("form[method=post]").stream()
        .filter(each -> kind(each.attr("action").replaceFirst("#.*", "")).equals(form.kind()))
        .findFirst();
  }

  Page send(Form form, MultiValueMap<String, String> fields) {
    var answer =
        client
            .client()
            .post()
            .uri(address(form.action()))
            .body(fields)
            .retrieve()
            .toEntity(String.class);
    var body = answer.getBody();
    return new Page(
        form.action(),
        form.kind(),
        answer.getStatusCode().value(),
        0,
        String.valueOf(answer.getHeaders().getContentType()),
        Jsoup.parse(body == null ? "" : body));
  }

  private static MultiValueMap<String, String> filled(Element form, String text) {
    var fields = new LinkedMultiValueMap<String, String>();
    for (var field : form.select("input[name], select[name], textarea[name]")) {
      var name = field.attr("name");
      if (field.attr("type").equals("hidden")) {
        fields.add(name, field.attr("value"));
      } else if (field.tagName().equals("select")) {
        var option = field.select("option").first();
        fields.add(name, text.isEmpty() || option == null ? "" : option.attr("value"));
      } else if (!field.attr("type").equals("file")) {
        fields.add(name, text);
      }
    }
    return fields;
  }
}
