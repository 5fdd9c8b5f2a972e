-- 关账: an organisation's books are closed month by month; what is posted afterwards is a revision.

-- 数据修订原因: why this was posted into a closed month; null in an open one.
alter table ledger.posting add column revision text check (revision <> '');
create index posting_revision on ledger.posting (org, on_day) where revision is not null;

-- What was done about closing a month; only ever added to. There is no reopening.
create table ledger.closing (
  id     bigint generated always as identity primary key,
  org    text        not null,
  month  int         not null, -- year × 12 + month − 1
  step   text        not null check (step in ('PROPOSED', 'RETURNED', 'SIGNED')),
  at     timestamptz not null default clock_timestamp(),
  actor  text        not null check (actor <> ''),
  person bigint,
  why    text        not null
);
create index closing_month on ledger.closing (org, month);
create unique index closing_signed on ledger.closing (org, month) where step = 'SIGNED';

create function ledger.refuse_closing_change() returns trigger language plpgsql as $$
begin
  raise exception '只增不改：ledger.% 不允许 %', tg_table_name, tg_op
    using hint = 'Records of closing and citing are append-only.';
end $$;

create trigger closing_is_append_only
  before update or delete or truncate on ledger.closing
  for each statement execute function ledger.refuse_closing_change();

create trigger closing_has_its_transaction
  before insert on ledger.closing
  for each statement execute function ledger.number_transaction();

-- The last closed month of an organisation; null while nothing was ever closed. All months up to it are closed.
create function ledger.closed_through(p_org text) returns int language sql stable as $$
  select max(month) from ledger.closing where org = p_org and step = 'SIGNED'
$$;

-- Whoever posts holds this lock shared, whoever closes holds it alone, so that nothing is posted unmarked
-- into a month that is closed before the posting commits.
create function ledger.books(p_org text) returns bigint language sql immutable as $$
  select hashtextextended('ledger.books ' || p_org, 0)
$$;

-- 引用: a document that was issued, and the cells that it quoted.
create table ledger.citation (
  id            bigint generated always as identity primary key,
  document_kind text        not null,
  document_id   bigint      not null,
  title         text        not null,
  path          text        not null, -- where the document is read
  known_at      timestamptz not null, -- all that was posted until then was counted in it
  cited_at      timestamptz not null default clock_timestamp(),
  actor         text        not null check (actor <> '')
);
create index citation_document on ledger.citation (document_kind, document_id);

create table ledger.cited_cell (
  citation bigint not null references ledger.citation,
  measure  text   not null,
  orgs     text[],          -- whose postings; null for everybody's
  filters  text[] not null, -- as in addresses: key:市重大, mode:公路|铁路, key:!市重大
  from_day date,            -- null: from the beginning, for a stock
  to_day   date   not null,
  quantity bigint           -- in 1/10,000; null where there was no data
);
create index cited_cell_citation on ledger.cited_cell (citation);
create index cited_cell_measure on ledger.cited_cell (measure);

create trigger citation_is_append_only
  before update or delete or truncate on ledger.citation
  for each statement execute function ledger.refuse_closing_change();
create trigger cited_cell_is_append_only
  before update or delete or truncate on ledger.cited_cell
  for each statement execute function ledger.refuse_closing_change();
