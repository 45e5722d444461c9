"""Whom "the two states", "the bloc", "its ally" and "the army" mean: in the sentence before the word, else in the
text told of.

What cannot be decided is left alone.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text import countries
from kg.text.grammar import PASSIVE, SUBJECTS, objects
from kg.text.mentions import classes_of, missions, state_actor, table, words
from kg.text.who import Who, again, distinct, resolved

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

AT_PLACES = words("in to into at on near inside through of off across around throughout over")
GOING = words("leave enter reach visit occupy invade cross annex quit seize hold control")
GROUNDS = frozenset(("control_places", "territory", "base"))
TALKING = words("say tell agree announce sign meet add declare warn speak talk decide report vow promise confirm")
TOLD = TALKING | words("state note stress claim insist deny reply argue explain complain stress recall allege write")
WISHES = words("welcome praise thank hail applaud ask urge request")  # "asked Oslo to send his country boats"
DELEGATES = words("delegate representative observer")
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
RIVALS = words("neighbour neighbor rival foe enemy colony protectorate")
PATRONS = words("ally partner patron protector backer")
ARMS_OF_STATE = words("""
    air_force coastguard coast_guard armed_force general_staff high_command security_service secret_service
    intelligence_service foreign_ministry defence_ministry defense_ministry border_guard national_guard
    """)
HOME_FORCES = words("security_force police_force federal_force government_force army_troop")
FRIENDLY = ("ALLIED_WITH", "SUPPORTS", "COOPERATES_WITH", "MILITARY_AID")
MEMBERS = words("country state nation member ally neighbour neighbor government parliament capital army navy president")
TWO_OF = words("""
    country state nation side neighbour neighbor government power capital ally party republic president leader minister
    army partner kingdom island enemy rival foe ally economy people member monarchy emirate giant superpower adversary
    belligerent combatant archrival giant regime navy air_force military fleet faction camp force man woman delegation
    parliament diplomat negotiator premier coast_guard statesman ministry
    """)
PERSONS = words("people member leader president minister combatant")  # of whom two that are counted are no pair
ONE_OF_TWO = words("side government country state party camp capital army")  # "neither side", "each capital"
FACTIONS = words("group militia movement")
CAMPS = words("side party camp faction")  # of a fight
LEAVES = words("leave quit exit abandon rejoin")
SEATED = words("army military government police navy parliament authority air_force ministry court")
RULING = words("official general colonel putschist mullah")  # "the generals": those who rule
RULERS = words("""
    government ministry military army parliament authority cabinet regime junta leadership administration
    """)


def definite(s: Sentence, token: Token, kinds: Set[str]) -> list[Who]:
    """ "the two states", "the bloc", "the country", "the defence ministry": by the discourse."""
    lemma = s.lemma(token)
    marks = {c.lower_ for c in token.children if c.dep_ in ("det", "nummod", "predet", "amod", "poss")}
    if token.tag_ in ("NNS", "NNPS"):
        return _several(s, token, lemma, marks)
    if marks & {"its", "their"} and lemma in RIVALS:
        return resolved(_rival(s, token), token)
    if marks & {"its", "their"} and lemma in PATRONS:
        return resolved(_patron(s, token), token)
    if marks & {"neither", "either", "each"} and lemma in ONE_OF_TWO:
        return resolved(s.pair(token), token)
    if not marks and token.tag_ == "NN" and lemma in ("parliament", "congress"):  # "parliament has approved the treaty"
        asking = clause_subject(s, token) if token.dep_ in ("dobj", "dative", "pobj") else []
        own = [w for w in asking if w.actor.type == "leader" or w.how == "office"]  # "the king asked parliament to"
        return resolved((state_actor(own[0].actor.state),), token) if own and own[0].actor.state else office(s, token)
    if not marks & {"the", "this", "that", "its", "their", "his", "her"}:
        return []
    return _single(s, token, kinds, lemma, marks)


def _several(s: Sentence, token: Token, lemma: str, marks: set[str]) -> list[Who]:
    """ "the three countries", "both sides", "the islands", "the authorities"."""
    if lemma in TWO_OF and marks == {"the"} and token.dep_ == "pobj" and token.head.lower_ == "between":
        return resolved(s.pair(token), token)  # "trade between the neighbours"
    alone = marks - {"armed", "nuclear", "old", "bitter"} == {"the"}  # "the nuclear-armed neighbours"
    if lemma in ("side", "neighbour", "neighbor", "rival") and alone and token.dep_ in SUBJECTS + PASSIVE:
        return resolved(s.pair(token), token)  # "the sides have agreed"
    number = next((NUMBERS[m] for m in marks if m in NUMBERS), None)
    if lemma in FACTIONS and marks & {"two", "both"}:  # "both groups", "the two militias"
        return resolved(s.discourse.list_before(2, "armed_group") or s.discourse.bands(2), token)
    if number and lemma in MEMBERS:
        return _listed(s, token, number) or resolved(s.discourse.several(number), token)
    if "both" in marks and lemma in ("government", "country", "state", "nation") and (two := acted_on(s, token)):
        return resolved(two, token)
    pairable = lemma in TWO_OF and (lemma not in PERSONS or bool(marks & {"both", "the"}))
    if marks & {"two", "both"} and pairable and (two := s.pair(token)):
        return resolved(two, token)
    if marks & {"two", "both", "all"} and lemma in CAMPS:
        mine = {k for w in clause_subject(s, token) for k in (w.actor.key, w.actor.state) if k}
        two = s.discourse.fighters()
        return resolved(two, token) if not any(mine & {a.key, a.state} for a in two) else []
    if marks & {"neither", "either", "each"} and lemma in ONE_OF_TWO:
        return resolved(s.pair(token), token)
    if lemma in ("island", "isle", "emirate") and "the" in marks:
        besides = frozenset(w.actor.state for w in clause_subject(s, token))
        return resolved((countries.islands(s, token, besides) or s.discourse.country(besides),), token)
    officials = lemma in RULING and not marks - {"the"} and not any(c.dep_ == "prep" for c in token.children)
    forces = bool(s.words(token) & HOME_FORCES) and not marks - {"the"}
    return office(s, token) if officials or forces or (lemma == "authority" and marks == {"the"}) else []


def acted_on(s: Sentence, token: Token) -> tuple[Actor, ...]:
    """ "Chad accused Sudan and Libya. Both deny it": the two to whom one other did something in the sentence before."""
    first = token.dep_ in SUBJECTS and not any(i < token.i for i in s.head_of)
    return s.discourse.joined if first and s.discourse.sentence - s.discourse.joined_at == 1 else ()


def all_of(s: Sentence, token: Token) -> list[Who]:
    """ "Ireland, Austria and Malta sent no men, but all three support it": those that were listed before."""
    number = NUMBERS.get(token.lower_)
    if number is None or not any(c.lower_ in ("all", "the", "these") for c in token.children) or objects_of(token):
        return []
    return _listed(s, token, number) or resolved(s.discourse.several(number), token)


def _listed(s: Sentence, token: Token, number: int) -> list[Who]:
    """ "Chad, Mali and Niger left, and Kenya recalled its men from the three states": so many, listed just before."""
    lists = [t for t in s.doc[: token.i] if any(c.dep_ == "conj" for c in t.children) and t.pos_ == "PROPN"]
    for first in reversed(lists):
        if first.is_ancestor(token):
            continue  # "Chad, Mali and the three countries": not the list in which they stand
        members = s.actors(first, 3)
        if len(members) == number:
            return [again(w.actor, token) for w in members]
    return []


def objects_of(token: Token) -> list[Token]:
    return [o for c in token.children if c.dep_ == "prep" for o in objects(c)]


def _rival(s: Sentence, token: Token) -> list[Actor]:
    """ "its neighbour", "its rival": whom the sentence named before, the other of two, else the state named last."""
    mine = {w.actor.state for w in clause_subject(s, token)}
    here = [state_actor(m.state) for i, m in sorted(s.head_of.items()) if i < token.i and m.type == "state" and m.state]
    known = (*reversed(here), *s.discourse.both(), *reversed([a for _, a in s.discourse.states]))
    return [a for a in known if a.state not in mine][:1] if mine else []


def _patron(s: Sentence, token: Token) -> list[Actor]:
    """ "its ally", "its backer": who was said to be one, else the other of two."""
    mine = {w.actor.state for w in clause_subject(s, token)}
    told = [s.discourse.event(r) for r in FRIENDLY]
    here = [ends for relation, *ends in s.told if relation in FRIENDLY]  # "pays Bogota and backs its ally"
    sides = [e for e in (*here, *told) if e and mine & {a.state for a in e if a}]
    partners = [a for e in sides for a in e if a and a.state not in mine]
    pair = s.discourse.both()
    if not partners and mine & {a.state for a in pair}:  # the other of two, where they are no enemies
        hostile = [s.discourse.event(r) for r in ("COMBAT", "ATTACKS", "ACCUSES", "THREATENS", "SANCTIONS", "REJECTS")]
        foes = {a.state for e in hostile if e and mine & {x.state for x in e if x} for a in e if a}
        partners = [a for a in pair if a.state not in mine | foes]
    return partners[:1] if mine else []


def _single(s: Sentence, token: Token, kinds: Set[str], lemma: str, marks: set[str]) -> list[Who]:
    """ "the group", "the bloc", "his country", "the country", "the army"."""
    if lemma in bodies() and (body := _body(s, token, lemma)) is not None:
        return resolved((body,), token)
    if lemma in BOARDS and (board := _board(s, token)) is not None:
        return resolved((board,), token)
    if lemma in ("group", "movement", "organisation", "organization", "militia", "faction"):
        if (armed := _band(s, token)) is not None:
            return resolved((armed,), token)
        if lemma in FACTIONS and s.discourse.organisations and not _no_keepers(s):
            return []
    if "organisations" in kinds and lemma not in ("pact", "council", "front", "party", "movement"):
        found = s.discourse.organisation()
        here = [m for i, m in s.head_of.items() if m.type == "organisation" and i < token.i]
        if here:
            return resolved((Actor(here[-1].text, "organisation", here[-1].id, here[-1].state),), token)
        return resolved((found,) if found else (), token)
    if "state_nouns" in kinds and marks & {"his", "her"} and lemma in ("country", "nation", "state", "kingdom"):
        persons = [w for c in token.children if c.dep_ == "poss" for w in s.actors(c, 3) if w.actor.state]
        persons = _speaks_for(s, token) or persons
        return resolved([state_actor(w.actor.state or "") for w in persons[:1]], token)
    if lemma == "government" and marks & {"his", "her"} and (spoken := _speaks_for(s, token)):
        return resolved([state_actor(w.actor.state or "") for w in spoken], token)
    if "state_nouns" in kinds and lemma not in ("government", "side", "power", "ally", "partner", "party"):
        return resolved((_country(s, token),), token)
    if kinds & {"leader_titles", "other_titles"} and (person := s.discourse.bearer(s.words(token))) is not None:
        return resolved((person,), token)
    ruling = "government" in kinds and lemma in RULERS
    if ruling or kinds & {"leader_titles", "other_titles"} or lemma in ("army", "military", "navy"):
        return office(s, token)
    if s.words(token) & ARMS_OF_STATE:
        return office(s, token)
    return []


BOARDS = words("council commission")  # of a state, where one has spoken


def _board(s: Sentence, token: Token) -> Actor | None:
    """ "Georgia's security council said ... The council accused Armenia": the state of the one that spoke last."""
    spoke = s.discourse.voice
    if spoke is None or not spoke[1].state or any(c.dep_ in ("compound", "amod", "prep") for c in token.children):
        return None
    near = s.discourse.sentence - spoke[0] <= BOARD_REACH and spoke[1].name.lower().endswith(token.lower_)
    return state_actor(spoke[1].state) if near else None


BOARD_REACH = 3  # sentences back


def _band(s: Sentence, token: Token) -> Actor | None:
    """ "The group": an armed one, where the text named no other body since; nobody calls the UN so."""
    armed = s.known_group(token)
    return armed if (told := _no_keepers(s)) == [] or told[-1].type == "armed_group" else None


def _no_keepers(s: Sentence) -> list[Actor]:
    return [a for _, a in s.discourse.organisations if a.id not in KEEPING]


def _speaks_for(s: Sentence, token: Token) -> list[Who]:
    """ "The delegate of Kenya said his country had sent troops": for whom an office without a name speaks."""
    for verb in token.ancestors:
        tells = verb.lemma_ in TOLD or verb.lemma_ in WISHES
        said = [c for c in verb.children if c.dep_ in SUBJECTS and c.i != token.i] if tells else []
        for c in said:
            if c.pos_ == "NOUN" and (_classes(s, c) & {"leader_titles", "other_titles"} or s.lemma(c) in DELEGATES):
                return [w for w in s.owners(c) if w.actor.type == "state"][:1]
    return []


def _country(s: Sentence, token: Token) -> Actor | None:
    """ "The country", other than whoever acts in the clause, or stands on the other side of its verb."""
    besides = frozenset(w.actor.state for w in clause_subject(s, token))
    if (doer := _gives_more(s, token) or _tells_of_itself(s, token)) is not None:
        return doer
    if (home := _sent_away_by(s, token)) is not None:
        return home
    if token.dep_ in SUBJECTS + PASSIVE:  # "the archipelago depends on India" is not India
        besides |= {m.state for i, m in s.head_of.items() if i > token.i and _beside(s, i, token)}
    return countries.country(s, token, besides)


def _gives_more(s: Sentence, token: Token) -> Actor | None:
    """ "Ghana has sent 200 men to Mali. The country will send 100 more", "withdrew them": who sent the first."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.pos_ != "VERB":
        return None
    deeds = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    gives = any(t.lemma_ in countries.GIVES | countries.MOVES for t in deeds)
    back = verb.lemma_ in ("withdraw", "recall") and any(c.lower_ == "them" for c in verb.children)
    again_ = any(t.lower_ in AGAIN and t.nbor().lower_ != "than" for t in s.doc[token.i : len(s.doc) - 1])
    if not (gives and again_) and not back:
        return None
    told = [who for at, r, who, _ in s.discourse.history if at == s.discourse.sentence - 1 and r in GIVING]
    states = {who.state for who in told}
    return state_actor(states.pop() or "") if len(states) == 1 and None not in states else None


