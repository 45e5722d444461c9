"""What the parse says of verbs and nouns, before anybody asks who they are: voice, objects, conjuncts, particles.

spaCy's small model errs in ways that come back; what is known of them is mended here, each with its example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
INTRANSITIVE = frozenset(["protest", "complain", "respond", "object", "appeal"])
SMALL = frozenset(["hold", "call", "find", "deem", "consider", "declare", "brand", "label", "keep", "leave"])
PARTICLES = frozenset(["aside", "out", "back", "up", "off", "down", "over", "away", "in"])
CONTROL = words("""
    accuse urge ask tell order force allow let permit help enable press persuade convince request invite
    encourage instruct authorise authorize suspect beg lead cause make see train want warn forbid bar
    prevent stop keep blame expect bind oblige commit
    """)
DAYS = words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Christmas Easter Ramadan
    """)  # proper nouns to the parser, and nobody's names
SPANS = words("hour day week month year decade round bout spell wave night")  # "34 days of war"


def mend(doc: Doc) -> Doc:
    """Slips of the parser that come back, put right: lemmas ("staged" is no stag), a verb taken for a plural ("Syria
    exports phosphates to Serbia"), and a finite verb taken for a participle of its own subject ("The coalition bombed Sanaa")."""
    _name_does(doc)
    for token in doc:
        if token.lemma_ in SLIPS and token.pos_ in ("VERB", "NOUN"):
            token.lemma_ = SLIPS[token.lemma_]
        before = [c for c in token.children if c.i < token.i]
        left = [c for c in before if c.dep_ in SUBJECTS and c.pos_ in ("NOUN", "PROPN", "PRON")]
        acted_on = any(c.dep_ == "dobj" and c.i > token.i for c in token.children)
        if token.tag_ == "NNS" and acted_on and not left and token.dep_ in ("ROOT", "ccomp"):  # "Chad sources fuel"
            beside = [c for c in before if c.dep_ in ("compound", "nmod", "poss")]
            if beside and beside[-1].pos_ == "PROPN" and beside[-1].i == token.i - 1:
                beside[-1].dep_ = "nsubj"
                left = beside[-1:]
        if token.tag_ == "NNS" and left and token.dep_ in ("ROOT", "ccomp", "conj", "advcl", "relcl"):
            if not any(c.lower_ in BE for c in token.children) and any(c.dep_ in GOVERNED for c in token.children):
                token.pos_, token.tag_ = "VERB", "VBZ"
        elif token.tag_ in ("VBN", "VBD") and token.dep_ == "acl" and token.head.dep_ == "ROOT":
            _to_root(token)
    return doc


DOES = words("""
    exports imports supplies buys sells backs supports attacks strikes bombs shells raids tests launches signs
    visits meets accuses blames slams urges condemns sanctions threatens rejects warns deploys sends orders plans
    offers pledges joins leads seizes shoots fires captures claims kills arrests detains invades controls holds
    sources purchases ships trades chairs heads hosts mobilises mobilizes withdraws pulls expels recalls arms
    trains funds donates grants vetoes bans halts suspends recognises
""")  # a plural to the parser where a bare name stands before it


