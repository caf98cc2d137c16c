-- Of which territories may the figures be seen?
--
-- Grain:       unit_code
-- Reads:       seen, territories
-- Parameters:
-- Units:       codes of territories and constituencies: those whose units may be seen, and every province and
--              the region, whose figures every reader may see. Rows (a meeting, a decision, a constraint) and
--              communes stay with `seen`.
select unit_code from seen
union
select code from reference.territories where level in ('province', 'region')
