-- Which communes and which sectors was no need carried for in the last 12 months?
--
-- Grain:       as_of, kind (commune, sector), subject (its code); those with needs that wait first
-- Reads:       days, units, advocacy_stood, sectors_listed, arrondissements, channel_months, regions, seen
-- Parameters:
-- Units:       carried: a parliamentarian took a need up, or it reached the ministry, in the 12 months up to
--              as-of. waiting: needs never carried, whatever their age; last_carried_on, null when none is stored.
--              is_known: every month of the 12 is reported (of a sector by the region): else it may
--              have been carried unreported. Fès with its arrondissements. province_code of a commune
with placed as (
    select s.*, coalesce(a.commune_code, s.territory_code) as commune_code,
        greatest(s.mp_on, s.ministry_on) as carried_on
    from advocacy_stood s
    left join reference.arrondissements a on a.code = s.territory_code
    where s.territory_code in (select unit_code from seen)
),
subjects as (
    select d.as_of, 'commune' as kind, u.unit_code as code, u.province_code, u.unit_code as reporter_code
    from days d cross join units u
    where u.grain = 'commune' and u.unit_code in (select unit_code from seen)
    union all
    select l.as_of, 'sector', l.sector_code, null, r.code
    from sectors_listed l cross join reference.regions r
    where r.code in (select unit_code from seen)
),
stood as (
    select s.as_of, s.kind, s.code, s.province_code, s.reporter_code, max(p.carried_on) as last_carried_on,
        count(p.item_id) filter (where p.step = 'need') as waiting
    from subjects s
    left join placed p
        on p.as_of = s.as_of and s.code = case s.kind when 'commune' then p.commune_code else p.sector_code end
    group by all
)
select s.as_of, s.kind, s.code as subject, s.province_code, s.waiting, s.last_carried_on,
    coalesce(m.months_known = m.months_asked, false) as is_known
from stood s
left join channel_months m
    on m.as_of = s.as_of and m.table_name = 'advocacy_items' and m.unit_code = s.reporter_code
where coalesce(s.last_carried_on <= s.as_of - interval 12 month, true)
order by s.as_of, s.kind, s.waiting desc, s.last_carried_on nulls first,
    subject
