-- 项目库: one catalogue of projects; aliases lead to it, so that one project is never kept twice.
create table portfolio.project (
  id       bigint generated always as identity primary key,
  code     text    not null unique,
  name     text    not null,
  org      text    not null,
  mode     text    not null,
  origin   text    not null,
  estimate numeric,
  source   text    not null,
  note     text    not null,
  invented boolean not null
);

create table portfolio.alias (
  alias   text   primary key,
  project bigint not null references portfolio.project
);

-- 分类: a project's class from a day on; a later row reclassifies, none is ever overwritten.
create table portfolio.classification (
  id          bigint generated always as identity primary key,
  project     bigint  not null references portfolio.project,
  class       text    not null,
  from_day    date    not null,
  instruction text    not null,
  source      text    not null,
  invented    boolean not null,
  unique (project, from_day)
);

-- 重点名录: membership of a key list, from a day to a day.
create table portfolio.key_membership (
  id       bigint generated always as identity primary key,
  project  bigint  not null references portfolio.project,
  list     text    not null,
  from_day date    not null,
  to_day   date,
  source   text    not null,
  invented boolean not null,
  unique (project, list, from_day)
);

-- 年度计划: a version of a project's plan for a year, in force from the day it was set.
create table portfolio.plan (
  id       bigint generated always as identity primary key,
  project  bigint  not null references portfolio.project,
  year     int     not null,
  amount   numeric not null,
  set_on   date    not null,
  paper    text    not null,
  source   text    not null,
  invented boolean not null,
  unique (project, year, set_on)
);

-- 月度填报: the investment done in a month; rev tells two who correct it at once apart.
create table portfolio.filing (
  id       bigint generated always as identity primary key,
  project  bigint  not null references portfolio.project,
  month    date    not null,
  amount   numeric not null,
  rev      int     not null default 1,
  source   text    not null,
  invented boolean not null,
  unique (project, month)
);

-- 节点: what was due and what was done.
create table portfolio.milestone (
  id       bigint generated always as identity primary key,
  project  bigint  not null references portfolio.project,
  kind     text    not null,
  due_on   date,
  done_on  date,
  source   text    not null,
  invented boolean not null,
  unique (project, kind),
  check (due_on is not null or done_on is not null)
);
