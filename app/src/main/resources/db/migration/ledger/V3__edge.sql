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
  add column through_at timestamptz not null default clock_timestamp(),
  add column seen_at    timestamptz not null default clock_timestamp();

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

-- What postings up to some id come to, at every level: two readings with one grouping each are faster than
-- one reading that is sorted for five.
create or replace function ledger.rolled(p_after bigint, p_through bigint)
returns table (measure text, org text, member1 text, member2 text, month int, quantity bigint, standing bigint)
language sql stable set work_mem = '256MB' as $$
  with by_member as (
    select p.measure, coalesce(p.members ->> m.rolled1, '') member1, coalesce(p.members ->> m.rolled2, '') member2,
           date_part('year', p.on_day)::int * 12 + date_part('month', p.on_day)::int - 1 as month,
           sum(p.quantity)::bigint quantity, sum(p.standing)::bigint standing
      from ledger.posting p join ledger.measure m on m.id = p.measure
     where p.id > p_after and p.id <= p_through
     group by 1, 2, 3, 4)
  select p.measure, p.org, '', '', date_part('year', p.on_day)::int * 12 + date_part('month', p.on_day)::int - 1,
         sum(p.quantity)::bigint, sum(p.standing)::bigint
    from ledger.posting p
   where p.id > p_after and p.id <= p_through
   group by 1, 2, 5
  union all
  select b.measure, '', coalesce(b.member1, ''), coalesce(b.member2, ''), b.month, sum(b.quantity)::bigint, sum(b.standing)::bigint
    from by_member b
   group by grouping sets ((b.measure, b.month, b.member1, b.member2),
                           (b.measure, b.month, b.member1),
                           (b.measure, b.month, b.member2),
                           (b.measure, b.month))
  -- A measure that rolls fewer than two dimensions has no such level.
  having (grouping(b.member1) = 1 or b.member1 <> '') and (grouping(b.member2) = 1 or b.member2 <> '')
$$;

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
