-- 记账: a posting says that a measure moved by a quantity, on a day, because of a record.
create table ledger.posting (
  id          bigint generated always as identity primary key,
  measure     text        not null,
  on_day      date        not null,
  org         text        not null,
  subject     text,
  members     jsonb       not null,
  quantity    bigint      not null, -- 1/10,000 of the measure's unit
  standing    smallint    not null check (standing between -1 and 1), -- newly stated, changed, withdrawn
  record_kind text        not null,
  record_id   bigint      not null,
  posted_at   timestamptz not null default clock_timestamp(),
  actor       text        not null check (actor <> ''),
  why         text        not null check (why <> '')
);

create index posting_cell on ledger.posting (measure, org, on_day);
create index posting_record on ledger.posting (record_kind, record_id);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '记账只增不改：ledger.posting 不允许 %，请用 settle 更正', tg_op
    using hint = 'Postings are append-only; correct the record and settle it again.';
end $$;

create trigger posting_is_append_only
  before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse_change();
