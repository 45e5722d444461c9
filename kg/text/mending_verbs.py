"""Verbs that the parser takes for nouns or adjectives, above all where a bare name does something: "Ukraine hands over
bombers", "Israel and Hezbollah trade fire"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.cues import all_cues, any_cues
from kg.text.grammar import FINITE, PASSIVE, SUBJECTS
from kg.text.mentions import names, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

BE = words("is are was were be been 's to has have had will")


GOVERNED = ("dobj", "prep", "dative")


PARTICLES = words("over off out up down back")


HIT = words("shell bomb attack ambush shoot kidnap kill arrest detain seize hit")


def headline(doc: Doc, known: frozenset[str]) -> None:
    """What the parser makes of words without articles and stop: "Gambia severs ties", "NATO bombs station", "Fiji
    peacekeepers shelled in Lebanon"."""
    _is_to(doc)
    _no_plans(doc[0].head)
    if not any(t.tag_ in FINITE for t in doc):
        _plural_is_verb(doc, known)
    for token in doc:
        if token.tag_ in ("VBZ", "VBP") and not any(c.dep_ in (*SUBJECTS, *PASSIVE) for c in token.children):
            name = next(
                (c for c in token.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < token.i), None
            )
            if name is not None:
                name.dep_ = "nsubj"
                for thing in (c for c in token.children if c.i > token.i and c.dep_ == "appos"):
                    thing.dep_ = "dobj"
        bare = token.tag_ == "VBD" and token.lemma_ in HIT and not any(c.dep_ == "dobj" for c in token.children)
        after = token.i + 1 < len(doc) and token.nbor(1).lower_ in ("in", "near", "off", "outside")
        nouns = [c for c in token.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"]
        if bare and after and nouns and not any(c.tag_ == "VBG" for c in token.children):
            token.tag_ = "VBN"
            for subject in (c for c in token.children if c.dep_ == "nsubj"):
                subject.dep_ = "nsubjpass"


def _no_plans(noun: Token) -> None:
    """ "No plans to lend Oslo boats, Lima says": what Lima says, and no clause or doer."""
    says, first = noun.head, noun.doc[0]
    opens = (
        first.lower_ == "no" and first.dep_ == "det" and noun.pos_ == "NOUN" and noun.dep_ in ("ccomp", "dep", "nsubj")
    )
    said = opens and says.lemma_ in any_cues("reported") and says.i > noun.i and says.pos_ == "VERB"
    if said and any(c.dep_ == "nsubj" and c.i > noun.right_edge.i for c in says.children):
        noun.dep_ = "dobj"


def _is_to(doc: Doc) -> None:
    """ "UK to ban imports of fish", "North Korea to sell Syria tanks": who is to do so opens the headline, and no verb
    that rules it stands before."""
    to = next((t.i for t in doc if t.pos_ != "PROPN"), len(doc))
    if not 0 < to < len(doc) - 1 or doc[to].lower_ != "to" or doc[to + 1].tag_ != "VB":
        return
    name, verb = doc[to - 1], doc[to + 1]
    if any(c.dep_ in (*SUBJECTS, *PASSIVE) for c in verb.children) or name.head not in (name, verb):
        return
    if verb.head not in (name, verb) or any(t.tag_ in FINITE for t in name.children):
        return
    top = name if name.head == name else verb
    if top.dep_ != "ROOT":
        return
    verb.head, verb.dep_ = verb, "ROOT"
    for child in [c for c in name.children if c.i > verb.i]:
        child.head = verb
    name.head, name.dep_ = verb, "nsubj"


def _plural_is_verb(doc: Doc, known: frozenset[str]) -> None:
    """ "Ukraine hands over bombers", "Niger scraps pact": the first plural after the name that opens the headline."""
    at = next((t.i for t in doc if t.pos_ not in ("PROPN", "SPACE")), len(doc))
    if not 0 < at < len(doc) - 1 or doc[at].tag_ != "NNS":
        return
    verb, after = doc[at], doc[at + 1]
    base = next((b for b in (verb.lower_[:-1], verb.lower_[:-2]) if b in known), None)
    takes = after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "SYM") or after.lower_ in PARTICLES
    name = doc[at - 1]
    if base is None or not takes or name.pos_ != "PROPN":
        return
    top = verb.head if verb.dep_ == "compound" else None
    right = [c for c in verb.children if c.i > verb.i]
    if top is not None and top.dep_ == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
        top.head, top.dep_ = verb, "dobj"
    elif verb.dep_ != "ROOT":
        return
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBZ", base
    name.head, name.dep_ = verb, "nsubj"
    if after.lower_ in PARTICLES and after in right:  # "hands over last bombers to Russia"
        for thing in [c for c in after.children if c.dep_ == "pobj"]:
            thing.head, thing.dep_ = verb, "dobj"
        after.dep_, after.pos_, after.tag_ = "prt", "ADP", "RP"


