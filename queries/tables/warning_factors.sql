-- By how much do open warnings lower the reliability of each territory?
--
-- Grain:       as_of, profile, unit_code
-- Reads:       days, profiles, units, members, top_of, warnings, method
-- Parameters:
-- Units:       factor 0.5..1: 1 less 0.1 a warning, at least 0.5; above the commune the mean of its
--              communes' by adults, times its own. Only warnings on values that weigh in the profile count.
with counted as (
    select w.as_of, p.profile, w.unit_code, count(*) as warnings
    from warnings w
    join profiles p
        on case w.pillar when 'people' then p.people_weight when 'electorate' then p.electorate_weight
            else 1 end > 0
    group by w.as_of, p.profile, w.unit_code
),
own as (
    select d.as_of, p.profile, u.unit_code, u.grain, coalesce(c.warnings, 0) as warnings,
        greatest(k.warning_floor, 1 - k.warning_step * coalesce(c.warnings, 0)) as factor
    from days d
    cross join profiles p
    join units u on u.profile in ('', p.profile)
    cross join reference.method k
    left join counted c on c.as_of = d.as_of and c.profile = p.profile and c.unit_code = u.unit_code
),
means as (
    select o.as_of, o.profile, m.above_code, sum(m.adults * o.factor) / sum(m.adults) as factor,
        sum(o.warnings) as warnings
    from own o join members m on m.commune_code = o.unit_code
    group by o.as_of, o.profile, m.above_code
)
select o.as_of, o.profile, o.unit_code, (o.factor * coalesce(m.factor, 1))::double as factor,
    (o.warnings + coalesce(m.warnings, 0))::bigint as warnings
from own o
join top_of t on t.unit_code = o.unit_code
left join means m on m.as_of = o.as_of and m.profile = o.profile and m.above_code = t.same_code
