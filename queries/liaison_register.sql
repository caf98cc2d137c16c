-- Which requests were sent to the ministerial sectors, and which still wait?
--
-- Grain:       as_of, request_id; those waiting first, the oldest first
-- Reads:       liaison_stood, batches, seen
-- Parameters:
-- Units:       as in liaison_stood; days
select s.*, a.origin, a.file_name
from liaison_stood s
left join app.batches a on a.batch_no = s.last_batch_no
where s.territory_code in (select unit_code from seen)
order by s.as_of, s.waiting_days is null, s.waiting_days desc, s.opened_on desc, s.request_id
