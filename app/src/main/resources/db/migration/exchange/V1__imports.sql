-- 导入: a file that somebody handed in for a register, what is in it, and what came of it. Until it is
-- taken nothing of it stands in the register.
create table exchange.import (
  id       bigint      generated always as identity primary key,
  register text        not null,
  person   bigint      not null,
  file     text        not null,               -- what its sender called it; '' for a pasted block
  digest   text        not null,               -- of its bytes: the same file a second time is told
  org      text        not null default '',    -- whose the new records are where the file does not say
  layout   jsonb       not null,               -- sheet, heading, columns and their fields
  state    text        not null default 'CHECKED' check (state in ('CHECKED', 'TAKEN')),
  twin     bigint,                             -- the latest taken import of the same file, as it was told
  at       timestamptz not null default clock_timestamp(),
  taken_at timestamptz,
  check ((state = 'TAKEN') = (taken_at is not null))
);
create index import_of_person on exchange.import (person, register, id);
create index import_of_file on exchange.import (register, digest) where state = 'TAKEN';

-- The file, a megabyte a piece, so that it is never whole in memory.
create table exchange.piece (
  import  bigint not null references exchange.import on delete cascade,
  seq     int    not null,
  content bytea  not null,
  primary key (import, seq)
);

-- 核对: each row of data as it was understood, and what it would do.
create table exchange.row (
  import   bigint  not null references exchange.import on delete cascade,
  row      int     not null,
  kind     text    not null check (kind in ('NEW', 'CHANGED', 'SAME', 'CONFLICT', 'WRONG')),
  hidden   boolean not null,
  record   bigint,  -- which it changes, or became
  revision int,     -- the record's, when it was checked
  title    text    not null,
  org      text    not null,
  sent     jsonb   not null,
  changes  jsonb   not null,
  primary key (import, row)
);
create index row_of_kind on exchange.row (import, kind, row);

create table exchange.problem (
  import  bigint not null references exchange.import on delete cascade,
  row     int    not null,
  place   text   not null, -- 整改!C7
  cause   text   not null, -- what has the same cause is mended at once
  chinese text   not null,
  english text   not null
);
create index problem_of_row on exchange.problem (import, row);

-- Which heading was taken for which field, by register and heading.
create table exchange.remembered (
  register    text  not null,
  fingerprint text  not null,
  fields      jsonb not null,
  primary key (register, fingerprint)
);
