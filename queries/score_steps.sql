-- What does each indicator bring to the score of a territory and of all that lies in it?
--
-- Grain:       as_of, profile, unit_code, indicator (those with a weight in the profile at this grain); the
--              widest unit first, then by code, pillar, weight and name of the indicator
-- Reads:       weighted_indicators, scores, indicator_values, coverage, places, indicators, pillars,
--              pillar_weights, indicator_weights, unit_within, figures_seen
-- Parameters:  $territory  varchar, code of the territory
-- Units:       weights 0..1: pillar_weight and weight_in_pillar as the method has them, w after not applicable;
--              k known share 0..1; points 0..100, null where unknown. contribution: points of the score, null
--              where not assessable; they add up to it; possible: what it would be at the target. low_part:
--              points of the low end; unknown_part: what silence leaves between the low and the high end.
--              own_share, covered_share 0..1: local bodies on a commune, null above. is_masked: value stands
--              on a stand-in for 1 to 9 persons. numerator / denominator is the value, 0 where the latter is 0
with steps as (
    select w.*, w.w * w.k * coalesce(w.points, 0) as low_part, 100 * w.w * (1 - w.k) as unknown_part
    from weighted_indicators w
    where w.unit_code in (select unit_code from reference.unit_within where territory_code = $territory)
        and w.unit_code in (select unit_code from figures_seen)
),
summed as (
    select *, sum(low_part) over one_unit as low_sum, sum(w * k) over one_unit as known_sum
    from steps
    window one_unit as (partition by as_of, profile, unit_code)
)
select t.as_of, t.profile, t.unit_code, t.grain, n.name_ar, n.name_fr, t.pillar, p.name_ar as pillar_name_ar,
    p.name_fr as pillar_name_fr, p.name_en as pillar_name_en, t.indicator, i.name_ar as indicator_ar,
    i.name_fr as indicator_fr, i.name_en as indicator_en, i.unit, q.weight as pillar_weight,
    g.weight as weight_in_pillar, t.is_applicable, t.value, v.numerator, v.denominator,
    t.floor, t.target, t.k, t.points, t.w, t.freshness,
    t.is_inherited, coalesce(v.is_masked, false) as is_masked, t.fact_on as true_on, t.cap_share,
    c.own_share, c.covered_share, t.low_part, t.unknown_part,
    case when s.score is not null then coalesce(s.score * t.low_part / nullif(t.low_sum, 0), 0) end as contribution,
    100 * t.w * t.k / nullif(t.known_sum, 0) as possible, s.state
from summed t
join scores s on s.as_of = t.as_of and s.profile = t.profile and s.unit_code = t.unit_code
join places n on n.unit_code = t.unit_code
join reference.indicators i on i.id = t.indicator
join reference.pillars p on p.pillar = t.pillar
join reference.pillar_weights q on q.profile = t.profile and q.pillar = t.pillar
join reference.indicator_weights g
    on g.pillar = t.pillar and g.indicator = t.indicator
    and g.grain = case when t.grain in ('commune', 'arrondissement') then 'commune' else 'above' end
left join indicator_values v
    on v.as_of = t.facts_on and v.unit_code = t.unit_code and v.indicator = t.indicator
    and v.profile = case when t.pillar in ('candidacies', 'polling') then t.profile else '' end
left join coverage c on c.as_of = t.facts_on and c.unit_code = t.unit_code
order by t.as_of, t.profile, t.grain in ('commune', 'arrondissement'), t.unit_code, p.position,
    g.weight desc, t.indicator
