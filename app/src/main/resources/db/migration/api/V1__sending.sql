-- 接口防重复: what a program sent under a key of its own, and what it was answered.
create table api.sending (
  token    bigint      not null references identity.token,
  key      text        not null,
  digest   text        not null,
  status   int,
  body     text,
  location text,
  at       timestamptz not null default clock_timestamp(),
  primary key (token, key)
);
create index sending_at on api.sending (at);
