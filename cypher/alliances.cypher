// Who is bound to whom. A pact is in force in a year when it began by then and had not ended before;
// what has no first day counts from the day it was first reported, and what has neither is left out. A pact or membership
// of which no end is told goes on, however long ago its last report was (docs/decisions/0020).

// name: allies(state: state, year: int)
// Every state bound to this one by a pact in force that year, what was pledged, and who says so.
MATCH (:Entity {id: $state})-[r:ALLIED_WITH]-(other:Entity)
WHERE NOT r.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, '9999'), 4) >= toString($year)
RETURN other.id AS ally, other.name AS name, startNode(r).id AS pledged_by, r.pledge AS pledge, r.since AS since,
       r.until AS until, r.hedge AS hedge, r.belief AS belief, r.source AS source, r.version AS version, r.fact AS fact,
       r.contested AS contested
ORDER BY ally, since, source, fact;

// name: pacts(a: state, b: state)
// Every spell of alliance between two states, with its dates and what each pledged.
MATCH (:Entity {id: $a})-[r:ALLIED_WITH]-(:Entity {id: $b})
RETURN r.since AS since, r.until AS until, startNode(r).id AS pledged_by, r.pledge AS pledge, r.treaty AS treaty,
       r.hedge AS hedge, r.belief AS belief, r.contested AS contested, r.source AS source, r.version AS version,
       r.fact AS fact
ORDER BY since, until, pledged_by, source, fact;

// name: common_allies(a: state, b: state, year: int)
// States bound to both of two states by pacts in force that year. A treaty counts once for each source that tells it,
// whoever pledged, in however many versions; where a source names no treaty, its pacts count by their first day.
MATCH (x:Entity {id: $a})-[r:ALLIED_WITH]-(other:Entity)-[s:ALLIED_WITH]-(y:Entity {id: $b})
WHERE $a <> $b AND NOT r.hedge IN ['denied', 'doubted'] AND NOT s.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, '9999'), 4) >= toString($year)
  AND left(coalesce(s.since, s.known), 4) <= toString($year)
  AND left(coalesce(s.until, '9999'), 4) >= toString($year)
WITH other, count(DISTINCT r.source + ' ' + toString(coalesce(r.treaty, r.since, r.fact))) AS pacts_with_a,
     count(DISTINCT s.source + ' ' + toString(coalesce(s.treaty, s.since, s.fact))) AS pacts_with_b,
     collect(r.contested) AS one, collect(s.contested) AS two
RETURN other.id AS ally, other.name AS name, pacts_with_a, pacts_with_b, true IN one OR true IN two AS contested
ORDER BY ally;

// name: allies_of_allies(state: state, year: int)
// States that are no ally themselves but share one, with the number of allies between.
MATCH (me:Entity {id: $state})-[r:ALLIED_WITH]-(ally:Entity)-[s:ALLIED_WITH]-(other:Entity)
WHERE other.id <> $state AND NOT r.hedge IN ['denied', 'doubted', 'future', 'conditional'] AND NOT s.hedge IN ['denied', 'doubted', 'future', 'conditional']
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, '9999'), 4) >= toString($year)
  AND left(coalesce(s.since, s.known), 4) <= toString($year)
  AND left(coalesce(s.until, '9999'), 4) >= toString($year)
WITH other, ally AS middle, min(CASE r.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS near,
     min(CASE s.hedge WHEN 'asserted' THEN 0 WHEN 'reported' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END) AS far,
     collect(r.contested) + collect(s.contested) AS disputes
WITH other, count(middle) AS through, min(CASE WHEN near > far THEN near ELSE far END) AS weakest,
     collect(true IN disputes) AS disputed
WHERE NOT EXISTS {
  MATCH (other)-[t:ALLIED_WITH]-(:Entity {id: $state})
  WHERE NOT t.hedge IN ['denied', 'doubted', 'future', 'conditional']
    AND left(coalesce(t.since, t.known), 4) <= toString($year)
    AND left(coalesce(t.until, '9999'), 4) >= toString($year)
}
RETURN other.id AS state, other.name AS name, through, ['asserted', 'reported', 'alleged', 'speculated'][weakest] AS hedge, true IN disputed AS contested
ORDER BY through DESC, state;

// name: enemies_allies(state: state, year: int)
// Allies, in that year, of those that the state fought, attacked, threatened or sanctioned in it, or that did so to it.
// Pacts are counted as in `common_allies`.
MATCH (me:Entity {id: $state})-[q:COMBAT|ATTACKS|THREATENS|SANCTIONS]-(enemy:Entity)-[r:ALLIED_WITH]-(other:Entity)
WHERE other.id <> $state AND NOT q.hedge IN ['denied', 'doubted'] AND NOT r.hedge IN ['denied', 'doubted']
  AND left(coalesce(q.since, q.known), 4) <= toString($year)
  AND left(coalesce(q.until, CASE WHEN q.source <> 'text' OR type(q) = 'SANCTIONS' THEN '9999' ELSE coalesce(q.since, q.known) END), 4) >= toString($year)
  AND left(coalesce(r.since, r.known), 4) <= toString($year)
  AND left(coalesce(r.until, '9999'), 4) >= toString($year)
WITH enemy, type(q) AS quarrel, other, count(DISTINCT r.source + ' ' + toString(coalesce(r.treaty, r.since, r.fact))) AS pacts, collect(q.contested) AS one,
     collect(r.contested) AS two
RETURN enemy.id AS enemy, quarrel, other.id AS ally, other.name AS name, pacts, true IN one OR true IN two AS contested
ORDER BY enemy, quarrel, ally;

// name: members(organisation: actor, on: date)
// Members of an organisation on a date, and those of the treaty that founded it, which is a node of its own (`organisation`
// says which). A membership dated only by year counts for the whole year; `hedge` says which is only to come (future), alleged or supposed.
MATCH (m:Entity)-[r:MEMBER_OF]->(o:Entity)
WHERE (o.id = $organisation OR o.founded = $organisation) AND NOT r.hedge IN ['denied', 'doubted']
  AND left(coalesce(r.since, r.known), size($on)) <= left($on, size(coalesce(r.since, r.known)))
  AND (r.until IS NULL OR left(r.until, size($on)) >= left($on, size(r.until)))
RETURN m.id AS member, m.name AS name, o.id AS organisation, r.since AS since, r.until AS until, r.hedge AS hedge,
       r.belief AS belief, r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY member, since, fact;

// name: memberships(state: state)
// Every organisation and treaty that a state joined, with dates.
MATCH (:Entity {id: $state})-[r:MEMBER_OF]->(o:Entity)
RETURN o.id AS organisation, o.name AS name, r.since AS since, r.until AS until, r.hedge AS hedge, r.belief AS belief,
       r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY organisation, since, fact;
