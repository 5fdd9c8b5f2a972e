package cn.tongtu.search;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Makes the index anew where it cannot be up to date (重建索引). */
@Component
public class Indexing {
  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);

  private final Finder finder;
  private final List<Findable> sources;

  Indexing(Finder finder, List<Findable> sources) {
    this.finder = finder;
    this.sources = sources;
  }

  /** All of it, after much was written at once. */
  public void all() {
    sources.forEach(finder::replace);
  }

  /** What packs declare may have changed; what was never put in is put in now. */
  @EventListener(ApplicationReadyEvent.class)
  void atStart() {
    try {
      sources.stream()
          .filter(source -> source.declared() || !finder.knows(source.kind()))
          .forEach(finder::replace);
    } catch (DataAccessException failed) {
      // Nothing is found by words then; everything else works.
      LOG.warn("检索索引未能更新 the search index was not brought up to date: {}", failed.getMessage());
    }
  }
}
