-- Which needs are being carried to the ministries, and at which step do they wait?
--
-- Grain:       as_of, item_id; by step in its order, those waiting longest first; what is fed back last
-- Reads:       advocacy_stood, batches, seen
-- Parameters:
-- Units:       as in advocacy_stood; days
select s.*, a.origin, a.file_name
from advocacy_stood s
left join app.batches a on a.batch_no = s.last_batch_no
where s.territory_code in (select unit_code from seen)
order by s.as_of, list_position(['need', 'parliamentarian', 'ministry', 'answered', 'fed_back'], s.step),
    s.waiting_days desc, s.need_on desc, s.item_id
