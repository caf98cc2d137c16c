-- What does each indicator weigh in each territory's score, and how many points does it bring?
--
-- Grain:       as_of, profile, unit_code, indicator (those with a weight in the profile at this grain)
-- Reads:       pillar_shares, units, indicator_points, indicator_weights
-- Parameters:
-- Units:       w 0..1, sums to 1 after not applicable indicators gave theirs to the others of their
--              pillar, and pillars wholly not applicable to the other pillars; base_w before that; k known
--              share 0..1; points 0..100 between floor and target, null where unknown. facts_on: the day of
--              the values, polling day once the election is past
with shares as (
    select *, 1 - sum(idle_w) over (partition by as_of, profile, unit_code) as live_sum
    from pillar_shares
)
select s.as_of, s.profile, s.facts_on, s.unit_code, u.grain, s.pillar, w.indicator,
    coalesce(p.is_applicable, true) as is_applicable, w.weight / s.pillar_sum * s.base_w as base_w,
    case when coalesce(p.is_applicable, true) then w.weight * s.factor / s.live_sum else 0 end::double as w,
    coalesce(p.k, 0)::double as k, p.value, p.floor, p.target, coalesce(p.is_inherited, false) as is_inherited,
    coalesce(p.freshness, 0) as freshness, p.cap_share, p.fact_on, p.points
from shares s
join units u on u.unit_code = s.unit_code
join reference.indicator_weights w
    on w.pillar = s.pillar
    and w.grain = case when u.grain in ('commune', 'arrondissement') then 'commune' else 'above' end
left join indicator_points p
    on p.as_of = s.facts_on and p.unit_code = s.unit_code and p.indicator = w.indicator
    and p.profile = case when s.pillar in ('candidacies', 'polling') then s.profile else '' end
