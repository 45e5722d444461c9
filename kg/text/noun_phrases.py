"""Which actors a common noun or an unknown name stands for: offices, forces, bands, persons by their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.antecedents import FACTIONS, NUMBERS, keepers, member, one_of_two
from kg.text.countries import of_area
from kg.text.grammar import SUBJECTS, by_agents, objects
from kg.text.mentions import classes_of, is_designation, made_by, state_actor, words
from kg.text.owners import BACKED, FIGHTERS, THE_WEST, around, coalition
from kg.text.who import Who, band_of, resolved, state_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

NAVIES = {
    "HMS": "GBR", "RFA": "GBR", "USS": "USA", "USNS": "USA", "INS": "IND", "HMAS": "AUS", "HMCS": "CAN", "HMNZS": "NZL",
    "ROKS": "KOR", "TCG": "TUR", "PNS": "PAK", "BNS": "BGD", "KRI": "IDN", "BRP": "PHL", "ORP": "POL", "HDMS": "DNK",
    "HNLMS": "NLD", "HNoMS": "NOR", "HSwMS": "SWE", "RSS": "SGP", "ARA": "ARG", "ENS": "EGY", "SLNS": "LKA",
    "NNS": "NGA", "ROCS": "TWN", "KD": "MYS", "JS": "JPN", "BAP": "PER", "SAS": "ZAF",
}  # fmt: skip
LETTERS = frozenset(name.lower() for name in NAVIES)
AFLOAT = words("ship vessel boat tanker trawler freighter ferry fleet fishing_boat merchant_ship cargo_ship")
ENVOYS = frozenset(["ambassador", "envoy", "diplomat", "consul", "attache", "emissary", "representative", "delegate"])
BANDS = words("coalition group alliance movement force faction army column band unit organisation organization")
SOCIETIES = ("Crescent", "Cross")
OF_A_BODY = words("""
    member ally expert inspector investigator panel leader staff rapporteur country state nation government capital
    monitor
""")  # who acts for an organisation
FEW = words("some several many most few other certain both no any one newer poorer smaller non")
PEOPLES = words("""
    Abkhaz Kurdish Chechen Tuareg Ossetian Tigrayan Oromo Druze Alawite Shia Shiite Shi'ite Sunni Hutu Tutsi Serb
    Croat Muslim Karen Kachin Baloch Baluch Pashtun Hazara Tamil Naga Sikh Moro Uyghur Tibetan Bedouin Christian
    Maronite Yazidi Turkmen Amhara Fulani Zaghawa Ingush Avar Circassian Tatar Gagauz Hmong Mon Shan Chin Rohingya
    Dinka Nuer Murle Masalit Fur Berber Amazigh Sahrawi Igbo Yoruba Hausa Afar Hema Lendu Banyamulenge
    Dogon Peul Kanak Papuan Mapuche Kikuyu Luo Kalenjin Zulu Xhosa Pathan Acehnese Timorese
