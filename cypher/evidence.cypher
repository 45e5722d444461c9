// Who says so, and how sure we are.

// name: evidence(fact: text)
// The sentences behind a fact or edge: stance, words, speaker, outlet, day, and the story that counts as one source.
// Of texts only: kg explain shows the rows of tables.
MATCH (f:Fact {id: $fact})<-[b:BEARS_ON]-(c:Claim)-[:STATED_IN]->(p:Passage)-[:PART_OF]->(d:Document)-[:PUBLISHED_BY]->(s:Source)
OPTIONAL MATCH (d)-[:IN_STORY]->(story:Story)
RETURN b.stance AS stance, c.modality AS modality, c.speaker AS speaker, p.text AS text, d.published AS published,
       d.title AS title, s.name AS outlet, story.id AS story, c.quantity_min AS quantity_min,
       c.quantity_max AS quantity_max, c.unit AS unit, d.id AS document, c.id AS claim
ORDER BY stance DESC, published, outlet, claim;

// name: claims_of(document: text)
// What a document says, claim by claim, in the order of its sentences. By id, or by the name of its file.
MATCH (d:Document)<-[:PART_OF]-(p:Passage)<-[:STATED_IN]-(c:Claim)
WHERE d.id = $document OR d.name = $document
OPTIONAL MATCH (c)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(b:Entity)
RETURN p.start AS start, p.text AS text, c.relation AS relation, a.id AS subject, b.id AS object,
       c.modality AS modality, c.polarity AS polarity, c.speaker AS speaker, d.id AS document, c.id AS claim
ORDER BY document, start, relation, subject, object, claim;

// name: contested()
// Facts that sources, or two versions of one, contradict each other about, with how many stories support and deny them.
MATCH (f:Fact)
WHERE f.contested = true
OPTIONAL MATCH (f)-[r:CONTRADICTS]-(:Fact)
WITH f, r.about AS other ORDER BY other
WITH f, f.contested_in AS within, collect(DISTINCT other) AS others
RETURN f.id AS fact, f.relation AS relation, f.subject AS subject, f.object AS object,
       CASE WHEN within IS NULL THEN others ELSE within + [o IN others WHERE NOT o IN within] END AS about,
       f.quantity_min AS quantity_min, f.quantity_max AS quantity_max, f.unit AS unit, f.n_stories AS stories,
       f.n_denials AS denials, f.belief AS belief, f.hedge AS hedge
ORDER BY relation, subject, object, fact;

// name: contradictions()
// All that kg build counts as contradictions: facts that sources dispute, and pairs of facts about one matter that cannot both be
// right, such as two versions of a register (CONTRADICTS).
CALL {
  MATCH (a:Fact)-[r:CONTRADICTS]->(b:Fact)
  RETURN a.id AS a, b.id AS b, r.about AS about, a.relation AS relation, a.subject AS subject, a.object AS object,
         a.version AS version_a, b.version AS version_b
  UNION ALL
  MATCH (f:Fact)
  WHERE f.contested_in IS NOT NULL
  RETURN f.id AS a, null AS b, f.contested_in AS about, f.relation AS relation, f.subject AS subject, f.object AS object,
         f.version AS version_a, null AS version_b
}
RETURN a, b, about, relation, subject, object, version_a, version_b
ORDER BY relation, subject, object, a, b;

// name: fragile(state: state)
// What we hold about a state on one story only, or on words that nobody asserts: the first to fall. Texts only.
MATCH (f:Fact {source: 'text'})
WHERE (f.subject = $state OR f.object = $state) AND NOT f.hedge IN ['denied', 'doubted'] AND (f.n_stories <= 1 OR f.hedge <> 'asserted')
RETURN f.id AS fact, f.relation AS relation, f.subject AS subject, f.object AS object, f.hedge AS hedge,
       f.n_stories AS stories, f.n_documents AS documents, f.belief AS belief, f.known AS known,
       f.contested AS contested
ORDER BY belief, relation, subject, object, fact;

