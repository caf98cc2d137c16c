-- What has the diagnosis found, where, at which level, and what became of it?
--
-- Grain:       as_of, diagnosis_id (noted up to as-of); the gravest first, then the newest
-- Reads:       days, diagnoses_at, unit_within, provinces, batches, seen
-- Parameters:
-- Units:       severity 1..4, null not reported; age_days since it was noted. status as it is known: it has no day
--              of its own. province_code null for the region's own
with provinces as (
    select w.unit_code, w.territory_code as province_code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
)
select d.as_of, g.diagnosis_id, g.noted_on, g.territory_code, p.province_code, g.level, g.theme, g.number,
    g.kind, g.severity, g.summary, g.evidence, g.status, d.as_of - g.noted_on as age_days,
    g.last_batch_no, a.origin, a.file_name
from days d
join diagnoses_at g on g.noted_on <= d.as_of
left join provinces p on p.unit_code = g.territory_code
left join app.batches a on a.batch_no = g.last_batch_no
where g.territory_code in (select unit_code from seen)
order by d.as_of, coalesce(g.status in ('closed', 'dropped'), false), g.severity desc nulls last, g.noted_on desc,
    g.diagnosis_id
