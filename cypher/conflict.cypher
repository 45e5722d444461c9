// Quarrels, from words to war.

// name: sanctions(state: state)
// Sanctions by a state and against it.
MATCH (imposer:Entity)-[r:SANCTIONS]->(target:Entity)
WHERE imposer.id = $state OR target.id = $state
RETURN imposer.id AS imposer, target.id AS target, r.since AS since, r.until AS until, r.known AS known, r.item AS item,
       r.hedge AS hedge, r.belief AS belief, r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY imposer, target, since, known, fact;

// name: fighting(state: state, from: int = 1800, to: int = 2100)
// Whom a state fought, attacked or was attacked by in these years.
MATCH (a:Entity)-[r:COMBAT|ATTACKS]->(b:Entity)
WHERE (a.id = $state OR b.id = $state)
  AND left(coalesce(r.since, r.known), 4) <= toString($to)
  AND left(coalesce(r.until, r.since, r.known), 4) >= toString($from)
RETURN type(r) AS relation, a.id AS a, b.id AS b, r.since AS since, r.until AS until, r.hedge AS hedge,
       r.belief AS belief, r.contested AS contested, r.source AS source, r.fact AS fact
ORDER BY relation, a, b, since, until, fact;

// name: casualties(state: state)
// Losses that a state or its forces suffered or inflicted, as ranges: killed and wounded are never added up.
OPTIONAL MATCH (e:Entity)-[:BELONGS_TO]->(:Entity {id: $state})
WITH collect(e.id) + [$state] AS own
MATCH (f:Fact {relation: 'CASUALTIES'})
WHERE f.subject IN own OR f.object IN own
RETURN f.subject AS suffered, f.object AS inflicted_by, f.place AS place, f.since AS since, f.known AS known,
       f.quantity_min AS quantity_min, f.quantity_max AS quantity_max, f.unit AS unit, f.hedge AS hedge,
       f.belief AS belief, f.contested AS contested, f.source AS source, f.id AS fact
ORDER BY suffered, inflicted_by, since, known, fact;

// name: hostile_words(state: state)
// Accusations, threats and refusals by a state and against it, counted by the other side.
MATCH (a:Entity)-[r:ACCUSES|THREATENS|REJECTS]->(b:Entity)
WHERE (a.id = $state OR b.id = $state) AND NOT r.hedge IN ['denied', 'doubted']
WITH a, type(r) AS relation, b, count(*) AS facts, min(coalesce(r.since, r.known)) AS first,
     max(coalesce(r.since, r.known)) AS last, collect(r.contested) AS disputes
RETURN a.id AS a, relation, b.id AS b, facts, first, last, true IN disputes AS contested
ORDER BY a, relation, b;
