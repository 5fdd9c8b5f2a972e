-- 办理期限: how a record's time limit runs. The day stays as it was worked out until the record is
-- moved, extended, or the holidays of a year that was missing are published.
create table register.term (
  register    text  not null,
  record      bigint not null,
  limit_id    text  not null,
  since       date  not null,             -- the day of the move with which it began
  length      text  not null,             -- 15wd, 30d, 2m
  extension   text,
  pauses      text  not null default '',  -- 2026-02-03..2026-02-09;2026-03-02.. (still paused)
  due_on      date  not null,
  calendar    text  not null,             -- which arrangement of days it was counted by
  unpublished int,                        -- the year whose holidays are missing: due_on is provisional
  stopped_on  date,
  primary key (register, record, limit_id)
);
create index term_running on register.term (register, limit_id, due_on) where stopped_on is null;

-- 已提醒: a reminder or an escalation is given once for each day on which a record is due.
create table register.called (
  register text   not null,
  record   bigint not null,
  limit_id text   not null,
  call     int    not null, -- working days before (-) or after the day on which it is due
  escalates boolean not null,
  due_on   date   not null,
  at       timestamptz not null default clock_timestamp(),
  primary key (register, record, limit_id, call, escalates, due_on)
);

-- 代办: for whom somebody did it who stood in.
alter table register.step add column behalf text not null default '';
