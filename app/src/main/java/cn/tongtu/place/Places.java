package cn.tongtu.place;

import cn.tongtu.engine.geo.Extent;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Permissions;
import cn.tongtu.map.GeoJson;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.geometric.PGbox;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The places of the county, as they are kept (地理要素库). */
@Repository
public class Places {
  private static final String ACTION = "place.keep";

  private final JdbcClient db;
  private final JdbcTemplate batch;
  private final Permissions permissions;
  private final Audit audit;

  Places(JdbcClient db, JdbcTemplate batch, Permissions permissions, Audit audit) {
    this.db = db;
    this.batch = batch;
    this.permissions = permissions;
    this.audit = audit;
  }

  /** Adds many at once, as they come with a county's base data. */
  @Transactional
  public void add(List<Place> places, String why, Actor actor) {
    var acting = permissions.require(actor, ACTION, "");
    var rows = new ArrayList<Object[]>();
    for (var place : places) {
      rows.add(
          new Object[] {
            place.kind().name(),
            place.code().orElse(null),
            place.name().chinese(),
            place.name().english(),
            place.size(),
            GeoJson.of(place.shape()),
            box(place.shape().extent()),
            place.source(),
            place.invented()
          });
    }
    batch.batchUpdate(
        """
        insert into place.place (kind, code, name, english, size, shape, extent, source, invented)
        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
        """,
        rows);
    audit.changed(
        acting,
        ACTION,
        Change.added(new RecordRef("place", 0), "", Map.of("count", String.valueOf(places.size()))),
        why);
  }

  /** The one picture of hills; one that was there before is replaced. */
  @Transactional
  public void putRelief(byte[] png, Extent where, String source, Actor actor) {
    var acting = permissions.require(actor, ACTION, "");
    db.sql(
            """
            insert into place.relief (png, extent, source) values (?, ?, ?)
            on conflict (one) do update
              set png = excluded.png, extent = excluded.extent, source = excluded.source
            """)
        .params(png, box(where), source)
        .update();
    audit.changed(
        acting,
        ACTION,
        Change.added(new RecordRef("relief", 1), "", Map.of("bytes", String.valueOf(png.length))),
        source);
  }

  /** A box as PostgreSQL has it. */
  private static PGbox box(Extent extent) {
    return new PGbox(extent.west(), extent.south(), extent.east(), extent.north());
  }

  /** A place as a map shows it; the shape is GeoJSON already. */
  record Shown(long id, Place.Kind kind, String name, String english, int size, String shape) {}

  /** In the order in which they are drawn. */
  List<Shown> list() {
    return db.sql(
            "select id, kind, name, english, size, shape::text shape from place.place order by id")
        .query(Shown.class)
        .list();
  }

  /** A place by its code and name (地理要素名录). */
  record Called(String code, String name) {}

  Optional<Called> called(String code) {
    return db.sql("select code, name from place.place where code = ? order by id limit 1")
        .param(code)
        .query(Called.class)
        .optional();
  }

  List<Called> named(String name) {
    return db.sql(
            "select distinct code, name from place.place where code is not null and name = ? order by code")
        .param(name)
        .query(Called.class)
        .list();
  }

  /** Some whose code or name contains this. */
  List<Called> containing(String part, int most) {
    return db.sql(
            """
            select distinct code, name from place.place
             where code is not null and strpos(lower(code || ' ' || name), lower(?)) > 0
             order by code limit ?
            """)
        .params(part, most)
        .query(Called.class)
        .list();
  }

  boolean any() {
    return db.sql("select exists (select from place.place)").query(Boolean.class).single();
  }

  /** Differs with every place that is added; the newest number would not, where two add at once. */
  long count() {
    return db.sql("select count(*) from place.place").query(Long.class).single();
  }

  Optional<Extent> reliefExtent() {
    return db.sql("select extent from place.relief").query(Places::extent).optional();
  }

  Optional<byte[]> relief() {
    return db.sql("select png from place.relief").query((rs, _) -> rs.getBytes(1)).optional();
  }

  private static Extent extent(ResultSet rs, int row) throws SQLException {
    var box = rs.getObject("extent", PGbox.class);
    var corners = box.point;
    return new Extent(
        Math.min(corners[0].x, corners[1].x),
        Math.min(corners[0].y, corners[1].y),
        Math.max(corners[0].x, corners[1].x),
        Math.max(corners[0].y, corners[1].y));
  }
}
