-- 附件: what was handed in. The file itself lies in the data folder under its digest; a record that holds
-- it says so itself. Backups take every digest that stands here.
create table attachment.upload (
  id     uuid        primary key,
  digest text        not null check (digest ~ '^[0-9a-f]{64}$'),
  name   text        not null,
  size   bigint      not null,
  kind   text        not null,
  person bigint      not null,
  at     timestamptz not null default clock_timestamp()
);
create index upload_of_digest on attachment.upload (digest);
