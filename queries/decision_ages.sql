-- For how long have the open decisions been open, and how many of each age are overdue?
--
-- Grain:       as_of, unit_code (region, provinces with what lies in them), class_no
-- Reads:       days, units, decisions_stood, unit_within, figures_seen
-- Parameters:
-- Units:       classes of days since the decision, own choice: from_days to to_days, both included; to_days null:
--              no end. open_count of those open or in progress on the day; overdue_count past their due day;
--              undated_count without a due day
with classes as (
    select unnest([
        {class_no: 1, from_days: 0, to_days: 30}, {class_no: 2, from_days: 31, to_days: 90},
        {class_no: 3, from_days: 91, to_days: 180}, {class_no: 4, from_days: 181, to_days: null}
    ], recursive := true)
),
wanted as (
    select d.as_of, u.unit_code, u.grain, c.*
    from days d cross join units u cross join classes c
    where u.grain in ('region', 'province') and u.unit_code in (select unit_code from figures_seen)
),
placed as (
    select s.as_of, s.decision_id, s.age_days, s.days_late, s.due_on, w.territory_code as unit_code
    from decisions_stood s join reference.unit_within w on w.unit_code = s.territory_code
    where s.age_days is not null
)
select w.as_of, w.grain, w.class_no, w.from_days, w.to_days, count(p.decision_id) as open_count,
    count(p.decision_id) filter (where p.days_late > 0) as overdue_count,
    count(p.decision_id) filter (where p.due_on is null) as undated_count, w.unit_code
from wanted w
left join placed p
    on p.as_of = w.as_of and p.unit_code = w.unit_code and p.age_days >= w.from_days
    and p.age_days <= coalesce(w.to_days, p.age_days)
group by w.as_of, w.grain, w.class_no, w.from_days, w.to_days, w.unit_code
order by w.as_of, w.grain desc, w.class_no, w.unit_code
