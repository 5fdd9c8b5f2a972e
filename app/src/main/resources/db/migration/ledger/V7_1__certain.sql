-- 确知时刻: whoever has a transaction's number holds a lock on it until the end. A snapshot tells nothing of a
-- writer whose number is above the last that ended; the locks do.
create or replace function ledger.certain_until() returns timestamptz language plpgsql as $$
declare
  looked timestamptz := clock_timestamp();
begin
  if current_setting('transaction_isolation') = 'read committed'
     and not exists (select from pg_locks where locktype = 'transactionid' and mode = 'ExclusiveLock' and granted) then
    return looked;
  end if;
  return (select through_at from ledger.edge);
end $$;
