// Forces abroad. Quantities are ranges of what sources say, with a hedge; restatements of one stock are never summed.

// name: deployments(state: state)
// Where a state's forces are or were sent, its armies' deployments included: how many, how firmly said, contested or not.
MATCH (sender:Entity)-[r:TROOP_DEPLOYMENT]->(place:Entity)
WHERE sender.id = $state OR EXISTS { MATCH (sender)-[:BELONGS_TO]->(:Entity {id: $state}) }
RETURN sender.id AS sender, place.id AS place, place.name AS name, r.since AS since, r.until AS until, r.known AS known,
       r.quantity_min AS quantity_min, r.quantity_max AS quantity_max, r.unit AS unit, r.hedge AS hedge,
       r.belief AS belief, r.contested AS contested, r.source AS source, r.fact AS fact
ORDER BY sender, place, since, known, fact;

// name: foreign_forces(state: state)
// Whose forces are or were said to be in a state, or in its regions.
MATCH (sender:Entity)-[r:TROOP_DEPLOYMENT]->(place:Entity)
WHERE place.id = $state OR EXISTS { MATCH (place)-[:BELONGS_TO]->(:Entity {id: $state}) }
RETURN sender.id AS sender, sender.name AS name, place.id AS place, r.since AS since, r.until AS until, r.known AS known,
       r.quantity_min AS quantity_min, r.quantity_max AS quantity_max, r.unit AS unit, r.hedge AS hedge,
       r.belief AS belief, r.contested AS contested, r.source AS source, r.fact AS fact
ORDER BY sender, place, since, known, fact;

// name: armies_in(region: actor)
// Armies said to be in a region, and whose they are.
MATCH (army:Army)-[r:TROOP_DEPLOYMENT]->(:Region {id: $region})
OPTIONAL MATCH (army)-[:BELONGS_TO]->(owner:Entity)
RETURN army.id AS army, army.name AS name, owner.id AS owner, r.since AS since, r.known AS known,
       r.quantity_min AS quantity_min, r.quantity_max AS quantity_max, r.unit AS unit, r.hedge AS hedge,
       r.belief AS belief, r.contested AS contested, r.fact AS fact
ORDER BY army, owner, since, known, fact;

// name: withdrawals(state: state)
// Forces that a state took out, or that were taken out of it.
MATCH (a:Entity)-[r:TROOP_WITHDRAWAL]->(b:Entity)
WHERE a.id = $state OR b.id = $state
RETURN a.id AS owner, b.id AS place, r.since AS since, r.known AS known, r.quantity_min AS quantity_min,
       r.quantity_max AS quantity_max, r.unit AS unit, r.hedge AS hedge, r.belief AS belief, r.source AS source,
       r.fact AS fact,
       r.contested AS contested
ORDER BY owner, place, since, known, fact;

// name: bases(state: state)
// Base access that a state has in others and gives to others, and where in the host, as far as it is told.
MATCH (user:Entity)-[r:BASE_ACCESS]->(host:Entity)
WHERE user.id = $state OR host.id = $state
OPTIONAL MATCH (site:Entity {id: r.place})
RETURN user.id AS user, host.id AS host, coalesce(site.name, r.place) AS place, r.since AS since, r.until AS until,
       r.hedge AS hedge, r.belief AS belief, r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY user, host, since, fact;
