-- 封存批次: rows of one table whose numbers lie in (after, through], sealed at once.
create table seal.batch (
  sequence  bigint      primary key, -- 1, 2, 3 … over all tables, as in the file of signed roots
  source    text        not null,    -- the table's schema and name
  after     bigint      not null,
  through   bigint      not null,
  count     bigint      not null,
  size      bigint      not null unique, -- how many rows are sealed with and before this batch
  ids       int8multirange not null, -- the rows' numbers: those of rolled-back transactions are missing
  leaves    bytea       not null,    -- 32 bytes a row
  frontier  bytea       not null,    -- of the log with this batch: one hash for each whole subtree
  root      bytea       not null,
  hashing   text        not null,
  sealed_at timestamptz not null,
  unique (source, through)
);

-- Hashes do not shrink; trying costs time.
alter table seal.batch alter leaves set storage external;

create function seal.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '封存只增不改：seal.batch 不允许 %', tg_op;
end $$;

create trigger batch_is_append_only
  before update or delete or truncate on seal.batch
  for each statement execute function seal.refuse_change();

-- A transaction has its number before it draws the number of a row: whoever waits for all transactions
-- with a number up to now has then seen every row whose number was drawn up to now.
create function seal.number_transaction() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;

do $$
begin
  if not exists (select from pg_trigger
                  where tgrelid = 'ledger.posting'::regclass and tgname = 'posting_has_its_transaction') then
    create trigger posting_has_its_transaction
      before insert on ledger.posting
      for each statement execute function seal.number_transaction();
  end if;
end $$;
