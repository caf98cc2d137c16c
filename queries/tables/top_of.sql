-- Of which province or region does each unit take the figures that exist only there?
--
-- Grain:       unit_code
-- Reads:       units, extents, unit_within
-- Parameters:
-- Units:       top_code: itself for a province and the region, else the smallest of them it lies in.
--              is_inherited: the top holds more than the unit does. same_code: the province or region that
--              holds the same communes as the unit (a constituency may), else the unit itself
with tops as (
    select unit_code, adults from units where grain in ('province', 'region')
),
ranked as (
    select u.unit_code, t.unit_code as top_code, u.grain,
        row_number() over (partition by u.unit_code order by t.unit_code <> u.unit_code, t.adults, t.unit_code)
            as place
    from units u
    join reference.unit_within w on w.unit_code = u.unit_code
    join tops t on t.unit_code = w.territory_code
)
select r.unit_code, r.top_code,
    r.unit_code <> r.top_code and x.leaves < y.leaves as is_inherited,
    case when x.leaves = y.leaves then r.top_code else r.unit_code end as same_code
from ranked r
join extents x on x.unit_code = r.unit_code
join extents y on y.unit_code = r.top_code
where r.place = 1
