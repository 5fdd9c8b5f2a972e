comment on schema appraisal is '考核评比：每期的评分、公布的名次 points of each period, and the ranks that were published';

-- 一期考核.
create table appraisal.round (
  id         bigint generated always as identity primary key,
  appraisal  text   not null,
  period     text   not null, -- 2026-10, 2026-Q3
  first_day  date   not null,
  last_day   date   not null,
  revision   int    not null default 1,
  unique (appraisal, period)
);

-- 评分: one a person, what stands last.
create table appraisal.point (
  round     bigint not null references appraisal.round,
  org       text   not null,
  criterion text   not null,
  person    bigint not null,
  actor     text   not null,
  points    numeric(5, 2) not null check (points between 0 and 100),
  given_at  timestamptz not null default clock_timestamp(),
  primary key (round, org, criterion, person)
);

-- 公布: what was published stays, also when it was withdrawn afterwards.
create table appraisal.publication (
  id           bigint generated always as identity primary key,
  round        bigint not null references appraisal.round,
  published_on date   not null,
  published_at timestamptz not null default clock_timestamp(),
  person       bigint,
  actor        text   not null,
  withdrawn_at timestamptz,
  withdrawer   text   not null default '',
  why          text   not null default ''
);
create unique index publication_stands on appraisal.publication (round) where withdrawn_at is null;

create table appraisal.result (
  id          bigint generated always as identity primary key,
  publication bigint not null references appraisal.publication,
  org         text   not null,
  name        text   not null, -- as it was called then
  points      jsonb  not null, -- by criterion
  total       numeric(6, 2) not null,
  place       int    not null check (place > 0),
  awarded     boolean not null,
  unique (publication, org)
);
