-- 台账: each declared register gets a table register.r_<id> when it is published; see RegisterTables.
comment on schema register is '台账：每个声明的台账一张表 one table a declared register';
