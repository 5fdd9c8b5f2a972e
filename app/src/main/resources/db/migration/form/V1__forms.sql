-- Marks the forms that we rendered, so that it is known whose a form is after its session has gone.
create table form.secret (
  only_one boolean primary key default true check (only_one),
  secret   bytea not null
);
insert into form.secret (secret)
values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- What was sent by which rendered form, and how it was answered: sent again it is answered the same.
create table form.post (
  person   bigint not null,
  mark     text not null,
  digest   text not null,
  state    text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'SHOWN')),
  location text,
  at       timestamptz not null default clock_timestamp(),
  primary key (person, mark, digest),
  check ((state = 'DONE') = (location is not null))
);
create index post_by_age on form.post (at);

-- What could not be taken, by the form it stood on; readable by the browser that sent it alone.
create table form.kept (
  mark    text primary key,
  browser text not null,
  page    text not null,
  content bytea not null,
  at      timestamptz not null default clock_timestamp()
);
create index kept_by_browser on form.kept (browser);
create index kept_by_age on form.kept (at);
