-- How ready is each province, and how much of it is known?
--
-- Grain:       as_of, unit_code (region, provinces); the region first, then by code
-- Reads:       scores, places, indicator_values, members, coverage, figures_seen
-- Parameters:
-- Units:       score, low, high, reliability 0..100, null when not assessable; indicator values as in
--              indicator_map, null where unknown or not applicable; communes_known of communes
with shown as (
    select as_of, unit_code,
        max(value) filter (where indicator = 'secretariat') as secretariat,
        max(value) filter (where indicator = 'mandate_current') as mandate_current,
        max(value) filter (where indicator = 'agenda_late') as agenda_late,
        max(value) filter (where indicator = 'recent_meeting') as recent_meeting,
        max(value) filter (where indicator = 'decisions_on_time') as decisions_on_time,
        max(value) filter (where indicator = 'rotation') as rotation,
        max(value) filter (where indicator = 'milestone_tasks') as milestone_tasks,
        max(value) filter (where indicator = 'members_per_1000') as members_per_1000,
        max(value) filter (where indicator = 'bureau_women_share') as bureau_women_share,
        max(value) filter (where indicator = 'bureau_under_35_share') as bureau_under_35_share
    from indicator_values
    where profile = '' and grain in ('province', 'region')
    group by as_of, unit_code
),
known as (
    select c.as_of, m.above_code, count(*) as communes, count(*) filter (where c.is_known) as communes_known
    from coverage c join members m on m.commune_code = c.unit_code
    group by c.as_of, m.above_code
)
select s.as_of, s.unit_code, s.grain, p.name_ar, p.name_fr, p.adults, k.communes, k.communes_known,
    s.score, s.low, s.high, s.class_low as class_no, s.class_no as class_of_score, s.class_high,
    s.class_limited_by, s.known_weight, s.is_assessable, s.reliability, s.warnings,
    s.state,
    v.secretariat, v.mandate_current, v.agenda_late, v.recent_meeting, v.decisions_on_time, v.rotation,
    v.milestone_tasks, v.members_per_1000, v.bureau_women_share, v.bureau_under_35_share
from scores s
join places p on p.unit_code = s.unit_code
join shown v on v.as_of = s.as_of and v.unit_code = s.unit_code
join known k on k.as_of = s.as_of and k.above_code = s.unit_code
where s.grain in ('province', 'region') and s.unit_code in (select unit_code from figures_seen)
order by s.as_of, s.grain desc, s.unit_code
