-- What do the bodies, decisions, constraints and members of each province, region and constituency add up to?
--
-- Grain:       as_of, unit_code (province, region, constituency), indicator
-- Reads:       members, bodies, body_meetings, events_due, unit_within, territories, window_known,
--              people_above
-- Parameters:
-- Units:       numerator and denominator over what is known; own_due and is_own_known: decisions and
--              constraints of the province or of a cercle itself, which exist only there
with above as (
    select distinct above_code as unit_code from members
),
within as (
    select w.unit_code, w.territory_code as above_code, t.level,
        coalesce(o.commune_code, m.commune_code, w.unit_code) as member_code
    from reference.unit_within w
    join above a on a.unit_code = w.territory_code
    left join reference.territories t on t.code = w.unit_code
    left join members o on o.above_code = w.territory_code and o.commune_code = w.unit_code
    left join members m on m.above_code = w.territory_code and m.commune_code = t.commune_code
),
mandates as (
    select b.as_of, w.above_code, count(*) filter (where b.is_in_term) as numerator,
        count(*) as denominator
    from bodies b join within w on w.unit_code = b.unit_code
    where b.is_local and b.is_alive and b.is_founded
    group by b.as_of, w.above_code
),
meetings as (
    select m.as_of, w.above_code, count(*) filter (where m.has_met) as numerator,
        count(*) as denominator
    from body_meetings m join within w on w.unit_code = m.unit_code
    where m.is_known
    group by m.as_of, w.above_code
),
events as (
    select t.as_of, t.indicator, w.above_code,
        sum(t.done) filter (where k.unit_code is not null) as numerator,
        sum(t.due) filter (where k.unit_code is not null) as denominator,
        sum(t.due) filter (where w.level not in ('commune', 'arrondissement') and k.unit_code is not null)
            as own_due,
        bool_and(k.unit_code is not null) filter (where w.level not in ('commune', 'arrondissement'))
            as is_own_known
    from events_due t
    join within w on w.unit_code = t.territory_code
    left join window_known k
        on k.as_of = t.as_of and k.indicator = t.indicator
        and k.unit_code = w.member_code
    group by t.as_of, t.indicator, w.above_code
),
people as (
    select as_of, above_code, sum(members) filter (where is_known) * 1000 as numerator,
        sum(adults) filter (where is_known) as denominator
    from people_above
    group by as_of, above_code
)
select as_of, above_code as unit_code, 'mandate_current' as indicator, numerator::double as numerator,
    denominator::double as denominator, null::double as own_due, null::boolean as is_own_known
from mandates
union all
select as_of, above_code, 'recent_meeting', numerator, denominator, null, null from meetings
union all
select as_of, above_code, indicator, numerator, denominator, own_due, is_own_known
from events
union all
select as_of, above_code, 'members_per_1000', numerator, denominator, null, null from people
