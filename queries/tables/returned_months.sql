-- For which months has each commune sent its return, table by table?
--
-- Grain:       commune_code, table_name, month
-- Reads:       returns_at, unit_within, territories, units
-- Parameters:
-- Units:       month is its first day; received_on: when the last return that makes it whole came. The
--              four tables of the monthly return alone. A return of a province, cercle or region
--              stands for its communes, but one of the whole region for meetings is the regional
--              secretariat's own. A commune of arrondissements has returned when all of them have.
with sent as (
    select w.unit_code, r.table_name, strptime(r.period || '-01', '%Y-%m-%d')::date as month,
        max(r.received_on) as received_on
    from returns_at r
    join reference.unit_within w on w.territory_code = r.territory_code
    join reference.territories t on t.code = r.territory_code
    where r.table_name in ('structures', 'membership', 'meetings', 'constraint_reports')
      and not (r.table_name = 'meetings' and t.level in ('region', 'country'))
    group by all
),
parts as (
    select commune_code, count(*) as parts
    from units
    where grain = 'arrondissement'
    group by commune_code
),
by_parts as (
    select u.commune_code, s.table_name, s.month, max(s.received_on) as received_on
    from sent s
    join units u on u.unit_code = s.unit_code and u.grain = 'arrondissement'
    join parts p on p.commune_code = u.commune_code
    group by u.commune_code, s.table_name, s.month, p.parts
    having count(*) = p.parts
),
whole as (
    select u.unit_code as commune_code, s.table_name, s.month, s.received_on
    from sent s join units u on u.unit_code = s.unit_code and u.grain = 'commune'
    union all
    select commune_code, table_name, month, received_on from by_parts
)
select commune_code, table_name, month, min(received_on) as received_on
from whole
group by commune_code, table_name, month
