-- How many places were covered on each day, in each province and in the region?
--
-- Grain:       as_of, unit_code (region, provinces)
-- Reads:       coverage_states, figures_seen
-- Parameters:
-- Units:       places where a secretariat is founded; known: those of which something was known by then
with within as (
    select *, unnest([region_code, province_code]) as above_code from coverage_states where is_place
)
select as_of, count(*) as places, count(*) filter (where is_known) as places_known,
    count(*) filter (where state in ('own', 'other')) as covered,
    count(*) filter (where state = 'own') as own, above_code as unit_code
from within
where above_code in (select unit_code from figures_seen)
group by as_of, above_code
order by as_of, unit_code
