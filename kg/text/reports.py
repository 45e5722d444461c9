"""Who reports a sentence as a whole: "according to ...", "..., the minister said", "warned a colonel"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import Stance, cues
from kg.text.frames import Match
from kg.text.grammar import SUBJECTS, objects
from kg.text.mentions import classes_of
from kg.text.speakers import speaker, speakers

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


ACCOUNTS = frozenset(
    ("account", "estimate", "count", "reckoning", "telling", "admission", "opinion", "view", "word", "assessment")
)
# Verbs that close a sentence as "said" does: "..., diplomats believe", "..., his staff promised".
CLOSING = {
    w: "speculated"
    for w in ("believe", "fear", "think", "suspect", "hint", "suggest", "predict", "reckon", "speculate")
} | {w: "reported" for w in ("warn", "boast", "promise", "pledge", "vow", "caution", "threaten")}


def report(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """ "according to ...", and a speech verb in parataxis: "..., the minister said, ..."."""
    for t in s.doc:
        if (
            t.dep_ in ("prep", "pcomp", "advmod", "ROOT")
            and t.lower_ == "according"
            and _covers(t, token)
            and t not in token.ancestors
        ):
            found.add("reported", t)
            found.speakers += [a for c in t.children if c.dep_ == "prep" for o in objects(c) for a in speaker(s, o)]
        if t.dep_ == "prep" and t.lower_ in ("by", "in", "on") and _covers(t, token):  # "by Kyiv's own account"
            for noun in (o for o in objects(t) if s.lemma(o) in ACCOUNTS):
                whose = [c for c in noun.children if c.dep_ == "poss" and c.tag_ != "PRP$"]
                whose += [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
                if whose:
                    found.add("speculated" if noun.lemma_ in ("opinion", "view") else "reported", t)
                    found.speakers += [a for w in whose for a in speaker(s, w)]
    verb = _clause(token)
    for child in verb.children:
        if (
            (
                child.dep_ in ("parataxis", "ccomp")
                and child.i != token.i
                and child.lemma_.lower() in cues("reported") | cues("alleged")
            )
            and any(c.dep_ in SUBJECTS for c in child.children)
            and not any(c.dep_ in ("dobj", "ccomp") for c in child.children)
            and _same_segment(s, token.i, child.i)
        ):
            found.add("alleged" if child.lemma_.lower() in cues("alleged") else "reported", child)
            found.speakers += speakers(s, child)
    relative = token.dep_ in ("relcl", "acl") and match.frame.relation != "CASUALTIES"
    if "reported" not in found.hedges and "alleged" not in found.hedges and not relative:
        marks = [c for c in token.children if c.dep_ == "mark"]
        if not any(m.lower_ in ("after", "since", "before", "because") for m in marks):
            _aside(found, s, token)
            if not found.speakers:
                _inverted(found, s, token)
    found.speakers = list({a.name: a for a in found.speakers}.values())


VOICES = frozenset(("media", "government", "leader_titles", "other_titles", "group_people", "people_forces"))


def _inverted(found: Stance, s: Sentence, token: Token) -> None:
    """ "Were they to come back, warned a colonel in Kigali, the army would ...": the verb before its subject."""
    for t in s.doc[1:]:
        lemma = t.lemma_.lower()
        if lemma not in cues("reported") | CLOSING.keys() or s.doc[t.i - 1].text not in (",", '"', "”"):
            continue
        after = [c for c in t.children if c.dep_ in SUBJECTS and c.i > t.i]
        if t.tag_ in ("VBD", "VBZ", "VBP") and after and _same_segment(s, token.i, t.i) and t not in (token,):
            found.add(CLOSING.get(lemma, "reported"), t)
            if not found.speakers:
                found.speakers += speaker(s, after[0])
            return


def _aside(found: Stance, s: Sentence, token: Token) -> None:
    """ ", fishermen allege;" and ", its officials insist.": a short clause of saying that the parser often loses."""
    for t in s.doc:
        lemma = t.lemma_.lower()
        closes = (
            t.i + 1 >= len(s.doc)
            or s.doc[t.i + 1].text in (".", ",", ";", '"', "”", "’")
            or (s.doc[t.i + 1].lower_ in ("on", "in", "yesterday", "today", "late", "last", "this", "early", "earlier"))
        )
        lost = (  # ", a magazine reported on Sunday.": a participle to the parser
            t.tag_ == "VBN" and t.dep_ == "acl" and t.head.i == t.i - 1
            and bool({k for w in s.words(t.head) for k in classes_of(w)} & VOICES)
        )  # fmt: skip
        verb = (
            lost
            or t.tag_ in ("VBD", "VBP", "VBZ")
            or (t.tag_ == "NN" and t.i > 0 and s.doc[t.i - 1].tag_ in ("NNS", "NNPS"))
        )
        if lemma not in cues("reported") | cues("alleged") | CLOSING.keys() or t.i < 2 or not closes or not verb:
            continue
        label = "alleged" if lemma in cues("alleged") else CLOSING.get(lemma, "reported")
        if token.dep_ in ("relcl", "acl") and t.i < token.i:
            continue
        start = t.i - 1
        if s.doc[start].text == "," and s.doc[start - 1].pos_ == "PROPN":  # "the chief of staff, General Brawner, said"
            start -= 1
            while start > 0 and s.doc[start].pos_ == "PROPN":
                start -= 1
            head = next((c for c in t.children if c.dep_ in SUBJECTS), s.doc[t.i - 2])
            if s.doc[start].text == "," and _same_segment(s, token.i, t.i) and token.i < start:
                found.add(label, t)
                found.speakers += [] if found.speakers else speaker(s, head) or speaker(s, s.doc[t.i - 2])
                return
            continue
        while (
            start > 0
            and s.doc[start].text not in (",", ";")
            and t.i - start < 9
            and s.doc[start].tag_ not in ("VBD", "VBZ", "VBP", "MD")
        ):
            start -= 1
        if s.doc[start].text != "," or not _same_segment(s, token.i, start):
            continue
        head = s.doc[t.i - 1]
        if head.pos_ == "ADV" and head.i - 1 > start:  # "diplomats there believe"
            head = s.doc[head.i - 1]
        while head.dep_ in ("pobj", "prep", "compound") and start < head.head.i < t.i:  # "a diplomat in New Delhi"
            head = head.head
        if head.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        found.add(label, t)
        if not found.speakers:
            found.speakers += speaker(s, head)
        return


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
