"""Conditions: the clause that hangs on an "if", and what is told only "provided that" something else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import Stance
from kg.text.grammar import SUBJECTS, objects

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

PROVISOS = ("provided", "providing")
NO_CONDITION = frozenset(("even", "as", "whether", "see", "ask", "asked", "wonder"))


def conditions_beside(found: Stance, token: Token) -> None:
    """The clause that depends on an if-clause is conditional too."""
    for clause in token.children:
        if (
            clause.dep_ == "advcl"
            and any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided") for c in clause.children)
            and not any(c.lower_ == "even" for c in clause.children)
            and not any(c.dep_ == "conj" and c.pos_ == "VERB" and token.i < c.i < clause.i for c in token.children)
        ):
            found.add("conditional", "if-clause")
        if (clause.lower_ in ("provided", "providing") and any(c.dep_ == "ccomp" for c in clause.children)) or (
            clause.dep_ == "prep"
            and clause.lower_ == "on"
            and any(
                o.lemma_ == "condition" and any(c.dep_ in ("acl", "ccomp", "relcl") for c in o.children)
                for o in objects(clause)
            )
        ):
            found.add("conditional", clause)
        if clause.dep_ == "parataxis":
            conditions_beside(found, clause)
        if clause.dep_ == "advcl" and any(
            c.dep_ == "aux" and c.lower_ in ("should", "were") and c.i == clause.left_edge.i for c in clause.children
        ):
            found.add("conditional", "inverted if-clause")


def proviso(found: Stance, s: Sentence, token: Token) -> None:
    """ "May leave if the costs rise", "is ready to send 150, provided parliament agrees", "but only if they ask": a
    condition that the parser hangs elsewhere, for what is not yet done."""
    if "conditional" in found.hedges or not found.hedges & {"future", "speculated"}:
        return
    opens = condition_after(s, token)
    if opens is not None:
        found.add("conditional", opens)


def condition_after(s: Sentence, token: Token) -> Token | None:
    """The word that opens a condition after a verb, before the sentence says something else."""
    for t in s.doc[token.i + 1 :]:
        if t.text == ";" or _new_clause(t, token):
            return None
        before = s.doc[t.i - 1].lower_
        if t.lower_ in ("if", "unless") and t.dep_ == "mark" and before not in NO_CONDITION:
            return t
        following = s.doc[t.i + 1].lower_ if t.i + 1 < len(s.doc) else ""
        clause = any(c.dep_ == "ccomp" for c in t.children)  # "providing Kyiv with tanks" is none
        if t.lower_ in PROVISOS and (following == "that" or (before == "," and (t.lower_ == "provided" or clause))):
            return t
        if t.lower_ == "provided" and _opens_clause(t):
            return t
    return None


def _opens_clause(t: Token) -> bool:
    """ "Will leave provided the border is calm": what follows has a subject and a verb."""
    after = t.doc[t.i + 1 :]
    begins = after[:1] and after[0].pos_ in ("DET", "PROPN", "PRON", "NOUN", "ADJ")
    if not begins or any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass") for c in t.children):
        return False
    end = next((i for i, a in enumerate(after) if a.is_punct and a.text != "-"), len(after))
    return any(a.tag_ in ("MD", "VBZ", "VBP") or (a.tag_ == "VBD" and a.pos_ != "ADJ") for a in after[:end])


def _new_clause(t: Token, token: Token) -> bool:
    """ ", and the army sent tanks": another statement begins."""
    return (
        t.dep_ == "conj"
        and t.pos_ in ("VERB", "AUX")
        and any(c.dep_ in SUBJECTS for c in t.children)
        and token not in t.subtree
    )
