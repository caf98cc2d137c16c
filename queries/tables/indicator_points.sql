-- How many points does each weighted indicator bring in each territory?
--
-- Grain:       as_of, profile (empty for what no election decides), unit_code, indicator: those with a weight
--              in their pillar at this grain of which something is said
-- Reads:       units, indicator_values, indicator_aims
-- Parameters:
-- Kept:        as a view
-- Units:       weight 0..1 in the pillar; k known share 0..1, 0 where unknown or not applicable; points 0..100
--              between floor and target, null where unknown
with joined as (
    select v.as_of, v.profile, v.unit_code, v.grain, w.pillar, v.indicator, w.weight, v.is_applicable, v.value,
        case when v.is_applicable and v.value is not null then v.k else 0 end as k,
        v.is_inherited, coalesce(v.freshness, 0) as freshness, v.cap_share, v.fact_on,
        coalesce(v.floor, w.floor,
            u.urban_share * w.floor_urban + (1 - u.urban_share) * w.floor_rural) as floor,
        coalesce(v.target, w.target,
            u.urban_share * w.target_urban + (1 - u.urban_share) * w.target_rural) as target
    from indicator_values v
    join units u on u.unit_code = v.unit_code
    join indicator_aims w
        on w.indicator = v.indicator
        and w.grain = case when v.grain in ('commune', 'arrondissement') then 'commune' else 'above' end
)
select as_of, profile, unit_code, grain, pillar, indicator, weight, is_applicable, value, k::double as k,
    is_inherited, freshness, cap_share, fact_on, floor, target,
    case when k > 0 then 100 * greatest(0, least(1, (value - floor) / nullif(target - floor, 0))) end::double
        as points
from joined
