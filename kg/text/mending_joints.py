"""Slips of the parse where words hang on the wrong verb: an acronym that is no subject, a second finite verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.grammar import DAYS, PASSIVE, SUBJECTS, is_open, is_relative
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

PAST = ("VBD", "VBN")
NO_SUBJECTS = ("aux", "npadvmod", "advmod")  # what the parser makes of an acronym before its verb


def acronym_acts(token: Token, doc: Doc) -> None:
    """ "ECOWAS imposed sanctions", "IGAD condemned Sudan": who does it, and neither a verb nor the head of a phrase."""
    if not (token.text.isupper() and token.text.isalpha() and len(token) > 2 and token.i + 1 < len(doc)):
        return
    verb = doc[token.i + 1]
    if verb.tag_ not in (*PAST, "VBZ") or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    thing = verb.head
    if token.dep_ == "ROOT" and verb.dep_ == "amod" and thing.head == token and thing.dep_ == "dobj":
        rest = [c for c in token.children if c != thing]
        verb.head, verb.dep_ = verb, "ROOT"
        thing.head, thing.dep_ = verb, "dobj"
        for child in rest:
            child.head = verb
    elif token.head != verb or token.dep_ not in NO_SUBJECTS:
        return
    token.head, token.dep_, token.pos_, token.tag_ = verb, "nsubj", "PROPN", "NNP"
    verb.pos_, verb.tag_ = "VERB", "VBD" if verb.tag_ in PAST else verb.tag_


def bloc_acts(name: Token) -> None:
    """ "After the bloc IGAD imposed sanctions on Chad": the bloc of that name did; an acronym is no verb."""
    if not (name.text.isupper() and name.tag_.startswith("VB") and 0 < name.i < len(name.doc) - 1):
        return
    verb, kind = name.nbor(), name.nbor(-1)
    thing = verb.head
    named = (kind.head == name and kind.dep_ in SUBJECTS) or (kind == name.head and name.dep_ == "acl")
    if not named or kind.pos_ != "NOUN" or verb.dep_ != "amod" or thing.head != name or thing.dep_ != "dobj":
        return
    above = name if kind.head == name else kind
    head, dep = above.head, above.dep_
    rest = [c for t in (kind, name) for c in t.children if c not in (thing, kind, name)]
    verb.head, verb.dep_, verb.pos_, verb.tag_ = (verb if head == above else head), dep, "VERB", "VBD"
    for child in rest:
        child.head = name if child.i < kind.i and child.dep_ in ("det", "amod", "compound", "poss", "nmod") else verb
    thing.head, kind.head, kind.dep_ = verb, name, "compound"
    name.head, name.dep_, name.pos_, name.tag_ = verb, "nsubj", "PROPN", "NNP"


def later_does(later: Token) -> None:
    """ "Quit the pact and hours later accused Chad of a raid": who quit accuses; hours do nothing."""
    if later.i < 1 or later.i + 1 == len(later.doc):
        return
    span, verb = later.nbor(-1), later.nbor()
    if span.lemma_ in LATER and span.dep_ in SUBJECTS and span.head == verb == later.head and not list(span.children):
        span.head, span.dep_ = later, "npadvmod"
        joint, clause = span.nbor(-1), verb.head
        apart = joint.dep_ == "cc" and joint.nbor(-1).text == "," and verb.dep_ == "conj"
        above = clause.head.head
        if apart and clause.dep_ == "relcl" and above.tag_ == verb.tag_ and above.pos_ == "VERB":
            verb.head = joint.head = above  # "quit a pact that bound them, and hours later accused Chad"


LATER = words("minute hour day week month year decade moment")


def after_all(clause: Token) -> None:
    """ "Shelled Faya, killing six, after Libya attacked Chad": after that they shelled it, and not only killed."""
    above = clause.head
    first = clause.left_edge
    mark = next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")
    apart = above.dep_ == "advcl" and above.tag_ == "VBG" and above.i > 0 and above.nbor(-1).text == ","
    apart = apart or (above.dep_ == "conj" and above.tag_ == "VBD" == above.head.tag_)
    set_off = first.i > above.i and first.nbor(-1).text == "," and mark in ("after", "before")
    if apart and set_off and above.lemma_ in ("kill", "wound", "injure") and above.head.i < above.i:
        clause.head = above.head


def added_after_speaker(noun: Token) -> None:
    """ "A soldier was killed, an officer said, a rare loss": a word for all of it, and not what was killed."""
    verb = noun.head
    passive = noun.dep_ == "dobj" and any(c.dep_ == "auxpass" for c in verb.children)
    before = noun.doc[noun.left_edge.i - 1].text if noun.left_edge.i else ""
    said = any(c.dep_ == "parataxis" and verb.i < c.i < noun.i for c in verb.children)
    if passive and before == "," and said:
        noun.dep_ = "appos"


def test_fired(verb: Token, doc: Doc) -> None:
    """ "The Guards test fired three missiles": the Guards did, and not their test."""
    if verb.i < 2 or verb.lemma_ not in ("fire", "launch", "fly"):
        return
    test = doc[verb.i - 1]
    if test.lower_ != "test" or test.dep_ not in SUBJECTS:
        return
    who = doc[test.i - 1]
    if test.head != verb or who.pos_ not in ("NOUN", "PROPN") or test not in who.ancestors:
        return
    who.head, who.dep_ = verb, "nsubj"
    for child in list(test.children):
        child.head = who
    test.dep_ = "advmod"


def led_and_backed(second: Token) -> None:
    """ "Was toppled by rebels led by Deby and backed by Libya": the rebels were backed, and not whom they toppled."""
    verb = second.head
    if second.tag_ != "VBN" or not any(c.dep_ == "agent" for c in second.children):
        return
    if any(c.dep_ in ("aux", "auxpass", "neg", *SUBJECTS, *PASSIVE) for c in second.children):
        return
    doers = [o for c in verb.children if c.dep_ == "agent" and c.i < second.i for o in c.children]
    clauses = [c for o in doers for c in o.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    joint = second.nbor(-1)
    if clauses and joint.dep_ == "cc" and joint.head == verb and clauses[-1].right_edge.i == joint.i - 1:
        second.head = joint.head = clauses[-1]


SHOOTS = words("fire launch shoot drop hurl lob unleash use employ")
AIMED = words("at on against into toward towards")


def shot_at(made: Token) -> None:
    """ "Fired rockets supplied by Iran at Eilat", "used drones bought from Iran to attack Eilat": at whom they are
    fired hangs on the firing, and not on whose they are."""
    shoots = made.head.head
    if made.tag_ != "VBN" or made.head.dep_ != "dobj" or shoots.lemma_ not in SHOOTS:
        return
    whose = next((c.i for c in made.children if c.dep_ in ("agent", "prep") and c.i > made.i), len(made.doc))
    for late in [c for c in made.children if c.i > whose]:
        aim = late.dep_ == "prep" and late.lower_ in AIMED
        raid = late.lower_ == "in" and any(c.lemma_ in ("attack", "strike", "raid") for c in late.children)
        purpose = late.dep_ in ("advcl", "xcomp") and late.tag_ == "VB"
        if aim or raid or purpose:
            late.head = shoots
            late.dep_ = "xcomp" if purpose else "prep"


def finite_beside(verb: Token) -> None:
    """ "Accused Belarus of pushing migrants over and massed troops", "asked them to leave and denied it": a finite verb
    stands beside a finite one."""
    first = verb.head
    late = verb.tag_ == "VBN" and verb.dep_ == "conj" and first.tag_ == "VBG"
    if late and not any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        active = any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
        verb.tag_ = "VBD" if active else "VBN"  # "accused Iran of arming rebels and imposed sanctions on it"
    if (
        verb.tag_ not in ("VBD", "VBZ")
        or verb.dep_ not in ("conj", "dep")
        or any(c.dep_ in SUBJECTS for c in verb.children)
    ):
        return
    apart = verb.dep_ == "dep" and first.tag_ == verb.tag_ and first.i < verb.i and first.pos_ == "VERB"
    if apart:
        verb.dep_ = "conj"
    if first.tag_ not in ("VBG", "VB") or first.i > verb.i:
        return
    above = next((t for t in first.ancestors if t.pos_ == "VERB" and t.tag_ == verb.tag_ and t.i < first.i), None)
    if above is None:
        return
    for joint in [c for c in first.children if c.dep_ == "cc" and first.i < c.i < verb.i]:
        joint.head = above
    verb.head, verb.dep_ = above, "conj"


def accuses_too(verb: Token) -> None:
    """ "Oman says it wants peace and accuses Iran of a raid": Oman accuses it, and does not only say that it does."""
    told = verb.head
    above = told.head
    if verb.dep_ != "conj" or told.dep_ != "ccomp" or above.lemma_ != "say" or above.i > told.i:
        return
    own = [c for c in verb.children if c.i < verb.i and c.dep_ in (*SUBJECTS, "mark", "aux", "auxpass", "neg")]
    itself = any(c.lower_ in ("it", "he", "she", "they") for c in told.children if c.dep_ in SUBJECTS)
    if own or not itself or above.tag_ not in ("VBZ", "VBD") or verb.tag_ != above.tag_:
        return
    for joint in [c for c in told.children if c.dep_ == "cc" and told.i < c.i < verb.i]:
        joint.head = above
    verb.head = above


CONSEQUENCES = words("draw provoke prompt trigger spark cause earn elicit incur attract anger infuriate enrage")


def accuses_beside(verb: Token) -> None:
    """ "Said it would shut the embassy, accusing Iran of a raid", "..., prompting Iran to recall its envoy": it accuses
    as it says so, and not in shutting."""
    told = verb.head
    above = told.head
    apart = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == ","
    itself = any(c.lower_ in ("it", "he", "she", "they") for c in told.children if c.dep_ in SUBJECTS)
    if apart and itself and told.dep_ == "ccomp" and above.lemma_ == "say" and above.i < told.i < verb.i:
        verb.head = above


def and_others(noun: Token) -> None:
    """ "Urged Georgia and Western countries": Georgia, and besides it the others; not "Gulf and Western countries"."""
    if noun.tag_ != "NNS" or noun.lemma_.lower() not in OTHERS:
        return
    first = next((c for c in noun.children if c.dep_ in ("nmod", "compound", "amod") and c.tag_ == "NNP"), None)
    kind = next((c for c in first.children if c.dep_ == "conj" and c.tag_ == "JJ"), None) if first is not None else None
    if first is None or kind is None or first.text in PARTS or kind.i != noun.i - 1:
        return
    first.head, first.dep_ = (noun.head, noun.dep_) if noun.dep_ != "ROOT" else (first, "ROOT")
    noun.head, noun.dep_ = first, "conj"
    kind.head, kind.dep_ = noun, "amod"


def army_and_rebels(noun: Token) -> None:
    """ "The Malian army and JNIM fighters clashed": two, and no fighters of an army."""
    if noun.tag_ != "NNS" or noun.lemma_ not in FIGHTERS:
        return
    near = [c for c in noun.children if c.i < noun.i and c.dep_ in ("nmod", "compound", "amod", "nsubj")]
    army = next((c for c in near if c.lemma_.lower() in ARMIES and c.pos_ in ("NOUN", "PROPN")), None)
    if army is None:
        return
    joint = next((c for c in army.children if c.dep_ == "cc" and c.lower_ == "and"), None)
    group = next((c for c in army.children if c.dep_ == "conj" and c.i == noun.i - 1), None)
    if joint is None or group is None or group.pos_ != "PROPN":
        return
    before = [c for c in noun.children if c.i < army.i]
    army.head, army.dep_ = (noun.head, noun.dep_) if noun.dep_ != "ROOT" else (army, "ROOT")
    noun.head, noun.dep_ = army, "conj"
    group.head, group.dep_ = noun, "compound"
    for child in before:
        child.head = army


FIGHTERS = frozenset(("rebel", "fighter", "militant", "insurgent", "guerrilla", "separatist", "jihadist", "militiaman"))
ARMIES = frozenset(("army", "military", "force", "forces", "troop", "soldier", "government", "police", "navy"))
OTHERS = frozenset(("country", "state", "nation", "power", "ally", "partner", "government", "leader", "force", "troop"))
PARTS = frozenset(("Gulf", "Baltic", "Balkan", "Sahel", "Caribbean", "Pacific", "Maghreb", "Levant", "Arctic", "Arab"))


def border_with(prep: Token) -> None:
    """ "Held drills on the border with Chad": whose border it is, and not with whom."""
    border = prep.nbor(-1) if prep.i else prep
    at = border.head if border.dep_ == "pobj" else border
    if prep.lower_ == "with" and border.lemma_ in ("border", "frontier", "boundary") and at.head == prep.head:
        prep.head = border


def from_one_to_another(prep: Token) -> None:
    """ "Moved troops from Chad to Niger": moved from there, and no troops of Chad's."""
    noun = prep.head
    verb = noun.head
    if prep.lower_ != "from" or prep.dep_ != "prep" or verb.lemma_ not in MOVES or prep.i < verb.i:
        return
    moved = noun.dep_ == "dobj" and prep.nbor(-1) == noun
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "into") and c.i > prep.i), None)
    if moved and on is not None:
        prep.head = verb


