-- 文稿: a template applied to an organisation and a span.
create table report.document (
  id          bigint generated always as identity primary key,
  template    text not null,
  org         text not null,
  first_month int not null,
  last_month  int not null,
  watched     text, -- 重点跟踪项目, a subject's code
  unique nulls not distinct (template, org, first_month, last_month, watched)
);
