// Who is near whom. What text calls an event counts in the year in which it began; a pact, base or deployment until its
// end is told (docs/decisions/0020).

// name: partners(state: state, year: int)
// Whom a state worked with in a year, in how many kinds of ties and how many facts, and how firmly the firmest is told; what is only planned
// or conditional is no tie yet. What its forces, organs and leaders
// do is done by a state; its armed groups and regions, and those of others, stand for themselves. Troops and bases in a
// breakaway region (Abkhazia) are not in the state that it broke away from. Troops are no tie where the two are told to
// fight from the year of their coming up to the year asked about, or where one holds a place of the other, which accuses
// or rejects it; an invasion of which neither is told stays. Coded events do not tell of fighting here.
MATCH (x:Entity)-[:BELONGS_TO*0..1]->(:Entity {id: $state})
WHERE x.id = $state OR x.acts_for = $state
MATCH (x)-[r:ALLIED_WITH|AGREES_WITH|COOPERATES_WITH|SUPPORTS|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT|MEETS_WITH]-(y:Entity)
WHERE NOT r.hedge IN ['denied', 'doubted', 'future', 'conditional']
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
     collect(r.contested) AS disputes,
     min(CASE r.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS rank
RETURN other.id AS partner, other.name AS name, kinds, facts, round(firmest, 6) AS firmest,
       ['asserted', 'reported', 'alleged', 'speculated'][rank] AS hedge, true IN disputes AS contested
ORDER BY kinds DESC, facts DESC, partner;

// name: partners_of_partners(state: state, year: int)
// States two steps of military cooperation away that are no partner themselves, and through how many they are reached.
// What is only planned or conditional is no tie yet. `hedge`: of each chain its weaker step, of those the firmest; `contested`: some tie on the way is.
MATCH (:Entity {id: $state})-[r:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER]-(middle:Entity)-[s:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER]-(other:Entity)
WHERE other.id <> $state AND NOT r.hedge IN ['denied', 'doubted', 'future', 'conditional'] AND NOT s.hedge IN ['denied', 'doubted', 'future', 'conditional']
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, CASE WHEN r.source <> 'text' OR type(r) = 'ALLIED_WITH' THEN '9999' ELSE coalesce(r.since, r.known) END), 4) >= toString($year)
  AND left(coalesce(s.since, s.known), 4) <= toString($year)
  AND left(coalesce(s.until, CASE WHEN s.source <> 'text' OR type(s) = 'ALLIED_WITH' THEN '9999' ELSE coalesce(s.since, s.known) END), 4) >= toString($year)
