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

drop function ledger.settle(text, bigint, text[], date[], text[], text[], text[], bigint[], text, text);

create function ledger.settle(
  p_kind text, p_record bigint, p_measures text[], p_days date[], p_orgs text[], p_subjects text[],
  p_members text[], p_quantities bigint[], p_actor text, p_why text, p_revision text default null)
returns int language plpgsql as $$
declare
  appended int;
  touched  text[];
  unmarked int[];
  shut     text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- An older snapshot would not show what was committed before the locks were granted.
    raise exception 'ledger.settle needs read committed, not %', current_setting('transaction_isolation');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_kind, p_record));
  if p_revision is not null then
    perform pg_advisory_xact_lock_shared(ledger.books(org))
       from (select unnest(p_orgs) org
              union select org from ledger.posting where record_kind = p_kind and record_id = p_record) orgs;
  end if;
  perform ledger.make_year(year)
     from (select distinct extract(year from day)::int from unnest(p_days) day) years (year)
    where to_regclass('ledger.posting_y' || year) is null;
  with settled as (select clock_timestamp() as at),
  added as (
    insert into ledger.posting
      (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
    select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, p_record, settled.at,
           p_actor, p_why,
           case when p_revision is not null
                 and extract(year from on_day) * 12 + extract(month from on_day) - 1 <= ledger.closed_through(org)
                then p_revision end
      from settled, (
        select measure, on_day, org, subject, members,
               coalesce(wanted.quantity, 0) - coalesce(held.quantity, 0) quantity,
               (wanted.quantity is not null)::int - (coalesce(held.standing, 0) > 0)::int standing
          from unnest(p_measures, p_days, p_orgs, p_subjects, p_members::jsonb[], p_quantities)
                 as wanted (measure, on_day, org, subject, members, quantity)
          full join (select measure, on_day, org, coalesce(subject, '') subject, members,
                            sum(quantity)::bigint quantity, sum(standing) standing
                       from ledger.posting
                      where record_kind = p_kind and record_id = p_record
                      group by 1, 2, 3, 4, 5) held
         using (measure, on_day, org, subject, members)) difference
     where quantity <> 0 or standing <> 0
     order by standing, measure, on_day
    returning org, on_day, revision)
  select coalesce(sum(postings), 0), array_agg(org), array_agg(first)
    into appended, touched, unmarked
    from (select org, count(*) postings,
                 (min(extract(year from on_day) * 12 + extract(month from on_day) - 1)
                    filter (where revision is null))::int as first
            from added group by org) orgs;
  -- Locked now, read in the next statement: a closing that commits in between is seen.
  perform pg_advisory_xact_lock_shared(ledger.books(org)) from unnest(touched) org;
  select string_agg(format('%s %s-%s', org, first / 12, lpad((first % 12 + 1)::text, 2, '0')), ', ')
    into shut
    from unnest(touched, unmarked) months (org, first)
   where first <= ledger.closed_through(org);
  if shut is not null then
    raise exception using errcode = 'CL001', message = '已关账 ' || shut,
      hint = 'A posting into a closed month needs a reason of its own (p_revision).';
  end if;
  return appended;
end $$;

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
