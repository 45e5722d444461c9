"""Whether a name in a sentence stands for a state or a group that acts, and not only for where somebody comes from.

"Oslo", "the Omani navy", "a Malian raid" are of states; "a Kenyan banker" and "the Danish edition" merely carry the
name of one. A reader of whole articles learns that from what stands around; a sentence alone has only its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import SYMMETRIC
from kg.text.actors import Sentence
from kg.text.deeds import ACTING, relations_of
from kg.text.frames import Match
from kg.text.grammar import SUBJECTS
from kg.text.mentions import words
from kg.text.pairs import End, Pair
from kg.text.pronouns import NEUTER, PLURAL, THIRD

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

STATELY = frozenset(("forces", "government", "leader_titles"))  # classes of those who act for a state
CARRYING = frozenset(("amod", "compound", "nmod", "poss"))  # how a name hangs on what is only called after it
# Of these classes, who does not act for a state.
PRIVATE = words("bank company firm industry voter people nation party source delegate team crew judge court volunteer")
THEY = NEUTER | THIRD | PLURAL  # who may be another than the network takes them for


def both_act(s: Sentence, pair: Pair) -> bool:
    """Whether both of a pair, or the one where it has no second, are named here as states or groups that act."""
    return acts(s, pair.a) and (pair.b is None or acts(s, pair.b))


def acts(s: Sentence, end: End) -> bool:
    """ "Benin", "the Beninese army", "a Beninese raid" act; "a Beninese singer", "they" and "some rebels" may not."""
    if end.token is None or end.who is None or end.actor.type not in ACTING or not (end.actor.id or end.actor.state):
        return False
    if end.who.how in ("coreference", "people", "unknown"):
        return False
    top = _carrier(end.token)
    if "weapons" in s.kinds(top) and top.dep_ not in SUBJECTS:
        return False  # "asked for 32 Belgian guns"
    if top == end.token and end.who.how in ("office", "forces"):
        return s.lemma(s.head_noun(top)) not in PRIVATE
    return end.who.how == "name" if top == end.token else _is_stately(s, top)


def _carrier(name: Token) -> Token:
    """ "Danish", "Denmark's": the noun that carries the name; the name itself where it stands alone."""
    while name.dep_ in CARRYING and name.head.i > name.i:
        name = name.head
    return name


def _is_stately(s: Sentence, noun: Token) -> bool:
    """ "The Chilean cabinet", "a Chilean raid", but no Chilean bank: those who act for a state, or what states do."""
    lemma = s.lemma(noun)
    if lemma in PRIVATE or any(c.dep_ == "compound" and c.pos_ == "NOUN" and not s.kinds(c) for c in noun.children):
        return False
    return bool(s.kinds(noun) & STATELY or relations_of(lemma))


def is_in_doubt(match: Match, by_frames: list[Match]) -> bool:
    """Whether it is not said in so many words that a likely relation is of these two, or that it is so at all.

    "Niger sold it ten boats", "no losses", "died before Peru struck", and where a frame tells the same of one of them.
    """
    word = match.trigger
    if any(c.lower_ in ("no", "before") for c in word.children):
        return True
    if match.frame.relation not in SYMMETRIC and any(t.lower_ in THEY for t in word.subtree):
        return True
    if match.object and match.frame.relation == "ATTACKS" and word.doc[match.object.token].head.lower_ == "in":
        return True  # "a Danish embassy shelled in Mali": where, and not who
    ends = _keys(match)
    return any(m.frame.relation == match.frame.relation and _keys(m) & ends for m in by_frames)


def _keys(match: Match) -> set[str]:
    return {match.subject.actor.key, match.object.actor.key if match.object else ""}
