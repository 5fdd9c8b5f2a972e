-- Closing, part two: loading in bulk keeps the rule, and a moment is never behind numbers already drawn.

-- As before, but it asks the catalogue itself: what a session remembers of names may be older than the lock.
create or replace function ledger.make_year(year int) returns void language plpgsql as $$
declare
  part text := 'posting_y' || year;
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger.make_year', 0));
  if exists (select from pg_class where relnamespace = 'ledger'::regnamespace and relname = part) then
    return;
  end if;
  execute format('create table ledger.%I (like ledger.posting including defaults including constraints)', part);
  execute format('alter table ledger.posting attach partition ledger.%I for values from (%L) to (%L)',
                 part, make_date(year, 1, 1), make_date(year + 1, 1, 1));
  execute format('create trigger posting_is_never_emptied before truncate on ledger.%I '
                 'for each statement execute function ledger.refuse_change()', part);
end $$;

-- When something is posted: read after a number was drawn, so that whoever knows how far numbers were drawn
-- knows that nothing is still to come from before (see ledger.certain_until).
create function ledger.moment() returns timestamptz language plpgsql as $$
begin
  perform nextval('ledger.posting_id_seq');
  return clock_timestamp();
end $$;

-- Refuses postings that were written unmarked into closed months: for each organisation the first month.
-- The books are locked now and read in the next statement: a closing that commits in between is seen.
create function ledger.refuse_closed(p_orgs text[], p_months int[]) returns void language plpgsql as $$
declare
  shut text;
begin
  perform pg_advisory_xact_lock_shared(ledger.books(org)) from unnest(p_orgs) org;
  select string_agg(format('%s %s-%s', org, month / 12, lpad((month % 12 + 1)::text, 2, '0')), ', ')
    into shut
    from unnest(p_orgs, p_months) months (org, month)
   where month <= ledger.closed_through(org);
  if shut is not null then
    raise exception using errcode = 'CL001', message = '已关账 ' || shut,
      hint = 'A posting into a closed month needs a reason of its own (p_revision).';
  end if;
end $$;

create or replace function ledger.settle(
  p_kind text, p_record bigint, p_measures text[], p_days date[], p_orgs text[], p_subjects text[],
  p_members text[], p_quantities bigint[], p_actor text, p_why text, p_revision text default null)
returns int language plpgsql as $$
declare
  appended int;
  touched  text[];
  unmarked int[];
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
  with difference as materialized (
    select * from (
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
         using (measure, on_day, org, subject, members)) sides
     where quantity <> 0 or standing <> 0),
  settled as materialized (
    select ledger.moment() as at where exists (select from difference)),
  added as (
    insert into ledger.posting
      (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
    select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, p_record, settled.at,
           p_actor, p_why,
           case when p_revision is not null
                 and extract(year from on_day) * 12 + extract(month from on_day) - 1 <= ledger.closed_through(org)
                then p_revision end
      from difference, settled
     order by standing, measure, on_day
    returning org, on_day, revision)
  select coalesce(sum(postings), 0), array_agg(org), array_agg(first)
    into appended, touched, unmarked
    from (select org, count(*) postings,
                 (min(extract(year from on_day) * 12 + extract(month from on_day) - 1)
                    filter (where revision is null))::int as first
            from added group by org) orgs;
  perform ledger.refuse_closed(touched, unmarked);
  return appended;
end $$;

-- Loading in bulk keeps the same rule.
drop function ledger.settle_loaded(text, bigint[], text, text);

create function ledger.settle_loaded(
  p_kind text, p_records bigint[], p_actor text, p_why text, p_revision text default null)
returns bigint language plpgsql as $$
declare
  appended bigint;
  touched  text[];
  unmarked int[];
begin
  perform ledger.make_year(year)
     from (select distinct extract(year from on_day)::int from ledger_loading) years (year)
    where to_regclass('ledger.posting_y' || year) is null;
  if p_revision is not null then
    perform pg_advisory_xact_lock_shared(ledger.books(org))
       from (select org from ledger_loading
              union select org from ledger.posting where record_kind = p_kind and record_id = any (p_records)) orgs;
  end if;
  if exists (select from ledger.posting
              where record_kind = p_kind
                and record_id between (select min(id) from unnest(p_records) id)
                                  and (select max(id) from unnest(p_records) id)) then
    with added as (
      insert into ledger.posting
        (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why, revision)
      select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, record_id, p_actor, p_why,
             case when p_revision is not null
                   and extract(year from on_day) * 12 + extract(month from on_day) - 1 <= ledger.closed_through(org)
                  then p_revision end
        from (select record_id, measure, on_day, org, subject, members,
                     coalesce(wanted.quantity, 0) - coalesce(held.quantity, 0) quantity,
                     (wanted.quantity is not null)::int - (coalesce(held.standing, 0) > 0)::int standing
                from ledger_loading wanted
                full join (select record_id, measure, on_day, org, coalesce(subject, '') subject, members,
                                  sum(quantity)::bigint quantity, sum(standing) standing
                             from ledger.posting
                            where record_kind = p_kind and record_id = any (p_records)
                            group by 1, 2, 3, 4, 5, 6) held
               using (record_id, measure, on_day, org, subject, members)) difference
       where quantity <> 0 or standing <> 0
       order by record_id, standing, measure, on_day
      returning org, on_day, revision)
    select coalesce(sum(postings), 0), array_agg(org), array_agg(first)
      into appended, touched, unmarked
      from (select org, count(*) postings,
                   (min(extract(year from on_day) * 12 + extract(month from on_day) - 1)
                      filter (where revision is null))::int as first
              from added group by org) orgs;
  else
    -- Of records that the ledger has never heard of everything is new.
    with added as (
      insert into ledger.posting
        (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why, revision)
      select measure, on_day, org, nullif(subject, ''), members, quantity, 1, p_kind, record_id, p_actor, p_why,
             case when p_revision is not null
                   and extract(year from on_day) * 12 + extract(month from on_day) - 1 <= ledger.closed_through(org)
                  then p_revision end
        from ledger_loading
      returning org, on_day, revision)
    select coalesce(sum(postings), 0), array_agg(org), array_agg(first)
      into appended, touched, unmarked
      from (select org, count(*) postings,
                   (min(extract(year from on_day) * 12 + extract(month from on_day) - 1)
                      filter (where revision is null))::int as first
              from added group by org) orgs;
  end if;
  perform ledger.refuse_closed(touched, unmarked);
  truncate ledger_loading;
  return appended;
end $$;
