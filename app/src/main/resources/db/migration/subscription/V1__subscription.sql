-- 订阅: what a person wants to be told of a register, of what a search finds in it, or of one record.
create table subscription.subscription (
  id       bigint      generated always as identity primary key,
  person   bigint      not null references identity.person,
  register text        not null,
  record   bigint,
  query    text        not null default '',
  at       timestamptz not null default clock_timestamp()
);
create unique index subscription_once on subscription.subscription (person, register, coalesce(record, 0), query);
create index subscription_register on subscription.subscription (register);

-- 推送目标: where the product tells other systems, by an administrator.
create table subscription.target (
  id        bigint      generated always as identity primary key,
  name      text        not null check (name <> ''),
  kind      text        not null check (kind in ('DINGTALK', 'WECOM', 'URL')),
  address   text        not null,
  secret    text        not null,
  registers text[]      not null,
  at        timestamptz not null default clock_timestamp(),
  ended_at  timestamptz
);

-- 待发推送: written in the transaction of what it tells, so both are there or neither.
create table subscription.delivery (
  id       bigint      generated always as identity primary key,
  target   bigint      not null references subscription.target,
  message  text        not null,
  at       timestamptz not null default clock_timestamp(),
  attempts int         not null default 0,
  next_at  timestamptz default clock_timestamp(),
  sent_at  timestamptz,
  failure  text        not null default ''
);
-- What waits has a next time; what was sent or given up has none.
create index delivery_next on subscription.delivery (next_at) where next_at is not null;
create index delivery_dead on subscription.delivery (id) where next_at is null and sent_at is null;

-- That a record is overdue is told each listener once for each day on which it was due.
create table subscription.overdue (
  listener text   not null,
  register text   not null,
  record   bigint not null,
  due_on   date   not null,
  primary key (listener, register, record, due_on)
);
