"""Who reports a sentence as a whole: "according to ...", "..., the minister said", "warned a colonel"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.closings import CLOSING, closings, reaches
from kg.text.cues import Stance, any_cues, cues
from kg.text.frames import Match
from kg.text.grammar import SUBJECTS, objects
from kg.text.speakers import cited, named_before, speaker, speakers

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


ACCOUNTS = frozenset(
    ("account", "estimate", "count", "reckoning", "telling", "admission", "opinion", "view", "word", "assessment")
)


def report(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """ "according to ...", and a speech verb in parataxis: "..., the minister said, ..."."""
    is_told = "according" in s.spoken or not s.lemmas.isdisjoint(ACCOUNTS)
    for t in s.doc if is_told else ():
        if (
            t.dep_ in ("prep", "pcomp", "advmod", "ROOT")
            and t.lower_ == "according"
            and _covers(t, token)
            and t not in token.ancestors
            and not (_set_off(token) and t.i > token.i)
            and (t.i < token.i or reaches(s, token, t.i, t.i))
        ):
            told = [o for c in t.children if c.dep_ == "prep" for o in objects(c)]
            doubted = any(c.lower_ in ("unconfirmed", "unverified") for o in told for c in o.children)
            found.add("alleged" if doubted else "reported", t)
            found.speakers += [a for o in told for a in speaker(s, o)]
        if t.dep_ == "prep" and t.lower_ in ("by", "in", "on") and _covers(t, token):  # "by Kyiv's own account"
            for noun in (o for o in objects(t) if s.lemma(o) in ACCOUNTS):
                whose = [c for c in noun.children if c.dep_ == "poss"]
                whose += [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
                if any(c.lower_ in ("official", "local", "several", "most", "some") for c in noun.children):
                    found.add("reported", t)  # "by official counts"
                if whose:
                    found.add("speculated" if noun.lemma_ in ("opinion", "view") else "reported", t)
                    found.speakers += [a for w in whose for a in speaker(s, w)]
    verb = _clause(token)
    for child in verb.children:
        if (
            (
                child.dep_ in ("parataxis", "ccomp")
                and child.i != token.i
                and child.lemma_.lower() in any_cues("reported", "alleged")
                and not any(c.tag_ == "MD" for c in child.children)  # "said it would respond"
            )
            and any(c.dep_ in SUBJECTS for c in child.children)
            and not any(c.dep_ in ("dobj", "ccomp") for c in child.children)
            and _same_segment(s, token.i, child.i)
        ):
            found.add("alleged" if child.lemma_.lower() in cues("alleged") else "reported", child)
            found.speakers += speakers(s, child)
    relative = match.frame.relation != "CASUALTIES" and (token.dep_ == "acl" or _set_off(token) or _conceded(token))
    if not relative and (not found.speakers or not found.hedges & {"reported", "alleged"}):
        marks = [c for c in token.children if c.dep_ == "mark"]
        if not any(m.lower_ in ("after", "since", "before", "because") for m in marks):
            _aside(found, s, token, match)
            if not found.speakers:
                _inverted(found, s, token)
    found.speakers = _outermost(list({a.name: a for a in found.speakers}.values()))


def _outermost(speakers: list[Actor]) -> list[Actor]:
    """ "The president said that his country ... and accused": he speaks, not his state as well."""
    persons = {a.state for a in speakers if a.type == "leader" and a.state}
    return [a for a in speakers if a.type != "state" or a.state not in persons]


def _inverted(found: Stance, s: Sentence, token: Token) -> None:
    """ "Were they to come back, warned a colonel in Kigali, the army would ...": the verb before its subject."""
    before = ""
    for t in s.doc:
        is_set_off, before = before in (",", '"', "”"), t.text
        if not is_set_off or ((lemma := t.lemma_.lower()) not in cues("reported") and lemma not in CLOSING):
            continue
        after = [c for c in t.children if c.dep_ in SUBJECTS and c.i > t.i]
        if t.tag_ in ("VBD", "VBZ", "VBP") and after and _same_segment(s, token.i, t.i) and t not in (token,):
            found.add(CLOSING.get(lemma, "reported"), t)
            if not found.speakers:
                found.speakers += speaker(s, after[0])
            return


def _is_of_another_figure(s: Sentence, start: int, verb: Token) -> bool:
    """ "2,000, not 900 as the Pentagon had said": it said the other."""
    opens = next((t for t in s.doc[start : verb.i] if t.lower_ == "as"), None)
    return opens is not None and opens.i > 1 and opens.nbor(-1).like_num and opens.nbor(-2).lower_ == "not"


ITS_OWN = frozenset(("ACCUSES", "REQUESTS", "THREATENS"))  # "..., the agency said, blaming Chad"


def _aside(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """ ", fishermen allege;" and ", its officials insist.": a clause of saying that stands apart."""
    for closing in closings(s):
        if closing.verb == token or not reaches(s, token, closing.start, closing.verb.i):
            continue
        if closing.verb.i < token.i and (
            token.dep_ in ("relcl", "acl")
            or ((match.frame.relation in ITS_OWN or token.pos_ == "NOUN") and closing.verb in token.ancestors)
        ):
            continue  # "..., he said during a visit to Beijing": that he was there is the text's own
        if _is_of_another_figure(s, closing.start, closing.verb):
            continue
        found.add(closing.label, closing.verb)
        if closing.verb.lemma_ == "learn" and not found.speakers:  # "..., Tass learned from the ministry": its word
            told = [o for c in closing.verb.children if c.lower_ == "from" for o in objects(c)]
            found.speakers += [a for o in told for a in speaker(s, o)]
        if not found.speakers:
            found.speakers += [a for t in named_before(s, closing.head) for a in speaker(s, t)]
            found.speakers += speaker(s, closing.head, slice(closing.start + 1, closing.verb.i))
            if not found.speakers and closing.head.lower_ == "it":
                found.speakers.append(match.subject.actor)  # "the army lost 23 men, it said"
            found.speakers += cited(s, closing.verb)
        return


def _set_off(token: Token) -> bool:
    """ "Algeria, which backs them, paid for it, according to ...": an aside of the text's own."""
    for t in (token, *token.ancestors):
        if t.dep_ == "relcl":
            edge = t.left_edge
            return edge.i > 0 and edge.nbor(-1).text in (",", "(", "-", "–")
        if t.pos_ in ("VERB", "AUX") and t.dep_ != "conj":  # "which is armed and paid by Iran"
            return False
    return False


def _conceded(token: Token) -> bool:
    """ "Despite a truce between them, Chad shelled Libya, the UN said": the truce is the text's own."""
    return token.dep_ == "pobj" and token.head.lower_ == "despite"


def _same_segment(s: Sentence, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not any(t.text == ";" or (t.dep_ == "mark" and t.lower_ in cues("factual_marks")) for t in s.doc[low:high])


def _clause(token: Token) -> Token:
    for t in (token, *token.ancestors):
        if t.pos_ in ("VERB", "AUX"):
            return t
    return token


def _covers(t: Token, token: Token) -> bool:
    """Whether an adjunct hangs on the claim's clause or above it."""
    host = t.head
    return t.dep_ == "ROOT" or host == token or host in list(token.ancestors) or token in list(host.ancestors)
