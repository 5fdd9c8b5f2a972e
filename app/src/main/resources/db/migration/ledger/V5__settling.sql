-- Settling into months that may be closed, one record or many.

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

-- Whether an organisation's books are closed for a day.
create function ledger.closed(p_org text, p_day date) returns boolean language sql stable as $$
  select exists (select from ledger.closing
                  where org = p_org and step = 'SIGNED'
                    and month >= date_part('year', p_day)::int * 12 + date_part('month', p_day)::int - 1)
$$;

-- When something is posted. The transaction has its number by then, so that whoever has waited for all
-- transactions up to now has seen all that bears an earlier time (see ledger.certain_until).
create function ledger.moment() returns timestamptz language plpgsql as $$
begin
  return case when pg_current_xact_id() is not null then clock_timestamp() end;
end $$;

create function ledger.refuse_closed(p_closed text) returns void language plpgsql as $$
begin
  if p_closed is not null then
    raise exception using errcode = 'CL001', message = '已关账 ' || p_closed,
      hint = 'A posting into a closed month needs a reason of its own (p_revision).';
  end if;
end $$;

-- 结记: the books are locked before anything is read, so that one statement decides and writes; a record
-- that the ledger has never heard of is not compared with anything.
drop function ledger.settle(text, bigint, text[], date[], text[], text[], text[], bigint[], text, text);

create function ledger.settle(
  p_kind text, p_record bigint, p_measures text[], p_days date[], p_orgs text[], p_subjects text[],
  p_members text[], p_quantities bigint[], p_actor text, p_why text, p_revision text default null)