def _tells_of_itself(s: Sentence, token: Token) -> Actor | None:
    """ "Chad shelled a Sudanese town. The country said it had hit rebels": "it" is Chad, and so is the country."""
    told = [c for c in token.head.children if c.dep_ == "ccomp"] if token.head.lemma_ in TOLD else []
    acting = s.discourse.thing() if s.discourse.sentence - s.discourse.focus_at == 1 else ()
    itself = token.dep_ in SUBJECTS and any(c.lower_ == "it" and c.dep_ in SUBJECTS for t in told for c in t.children)
    return acting[0] if itself and len(acting) == 1 and acting[0].type == "state" else None


AGAIN = words("also another more additional further")
GIVING = ("TROOP_DEPLOYMENT", "ARMS_TRANSFER", "MILITARY_AID", "AIDS")


def member(s: Sentence, token: Token) -> list[Who]:
    """ "The NATO member", "the EU ally": the state spoken of, and not the body."""
    return resolved((_country(s, token),), token)


EXPELS = words("order throw expel kick force drive deport evict push send boot chuck")


def _sent_away_by(s: Sentence, token: Token) -> Actor | None:
    """ "Chad ordered French troops out of the country": out of its own."""
    prep = token.head
    out = prep.lower_ == "from" or (prep.lower_ == "of" and prep.head.lower_ == "out")
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None) if out and token.dep_ == "pobj" else None
    if verb is None or verb.lemma_ not in EXPELS:
        return None
    who = [w.actor for c in verb.children if c.dep_ in SUBJECTS for w in s.actors(c) if w.actor.state]
    return state_actor(who[0].state or "") if who else None