def second_verb(token: Token) -> None:
    """ "Iran keeps its embassy open and exports fuel to Kabul": no kind of fuel."""
    thing = token.head
    verb = next((t for t in thing.ancestors if t.pos_ in ("VERB", "AUX")), None)
    joined = token.i > 0 and token.nbor(-1).dep_ == "cc" and token.nbor(-1).head.i < token.i
    if not joined or verb is None or thing.i < token.i or verb.i > token.i or thing.dep_ not in ("dep", "dobj", "conj"):
        return
    after = [c for c in verb.children if c.i > thing.i and c.dep_ != "punct"]
    token.head, token.dep_, token.pos_, token.tag_ = verb, "conj", "VERB", "VBZ"
    thing.head, thing.dep_ = token, "dobj"
    for child in after:
        child.head = token


TAKEN = words("fire shots blows shells rockets missiles strikes salvos gunfire barbs threats accusations insults")


def give_and_take(verb: Token) -> None:
    """ "Israel and Hezbollah trade fire", "Chad, Niger exchange rocket fire": one noun to the parser."""
    what = verb.head if verb.dep_ == "compound" else verb
    last = verb.nbor(-1) if verb.i > 2 else verb
    joint = next((t for t in verb.doc[last.i - 2 : last.i] if t.lower_ in ("and", "&")), None) if last != verb else None
    if what.lower_ not in TAKEN or joint is None or last.pos_ != "PROPN" or joint.i == 0:
        return
    first = joint.nbor(-1)
    if first.pos_ not in ("PROPN", "NOUN") or any(t.tag_ in FINITE for t in verb.doc):
        return
    after = [c for t in (what, first) for c in t.children if c.i > what.i]
    verb.head, verb.dep_ = verb, "ROOT"
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBP", verb.lower_
    what.head, what.dep_ = verb, "dobj"
    first.head, first.dep_ = verb, "nsubj"
    joint.head, last.head, last.dep_ = first, first, "conj"
    for child in after:
        child.head = verb


def verb_with_subject(token: Token, known: frozenset[str]) -> None:
    """ "Iceland and Norway sympathise with", "which back the president": an adverb or a noun to the parser."""
    clause = token.dep_ in ("ROOT", "relcl", "advcl", "ccomp", "conj")
    if not clause or token.pos_ not in ("ADV", "ADJ", "NOUN", "ADP", "SCONJ"):
        return
    if token.lower_ not in known and token.lower_ not in all_cues():
        return
    subject = any(c.dep_ == "nsubj" and c.i < token.i for c in token.children)
    if subject and not any(c.dep_ in ("cop", "aux", "auxpass", "det", "amod") for c in token.children):
        token.pos_, token.tag_, token.lemma_ = "VERB", "VBP", token.lower_


