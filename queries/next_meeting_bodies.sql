-- Which bodies of the region, of its provinces and of its communes may an agenda be made for?
--
-- Grain:       as_of, kind, unit_code; the alive ones, the region's first
-- Reads:       bodies, unit_within, provinces, places, seen
-- Parameters:
-- Units:       province_code: the province its seat lies in, null above; names of the seat. is_founded: as
--              derived from its dates
select distinct b.as_of, b.kind, p.code as province_code, t.name_ar, t.name_fr,
    max(b.is_founded) over (partition by b.as_of, b.kind, b.unit_code) as is_founded, b.unit_code
from bodies b
left join (
    select w.unit_code, p.code
    from reference.unit_within w join reference.provinces p on p.code = w.territory_code
) p on p.unit_code = b.unit_code
left join places t on t.unit_code = b.unit_code
where b.is_alive
  and b.kind in ('regional_secretariat', 'regional_council', 'provincial_secretariat', 'local_secretariat')
  and b.unit_code in (select unit_code from seen)
order by b.as_of, list_position(
    ['regional_secretariat', 'regional_council', 'provincial_secretariat', 'local_secretariat'], b.kind
), b.unit_code
