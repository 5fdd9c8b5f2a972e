create table place (id bigint primary key, name text not null);
