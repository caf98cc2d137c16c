-- What is each territory's score made of: every weight, value, floor and target, and its caps?
--
-- Grain:       as_of, unit_code, indicator (those with a weight in the profile at this grain); by day,
--              territory, pillar, indicator
-- Reads:       weighted_indicators, scores, indicator_weights, pillar_weights, unit_within
-- Parameters:  $profile  varchar, organisational or a kind of election
--              $scope    varchar[], territories whose units may be seen
-- Units:       pillar_weight and inner_weight as the method has them, whatever applies here, before they
--              are made to sum to 1; w, k, value, floor, target, points, freshness as in
--              weighted_indicators; highest_class: the highest class the caps allow, 1..5
select w.as_of, w.unit_code, w.grain, w.pillar, w.indicator, w.is_applicable, p.weight as pillar_weight,
    i.weight as inner_weight, w.w, w.k, w.value, w.floor, w.target, w.points, w.is_inherited, w.freshness,
    s.highest_class
from weighted_indicators w
join scores s on s.as_of = w.as_of and s.unit_code = w.unit_code
join reference.indicator_weights i
    on i.indicator = w.indicator
    and i.grain = case when w.grain in ('commune', 'arrondissement') then 'commune' else 'above' end
join reference.pillar_weights p on p.pillar = w.pillar and p.profile = $profile
where w.unit_code in (
    select unit_code from reference.unit_within where list_contains($scope::varchar[], territory_code)
)
order by w.as_of, w.unit_code, w.pillar, w.indicator
