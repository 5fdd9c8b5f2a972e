-- 案头: what a person keeps at hand, and what the product has to tell.
create table today.favourite (
  person bigint      not null references identity.person,
  href   text        not null check (href like '/%'),
  title  text        not null check (title <> ''),
  at     timestamptz not null default clock_timestamp(),
  primary key (person, href)
);

create table today.notice (
  id      bigint generated always as identity primary key,
  person  bigint      not null references identity.person,
  at      timestamptz not null default clock_timestamp(),
  chinese text        not null check (chinese <> ''),
  english text        not null,
  href    text        not null check (href like '/%'),
  read_at timestamptz
);
create index notice_person on today.notice (person, id desc);
create index notice_unread on today.notice (person) where read_at is null;
