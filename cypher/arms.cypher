// Who arms whom. A transfer belongs to the years from its `since` to its `until`; TIV is SIPRI's trend-indicator
// value, a volume of military capability in millions and not a price, and null where no source gives one. Two versions
// of a register are told apart. An order of which a register lists no delivery belongs to the year of the order, and is no
// first or last delivery; the day of the register is that of no transfer. `hedge` is the firmest that any of the deals counted has: where it is not asserted, no
// source plainly says that there was any.

// name: suppliers(state: state, from: int = 1900, to: int = 2100)
// Who armed a state in these years: deals, TIV delivered (whole deals, not cut at the window), first and last year of delivery, and how firmly it is said.
MATCH (other:Entity)-[r:ARMS_TRANSFER]->(:Entity {id: $state})
WHERE NOT r.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.ordered, r.known), 4) <= toString($to)
  AND left(coalesce(r.until, r.since, r.ordered, r.known), 4) >= toString($from)
WITH other, r.source AS source, r.version AS version, count(*) AS deals, sum(r.tiv) AS sum, count(r.tiv) AS told,
     collect(DISTINCT r.hedge) AS hedges, collect(r.contested) AS disputes,
     min(left(coalesce(r.since, CASE WHEN r.source = 'text' THEN r.known END), 4)) AS first,
     max(left(coalesce(r.until, r.since, CASE WHEN r.source = 'text' THEN r.known END), 4)) AS last
RETURN other.id AS supplier, other.name AS name, source, version, deals, CASE WHEN told > 0 THEN round(sum, 6) END AS tiv,
       first, last, [h IN ['asserted', 'reported', 'future', 'alleged', 'speculated', 'conditional'] WHERE h IN hedges][0] AS hedge,
       true IN disputes AS contested
ORDER BY source, version, tiv DESC, supplier;

// name: recipients(state: state, from: int = 1900, to: int = 2100)
// Whom a state armed in these years: deals, TIV delivered (whole deals, not cut at the window), first and last year of delivery, and how firmly it is said.
MATCH (:Entity {id: $state})-[r:ARMS_TRANSFER]->(other:Entity)
WHERE NOT r.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.ordered, r.known), 4) <= toString($to)
  AND left(coalesce(r.until, r.since, r.ordered, r.known), 4) >= toString($from)
WITH other, r.source AS source, r.version AS version, count(*) AS deals, sum(r.tiv) AS sum, count(r.tiv) AS told,
     collect(DISTINCT r.hedge) AS hedges, collect(r.contested) AS disputes,
     min(left(coalesce(r.since, CASE WHEN r.source = 'text' THEN r.known END), 4)) AS first,
     max(left(coalesce(r.until, r.since, CASE WHEN r.source = 'text' THEN r.known END), 4)) AS last
RETURN other.id AS recipient, other.name AS name, source, version, deals, CASE WHEN told > 0 THEN round(sum, 6) END AS tiv,
       first, last, [h IN ['asserted', 'reported', 'future', 'alleged', 'speculated', 'conditional'] WHERE h IN hedges][0] AS hedge,
       true IN disputes AS contested
ORDER BY source, version, tiv DESC, recipient;

// name: supplier_shares(state: state, from: int = 1900, to: int = 2100)
// Each supplier's share of the TIV that a state received in these years, 0 to 1: how far one hand arms it. Registers only.
// A deal over several years is split evenly over those that the register lists, which is an estimate; so does `kg metric dependence`.
MATCH (other:Entity)-[r:ARMS_TRANSFER]->(:Entity {id: $state})
WHERE r.tiv IS NOT NULL AND NOT r.hedge IN ['denied', 'doubted']
WITH other, r, [y IN split(coalesce(r.years, ''), ';') WHERE trim(y) <> '' | toInteger(trim(y))] AS listed,
     toInteger(left(r.since, 4)) AS first, toInteger(left(coalesce(r.until, r.since), 4)) AS last
