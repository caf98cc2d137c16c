-- How large is every unit that figures can be reported for, and who lives in it?
--
-- Grain:       unit_code (communes, arrondissements, cercles, provinces, region, constituencies)
-- Reads:       communes, arrondissements, cercles, provinces, regions, constituencies, unit_within, method
-- Parameters:
-- Units:       adults, women, men in persons of 18 and over: of its communes, and of arrondissements where
--              it does not hold their commune; urban_share, single_share of the adults: in urban communes, in
--              communes of the uninominal ballot. leaves: communes without arrondissements, and
--              arrondissements. layer: territory, or the kind of constituency. holds_arrondissement: some
--              leaf is one.
with places as (
    select c.code, null as commune_code, c.adults_18_plus::double as adults,
        c.women_18_plus::double as women, c.men_18_plus::double as men, c.milieu = 'urban' as is_urban,
        c.population_2024 <= m.uninominal_up_to
            and c.code not in (select commune_code from reference.arrondissements) as is_single,
        c.code not in (select commune_code from reference.arrondissements) as is_leaf
    from reference.communes c cross join reference.method m
    union all
    select code, commune_code, adults_18_plus::double, women_18_plus::double, men_18_plus::double,
        milieu = 'urban', false, true
    from reference.arrondissements
),
listed as (
    select code as unit_code, 'territory' as layer from reference.communes
    union all select code, 'territory' from reference.arrondissements
    union all select code, 'territory' from reference.cercles
    union all select code, 'territory' from reference.provinces
    union all select code, 'territory' from reference.regions
    union all select id, kind from reference.constituencies
),
held as (
    select u.unit_code, u.layer, p.*, w.unit_code is null as is_counted
    from listed u
    join reference.unit_within i on i.territory_code = u.unit_code
    join places p on p.code = i.unit_code
    left join reference.unit_within w on w.territory_code = u.unit_code and w.unit_code = p.commune_code
)
select unit_code, layer, sum(adults) filter (where is_counted) as adults,
    sum(women) filter (where is_counted) as women, sum(men) filter (where is_counted) as men,
    coalesce(sum(adults) filter (where is_counted and is_urban), 0)
        / nullif(sum(adults) filter (where is_counted), 0) as urban_share,
    coalesce(sum(adults) filter (where is_counted and is_single), 0)
        / nullif(sum(adults) filter (where is_counted), 0) as single_share,
    count(*) filter (where is_leaf) as leaves, bool_or(commune_code is not null) as holds_arrondissement
from held
group by unit_code, layer