def one_says(token: Token) -> None:
    """ "A general claims that ...": after "a" no plural, but what he does."""
    if token.tag_ != "NNS" or token.dep_ != "ROOT" or token.lemma_ not in all_cues():
        return
    said = [c for c in token.children if c.i > token.i and c.dep_ in ("acl", "relcl", "ccomp")]
    before = [c for c in token.children if c.i < token.i]
    opens = token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "that"
    if not (said and before and opens and before[0].lower_ in ("a", "an") and before[-1].i == token.i - 1):
        return
    one = before[-1]
    if one.dep_ not in ("amod", "compound", "nmod"):
        return
    for child in before[:-1]:
        child.head = one
    one.dep_, one.pos_, one.tag_ = "nsubj", "NOUN", "NN"
    token.pos_, token.tag_ = "VERB", "VBZ"
    said[0].dep_ = "ccomp"


def plural_that_acts(token: Token) -> None:
    """ "Syria exports phosphates to Serbia", "Chad sources fuel": a plural to the parser, with subject and object."""
    if token.tag_ != "NNS":
        return
    before = [c for c in token.children if c.i < token.i]
    left = [c for c in before if c.dep_ in SUBJECTS and c.pos_ in ("NOUN", "PROPN", "PRON")]
    meant = token.dep_ == "relcl" and any(c.dep_ == "dobj" and c.lower_ in ("that", "which") for c in before)
    acted_on = meant or any(c.dep_ == "dobj" and c.i > token.i for c in token.children)
    if acted_on and not left and (meant or token.dep_ in ("ROOT", "ccomp")):  # "the gold that Sudan exports"
        beside = [c for c in before if c.dep_ in ("compound", "nmod", "poss")]
        if beside and beside[-1].pos_ == "PROPN" and beside[-1].i == token.i - 1:
            beside[-1].dep_ = "nsubj"
            left = beside[-1:]
    clause = token.dep_ in ("ROOT", "ccomp", "conj", "advcl", "relcl")
    helped = any(c.lower_ in BE for c in before)
    if left and clause and not helped and any(c.dep_ in GOVERNED for c in token.children):
        token.pos_, token.tag_ = "VERB", "VBZ"


DOES = words("""
    exports imports supplies buys sells backs supports attacks strikes bombs shells raids tests launches signs
    visits meets accuses blames slams urges condemns sanctions threatens rejects warns deploys sends orders plans
    offers pledges joins leads seizes shoots fires captures claims kills arrests detains invades controls holds
    sources purchases ships trades chairs heads hosts mobilises mobilizes withdraws pulls expels recalls arms
    trains funds donates grants vetoes bans halts suspends recognises
""")  # a plural to the parser where a bare name stands before it


def name_does(doc: Doc) -> None:
    """ "Uganda exports coffee to Italy", "Iran tests missile": without any other verb the plural is the verb."""
    verb = next((t for t in doc if t.lower_ in DOES and (t.tag_ == "NNS" or t.dep_ == "compound")), None)
    finite = any(t != verb and (t.tag_ in FINITE or (t.tag_ == "VBN" and t.dep_ == "ROOT")) for t in doc)
    if finite or verb is None or verb.i == 0 or verb.i + 1 >= len(doc):
        return
    if verb.i == 1 and _is_state(doc[0]):
        doc[0].pos_, doc[0].tag_, doc[0].dep_ = "PROPN", "NNP", "compound"
    if doc[verb.i - 1].pos_ != "PROPN":
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


def _is_state(token: Token) -> bool:
    """ "Pakistan orders tanks", "Chile orders tanks": an adjective or a plain noun to the parser."""
    return token.pos_ in ("ADJ", "NOUN") and any(
        m.type == "state" and not m.is_adjective and m.end == len(token.text) for m in names().mentions(token.text)
    )


def to_root(verb: Token) -> None:
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


COMES = words("land arrive leave depart return withdraw")


