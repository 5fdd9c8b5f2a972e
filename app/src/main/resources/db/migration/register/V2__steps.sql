-- 编号序列: numbers are given in order and never twice; a transaction that fails gives its number back.
create table register.series (
  register text   not null,
  year     int    not null,
  last     bigint not null,
  primary key (register, year)
);

-- 办理记录: what was done to a record, by whom, and what it changed. Only ever added to.
create table register.step (
  id       bigint      generated always as identity primary key,
  register text        not null,
  record   bigint      not null,
  deed     text        not null, -- entered, corrected, or a move
  was      text        not null, -- the state before, '' where there is none
  state    text        not null,
  revision int         not null,
  at       timestamptz not null default clock_timestamp(),
  person   bigint,
  actor    text        not null check (actor <> ''),
  why      text        not null,
  changes  jsonb       not null  -- field → [before, after], as people read them
);
create index step_record on register.step (register, record, id);

create function register.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '办理记录只增不改：register.step 不允许 %', tg_op using hint = 'Steps are append-only.';
end $$;

create trigger step_is_append_only before update or delete on register.step
  for each row execute function register.refuse_change();
create trigger step_is_never_emptied before truncate on register.step
  for each statement execute function register.refuse_change();

-- 已阅: who has opened a record, and at which revision; a move may be taken back only until somebody has.
create table register.opened (
  register text        not null,
  record   bigint      not null,
  person   bigint      not null,
  revision int         not null,
  at       timestamptz not null default clock_timestamp(),
  primary key (register, record, person)
);
