-- Which communiqués, directives and notes were issued, and how far has each come down?
--
-- Grain:       as_of, directive_id; the newest first
-- Reads:       directives_issued, directives_stood, batches, seen
-- Parameters:
-- Units:       units: how many it must reach, of those that may be seen; discussed of them (decided ones included),
--              decided, silent, early, no_body, and unknown (those known in part included); null where the
--              body that issued it names no territory. days_late: from the due day to as-of while a unit has not
--              decided, 0 before, null without a due day or where all have
with counted as (
    select s.as_of, s.directive_id, count(*) as units,
        count(*) filter (where s.state in ('discussed', 'decided')) as discussed,
        count(*) filter (where s.state = 'decided') as decided,
        count(*) filter (where s.state = 'silent') as silent,
        count(*) filter (where s.state = 'early') as early,
        count(*) filter (where s.state = 'no_body') as no_body,
        count(*) filter (where s.state in ('unknown', 'part')) as unknown
    from directives_stood s
    where s.unit_code in (select unit_code from seen)
    group by s.as_of, s.directive_id
)
select i.as_of, i.kind, i.issued_on, i.body, i.number, i.title, i.action, i.due_on, i.source_url,
    c.units, c.discussed, c.decided, c.silent, c.early, c.no_body, c.unknown,
    case when c.decided < c.units and i.due_on is not null then greatest(0, i.as_of - i.due_on) end as days_late,
    i.last_batch_no, a.origin, a.file_name, i.directive_id
from directives_issued i
left join counted c on c.as_of = i.as_of and c.directive_id = i.directive_id
left join app.batches a on a.batch_no = i.last_batch_no
order by i.as_of, i.issued_on desc, i.directive_id
