-- What is every indicator, what does it weigh in a profile, and on whose word?
--
-- Grain:       profile, indicator; by profile, pillar, then weight at the commune
-- Reads:       indicators, indicator_weights, pillar_weights, pillars, method, profiles
-- Parameters:
-- Units:       weights 0..1 of the whole score before not applicable, null where the indicator has none;
--              floors and targets in the unit of the indicator; rhythm in days
select f.profile, i.id as indicator, i.pillar, i.name_ar, i.name_fr, i.name_en, p.name_ar as pillar_name_ar,
    p.name_fr as pillar_name_fr, p.name_en as pillar_name_en, i.unit, i.direction, i.floor,
    i.target_commune, i.target_above, i.grains, i.rhythm_days,
    c.weight * w.weight as weight_commune, a.weight * w.weight as weight_above, w.weight as pillar_weight,
    i.source, m.version as method_version
from reference.indicators i
join reference.pillars p on p.pillar = i.pillar
cross join reference.method m
cross join profiles f
left join reference.pillar_weights w on w.pillar = i.pillar and w.profile = f.profile
left join reference.indicator_weights c on c.indicator = i.id and c.grain = 'commune'
left join reference.indicator_weights a on a.indicator = i.id and a.grain = 'above'
order by f.profile, p.position, weight_commune desc nulls last, i.id
