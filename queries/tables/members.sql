-- Of which communes is each province and region made?
--
-- Grain:       above_code, commune_code
-- Reads:       units
-- Parameters:
-- Units:       adults in persons of 18 and over, of the commune
select 'province' as grain, province_code as above_code, unit_code as commune_code, cercle_code, adults
from units
where grain = 'commune' and province_code is not null
union all
select 'region', region_code, unit_code, cercle_code, adults
from units
where grain = 'commune' and region_code is not null