def comes_to_root(verb: Token) -> None:
    """ "The first 400 of the 1,000 that Kenya promised for Haiti landed on Tuesday": they did, in a sentence without
    any other verb to rule it."""
    root = verb.sent.root
    ruled = [t for t in verb.sent if t.tag_ in FINITE and t != verb and t.dep_ != "relcl"]
    ruled = [t for t in ruled if not any(a.dep_ == "relcl" for a in t.ancestors)]
    if root.pos_ in ("NOUN", "PROPN", "NUM") and not ruled and root.i < verb.i and verb.tag_ in ("VBD", "VBN"):
        verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
        root.head, root.dep_ = verb, "nsubj"


def fired_by(agent: Token) -> None:
    """ "Rockets fired by Chad struck a farm": they struck it, and the parser has them only fired."""
    fired = agent.head
    struck = next((c for c in fired.children if c.dep_ in ("conj", "advcl") and c.tag_ in ("VBD", "VBN")), None)
    noun = next((c for c in fired.children if c.dep_ in SUBJECTS + PASSIVE), None)
    bare = fired.tag_ == "VBN" and fired.dep_ == "ROOT" and not any(
        c.dep_ in ("aux", "auxpass", "cc") or c.text == "," for c in fired.children
    )  # fmt: skip
    if not bare or struck is None or noun is None or struck.i < agent.i or noun.i != fired.i - 1:
        return
    if any(c.dep_ in ("aux", "mark", *SUBJECTS, *PASSIVE) for c in struck.children):
        return
    struck.head, struck.dep_, struck.tag_ = struck, "ROOT", "VBD"
    noun.head, noun.dep_ = struck, "nsubj"
    fired.head, fired.dep_ = noun, "acl"
    for child in [c for c in fired.children if c.i > struck.i or c.dep_ == "punct"]:
        child.head = struck


CHARGES = words("charge accusation allegation claim assertion suggestion report")
REJECTS = words("deny reject dismiss dispute refute")


def charge_rejected(verb: Token) -> None:
    """ "Paris accused Kigali of arming them, a charge Kigali denies": the accusation is no part of the denial."""
    charge = next((c for c in verb.children if c.dep_ in ("dobj", "nsubj") and c.lemma_ in CHARGES), None)
    above = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if verb.dep_ != "ROOT" or charge is None or above is None or not 0 < charge.left_edge.i <= charge.i < verb.i:
        return
    if verb.doc[charge.left_edge.i - 1].text != "," or above.i > charge.i:
        return
    if charge.dep_ == "nsubj":  # "a charge Kigali has denied": one name to the parser
        who = next((c for c in charge.children if c.dep_ == "appos" and c.i == charge.i + 1), None)
        if who is None:
            return
        who.head, who.dep_ = verb, "nsubj"
    above.head, above.dep_ = above, "ROOT"
    charge.head, charge.dep_ = above, "npadvmod"
    for child in list(verb.children):
        if child.i < charge.left_edge.i or child.i > verb.i:
            child.head = above
    verb.head, verb.dep_ = charge, "relcl"


def name_rejects(verb: Token) -> None:
    """ "Oman said Yemen had armed them, charges Yemen rejects", "..., a claim that Yemen has denied": whose last words
    the parser may take for a verb and its subject, for one name, or for the main clause."""
    doc, at = verb.doc, verb.i - 1
    while at > 0 and (doc[at].lower_ in BE or doc[at].pos_ == "ADV"):
        at -= 1
    who = doc[at]
    while at > 0 and doc[at].pos_ == "PROPN" and doc[at - 1].pos_ in ("PROPN", "ADJ"):
        at -= 1
    that = at - 1 if at > 0 and doc[at - 1].lower_ in ("that", "which") else at
    charge = doc[that - 1] if that > 0 else who
    first = charge.i - 1 if charge.i > 0 and doc[charge.i - 1].lower_ in ("a", "an") else charge.i
    named = who.pos_ == "PROPN" or (who.lower_ in ("it", "they") and at == who.i)
    told = charge.lower_ in CHARGES_SO and (first < charge.i or charge.lower_.endswith("s") or that < at)
    if not named or not told or first < 3 or doc[first - 1].text != "," or verb.tag_ in ("VBG", "VB"):
        return
    if (verb.head, verb.dep_, who.head, who.dep_) == (charge, "relcl", verb, "nsubj") and charge.head.i < first:
        return
    inside, top = doc[first : verb.i + 1], doc[first - 2]
    while top.head != top and top.head.i < first:
        top = top.head
    for token in doc:
        if token.head.i >= first and token.head.i <= verb.i and not first <= token.i <= verb.i and token != top:
            token.head = verb if token.i > verb.i and token.dep_ in ("prep", "advmod") else top
    if top.head.i >= first:
        top.head, top.dep_ = top, "ROOT"
    for token in inside:
        token.head = charge if token.i < charge.i else who if at <= token.i < who.i else verb
    charge.head, charge.dep_, charge.pos_ = top, "npadvmod", "NOUN"
    charge.lemma_ = charge.lower_.removesuffix("s")
    verb.head, verb.dep_, verb.pos_, who.dep_ = charge, "relcl", "VERB", "nsubj"
    verb.tag_ = "VBZ" if verb.tag_ == "NNS" else verb.tag_
    if that < at:
        doc[that].dep_, doc[that].tag_ = "dobj", "WDT"


