-- 访问令牌: by which a program acts for a person. What opens it is not kept, only its SHA-256; it is
-- 256 random bits, so nobody guesses it and no salt is needed.
create table identity.token (
  id         bigint      generated always as identity primary key,
  person     bigint      not null references identity.person,
  name       text        not null check (name <> ''),
  digest     bytea       not null unique,
  hint       text        not null,
  writes     boolean     not null,
  registers  text[]      not null,
  made_at    timestamptz not null default clock_timestamp(),
  last_day   date        not null,
  used_at    timestamptz,
  used_from  text        not null default '',
  revoked_at timestamptz
);
create index token_person on identity.token (person, id desc);
