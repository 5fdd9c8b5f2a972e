/**
 * The one PostgreSQL everything is kept in: embedded in the data directory, or the authority's own
 * server. Whoever asks for a DataSource gets one whose schemas are already migrated.
 */
@NullMarked
package cn.tongtu.database;

import org.jspecify.annotations.NullMarked;
