package cn.tongtu.engine.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part's XML tag by tag; nothing is fetched, nothing expands, nothing nests without end.
 */
final class Xml implements AutoCloseable {
  private static final XMLInputFactory FACTORY = factory();

  private final String part;
  private final InputStream in;
  private final XMLStreamReader reader;
  private int depth;

  Xml(String part, InputStream in) {
    this.part = part;
    this.in = in;
    try {
      reader = FACTORY.createXMLStreamReader(in);
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  /** The name of the next tag that begins or ends; null at the end. */
  @Nullable String next() {
    try {
      while (reader.hasNext()) {
        int event = reader.next();
        switch (event) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > Limits.DEPTH) {
              throw UnreadableFile.damaged("标签嵌套过深", "tags nest without end", part);
            }
            return reader.getLocalName();
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            return reader.getLocalName();
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw entity(null);
          default -> {}
        }
      }
      return null;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  boolean starts() {
    return reader.isStartElement();
  }

  @Nullable String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** An attribute of whatever namespace: r:id. */
  @Nullable String attributeOfAny(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)
          && reader.getAttributePrefix(i).length() > 0) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  boolean isTrue(String name) {
    var value = attribute(name);
    return value != null && (value.equals("1") || value.equals("true"));
  }

  int number(String name, int otherwise) {
    var value = attribute(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw UnreadableFile.damaged("属性不是整数", "not an integer", part + " " + name, e);
    }
  }

  /** The text up to the end of the tag that began; tags inside it are left out with theirs. */
  String text() {
    var text = new StringBuilder();
    int inside = 0;
    try {
      while (true) {
        switch (reader.next()) {
          case XMLStreamConstants.CHARACTERS,
              XMLStreamConstants.CDATA,
              XMLStreamConstants.SPACE -> {
            if (inside == 0) {
              // A letter of text may be written as _x000D_, seven of them.
              if (text.length() + reader.getTextLength() > Limits.CELL * 7) {
                throw UnreadableFile.tooLarge(
                    "有单元格超过 32767 个字", "a cell holds more than 32,767 letters");
              }
              text.append(
                  reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
          }
          case XMLStreamConstants.START_ELEMENT -> {
            if (++inside > Limits.DEPTH) {
              throw UnreadableFile.damaged("标签嵌套过深", "tags nest without end", part);
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            if (inside-- == 0) {
              depth--;
              return text.toString();
            }
          }
          case XMLStreamConstants.ENTITY_REFERENCE -> throw entity(null);
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** Leaves out the tag that began with all in it. */
  void skip() {
    int until = depth - 1;
    while (depth > until && next() != null) {
      // Each step counts the depth.
    }
  }

  private UnreadableFile broken(XMLStreamException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableFile unreadable) {
        return unreadable;
      }
    }
    var message = String.valueOf(e.getMessage());
    if (message.contains("entity") || message.contains("DOCTYPE") || message.contains("DTD")) {
      return entity(e);
    }
    var at = e.getLocation();
    var where = at == null ? part : part + " " + at.getLineNumber() + ":" + at.getColumnNumber();
    return UnreadableFile.damaged("部件内容不合格式", "a part is not well-formed", where, e);
  }

  private UnreadableFile entity(@Nullable Exception cause) {
    var refused =
        new UnreadableFile(
            UnreadableFile.Reason.EXTERNAL_ENTITY,
            "文件内部（" + part + "）声明了 DTD 或外部实体，正常的表格文件不会这样。请向提供者核实来源；用 Excel 或 WPS 另存为 .xlsx 后再导入。",
            "The file declares a DTD or external entities ("
                + part
                + "), which no proper spreadsheet does. Ask its sender; save it anew as .xlsx and try"
                + " again.");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  @Override
  public void close() {
    try {
      reader.close();
      in.close();
    } catch (XMLStreamException e) {
      throw broken(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
