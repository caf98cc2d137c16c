-- What does each pillar weigh in each territory's score, after what is not applicable?
--
-- Grain:       as_of, profile, unit_code, pillar (those with a weight in the profile)
-- Reads:       units, elections_of_days, pillar_sums, pillar_weights, indicator_weights
-- Parameters:
-- Kept:        as a view
-- Units:       base_w 0..1: the weight of the pillar before. An indicator that is not applicable gives its
--              weight to the others of its pillar, a pillar wholly so (idle_w: its weight, else 0) to the other
--              pillars: the weight of an indicator is its weight in the pillar times factor over (1 less the
--              sum of idle_w of the unit); live_w: what stays with the pillar before that division. Sums as
--              in pillar_sums. facts_on: the day of the values, polling day once the election is past
with pillars as (
    select p.profile, p.pillar, g.grain, any_value(g.pillar_sum) as pillar_sum,
        any_value(p.weight) / sum(any_value(p.weight)) over (partition by p.profile, g.grain) as weight,
        case when p.pillar in ('candidacies', 'polling') then p.profile else '' end as values_of
    from reference.pillar_weights p
    join (
        select pillar, grain, sum(weight) as pillar_sum from reference.indicator_weights group by pillar, grain
    ) g on g.pillar = p.pillar
    where p.profile in (select profile from elections_of_days)
    group by p.profile, p.pillar, g.grain
),
joined as (
    select e.as_of, e.profile, e.facts_on, u.unit_code, p.pillar, p.weight, p.pillar_sum,
        coalesce(s.idle, 0) as idle, coalesce(s.idle > p.pillar_sum - 1e-9, false) as is_idle,
        coalesce(s.known, 0) as known, coalesce(s.points, 0) as points, coalesce(s.fresh_own, 0) as fresh_own,
        coalesce(s.fresh_inherited, 0) as fresh_inherited, s.covered_share, s.seats_covered,
        s.stations_covered, s.true_on
    from elections_of_days e
    join units u on u.profile in ('', e.profile)
    join pillars p
        on p.profile = e.profile
        and p.grain = case when u.grain in ('commune', 'arrondissement') then 'commune' else 'above' end
    left join pillar_sums s
        on s.as_of = e.facts_on and s.unit_code = u.unit_code and s.pillar = p.pillar
        and s.profile = p.values_of
)
select as_of, profile, facts_on, unit_code, pillar, weight as base_w, pillar_sum,
    case when is_idle then 0 else weight / (pillar_sum - idle) end::double as factor,
    case when is_idle then weight else 0 end::double as idle_w,
    case when is_idle then 0 else weight end::double as live_w,
    known, points, fresh_own, fresh_inherited, covered_share, seats_covered, stations_covered, true_on
from joined
