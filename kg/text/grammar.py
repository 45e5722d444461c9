"""What the parse says of verbs and nouns, before anybody asks who they are: voice, objects, conjuncts, particles.

spaCy's small model errs in ways that come back; what is known of them is mended here, each with its example.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

FINITE = ("VBD", "VBZ", "VBP", "MD")
SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
INTRANSITIVE = frozenset(["protest", "complain", "respond", "object", "appeal"])
COMPANY = words("train exercise drill patrol fight operate march sail fly serve manoeuvre practise practice rehearse")
SMALL = frozenset(["hold", "call", "find", "deem", "consider", "declare", "brand", "label", "keep", "leave"])
PARTICLES = frozenset(["aside", "out", "back", "up", "off", "down", "over", "away", "in"])
CONTROL = words("""
    accuse urge ask tell order force allow let permit help enable press persuade convince request invite
    encourage instruct authorise authorize suspect beg lead cause make see train want warn forbid bar
    prevent stop keep blame expect bind oblige commit select choose pick hire contract task tap prompt push compel spur
    provoke inspire
    """)
CALLING = words("""
    call describe term label brand dub see regard view consider perceive deem denounce characterise characterize
    """)
DAYS = words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Christmas Easter Ramadan
    """)  # proper nouns to the parser, and nobody's names
SPOKESMEN = words("spokesman spokeswoman spokesperson envoy adviser aide")
SPANS = words("hour day week month year decade round bout spell wave night")  # "34 days of war"


Answer = TypeVar("Answer")


def once(ask: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """A question that is answered once for each token: each frame asks again, and the parse does not change while it
    is read (what mends it, mending.py, asks none of these)."""

    name = ask.__name__

    @wraps(ask)
    def asked(token: Token) -> Answer:
        known: dict[Any, Any] = token.doc.user_data
        key = name, token.i
        if key not in known:
            known[key] = ask(token)
        answer: Answer = known[key]
        return answer

    return asked


def objects(prep: Token) -> list[Token]:
    """What stands after a preposition; through a second one ("out of Mali", "from within Iraq")."""
    found = [so_called(c) or c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
    return found or [o for c in prep.children if c.dep_ == "prep" for o in objects(c)]


def so_called(clause: Token) -> Token | None:
    """ "What it called an overreaction", "what it described as Eritrean aggression": the noun, as if said outright."""
    what = any(c.tag_ == "WP" and c.lower_ == "what" for c in clause.children)
    if not what or clause.lemma_ not in CALLING:
        return None
    after = [o for c in clause.children if c.lower_ == "as" for o in c.children if o.dep_ == "pobj"]
    nouns = [c for c in (*clause.children, *after) if c.dep_ in ("oprd", "pobj", "attr") and c.pos_ != "PRON"]
    return nouns[0] if nouns else None


def verb_above(token: Token) -> Token | None:
    """The verb in whose clause a word stands."""
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def noun_of(token: Token) -> Token:
    """The noun whose adjective or owner somebody is: "ministers" for "Turkish" of "three Turkish ministers"."""
    while token.dep_ in ("amod", "compound", "poss", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def is_open(doc: Doc) -> bool:
    """Whether a text ends without a stop, as headlines do."""
    return doc[-1].text not in '.!?"”'


def conjuncts(token: Token) -> list[Token]:
    found = [c for c in token.children if c.dep_ == "conj"]
    return found + [g for c in found for g in conjuncts(c)]


def first_of_list(token: Token) -> list[Token]:
    """The first member of a list that a noun may be the last of."""
    while token.dep_ == "conj":
        token = token.head
    return [token]


@once
def is_passive(verb: Token) -> bool:
    if verb.lemma_.lower() in INTRANSITIVE or _is_company(verb):
        return False  # taken for a participle by the parser: "The president protested to Moscow"
    if any(c.dep_ in ("auxpass", *PASSIVE) for c in verb.children):
        return True
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "relcl")
        and not any(c.dep_ in ("aux", *SUBJECTS) for c in verb.children)
    ):
        return True
    if (
        verb.tag_ == "VBN"
        and not any(c.dep_ in ("aux", "auxpass", "dobj") for c in verb.children)
        and any(c.dep_ == "nsubj" for c in verb.children)
    ):
        return True  # headlines: "Talks held in Cairo"
    if _is_still(verb):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head):
        return not any(c.dep_ in ("aux", *SUBJECTS) for c in verb.children)
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("advcl", "amod")
        and not any(c.dep_ in ("aux", "dobj") for c in verb.children)
    )


