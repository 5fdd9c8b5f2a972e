-- 日历订阅: the secret address of a person's deadlines, kept as its SHA-256, and what was last said of
-- each deadline, so that calendars see what changed.
create table feed.address (
  person  bigint      primary key references identity.person,
  digest  bytea       not null unique,
  made_at timestamptz not null default clock_timestamp(),
  read_at timestamptz
);

create table feed.told (
  person     bigint      not null references identity.person,
  uid        text        not null,
  digest     text        not null,
  sequence   int         not null default 0,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (person, uid)
);
