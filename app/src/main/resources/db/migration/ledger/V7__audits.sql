-- 汇总核对: each comparison of the roll-ups with the postings, and the cells that differed. Only ever added to.
create table ledger.audit (
  id        bigint generated always as identity primary key,
  at        timestamptz not null default clock_timestamp(),
  postings  bigint      not null check (postings >= 0),
  differing int         not null check (differing >= 0)
);
create index audit_at on ledger.audit (at);

create table ledger.audit_difference (
  audit   bigint not null references ledger.audit,
  measure text   not null,
  org     text   not null,
  member1 text   not null,
  member2 text   not null,
  month   int    not null, -- year × 12 + month − 1
  kept    bigint not null,
  raw     bigint not null,
  primary key (audit, measure, org, member1, member2, month)
);

create function ledger.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception '只增不改：ledger.% 不允许 %', tg_table_name, tg_op
    using hint = 'What an audit found is append-only.';
end $$;

create trigger audit_is_append_only
  before update or delete or truncate on ledger.audit
  for each statement execute function ledger.refuse_audit_change();

create trigger audit_difference_is_append_only
  before update or delete or truncate on ledger.audit_difference
  for each statement execute function ledger.refuse_audit_change();
