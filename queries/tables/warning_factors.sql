-- By how much do open warnings lower the reliability of each territory?
--
-- Grain:       as_of, unit_code
-- Reads:       days, units, members, warnings, method
-- Parameters:
-- Units:       factor 0.5..1: 1 less 0.1 a warning, at least 0.5; above the commune the mean of its
--              communes' by adults, times its own
with counted as (
    select as_of, unit_code, count(*) as warnings from warnings group by as_of, unit_code
),
own as (
    select d.as_of, u.unit_code, u.grain, coalesce(c.warnings, 0) as warnings,
        greatest(k.warning_floor, 1 - k.warning_step * coalesce(c.warnings, 0)) as factor
    from days d
    cross join units u
    cross join reference.method k
    left join counted c on c.as_of = d.as_of and c.unit_code = u.unit_code
),
means as (
    select o.as_of, m.above_code, sum(m.adults * o.factor) / sum(m.adults) as factor,
        sum(o.warnings) as warnings
    from own o join members m on m.commune_code = o.unit_code
    group by o.as_of, m.above_code
)
select o.as_of, o.unit_code, (o.factor * coalesce(m.factor, 1))::double as factor,
    (o.warnings + coalesce(m.warnings, 0))::bigint as warnings
from own o
left join means m on m.as_of = o.as_of and m.above_code = o.unit_code
