-- Which actions does a plan take as done, and where?
--
-- Grain:       unit_code, action
-- Reads:
-- Parameters:  $plan_units    varchar[], the commune or arrondissement of each action
--              $plan_actions  varchar[], the code of each action, of `actions`
-- Units:       codes; both lists run side by side
select distinct unnest($plan_units::varchar[]) as unit_code, unnest($plan_actions::varchar[]) as action
