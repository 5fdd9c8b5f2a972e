-- 单位名录: the organisations that figures belong to.
create table identity.organisation (
  code    text primary key,
  name    text not null,
  english text not null
);
