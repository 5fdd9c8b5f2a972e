-- As before, but where no id was drawn behind the edge nothing is looked for: planning that costs more than reading the
-- roll-ups. The sequence is ahead of every snapshot, so nothing that one may see is passed over.
create or replace function ledger.tail(p_from date, p_to date)
returns table (measure text, on_day date, org text, members jsonb, quantity bigint, standing smallint)
language plpgsql stable as $$
declare
  edge bigint := (select through from ledger.edge);
begin
  if edge >= (select case when is_called then last_value else 0 end from ledger.posting_id_seq) then
    return;
  end if;
  return query execute
    'select measure, on_day, org, members, quantity, standing from ledger.posting where id > $1 and on_day between $2 and $3'
    using edge, p_from, p_to;
end $$;
