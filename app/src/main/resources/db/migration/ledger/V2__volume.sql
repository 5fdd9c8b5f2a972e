-- Volume: postings by year, settled inside the database, rolled up behind a safe edge.

-- 计量项: what the packs declare, as far as SQL must know it.
create table ledger.measure (
  id      text primary key,
  rolled1 text,
  rolled2 text
);

alter table ledger.posting rename to posting_before;
alter sequence ledger.posting_id_seq rename to posting_before_id_seq;
alter index ledger.posting_pkey rename to posting_before_pkey;
alter index ledger.posting_cell rename to posting_before_cell;
alter index ledger.posting_record rename to posting_before_record;

create table ledger.posting (
  id          bigint generated always as identity,
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
  why         text        not null check (why <> ''),
  primary key (id, on_day)
) partition by range (on_day);

create index posting_cell on ledger.posting (measure, org, on_day);
create index posting_record on ledger.posting (record_kind, record_id);

-- By row, because a trigger by row reaches the partitions too.
create trigger posting_is_append_only
  before update or delete on ledger.posting
  for each row execute function ledger.refuse_change();

create trigger posting_is_never_emptied
  before truncate on ledger.posting
  for each statement execute function ledger.refuse_change();

-- A transaction gets its number before it draws ids, so that whoever waits for all transactions up to a
-- number has seen all ids drawn before (see ledger.fold).
create function ledger.number_transaction() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;

create trigger posting_has_its_transaction
  before insert on ledger.posting
  for each statement execute function ledger.number_transaction();

-- Attaching waits for nobody who writes postings; creating a partition in place would.
create function ledger.make_year(year int) returns void language plpgsql as $$
declare
  part text := 'posting_y' || year;
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger.make_year', 0));
  if to_regclass('ledger.' || part) is not null then
    return;
  end if;
  execute format('create table ledger.%I (like ledger.posting including defaults including constraints)', part);
  execute format('alter table ledger.posting attach partition ledger.%I for values from (%L) to (%L)',
                 part, make_date(year, 1, 1), make_date(year + 1, 1, 1));
  execute format('create trigger posting_is_never_emptied before truncate on ledger.%I '
                 'for each statement execute function ledger.refuse_change()', part);
end $$;

select ledger.make_year(y) from generate_series(2015, 2035) y;
select ledger.make_year(y)
  from (select distinct extract(year from on_day)::int y from ledger.posting_before) years;

insert into ledger.posting overriding system value
select * from ledger.posting_before order by id;

select setval(pg_get_serial_sequence('ledger.posting', 'id'), greatest(1, (select max(id) from ledger.posting)),
              exists (select from ledger.posting));

drop table ledger.posting_before;

-- 结记: what Ledger.settle does, in one round trip. The lock comes first, what is held is read second.
create function ledger.settle(
  p_kind text, p_record bigint, p_measures text[], p_days date[], p_orgs text[], p_subjects text[],
  p_members text[], p_quantities bigint[], p_actor text, p_why text)
returns int language plpgsql as $$
declare
  appended int;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_kind, p_record));
  perform ledger.make_year(year)
     from (select distinct extract(year from day)::int from unnest(p_days) day) years (year)
    where to_regclass('ledger.posting_y' || year) is null;
  insert into ledger.posting
    (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why)
  select measure, on_day, org, nullif(subject, ''), members, quantity, standing, p_kind, p_record, p_actor, p_why
    from (select measure, on_day, org, subject, members,
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
   order by standing, measure, on_day;
  get diagnostics appended = row_count;
  return appended;
end $$;

-- 汇总: sums by month, for one organisation ('' for all) or for rolled members ('' for all).
create table ledger.rollup (
  measure  text   not null,
  org      text   not null,
  member1  text   not null,
  member2  text   not null,
  month    int    not null, -- year × 12 + month − 1
  quantity bigint not null,
  standing bigint not null,
  primary key (measure, org, member1, member2, month)
) with (fillfactor = 80);

-- How far the roll-ups reach, and how far they may reach once everybody below the horizon has ended.
create table ledger.edge (
  one     boolean primary key default true check (one),
  through bigint not null,
  seen    bigint not null,
  horizon xid8   not null
);
insert into ledger.edge values (true, 0, 0, '0');

-- What postings up to some id come to, at every level.
create function ledger.rolled(p_after bigint, p_through bigint)
returns table (measure text, org text, member1 text, member2 text, month int, quantity bigint, standing bigint)
language sql stable as $$
  select p.measure, coalesce(p.org, ''), coalesce(p.member1, ''), coalesce(p.member2, ''), p.month,
         sum(p.quantity)::bigint, sum(p.standing)::bigint
    from (select posting.measure, posting.org,
                 coalesce(posting.members ->> m.rolled1, '') member1,
                 coalesce(posting.members ->> m.rolled2, '') member2,
                 (extract(year from on_day) * 12 + extract(month from on_day) - 1)::int as month,
                 posting.quantity, posting.standing
            from ledger.posting join ledger.measure m on m.id = posting.measure
           where posting.id > p_after and posting.id <= p_through) p
   group by grouping sets ((p.measure, p.month, p.org),
                           (p.measure, p.month, p.member1, p.member2),
                           (p.measure, p.month, p.member1),
                           (p.measure, p.month, p.member2),
                           (p.measure, p.month))
  -- A measure that rolls fewer than two dimensions has no such level.
  having (grouping(p.member1) = 1 or p.member1 <> '') and (grouping(p.member2) = 1 or p.member2 <> '')
$$;

-- Folds what lies behind the edge into the roll-ups, then looks how far the edge may move next time: up to
-- the last id drawn by now, once every transaction numbered by now has ended. Readers add what lies
-- before the edge from the postings themselves, so that a figure is exact in every snapshot and no writer
-- ever waits for a roll-up.
create function ledger.fold() returns bigint language plpgsql as $$
declare
  here   ledger.edge;
  folded bigint := 0;
  drawn  bigint;
  after  xid8;
begin
  -- In this order: whoever drew one of these ids had a number before that, hence a smaller one than we get
  -- now. (A snapshot's xmax would not do: it may lie below transactions that are still running.)
  select case when is_called then last_value else 0 end into drawn from ledger.posting_id_seq;
  after := pg_current_xact_id();
  select * into here from ledger.edge for update skip locked;
  if not found then
    return 0;
  end if;
  if here.seen > here.through and pg_snapshot_xmin(pg_current_snapshot()) >= here.horizon then
    insert into ledger.rollup as r (measure, org, member1, member2, month, quantity, standing)
    select * from ledger.rolled(here.through, here.seen)
    on conflict (measure, org, member1, member2, month) do update
       set quantity = r.quantity + excluded.quantity, standing = r.standing + excluded.standing;
    folded := here.seen - here.through;
    here.through := here.seen;
  end if;
  if here.seen = here.through and drawn > here.seen then
    here.seen := drawn;
    here.horizon := after;
  end if;
  update ledger.edge set through = here.through, seen = here.seen, horizon = here.horizon;
  return folded;
end $$;

create function ledger.rebuild() returns bigint language plpgsql as $$
declare
  here ledger.edge;
begin
  select * into here from ledger.edge for update;
  delete from ledger.rollup;
  insert into ledger.rollup (measure, org, member1, member2, month, quantity, standing)
  select * from ledger.rolled(0, here.through);
  return here.through;
end $$;
