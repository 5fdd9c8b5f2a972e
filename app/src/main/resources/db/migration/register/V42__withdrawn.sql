-- 已撤回: records that an import had brought and that were withdrawn with it, as they were last. The
-- ledger's reversed postings still lead to them; their numbers are never given again.
create table register.withdrawn (
  register text        not null,
  record   bigint      not null,
  org      text        not null,
  title    text        not null,
  source   text        not null,
  invented boolean     not null,
  lines    jsonb       not null,  -- [label, english, value], as people read them
  held     jsonb       not null,  -- the row itself, with every column
  person   bigint,
  actor    text        not null check (actor <> ''),
  why      text        not null,
  at       timestamptz not null default clock_timestamp(),
  primary key (register, record)
);
create trigger withdrawn_is_append_only before update or delete on register.withdrawn
  for each row execute function register.refuse_change();
create trigger withdrawn_is_never_emptied before truncate on register.withdrawn
  for each statement execute function register.refuse_change();
