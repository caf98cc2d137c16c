-- Which further versions of a unit does a scenario look at?
--
-- Grain:       variant_code
-- Reads:
-- Parameters:  $variant_codes  varchar[], a code for each version
--              $variant_units  varchar[], the unit each is a version of
-- Units:       codes; both lists run side by side
select unnest($variant_codes::varchar[]) as variant_code, unnest($variant_units::varchar[]) as unit_code