KEEPING = words("""
    org:UN org:AU org:OAU org:ECOWAS org:SADC org:IGAD org:EAC org:ECCAS org:EU org:NATO org:OSCE org:CIS org:CSTO
    org:ARABLEAGUE org:CARICOM
    """)


def keepers(s: Sentence, token: Token) -> list[Who]:
    """ "Three peacekeepers", "blue helmets": of the mission, or the organisation that keeps peace, named last."""
    below = {t.i for t in token.subtree}
    named = sorted(s.head_of.items(), key=lambda found: (found[0] in below, found[0] < token.i, found[0]))
    here = [Actor(m.text, m.type, m.id, m.state) for i, m in named if i in below or i < token.i]
    told = [*(a for _, a in s.discourse.organisations), *here]
    return resolved([a for a in told if a.id in KEEPING or a.id in missions()][-1:], token)


@cache
def bodies() -> dict[str, frozenset[str]]:
    return {noun: frozenset((ids or "").split()) for noun, ids in table("nouns.yaml")["bodies"].items()}


def _body(s: Sentence, token: Token, noun: str) -> Actor | None:
    """ "The court", "the bloc": the organisation named last that bears the noun in its name or is of that kind."""
    here = [m for i, m in sorted(s.head_of.items()) if i < token.i and m.type in ("organisation", "armed_group")]
    named = [*(a for _, a in s.discourse.organisations), *(Actor(m.text, m.type, m.id, m.state) for m in here)]
    found = [a for a in named if a.id in bodies()[noun] or noun in a.name.lower().split()]
    if token.head.lemma_ in LEAVES:  # "Armenia is leaving the bloc": of which the text said that it is a member
        mine = {w.actor.state for w in clause_subject(s, token)}
        own = [whom for _, r, who, whom in s.discourse.history if r == "REJECTS" and who.state in mine]
        _, who, whom = s.discourse.events.get("MEMBER_OF", (0, None, None))
        own += [whom] if who is not None and who.state in mine else []
        found = [a for a in found if any(one is not None and one.id == a.id for one in own)] or found
    return found[-1] if found else None