MOVES = frozenset(("move", "relocate", "shift", "transfer", "redeploy", "reposition"))


def by_whom(by: Token) -> None:
    """ "Is accused of arming rebels by Mali", "was declared unwelcome by Chad", "is listed as a danger by Chad", "the
    PKK, blacklisted as a terrorist group by Chad": who accuses, who declares, who lists."""
    below = by.head
    if (deed := _deed_by(by)) is not None:
        by.head = deed
        return
    named = below.dep_ == "pobj" and below.head.lower_ == "as"
    verb = below.head.head if below.dep_ == "pcomp" or named else below.head
    said = (below.dep_ == "pcomp" and below.tag_ == "VBG" and verb.lemma_ in CHARGES) or below.dep_ == "oprd" or named
    if not said or by.dep_ != "prep" or by.i < verb.i or by.nbor(-1).lemma_ in DEEDS:
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children) or (named and verb.dep_ == "acl" and verb.tag_ == "VBN")
    passive = passive and not any(c.dep_ == "agent" for c in verb.children)
    if passive and any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in by.children):
        by.head, by.dep_ = verb, "agent"


def _deed_by(by: Token) -> Token | None:
    """ "Raids on ferries by the Tamil Tigers", "a series of raids on Oman by the PFLOAG": who raids."""
    host = by.head
    deeds = [host.head.head] if host.dep_ == "pobj" and host.head.lower_ in ("on", "against") else []
    if host.lemma_ in SERIES:
        deeds = [o for c in host.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    named = any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in by.children)
    fits = host.pos_ == "NOUN" and named and deeds and deeds[0].lemma_ in DEEDS and deeds[0].i < by.i
    return deeds[0] if fits else None


