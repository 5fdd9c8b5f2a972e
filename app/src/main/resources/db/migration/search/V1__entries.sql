-- 检索: what people find by words. A copy for looking up; it can be made anew from the features at any time.

-- The first letters with which a character may be read; where a trade word reads it in two ways, both.
create function search.letters(c text) returns text language sql immutable parallel safe
return case
  when c ~ '[a-z0-9]' then c
  when c = '重' then 'zc' when c = '长' then 'cz' when c = '行' then 'xh' when c = '车' then 'cj'
  when c = '乐' then 'ly' when c = '单' then 'ds' when c = '会' then 'hk' when c = '区' then 'qo'
  when c = '调' then 'dt' when c = '藏' then 'cz' when c = '曾' then 'zc' when c = '朝' then 'cz'
  when c = '传' then 'cz' when c = '大' then 'd' when c = '石' then 'sd' when c = '厦' then 'sx'
  when c = '种' then 'zc' when c = '校' then 'xj' when c = '弹' then 'td' when c = '省' then 'sx'
  when c ~ '[㐀-鿿]' then
    -- Where a character stands among the first of each letter in the order of pinyin.
    substr('abcdefghjklmnopqrstwxyz',
      width_bucket(c collate "zh-x-icu",
        array['阿','八','嚓','咑','妸','发','旮','哈','丌','咔','垃','妈','拏','噢','妑','七','呥','仨','他','屲','夕','丫','帀'] collate "zh-x-icu"),
      1)
  else ''
end;

-- 拼音首字母 of a name, one word for each way to read it, eight at most.
create function search.initials(name text) returns text language plpgsql immutable parallel safe as $$
declare
  ways    text[] := array[''];
  c       text;
  readings text;
begin
  foreach c in array string_to_array(lower(left(name, 60)), null) loop
    readings := search.letters(c);
    if length(readings) = 1 or (length(readings) = 2 and cardinality(ways) > 4) then
      ways := (select array_agg(way || left(readings, 1)) from unnest(ways) way);
    elsif length(readings) = 2 then
      ways := (select array_agg(way || letter) from unnest(ways) way, unnest(string_to_array(readings, null)) letter);
    end if;
  end loop;
  return array_to_string(ways, ' ');
end $$;

create table search.entry (
  kind     text not null check (kind <> ''), -- 类别, such as project
  ref      text not null check (ref <> ''),  -- which of its kind
  title    text not null check (title <> ''),
  words    text not null default '',         -- what else it is called: codes, aliases
  detail   text not null default '',
  english  text not null default '',         -- the title in English, where there is one
  href     text not null check (href like '/%'),
  actions  text[] not null default '{}',     -- whoever may one of these finds it; none for everybody signed in
  initials text not null generated always as (search.initials(title)) stored,
  primary key (kind, ref)
);
