-- Which milestones had been announced on each day, and had each its date?
--
-- Grain:       as_of, milestone_id
-- Reads:       days, milestones_at, batches, unit_within, seen
-- Parameters:
-- Units:       state: held, gone_by (its day has passed and nothing says that it was held), confirmed,
--              expected, undated (no day is given). A milestone held after as-of was confirmed on it.
--              days_to: days from as-of to happens_on, negative once it has passed, null while undated.
--              members_expected is an office count; members_confirmed and members_women are published. Those
--              of the country and of the whole party's region are shown to every reader who lies in them.
with dated as (
    select d.as_of, m.*, m.happens_on - d.as_of as days_to,
        case when m.happens_on is null then 'undated'
             when m.happens_on <= d.as_of and m.date_status = 'held' then 'held'
             when m.happens_on < d.as_of then 'gone_by'
             when m.date_status in ('held', 'confirmed') then 'confirmed'
             else 'expected' end as state
    from days d
    join milestones_at m on coalesce(m.announced_on, d.as_of) <= d.as_of
),
shown as (
    select unit_code from seen
    union
    select w.territory_code from reference.unit_within w join seen s on s.unit_code = w.unit_code
)
select d.as_of, d.milestone_id, d.kind, d.territory_code, d.cycle, d.number, d.title, d.announced_on,
    d.happens_on, d.date_status, d.state, d.days_to, d.members_expected,
    published(d.members_confirmed) as members_confirmed, published(d.members_women) as members_women,
    d.last_batch_no, b.origin, b.file_name
from dated d
left join app.batches b on b.batch_no = d.last_batch_no
where d.territory_code in (select unit_code from shown)
