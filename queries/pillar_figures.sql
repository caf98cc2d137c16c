-- How ready is each territory in each pillar?
--
-- Grain:       as_of, profile, unit_code, pillar; by profile, code, then pillar
-- Reads:       pillar_scores, pillars, figures_seen
-- Parameters:
-- Units:       score 0..100 over what is known in the pillar, null when nothing is; weight 0..1 after not
--              applicable; known_share of that weight 0..1
select s.as_of, s.profile, s.unit_code, s.grain, s.pillar, p.name_ar, p.name_fr, p.name_en, s.weight, s.known_share,
    s.score
from pillar_scores s join reference.pillars p on p.pillar = s.pillar
where s.unit_code in (select unit_code from figures_seen)
order by s.as_of, s.profile, s.unit_code, p.position