WITH other, r, CASE WHEN size(listed) > 0 THEN listed WHEN first IS NULL THEN []
                    WHEN last > first THEN range(first, last) ELSE [first] END AS years
WITH other, r, size(years) AS all, size([y IN years WHERE y >= $from AND y <= $to]) AS here
WHERE here > 0
WITH r.source AS source, r.version AS version, other.id AS supplier, sum(toFloat(r.tiv) * here / all) AS tiv
WITH source, version, sum(tiv) AS total, collect({supplier: supplier, tiv: tiv}) AS parts
WHERE total > 0
UNWIND parts AS part
RETURN source, version, part.supplier AS supplier, round(part.tiv, 6) AS tiv, round(part.tiv / total, 9) AS share
ORDER BY source, version, share DESC, supplier;

// name: deals(a: state, b: state)
// Every transfer of arms from a to b, as its source tells it.
MATCH (:Entity {id: $a})-[r:ARMS_TRANSFER]->(:Entity {id: $b})
RETURN r.since AS since, r.until AS until, r.item AS item, r.quantity_min AS quantity_min, r.quantity_max AS quantity_max,
       r.unit AS unit, r.tiv AS tiv, r.uncertain AS uncertain, r.hedge AS hedge, r.belief AS belief, r.source AS source,
       r.version AS version, r.row AS row, r.fact AS fact,
       r.contested AS contested
ORDER BY since, until, item, source, version, fact;

// name: uncertain_deals(state: state)
// Transfers to or from a state that the register marks as uncertain, or that no source asserts.
MATCH (supplier:Entity)-[r:ARMS_TRANSFER]->(recipient:Entity)
WHERE (supplier.id = $state OR recipient.id = $state) AND (r.uncertain IS NOT NULL OR r.hedge <> 'asserted')
RETURN supplier.id AS supplier, recipient.id AS recipient, r.since AS since, r.item AS item, r.uncertain AS uncertain,
       r.hedge AS hedge, r.belief AS belief, r.source AS source, r.version AS version, r.row AS row, r.fact AS fact,
       r.contested AS contested
ORDER BY supplier, recipient, since, item, fact;

// name: weapons(state: state)
// What kinds of weapons a state received, from how many suppliers, how much TIV of each, and how firmly it is said.
MATCH (supplier:Entity)-[r:ARMS_TRANSFER]->(:Entity {id: $state})
WHERE NOT r.hedge IN ['denied', 'doubted'] AND coalesce(r.category, r.item) IS NOT NULL
WITH coalesce(r.category, r.item) AS weapon, r.source AS source, r.version AS version, count(*) AS deals,
     count(DISTINCT supplier.id) AS suppliers, sum(r.tiv) AS sum, count(r.tiv) AS told, collect(DISTINCT r.hedge) AS hedges,
     collect(r.contested) AS disputes
RETURN weapon, source, version, deals, suppliers, CASE WHEN told > 0 THEN round(sum, 6) END AS tiv,
       [h IN ['asserted', 'reported', 'future', 'alleged', 'speculated', 'conditional'] WHERE h IN hedges][0] AS hedge,
       true IN disputes AS contested
ORDER BY source, version, tiv DESC, weapon;

// name: military_aid(state: state)
// Military and other aid to and from a state, with amounts as ranges. Figures that restate one sum are not added up. Events that a data set counts (n_events) are no amounts.
MATCH (giver:Entity)-[r:MILITARY_AID|AIDS]->(taker:Entity)
WHERE giver.id = $state OR taker.id = $state
RETURN type(r) AS relation, giver.id AS giver, taker.id AS taker, r.since AS since, r.known AS known, r.item AS item,
       CASE WHEN r.n_events IS NULL THEN r.quantity_min END AS quantity_min,
       CASE WHEN r.n_events IS NULL THEN r.quantity_max END AS quantity_max,
       CASE WHEN r.n_events IS NULL THEN r.unit END AS unit, r.n_events AS n_events, r.hedge AS hedge, r.belief AS belief,
       r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY relation, giver, taker, since, known, fact;
