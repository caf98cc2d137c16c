-- By how much do open warnings lower the reliability of every version of a unit?
--
-- Grain:       as_of, profile, unit_code (the code of the version)
-- Reads:       warning_factors, variants
-- Parameters:
-- Units:       as in warning_factors, which this takes the place of: a scenario opens no warning, closes none
select f.* replace (v.variant_code as unit_code)
from variants v join warning_factors f on f.unit_code = v.unit_code