WITH other, middle AS middle, min(CASE r.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS near,
     min(CASE s.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS far,
     collect(r.contested) + collect(s.contested) AS disputes
WITH other, count(middle) AS through, min(CASE WHEN near > far THEN near ELSE far END) AS weakest,
     collect(true IN disputes) AS disputed
WHERE NOT EXISTS {
  MATCH (other)-[t:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER]-(:Entity {id: $state})
  WHERE NOT t.hedge IN ['denied', 'doubted', 'future', 'conditional']
    AND left(coalesce(t.since, t.known), 4) <= toString($year)
    AND left(coalesce(t.until, CASE WHEN t.source <> 'text' OR type(t) = 'ALLIED_WITH' THEN '9999' ELSE coalesce(t.since, t.known) END), 4) >= toString($year)
}
RETURN other.id AS state, other.name AS name, through, ['asserted', 'reported', 'alleged', 'speculated'][weakest] AS hedge, true IN disputed AS contested
ORDER BY through DESC, state;

// name: paths(a: state, b: state)
// The shortest chains of military cooperation between two states, of any time: at most three steps. What is denied, doubted, only planned or conditional is no step,
// nor are troops of one state with another that it fights while they are there, as in `partners`. `hedge` is that of the weakest step; `contested`: some tie of a step is.
// From both ends to the middle and not by allShortestPaths: one engine applies a condition on ties only to the chains it has found, another refuses it.
MATCH (x:Entity {id: $a})-[r:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(m:Entity)
WHERE $a <> $b AND m.id <> $a AND NOT r.hedge IN ['denied', 'doubted', 'future', 'conditional'] AND (type(r) <> 'TROOP_DEPLOYMENT' OR NOT (EXISTS {
  MATCH (x)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:ATTACKS|COMBAT|CASUALTIES]-(q:Entity)-[:BELONGS_TO*0..1]->(m)
  WHERE p.acts_for = x.id AND q.acts_for = m.id AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= left(coalesce(r.until, '9999'), 4)
    AND left(coalesce(h.until, h.since, h.known), 4) >= left(coalesce(r.since, r.known), 4)
} OR EXISTS {
  MATCH (x)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:CONTROLS]-(q:Entity)-[:BELONGS_TO*0..1]->(m)
  MATCH (x)<-[:BELONGS_TO*0..1]-(v:Entity)-[c:ACCUSES|REJECTS]-(w:Entity)-[:BELONGS_TO*0..1]->(m)
  WHERE (startNode(h).id = p.id) <> (startNode(c).id = v.id) AND v.acts_for = x.id AND w.acts_for = m.id
    AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL AND c.hedge IN ['asserted', 'reported', 'alleged'] AND c.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= left(coalesce(r.until, '9999'), 4)
    AND left(coalesce(h.until, '9999'), 4) >= left(coalesce(r.since, r.known), 4)
    AND left(coalesce(c.since, c.known), 4) <= left(coalesce(r.until, '9999'), 4)
    AND left(coalesce(c.until, c.since, c.known), 4) >= left(coalesce(r.since, r.known), 4)
}))
WITH m, min(CASE r.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS rank, max(CASE WHEN r.contested THEN 1 ELSE 0 END) AS disputed
WITH collect({id: m.id, rank: rank, disputed: disputed}) AS near
MATCH (y:Entity {id: $b})-[s:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(n:Entity)
WHERE n.id <> $b AND NOT s.hedge IN ['denied', 'doubted', 'future', 'conditional'] AND (type(s) <> 'TROOP_DEPLOYMENT' OR NOT (EXISTS {
  MATCH (y)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:ATTACKS|COMBAT|CASUALTIES]-(q:Entity)-[:BELONGS_TO*0..1]->(n)
  WHERE p.acts_for = y.id AND q.acts_for = n.id AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= left(coalesce(s.until, '9999'), 4)
    AND left(coalesce(h.until, h.since, h.known), 4) >= left(coalesce(s.since, s.known), 4)
} OR EXISTS {
  MATCH (y)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:CONTROLS]-(q:Entity)-[:BELONGS_TO*0..1]->(n)
  MATCH (y)<-[:BELONGS_TO*0..1]-(v:Entity)-[c:ACCUSES|REJECTS]-(w:Entity)-[:BELONGS_TO*0..1]->(n)
  WHERE (startNode(h).id = p.id) <> (startNode(c).id = v.id) AND v.acts_for = y.id AND w.acts_for = n.id
    AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL AND c.hedge IN ['asserted', 'reported', 'alleged'] AND c.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= left(coalesce(s.until, '9999'), 4)
    AND left(coalesce(h.until, '9999'), 4) >= left(coalesce(s.since, s.known), 4)
    AND left(coalesce(c.since, c.known), 4) <= left(coalesce(s.until, '9999'), 4)
    AND left(coalesce(c.until, c.since, c.known), 4) >= left(coalesce(s.since, s.known), 4)
}))
WITH near, n, min(CASE s.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS rank, max(CASE WHEN s.contested THEN 1 ELSE 0 END) AS disputed
WITH near, collect({id: n.id, rank: rank, disputed: disputed}) AS far
WITH near, far, [one IN near WHERE one.id = $b | {chain: [$a, $b], rank: one.rank, disputed: one.disputed}] AS direct
WITH near, far, direct, CASE WHEN size(direct) > 0 THEN [] ELSE reduce(found = [], one IN near | found + [
       two IN far WHERE two.id = one.id | {chain: [$a, one.id, $b], disputed: one.disputed + two.disputed,
       rank: CASE WHEN one.rank > two.rank THEN one.rank ELSE two.rank END}]) END AS through
WITH far, direct + through AS short, near
UNWIND CASE WHEN size(short) > 0 THEN [null] ELSE near END AS one
OPTIONAL MATCH (m:Entity {id: one.id})-[t:ALLIED_WITH|COOPERATES_WITH|MILITARY_AID|ARMS_TRANSFER|BASE_ACCESS|TROOP_DEPLOYMENT]-(n:Entity)
WHERE n.id IN [two IN far | two.id] AND n.id <> m.id AND NOT t.hedge IN ['denied', 'doubted', 'future', 'conditional'] AND (type(t) <> 'TROOP_DEPLOYMENT' OR NOT (EXISTS {
  MATCH (m)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:ATTACKS|COMBAT|CASUALTIES]-(q:Entity)-[:BELONGS_TO*0..1]->(n)
  WHERE p.acts_for = m.id AND q.acts_for = n.id AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= left(coalesce(t.until, '9999'), 4)
    AND left(coalesce(h.until, h.since, h.known), 4) >= left(coalesce(t.since, t.known), 4)
} OR EXISTS {
  MATCH (m)<-[:BELONGS_TO*0..1]-(p:Entity)-[h:CONTROLS]-(q:Entity)-[:BELONGS_TO*0..1]->(n)
  MATCH (m)<-[:BELONGS_TO*0..1]-(v:Entity)-[c:ACCUSES|REJECTS]-(w:Entity)-[:BELONGS_TO*0..1]->(n)
  WHERE (startNode(h).id = p.id) <> (startNode(c).id = v.id) AND v.acts_for = m.id AND w.acts_for = n.id
    AND h.hedge IN ['asserted', 'reported', 'alleged'] AND h.n_events IS NULL AND c.hedge IN ['asserted', 'reported', 'alleged'] AND c.n_events IS NULL
    AND left(coalesce(h.since, h.known), 4) <= left(coalesce(t.until, '9999'), 4)
    AND left(coalesce(h.until, '9999'), 4) >= left(coalesce(t.since, t.known), 4)
    AND left(coalesce(c.since, c.known), 4) <= left(coalesce(t.until, '9999'), 4)
    AND left(coalesce(c.until, c.since, c.known), 4) >= left(coalesce(t.since, t.known), 4)
}))
WITH far, short, one, n, min(CASE t.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS rank, max(CASE WHEN t.contested THEN 1 ELSE 0 END) AS disputed
WITH short, [two IN far WHERE two.id = n.id | {chain: [$a, one.id, n.id, $b], disputed: one.disputed + disputed + two.disputed,
     rank: reduce(most = rank, k IN [one.rank, two.rank] | CASE WHEN k > most THEN k ELSE most END)}] AS long
UNWIND CASE WHEN size(short) > 0 THEN short ELSE long END AS found
RETURN size(found.chain) - 1 AS steps, found.chain AS chain, ['asserted', 'reported', 'alleged', 'speculated'][found.rank] AS hedge, found.disputed > 0 AS contested
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
// Names of anybody that texts use, and of states that tables use, which ours do not know: by how many claims of texts and
// rows of tables they hold back.
MATCH (e:Unresolved)
OPTIONAL MATCH (e)<-[:SUBJECT|OBJECT|PLACE|SPEAKER]-(c:Claim)
WITH e, count(DISTINCT c.id) AS claims
OPTIONAL MATCH (e)-[r]-(:Entity)
WHERE e.id STARTS WITH '?state:' AND r.row IS NOT NULL
WITH e, claims, count(DISTINCT r.fact) AS rows
WHERE claims + rows > 0
RETURN e.id AS id, e.name AS name, claims, rows
ORDER BY rows DESC, claims DESC, id
LIMIT $n;
