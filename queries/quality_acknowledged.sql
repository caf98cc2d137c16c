-- Which warnings were looked at and left as they are, by whom and why?
--
-- Grain:       unit_code, code, subject; the newest first
-- Reads:       app_acknowledgements, territories, seen
-- Parameters:  $known_at  timestamp, what was noted up to then (UTC, inclusive)
-- Units:       noted_at in UTC; one that was taken back is not listed
with newest as (
    select unit_code, warning_code as code, subject,
        max(acknowledgement_no) as acknowledgement_no
    from app.app_acknowledgements
    where noted_at <= $known_at
    group by all
)
select a.acknowledgement_no, a.unit_code, t.name_ar, t.name_fr, t.province_code, n.code, a.subject,
    a.note, a.account, a.noted_at
from newest n
join app.app_acknowledgements a on a.acknowledgement_no = n.acknowledgement_no
join reference.territories t on t.code = a.unit_code
where a.note is not null and a.unit_code in (select unit_code from seen)
order by a.acknowledgement_no desc, a.subject