""")  # peoples by whom a sentence may open
ARMED_MEN = words("force fighter gunman band troop soldier militiaman commander unit brigade gunner warrior detachment")
LAND_WORDS = words("country state nation kingdom republic island emirate sultanate archipelago monarchy city-state")
POWERS = words("power country nation state government capital ally leader diplomat official")
PEACEKEEPERS = words("peacekeeper blue_helmet")
AGAINST = frozenset(("armed", "jihadist", "separatist", "opposition", "anti-government", "insurgent"))
# Acronyms of things, which are no organisation that a table lacks.
NO_BODIES = words("""
    ied ieds vbied rpg rpgs uav uavs uas sam sams icbm icbms irbm slbm srbm mlrs manpad manpads awacs gps apc apcs ifv
    mbt wmd pow pows gdp lng lpg ngo ngos ceo pm fm mp mps vip tv hiv aids covid npt ctbt inf salt mou fta tnt
    """)
AT_ARMS = FIGHTERS | AGAINST - {"armed"}
COUNCIL = Actor("UN Security Council", "organisation", "org:UNSC")
LANDS = {"peninsula": "KOR", "strip": "PSE"}  # of one state in the news, where the text names that state


def of_noun(s: Sentence, token: Token, depth: int) -> list[Who]:
    """Whom a noun stands for that no table of names holds: by its kind, its owners, what the text told of."""
    noun = s.head_noun(token)
    if noun != token:
        if token.lower_ in NUMBERS and s.lemma(noun) in ("country", "state", "nation", "member", "ally"):
            return resolved(s.discourse.several(NUMBERS[token.lower_]), token)
        own = [w for w in s.owners(token, depth) if w.how == "adjective"]  # "Polish members of the brigade"
        if own and s.lemma(token) == "member" and any("forces" in classes_of(w) for w in s.words(noun)):
            return [Who(w.actor, token.i, "forces", w.antecedent) for w in own]
        return s.actors(noun, depth + 1)
    kinds = {k for w in s.words(token) for k in classes_of(w)}
    name = _person_name(s, token, kinds) or _other_name(s, token, kinds)
    if name:
        return name
    word = _by_word(s, token)
    if word is not None:
        return word
    if of_area(token) is not None:  # "the Gulf state" is in the Gulf, and not the Gulf
        return s.definite(token, kinds)
    if (navy := _navy(s, token)) is not None:
        return [Who(state_actor(navy), token.i, "forces")]
    if token.tag_ == "NNS" and s.lemma(token) in FACTIONS and (two := s.definite(token, kinds)):
        return two
    band = _band(s, token, kinds)
    if band:
        return band
    if s.lemma(token) in ("coalition", "alliance") and any(c.lower_ == "led" for c in token.children):
        return [Who(Actor(s.phrase(token), "organisation"), token.i)]  # "the Egyptian-led coalition" is not Egypt
    owners = s.owners(token, depth)
    if s.lemma(token) == "counterpart":
        owners = [w for w in owners if w.how != "coreference"]
        owners = owners or around(s, token, depth)  # "telephoned his counterpart in Lagos"
    if not owners and kinds & {"territory", "government"} and not s.words(token) & AFLOAT:
        owners = around(s, token, depth)
    if kinds & {"forces", "weapons", "territory", "government"} and owners and "rebels" not in kinds:
        return _owned(s, token, kinds, owners)
    if "rebels" in kinds:
        return _rebels(s, token, owners)
    if owners and s.lemma(token) in OF_A_BODY and all(w.actor.type == "organisation" for w in owners):
        counted = any(c.dep_ == "nummod" or c.lower_ in FEW for c in token.children)
        if s.lemma(token) in ("member", "ally") and token.tag_ == "NN" and s.is_definite(token):
            return member(s, token)
        if token.tag_ == "NNS" or s.lemma(token) == "panel":  # "UN experts", "the NATO allies", no "two EU members"
            return [] if counted else [Who(w.actor, token.i, "office", w.antecedent) for w in owners]
    if (
        token.pos_ in ("PROPN", "NOUN")
        and token.i not in s.part_of
        and (token.tag_ == "NNPS" or is_designation(token.text) or made_by(token.text))
    ):  # "Cuban MiGs", "Sudanese Antonovs", "Turkey's F-16s"
        flown = [w for w in owners if w.how == "adjective" or (is_designation(token.text) and w.how == "name")]
        if flown:
            return [Who(w.actor, token.i, "forces", w.antecedent) for w in flown]
    army = s.lemma(token) in ("army", "military", "navy", "police")  # the state's that is spoken of
    if "forces" in kinds and not owners and not army and s.is_definite(token):
        troops = s.troops_before(token) or [Who(a, token.i, "coreference", a.name) for a in s.discourse.troops()]
        if troops:
            return [Who(w.actor, token.i, "forces", w.antecedent or w.actor.name) for w in troops]
    if not owners and s.words(token) & PEACEKEEPERS:
        return keepers(s, token)
    if "media" in kinds and owners and any(c.lower_ in ("state", "state-run", "official") for c in token.children):
        return [Who(w.actor, token.i, "office") for w in owners if w.actor.type == "state"][:1]
    if kinds & {"leader_titles", "other_titles"} and owners:
        owners = [w for w in owners if w.how != "coreference"] or owners  # "his Ethiopian counterpart"
        each = owners if token.tag_ in ("NNS", "NNPS") else owners[:1]  # "the presidents of Poland and Latvia"
        return [Who(w.actor, token.i, "office", w.antecedent) for w in each]
    if s.lemma(token) in LANDS and s.is_definite(token):
        state = LANDS[s.lemma(token)]
        if state in s.discourse.counts or state in s.discourse.whole:
            return resolved((state_actor(state),), token)
    if s.lemma(token) == "coalition" and (s.is_definite(token) or token.text[:1].isupper()):
        league = coalition(s)
        if league is not None:
            return [Who(league, token.i, "coreference", league.name)]
    if kinds & {"organisations", "state_nouns", "government", "leader_titles", "other_titles", "forces"}:
        meant = s.definite(token, kinds)
        if meant:
            return meant
    if "group_people" in kinds and (owners or _of_a_people(s, token)):
        return [Who(Actor(s.phrase(token), "group", None, state_of(owners)), token.i, "people")]
    if token.pos_ == "PROPN":
        return s.unknown_name(token)
    named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
    return [w for c in named for w in s.listed(c, max(depth, 1)) if w.actor.type == "leader"]  # "the visitors, A and B"


def _does(token: Token) -> bool:
    """ "Resolution 1718 bans", "is banned by resolution 1718"."""
    return token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.lower_ == "by")


def is_number(token: Token) -> bool:
    """Whether a number names what it stands beside: "Resolution 1718", not "three resolutions"."""
    return token.dep_ in ("nummod", "appos", "nmod") and token.i > token.head.i and token.text.isdigit()


def _other_name(s: Sentence, token: Token, kinds: set[str]) -> list[Who]:
    """ "its traditional ally, China": a state or an organisation called by another word first."""
    if "state_nouns" in kinds and token.tag_ == "NN":  # "the Caribbean nation of Haiti", "the kingdom of Bahrain"
        of = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        known = s.head_of.get(of[0].i) if len(of) == 1 else None
        named = known is not None and known.type == "state" and not known.is_adjective
        if known is not None and named and s.lemma(token) in LAND_WORDS:
            return s.named(of[0], known, 0)
    above = s.head_of.get(token.head.i) if token.dep_ == "appos" and kinds & {"organisations", "rebels"} else None
    if above is not None and above.type in ("organisation", "armed_group"):
        return s.named(token.head, above, 0)  # "Unita, the movement that Zaire armed"
    for child in token.children if kinds & {"organisations", "rebels"} else ():
        known = s.head_of.get(child.i)
        if child.dep_ == "compound" and known is not None and known.type in ("organisation", "armed_group"):
            return s.named(child, known, 0)  # "the Wagner group", "the Hezbollah movement"
    for child in token.children if kinds & {"state_nouns", "organisations", "rebels"} else ():
        known = s.head_of.get(child.i)
        if child.dep_ == "appos" and known is not None and known.type in ("state", "organisation", "armed_group"):
            return s.named(child, known, 0)
    return []


def _by_word(s: Sentence, token: Token) -> list[Who] | None:
    """Words with a meaning of their own, though nobody may be known by them; None of all others."""
    if s.lemma(token) == "resolution" and _does(token) and any(is_number(c) for c in token.children):
        return [Who(COUNCIL, token.i)]  # "Resolution 1718 bans ...": the council does
    if token.lower_ == "two" and any(c.lower_ == "the" for c in token.children):  # "trade between the two"
        return resolved(s.pair(token), token)
    if token.lower_ in NUMBERS and any(c.lower_ == "the" for c in token.children):  # "the three were planning a force"
        return resolved(s.discourse.several(NUMBERS[token.lower_]), token)
    if token.text in ("North", "South") and any(c.lower_ == "the" for c in token.children):
        here = [state_actor(m.state) for i, m in s.head_of.items() if i < token.i and m.type == "state" and m.state]
        return resolved((s.discourse.half(token.text, tuple(here)),), token)
    if (
        token.pos_ == "PROPN"
        and token.text in ("Army", "Front", "Forces", "Movement", "Council", "Militia")
        and any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.i not in s.part_of for c in token.children)
    ):  # "Syrian National Army": a name of its own, not the army of Syria
        own = s.doc[token.left_edge.i : token.i + 1].text.removeprefix("the ").removeprefix("The ")
        return [Who(Actor(own, "armed_group", None, state_of(s.owners(token))), token.i, "unknown")]
    if token.tag_ == "NNS" and s.lemma(token) in POWERS and any(c.text == "Western" for c in token.children):
        return [Who(THE_WEST, token.i)]
    if token.text in ("Serbs", "Croats") and token.i not in s.part_of and token.i and s.owners(token):
        return [Who(Actor(s.doc[token.i - 1 : token.i + 1].text, "group"), token.i, "people")]  # "Bosnian Serbs"
    if token.i not in s.part_of and (people := s.discourse.peoples.get(token.text)):
        return [Who(Actor(people, "group"), token.i, "people")]  # "Serbs", after "Bosnian Serbs"
    if token.tag_ in ("NNPS", "NNS") and any(c.lower_ == "ethnic" for c in token.children):  # "ethnic Uzbeks"
        return [Who(Actor(s.phrase(token), "group"), token.i, "people")]
    if token.lower_ in ("latter", "former") and any(c.lower_ == "the" for c in token.children):
        return one_of_two(s, token)
    if token.text == "Koreas":
        return [Who(state_actor(i), token.i) for i in ("PRK", "KOR")]
    if token.text == "West" or (token.text == "Congress" and s.discourse.counts["USA"]):
        return [Who(THE_WEST if token.text == "West" else state_actor("USA"), token.i)]
    return None


def _navy(s: Sentence, token: Token) -> str | None:
    """ "The destroyer USS Mason", "HMS Kent": whose a warship is by the letters before its name."""
    if s.spoken.isdisjoint(LETTERS):
        return None
    named = [token, *(c for c in token.children if c.dep_ == "appos")]
    near = [
        g for t in named for g in (t, *t.children) if g.dep_ in ("compound", "nmod", "appos", "nsubj", "pobj", "dobj")
    ]
    return next((NAVIES[t.text] for t in near if t.text in NAVIES), None)


def _owned(s: Sentence, token: Token, kinds: set[str], owners: list[Who]) -> list[Who]:
    """Forces, weapons, ground and offices stand for whose they are."""
    if "forces" in kinds:  # "Nkunda's men" are his band's
        owners = [Who(band, w.token, w.how, w.antecedent) if (band := band_of(w.actor)) else w for w in owners]
    states = [  # "his soldiers" are those of the state that he leads
        Who(state_actor(w.actor.state), w.token, w.how, w.antecedent)
        if w.actor.state and {"leader": "forces", "armed_force": "government"}.get(w.actor.type) in kinds
        else w
        for w in owners
    ]
    kept = ["state", "organisation", "region", "armed_group"]
    kept += ["agency", "armed_force"] if "forces" in kinds else []  # "Chinese coast guard ships"
    forces = [w for w in states if w.actor.type == "armed_force"]  # "a commander of the Revolutionary Guards"
    states = [w for w in states if w.actor.type in kept] or forces
    if not states and "government" in kinds:  # "the junta of Colonel Goita", "Obama's administration"
        states = [
            Who(state_actor(w.actor.state), w.token, "office")
            for w in owners
            if w.actor.type == "leader" and w.actor.state
        ][:1]
    if "government" in kinds and token.pos_ == "NOUN" and s.lemma(token) in ("company", "firm", "bank", "industry"):
        return []
    how = "forces" if "forces" in kinds else "office"
    return [Who(w.actor, token.i, how, w.antecedent) for w in states]


def _rebels(s: Sentence, token: Token, owners: list[Who]) -> list[Who]:
    """ "the rebels", "guerrillas of the FARC": a known armed group, else one by its own words."""
    known = s.known_group(token) if not owners else None
    if known is not None:
        return resolved((known,), token)
    if s.lemma(token) == "separatist" and not owners and s.is_definite(token):
        d = s.discourse  # "Azerbaijan shelled Nagorno-Karabakh. The separatists ...": those of the region
        struck = [whom for at, _, _, whom in d.history if d.sentence - at == 1 and whom and whom.type == "region"]
        if struck:
            return resolved((struck[-1],), token)
    groups = [w for w in owners if w.actor.type == "armed_group"]
    after = s.doc[token.i + 1] if token.i + 1 < len(s.doc) else None
    if not owners and after is not None and after.dep_ == "prep" and after.lower_ in ("from", "of"):
        groups = [w for o in objects(after) for w in s.actors(o, 2) if w.actor.type == "armed_group"]  # on the verb
    if groups:  # "guerrillas of the FARC"
        return [Who(w.actor, token.i, "forces", w.antecedent) for w in groups]
    home = state_of(owners) or s.ground(token)
    lord = [w.actor.name for w in owners if w.actor.type == "leader"]
    named = any((c.dep_ == "poss" and c.pos_ == "PRON") or c.lower_ == "whose" for c in token.children)
    name = f"{lord[0]}'s {token.text}" if lord and named else s.phrase(token)  # "whose gang": Harold Keke's
    return [Who(Actor(name, "armed_group", None, home), token.i, "people")]


HIRES = words("back support arm fund finance train equip hire pay recruit sponsor")


def _is_hired(s: Sentence, token: Token) -> bool:
    """ "Syrian fighters backed by Turkey": they are not Syria's."""
    named = [s.head_of[c.i] for c in token.children if c.i in s.head_of]
    paid = [o for c in token.children if c.dep_ in ("acl", "relcl") and c.lemma_ in HIRES for o in by_agents(c)]
    return all(m.type == "state" for m in named) and any(o.i in s.head_of for o in paid)


