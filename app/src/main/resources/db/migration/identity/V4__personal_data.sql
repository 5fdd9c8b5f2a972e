-- 个人信息: encrypted; the key lies in a file outside the database. A mark is a keyed hash, by which
-- equal values are found. The proof tells the right key from another.
create table identity.personal_key (
  one   boolean primary key default true check (one),
  proof bytea not null
);

create table identity.personal_data (
  person          bigint primary key references identity.person,
  phone           bytea,
  phone_mark      bytea,
  identity_number bytea,
  identity_mark   bytea unique,
  check ((phone is null) = (phone_mark is null)),
  check ((identity_number is null) = (identity_mark is null))
);
create index personal_data_phone on identity.personal_data (phone_mark);
