-- 审计封存: a transaction gets its number before its entries get theirs, so that whoever waits for all
-- transactions up to a number has seen every entry drawn before (decision 0009).
create function identity.number_transaction() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;

create trigger audit_has_its_transaction
  before insert on identity.audit
  for each statement execute function identity.number_transaction();
