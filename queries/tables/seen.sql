-- Which units may be seen?
--
-- Grain:       unit_code
-- Reads:       unit_within
-- Parameters:  $scope  varchar[], territories whose units may be seen; the region stands for all
-- Units:       codes of territories and constituencies
select distinct unit_code
from reference.unit_within
where list_contains($scope::varchar[], territory_code)
