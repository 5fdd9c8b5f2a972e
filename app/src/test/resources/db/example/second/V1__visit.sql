create table visit (place bigint not null references first.place);
