-- What happened to each local secretariat after a day and up to as-of?
--
-- Grain:       as_of, structure_id, movement
-- Reads:       bodies
-- Parameters:  $since  date, the day after which a movement counts
-- Units:       movement: founded, renewed, dissolved, dormant, expired (its mandate ended and it was not
--              renewed). moved_on: the day it happened. By the dates as known at known-at.
with happened as (
    select as_of, structure_id, unit_code, 'founded' as movement, founded_on as moved_on from bodies where is_local
    union all
    select as_of, structure_id, unit_code, 'renewed', renewed_on from bodies where is_local
    union all
    select as_of, structure_id, unit_code, 'dissolved', dissolved_on from bodies where is_local
    union all
    select as_of, structure_id, unit_code, 'dormant', dormant_since from bodies
    where is_local and status = 'dormant'
    union all
    select as_of, structure_id, unit_code, 'expired', term_ends_on from bodies
    where is_local and status = 'renewal_due'
)
select as_of, structure_id, unit_code, movement, moved_on
from happened
where moved_on > $since::date and moved_on <= as_of