returns int language plpgsql as $$
declare
  day      date;
  book     text;
  held     text[]; -- whose books hold something because of the record
  moment   timestamptz;
  appended int;
  closed   text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- An older snapshot would not show what was committed before the locks were granted.
    raise exception 'ledger.settle needs read committed, not %', current_setting('transaction_isolation');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_kind, p_record));
  foreach day in array p_days loop
    if to_regclass('ledger.posting_y' || date_part('year', day)) is null then
      perform ledger.make_year(date_part('year', day)::int);
    end if;
  end loop;
  select array_agg(distinct posting.org) into held
    from ledger.posting where record_kind = p_kind and record_id = p_record;
  foreach book in array p_orgs || held loop
    perform pg_advisory_xact_lock_shared(ledger.books(book));
  end loop;
  moment := ledger.moment();
  if held is null then
    with added as (
      insert into ledger.posting
        (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
      select wanted.measure, wanted.on_day, wanted.org, nullif(wanted.subject, ''), wanted.members, wanted.quantity, 1,
             p_kind, p_record, moment, p_actor, p_why,
             case when p_revision is not null and ledger.closed(wanted.org, wanted.on_day) then p_revision end
        from unnest(p_measures, p_days, p_orgs, p_subjects, p_members::jsonb[], p_quantities)
               as wanted (measure, on_day, org, subject, members, quantity)
      returning posting.org, posting.on_day, posting.revision)
    select count(*), string_agg(distinct added.org || to_char(added.on_day, ' YYYY-MM'), ', ')
                       filter (where added.revision is null and ledger.closed(added.org, added.on_day))
      into appended, closed from added;
  else
    with added as (
      insert into ledger.posting
        (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
      select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, p_record, moment, p_actor, p_why,
             case when p_revision is not null and ledger.closed(org, on_day) then p_revision end
        from (select measure, on_day, org, subject, members,
                     coalesce(wanted.quantity, 0) - coalesce(so_far.quantity, 0) quantity,
                     (wanted.quantity is not null)::int - (coalesce(so_far.standing, 0) > 0)::int standing
                from unnest(p_measures, p_days, p_orgs, p_subjects, p_members::jsonb[], p_quantities)
                       as wanted (measure, on_day, org, subject, members, quantity)
                full join (select posting.measure, posting.on_day, posting.org, coalesce(posting.subject, '') subject,
                                  posting.members, sum(posting.quantity)::bigint quantity, sum(posting.standing) standing
                             from ledger.posting
                            where record_kind = p_kind and record_id = p_record
                            group by 1, 2, 3, 4, 5) so_far
               using (measure, on_day, org, subject, members)) difference
       where quantity <> 0 or standing <> 0
       order by standing, measure, on_day
      returning posting.org, posting.on_day, posting.revision)
    select count(*), string_agg(distinct added.org || to_char(added.on_day, ' YYYY-MM'), ', ')
                       filter (where added.revision is null and ledger.closed(added.org, added.on_day))
      into appended, closed from added;
  end if;
  perform ledger.refuse_closed(closed);
  return appended;
end $$;

-- 批量结记: what settle does, for the many records that stand in the temporary table that is made here.
-- Nobody else posts until the transaction ends: one lock, taken first, in place of one for each record.
create function ledger.begin_loading() returns void language plpgsql as $$
begin
  lock table ledger.posting in share row exclusive mode;
  create temporary table if not exists ledger_loading (
    record_id bigint, measure text, on_day date, org text, subject text, members jsonb, quantity bigint)
    on commit delete rows;
  -- It is filled by whoever is connected, in whose name this function may not work.
  execute format('grant insert on pg_temp.ledger_loading to %I', session_user);
end $$;

-- It keeps the same rules as settle, in sets.
create function ledger.settle_loaded(
  p_kind text, p_records bigint[], p_actor text, p_why text, p_revision text default null)
returns bigint language plpgsql as $$
declare
  heard    boolean := exists (
    select from ledger.posting
     where record_kind = p_kind
       and record_id between (select min(id) from unnest(p_records) id) and (select max(id) from unnest(p_records) id));
  moment   timestamptz;
  appended bigint;
  closed   text;
begin
  perform ledger.make_year(year)
     from (select distinct date_part('year', on_day)::int from ledger_loading) years (year)
    where to_regclass('ledger.posting_y' || year) is null;
  perform pg_advisory_xact_lock_shared(ledger.books(org))
     from (select org from ledger_loading
            union select org from ledger.posting where heard and record_kind = p_kind and record_id = any (p_records)
            order by 1) books;
  moment := ledger.moment();
  if heard then
    with shut as (select org, max(month) through from ledger.closing where step = 'SIGNED' group by org),
    added as (
      insert into ledger.posting
        (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
      select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, record_id, moment, p_actor, p_why,
             case when date_part('year', on_day) * 12 + date_part('month', on_day) - 1 <= shut.through then p_revision end
        from (select record_id, measure, on_day, org, subject, members,
                     coalesce(wanted.quantity, 0) - coalesce(so_far.quantity, 0) quantity,
                     (wanted.quantity is not null)::int - (coalesce(so_far.standing, 0) > 0)::int standing
                from ledger_loading wanted
                full join (select record_id, measure, on_day, org, coalesce(subject, '') subject, members,
                                  sum(quantity)::bigint quantity, sum(standing) standing
                             from ledger.posting
                            where record_kind = p_kind and record_id = any (p_records)
                            group by 1, 2, 3, 4, 5, 6) so_far
               using (record_id, measure, on_day, org, subject, members)) difference
        left join shut using (org)
       where quantity <> 0 or standing <> 0
       order by record_id, standing, measure, on_day
      returning org, on_day, revision)
    select count(*), string_agg(distinct added.org || to_char(on_day, ' YYYY-MM'), ', ')
                       filter (where revision is null
                                 and date_part('year', on_day) * 12 + date_part('month', on_day) - 1 <= shut.through)
      into appended, closed
      from added left join shut on shut.org = added.org;
  else
    select string_agg(distinct org || to_char(on_day, ' YYYY-MM'), ', ') into closed
      from ledger_loading
      join (select org, max(month) through from ledger.closing where step = 'SIGNED' group by org) shut using (org)
     where p_revision is null and date_part('year', on_day) * 12 + date_part('month', on_day) - 1 <= through;
    perform ledger.refuse_closed(closed);
    insert into ledger.posting
      (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
    select measure, on_day, org, nullif(subject, ''), members, quantity, 1, p_kind, record_id, moment, p_actor, p_why,
           case when date_part('year', on_day) * 12 + date_part('month', on_day) - 1 <= through then p_revision end
      from ledger_loading
      left join (select org, max(month) through from ledger.closing where step = 'SIGNED' group by org) shut using (org);
    get diagnostics appended = row_count;
  end if;
  perform ledger.refuse_closed(closed);
  truncate ledger_loading;
  return appended;
end $$;
