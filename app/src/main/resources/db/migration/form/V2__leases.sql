-- Who is at a form holds it for a while. What the deed writes and that it was written commit together,
-- so that after a crash it is known whether it was done: a form that was claimed and not written is
-- free again when the while is over.
alter table form.post add column claim uuid;
alter table form.post add column until timestamptz not null default '-infinity';
alter table form.post drop constraint post_state_check;
alter table form.post add constraint post_state_check
  check (state in ('RUNNING', 'WRITTEN', 'DONE', 'SHOWN'));
-- Of those from before nobody knows any more.
update form.post set state = 'WRITTEN' where state = 'RUNNING';
