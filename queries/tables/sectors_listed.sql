-- Which ministerial sectors are on the list on a day?
--
-- Grain:       as_of, sector_code (valid from that day or before, not ended before it)
-- Reads:       days, sectors_at
-- Parameters:
-- Units:       days; where two rows of a sector hold, the one valid from later
select d.as_of, s.sector_code, s.name_ar, s.name_fr, s.name_en, s.valid_from, s.valid_to
from days d
join sectors_at s on s.valid_from <= d.as_of and coalesce(s.valid_to >= d.as_of, true)
qualify row_number() over (partition by d.as_of, s.sector_code order by s.valid_from desc) = 1