def office(s: Sentence, token: Token) -> list[Who]:
    here = _seat_before(s, token)
    if here:
        return [Who(state_actor(here), token.i, "coreference", here)]
    if (fought := _where_it_fights(s, token)) is not None:
        return [Who(state_actor(fought), token.i, "coreference", fought)]
    if s.lemma(token) == "junta" and (land := countries.land(s, token, frozenset())) is not None:
        return [again(land, token)]
    if token.dep_ in ("dobj", "dative", "pobj"):  # "the rebels signed a truce with the government": with their own
        homes = {w.actor.state for w in clause_subject(s, token) if w.actor.type == "armed_group" and w.actor.state}
        if len(homes) == 1:
            return resolved((state_actor(homes.pop()),), token)
    at, whose = s.discourse.armies.get(token.lower_, (-9, ""))
    if token.dep_ in SUBJECTS and s.discourse.sentence - at == 1:  # "Sanctions on Myanmar's military. The military ..."
        return [Who(state_actor(whose), token.i, "coreference", whose)]
    office = s.discourse.office()
    if token.dep_ in ("dobj", "dative", "pobj") and office is not None:  # "Taiwan lent the government $25 million"
        besides = frozenset(w.actor.state for w in clause_subject(s, token))
        office = office if office.state not in besides else s.discourse.topic(besides)
    if token.dep_ in SUBJECTS and office is not None:  # "The junta cancelled the pact with Washington": not America's
        beside = frozenset(m.state for i, m in s.head_of.items() if i > token.i and _beside(s, i, token))
        office = office if office.state not in beside else s.discourse.topic(beside)
    home = s.discourse.home
    actor = office or (state_actor(home) if home else None)
    if actor is None or not actor.state:
        return []
    return [Who(state_actor(actor.state), token.i, "coreference", actor.name)]


