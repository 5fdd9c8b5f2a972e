-- 日界: the last posting that was surely written before the product first looked at a day, so that "since yesterday" is
-- asked by number and not by time.
create table ledger.mark (
  day     date   primary key,
  through bigint not null
);
