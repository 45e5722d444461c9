// What happened when, and what became known when. Dates are as fine as their sources: "2024" stands before "2024-10".

// name: timeline(a: state, b: state)
// Everything between two states in the order of its first day; what is not dated stands at the day it was reported.
MATCH (x:Entity)-[r]->(y:Entity)
WHERE ((x.id = $a AND y.id = $b) OR (x.id = $b AND y.id = $a)) AND r.fact IS NOT NULL
RETURN coalesce(r.since, r.ordered, r.known) AS date, r.until AS until, x.id AS subject, type(r) AS relation, y.id AS object,
       r.item AS item, r.quantity_min AS quantity_min, r.quantity_max AS quantity_max, r.unit AS unit,
       r.hedge AS hedge, r.belief AS belief, r.contested AS contested, r.source AS source, r.fact AS fact
ORDER BY date, relation, subject, object, fact;

// name: learned(from: date, to: date)
// What became known between two dates, both included: the day of the first report, not of the event.
MATCH (f:Fact)
WHERE f.known >= $from AND left(f.known, size($to)) <= $to
RETURN f.known AS known, f.relation AS relation, f.subject AS subject, f.object AS object, f.since AS since,
       f.quantity_min AS quantity_min, f.quantity_max AS quantity_max, f.unit AS unit, f.hedge AS hedge,
       f.belief AS belief, f.contested AS contested, f.source AS source, f.id AS fact
ORDER BY known, relation, subject, object, fact;

// name: began(state: state, year: int)
// Ties of a state that began in a year, as far as sources date them.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE (a.id = $state OR b.id = $state) AND r.fact IS NOT NULL AND left(r.since, 4) = toString($year)
RETURN r.since AS since, a.id AS subject, type(r) AS relation, b.id AS object, r.hedge AS hedge, r.belief AS belief,
       r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY since, relation, subject, object, fact;

// name: ended(state: state, year: int)
// Lasting ties of a state that ended in a year, as far as sources date them: pacts, memberships, bases, sanctions, deployments.
// Troops that a table counts anew each year, and events of a month, have no end told and are left out. What a text says
// is no longer so is no dated end but a denial: `denials` lists it.
MATCH (a:Entity)-[r:ALLIED_WITH|MEMBER_OF|BASE_ACCESS|SANCTIONS|TROOP_DEPLOYMENT]->(b:Entity)
WHERE (a.id = $state OR b.id = $state) AND left(r.until, 4) = toString($year) AND r.n_events IS NULL
  AND NOT (type(r) = 'TROOP_DEPLOYMENT' AND r.source <> 'text' AND coalesce(r.since, '') = r.until)
RETURN r.until AS until, r.since AS since, a.id AS subject, type(r) AS relation, b.id AS object, b.name AS name,
       r.hedge AS hedge, r.belief AS belief, r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY until, relation, subject, object, fact;
