-- 恢复之后: the horizon is a transaction's number in the server that was backed up; in another one it would
-- never be reached. What was restored is all committed.
create function ledger.after_restore() returns void language sql as $$
  update ledger.edge set seen = through, horizon = '0'
$$;
