-- The pages that a person opened last, for the palette; nobody else reads them.
create table today.recent (
  person bigint      not null references identity.person,
  href   text        not null check (href like '/%'),
  title  text        not null check (title <> ''),
  at     timestamptz not null default clock_timestamp(),
  primary key (person, href)
);