SERIES = frozenset(("series", "string", "wave", "spate", "number", "flurry"))
CHARGES = frozenset(("accuse", "suspect"))
DEEDS = frozenset(
    ("attack", "raid", "strike", "bombing", "killing", "assault", "invasion", "abuse", "crime", "operation")
)


def counted_list(noun: Token) -> None:
    """ "18 tanks, 40 armoured vehicles and two batteries": listed, whatever the parser makes of the second."""
    first = noun.left_edge
    if noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "appos", "npadvmod") or first.i < 2 or first.pos_ != "NUM":
        return
    before = first.nbor(-2)
    listed = [c for c in noun.children if c.dep_ == "conj" and any(g.dep_ == "nummod" for g in c.children)]
    alone = is_open(noun.doc) and not listed and noun.tag_ == "NNS"  # a headline: "sends four tanks, six guns to Oman"
    if first.nbor(-1).text != "," or not (alone or (listed and any(c.dep_ == "cc" for c in noun.children))):
        return
    counted = any(c.dep_ == "nummod" and c.i < before.i for c in before.children)
    if before.pos_ in ("NOUN", "PROPN") and before.dep_ in ("dobj", "pobj", "nsubjpass", "conj") and counted:
        noun.head, noun.dep_ = before, "conj"
        if alone and before.head.pos_ == "VERB":
            for prep in [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "to"]:
                prep.head = before.head


