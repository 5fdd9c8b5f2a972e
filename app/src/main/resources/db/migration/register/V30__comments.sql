-- 评论: what people say of a record. Only ever added to.
create table register.comment (
  id       bigint      generated always as identity primary key,
  register text        not null,
  record   bigint      not null,
  person   bigint      not null,
  actor    text        not null check (actor <> ''),
  text     text        not null check (text <> ''),
  at       timestamptz not null default clock_timestamp()
);
create index comment_record on register.comment (register, record, id);

create trigger comment_is_append_only before update or delete on register.comment
  for each row execute function register.refuse_change();
create trigger comment_is_never_emptied before truncate on register.comment
  for each statement execute function register.refuse_change();