def _is_still(verb: Token) -> bool:
    """ "Peru and Chile remain bound by a treaty", "two were reported killed": the participle after a verb that only
    links it."""
    links = verb.dep_ == "acomp" and verb.head.lemma_ in ("remain", "stay", "feel", "get")
    told = verb.dep_ in ("xcomp", "oprd", "ccomp") and verb.head.lemma_ in ("report", "fear", "believe", "presume")
    told = told and verb.i == verb.head.i + 1 and any(c.dep_ == "auxpass" for c in verb.head.children)
    return verb.tag_ == "VBN" and (links or told)


def _is_company(verb: Token) -> bool:
    """ "Emirati pilots trained with Greek crews": nobody trained them, whatever the parser makes of the participle."""
    if verb.lemma_.lower() not in COMPANY or any(c.dep_ in ("auxpass", "agent") for c in verb.children):
        return False
    beside = any(c.dep_ == "prep" and c.lower_ in ("with", "alongside", "beside") for c in verb.children)
    beside = beside or any(c.lower_ in ("together", "jointly", "alongside") for c in verb.children)
    own = any(c.dep_ == "nsubj" for c in verb.children) or (verb.dep_ == "acl" and verb.head.dep_ == "ROOT")
    return beside and own


def is_compound(verb: Token) -> bool:
    """ "Iran-backed militias", "a Russian-built base": a participle that a hyphen joins to its doer."""
    return verb.dep_ == "amod" and verb.tag_ == "VBN" and any(c.dep_ == "punct" and c.i < verb.i for c in verb.children)


