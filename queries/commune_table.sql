-- Where does each commune stand: its secretariat, its members, its readiness, its next step?
--
-- Grain:       as_of, profile, unit_code (communes, arrondissements of Fès); the least ready by its low end first
-- Reads:       scores, places, coverage, people, indicator_values, next_steps, seen
-- Parameters:
-- Units:       score, low, high, reliability 0..100, null when not assessable. coverage: own, other (by
--              another body), part (Fès, some arrondissements), none, null where unknown. members: the
--              published count (5 stands for fewer than 10), ± members_margin, null where unknown.
--              indicator values 0..1, null where unknown; is_mandate_current null where unknown
with shown as (
    select as_of, unit_code,
        max(value) filter (where indicator = 'secretariat') as secretariat,
        max(value) filter (where indicator = 'mandate_current') as mandate_current,
        max(value) filter (where indicator = 'agenda_late') as agenda_late,
        max(value) filter (where indicator = 'recent_meeting') as recent_meeting,
        max(value) filter (where indicator = 'decisions_on_time') as decisions_on_time,
        max(value) filter (where indicator = 'members_per_1000' and not is_masked) as members_per_1000
    from indicator_values
    where profile = '' and grain in ('commune', 'arrondissement')
    group by as_of, unit_code
)
select s.as_of, s.profile, s.unit_code, s.grain, p.name_ar, p.name_fr, p.province_code, p.province_name_ar,
    p.province_name_fr, p.commune_code, p.adults,
    case when not c.is_known then null when c.own_share > 1 - 1e-9 then 'own'
         when c.covered_share > 1 - 1e-9 then 'other' when c.covered_share > 0 then 'part'
         else 'none' end as coverage,
    v.secretariat, v.mandate_current, v.agenda_late, v.recent_meeting, v.decisions_on_time,
    m.members, m.margin as members_margin, m.is_masked as is_members_masked,
    m.parts < m.parts_of as is_members_partial, v.members_per_1000,
    s.score, s.low, s.high, s.class_low as class_no, s.class_no as class_of_score, s.class_high,
    s.class_limited_by, s.known_weight, s.is_assessable, s.reliability, s.warnings,
    s.state,
    n.code as next_step, n.step_on as next_step_on
from scores s
join places p on p.unit_code = s.unit_code
join coverage c on c.as_of = s.as_of and c.unit_code = s.unit_code
join shown v on v.as_of = s.as_of and v.unit_code = s.unit_code
left join people m on m.as_of = s.as_of and m.unit_code = s.unit_code
join next_steps n on n.as_of = s.as_of and n.unit_code = s.unit_code
where s.unit_code in (select unit_code from seen)
order by s.as_of, s.low, s.unit_code
