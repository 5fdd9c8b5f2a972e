create table work.job (
  id          bigint generated always as identity primary key,
  kind        text not null,
  parameters  jsonb not null default '{}',
  person      bigint not null references identity.person (id),
  asked_by    text not null,
  address     text not null default '',
  asked_at    timestamptz not null default clock_timestamp(),
  state       text not null default 'WAITING'
              check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'INTERRUPTED')),
  cancelling  boolean not null default false,
  worker      text,
  beat_at     timestamptz,
  started_at  timestamptz,
  ended_at    timestamptz,
  done        bigint not null default 0,
  total       bigint,
  message     text not null default '',
  message_en  text not null default '',
  findings    bigint not null default 0,
  check ((state = 'RUNNING') = (worker is not null and ended_at is null and started_at is not null)),
  check ((state in ('WAITING', 'RUNNING')) = (ended_at is null))
);

-- The same asked for twice is one job, also when two ask at the same moment.
create unique index job_is_wanted_once on work.job (kind, md5(parameters::text)) where state in ('WAITING', 'RUNNING');
create index job_by_person on work.job (person, id desc);
create index job_open on work.job (state, id) where state in ('WAITING', 'RUNNING');

create table work.finding (
  job   bigint not null references work.job (id) on delete cascade,
  no    bigint not null,
  text  text not null,
  text_en text not null,
  primary key (job, no)
);

create table work.file (
  job      bigint primary key references work.job (id) on delete cascade,
  name     text not null,
  type     text not null,
  content  bytea not null
);