def _where_it_fights(s: Sentence, token: Token) -> str | None:
    """ "Fighting between the army and rebels in Mali": Mali's; "between the army and the RSF": of the RSF's home."""
    first = token.head if token.dep_ == "conj" else token
    between = first.head
    if first.dep_ != "pobj" or between.lower_ != "between" or s.lemma(token) not in ("army", "military", "government"):
        return None
    near = [first, *first.conjuncts, between.head]
    if any(t.lemma_ in TALKS for t in (between.head, *between.head.children)):
        return None  # "talks between the government and the rebels in Oslo": where they are only held
    places = [o for t in near for c in t.children if c.dep_ == "prep" and c.lower_ in INSIDE for o in objects(c)]
    named = [s.head_of[o.i] for o in places if o.i in s.head_of]
    found = {m.state for m in named if m.state and m.type in ("state", "region")}
    if not found and s.discourse.office() is None:
        others = [s.head_of[t.i] for t in near[:-1] if t.i in s.head_of and t.i != token.i]
        found = {m.state for m in others if m.type == "armed_group" and m.state}
    return found.pop() if len(found) == 1 else None


TALKS = words("talk negotiation dialogue meeting summit round")
INSIDE = ("in", "inside", "across")


def _seat_before(s: Sentence, token: Token) -> str | None:
    """ "In Seoul the presidential office": the capital that opens the clause says whose office it is."""
    verb = token.head
    if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
        where = s.head_of.get(verb.head.i)  # "fled into Sudan, where the army closed the frontier"
        return where.state if where is not None and where.type in ("state", "region") else None
    for child in verb.children if verb.pos_ in ("VERB", "AUX") else ():
        if child.dep_ == "prep" and child.lower_ == "in" and child.i < token.i:
            for o in objects(child):
                mention = s.head_of.get(o.i)
                opens = child.i == verb.left_edge.i and s.lemma(token) in SEATED  # "In Mali, the army ..."
                opens = opens and not any(a.type == "state" for a in s.discourse.troops())  # the Kenyan army goes on
                if mention is not None and (mention.kind == "capital" or (opens and mention.type == "state")):
                    return mention.state
    return None