def which_are_listed(clause: Token) -> None:
    """ "Twelve tanks and six guns, which Peru had promised", "... sent by Peru": of all that is counted there."""
    last = clause.head
    parts = [last, *last.conjuncts]
    counted = all(t.tag_ == "NNS" and any(c.dep_ == "nummod" for c in t.children) for t in parts)
    if len(parts) > 1 and counted and all(t.i <= last.i for t in parts):
        clause.head = min(parts, key=lambda t: t.i)


def blamed_on(verb: Token) -> None:
    """ "Chad blamed the raid on a camp near Faya on Libya": the last "on" tells who is blamed, the first what was
    raided."""
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if noun is None or any(c.lower_ == "for" and c.dep_ == "prep" for c in verb.children):
        return
    preps = [t for t in verb.subtree if t.i > noun.i and t.lower_ == "on" and t.dep_ == "prep"]
    preps = [t for t in preps if not any(o.text in DAYS or o.pos_ == "NUM" for o in t.children)]
    apart = [t for t in noun.subtree if t.dep_ in ("relcl", "acl") and t.i > noun.i]
    if len(preps) == 2 and not apart and preps[0].head in (noun, verb) and noun.lemma_ in BLOWS:
        preps[0].head, preps[1].head = noun, verb


BLOWS = words("""
    attack raid strike bombing assault ambush shelling explosion blast airstrike bombardment shooting
    """)
SITES = words("""
    base post camp town village market mosque church shrine hotel hospital school station airport outpost checkpoint
    barracks compound restaurant prison port embassy headquarters building stadium university theatre theater house
    consulate mission
    """)


