-- What a venue's courts cost and what is sold with them, list after list. A list is never changed: a later one takes its place, or it is withdrawn
-- before it begins. Its content is JSON in the file's words, read with the venue and never searched.
create table price_versions (
  id           uuid primary key,
  venue_id     uuid not null references venues on delete cascade,
  kind         text not null check (kind in ('courts', 'extras')),
  number       int not null check (number > 0),
  -- First business date of play it speaks of.
  valid_from   date not null,
  saved_at     timestamptz not null,
  saved_by     text not null,
  withdrawn_at timestamptz,
  content      jsonb not null,
  unique (venue_id, kind, number)
);

-- The rules of before become each venue's first list. Their table stays for the length of a deployment.
insert into price_versions (id, venue_id, kind, number, valid_from, saved_at, saved_by, content)
select gen_random_uuid(), v.id, 'courts', 1, date '2000-01-01', v.created_at, '', jsonb_build_object('prices', coalesce((
  select jsonb_agg(jsonb_build_object(
    'id', r.id, 'name', r.name,
    'courts', case when cardinality(r.court_ids) = 0 then '["all"]'::jsonb else (select jsonb_agg(c.key order by c.position) from courts c where c.id = any (r.court_ids)) end,
    'days', array_to_string(r.weekdays, ','),
    'from', lpad((r.from_minute / 60)::text, 2, '0') || ':' || lpad((r.from_minute % 60)::text, 2, '0'),
    'to', lpad((r.to_minute / 60)::text, 2, '0') || ':' || lpad((r.to_minute % 60)::text, 2, '0'),
    'perHour', r.per_hour_minor, 'priority', r.priority) order by r.position)
  from price_rules r where r.venue_id = v.id), '[]'))
from venues v where exists (select from price_rules r where r.venue_id = v.id);