def _band(s: Sentence, token: Token, kinds: set[str]) -> list[Who]:
    """ "A rebel coalition", "Abkhaz fighters", "fighters loyal to the cleric": an armed group by its own words."""
    if token.dep_ in ("compound", "nmod", "appos") or any(c.dep_ == "appos" for c in token.children):
        return []
    lemma, near = s.lemma(token), [c for c in token.children if c.dep_ in ("amod", "compound") and c.i < token.i]
    against = any(s.lemma(c) in AT_ARMS or _is_backed(s, c) for c in near)
    armed = against or any(s.lemma(c) == "armed" for c in near)
    if armed and "armed_force" in s.words(token) and s.owners(token):
        return []  # "the Turkish armed forces" are Turkey's, and no band
    if lemma in BANDS and (against if lemma == "force" else armed):
        known = s.known_group(token)
        if known is not None:
            return resolved((known,), token)
    elif lemma in ARMED_MEN and not against and _peoples(s, near):
        if s.owners(token) and not any(_is_peoples_own(s, c) for c in near):
            return []
    elif lemma in ("fighter", "mercenary", "militiaman") and _is_hired(s, token):
        pass  # by their own words, as below
    elif lemma == "fighter" and token.tag_ == "NNS" and not any(c.i in s.head_of for c in near):
        peoples = _peoples(s, near) or any(c.i and c.text[:1].isupper() and c.pos_ in ("ADJ", "PROPN") for c in near)
        if any(c.dep_ == "prep" and c.lower_ in ("of", "from") for c in token.children):
            return []
        known = s.known_group(token)
        if known is not None:
            return resolved((known,), token)
        if not peoples and not any(c.lower_ == "loyal" for c in token.children):
            return []
    else:
        return []
    home = state_of(s.owners(token)) or s.ground(token)
    return [Who(Actor(s.phrase(token), "armed_group", None, home), token.i, "people")]


