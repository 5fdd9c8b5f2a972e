-- 批量结记 into years of which there is nothing yet, as when history is brought in: their rows are written without
-- indexes into tables of their own, which join the postings, and get their indexes at a stroke, when the load ends.

create or replace function ledger.begin_loading() returns void language plpgsql as $$
begin
  lock table ledger.posting in share row exclusive mode;
  create temporary table if not exists ledger_loading (
    record_id bigint, measure text, on_day date, org text, subject text, members jsonb, quantity bigint)
    on commit delete rows;
  create temporary table if not exists ledger_fresh (year int primary key) on commit delete rows;
  -- Which records lie in years that are not yet attached: nobody finds them among the postings.
  create temporary table if not exists ledger_apart (kind text primary key, lowest bigint, highest bigint)
    on commit delete rows;
  -- It is filled by whoever is connected, in whose name this function may not work.
  execute format('grant insert on pg_temp.ledger_loading to %I', session_user);
end $$;

-- What was loaded apart joins the postings. Called when a load ends, and when it cannot go on without.
create function ledger.end_loading() returns void language plpgsql set maintenance_work_mem = '256MB' as $$
declare
  fresh int;
  part  text;
begin
  for fresh in select year from ledger_fresh order by year loop
    part := 'posting_y' || fresh;
    execute format('alter table ledger.posting attach partition ledger.%I for values from (%L) to (%L)',
                   part, make_date(fresh, 1, 1), make_date(fresh + 1, 1, 1));
    execute format('create trigger posting_is_never_emptied before truncate on ledger.%I '
                   'for each statement execute function ledger.refuse_change()', part);
  end loop;
  delete from ledger_fresh;
  delete from ledger_apart;
end $$;

create or replace function ledger.settle_loaded(
  p_kind text, p_records bigint[], p_actor text, p_why text, p_revision text default null)
returns bigint language plpgsql as $$
declare
  first_id bigint := (select min(id) from unnest(p_records) id);
  last_id  bigint := (select max(id) from unnest(p_records) id);
  heard    boolean;
  moment   timestamptz;
  appended bigint;
  closed   text;
  here     bigint;
  fresh    int;
begin
  if exists (select from ledger_apart where kind = p_kind and lowest <= last_id and highest >= first_id) then
    perform ledger.end_loading();
  end if;
  heard := exists (select from ledger.posting where record_kind = p_kind and record_id between first_id and last_id);
  if heard then
    perform ledger.end_loading();
    perform ledger.make_year(year)
       from (select distinct date_part('year', on_day)::int from ledger_loading) years (year)
      where to_regclass('ledger.posting_y' || year) is null;
  else
    perform pg_advisory_xact_lock(hashtextextended('ledger.make_year', 0));
    for fresh in
      select distinct date_part('year', on_day)::int from ledger_loading
       where to_regclass('ledger.posting_y' || date_part('year', on_day)) is null order by 1
    loop
      execute format('create table ledger.%I (like ledger.posting including defaults including constraints)',
                     'posting_y' || fresh);
      insert into ledger_fresh values (fresh);
    end loop;
  end if;
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
    perform ledger.refuse_closed(closed);
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
      left join (select org, max(month) through from ledger.closing where step = 'SIGNED' group by org) shut using (org)
     where date_part('year', on_day)::int not in (select year from ledger_fresh);
    get diagnostics appended = row_count;
    for fresh in select year from ledger_fresh loop
      execute format(
        'insert into ledger.%I
           (id, measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, posted_at, actor, why, revision)
         select nextval(''ledger.posting_id_seq''), measure, on_day, org, nullif(subject, ''''), members, quantity, 1, $1,
                record_id, $2, $3, $4,
                case when date_part(''year'', on_day) * 12 + date_part(''month'', on_day) - 1 <= through then $5 end
           from ledger_loading
           left join (select org, max(month) through from ledger.closing where step = ''SIGNED'' group by org) shut using (org)
          where on_day between $6 and $7', 'posting_y' || fresh)
        using p_kind, moment, p_actor, p_why, p_revision, make_date(fresh, 1, 1), make_date(fresh, 12, 31);
      get diagnostics here = row_count;
      appended := appended + here;
    end loop;
    if exists (select from ledger_fresh) then
      insert into ledger_apart as so_far values (p_kind, first_id, last_id)
      on conflict (kind) do update
         set lowest = least(so_far.lowest, excluded.lowest), highest = greatest(so_far.highest, excluded.highest);
    end if;
  end if;
  truncate ledger_loading;
  return appended;
end $$;