def _name_does(doc: Doc) -> None:
    """ "Uganda exports coffee to Italy", "Iran tests missile": without any other verb the plural is the verb."""
    finite = any(t.tag_ in FINITE or (t.tag_ == "VBN" and t.dep_ == "ROOT") for t in doc)
    verb = next((t for t in doc if t.lower_ in DOES and t.tag_ == "NNS"), None)
    if finite or verb is None or verb.i == 0 or verb.i + 1 >= len(doc) or doc[verb.i - 1].pos_ != "PROPN":
        return
    head = verb.head
    before = [c for c in (*verb.children, *head.children) if c.i == verb.i - 1]
    names = [c for c in before if c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod")]
    if not names or any(t.pos_ != "PROPN" for t in doc[: verb.i]) or doc[verb.i + 1].pos_ in ("ADP", "PUNCT", "CCONJ"):
        return
    over = head.dep_ == "ROOT" and head.i > verb.i and head.pos_ in ("NOUN", "PROPN")
    if verb.dep_ in ("compound", "nmod", "nsubj") and over:
        verb.head, verb.dep_ = verb, "ROOT"
        head.head, head.dep_ = verb, "dobj"
    elif verb.dep_ == "ROOT":
        for child in verb.children:
            if child.i > verb.i and child.dep_ == "appos":
                child.dep_ = "dobj"
    else:
        return
    verb.pos_, verb.tag_ = "VERB", "VBZ"
    names[-1].head, names[-1].dep_ = verb, "nsubj"


# What the lemmatiser makes of words it derives by rule -> what they are.
SLIPS = {
    "hop": "hope", "stag": "stage", "cop": "cope", "pip": "pipe", "din": "dine", "wad": "wade", "ax": "axe",
    "rop": "rope", "fulfil": "fulfill", "instal": "install", "lambast": "lambaste", "kitte": "kit",
    "readmitte": "readmit", "readie": "ready", "reappointe": "reappoint", "reexporte": "reexport",
    "reoccupie": "reoccupy", "outgunne": "outgun", "airmen": "airman", "servicemen": "serviceman",
    "servicewomen": "servicewoman", "salvos": "salvo", "monarche": "monarch", "uavs": "uav", "ucavs": "ucav",
    "ifvs": "ifv", "guilde": "guilder", "gendarmery": "gendarmerie", "plateaus": "plateau",
}  # fmt: skip
BE = words("is are was were be been 's to has have had will")
GOVERNED = ("dobj", "prep", "dative")
FINITE = ("VBD", "VBZ", "VBP", "MD")


def _to_root(verb: Token) -> None:
    """A past tense that the parser hangs on its own subject, in a sentence without any other verb to rule it."""
    noun = verb.head
    rule = [t for t in noun.children if t.pos_ in ("VERB", "AUX") and t != verb and t.dep_ != "amod"]
    finite = [t for t in verb.doc if t.sent == verb.sent and t != verb and t.tag_ in FINITE]
    aside = [t for t in finite if any(a == verb or a.dep_ == "relcl" for a in t.ancestors)]
    if noun.pos_ not in ("NOUN", "PROPN") or rule or len(aside) < len(finite):
        return
    acted_on = any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
    if not acted_on or any(c.dep_ == "agent" for c in verb.children):
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    after = [c for c in noun.children if c.i > verb.i]
    noun.head, noun.dep_ = verb, "nsubj"
    for child in after:
        child.head = verb


def objects(prep: Token) -> list[Token]:
    """What stands after a preposition; through a second one ("out of Mali", "from within Iraq")."""
    found = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
    return found or [o for c in prep.children if c.dep_ == "prep" for o in objects(c)]


def conjuncts(token: Token) -> list[Token]:
    found = [c for c in token.children if c.dep_ == "conj"]
    return found + [g for c in found for g in conjuncts(c)]


def first_of_list(token: Token) -> list[Token]:
    """The first member of a list that a noun may be the last of."""
    while token.dep_ == "conj":
        token = token.head
    return [token]


def is_passive(verb: Token) -> bool:
    if verb.lemma_.lower() in INTRANSITIVE:
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
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head):
        return not any(c.dep_ in ("aux", *SUBJECTS) for c in verb.children)
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("advcl", "amod")
        and not any(c.dep_ in ("aux", "dobj") for c in verb.children)
    )


def is_compound(verb: Token) -> bool:
    """ "Iran-backed militias", "a Russian-built base": a participle that a hyphen joins to its doer."""
    return verb.dep_ == "amod" and verb.tag_ == "VBN" and any(c.dep_ == "punct" and c.i < verb.i for c in verb.children)


def by_agents(verb: Token) -> list[Token]:
    if is_compound(verb):
        return [
            c for c in verb.children if c.dep_ in ("npadvmod", "compound", "nmod", "amod", "nsubj") and c.i < verb.i
        ]
    return [
        o for c in verb.children if (c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")) for o in objects(c)
    ]


def themes_of(verb: Token) -> list[Token]:
    """The object of a verb: direct, passive subject, or what a participle or relative clause hangs on."""
    direct = [c for c in verb.children if c.dep_ == "dobj"]
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
            if c.dep_ in ("ccomp", "xcomp") and c.tag_ == "VB" and c.i > verb.i
            for g in c.children
            if g.dep_ == "nsubj" and not any(m.dep_ == "mark" for m in c.children)
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
    if direct:
        return direct
    if verb.dep_ == "oprd" and verb.tag_ == "VBN":  # "kept the rebels supplied with shells"
        return [c for c in verb.head.children if c.dep_ == "dobj"]
    passive = [c for c in verb.children if c.dep_ in PASSIVE]
    if passive:
        return passive
    if verb.tag_ == "VBN" and is_passive(verb) and (reduced := [c for c in verb.children if c.dep_ == "nsubj"]):
        return reduced
    if (verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD")) or is_compound(verb):
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


def particle_lemma(verb: Token) -> str:
    """ "pull_out" for "pulled ... out"; the bare lemma without a particle."""
    for child in verb.children:
        if (child.dep_ == "prt") or (
            child.dep_ in ("advmod", "prep") and child.lower_ in PARTICLES and child.i > verb.i
        ):
            return f"{verb.lemma_.lower()}_{child.lower_}"
    return verb.lemma_.lower()
