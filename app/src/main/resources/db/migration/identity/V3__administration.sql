-- 单位沿革: an organisation is opened, renamed and closed from a day on, and never deleted. The row's
-- own name is the one it began with; no first day means since before anybody wrote it down.
alter table identity.organisation add column first_day date;
alter table identity.organisation add column last_day date check (last_day >= first_day - 1);

create table identity.organisation_name (
  org       text not null references identity.organisation,
  name      text not null check (name <> ''),
  english   text not null,
  first_day date not null,
  primary key (org, first_day)
);

-- 设密复核: whoever hands out a link could use it, so a password set by one waits until a second
-- administrator, of another duty, has asked the person for the code that only the setter was shown.
alter table identity.invitation add column issued_by bigint references identity.person;
alter table identity.invitation add column confirm_by text check (confirm_by like '%.confirm');

create table identity.waiting_password (
  person     bigint primary key references identity.person,
  password   text        not null,
  code       text        not null, -- a hash
  set_at     timestamptz not null,
  address    text        not null,
  issued_by  bigint      not null references identity.person,
  confirm_by text        not null,
  wrong      int         not null default 0
);

-- 审计: reading what is sensitive is kept too. A record, an actor and a span of days are looked up.
alter table identity.audit drop constraint audit_kind_check;
alter table identity.audit add constraint audit_kind_check
  check (kind in ('CHANGE', 'READ', 'REFUSED', 'SIGN_IN', 'SIGN_IN_FAILED', 'SIGN_OUT'));
create index audit_actor on identity.audit (actor, id);
create index audit_org on identity.audit (org, id);
create index audit_kind on identity.audit (kind, id);
create index audit_at on identity.audit (at);
