-- How many members would be reported if the planned campaigns were over today?
--
-- Grain:       territory_code, period
-- Reads:       membership_at, days, units, indicators_used, planned_actions
-- Parameters:
-- Units:       persons; as in membership_at, which this takes the place of. A campaign reaches the target, in
--              the next multiple of 5, so that the published figure is the figure itself
with reached as (
    select u.unit_code as territory_code, strftime(d.as_of, '%Y-%m') as period,
        greatest(10, 5 * ceil(i.target_commune * u.adults / 5000))::bigint as members
    from planned_actions p
    join units u on u.unit_code = p.unit_code
    join indicators_used i on i.id = 'members_per_1000'
    cross join days d
    where p.action = 'recruit'
)
select m.*
from membership_at m
anti join reached r on r.territory_code = m.territory_code and r.period = m.period
union all by name
select territory_code, period, members from reached
