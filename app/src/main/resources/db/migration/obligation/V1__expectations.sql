comment on schema obligation is '周期应做：每期应有的记录，齐否由此得出 what is owed each period, and from it the coverage';

-- 起始日: from which day on something is owed; the day on which it was first seen, unless said.
create table obligation.begun (
  register text not null,
  rule     text not null,
  since    date not null,
  primary key (register, rule)
);

-- 应做事项: one a thing and period, made once. Whether it was missed follows from closes_on.
create table obligation.expectation (
  id          bigint  generated always as identity primary key,
  register    text    not null,
  rule        text    not null,
  thing       text    not null, -- an organisation's code, a record's number, an account
  matches     text    not null, -- what a record must hold to be about this thing
  org         text    not null,
  name        text    not null, -- as it was called then
  period      text    not null, -- 2026-W47, 2026-11
  label       text    not null,
  english     text    not null,
  first_day   date    not null,
  last_day    date    not null,
  due_on      date    not null,
  closes_on   date    not null,
  state       text    not null default 'owed'
              check (state in ('owed', 'met', 'late', 'nil', 'excused', 'released')),
  record      bigint,           -- the record that met it
  done_on     date,
  counted     boolean not null default false, -- whether the ledger holds it
  person      bigint,           -- who said that there was nothing, or excused it
  actor       text    not null default '',
  why         text    not null default '',
  changed_at  timestamptz not null default clock_timestamp(),
  unique (register, rule, period, thing)
);
create index expectation_matches on obligation.expectation (register, rule, matches, first_day);
create index expectation_waiting on obligation.expectation (register, rule, due_on) where state = 'owed';
