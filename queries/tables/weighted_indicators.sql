-- What does each indicator weigh in each territory's score, and how many points does it bring?
--
-- Grain:       as_of, unit_code, indicator (those with a weight in the profile at this grain)
-- Reads:       days, units, indicator_values, indicators, indicator_weights, pillar_weights
-- Parameters:  $profile  varchar, organisational or a kind of election
-- Units:       w 0..1, sums to 1 after not applicable indicators gave theirs to the others of their
--              pillar, and pillars wholly not applicable to the other pillars; k known share 0..1;
--              points 0..100 between floor and target, null where unknown
with weights as (
    select w.indicator, w.pillar, w.grain, w.weight,
        sum(w.weight) over (partition by w.pillar, w.grain) as pillar_sum,
        p.weight / sum(case when w.place = 1 then p.weight end) over (partition by w.grain)
            as pillar_weight,
        i.floor, case when w.grain = 'commune' then i.target_commune else i.target_above end as target,
        i.floor_urban, i.floor_rural, i.target_urban, i.target_rural
    from (
        select *, row_number() over (partition by pillar, grain order by indicator) as place
        from reference.indicator_weights
    ) w
    join reference.pillar_weights p on p.pillar = w.pillar and p.profile = $profile
    join reference.indicators i on i.id = w.indicator
),
joined as (
    select d.as_of, u.unit_code, u.grain, w.pillar, w.indicator, w.weight, w.pillar_sum, w.pillar_weight,
        coalesce(v.is_applicable, true) as is_applicable,
        coalesce(v.k, 0) as k, v.value, coalesce(v.is_inherited, false) as is_inherited,
        coalesce(v.freshness, 0) as freshness, v.cap_share,
        coalesce(v.floor, w.floor,
            u.urban_share * w.floor_urban + (1 - u.urban_share) * w.floor_rural) as floor,
        coalesce(v.target, w.target,
            u.urban_share * w.target_urban + (1 - u.urban_share) * w.target_rural) as target
    from days d
    cross join units u
    join weights w on w.grain = case when u.grain in ('province', 'region') then 'above' else 'commune' end
    left join indicator_values v
        on v.as_of = d.as_of and v.unit_code = u.unit_code and v.indicator = w.indicator
),
idle as (
    select as_of, unit_code, pillar, any_value(pillar_weight) as pillar_weight,
        sum(weight) as weight, sum(weight) > any_value(pillar_sum) - 1e-9 as is_whole
    from joined
    where not is_applicable
    group by as_of, unit_code, pillar
),
whole as (
    select as_of, unit_code, sum(pillar_weight) as weight
    from idle
    where is_whole
    group by as_of, unit_code
)
select j.as_of, j.unit_code, j.grain, j.pillar, j.indicator, j.is_applicable,
    case when j.is_applicable then
        j.weight / (j.pillar_sum - coalesce(p.weight, 0)) * j.pillar_weight / (1 - coalesce(t.weight, 0))
        else 0 end::double as w,
    case when j.is_applicable and j.value is not null then j.k else 0 end::double as k,
    j.value, j.floor, j.target, j.is_inherited, j.freshness, j.cap_share,
    case when j.is_applicable and j.k > 0 then
        100 * greatest(0, least(1, (j.value - j.floor) / nullif(j.target - j.floor, 0)))
    end::double as points
from joined j
left join idle p on p.as_of = j.as_of and p.unit_code = j.unit_code and p.pillar = j.pillar
left join whole t on t.as_of = j.as_of and t.unit_code = j.unit_code
