-- 地理要素: what lies where and changes seldom: borders, water, railways, seats of towns. The shape is
-- GeoJSON, in degrees of CGCS2000; extent is its box, by which a map's window is asked for.
create table place.place (
  id       bigint generated always as identity primary key,
  kind     text    not null,
  code     text,
  name     text    not null,
  english  text    not null,
  size     integer not null,
  shape    jsonb   not null,
  extent   box     not null,
  source   text    not null,
  invented boolean not null,
  unique (kind, code)
);

create index on place.place using gist (extent);

-- 地貌晕渲: one picture for the county.
create table place.relief (
  one    boolean primary key default true check (one),
  png    bytea   not null,
  extent box     not null,
  source text    not null
);
