// Who is near whom. What text calls an event counts in the year in which it began; a pact, base or deployment until its
// end is told (docs/decisions/0020).

// name: partners(state: state, year: int)
// Whom a state worked with in a year, in how many kinds of ties and how many facts. What its forces, organs and leaders
// do is done by a state; its armed groups and regions, and those of others, stand for themselves. Troops and bases in a
// breakaway region (Abkhazia) are not in the state that it broke away from. Troops are no tie where the two are told to
// fight from the year of their coming up to the year asked about, or where one holds a place of the other, which accuses
// or rejects it; an invasion of which neither is told stays. Coded events do not tell of fighting here.
MATCH (x:Entity)-[:BELONGS_TO*0..1]->(:Entity {id: $state})
WHERE x.id = $state OR x.acts_for = $state
MATCH (x)-[r:ALLIED_WITH|AGREES_WITH|COOPERATES_WITH|SUPPORTS|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT|MEETS_WITH]-(y:Entity)
WHERE NOT r.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, CASE WHEN r.source <> 'text' OR type(r) IN ['ALLIED_WITH', 'BASE_ACCESS', 'TROOP_DEPLOYMENT'] THEN '9999' ELSE coalesce(r.since, r.known) END), 4) >= toString($year)
  AND coalesce(y.state, y.id) <> $state
OPTIONAL MATCH (z:Entity {id: r.place})
WITH r, y, z, type(r) IN ['BASE_ACCESS', 'TROOP_DEPLOYMENT'] AS in_place
WITH r, y, in_place, CASE WHEN in_place AND z.breakaway THEN z END AS apart
WHERE apart IS NULL OR apart.state <> $state
WITH r, CASE WHEN apart.state = y.state THEN apart.id
             WHEN y.acts_for IS NOT NULL THEN y.acts_for
             WHEN in_place AND y:Region AND y.state IS NOT NULL THEN y.state
             ELSE y.id END AS partner
MATCH (other:Entity {id: partner})
WHERE type(r) <> 'TROOP_DEPLOYMENT' OR NOT (EXISTS {
  MATCH (other)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:ATTACKS|COMBAT|CASUALTIES]-(q:Entity)-[:BELONGS_TO*0..1]->(:Entity {id: $state})
  WHERE p.acts_for = other.id AND q.acts_for = $state
    AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= toString($year)
    AND left(coalesce(h.until, h.since, h.known), 4) >= left(coalesce(r.since, r.known), 4)
} OR EXISTS {
  MATCH (other)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:CONTROLS]-(q:Entity)-[:BELONGS_TO*0..1]->(:Entity {id: $state})
  MATCH (other)<-[:BELONGS_TO*0..1]-(v:Entity)-[c:ACCUSES|REJECTS]-(w:Entity)-[:BELONGS_TO*0..1]->(:Entity {id: $state})
  WHERE (startNode(h).id = p.id) <> (startNode(c).id = v.id) AND v.acts_for = other.id AND w.acts_for = $state
    AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL
    AND c.hedge IN ['asserted', 'reported', 'alleged'] AND c.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= toString($year)
    AND left(coalesce(h.until, '9999'), 4) >= left(coalesce(r.since, r.known), 4)
    AND left(coalesce(c.since, c.known), 4) <= toString($year)
    AND left(coalesce(c.until, c.since, c.known), 4) >= left(coalesce(r.since, r.known), 4)
})
WITH other, count(DISTINCT type(r)) AS kinds, count(DISTINCT r.fact) AS facts, max(r.belief) AS firmest,
     collect(r.contested) AS disputes
RETURN other.id AS partner, other.name AS name, kinds, facts, round(firmest, 6) AS firmest, true IN disputes AS contested
ORDER BY kinds DESC, facts DESC, partner;

// name: partners_of_partners(state: state, year: int)
// States two steps of military cooperation away that are no partner themselves, and through how many they are reached.
MATCH (:Entity {id: $state})-[r:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER]-(middle:Entity)-[s:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER]-(other:Entity)
WHERE other.id <> $state AND NOT r.hedge IN ['denied', 'doubted'] AND NOT s.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, CASE WHEN r.source <> 'text' OR type(r) = 'ALLIED_WITH' THEN '9999' ELSE coalesce(r.since, r.known) END), 4) >= toString($year)
  AND left(coalesce(s.since, s.known), 4) <= toString($year)
  AND left(coalesce(s.until, CASE WHEN s.source <> 'text' OR type(s) = 'ALLIED_WITH' THEN '9999' ELSE coalesce(s.since, s.known) END), 4) >= toString($year)
WITH other, count(DISTINCT middle.id) AS through
WHERE NOT EXISTS {
  MATCH (other)-[t:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER]-(:Entity {id: $state})
  WHERE NOT t.hedge IN ['denied', 'doubted']
    AND left(coalesce(t.since, t.known), 4) <= toString($year)
    AND left(coalesce(t.until, CASE WHEN t.source <> 'text' OR type(t) = 'ALLIED_WITH' THEN '9999' ELSE coalesce(t.since, t.known) END), 4) >= toString($year)
}
RETURN other.id AS state, other.name AS name, through
ORDER BY through DESC, state;