def pair(s: Sentence, token: Token) -> tuple[Actor, ...]:
    """The two states meant: of this sentence before the phrase where it names just two, else of an earlier one."""
    here = distinct(
        [
            w
            for i, m in sorted(s.head_of.items())
            if i < token.i and m.type == "state" and m.state
            for w in s.named(s.doc[i], m, 0)
        ]
    )
    acts = token.dep_ in SUBJECTS + PASSIVE
    if token.dep_ == "poss" and s.lemma(token.head) in BONDS and len(here) == 2:
        return tuple(w.actor for w in here)  # "assured Japan that it would uphold the two nations' treaty"
    mine: set[str | None] = set()
    if not acts:  # "China, a friend of Pakistan, urged both sides": not itself
        acting = clause_subject(s, token)
        mine |= {w.actor.key for w in acting}
        mine |= {w.actor.state for w in acting if w.actor.type == "leader"}
        if any(mine & {w.actor.key, w.actor.state} for w in here):
            here = []
        if len(here) != 2 and any(mine & {a.key, a.state} for a in s.discourse.both()):
            return s.discourse.others(mine)
    if len(here) == 2:
        return tuple(w.actor for w in here)
    listed = s.discourse.list_before(2, alone=s.lemma(token) in CAMPS) if not here else ()
    if listed and not any(mine & {a.key, a.state} for a in listed):
        return listed
    return () if acts and not here and s.discourse.are_four() else s.discourse.both()


BONDS = words("treaty pact alliance agreement accord")


def one_of_two(s: Sentence, token: Token) -> list[Who]:
    """ "Chad backs the latter": of the two whom the sentence names before, else of the two of the one before it."""
    later = token.lower_ == "latter"
    here = named_in(s, token.i)
    found = here[later] if len(here) == 2 else s.discourse.one_of_two(later) if len(here) < 2 else None
    return resolved((found,), token)


def named_in(s: Sentence, before: int | None = None) -> tuple[Actor, ...]:
    """States and bodies that a sentence names, up to a place in it, each once; adjectives and places are none."""
    found = distinct(
        w
        for i, m in sorted(s.head_of.items())
        if m.type in ("state", "organisation", "armed_group") and not m.is_adjective and (before is None or i < before)
        for w in s.named(s.doc[i], m, 0)
    )
    return tuple(w.actor for w in found)


def there(s: Sentence, token: Token) -> list[Who]:
    """ "There": the place that the sentence named last before it, else the one that an earlier sentence did."""
    mine = {w.actor.state for w in clause_subject(s, token)}
    for noun in reversed(s.doc[: token.i]):
        if (state := place_named(s, noun)) and state not in mine:
            return [again(state_actor(state), token)]
        if (
            noun.pos_ == "NOUN"
            and noun.dep_ == "pobj"
            and noun.head.lower_ in AT_PLACES
            and _classes(s, noun) & GROUNDS
        ):
            return []  # "moved them to seven provinces and kept them there"
    named = [m for i, m in s.head_of.items() if i < token.i and m.type == "state" and not m.is_adjective]
    here = [m.state for m in named if m.state and m.state not in mine]  # "sided with Doha and sent soldiers there"
    if not here and (host := countries.hosts_guests(s, token, frozenset(mine))) is not None:
        return resolved(host, token)
    found = here[-1] if here else s.discourse.place_named(mine)
    return [again(state_actor(found), token)] if found else []