def _peoples(s: Sentence, near: list[Token]) -> bool:
    """ "Kurdish forces", "Ingush bands": of a people that is no state's."""
    return any(c.text in PEOPLES for c in near)


SOLDIERLY = words("Kurdish Serb Croat Tuareg Chechen Abkhaz Ossetian Tigrayan Albanian")  # with forces of their own


def _is_peoples_own(s: Sentence, people: Token) -> bool:
    """ "Bosnian Croat gunners", "Iraqi Kurdish forces": of a people in the state named before, and not its own."""
    before = s.head_of.get(people.i - 1) if people.text in SOLDIERLY and people.i else None
    return before is not None and before.type == "state" and before.is_adjective


def _is_backed(s: Sentence, token: Token) -> bool:
    """ "Emirati-backed forces": not the Emirates', and nobody else's that a table knows."""
    return s.lemma(token) in BACKED and token.tag_ == "VBN" and any(c.dep_ == "punct" for c in token.children)


def _of_a_people(s: Sentence, token: Token) -> bool:
    """ "Jewish settlers", "Tamil refugees": a people that is no state's."""
    return any(c.dep_ in ("amod", "compound") and c.i < token.i and c.text[:1].isupper() for c in token.children)


def _person_name(s: Sentence, token: Token, kinds: set[str]) -> list[Who]:
    """A title with a name beside it is the person: "Senegal's president, Bassirou Diomaye Faye"."""
    if not kinds & {"leader_titles", "other_titles", "government"}:
        return []
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            named = s.head_of.get(child.i)
            if named is not None and named.type == "leader":
                return s.named(child, named, 0)
            if s.lemma(token) in ENVOYS:
                return []
            if named is None:
                owners = s.owners(token)  # "her Mongolian counterpart, N. Altankhuyag": not hers
                owners = [w for w in owners if w.how != "coreference"] or owners
                state = state_of(owners) or state_of(s.definite(token, kinds))
                actor = Actor(s.proper(child), "leader", None, state)
                return [Who(s.discourse.full_names.get(actor.name.split()[-1], actor), child.i)]
    return []