// name: one_source(state: state)
// Facts about a state that rest on a single outlet, however many documents of it say so.
MATCH (f:Fact)<-[:BEARS_ON {stance: 'supports'}]-(:Claim)-[:STATED_IN]->(:Passage)-[:PART_OF]->(d:Document)-[:PUBLISHED_BY]->(s:Source)
WHERE f.subject = $state OR f.object = $state
WITH f, count(DISTINCT s.id) AS outlets, min(s.name) AS outlet, count(DISTINCT d.id) AS documents
WHERE outlets = 1
RETURN f.id AS fact, f.relation AS relation, f.subject AS subject, f.object AS object, outlet, documents,
       f.belief AS belief, f.hedge AS hedge, f.contested AS contested
ORDER BY outlet, relation, subject, object, fact;

// name: hedged(state: state)
// Ties of a state that no source plainly asserts, weakest belief first.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE (a.id = $state OR b.id = $state) AND r.fact IS NOT NULL AND r.hedge <> 'asserted'
RETURN a.id AS a, type(r) AS relation, b.id AS b, r.hedge AS hedge, r.belief AS belief, r.since AS since,
       r.known AS known, r.source AS source, r.fact AS fact,
       r.contested AS contested
ORDER BY belief, a, relation, b, fact;

// name: denials(state: state)
// Denials in matters of a state: who denies what, where, and whether anybody supports it. kind: denied, where a speaker
// is named or the sentence answers an earlier one; not so, where the report itself says that it stopped or never was.
MATCH (f:Fact)<-[:BEARS_ON {stance: 'denies'}]-(c:Claim)-[:STATED_IN]->(p:Passage)-[:PART_OF]->(d:Document)-[:PUBLISHED_BY]->(s:Source)
WHERE f.subject = $state OR f.object = $state
RETURN CASE WHEN c.speaker IS NOT NULL OR EXISTS { MATCH (c)-[:ANSWERS]->(:Claim) } THEN 'denied' ELSE 'not so' END AS kind,
       f.relation AS relation, f.subject AS subject, f.object AS object, c.speaker AS speaker, p.text AS text,
       s.name AS outlet, d.published AS published, f.n_stories AS supporting_stories, f.id AS fact, c.id AS claim,
       f.contested AS contested
ORDER BY published, relation, subject, object, claim;

// name: who_says(state: actor)
// Who says what about a state: speakers by name, with the outlet itself where a sentence names none.
MATCH (e:Entity {id: $state})<-[:SUBJECT|OBJECT]-(c:Claim)-[:STATED_IN]->(:Passage)-[:PART_OF]->(d:Document)-[:PUBLISHED_BY]->(s:Source)
WITH DISTINCT c, d, s
RETURN coalesce(c.speaker, s.name) AS speaker, c.relation AS relation, c.polarity AS polarity, c.modality AS modality,
       count(c) AS claims, count(DISTINCT d.id) AS documents, min(d.published) AS first, max(d.published) AS last
ORDER BY claims DESC, speaker, relation, polarity, modality;

// name: copies()
// Stories printed more than once: near-identical reports count as one independent source.
MATCH (d:Document)-[:IN_STORY]->(story:Story)
MATCH (d)-[:PUBLISHED_BY]->(s:Source)
WITH story, count(DISTINCT d.id) AS documents, count(DISTINCT s.id) AS outlets, min(d.published) AS first, min(d.title) AS title
WHERE documents > 1
RETURN story.id AS story, title, documents, outlets, first
ORDER BY documents DESC, first, story;

// name: sources_of(state: state)
// What a state's ties rest on: data sets with their version, and texts. first and last: of when a tie was; of texts that give
// no day, of when they were published.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE (a.id = $state OR b.id = $state) AND r.fact IS NOT NULL
RETURN r.source AS source, r.version AS version, type(r) AS relation, count(*) AS ties,
       min(coalesce(r.since, CASE WHEN r.source = 'text' THEN r.known END)) AS first,
       max(coalesce(r.until, r.since, CASE WHEN r.source = 'text' THEN r.known END)) AS last
ORDER BY source, version, relation;
