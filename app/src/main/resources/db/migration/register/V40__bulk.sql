-- 批量办理: what somebody did with many records at once, row by row: with which it was done, and why
-- not with the others. Each row is a transaction of its own.
create table register.bulk (
  id       uuid        primary key,          -- as the form brought it: sent twice it is one
  register text        not null,
  deed     text        not null,             -- a move; '' where rows were typed into a grid
  person   bigint      not null,
  fields   jsonb       not null,             -- what was asked once for all of them
  why      text        not null,
  at       timestamptz not null default clock_timestamp()
);

create table register.bulk_row (
  bulk     uuid    not null references register.bulk,
  row      bigint  not null,                 -- of a move the record's number; of a grid the line
  record   bigint,                           -- empty until a line of a grid has become one
  done     boolean not null default false,
  chinese  text    not null default '',      -- why not
  english  text    not null default '',
  closed   boolean not null default false,   -- whether it wants the reason of a revision
  primary key (bulk, row)
);
