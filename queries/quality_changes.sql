-- Whose membership changed unusually since the figure before?
--
-- Grain:       as_of, territory_code; by code
-- Reads:       membership_last, territories, seen
-- Parameters:
-- Units:       persons, published; more than 30 %, and more than the margins of the two figures.
--              change: −1.. of the figure before; month is its first day
select l.as_of, l.territory_code, t.level, t.name_ar, t.name_fr, t.province_code, l.month,
    l.previous_published, l.published, (l.published - l.previous_published) / l.previous_published as change
from membership_last l
join reference.territories t on t.code = l.territory_code
where l.previous_published > 0
  and abs(l.published - l.previous_published) > 0.3 * l.previous_published
  and abs(l.published - l.previous_published)
      > l.margin + case when l.previous_published = 5 then 4 else 2 end
  and l.territory_code in (select unit_code from seen)
order by l.as_of, l.territory_code
