-- What is coming: which milestones are announced, when is each, who is expected, and are its tasks on time?
--
-- Grain:       as_of, milestone_id; those ahead by day, then those without a day, gone by, held (newest first)
-- Reads:       milestone_days, milestone_task_days, unit_within, territories
-- Parameters:
-- Units:       tasks: counts by state. members_expected exact, members_confirmed and members_women published;
--              confirmed_share, women_share 0..1 of them, null where one is not known. weight_expected and
--              weight_confirmed: this territory's part of the members of the same milestone (kind, cycle and
--              number) of the smallest territory around it, 0..1, null unless both are known
with counted as (
    select as_of, milestone_id, count(*) as tasks, count(*) filter (where state = 'done') as tasks_done,
        count(*) filter (where state = 'late') as tasks_late,
        count(*) filter (where state = 'due') as tasks_due,
        count(*) filter (where state = 'waiting') as tasks_waiting,
        min(due_on) filter (where state in ('due', 'late')) as next_due_on
    from milestone_task_days
    group by as_of, milestone_id
),
levels as (
    select code, list_position(['commune', 'cercle', 'province', 'region', 'country'], level) as height from reference.territories
),
around as (
    select m.as_of, m.milestone_id, n.members_expected, n.members_confirmed, n.territory_code,
        row_number() over (partition by m.as_of, m.milestone_id order by l.height) as place
    from milestone_days m
    join milestone_days n
        on n.as_of = m.as_of and n.kind = m.kind and n.cycle = m.cycle and n.number = m.number
        and n.territory_code <> m.territory_code
    join reference.unit_within w on w.unit_code = m.territory_code and w.territory_code = n.territory_code
    join levels l on l.code = n.territory_code
)
select m.as_of, m.kind, m.territory_code, m.cycle, m.number, m.title, m.announced_on, m.happens_on, m.date_status,
    m.state, m.days_to, coalesce(c.tasks, 0) as tasks, coalesce(c.tasks_done, 0) as tasks_done,
    coalesce(c.tasks_late, 0) as tasks_late, coalesce(c.tasks_due, 0) as tasks_due,
    coalesce(c.tasks_waiting, 0) as tasks_waiting, c.next_due_on,
    m.members_expected, m.members_confirmed, m.members_women,
    m.members_confirmed / nullif(m.members_expected, 0) as confirmed_share,
    m.members_women / nullif(m.members_confirmed, 0) as women_share,
    a.territory_code as around_code, m.members_expected / nullif(a.members_expected, 0) as weight_expected,
    m.members_confirmed / nullif(a.members_confirmed, 0) as weight_confirmed,
    m.last_batch_no, m.origin, m.file_name, m.milestone_id
from milestone_days m
left join counted c on c.as_of = m.as_of and c.milestone_id = m.milestone_id
left join around a on a.as_of = m.as_of and a.milestone_id = m.milestone_id and a.place = 1
order by m.as_of, list_position(['confirmed', 'expected', 'undated', 'gone_by', 'held'], case m.state
    when 'expected' then 'confirmed' else m.state end), abs(m.days_to), m.milestone_id
