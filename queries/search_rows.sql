-- Which bodies, meetings, decisions, constraints, milestones and papers may be looked for?
--
-- Grain:       as_of, kind, row_id; bodies first, then the others by their day, the newest first
-- Reads:       bodies, meetings_stood, decisions_stood, constraints_stood, milestone_days, directives_issued,
--              places, seen
-- Parameters:
-- Units:       kind: body, meeting, decision, constraint, milestone, directive. what: its kind, theme or
--              category, a code. body_kind: of the body, null for a constraint and a milestone. unit_code: its
--              place, MA for a paper. day_on: founded, met or planned, decided, raised, happening, issued;
--              null when not reported. text: the title or label, else what is written of it (summary), which
--              is_summary says. Of decisions and constraints nobody reads the text but on its province's page
with found as (
    select as_of, 'body' as kind, structure_id as row_id, kind as what, kind as body_kind, unit_code,
        founded_on as day_on, label as text, false as is_summary
    from bodies where status <> 'not_started'
    union all
    select as_of, 'meeting', meeting_id, kind, body_kind, body_unit_code, day_on, structure_label, false
    from meetings_stood
    where body_unit_code in (select unit_code from seen) or host_territory_code in (select unit_code from seen)
    union all
    select as_of, 'decision', decision_id, theme, body_kind, territory_code, decided_on, summary, true
    from decisions_stood
    union all
    select as_of, 'constraint', constraint_id, category, null, territory_code, raised_on, summary, true
    from constraints_stood
    union all
    select as_of, 'milestone', milestone_id, kind, null, territory_code, happens_on, title, false
    from milestone_days
    union all
    select as_of, 'directive', directive_id, kind, body, 'MA', issued_on, title, false
    from directives_issued
)
select f.*, p.grain, p.province_code
from found f
left join places p on p.unit_code = f.unit_code
where f.kind in ('meeting', 'milestone', 'directive') or f.unit_code in (select unit_code from seen)
order by f.as_of, f.kind <> 'body', f.day_on desc nulls last, f.kind, f.row_id
