-- Partitions are made when a year's first posting comes: each one costs every settle and every question.
do $$
declare
  part regclass;
  used boolean;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'ledger.posting'::regclass loop
    execute format('select exists (select from %s)', part) into used;
    if not used then
      execute format('drop table %s', part);
    end if;
  end loop;
end $$;

-- 确知时刻: everything posted until then is committed and counted in.
alter table ledger.edge
  add column through_at timestamptz not null default '-infinity',
  add column seen_at    timestamptz not null default '-infinity';

create or replace function ledger.fold() returns bigint language plpgsql as $$
declare
  here   ledger.edge;
  was    ledger.edge;
  folded bigint := 0;
  looked timestamptz;
  drawn  bigint;
begin
  -- In this order: whoever drew one of these ids, or posted by this time, had a number before that, hence
  -- a smaller one than a transaction gets later. (A snapshot's xmax would not do: it may lie below
  -- transactions that are still running.)
  looked := clock_timestamp();
  select case when is_called then last_value else 0 end into drawn from ledger.posting_id_seq;
  select * into here from ledger.edge for update skip locked;
  if not found then
    return 0;
  end if;
  was := here;
  if (here.seen > here.through or here.seen_at > here.through_at)
     and pg_snapshot_xmin(pg_current_snapshot()) >= here.horizon then
    if here.seen > here.through then
      insert into ledger.rollup as r (measure, org, member1, member2, month, quantity, standing)
      select * from ledger.rolled(here.through, here.seen) order by org, measure, month, member2, member1
      on conflict (measure, org, member1, member2, month) do update
         set quantity = r.quantity + excluded.quantity, standing = r.standing + excluded.standing;
    end if;
    folded := here.seen - here.through;
    here.through := here.seen;
    here.through_at := here.seen_at;
  end if;
  -- While nothing is posted, once a minute will do.
  if here.seen = here.through and here.seen_at = here.through_at
     and (drawn > here.seen or looked > here.through_at + interval '1 minute') then
    here.seen := drawn;
    here.seen_at := looked;
    here.horizon := pg_current_xact_id();
  end if;
  if here is distinct from was then
    update ledger.edge
       set through = here.through, through_at = here.through_at,
           seen = here.seen, seen_at = here.seen_at, horizon = here.horizon;
  end if;
  return folded;
end $$;

-- Up to when what was posted is certain: all that bears an earlier time is committed. When nobody is
-- writing that is now, unless one reads in a snapshot of before. Whoever writes holds a lock on his
-- transaction's number from before he looks at the clock until after he has committed; a snapshot would
-- not tell, for it knows of no transaction that is younger than the last one that ended.
create function ledger.certain_until() returns timestamptz language plpgsql as $$
declare
  looked timestamptz := clock_timestamp();
begin
  if current_setting('transaction_isolation') = 'read committed'
     and not exists (select from pg_locks
                      where locktype = 'transactionid' and mode = 'ExclusiveLock' and pid <> pg_backend_pid()) then
    return looked;
  end if;
  return (select through_at from ledger.edge);
end $$;

alter function ledger.rolled(bigint, bigint) set work_mem = '256MB';

-- Rows that are read together lie together, see the order in which fold and rebuild write them. An index
-- that held quantities would have to be written at every fold.
drop index ledger.rollup_grid;
create index rollup_grid on ledger.rollup (measure, month) where org = '' and member1 <> '' and member2 = '';

create or replace function ledger.rebuild() returns bigint language plpgsql as $$
declare
  here ledger.edge;
begin
  select * into here from ledger.edge for update;
  delete from ledger.rollup;
  insert into ledger.rollup (measure, org, member1, member2, month, quantity, standing)
  select * from ledger.rolled(0, here.through) order by org, measure, month, member2, member1;
  return here.through;
end $$;

-- What lies before the edge. The edge is put into the plan as a number: a planner that does not know it
-- would read whole years.
create function ledger.tail(p_from date, p_to date)
returns table (measure text, on_day date, org text, members jsonb, quantity bigint, standing smallint)
language plpgsql stable as $$
begin
  return query execute
    'select measure, on_day, org, members, quantity, standing from ledger.posting where id > $1 and on_day between $2 and $3'
    using (select through from ledger.edge), p_from, p_to;
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

create function ledger.settle_loaded(p_kind text, p_records bigint[], p_actor text, p_why text)
returns bigint language plpgsql as $$
declare
  appended bigint;
begin
  perform ledger.make_year(year)
     from (select distinct extract(year from on_day)::int from ledger_loading) years (year)
    where to_regclass('ledger.posting_y' || year) is null;
  if exists (select from ledger.posting
              where record_kind = p_kind
                and record_id between (select min(id) from unnest(p_records) id)
                                  and (select max(id) from unnest(p_records) id)) then
    insert into ledger.posting
      (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why)
    select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, record_id, p_actor, p_why
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
     order by record_id, standing, measure, on_day;
  else
    -- Of records that the ledger has never heard of everything is new.
    insert into ledger.posting
      (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why)
    select measure, on_day, org, nullif(subject, ''), members, quantity, 1, p_kind, record_id, p_actor, p_why
      from ledger_loading;
  end if;
  get diagnostics appended = row_count;
  truncate ledger_loading;
  return appended;
end $$;
