package cn.tongtu.register;

import cn.tongtu.attachment.Attached;
import cn.tongtu.attachment.Attachments;
import cn.tongtu.identity.Audit;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The photos and files of records, in and out (附件收发). */
@Controller
class FilePages {
  /** Behind a field's name: what is new in it. */
  static final String NEW = ".new";

  private static final String READ = "register.file";

  private final Registers registers;
  private final Entries entries;
  private final Attachments attachments;
  private final Audit audit;

  FilePages(Registers registers, Entries entries, Attachments attachments, Audit audit) {
    this.registers = registers;
    this.entries = entries;
    this.attachments = attachments;
    this.audit = audit;
  }

  /** A picture is shown; all else is only ever saved, whatever it holds. */
  @GetMapping("/registers/{id}/{record:\\d{1,18}}/files/{digest:[0-9a-f]{64}}")
  ResponseEntity<Resource> file(
      @PathVariable String id,
      @PathVariable long record,
      @PathVariable String digest,
      Actor.Staff reader) {
    var register = registers.get(id);
    var file =
        entries
            .find(register, record)
            .flatMap(entry -> held(register, entry, digest))
            .orElseThrow(() -> new NotFound("这条记录没有这个附件", "the record has no such file"));
    if (!file.kind().image()) {
      audit.read(reader, READ, new RecordRef(register.recordKind(), record), "下载附件 " + file.name());
    }
    var disposition =
        (file.kind().image() ? ContentDisposition.inline() : ContentDisposition.attachment())
            .filename(file.name(), StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(file.kind().media()))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag(digest)
        .body(new FileSystemResource(attachments.file(file)));
  }

  private static Optional<Attached> held(Register register, Entry entry, String digest) {
    return register.fields().values().stream()
        .filter(field -> field.type() instanceof FieldType.Files)
        .map(field -> entry.values().get(field.id()))
        .filter(Objects::nonNull)
        .flatMap(value -> HeldFiles.of(value).stream())
        .filter(file -> file.digest().equals(digest))
        .findFirst();
  }

  /** What was typed into the fields that the form had; files that came with it are taken in. */
  Map<String, String> typed(Register register, HttpServletRequest request, Actor.Staff actor) {
    var fields = new LinkedHashMap<String, String>();
    var mistakes = new Mistakes();
    for (var field : register.fields().values()) {
      var texts = request.getParameterValues(field.id());
      if (texts != null && field.type() instanceof FieldType.Files type) {
        var lines = new ArrayList<>(List.of(texts));
        for (var part : parts(request)) {
          if (part.getName().equals(field.id() + NEW) && part.getSize() > 0) {
            mistakes.read(field.id(), () -> receive(part, type, actor)).ifPresent(lines::add);
          }
        }
        lines.removeIf(String::isBlank);
        fields.put(field.id(), String.join("\n", lines));
      } else if (texts != null) {
        fields.put(field.id(), texts[0]);
      }
    }
    mistakes.tell();
    return fields;
  }

  private String receive(Part part, FieldType.Files type, Actor.Staff actor) {
    try (var content = part.getInputStream()) {
      var name = Objects.requireNonNullElse(part.getSubmittedFileName(), "");
      return attachments.receive(content, name, type.photos(), actor).toString();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Collection<Part> parts(HttpServletRequest request) {
    if (!Objects.requireNonNullElse(request.getContentType(), "").startsWith("multipart/")) {
      return List.of();
    }
    try {
      return request.getParts();
    } catch (IOException | ServletException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
