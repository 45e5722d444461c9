"""What "the hiring", "the raid", "the plan", "this" name: who did it, as the text told before.

Claims are remembered by their relation; every other clause by its verb and by what is made in it, whether or not a
frame knows the verb. Nobody is meant where the text told of two doers, or of the speaker alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import RELATIONS, Actor
from kg.text.arguments import Arguments
from kg.text.coreference import Deed
from kg.text.frames import light_verbs
from kg.text.grammar import objects
from kg.text.mentions import table, words
from kg.text.pronouns import deed_of
from kg.text.who import Who, again

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

FAR = 5  # sentences back that a deed may have been told
ANY = tuple(r for r in RELATIONS if r not in ("LEADS", "MEMBER_OF", "PART_OF", "DEPENDS_ON"))
SIDES_ALIKE = frozenset(("MEETS_WITH", "AGREES_WITH", "ALLIED_WITH", "COOPERATES_WITH", "COMBAT"))
VAGUE = words(
    """
    move decision step act action announcement measure plan policy conduct behaviour behavior affair incident idea
    version gesture concession offer choice arrangement
    """
)
ENDINGS = ("ing", "ion", "ment", "al", "ance", "ence", "ure", "ery", "age")  # of nouns that name what a verb does
MAKES = words("""
    put_forward unveil table present draft publish submit circulate devise advance outline set_out draw_up sponsor
    """)
PLAIN = frozenset(("be", "have", "say", "tell", "add"))
ACTING = ("state", "organisation", "armed_group", "armed_force", "leader")
AIMED = frozenset(("on", "upon", "against", "of", "at"))


@cache
def relations_of(noun: str) -> tuple[str, ...]:
    """Of which relations, best first, a noun may name an event: "the raid", "the demand"; of any, "the move"."""
    rows = table("nouns.yaml")["deeds"].items()
    found = [r for relations, nouns in rows if noun in nouns.split() for r in relations.split()]
    return tuple(dict.fromkeys(found)) or (ANY if noun in VAGUE else ())


@cache
def names_deed(noun: str, verb: str) -> bool:
    """Whether a noun says what a verb does: "hiring" of "hire", "invasion" of "invade", "raid" of "raid".

    It begins like the verb but for two letters, and ends as such nouns do.
    """
    if noun == verb:
        return True
    alike = next((n for n, (a, b) in enumerate(zip(noun, verb, strict=False)) if a != b), min(len(noun), len(verb)))
    return alike >= max(3, len(verb) - 2) and len(noun) - alike < 6 and noun[alike:].endswith(ENDINGS)


def clauses(s: Sentence, end: int | None = None) -> Iterator[Deed]:
    """Who does what in a sentence, up to a word of it, and whose is what: "Fiji hired men", "the American offer"."""
    for token in s.doc[:end]:
        if token.pos_ == "VERB" and token.lemma_ not in PLAIN:
            a = Arguments(s, token, "verbs")
            themes = a.themes()
            makes = token.lemma_ in light_verbs() or token.lemma_ in MAKES
            said = [token.lemma_.lower(), *(s.lemma(s.head_noun(t)) for t in themes if makes)]
            doers = _acting(w for t in a.agents() for w in s.actors(t))
            whom = _acting(w for t in themes for w in s.actors(t))
        elif token.pos_ == "NOUN" and token.i not in s.part_of:
            said, doers, whom = [s.lemma(token)], _acting(s.owners(token, of=False)), ()
        else:
            continue
        if doers:
            yield Deed(s.discourse.sentence, frozenset(said), doers, whom)


def _acting(whos: Iterable[Who]) -> tuple[Actor, ...]:
    return tuple({w.actor.key: w.actor for w in whos if w.actor.type in ACTING}.values())


def on_side(actor: Actor, mine: set[str]) -> bool:
    """Whether somebody is on the side of those who speak; rebels are not on that of their state."""
    own = {actor.key} if actor.type == "armed_group" else {actor.state, actor.key}
    return bool(mine & own)


def told_near(s: Sentence) -> list[Deed]:
    """The claims of the sentences before and of this one, as far as it is read."""
    here = [Deed(s.discourse.sentence, frozenset(), (one,), (other,), relation) for relation, one, other in s.told]
    return [d for d in (*s.discourse.deeds, *here) if d.relation and s.discourse.sentence - d.at <= FAR]


def doers_of(s: Sentence, token: Token, mine: set[str]) -> list[Who]:
    """Who did what a noun or pronoun names, other than `mine`: by the very word, else by the first relation told of.

    "The raid on Iran" was not made by Iran.
    """
    noun = s.head_noun(token)
    if (
        token.pos_ == "PRON" and (deed := deed_of(token)) is not None
    ):  # "criticised Israel's raid, and Oman deplored it"
        by = [w for c in deed.children if c.lower_ == "by" for o in objects(c) for w in s.actors(o)]
        theirs = [w for w in by or s.owners(deed, of=False) if not mine & {w.actor.key, w.actor.state}]
        return [again(w.actor, token) for w in theirs]
    relations = ANY if token.pos_ == "PRON" else relations_of(s.lemma(noun))
    aimed = [o for p in noun.children if p.lower_ in AIMED for o in objects(p)]
    others = mine | {k for o in aimed for w in s.actors(o) for k in (w.actor.key, w.actor.state) if k}
    near = told_near(s)
    ranks = [near] if relations is ANY else [[d for d in near if d.relation == r] for r in relations]
    if relations is not ANY:
        ranks.insert(0, _last_named(s, s.lemma(noun), bool(relations)))
    for told in ranks:
        doers = [found for d in told if (found := _doers(d, others))]
        if doers:
            alike = len({w.state or w.key for found in doers for w in found}) == len(doers[-1])
            return [again(w, token) for w in doers[-1]] if alike else []
    return []


def _last_named(s: Sentence, noun: str, is_deed: bool) -> list[Deed]:
    """Of the clauses that said the noun, or its verb, those of the last sentence that did.

    A noun that is no deed by itself is one where its verb stood: "the hiring", never "the base".
    """
    clauses = [d for d in s.discourse.deeds if not d.relation]
    named = [d for d in clauses if any(names_deed(noun, w) and (is_deed or w != noun) for w in d.words)]
    return [d for d in named if d.at == named[-1].at]


def _doers(deed: Deed, others: set[str]) -> list[Actor]:
    """Who did what was told; nobody of the speaker's side, nor of a fight of two others."""
    ends = deed.whom if deed.relation == "CASUALTIES" else deed.doers
    ends = (*deed.doers, *deed.whom) if deed.relation in SIDES_ALIKE else ends
    found = [w for w in ends if not on_side(w, others)]
    return [] if deed.relation == "COMBAT" and len(found) > 1 else found