def _classes(s: Sentence, token: Token) -> set[str]:
    return {k for w in s.words(token) for k in classes_of(w)}


def place_named(s: Sentence, token: Token) -> str | None:
    """The state that a name or a noun puts in mind as a place: "in Mali", "left Chad", "the Cuban facility".

    Not "Paris said", "Malian troops", "officers in Lagos put the losses at ten", "agreed in Lome on Sunday".
    """
    mention = s.head_of.get(token.i)
    if mention is None:
        if token.pos_ != "NOUN" or "base" not in _classes(s, token):
            return None
        whose = [s.head_of[c.i] for c in token.children if c.dep_ == "amod" and c.i in s.head_of]
        return next((m.state for m in whose if m.is_adjective), None)
    if mention.type not in ("state", "region") or mention.is_adjective or mention.kind == "demonym_plural":
        return None
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ == "pobj":
        said_in = mention.kind == "capital" and (
            token.head.head.lemma_ in TALKING
            or _classes(s, token.head.head) & {"government", "other_titles", "talks", "accord"}
        )
        return mention.state if token.head.lower_ in AT_PLACES and not said_in else None
    return mention.state if mention.type == "region" or token.head.lemma_ in GOING else None


def clause_subject(s: Sentence, token: Token) -> list[Who]:
    ancestor, subjects = subjects_above(token)
    return [
        w
        for c in subjects
        for o in (c, *(g for g in c.children if g.dep_ == "conj"))
        for w in shallow(s, _stands_for(s, o, ancestor))
    ]


def subjects_above(token: Token) -> tuple[Token, list[Token]]:
    """The verb in whose clause a word stands, and the subjects of it, or of the verb that shares them with it."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            while _shares_subject(ancestor):
                ancestor = ancestor.head
            subjects = [c for c in ancestor.children if c.dep_ in SUBJECTS + PASSIVE and c != token]
            return ancestor, [c for c in subjects if token.i not in {t.i for t in c.subtree}]
    return token, []


def _shares_subject(verb: Token) -> bool:
    """ "Left and said", "cut ties, accusing it": whoever does the first does the second."""
    joined = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.pos_ == "VERB")
    return joined and not any(c.dep_ in SUBJECTS + PASSIVE for c in verb.children)


def _beside(s: Sentence, i: int, subject: Token) -> bool:
    """Whether a state is named after the subject in the same clause, on the other side of its verb."""
    token = s.doc[i]
    mention = s.head_of[i]
    if mention.type != "state" or mention.is_adjective or token.dep_ not in ("dobj", "pobj", "dative", "conj"):
        return False
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None) == subject.head


def _stands_for(s: Sentence, token: Token, verb: Token) -> Token:
    """Of which noun a pronoun is the subject: "China, which has troops in the country", "Moscow denied that it"."""
    if token.pos_ != "PRON":
        return token
    if token.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return verb.head
    if token.lower_ in ("it", "they", "he", "she") and verb.dep_ in ("ccomp", "advcl"):
        above = [c for c in verb.head.children if c.dep_ in SUBJECTS and c.pos_ != "PRON" and c.i < token.i]
        return above[0] if above else token
    return token


def shallow(s: Sentence, token: Token) -> list[Who]:
    """Actors of a phrase without looking through pronouns: keeps resolution finite."""
    if token.pos_ == "PRON":
        return []
    found = s.named(token, s.head_of[token.i], 0) if token.i in s.head_of else []
    if not found:
        for child in token.children:
            if child.i in s.head_of and child.dep_ in ("amod", "compound", "poss", "nmod"):
                found += s.named(child, s.head_of[child.i], 0)
    kinds = {k for w in s.words(token) for k in classes_of(w)}
    if not found and kinds & {"government", "people_forces"}:  # "The government of Oman said it ..."
        of = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        found = [w for o in of[:1] if o.i in s.head_of for w in s.named(o, s.head_of[o.i], 0)]
    if not found and "organisations" in kinds:
        told = _no_keepers(s)[-1:] if s.lemma(token) in FACTIONS else []
        named = next((a for a in told if a.type == "armed_group"), None) or s.discourse.organisation()
        found = [Who(named, token.i, "coreference", named.name)] if named else []
    return found
