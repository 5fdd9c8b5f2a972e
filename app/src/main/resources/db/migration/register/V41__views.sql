-- 个人视图: how somebody wants to see a register, kept as the address says it.
create table register.saved_view (
  id       bigint      generated always as identity primary key,
  register text        not null,
  person   bigint      not null,
  name     text        not null check (name <> ''),
  query    text        not null,   -- of the register's page, without its question mark
  org      text,                   -- with whom it is shared; empty: with nobody
  at       timestamptz not null default clock_timestamp(),
  unique (register, person, name)
);
create index saved_view_shared on register.saved_view (register, org) where org is not null;

-- 常用视图: which one a person sees first; of one that is gone the plain list.
create table register.usual_view (
  person   bigint not null,
  register text   not null,
  view     text   not null,        -- a declared one's id, or #12
  primary key (person, register)
);