def infinitive_of(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _more_by(by: Token) -> list[Token]:
    """ "By Egypt and by France"."""
    return [o for c in by.children if c.dep_ == "conj" and c.lower_ == "by" for o in objects(c)]


def by_agents(verb: Token) -> list[Token]:
    if is_compound(verb):
        return [
            c for c in verb.children if c.dep_ in ("npadvmod", "compound", "nmod", "amod", "nsubj") and c.i < verb.i
        ]
    preps = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
    return [o for c in preps for o in (*objects(c), *_more_by(c))]


def is_mistaken(token: Token) -> bool:
    """ "Sold used tanks", "delivered Su-35 jets": the goods hang on a verb or a preposition that is none."""
    if token.head.pos_ != "VERB" or token.i < token.head.i:
        return False
    used = (
        token.lower_ == "used"
        and token.dep_ in ("advcl", "ccomp")
        and not any(c.dep_ in SUBJECTS for c in token.children)
    )
    name = token.dep_ == "prep" and token.text[:1].isupper() and any(c.isdigit() for c in token.text)
    return used or name


def _is_bare(clause: Token, verb: Token) -> bool:
    """An infinitive; below "let", which takes no other clause, whatever form the parser sees in it."""
    return clause.tag_ == "VB" or (verb.lemma_ == "let" and clause.tag_ in ("VBP", "NN", "VBN"))


def _shared(verb: Token) -> list[Token]:
    """ "To arm and train the army", "whom it arms and trains": one object of two verbs, given to one of them."""
    if any(c.dep_ in ("auxpass", *PASSIVE, "ccomp", "xcomp", "prep", "dative", "prt") for c in verb.children):
        return []
    joined = [c for c in verb.children if c.dep_ == "conj" and c.tag_ == verb.tag_ and c.i - verb.i in (2, 3)]
    if joined and verb.doc[verb.i + 1].lower_ in ("and", "or", ","):
        return [c for c in joined[0].children if c.dep_ == "dobj"] or _shared(joined[0])
    first = verb.head
    if verb.dep_ == "conj" and first.dep_ == "relcl" and verb.i - first.i in (2, 3):
        return [first.head] if any(c.dep_ == "dobj" and is_relative(c) for c in first.children) else []
    return []


def themes_of(verb: Token) -> list[Token]:
    """The object of a verb: direct, passive subject, or what a participle or relative clause hangs on."""
    return list(_themes(verb))


@once
def _themes(verb: Token) -> list[Token]:
    direct = [c for c in verb.children if c.dep_ == "dobj"]
    if not direct and _is_company(verb):
        return []
    if not direct:
        direct = [noun for c in verb.children if c.dep_ in ("ccomp", "pcomp") and (noun := so_called(c)) is not None]
    if not direct and verb.lemma_.lower() in SMALL:  # "hold the army responsible", "call the raid murder"
        direct = [
            g
            for c in verb.children
            if c.dep_ == "ccomp" and not any(m.dep_ in ("mark", "aux") for m in c.children)
            for g in c.children
            if g.dep_ == "nsubj"
        ]
    if not direct and verb.lemma_.lower() in CONTROL:  # "allows Japan to use a base": a clause to the parser only
        direct = [
            g
            for c in verb.children
            if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i and _is_bare(c, verb)
            for g in c.children
            if g.dep_ == "nsubj" and not any(m.dep_ == "mark" or m.tag_ == "MD" for m in c.children)
        ]
    if not direct:
        direct = [
            o for c in verb.children if is_mistaken(c) for o in c.children if o.dep_ in ("dobj", "pobj") and o.i > c.i
        ]
    to_do = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if verb.dep_ in ("relcl", "acl") and not to_do and verb.head.pos_ in ("NOUN", "PROPN"):
        if [c for c in direct if is_relative(c)] or (
            not direct
            and not is_passive(verb)
            and any(c.dep_ in SUBJECTS and not is_relative(c) and c.i > verb.head.i for c in verb.children)
        ):
            return [verb.head]
        if is_passive(verb) and any(c.dep_ in PASSIVE and is_relative(c) for c in verb.children):
            return direct or [verb.head]
    if not direct and verb.i + 1 < len(verb.doc):  # "recaptured Aden from the rebels": no adverb
        after = verb.doc[verb.i + 1]
        bare = after.dep_ == "npadvmod" and after.head == verb and after.pos_ == "PROPN" and not any(after.children)
        direct = [after] if bare and after.text not in DAYS else []
    if direct := direct or _shared(verb):
        return direct
    if verb.dep_ == "oprd" and verb.tag_ == "VBN":  # "kept the rebels supplied with shells"
        return [c for c in verb.head.children if c.dep_ == "dobj"]
    if _is_still(verb):
        return [c for c in verb.head.children if c.dep_ in SUBJECTS + PASSIVE]
    passive = [c for c in verb.children if c.dep_ in PASSIVE]
    if not passive:  # "The rebels are allied to Iran": the subject hung on the auxiliary
        passive = [g for c in verb.children if c.dep_ == "auxpass" for g in c.children if g.dep_ in SUBJECTS + PASSIVE]
    if passive:
        return passive
    if verb.tag_ == "VBN" and is_passive(verb) and (reduced := [c for c in verb.children if c.dep_ == "nsubj"]):
        return reduced
    if (verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not _is_company(verb)) or is_compound(verb):
        return [verb.head]
    if verb.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in verb.children):  # "was due to be received by"
        governor = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb.head.head
        return [c for c in governor.children if c.dep_ in SUBJECTS + PASSIVE]
    if verb.dep_ == "conj" and is_passive(verb) and is_passive(verb.head):
        return themes_of(verb.head)
    if verb.dep_ in ("ccomp", "xcomp"):  # "let the United Arab Emirates ship arms" parsed as a small clause
        return [
            c for c in verb.children if c.dep_ in ("attr", "oprd") and verb.lemma_ not in ("be", "become", "remain")
        ]
    later = [
        c
        for c in verb.children
        if c.dep_ == "conj" and c.pos_ == "VERB" and not any(g.dep_ in SUBJECTS for g in c.children)
    ]
    if later and not any(c.dep_ == "prep" and c.i > verb.i for c in verb.children):  # "bombed and shelled the port"
        return [g for c in later for g in c.children if g.dep_ == "dobj"]
    return []


