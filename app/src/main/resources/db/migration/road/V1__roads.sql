-- 路线: a road by its code; opened_on is from when it counts.
create table road.route (
  id        bigint generated always as identity primary key,
  code      text    not null unique,
  name      text    not null,
  level     text    not null,
  org       text    not null,
  opened_on date    not null,
  source    text    not null,
  invented  boolean not null
);

create index on road.route (org);

-- 路段: a stretch of a road in one town and of one make, between two chainages in metres. rev counts its
-- surveys, so that of two who survey at once the later is told.
create table road.section (
  id      bigint generated always as identity primary key,
  route   bigint  not null references road.route,
  seq     integer not null,
  town    text    not null,
  from_m  integer not null check (from_m >= 0),
  to_m    integer not null check (to_m > from_m),
  grade   text    not null,
  surface text    not null,
  width   numeric not null check (width > 0),
  lanes   integer not null check (lanes > 0),
  rev     integer not null default 1,
  unique (route, seq)
);

create index on road.section (town);

-- 测线: where a section was found to run, from a day on; a later one never overwrites one before. The
-- line is GeoJSON, in degrees of CGCS2000, metres its length on the ellipsoid.
create table road.survey (
  id      bigint generated always as identity primary key,
  section bigint      not null references road.section,
  rev     integer     not null,
  on_day  date        not null,
  metres  integer     not null check (metres > 0),
  line    jsonb       not null,
  extent  box         not null,
  why     text        not null,
  actor   text        not null,
  at      timestamptz not null default now(),
  unique (section, rev)
);

create index on road.survey using gist (extent);

-- 构造物: bridges and tunnels, by the chainage of their middle.
create table road.structure (
  id      bigint generated always as identity primary key,
  route   bigint  not null references road.route,
  kind    text    not null,
  name    text    not null,
  at_m    integer not null check (at_m >= 0),
  metres  integer not null check (metres > 0),
  point   jsonb   not null,
  extent  box     not null
);

create index on road.structure (route);
create index on road.structure using gist (extent);
