-- Which floors and targets does a scenario assume?
--
-- Grain:       indicator
-- Reads:
-- Parameters:  $aim_indicators  varchar[], the indicator of each aim
--              $aim_floors      double[], its floor
--              $aim_targets     double[], its target
-- Units:       in the unit of the indicator; the same in town and country, at every grain
select unnest($aim_indicators::varchar[]) as indicator, unnest($aim_floors::double[]) as floor,
    unnest($aim_targets::double[]) as target
