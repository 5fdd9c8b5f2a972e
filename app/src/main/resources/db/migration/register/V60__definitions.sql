-- 台账定义版本: each published state of a definition, as it was written and as far as the tables depend on
-- it. Only ever added to; an empty text says that the register is declared no more.
create table register.definition (
  register text        not null,
  version  int         not null check (version > 0),
  text     text        not null,
  shape    jsonb       not null,
  changes  jsonb       not null, -- what it changed, as people read it
  note     text        not null check (note <> ''),
  person   bigint,
  actor    text        not null check (actor <> ''),
  at       timestamptz not null default clock_timestamp(),
  primary key (register, version)
);

create trigger definition_is_append_only before update or delete on register.definition
  for each row execute function register.refuse_change();
create trigger definition_is_never_emptied before truncate on register.definition
  for each statement execute function register.refuse_change();

create or replace function register.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '只增不改：%.% 不允许 %', tg_table_schema, tg_table_name, tg_op using hint = 'It is append-only.';
end $$;
