-- Which values does a scenario assume in the place of what is reported?
--
-- Grain:       variant_code, indicator
-- Reads:
-- Parameters:  $assumed_codes       varchar[], the version of a unit (or the unit itself)
--              $assumed_indicators  varchar[], the indicator of each
--              $assumed_values      double[], the value of each
-- Units:       values in the unit of the indicator; known in full. The three lists run side by side
select unnest($assumed_codes::varchar[]) as variant_code,
    unnest($assumed_indicators::varchar[]) as indicator, unnest($assumed_values::double[]) as value