def attack_killed(verb: Token) -> None:
    """ "An attack on a base in Oman that killed two", "... which Oman blamed on Yemen": the attack did, and not the
    base."""
    kills = verb.lemma_ in ("kill", "wound", "injure") and any(
        is_relative(c) for c in verb.children if c.dep_ in SUBJECTS
    )
    laid = verb.lemma_ == "blame" and any(c.lower_ == "on" and c.dep_ == "prep" for c in verb.children)
    inside = verb.left_edge.lower_ == "in" and verb.left_edge.nbor().lower_ == "which"
    if not (kills or laid or inside):
        return
    noun = verb.head
    if inside and verb.lemma_ in DEADLY:  # "hostages taken in a raid on Chad, in which two were killed"
        verb.head = next((t for t in reversed(verb.doc[: verb.left_edge.i]) if _is_blow(t)), verb.head)
        return
    while noun.dep_ == "pobj" and noun.head.lower_ in AT and (noun.lemma_ in SITES or _is_where(noun)):
        noun = noun.head.head
        if noun.lemma_ in BLOWS:
            verb.head = noun
            return


def raid_by_on(prep: Token) -> None:
    """ "A raid by Libya on Chad": the raid is on Chad, and no Libya is."""
    by = prep.head.head
    noun = by.head
    if prep.head.dep_ == "pobj" and by.lower_ == "by" and noun.lemma_ in BLOWS and prep.head.pos_ == "PROPN":
        prep.head = noun


DEADLY = words("kill wound injure die massacre slaughter murder shoot burn destroy perish")
AT = ("on", "in", "at", "near", "outside", "against")


def _is_blow(noun: Token) -> bool:
    return noun.lemma_ in BLOWS and noun.pos_ == "NOUN"


def _is_where(noun: Token) -> bool:
    return noun.pos_ == "PROPN" and noun.head.lower_ in ("in", "near", "at", "outside")


FIGHTS = words("fight repel defeat counter resist")
FIGHTS_NAMED = FIGHTS | words("battle combat")  # "to help NATO battle groups" is another matter


FIRING = words("shelling bombing fighting firing raiding bombardment")


def in_shelling(verb: Token) -> None:
    """ "Were killed in shelling by rebels": a thing in which they fell, and nothing that they did."""
    if verb.head.lower_ != "in" or any(c.dep_ in ("dobj", *SUBJECTS) for c in verb.children):
        return
    verb.dep_, verb.tag_, verb.pos_, verb.lemma_ = "pobj", "NN", "NOUN", verb.lower_
    for child in verb.children:
        child.dep_ = "prep" if child.dep_ == "agent" else child.dep_


def helped_to_fight(verb: Token) -> None:
    """ "To help Chad fight Sudan", "help Chad's army repel rebels": no help for "Chad fight Sudan"."""
    whom = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    fights = FIGHTS_NAMED if whom is not None and whom.pos_ == "PROPN" else FIGHTS
    does = [c for c in whom.children if c.dep_ == "compound" and c.lower_ in fights] if whom is not None else []
    if whom is None or not does or does[0].i < verb.i + 2 or whom.lemma_ in ("victim", "effort", "plan"):
        return
    fight, name = does[0], does[0].nbor(-1)
    if name.pos_ not in ("PROPN", "NOUN") or any(t.tag_ in ("CC", "IN") for t in verb.doc[verb.i : fight.i]):
        return
    for child in [c for c in (*whom.children, *fight.children) if c.i < name.i and c.head != name]:
        child.head = name
    name.head, name.dep_ = fight, "nsubj"
    fight.head, fight.dep_, fight.pos_, fight.tag_ = verb, "ccomp", "VERB", "VB"
    whom.head, whom.dep_ = fight, "dobj"


def home_to(home: Token) -> None:
    """ "Chad is home to 1,000 soldiers": what Chad is to them, and no way home; not "are home to stay"."""
    here = home.head.lemma_ == "be" and home.head.i < home.i and home.dep_ in ("advmod", "acomp")
    to = [c for c in home.children if c.lower_ == "to" and c.dep_ == "prep" and c.i == home.i + 1]
    if here and to:
        home.dep_, home.tag_, home.pos_ = "attr", "NN", "NOUN"


def number_dies(number: Token) -> None:
    """ "In the attacks 247 died in Chad": 247 did, and no attacks are called so."""
    verb = number.nbor(1) if number.i + 1 < len(number.doc) else number
    if number.dep_ != "appos" or verb.lemma_ not in ("die", "perish") or verb.tag_ != "VBD" or number.head.i > number.i:
        return
    if not any(c.dep_ in SUBJECTS for c in verb.children):
        number.head, number.dep_ = verb, "nsubj"
