-- 含下属: an organisation, and all that stood anywhere below it on a day.
create function identity.within(p_org text, p_day date) returns text[] language sql stable as $$
  with recursive below as (
    select p_org org
    union
    select p.org from identity.placing p join below on p.parent = below.org
     where p.first_day <= p_day and coalesce(p.last_day, 'infinity') >= p_day)
  select array_agg(org order by org <> p_org, org) from below
$$;
