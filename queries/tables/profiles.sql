-- Under which profiles is readiness asked for?
--
-- Grain:       profile
-- Reads:       pillar_weights_used
-- Parameters:  $profile  varchar[], organisational or kinds of election
-- Units:       people_weight, electorate_weight 0..1: the weight of the pillars that warnings of their
--              own stand on
select p.profile,
    coalesce(sum(w.weight) filter (where w.pillar = 'people'), 0) as people_weight,
    coalesce(sum(w.weight) filter (where w.pillar = 'electorate'), 0) as electorate_weight
from (select distinct unnest($profile::varchar[]) as profile) p
left join pillar_weights_used w on w.profile = p.profile
group by p.profile