// name: paths(a: state, b: state)
// The shortest chains of military cooperation between two states, of any time: at most three steps, ties only denied or doubted left out.
// Not by allShortestPaths: one engine applies a condition on ties only to the chains it has found, another refuses it.
CALL {
  MATCH (x:Entity {id: $a})-[r:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(y:Entity {id: $b})
  WHERE $a <> $b AND NOT r.hedge IN ['denied', 'doubted']
  RETURN DISTINCT [x.id, y.id] AS chain
  UNION
  MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
  WHERE $a <> $b AND NOT EXISTS { MATCH (x)-[q:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(y) WHERE NOT q.hedge IN ['denied', 'doubted'] }
  MATCH (x)-[r:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(m:Entity)
  WHERE NOT r.hedge IN ['denied', 'doubted'] AND m.id <> $a AND m.id <> $b
  WITH DISTINCT x, y, m
  MATCH (m)-[s:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(y)
  WHERE NOT s.hedge IN ['denied', 'doubted']
  RETURN DISTINCT [x.id, m.id, y.id] AS chain
  UNION
  MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
  WHERE $a <> $b AND NOT EXISTS { MATCH (x)-[q:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(y) WHERE NOT q.hedge IN ['denied', 'doubted'] }
    AND NOT EXISTS {
      MATCH (x)-[q:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(o:Entity)-[p:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(y)
      WHERE NOT q.hedge IN ['denied', 'doubted'] AND NOT p.hedge IN ['denied', 'doubted'] AND o.id <> $a AND o.id <> $b
    }
  MATCH (x)-[r:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(m:Entity)
  WHERE NOT r.hedge IN ['denied', 'doubted'] AND m.id <> $a AND m.id <> $b
  WITH DISTINCT x, y, m
  MATCH (m)-[s:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(n:Entity)
  WHERE NOT s.hedge IN ['denied', 'doubted'] AND n.id <> $a AND n.id <> $b AND n.id <> m.id
  WITH DISTINCT x, y, m, n
  MATCH (n)-[t:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(y)
  WHERE NOT t.hedge IN ['denied', 'doubted']
  RETURN DISTINCT [x.id, m.id, n.id, y.id] AS chain
}
RETURN size(chain) - 1 AS steps, chain
ORDER BY chain;

// name: succession(state: state)
// Which states followed or preceded one, as far as the chain goes.
MATCH (a:Entity)-[r:SUCCEEDED_BY]->(b:Entity)
WHERE a.id = $state OR b.id = $state
  OR EXISTS { MATCH (a)-[:SUCCEEDED_BY*1..5]->(:Entity {id: $state}) }
  OR EXISTS { MATCH (:Entity {id: $state})-[:SUCCEEDED_BY*1..5]->(b) }
RETURN a.id AS before, a.name AS before_name, b.id AS after, b.name AS after_name, r.on AS day
ORDER BY day, before, after;

// name: belongings(state: state)
// Armies, regions and leaders of a state that the graph knows.
MATCH (e:Entity)-[:BELONGS_TO]->(:Entity {id: $state})
RETURN [l IN labels(e) WHERE l <> 'Entity'][0] AS kind, e.id AS id, e.name AS name
ORDER BY kind, id;

// name: leaders(state: state)
// Who is said to lead a state or its forces, and since when.
MATCH (person:Entity)-[r:LEADS]->(what:Entity)
WHERE what.id = $state OR EXISTS { MATCH (what)-[:BELONGS_TO]->(:Entity {id: $state}) }
RETURN person.id AS leader, person.name AS name, what.id AS of, r.since AS since, r.until AS until, r.known AS known,
       r.hedge AS hedge, r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY since, leader, of, fact;

// name: dependence(state: state)
// Published figures of a state's dependence on others. Each names its denominator; figures with different ones are no series.
MATCH (:Entity {id: $state})-[r:DEPENDS_ON]->(on:Entity)
RETURN on.id AS on, r.share_of AS share_of, r.denominator AS denominator, r.since AS since, r.until AS until,
       r.quantity_min AS quantity_min, r.quantity_max AS quantity_max, r.unit AS unit, r.hedge AS hedge,
       r.source AS source, r.version AS version, r.row AS row, r.fact AS fact,
       r.contested AS contested
ORDER BY on, denominator, since, until, fact;

// name: trade(a: state, b: state)
// Trade between two states, year by year, as each source has it. A year that is not here was told as 0 or not told:
// `kg metric dependence --dimension trade` knows one from the other.
MATCH (x:Entity)-[r:TRADES_WITH]->(y:Entity)
WHERE (x.id = $a AND y.id = $b) OR (x.id = $b AND y.id = $a)
RETURN r.since AS since, r.until AS until, x.id AS exporter, y.id AS importer, r.quantity_min AS quantity_min,
       r.quantity_max AS quantity_max, r.unit AS unit, r.flow AS flow, r.hedge AS hedge, r.source AS source,
       r.version AS version, r.fact AS fact,
       r.contested AS contested
ORDER BY since, exporter, importer, source, version, fact;

// name: unresolved(n: int = 50)
// Names that texts use and the tables do not know, by how many claims they hold back.
MATCH (e:Unresolved)<-[:SUBJECT|OBJECT|PLACE|SPEAKER]-(c:Claim)
RETURN e.id AS id, e.name AS name, count(DISTINCT c.id) AS claims
ORDER BY claims DESC, id
LIMIT $n;