def unknown_name(s: Sentence, token: Token) -> list[Who]:
    """A proper name outside the tables: a person with a title or known before, or a group by its own words."""
    if token.text in SOCIETIES and (home := state_of(s.owners(token))):
        return [Who(state_actor(home), token.i, "office")]  # "the Chadian Red Cross"
    if not s.spoken.isdisjoint(LETTERS) and any(t.text in NAVIES for t in s.doc[max(0, token.i - 3) : token.i]):
        return []  # "HMS Queen Elizabeth"
    words = [t for t in token.subtree if t.i <= token.i and t.pos_ == "PROPN" and t.head in (token, token.head)]
    known = s.discourse.full_names.get(token.text)
    if known is not None:
        return [Who(known, token.i)]
    titles = [c for c in token.children if c.dep_ in ("compound", "nmod", "appos", "amod") and c.i < token.i]
    if token.dep_ == "conj":  # "Presidents Joseph Kabila and Paul Kagame"
        shared = [*token.head.children, token.head.head]
        titles += [c for c in shared if c.tag_ in ("NNS", "NNPS") and c.i < token.head.i]
    title = {k for c in titles for k in classes_of(s.lemma(c))}
    appositives = [c for c in token.children if c.dep_ == "appos"]
    title |= {k for c in appositives for w in s.words(c) for k in classes_of(w)}
    if title & {"leader_titles", "other_titles"} or any(s.lemma(c) == "leader" for c in titles):
        state = state_of(s.owners(token)) or state_of([o for c in appositives for o in s.owners(c)])
        if state is None:
            office = s.discourse.office()
            state = office.state if office else None
        return [Who(Actor(s.proper(token), "leader", None, state), token.i)]
    state = state_of([o for c in appositives for o in s.owners(c)])
    if not state and len(s.proper(token).split()) > 1:  # "Jamil Mahuad of Ecuador", "Poland's Andrzej Duda"
        of = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        of += [c for c in token.children if c.dep_ == "poss"]
        state = next((s.head_of[o.i].state for o in of if o.i in s.head_of), None)
    if state and len(s.proper(token).split()) > 1:
        return [Who(Actor(s.proper(token), "leader", None, state), token.i)]
    last = token.text.lower()
    if last in (
        "army",
        "front",
        "movement",
        "forces",
        "militia",
        "brigade",
        "brigades",
        "party",
        "union",
        "group",
        "council",
        "community",
        "league",
        "forum",
        "commonwealth",
        "organisation",
        "organization",
        "association",
        "commission",
        "court",
    ):
        kind = (
            "armed_group"
            if last in ("army", "front", "militia", "movement", "forces", "brigade", "brigades")
            else "organisation"
        )
        return [Who(Actor(s.proper(token), kind, None, state_of(s.owners(token))), token.i, "unknown")]
    acronym = len(words) == 1 and token.text.isupper() and 2 < len(token.text) < 8
    if acronym and token.lower_ not in NO_BODIES and not is_designation(token.text):
        return [Who(Actor(token.text, "organisation", None, None), token.i, "unknown")]
    return []
