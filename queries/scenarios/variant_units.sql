-- Which units does a scenario score: every version of every unit?
--
-- Grain:       unit_code (the code of the version)
-- Reads:       units, variants
-- Parameters:
-- Units:       as in units, which this takes the place of
select u.* replace (v.variant_code as unit_code)
from variants v join units u on u.unit_code = v.unit_code
