-- Which province has asked which sector in the last 12 months, and what came back?
--
-- Grain:       as_of, sector_code, unit_code (provinces with what lies in them, and the region for its own alone)
-- Reads:       units, sectors_listed, sectors, liaison_stood, channel_months, figures_seen
-- Parameters:
-- Units:       of the requests opened in the 12 months up to as-of: requests, answered, open (open or forwarded),
--              late of them; median_days from opening to answer, null where none is answered. state: asked; hole
--              (none asked, every month known), partial (none known, some months not reported), unknown (no
--              month reported). is_listed: the sector is on the list of the day; one that is not stands
--              here only while it holds a request of the 12 months.
with recent as (
    select * from liaison_stood where opened_on > as_of - interval 12 month
),
sectors as (
    select as_of, sector_code, name_ar, name_fr, name_en, true as is_listed from sectors_listed
    union all
    select distinct r.as_of, r.sector_code, s.name_ar, s.name_fr, s.name_en, false
    from recent r
    join reference.sectors s on s.code = r.sector_code
    left join sectors_listed l on l.as_of = r.as_of and l.sector_code = r.sector_code
    where l.sector_code is null
),
counted as (
    select s.as_of, s.sector_code, any_value(s.name_ar) as name_ar, any_value(s.name_fr) as name_fr,
        any_value(s.name_en) as name_en, any_value(s.is_listed) as is_listed, u.unit_code, u.grain,
        count(r.request_id) as requests, count(r.request_id) filter (where r.state = 'answered') as answered,
        count(r.request_id) filter (where r.waiting_days is not null) as open,
        count(r.request_id) filter (where r.is_late) as late, median(r.answer_days)::double as median_days
    from sectors s
    cross join units u
    left join recent r
        on r.as_of = s.as_of and r.sector_code = s.sector_code and (r.province_code = u.unit_code
            or u.grain = 'region' and r.territory_code = u.unit_code)
    where u.grain in ('province', 'region')
    group by s.as_of, s.sector_code, u.unit_code, u.grain
)
select c.*, case when c.requests > 0 then 'asked' when m.months_known = m.months_asked then 'hole'
    when m.months_known > 0 then 'partial' else 'unknown' end as state
from counted c
left join channel_months m
    on m.as_of = c.as_of and m.table_name = 'liaison_requests' and m.unit_code = c.unit_code
where c.unit_code in (select unit_code from figures_seen)
order by c.as_of, not c.is_listed, c.sector_code, c.grain, c.unit_code
