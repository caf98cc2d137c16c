-- How large is every version of a unit?
--
-- Grain:       unit_code (the code of the version)
-- Reads:       extents, variants
-- Parameters:
-- Units:       as in extents, which this takes the place of
select x.* replace (v.variant_code as unit_code)
from variants v join extents x on x.unit_code = v.unit_code
