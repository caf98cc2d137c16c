-- Where does each local secretariat stand in its life, and is its founding file complete?
--
-- Grain:       as_of, structure_id; by province, then seat
-- Reads:       bodies, structures_at, body_stages, body_units, coverage_states, living_bodies, living_rules, planning_method, territories, constituencies, seen
-- Parameters:
-- Units:       days; null is not reported or never. days_in_status: since the stage it is in began.
--              slippage_days: founded (else the day now planned, else as-of when that has gone by) less
--              the first day ever planned; is_slipping: still growing. offices_vacant: null when not
--              reported. term_alarm: over, soon. File: <document>_on and <document>_state: filed,
--              missing, not_due. places: communes and arrondissements reached.
with staged as (
    select as_of, structure_id,
        arg_max(stage, [epoch(since_on), case when until_on is null then 1 else 0 end]) as stage,
        max(days) filter (where until_on is null) as days_in_status,
        max(since_on) filter (where until_on is null) as since_on,
        sum(days) filter (where stage = 'planned') as planned_days,
        sum(days) filter (where stage = 'convened') as convened_days,
        sum(days) filter (where stage = 'founded') as founded_days,
        sum(days) filter (where stage = 'renewal_due') as renewal_due_days,
        sum(days) filter (where stage = 'dormant') as dormant_days
    from body_stages
    group by as_of, structure_id
),
reached as (
    select u.as_of, u.structure_id, count(*) as places
    from body_units u
    join coverage_states s on s.as_of = u.as_of and s.unit_code = u.unit_code
    where s.is_place and u.reach <> 'part'
    group by u.as_of, u.structure_id
),
filed as (
    select b.*, coalesce(b.founded_on <= b.as_of, false) as has_assembly,
        coalesce(b.note_on <= b.as_of, false) as has_note,
        coalesce(b.convened_on <= b.as_of, false) as has_convening,
        coalesce(s.bureau_list_filed_on <= b.as_of, false) as has_list, s.bureau_list_filed_on,
        coalesce(s.minutes_filed_on <= b.as_of, false) as has_minutes, s.minutes_filed_on,
        coalesce(coalesce(b.planned_on, b.first_planned_on) < b.as_of, false) as is_past_plan,
        coalesce(b.founded_on + r.threshold::integer < b.as_of, false) as is_filing_due
    from bodies b
    join structures_at s on s.as_of = b.as_of and s.structure_id = b.structure_id
    cross join (select threshold from reference.living_rules where code = 'minutes_filed') r
    where b.is_local
)
select f.as_of, f.unit_code, coalesce(t.name_ar, k.name_ar) as seat_name_ar,
    coalesce(t.name_fr, k.name_fr) as seat_name_fr,
    case when t.level = 'province' then t.code else t.province_code end as province_code, f.number, f.status,
    case when g.stage = f.status then g.since_on end as since_on,
    case when g.stage = f.status then g.days_in_status end as days_in_status,
    g.planned_days, g.convened_days, g.founded_days, g.renewal_due_days, g.dormant_days,
    f.first_planned_on, f.planned_on, f.founded_on,
    case when f.has_assembly then f.founded_on
         when f.planned_on >= f.as_of then f.planned_on
         when f.is_past_plan then f.as_of end - f.first_planned_on as slippage_days,
    not f.has_assembly and f.is_past_plan and not coalesce(f.planned_on >= f.as_of, false) as is_slipping,
    f.offices_total, f.offices_filled, f.offices_total - f.offices_filled as offices_vacant,
    f.term_ends_on,
    case when not f.is_founded then null when f.status = 'renewal_due' then 'over'
         when f.term_ends_on <= f.as_of + m.expiry_alarm_days::integer then 'soon' end as term_alarm,
    case when f.has_note then f.note_on end as note_on,
    case when f.has_note then 'filed' when f.status = 'not_started' then 'not_due' else 'missing' end
        as note_state,
    case when f.has_convening then f.convened_on end as convening_on,
    case when f.has_convening then 'filed' when f.has_assembly or f.is_past_plan then 'missing'
         else 'not_due' end as convening_state,
    case when f.has_assembly then f.founded_on end as assembly_on,
    case when f.has_assembly then 'filed' when f.is_past_plan then 'missing' else 'not_due' end
        as assembly_state,
    case when f.has_list then f.bureau_list_filed_on end as list_on,
    case when f.has_list then 'filed' when f.is_filing_due then 'missing' else 'not_due' end as list_state,
    case when f.has_minutes then f.minutes_filed_on end as minutes_on,
    case when f.has_minutes then 'filed' when f.is_filing_due then 'missing' else 'not_due' end
        as minutes_state,
    coalesce(n.places, 0) as places, l.verdict, l.broken, l.graced, l.unknown, l.grace_until, f.structure_id
from filed f
cross join reference.planning_method m
left join staged g on g.as_of = f.as_of and g.structure_id = f.structure_id
left join reached n on n.as_of = f.as_of and n.structure_id = f.structure_id
left join living_bodies l on l.as_of = f.as_of and l.structure_id = f.structure_id
left join reference.territories t on t.code = f.unit_code
left join reference.constituencies k on k.id = f.unit_code
where f.unit_code in (select unit_code from seen)
order by f.as_of, province_code, f.unit_code, f.number, f.structure_id
