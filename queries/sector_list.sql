-- Which ministerial sectors were ever on the list, and which are on it on the day?
--
-- Grain:       as_of, sector_code, valid_from; the newest first
-- Reads:       days, sectors_at, sectors_listed
-- Parameters:
-- Units:       days; state: listed, ended (before as-of or followed by a later row), ahead (valid later)
select d.as_of, s.sector_code, s.name_ar, s.name_fr, s.name_en, s.valid_from, s.valid_to,
    case when s.valid_from > d.as_of then 'ahead' when l.sector_code is not null then 'listed'
        else 'ended' end as state
from days d
cross join sectors_at s
left join sectors_listed l
    on l.as_of = d.as_of and l.sector_code = s.sector_code and l.valid_from = s.valid_from
order by d.as_of, s.valid_from desc, s.sector_code