def past_beside_infinitive(verb: Token) -> bool:
    """ "called on both to stop and accused Iran of lying": the past tense that the parser joins to the infinitive."""
    head = verb.head
    return (
        verb.dep_ == "conj"
        and verb.tag_ in ("VBD", "VBN")
        and head.tag_ == "VB"
        and head.dep_ in ("xcomp", "advcl", "acl", "ccomp")
        and head.head.pos_ == "VERB"
        and head.head.tag_ in ("VBD", "VBN")
        and any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)
        and not any(c.dep_ in ("aux", "auxpass", *SUBJECTS, *PASSIVE) for c in verb.children)
        and any(c.dep_ in ("dobj", "prep", "ccomp") for c in verb.children)
    )


def is_relative(token: Token) -> bool:
    """ "which", "whom", and "that" where the parser makes it an object: "the accord that they signed"."""
    return token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.tag_ == "IN" and token.dep_ != "mark")


@once
def told_before(token: Token) -> Token | None:
    """The earlier deed in whose words a word stands: of "bombed Oman, a day after a raid that killed six", the raid."""
    for t in (token, *token.ancestors):
        if t.dep_ == "pobj" and t.head.lower_ == "after" and t.head.head.pos_ == "VERB":
            return t
        if t.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "after" for c in t.children):
            return t
    return None


def is_later(verb: Token, word: Token) -> bool:
    """Whether a word stands in an earlier deed than a verb tells: "raid" of "bombed Oman a day after a raid"."""
    before = told_before(word)
    return before is not None and before != verb and not before.is_ancestor(verb)


def is_there(token: Token) -> bool:
    """ "Keeps 300 men there": the adverb of place, not "there are"."""
    return token.lower_ == "there" and token.tag_ != "EX" and token.pos_ == "ADV"


def _compares(word: Token) -> bool:
    """ "Gave it $2 billion, up from $1 billion": no "give up"."""
    return word.nbor(-1).text == "," and word.i + 1 < len(word.doc) and word.nbor(1).lower_ == "from"


def particle_lemma(verb: Token) -> str:
    """ "pull_out" for "pulled ... out"; the bare lemma without a particle."""
    for child in verb.children:
        if (child.dep_ == "prt") or (
            child.dep_ in ("advmod", "prep") and child.lower_ in PARTICLES and child.i > verb.i and not _compares(child)
        ):
            return f"{verb.lemma_.lower()}_{child.lower_}"
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if (
        after.dep_ == "quantmod" and after.lower_ in PARTICLES
    ):  # "handed over 12 boats": part of the number, to the parser
        return f"{verb.lemma_.lower()}_{after.lower_}"
    return verb.lemma_.lower()


FALLS_SHORT = frozenset((("stop", "short"), ("fall", "short"), ("come", "short"), ("come", "close")))


def falls_short(verb: Token, how: Token) -> bool:
    """ "Stopped short of sending troops", "came close to attacking": it was not done."""
    return how.head == verb and how.dep_ in ("advmod", "acomp", "prt") and (verb.lemma_, how.lower_) in FALLS_SHORT


def is_to_blame(verb: Token) -> bool:
    """ "Chad was to blame for the raid": who is blamed, and not who blames."""
    return verb.lemma_ == "blame" and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
