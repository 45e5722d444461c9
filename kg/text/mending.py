"""Slips of the parser that come back, put right before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.cues import any_cues
from kg.text.grammar import DAYS, FINITE, PASSIVE, SUBJECTS, falls_short, is_open
from kg.text.mending_joints import (
    CONSEQUENCES,
    FIRING,
    accuses_beside,
    accuses_too,
    acronym_acts,
    added_after_speaker,
    after_all,
    and_others,
    army_and_rebels,
    attack_killed,
    blamed_on,
    bloc_acts,
    border_with,
    by_whom,
    counted_list,
    finite_beside,
    from_one_to_another,
    helped_to_fight,
    home_to,
    in_shelling,
    later_does,
    led_and_backed,
    number_dies,
    raid_by_on,
    shot_at,
    test_fired,
    which_are_listed,
)
from kg.text.mending_verbs import (
    COMES,
    DOES,
    REJECTS,
    charge_rejected,
    comes_to_root,
    fired_by,
    give_and_take,
    headline,
    name_does,
    name_rejects,
    one_says,
    plural_that_acts,
    says_after,
    second_verb,
    to_root,
    verb_after_names,
    verb_between_names,
    verb_with_subject,
)
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

# What the parser makes of words whose lemma it derives by rule -> what they are: "staged" is no stag.
LEMMAS = {
    "stag": "stage", "wag": "wage", "hop": "hope", "cop": "cope", "pip": "pipe", "din": "dine", "wad": "wade",
    "ax": "axe", "rop": "rope", "fulfil": "fulfill", "instal": "install", "lambast": "lambaste", "kitte": "kit",
    "readmitte": "readmit", "readie": "ready", "reappointe": "reappoint", "reexporte": "reexport",
    "reoccupie": "reoccupy", "reoccupye": "reoccupy", "outgunne": "outgun", "airmen": "airman",
    "servicemen": "serviceman", "servicewomen": "servicewoman", "salvos": "salvo", "monarche": "monarch",
    "uavs": "uav", "ucavs": "ucav", "ifvs": "ifv", "guilde": "guilder", "gendarmery": "gendarmerie",
    "plateaus": "plateau",
}  # fmt: skip
FORMS = {"riding": "ride", "axed": "axe", "axing": "axe", "readied": "ready"}  # whatever the parser makes of them
BODIES_OWN = {"Allies": "ally"}  # as NATO writes of its own: "NATO Allies"
ACCUSES = words("accuse blame condemn denounce criticise criticize urge")
PASTS = {"overran": "overrun", "retook": "retake"}  # past tenses that the parser takes for names


def mended(doc: Doc, known: frozenset[str]) -> Doc:
    """The same parse with its usual slips put right; `known` are forms of verbs that the frames know. Where putting one
    right would hang a word on itself the parse stays as it was: on such a one all that looks for heads never ends."""
    for token in doc:
        _lemma(token)
    kept: Any = doc.to_array(PARSE)
    try:
        return _mended(doc, known)
    except Circle:
        whole = type(doc)(doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
        return whole.from_array(PARSE, kept)


PARSE: list[int | str] = ["HEAD", "DEP", "TAG", "POS", "LEMMA"]


class Circle(Exception):
    """A word hangs on itself, over others."""


def _is_tree(doc: Doc) -> bool:
    """Whether above every word there is one that hangs on none."""
    heads = [t.head.i for t in doc]
    good = [head == i for i, head in enumerate(heads)]
    for at in range(len(heads)):
        path: list[int] = []
        while not good[at]:
            if len(path) > len(heads):
                return False
            path.append(at)
            at = heads[at]
        for i in path:
            good[i] = True
    return True


def _checked(doc: Doc, before: bytes) -> bytes:
    """The heads as they are; raises Circle where they have changed from those before and go round."""
    heads = doc.to_array("HEAD").tobytes()
    if heads != before and not _is_tree(doc):
        raise Circle
    return heads


def _mended(doc: Doc, known: frozenset[str]) -> Doc:
    heads = doc.to_array("HEAD").tobytes()
    if len(doc) and doc[0].lower_ == "of":
        _of_whom(doc[0])
    if len(doc) and is_open(doc):
        headline(doc, known)
    name_does(doc)
    for token in doc:
        heads = _checked(doc, heads)
        acronym_acts(token, doc)
        bloc_acts(token)
        test_fired(token, doc)
        added_after_speaker(token)
        finite_beside(token)
        and_others(token)
        army_and_rebels(token)
        counted_list(token)
        verb_with_subject(token, known)
        one_says(token)
        plural_that_acts(token)
        if token.tag_ in ("VBN", "VBD") and token.dep_ == "acl" and token.head.dep_ == "ROOT":
            to_root(token)
        if token.lower_ == "later":
            later_does(token)
        if token.dep_ == "conj" and token.tag_ == "VBN":
            led_and_backed(token)
        if token.dep_ == "advcl":
            after_all(token)
        if token.dep_ in ("advcl", "relcl"):
            _said_too(token)
        if token.dep_ == "prep" and token.head.dep_ == "ccomp" and token.head.head.i == token.i - 1:
            _said_on(token)
        if token.dep_ == "acl" and token.head.dep_ == "dobj":
            shot_at(token)
        if token.dep_ == "acl" and token.lemma_ in COMES:
            comes_to_root(token)
        if token.dep_ == "relcl":
            attack_killed(token)
            _said_first(token)
        if token.dep_ in ("relcl", "acl") and token.head.dep_ == "conj":
            which_are_listed(token)
        if token.lemma_ == "blame":
            blamed_on(token)
        if token.dep_ == "pcomp" and token.lower_ in FIRING:
            in_shelling(token)
        if token.lemma_ == "help":
            helped_to_fight(token)
        if token.lemma_ in ACCUSES:
            accuses_too(token)
        if token.lemma_ in ACCUSES or token.lemma_ in CONSEQUENCES:
            accuses_beside(token)
        if token.lemma_ in REJECTS:
            charge_rejected(token)
            name_rejects(token)
        says_after(token)
        if token.lower_ in ("trade", "exchange") and token.tag_ == "NN":
            give_and_take(token)
        if token.dep_ == "compound" and token.tag_ == "NNS" and token.lower_ in DOES:
            second_verb(token)
        if token.dep_ == "agent":
            _join_raid(token)
            fired_by(token)
        if token.lower_ == "by" and token.dep_ == "prep":
            by_whom(token)
        if token.lower_ == "on" and token.dep_ == "prep":
            raid_by_on(token)
        if token.lower_ == "on" and token.dep_ == "prep" and token.head.lemma_ in ACCUSES:
            _raid_on(token)
        if token.lower_ == "on" and token.dep_ in ("prt", "prep") and token.head.lemma_ in ("take", "make", "reach"):
            _decided_on(token)
        if token.tag_ == "RB" and token.text.istitle():
            _town_taken(token)
        if token.lower_ == "home":
            home_to(token)
        if token.lower_ in LISTS:
            _joins_list(token)
        elif token.dep_ == "cc" and 0 < token.i < len(doc) - 1 and doc[token.i + 1].text == ",":
            _comes_late(token)
        elif token.lower_ == "with" and token.dep_ == "prep":
            border_with(token)
        elif token.lower_ == "from" and token.dep_ == "prep" and token.head.dep_ == "dobj":
            from_one_to_another(token)
        elif token.dep_ == "prep" and falls_short(token.head.head, token.head):
            token.head = token.head.head
        elif token.dep_ == "relcl" and _is_content(token):
            token.dep_ = "acl"
        elif token.dep_ == "relcl" and token.lemma_ in SUMS and _sums_up(token):
            verb = next(t for t in token.ancestors if t.pos_ == "VERB")
            token.head, token.dep_ = verb, "advcl"
        elif token.dep_ == "relcl" and token.head.dep_ == "dobj" and token.head.head.lemma_ in TOLD:
            _told_that(token)
        elif token.dep_ == "amod" and token.tag_ == "VBG" and token.head.dep_ == "dobj":
            _doing(token, known)
        elif token.dep_ == "amod" and token.tag_ == "VBG" and token.head.dep_ == "pobj":
            _accused_of(token, known)
        elif token.dep_ == "ccomp" and token.head.lemma_ == "be":
            _it_was(token)
        elif token.dep_ == "nmod" and token.pos_ == "PROPN" and token.head.dep_ == "dobj" and _given_to(token):
            token.head, token.dep_ = token.head.head, "dative"
        elif token.dep_ == "compound" and token.lower_ == "country" and token.head.dep_ == "dobj":
            _his_country(token)
        elif token.dep_ == "dative" and token.tag_ == "WDT" and token.head.dep_ == "relcl":
            _that_is_given(token)
        elif token.dep_ == "appos" and token.head.text in HONOURS:
            _his_excellency(token)
        elif token.dep_ == "appos" and token.pos_ == "NOUN":
            _titles_listed(token)
            _friend_listed(token)
        elif token.dep_ == "nmod" and token.pos_ == "PROPN":
            _each_with_his_state(token)
        elif token.dep_ == "compound" and token.text in DAYS:
            _month_before_name(token)
        elif token.dep_ == "conj" and token.tag_ == "NNS":
            _counted_apart(token)
        elif token.dep_ == "conj" and token.pos_ == "PROPN":
            _does_the_next(token)
        elif token.lower_ == "worth":
            _worth(token)
        elif token.dep_ == "nsubj" and token.i == 3:
            _in_a_town(token)
        elif token.lower_ in HANDED and token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "VBN":
            _of_kind(token, doc[token.i + 1])
        elif token.lower_ == "in" and token.dep_ == "prep":
            _sum_in_aid(token)
            _number_there(token)
        elif token.dep_ == "appos" and token.pos_ == "NUM":
            if any(c.text in MONEY for c in token.children):
                _sum_given(token)
            number_dies(token)
    heads = _checked(doc, heads)
    for token in list(doc):
        if token.lower_ == "side" and token.pos_ == "NOUN":
            _side_by_side(token)
        elif token.lower_ in known and token.pos_ in ("NOUN", "ADJ", "ADV"):
            verb_between_names(token)
            verb_after_names(token)
        else:
            continue
        heads = _checked(doc, heads)
    return doc


DOING = words("deny stop begin start halt cease resume continue consider avoid admit propose suggest discuss keep end")
BEING = words("existing remaining growing pending ongoing outstanding standing incoming advancing")  # adjectives


def _doing(gerund: Token, known: frozenset[str]) -> None:
    """ "Has denied supplying weapons to ...": no weapons that supply, but what is denied."""
    noun = gerund.head
    verb = noun.head
    first = all(c.i >= gerund.i for c in noun.children)
    if verb.i != gerund.i - 1 or verb.lemma_ not in DOING or not first:
        return
    if gerund.lemma_ not in known or gerund.lower_ in BEING:
        return
    gerund.head, gerund.dep_ = verb, "xcomp"
    noun.head, noun.dep_ = gerund, "dobj"
    for child in verb.children:
        if child.i > noun.i and child.dep_ in ("prep", "dative"):
            child.head = gerund


def _accused_of(gerund: Token, known: frozenset[str]) -> None:
    """ "Accused Chad on Monday of shipping field guns to Niger": of that, and no Monday of guns."""
    noun, of = gerund.head, gerund.head.head
    verb = next((t for t in of.ancestors if t.pos_ == "VERB"), None)
    if of.lower_ != "of" or of.i != gerund.i - 1 or verb is None or verb.lemma_ != "accuse":
        return
    if gerund.lemma_ not in known or gerund.lower_ in BEING:
        return
    of.head, of.dep_ = verb, "prep"
    gerund.head, gerund.dep_ = of, "pcomp"
    noun.head, noun.dep_ = gerund, "dobj"
    for child in [c for c in noun.children if c.i > noun.i and c.dep_ == "prep" and c.lower_ != "of"]:
        child.head = gerund


def _it_was(verb: Token) -> None:
    """ "It was Turkey that gave ...": a clause about Turkey."""
    be = verb.head
    one = next((c for c in be.children if c.dep_ == "attr" and c.i > be.i), None)
    if any(c.dep_ == "neg" for c in be.children):
        return
    opens = one is not None and any(c.i == one.i + 1 and c.tag_ in ("WDT", "WP") for c in verb.children)
    if one is not None and opens and any(c.lower_ == "it" and c.dep_ in SUBJECTS for c in be.children):
        verb.head, verb.dep_ = one, "relcl"


def _does_the_next(name: Token) -> None:
    """ "Rome sent troops to Qatar and Iran fired missiles": no second port of call, but who fired."""
    doc, at = name.doc, name.i + 1
    while at < len(doc) and doc[at].pos_ == "ADV":
        at += 1
    if at == len(doc):
        return
    verb = doc[at].head if doc[at].dep_ in ("aux", "auxpass") else doc[at]
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    finite = verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)
    bare = verb.dep_ == "advcl" or (
        verb.dep_ == "ccomp" and name.head.pos_ == "NOUN"
    )  # "asked for boats and Oslo sent"
    joined = verb.dep_ == "conj" or (bare and not any(c.dep_ == "mark" for c in verb.children))
    if not finite or verb.pos_ not in ("VERB", "AUX") or not joined or verb.head not in list(name.ancestors):
        return
    first = name.head
    two = first.dep_ == "conj" and first.pos_ == "PROPN"
    if two and any(c.dep_ == "cc" and c.i < first.i for c in first.head.children):
        name = first  # "fired at ships and Japan and Australia condemned it": both did
    joins = [c for c in name.head.children if c.dep_ == "cc" and name.head.i < c.i < name.i]
    if not joins or any(c.dep_ in (*SUBJECTS, *PASSIVE) for c in verb.children):
        return
    after = [c for c in verb.children if c.i > verb.i]
    takes = any(c.dep_ in ("dobj", "ccomp", "dative", "prt") for c in after)
    about = any(c.dep_ in ("xcomp", "agent") or c.lower_ in ("by", "in", "to") for c in after)
    if verb.tag_ == "VBD" and verb.i == doc[at].i and about and not takes:
        return  # "in Syria and Lebanon said to belong to", "to Ukraine and Poland made in Norway"
    joins[-1].head = verb.head
    verb.dep_ = "conj"
    name.head, name.dep_ = verb, "nsubjpass" if passive else "nsubj"


def _worth(token: Token) -> None:
    """ "Gave Yemen aid worth $500 million": the aid is given and worth it, and Yemen gets it."""
    noun = token.nbor(-1) if token.i else token
    verb = noun.head if noun.head != token else token.head
    if noun.pos_ != "NOUN" or verb.lemma_ not in GIVES or noun.dep_ not in ("dative", "npadvmod", "dobj"):
        return
    if token.is_ancestor(noun):  # "Russia, which sold Addis Ababa jets worth $150 million": above all, to the parser
        return
    for name in (c for c in noun.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"):
        if name.left_edge.i == verb.i + 1:
            name.head, name.dep_ = verb, "dative"
    noun.head, noun.dep_ = verb, "dobj"
    token.head, token.dep_ = noun, "amod"


SUMS_OF = words("m bn mln bln million billion dollar euro pound dollars euros pounds trillion")
AID = words("aid assistance loan credit grant support funding fund weapon arm equipment")


def _sum_in_aid(token: Token) -> None:
    """ "Froze $300m in military aid to Pakistan": a sum of aid, and nothing frozen in it."""
    money = token.nbor(-1) if token.i else token
    aid = next((c for c in token.children if c.dep_ == "pobj"), None)
    if aid is None or aid.lemma_ not in AID or money.lower_ not in SUMS_OF or money.dep_ != "dobj":
        return
    if token.head == money.head:
        token.head = money


def _his_country(country: Token) -> None:
    """ "Asked Spain to lend his country boats": to whom, and no kind of boats."""
    thing = country.head
    verb = thing.head
    whose = next((c for c in thing.children if c.dep_ in ("poss", "det") and c.i == country.i - 1), None)
    if whose is None or verb.lemma_ not in GIVES or verb.i != whose.i - 1:
        return
    country.head, country.dep_ = verb, "dative"
    whose.head = country


def _number_there(prep: Token) -> None:
    """ "The number of Peruvian soldiers in Mali has fallen": it is they who are there."""
    counted = [
        o for c in prep.head.children if c.lower_ == "of" and c.i < prep.i for o in c.children if o.dep_ == "pobj"
    ]
    if prep.head.lower_ == "number" and counted and counted[0].i == prep.i - 1:
        prep.head = counted[0]


def _that_is_given(word: Token) -> None:
    """ "The vehicles that France promised Lebanon": they are promised, and to Lebanon."""
    one = next((c for c in word.head.children if c.dep_ == "dobj" and c.pos_ == "PROPN" and c.i > word.head.i), None)
    if one is not None:
        word.dep_, one.dep_ = "dobj", "dative"


def _given_to(name: Token) -> bool:
    """ "Gave Somalia armoured vehicles": no vehicles of a kind Somalia."""
    noun = name.head
    after = name.nbor(1) if name.i + 1 < noun.i else noun
    gives = noun.head.lemma_ in GIVES and noun.head.i == name.i - 1
    plain = after.dep_ == "amod" and after.text.islower()
    taken = any(c.dep_ in ("prep", "dative") and c.lower_ == "to" for c in (*noun.head.children, *noun.children))
    return gives and after.head == noun and (plain or (after.dep_ == "nummod" and not taken))  # "Leopard 2 tanks to"


def _is_content(verb: Token) -> bool:
    """ "A deal to buy tanks": what the deal is about, and no clause about the deal."""
    return (
        verb.tag_ == "VB"
        and verb.i > 1
        and verb.nbor(-1).lower_ == "to"
        and verb.head.i == verb.i - 2
        and verb.head.pos_ == "NOUN"
    )


SUMS = ("bring", "raise", "take", "lift")


def _sums_up(verb: Token) -> bool:
    """ "Sent 200 men to Chad, which brings its force to 1,200": the sending does, and not Chad."""
    which = next((c for c in verb.children if c.lower_ == "which" and c.dep_ == "nsubj"), None)
    apart = which is not None and which.i > 0 and which.nbor(-1).text == "," and verb.head.dep_ in ("pobj", "dobj")
    to = any(c.lower_ == "to" and any(o.pos_ == "NUM" for o in c.children) for c in verb.children)
    return apart and to and any(t.pos_ == "VERB" for t in verb.ancestors)


GIVES = ("give", "send", "sell", "lend", "offer", "supply", "hand", "promise", "provide", "grant", "donate")
TOLD = ("tell", "inform", "assure", "remind")


def _told_that(verb: Token) -> None:
    """ "Told a newspaper that France had bombed Mali": what is told, and no newspaper that France had bombed."""
    hearer, opens = verb.head, verb.left_edge
    begun = opens.lower_ == "that" and opens.i == hearer.i + 1 and opens.head == verb and opens.dep_ not in SUBJECTS
    if begun and any(c.dep_ in (*SUBJECTS, "nsubjpass") for c in verb.children):
        verb.head, verb.dep_, opens.dep_ = hearer.head, "ccomp", "mark"


def _said_too(verb: Token) -> None:
    """ "Said that Kenya had shut its ports, that Uganda had armed them and that ...": no circumstance of the first."""
    opens = verb.left_edge
    listed = opens.lower_ == "that" and opens.head == verb and opens.dep_ == "mark" and opens.i > 0
    first = next((t for t in verb.ancestors if t.dep_ == "ccomp"), None)
    if listed and first is not None and first.i < opens.i and opens.nbor(-1).text in (",", "and"):
        verb.head, verb.dep_ = first, "conj"


def _said_on(prep: Token) -> None:
    """ "Said on Monday it would recall its envoy": on Monday it said so."""
    does = next((c for c in prep.head.children if c.dep_ in SUBJECTS), None)
    if does is not None and does.i > prep.i and prep.head.i > does.i and prep.lower_ in ("on", "in", "at"):
        prep.head = prep.head.head


def _said_first(verb: Token) -> None:
    """ "Peru admitted for the first time that it had sold shells": what is admitted, and no time when it had."""
    time, opens = verb.head, verb.left_edge
    prep = time.head
    first = time.lower_ == "time" and any(c.lower_ in ("first", "second") for c in time.children)
    told = prep.head.lemma_ in TELLS and prep.lower_ == "for" and prep.dep_ == "prep"
    own = any(c.dep_ in (*SUBJECTS, *PASSIVE) and c.i > opens.i for c in verb.children)
    if first and told and own and opens.i == time.i + 1 and opens.lower_ == "that":
        verb.head, verb.dep_, opens.dep_ = prep.head, "ccomp", "mark"


TELLS = any_cues("reported", "alleged", "denied") | {"warn", "threaten"}


def _of_whom(of: Token) -> None:
    """ "Of the 200 Kenyans sent to Haiti, three were killed": three of them, as if it were said in this order."""
    if of.dep_ == "prep" and any(c.tag_ == "NNS" for c in of.children if c.dep_ == "pobj"):
        inside = of.head if of.head.dep_ in ("ccomp", "advcl") else None  # "of the 200 that Kenya promised, 30 came"
        does = inside.head if inside is not None else of.head
        few = next((c for c in does.children if c.dep_ in (*SUBJECTS, *PASSIVE) and c.pos_ == "NUM"), None)
        if few is not None and inside is not None:
            inside.head, inside.dep_ = next(c for c in of.children if c.dep_ == "pobj"), "relcl"
        of.head = few or of.head


def _joins_list(mark: Token) -> None:
    """ "Mali as well as Chad", "Mali, like Chad,", "six states, among them Chad and Mali": what the parser hangs on
    another word belongs to the list before."""
    named = [c for c in mark.children if c.dep_ in ("pobj", "conj") and c.pos_ == "PROPN" and c.i > mark.i]
    before = _name_before(mark, LISTS[mark.lower_])
    if not named or before is None or before.i == named[0].i or any(t == named[0] for t in before.ancestors):
        return
    several = before.tag_ in ("NNS", "NNPS")
    if several == (mark.lower_ == "among"):
        named[0].head, named[0].dep_ = before, "appos" if several else "conj"


# What opens a further member of a list -> the word that must stand before it.
LISTS = {"as": "well", "like": ",", "by": "joined followed", "among": ","}
LISTED = ("PROPN", "NOUN")


def _comes_late(joint: Token) -> None:
    """ "Peru and, for the first time, Chile": the last of a list, hung on the verb."""
    doc, before = joint.doc, joint.nbor(-1)
    comma = next((t for t in doc[joint.i + 2 : joint.i + 9] if t.text == ","), None)
    late = next((t for t in doc[comma.i + 1 : comma.i + 4] if t.head.i <= joint.i or t.head.i > t.i + 3 or
                 t.head.i < comma.i), None) if comma is not None else None  # fmt: skip
    if late is not None and late.pos_ == before.pos_ == "PROPN" and late.i > joint.i:
        late.head, late.dep_ = before, "conj"


HANDED = {
    "delivered": "deliver", "received": "receive", "supplied": "supply", "provided": "provide", "shipped": "ship",
    "given": "give", "sent": "send", "transferred": "transfer", "deployed": "deploy", "dispatched": "dispatch",
    "imposed": "impose", "launched": "launch",
}  # fmt: skip


def _of_kind(verb: Token, kind: Token) -> None:
    """ "Has delivered promised tanks": delivered, and not promised."""
    goods = next((c for c in kind.children if c.dep_ == "dobj" and c.i > kind.i), None)
    turned, below = verb.dep_ == "aux" and verb.head == kind, kind.dep_ == "xcomp" and kind.head == verb
    if goods is None or not (turned or below):
        return
    if turned:
        verb.head, verb.dep_ = (verb if kind.dep_ == "ROOT" else kind.head), kind.dep_
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBN", HANDED[verb.lower_]
    for child in list(kind.children):
        child.head = verb
    kind.head, kind.dep_ = goods, "amod"


def _in_a_town(state: Token) -> None:
    """ "In Lima, Peru, the president said": where, and not who."""
    prep, town, comma, after = state.doc[0], state.doc[1], state.doc[2].text, state.nbor(1).text
    if (prep.lower_, comma, after) != ("in", ",", ",") or town.head != prep or state.pos_ != "PROPN":
        return
    doer = next((c for c in state.children if c.dep_ == "appos" and c.i > state.i), None)
    if doer is not None:
        doer.head, doer.dep_ = state.head, "nsubj"
        state.head, state.dep_ = town, "appos"


def _titles_listed(title: Token) -> None:
    """ "The premier of Peru, the president of Chile and the king of Spain": no other name of Peru."""
    of = title.head.head
    first = of.head
    listed = title.head.dep_ == "pobj" and of.lower_ == "of" and any(c.dep_ == "conj" for c in title.children)
    titled = all(any(c.lower_ == "of" for c in t.children) for t in (title, first))
    if listed and titled and first.pos_ == "NOUN" and any(c.lower_ == "the" for c in title.children):
        title.head, title.dep_ = first, "conj"


def _friend_listed(friend: Token) -> None:
    """ "Peru, its ally Chile and Spain", "Garcia, his Cuban counterpart Raul Castro and Lula": three, of whom one is
    called something."""
    first = friend.head
    named = [c for c in friend.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.left_edge.i == friend.i + 1]
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for c in friend.children)
    if first.pos_ == "PROPN" and own and named and any(c.dep_ == "conj" for c in named[0].children):
        named[0].head, named[0].dep_ = first, "conj"
        friend.head, friend.dep_ = named[0], "compound"


def _each_with_his_state(one: Token) -> None:
    """ "Peru's Garcia and Chile's Pinera met", "President Alan Garcia and Chilean President Sebastian Pinera met": the
    parser takes all before the last name for its own."""
    last, state = one.head, next((c for c in one.children if c.dep_ == "conj"), None)
    if state is None or last.pos_ != "PROPN" or last.i < state.i or not any(c.dep_ == "cc" for c in one.children):
        return
    before = [c for c in last.children if c.i < one.i]
    owned = any(c.dep_ == "case" for c in state.children) and any(c.dep_ == "poss" for c in before)
    named = any(c.dep_ == "compound" for c in one.children) and any(
        c.i > state.i for c in last.children if c.i < last.i
    )
    if not (owned or named):
        return
    one.head, one.dep_ = last.head, last.dep_
    last.head, last.dep_ = one, "conj"
    for child in before:
        child.head = one
    state.head, state.dep_ = last, "poss" if owned else "compound"


def _counted_apart(noun: Token) -> None:
    """ "200 Kenyan and 300 Ugandan soldiers": both are soldiers."""
    first = noun.head
    counted = all(any(c.dep_ == "nummod" for c in t.children) for t in (first, noun))
    kinds = [c for c in noun.children if c.dep_ in ("amod", "compound") and c.text[:1].isupper()]
    types = any(c.isdigit() for c in first.text)  # "24 MiG-29s and 12 Su-24 bombers"
    if counted and kinds and not types and first.text[:1].isupper() and first.tag_ in ("JJ", "NNP"):
        noun.head, noun.dep_ = first.head, first.dep_
        first.head, first.dep_ = noun, "amod"


def _sum_given(money: Token) -> None:
    """ "lent Kenya, Uganda and Rwanda $40 million": no other name of Kenya."""
    if money.head.pos_ == "PROPN" and money.head.dep_ == "dobj":
        money.head, money.dep_ = money.head.head, "dobj"


MONEY = ("$", "€", "£")


def _month_before_name(month: Token) -> None:
    """ "In May Peru, Chile and Brazil agreed": the month is no part of the name."""
    name, prep = month.head, month.head.head
    verb = prep.head
    before = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i]
    ours = name.i == month.i + 1 and name.dep_ == "pobj" and name.pos_ == "PROPN" and name.i < verb.i
    if not ours or name.text in DAYS or verb.pos_ not in ("VERB", "AUX") or any(c.i < name.i for c in before):
        return
    month.head, month.dep_ = prep, "pobj"
    name.head, name.dep_ = verb, "nsubj"
    if before:
        before[0].head, before[0].dep_ = name, "conj"


def _name_before(mark: Token, link: str) -> Token | None:
    """The noun that a list goes on from: right before its mark; before "among them" the last plural."""
    at = mark.i - 1
    if at < 1 or mark.doc[at].lower_ not in link.split():
        return None
    link = mark.doc[at].lower_
    if mark.lower_ == "among":
        them = mark.i + 1 < len(mark.doc) and mark.doc[mark.i + 1].lower_ in ("them", "these")
        plurals = [t for t in mark.doc[max(0, at - 9) : at] if t.tag_ == "NNS"] if them else []
        return plurals[-1] if plurals else None
    while at >= 0 and (mark.doc[at].text == "," or mark.doc[at].lower_ in ("as", "well", link)):
        at -= 1
    before = mark.doc[at]
    if at < 0 or before.pos_ not in LISTED or (link in (",", "followed") and before.dep_ not in (*SUBJECTS, "conj")):
        return None
    return before


def _lemma(token: Token) -> None:
    if token.text in PASTS and token.pos_ != "VERB":
        token.pos_, token.tag_, token.lemma_ = "VERB", "VBD", PASTS[token.text]
    if token.text in BODIES_OWN and token.i and token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).head == token:
        token.pos_, token.tag_, token.lemma_ = "NOUN", "NNS", BODIES_OWN[token.text]
    right = FORMS.get(token.lower_) or (LEMMAS.get(token.lemma_) if token.pos_ in ("VERB", "NOUN") else None)
    if right and not token.lower_.startswith(token.lemma_ + token.lemma_[-1]):  # "hopped", "wagging"
        token.lemma_ = right


def _side_by_side(token: Token) -> None:
    """ "Fought Islamic State side by side": not on the side of Islamic State."""
    if token.i + 2 >= len(token.doc) or [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]] != ["by", "side"]:
        return
    names = [c for c in token.children if c.i < token.i and c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    if names and token.head.pos_ == "VERB":
        for name in names[:-1]:
            name.head = names[-1]
        names[-1].head, names[-1].dep_ = token.head, "dobj"
    token.dep_ = "npadvmod"


RAIDS = words("shelling bombing")


def _raid_on(prep: Token) -> None:
    """ "Condemned the strikes on its territory": where they went; not "condemned the strike on Monday"."""
    if prep.i == 0:
        return
    raid = prep.nbor(-1)
    later = prep.i + 1 < len(prep.doc) and prep.nbor(1).text in DAYS
    if raid.dep_ == "dobj" and raid.head == prep.head and raid.lemma_ in BLOWS and not later:
        prep.head = raid


HONOURS = words("Excellency Excellencies Majesty Majesties Highness Highnesses Eminence Holiness Beatitude")


def _his_excellency(office: Token) -> None:
    """ "His Highness the King of Spain received her": the king did, whatever he is called."""
    honour = office.head
    if office.left_edge.i != honour.i + 1:
        return
    office.head, office.dep_ = honour.head, honour.dep_
    for child in [c for c in honour.children if c.i > honour.i]:
        child.head = office
    honour.head, honour.dep_, honour.pos_, honour.tag_ = office, "nmod", "NOUN", "NN"


def _decided_on(on: Token) -> None:
    """ "No decision has been taken on sending boats": a decision on that, and nothing taken on."""
    deals = [c for c in on.head.children if c.dep_ in ("dobj", "nsubjpass") and c.lemma_ in ("decision", "stance")]
    if deals and deals[0].i < on.i and any(c.dep_ in ("pcomp", "pobj") for c in on.children):
        on.head, on.dep_, on.pos_, on.tag_ = deals[0], "prep", "ADP", "IN"


def _town_taken(name: Token) -> None:
    """ "Rebels captured Manbij.", an adverb to the parser: what is taken, and no manner."""
    verb = name.head
    whole = name.doc[-1].text in (".", "!", "?", '"', "”")  # a headline has capitals of its own
    if name.i == verb.i + 1 and verb.lemma_ in TAKES and whole and not any(c.dep_ == "dobj" for c in verb.children):
        name.dep_, name.pos_, name.tag_, name.lemma_ = "dobj", "PROPN", "NNP", name.text


BLOWS = words("strike attack raid shelling bombing bombardment assault airstrike incursion")
TAKES = words("capture seize take retake recapture occupy liberate conquer attack shell bomb strike hit storm besiege")


def _join_raid(by: Token) -> None:
    """ "32 people were killed and 200 wounded by Azerbaijani shelling": by that, and nobody shells a second time."""
    if by.i + 2 >= len(by.doc):
        return
    name, raid, harm = by.nbor(1), by.nbor(2), by.head
    if raid.lower_ not in RAIDS or raid.tag_ != "VBG" or name.head != by or name.dep_ != "pobj" or raid in by.subtree:
        return
    counted = harm.head
    if harm.dep_ == "acl" and counted.dep_ in SUBJECTS and counted.head == raid:
        harm.head, harm.dep_ = (raid.head, raid.dep_) if raid.dep_ != "ROOT" else (harm, "ROOT")
        counted.head, counted.dep_ = harm, "nsubjpass"
    elif raid not in harm.children:
        return
    for child in [c for c in raid.children if c.i < by.i]:
        child.head = harm
    raid.head, raid.dep_, raid.pos_, raid.tag_, raid.lemma_ = by, "pobj", "NOUN", "NN", raid.lower_
    name.head, name.dep_ = raid, "amod"