CHARGES_SO = frozenset(w + s for w in CHARGES for s in ("", "s")) | {"something"}


def says_after(verb: Token) -> None:
    """ "Troops left, confirmed the minister", "..., read a statement": who says so, and not what is confirmed."""
    if verb.tag_ != "VBD" or verb.dep_ != "conj" or verb.i < 2 or verb.nbor(-1).text != ",":
        return
    said = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if (
        said is None
        or said.left_edge.i != verb.i + 1
        or any(c.dep_ == "cc" and c.i > verb.head.i for c in verb.head.children)
    ):
        return
    reads = verb.lower_ == "read" and said.lemma_ in ("statement", "communique", "announcement", "text", "message")
    if reads or (verb.lemma_ in ("confirm", "announce", "report") and said.pos_ == "PROPN"):
        said.dep_, verb.dep_ = "nsubj", "parataxis"


def verb_between_names(token: Token) -> None:
    """ "Qatar and Turkey support Hamas", one noun phrase to the parser, is made a clause of subject, verb and
    object."""
    last = token.nbor(-1) if token.i > 2 else token
    first = last.head if last.dep_ == "conj" and last.pos_ == "PROPN" else None
    if first is None or first.pos_ != "PROPN" or not any(c.dep_ == "cc" for c in first.children):
        return
    after = token.head if token.head.i > token.i else next((c for c in first.children if c.dep_ == "appos"), None)
    top = after if first.head in (token, after) else first if first.dep_ == "ROOT" else None
    if after is None or after.pos_ != "PROPN" or after.i < token.i or top is None or top.dep_ != "ROOT":
        return
    for child in [c for c in top.children if c.i > after.i or c.dep_ == "punct"]:
        child.head = token
    token.head, token.dep_ = token, "ROOT"
    token.pos_, token.tag_, token.lemma_ = "VERB", "VBP", token.lower_
    first.head, first.dep_ = token, "nsubj"
    after.head, after.dep_ = token, "dobj"


def verb_after_names(token: Token) -> None:
    """ "Chad and Cameroon fight Boko Haram together", "Niger and Chad fight against ...": one noun to the parser."""
    first = next(token.children, token)
    two = first.pos_ == "PROPN" and first.dep_ in ("nmod", "compound") and any(c.dep_ == "cc" for c in first.children)
    last = token.nbor(-1) if token.i > 2 else first
    after = any(c.i > token.i and c.dep_ in (*GOVERNED, "npadvmod") for c in token.children)
    if token.dep_ != "ROOT" or token.tag_ != "NN" or not two or not after or not first.is_ancestor(last):
        return
    if last.pos_ != "PROPN" or any(t.tag_ in FINITE for t in token.doc) or first.left_edge.i > 0:
        return
    token.pos_, token.tag_ = "VERB", "VBP"
    first.dep_ = "nsubj"
