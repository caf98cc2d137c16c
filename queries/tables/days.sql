-- Which days are asked about?
--
-- Grain:       as_of
-- Reads:
-- Parameters:  $as_of  date[], the days; a day named twice counts once
-- Units:       days
select distinct unnest($as_of::date[]) as as_of
