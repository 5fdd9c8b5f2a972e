-- 组织、人员、任职、授权、代理、登录与审计. A last day is the last day in force; empty is open.
alter table identity.organisation add column kind text not null default 'AUTHORITY'
  check (kind in ('AUTHORITY', 'CENTRE', 'SECTION', 'TOWN', 'CONTRACTOR', 'SUPERVISOR', 'ENTERPRISE'));

create table identity.placing (
  id        bigint generated always as identity primary key,
  org       text not null references identity.organisation,
  parent    text not null references identity.organisation,
  first_day date not null,
  last_day  date check (last_day >= first_day - 1), -- a day before the first: it never came into force
  check (org <> parent)
);
create unique index placing_open on identity.placing (org) where last_day is null;

create table identity.person (
  id       bigint generated always as identity primary key,
  account  text    not null unique check (account = lower(account) and account <> ''),
  name     text    not null check (name <> ''),
  demo     boolean not null default false, -- came with the sample and signs in without a password
  password text,
  left_on  date
);

create table identity.seat (
  id        bigint generated always as identity primary key,
  person    bigint not null references identity.person,
  org       text   not null references identity.organisation,
  first_day date   not null,
  last_day  date check (last_day >= first_day - 1)
);
create index seat_person on identity.seat (person);

create table identity.held_role (
  id        bigint generated always as identity primary key,
  seat      bigint not null references identity.seat,
  role      text   not null,
  first_day date   not null,
  last_day  date check (last_day >= first_day - 1)
);
create index held_role_seat on identity.held_role (seat);

create table identity.delegation (
  id        bigint generated always as identity primary key,
  seat      bigint not null references identity.seat,
  delegate  bigint not null references identity.person,
  first_day date   not null,
  last_day  date   not null check (last_day >= first_day - 1),
  why       text   not null check (why <> '')
);
create index delegation_delegate on identity.delegation (delegate);

-- A link that lets its bearer set a password once: the first holder of a duty, or a person known.
create table identity.invitation (
  token_hash text primary key,
  duty       text check (duty in ('SYSTEM', 'SECURITY', 'AUDIT')),
  person     bigint references identity.person,
  expires_at timestamptz not null,
  used_at    timestamptz,
  check ((duty is null) <> (person is null))
);

create table identity.attempts (
  kind         text not null check (kind in ('account', 'address')),
  key          text not null,
  failures     int  not null,
  last_at      timestamptz not null,
  locked_until timestamptz,
  primary key (kind, key)
);

-- 审计: append-only, and nothing in it is ever filled in later, so that entries can be sealed.
create table identity.audit (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default clock_timestamp(),
  kind        text not null check (kind in ('CHANGE', 'REFUSED', 'SIGN_IN', 'SIGN_IN_FAILED', 'SIGN_OUT')),
  action      text not null check (action <> ''),
  actor       text not null check (actor <> ''),
  person      bigint,
  seat        bigint,
  address     text not null,
  org         text not null,
  record_kind text,
  record_id   bigint,
  before      json, -- json and not jsonb: the text as it was written
  after       json,
  why         text not null
);
create index audit_record on identity.audit (record_kind, record_id);
create index audit_person on identity.audit (person, id);

create function identity.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '审计只增不改：identity.audit 不允许 %', tg_op
    using hint = 'The audit trail is append-only.';
end $$;

create trigger audit_is_append_only
  before update or delete or truncate on identity.audit
  for each statement execute function identity.refuse_change();
