-- How many units of each level has each paper reached, in the region and in each province?
--
-- Grain:       as_of, directive_id, unit_code (region, provinces), level (region, province, commune)
-- Reads:       directives_stood, units, seen
-- Parameters:
-- Units:       units: those of the level in the unit that the paper must reach; discussed of them (decided ones
--              included), decided, silent, early, no_body, and unknown (those known in part included)
with placed as (
    select s.as_of, s.directive_id, s.issued_on, s.grain as level, s.state, r.unit_code
    from directives_stood s
    cross join (select unit_code from units where grain = 'region') r
    union all
    select as_of, directive_id, issued_on, grain, state, province_code
    from directives_stood
    where province_code is not null
)
select as_of, directive_id, issued_on, level, count(*) as units,
    count(*) filter (where state in ('discussed', 'decided')) as discussed,
    count(*) filter (where state = 'decided') as decided,
    count(*) filter (where state = 'silent') as silent,
    count(*) filter (where state = 'early') as early,
    count(*) filter (where state = 'no_body') as no_body,
    count(*) filter (where state in ('unknown', 'part')) as unknown,
    unit_code
from placed
where unit_code in (select unit_code from seen)
group by as_of, directive_id, issued_on, level, unit_code
order by as_of, issued_on desc, directive_id, list_position(['region', 'province', 'commune'], level), unit_code
