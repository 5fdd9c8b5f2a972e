-- 文书: records as they were printed. Only ever added to.
create table paper.printed (
  id       bigint      generated always as identity primary key,
  paper    text        not null,
  chinese  text        not null,
  english  text        not null,
  register text        not null,
  record   bigint      not null,
  revision int         not null,
  person   bigint      not null references identity.person,
  actor    text        not null check (actor <> ''),
  content  bytea       not null,
  at       timestamptz not null default clock_timestamp()
);
create index printed_record on paper.printed (register, record, id);

create function paper.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '已打印的文书不能更改或删除 what was printed is neither changed nor deleted';
end $$;

create trigger printed_is_append_only before update or delete on paper.printed
  for each row execute function paper.refuse_change();
create trigger printed_is_never_emptied before truncate on paper.printed
  for each statement execute function paper.refuse_change();
