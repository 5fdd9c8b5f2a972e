-- 撤销导入: as a whole, while nothing that came later depends on it.
alter table exchange.import add column undone_at timestamptz, add column undone_why text not null default '';
alter table exchange.import add check (undone_at is null or taken_at is not null);

-- What the fields that were changed held before, as a form writes it.
alter table exchange.row add column before jsonb not null default '{}';
