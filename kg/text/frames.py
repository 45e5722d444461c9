"""Frames as data: which words say which relation, and where their arguments stand in the parse.

`frames.yaml` explains the keys. `matches` gives what the frames find in one parsed sentence, before
anybody asks how firmly it is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import Usage
from kg.model import RELATIONS, SYMMETRIC, Actor
from kg.text.actors import MISSIONS, PASSIVE, SUBJECTS, Sentence, Who, _distinct, objects
from kg.text.coreference import TITLES
from kg.text.mentions import classes, classes_of, is_designation, made_by, makers, missions, state_actor, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

UNKNOWN = Actor("unknown", "group")  # a passive without agent: somebody, never guessed
AMOUNTS = words("value tune amount total sum")  # "weapons to the value of $345 million" name no receiver
CONTROL = words("""
    accuse urge ask tell order force allow let permit help enable press persuade convince request invite
    encourage instruct authorise authorize suspect beg lead cause make see train want warn forbid bar
    prevent stop keep blame expect bind oblige commit
    """)
BLAMES = words("""
    accuse blame criticise criticize condemn denounce sanction punish penalise penalize blacklist fault fine thank
    praise prosecute rebuke reproach chide commend reprimand castigate slam impose place put add list suspect charge
    """)  # "punished Iran for arming ...": who is blamed has done it
COURSES = words("""
    mission team instructor trainer programme program course scheme adviser advisor expert academy centre center
    """)
MEANT = words("mean intend destine bind earmark offer promise give sell ready design head set_aside")
BUYING = words("purchase acquisition order procurement deal contract delivery import")
GROUPS = words("group movement militia rebel insurgent militant party faction guerrilla fighter opposition side")
SISTERS = ("ARMS_TRANSFER", "MILITARY_AID", "AIDS")  # who sells, gives and helps is told of in one breath
GIVES = words("""
    give sell lend offer send grant promise supply provide hand deliver pledge loan ship award allot lease rent owe
    bring deny refuse assure donate extend guarantee pay
    """)
OWNED = frozenset(
    ["on", "against", "to", "with", "for", "at", "from", "over", "upon"]
)  # after these what somebody owns stands for its owner
AROUND = ("in", "at", "across", "throughout", "from", "through")  # where a crowd gathers
MASSES = words(
    "thousand hundred dozen crowd people protester demonstrator marcher resident mother woman student worker"
)
DEMONSTRATORS = words("protester demonstrator marcher resident mother woman student worker")
MARCHING = words("protest demonstrate rally march riot chant")
NO_CROWD = frozenset(("forces", "people_forces", "weapons", "government", "state_nouns", "leader_titles", "media"))
DOORS = ("outside", "from", "at", "to", "past", "of", "before", "into", "on", "near", "around", "towards", "toward")
EMBASSIES = words(
    "embassy consulate mission residence residency compound base ambassador flag effigy portrait legation"
)
FIGHTS = ("ATTACKS", "COMBAT", "CASUALTIES", "CONTROLS")
FOE_REACH = 8  # sentences back
TARGETS = frozenset(("territory", "control_places", "infrastructure", "group_people", "people_forces", "base"))
TARGET_WORDS = words(
    "car truck bus house home market church mosque bakery shop boat patrol convoy target village patient"
)
DAYS = words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Christmas Easter Ramadan
    """)
SPANS = words("hour day week month year decade round bout spell wave night")
FIGHTING = words("fighting clash battle combat firefight skirmish gunfight war shoot-out melee brawl")
AT_HOME = words("""
    law bill price reform election authority government parliament resign resignation pension fuel tax release truth
    corruption budget wage salary shortage bread constitution
    """)  # what a crowd wants from its own state
OUTBREAK = words("break erupt resume flare rage spread escalate intensify continue begin start")
MARCHERS = words("protester demonstrator marcher student striker activist")
SOLDIERS = words(
    "troop soldier force police jet warplane aircraft gunner marine paratrooper guard tank helicopter policeman"
)
AIMS = ("on", "at", "against", "into", "in")
FIRE = words("fire gunfire shelling bomb mine explosion blast missile rocket drone shell fighting")
MORTALS = words("""
    fighter person people man woman child civilian soldier policeman policewoman guard gendarme
    villager resident passenger
    body worker miner driver cadet private conscript reservist officer sailor pilot crew crewman boy girl baby
    student pupil nurse doctor patient teacher priest monk nun tourist pilgrim fisherman farmer herder trader
    life family relative comrade colleague member defender victim inhabitant other serviceman servicewoman recruit
    """)
PROTEST = words("protest demonstration rally hunger_strike sit-in march vigil riot")
HIRED = frozenset(["mercenary", "volunteer", "contractor"])  # whoever sends them, not where they come from
MEN = words("""
    man member staff medic engineer doctor officer observer
    sapper technician specialist guard scout operator fighter crew
    """)  # of forces, where somebody owns them
ABOUT_FORCES = words("""
    number presence deployment withdrawal arrival departure commander chief head leader death killing killer loss use
    role dispatch training movement convoy base strength cost plan transfer return
    """)  # "the withdrawal of Kenyan troops" is none
BODIES = words("""
    force committee council forum grouping commission organisation organization union club bloc community league
    association bank coalition alliance
    """)
UNDER_IT = words("under per by through despite thanks")
UNDER = UNDER_IT | words("after since before of to from")
AGAINST = words("""
    fight combat counter deter repel defeat hunt attack battle confront oppose crush contain
    """)
WARS = words("""
    war invasion effort campaign fight conflict offensive operation assault battle struggle
    """)
PARTIES = words("delegation envoy negotiator mediator diplomat leader ruler chief monarch prince")
SIDES = words("side part camp corner favour favor defence defense support praise")
BROKER = words("broker mediate arrange facilitate negotiate oversee monitor guarantee host supervise sponsor")
ON_OCCASION = words("on during after at before following since upon ahead over amid for")
KEYS = words("""
    verbs nouns adjectives theme not_theme subject object takes not_home home quantity quantity_from item polarity
    modality change pair swap swap_verbs needs needs_pair needs_word not_word light copular purpose_verb clause
    with_item object_needed share_of loose agent_class intransitive future_verbs not_with together in_class
    from_class person title object_complement if_attacked demand_only places_only object_owner casualty_verbs
    passive_ok needs_quantity with_number lost_verbs only_made not_owner_only infinitive object_verbs not_verb onto
    finite bare definite same passive located border mission gone sent in_mission with_class passive_only
    after_class after_word under negated after with_prep few leaders bare_owner breaks_out
    not_needs off_list home_front alone foreign_only
    """)


@dataclass(frozen=True)
class Frame:
    """One pattern of frames.yaml."""

    name: str  # "TROOP_DEPLOYMENT 3"
    relation: str
    keys: dict[str, Any]

    def get(self, key: str) -> Any:
        return self.keys.get(key)

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(str(self.keys.get(key) or "").split())

    @property
    def subject(self) -> list[str]:
        return [s.strip("?") for s in self.words("subject")]

    @property
    def object(self) -> list[str]:
        return [s.strip("?") for s in self.words("object")]

    @property
    def object_optional(self) -> bool:
        return str(self.keys.get("object") or "?").endswith("?")


@dataclass(frozen=True)
class Match:
    """A frame found at a trigger, with its actors."""

    frame: Frame
    trigger: Token
    verb: Token  # the verb that carries it: the trigger, or the light verb of a noun
    subject: Who
    object: Who | None
    item: Token | None
    theme: Token | None
    slots: dict[str, str] = field(default_factory=dict)


@cache
def frames() -> tuple[Frame, ...]:
    """All frames: those of the package, and before them those of one's own file (`KG_FRAMES`)."""
    return (*_own_frames(), *_checked(table("frames.yaml")["frames"], "frames.yaml", ""))


def _checked(entries: Any, where: str, mark: str) -> Iterator[Frame]:
    """Frames of one file; an unknown relation or key stops with its name."""
    if not isinstance(entries, dict):
        raise Usage(f"{where}: wanted relations with a list of frames each, found {type(entries).__name__}")
    for relation, listed in entries.items():
        if relation not in RELATIONS:
            raise Usage(f"{where}: unknown relation {relation!r}; one of {', '.join(RELATIONS)}")
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            raise Usage(f"{where}: {relation}: wanted a list of frames, each with its keys")
        for number, entry in enumerate(listed, 1):
            known = ", ".join(sorted(KEYS))
            if strange := set(map(str, entry)) - KEYS:
                raise Usage(f"{where}: {relation} {number}: unknown key {sorted(strange)[0]!r}; one of {known}")
            if not any(entry.get(kind) for kind in ("verbs", "nouns", "adjectives")):
                raise Usage(f"{where}: {relation} {number}: wanted trigger words under verbs, nouns or adjectives")
            yield Frame(f"{relation} {mark}{number}", relation, entry)


def own_file() -> Path | None:
    """The file of one's own frames that `KG_FRAMES` names."""
    name = os.environ.get("KG_FRAMES")
    return Path(name) if name else None


def _own_frames() -> tuple[Frame, ...]:
    import yaml

    path = own_file()
    if path is None:
        return ()
    try:
        with path.open("rb") as file:
            raw = file.read(OWN_CAP + 1)
        if len(raw) > OWN_CAP:
            raise Usage(f"{path}: larger than {OWN_CAP:,} bytes")
        data = yaml.safe_load(raw.decode("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise Usage(f"{path}: frames of one's own (KG_FRAMES) cannot be read: {problem}") from problem
    entries = data.get("frames", data) if isinstance(data, dict) else data
    return tuple(_checked(entries, str(path), "own "))


OWN_CAP = 1_000_000  # bytes


@cache
def index() -> dict[tuple[str, str], list[Frame]]:
    """(kind of trigger, lemma) -> frames."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames():
        for kind in ("verbs", "nouns", "adjectives"):
            for word in frame.words(kind):
                found.setdefault((kind, word), []).append(frame)
    return found


@cache
def triggers() -> frozenset[str]:
    """All words that a frame can start from: for the cheap filter before the parser."""
    return frozenset(part for _, word in index() for part in word.split("_")[:1])


@cache
def light_verbs() -> frozenset[str]:
    return frozenset(str(table("frames.yaml")["light"]).split())


# Arguments of a trigger


class Arguments:
    """The arguments of one trigger word: found once, asked by name."""

    def __init__(self, sentence: Sentence, trigger: Token, kind: str, frame: Frame | None = None):
        self.s = sentence
        self.trigger = trigger
        self.kind = kind
        self.frame = frame
        self.subjects: list[Who] = []  # who fills the first slot, while the second is looked for
        self.verb = trigger if kind == "verbs" else self._carrier(frame)

    def _carrier(self, frame: Frame | None) -> Token:
        """The light or linking verb that carries a noun or adjective; else the word itself."""
        token = self.trigger
        head = token.head
        allowed = light_verbs() | set(frame.words("light") if frame else ())
        for _ in range(4):
            if token.dep_ in ("attr", "acomp", "oprd") and head.lemma_ in (
                "be",
                "remain",
                "become",
                "stay",
                "seem",
                "appear",
                "consider",
                "call",
                "prove",
            ):
                return head
            if token.dep_ in ("dobj", "nsubjpass") and (
                head.lemma_.lower() in allowed or particle_lemma(head) in allowed
            ):
                return head
            if (
                token.dep_ == "pobj"
                and head.dep_ == "prep"
                and head.head.pos_ == "VERB"
                and head.head.lemma_ in ("engage", "take", "enter", "participate", "join", "be", "go", "hold", "lock")
            ):
                return head.head
            if token.dep_ == "conj":
                token, head = head, head.head
                continue
            if (
                token.dep_ == "pobj"
                and head.lower_ == "of"
                and self.s.lemma(head.head) in classes()["partitives"] | {"wave", "series"}
            ):
                token, head = head.head, head.head.head
                continue
            break
        return self.trigger

    # Tokens

    def agents(self, verb: Token | None = None, depth: int = 0) -> list[Token]:
        """Who does it: subject of the active, "by" phrase, or the subject that a governing clause lends."""
        verb = verb if verb is not None else self.verb
        if self.kind == "adjectives" and verb.pos_ == "ADJ":  # "Serbia, long dependent on Russian gas"
            return (
                [verb.head]
                if verb.dep_ in ("amod", "appos", "acl", "relcl")
                else self.agents(verb.head, depth + 1)
                if depth < 2
                else []
            )
        if self.kind == "nouns" and verb == self.trigger and verb.dep_ == "appos":  # "Belarus, an ally of Russia"
            return _list_of(verb.head)
        if verb.pos_ not in ("VERB", "AUX") or depth > 5:
            return []
        if past_beside_infinitive(verb):
            return self.agents(verb.head.head, depth + 1)
        if is_passive(verb):
            return by_agents(verb)
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        if own:
            return own + [g for c in verb.children if self._does_too(c) for g in c.children if g.dep_ in SUBJECTS]
        if lost := self._lost_subject(verb):
            return lost
        return self._lent(verb, depth)

    def _does_too(self, clause: Token) -> bool:
        """ "..., as did Israel": who did it as well."""
        marks = any(c.lower_ in ("as", "so") for c in clause.children)
        return clause.dep_ == "advcl" and clause.lemma_ in ("do", "have") and marks and not themes_of(clause)

    def _lost_subject(self, verb: Token) -> list[Token]:
        """ "In August Greece reached a deal": the name right before a finite verb that the parser hangs elsewhere."""
        helpers = [c for c in verb.children if c.dep_ in ("aux", "neg", "advmod") and c.i < verb.i]
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in helpers)
        if not finite or verb.dep_ not in ("ROOT", "advcl", "ccomp", "relcl") or verb.i == 0:
            return []
        at = verb.i - 1
        while at > 0 and any(c.i == at for c in helpers):
            at -= 1
        before = self.s.doc[at]
        mention = self.s.part_of.get(before.i)
        if mention is None or mention.is_adjective or before.dep_ in (*SUBJECTS, *PASSIVE):
            return []
        head = next((t for t in self.s.doc if self.s.head_of.get(t.i) is mention), None)
        if head is None or head.dep_ not in ("pobj", "dobj", "conj", "npadvmod", "advmod", "appos", "dep", "compound"):
            return []
        while head.dep_ == "conj" and head.head.pos_ == "PROPN":
            head = head.head
        return [head]

    def _lent(self, verb: Token, depth: int) -> list[Token]:
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            promised = any(c.tag_ == "MD" for c in head.children) and verb.tag_ in ("VBD", "VBZ")
            if head.dep_ == "ccomp" and promised and head.head.i < head.i and head.head.pos_ == "VERB":
                return self.agents(head.head, depth + 1)  # "said that the men would stay, and denied ..."
            lent = [c for c in head.children if c.dep_ in PASSIVE] if is_passive(head) else self.agents(head, depth + 1)
            if head.dep_ == "ccomp" and not any(self.s.actors(t) for t in lent) and head.head.i < head.i:
                return (
                    self.agents(head.head, depth + 1) or lent
                )  # "confirmed that the call was genuine and accused ..."
            return lent
        if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.tag_ == "VBN":
                return []
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
            if verb.tag_ != "VBG" and (verb.dep_ == "acl" or to):  # "plan to send", "troops to guard"
                carrier = head.head if head.dep_ in ("dobj", "attr", "nsubjpass") else None
                lent = [c for c in head.children if c.dep_ == "poss"]
                return lent or (self.agents(carrier, depth + 1) if carrier is not None else [])
            return [head]
        if verb.dep_ in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "oprd", "dep"):
            governor = head
            if verb.dep_ == "pcomp":
                while head.dep_ == "conj" and head.head.pos_ == "ADP":  # "accused it of lying and of arming rebels"
                    head = head.head
                noun = head.head
                governor = noun
                if noun.pos_ in ("NOUN", "PROPN"):
                    lent = [c for c in noun.children if c.dep_ == "poss"]
                    if lent and "sanctions" not in self.s.kinds(noun):
                        return lent
                    governor = noun.head
                    if governor.dep_ == "agent":  # "is accused by monitors of shipping arms"
                        governor = governor.head
            # "put on a blacklist for shipping arms"
            if governor.pos_ == "ADP" and "sanctions" in self.s.kinds(head.head):
                governor = governor.head
            if governor.pos_ == "ADJ":
                governor = governor.head
            if governor.pos_ not in ("VERB", "AUX"):
                return []
            if governor.lemma_.lower() in CONTROL and verb.dep_ in ("xcomp", "ccomp", "pcomp", "advcl", "dep"):
                theirs = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i != verb.i]
                theirs += [c for c in governor.children if c.dep_ in PASSIVE]
                if not theirs and is_passive(governor):  # "a firm accused of shipping arms"
                    theirs = themes_of(governor)
                if theirs and not (governor.lemma_ in ("make", "order", "help") and verb.dep_ == "advcl"):
                    return theirs
            if verb.dep_ == "pcomp" and head.lower_ in ("for", "with", "of", "over") and governor.lemma_ in BLAMES:
                blamed = self._blamed(governor)
                if blamed:
                    return blamed
            if is_passive(governor):
                return [c for c in governor.children if c.dep_ in PASSIVE]
            return self.agents(governor, depth + 1)
        return []

    def _blamed(self, verb: Token) -> list[Token]:
        """ "sanctioned a firm for shipping arms", "imposed sanctions on Iran for arming the Houthis"."""
        direct = themes_of(verb)
        on = [
            o
            for h in (verb, *direct)
            for p in h.children
            if p.dep_ == "prep" and p.lower_ in ("on", "upon", "against")
            for o in objects(p)
        ]
        on = [t for t in on if "sanctions" not in self.s.kinds(t)]
        return on or [t for t in direct if self.s.actors(t) or self.s.owners(t)]

    def themes(self) -> list[Token]:
        """What is acted on."""
        if self.kind != "verbs":
            return []
        return themes_of(self.verb)

    def prepositional(self, name: str, token: Token | None = None) -> list[Token]:
        """What stands after a preposition at the trigger, its carrier or its object."""
        hosts = [token] if token is not None else self._hosts()
        found: list[Token] = []
        for host in hosts:
            for child in host.children:
                found += self._after(child, name)
        if not found and token is None and name in (
            "in", "to", "from", "with", "at", "against", "on", "for", "around", "near", "along", "between", "by",
            "alongside"
        ):  # fmt: skip
            found = self._where() if name == "in" else []
            inner = [o for h in hosts for c in h.children if c.dep_ == "prep" and c.i > h.i for o in objects(c)]
            inner += [c for o in list(inner) for c in conjuncts(o)]
            for host in inner:  # "opened a base with a ceremony in Djibouti"
                for child in host.children:
                    found += self._after(child, name) if host.pos_ == "NOUN" else []
        if not found and token is not None and name == "between":  # "the truce of August between Israel and Hamas"
            inner = [o for c in token.children if c.dep_ == "prep" for o in objects(c)]
            found = [t for o in inner for child in o.children for t in self._after(child, name)]
        if not found and token is None and name in ("to", "for") and self.kind == "verbs":
            for theme in self.themes():  # "boats worth $4 million to the Philippines"
                after = [t for t in theme.subtree if t.i > theme.i]
                below = [t for t in after if t.dep_ in ("prep", "dative") and t.lower_ == name]
                near = [t for t in below if not any(a.pos_ == "VERB" for a in t.ancestors if theme in a.ancestors)]
                found += [o for t in near if theme.i > self.trigger.i for o in objects(t)]
        return found

    def _where(self) -> list[Token]:
        """ "Mali, where French troops fought": the place that a relative clause hangs on."""
        clause = self.verb
        if clause.dep_ == "relcl" and any(c.lower_ == "where" for c in clause.children):
            return [clause.head]
        return []

    def _hosts(self) -> list[Token]:
        hosts = [self.trigger]
        if self.verb != self.trigger:
            hosts.append(self.verb)
        if self.kind == "verbs":
            for theme in self.themes():
                inner = self.s.head_noun(theme)
                hosts += [theme] + ([inner] if inner != theme else [])
                hosts += [c for c in theme.children if c.dep_ == "conj" and theme.i > self.trigger.i]
        if self.kind == "nouns":
            hosts += [self.trigger.head] if self.trigger.dep_ == "conj" else []
            hosts += [c for c in self.trigger.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]
        above = self.trigger.head
        counted = self.kind == "nouns" and self.trigger.dep_ == "pobj" and above.lower_ == "of"
        if counted and self.s.lemma(above.head) in SPANS:  # "34 days of war between ..."
            hosts.append(above.head)
        hosts += [
            c
            for h in list(hosts)
            for c in h.children
            if c.dep_ in ("advmod", "prt")
            and c.lower_ in ("back", "out", "away", "home", "as", "together", "down", "alongside")
        ]
        return list(dict.fromkeys(hosts))

    def _after(self, child: Token, name: str) -> list[Token]:
        beside = child.dep_ == "conj" and child.pos_ == "ADP"  # "with Simitis and with his Turkish colleague"
        if child.dep_ not in ("prep", "agent", "dative", "advmod", "prt", "aux", "mark") and not beside:
            return []
        word = child.lower_
        found: list[Token] = []
        if name == "out_of":
            if word in ("out", "outside"):
                found = [o for c in child.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        elif name == "on_side_of":
            if word in ("on", "at", "to", "by"):
                found = [
                    g
                    for o in objects(child)
                    if o.lemma_ in ("side", "behalf", "aid", "defence", "defense", "rescue", "help")
                    for g in self._owner_tokens(o)
                ]
        elif name == "on_behalf_of":
            return self._after(child, "on_side_of")
        elif word == name and child.dep_ != "aux":
            found = objects(child)
        for other in child.children:  # "to Poland and to Latvia"
            if other.dep_ == "conj" or (
                other.dep_ == "prep" and other.lower_ == name and word in ("back", "out", "away", "home", "down")
            ):
                found = found + self._after(other, name) if other.dep_ == "conj" else found + objects(other)
        return found

    def _owner_tokens(self, noun: Token) -> list[Token]:
        own = [c for c in noun.children if c.dep_ == "poss"]
        return own + [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]

    # Actors

    def find(self, source: str) -> list[Who]:
        """The actors that a slot source of frames.yaml names."""
        method = getattr(self, "from_" + source.replace(".", "_"), None)
        if method is not None:
            found: list[Who] = method()
            return found
        base, _, rest = source.partition(".")
        if base == "theme":
            return self._of_theme(rest)
        if base == "agent":
            return [w for t in self.agents() for w in self._inside(t, rest)]
        tokens = self.prepositional(base)
        if rest == "owner":
            return [w for t in tokens for w in self.s.owners(self.s.head_noun(t))]
        if rest == "maker":
            return [state_actor_of(m) for t in tokens for m in self.made_by(t)]
        if rest:  # "of.with": the suspension of air links with Serbia
            return [w for t in tokens for i in self.prepositional(rest, self.s.head_noun(t)) for w in self.s.actors(i)]
        found = [w for t in tokens for w in self.s.actors(t)]
        if not found and base in OWNED:  # "curbs on Syrian energy", "a raid on Russian logistics"
            found = [w for t in tokens for w in self.s.owners(self.s.head_noun(t), of=False)]
        return found

    def _inside(self, token: Token, rest: str) -> list[Who]:
        noun = self.s.head_noun(token)
        if rest == "owner":
            if self.s.lemma(noun) in HIRED:
                return []
            found = self.s.owners(noun, of=not self.s.kinds(noun) & {"attack", "harm"})
            return (
                [w for w in found if w.actor.type != "armed_force"] or found
                if self.from_agent() == []
                else [w for w in found if w.actor.type != "armed_force"]
            )
        prep, _, owner = rest.partition(".")
        inner = [t for n in dict.fromkeys((token, noun)) for t in self.prepositional(prep, n)]
        found = [w for t in inner for w in (self.s.owners(t) if owner else self.s.actors(t))]
        return found or [w for t in inner for w in self.s.owners(self.s.head_noun(t), of=False) if prep in OWNED]

    def _of_theme(self, rest: str) -> list[Who]:
        if rest == "doer":
            return self.doers()
        if rest == "maker":
            return [state_actor_of(m) for t in self.themes() for m in self.made_by(t)]
        found = []
        for theme in self.themes():
            found += self._inside(theme, rest)
            if rest == "owner" and self.verb.lemma_ in (
                "kill",
                "wound",
                "injure",
            ):  # 200 Armenians and 192 Azerbaijanis
                found += [w for c in conjuncts(theme) for w in self._inside(c, rest)]
        return found

    def doers(self) -> list[Who]:
        """Who did what "the summit", "the raid", "the decision" names, as told before."""
        found: list[Who] = []
        nouns = [t for t in self.verb.subtree if t.i > self.verb.i and t.dep_ in ("dobj", "compound", "nsubj", "oprd")]
        for theme in dict.fromkeys((*self.themes(), *nouns)):
            if not any(c.lower_ in ("the", "this", "that", "such") for c in (*theme.children, *theme.head.children)):
                continue
            kinds = self.s.kinds(theme)
            told: tuple[Actor, Actor | None] | None = self.s.told[-1] if self.s.told else None
            told = told or next((self.s.discourse.event(r) for k, r in EVENTS.items() if k in kinds), None)
            if told is None and self.s.lemma(theme) in DEEDS:
                told = self.s.discourse.last(frozenset(self._speakers_side()))
            if told is not None:
                both = kinds & {"talks", "accord", "alliance_accord", "drill"}
                found += [_again(a, theme) for a in (told if both else told[:1]) if a is not None]
        mine = {w.actor.key for w in self.from_agent()}
        return [w for w in found if w.actor.key not in mine]

    def from_maker(self) -> list[Who]:
        """ "the sale of F-16s to Ankara": whose industry makes the goods that the trigger noun names."""
        return [state_actor_of(m) for m in self.made_by(self.trigger)]

    def from_foe_here(self) -> list[Who]:
        """Whoever acts in the clause before: "Pyongyang fired a missile, and Tokyo denounced the test"."""
        mine = self._speakers_side()
        verbs = [t for t in self.s.doc[: self.trigger.i] if t.pos_ in ("VERB", "AUX") and t.i != self.verb.i]
        for verb in reversed(verbs) if mine else ():
            for token in verb.children:
                if token.dep_ in SUBJECTS and token.i < self.trigger.i:
                    found = [w for w in self.s.actors(token) if w.actor.type != "group"]
                    if found and not any(mine & {w.actor.state, w.actor.key} for w in found):
                        return found
        return []

    def from_opponent(self) -> list[Who]:
        """Whom a charge, a threat or a refusal is meant for that names nobody: the other side of the story.

        The title tells it best, where it names just one other state; what the text told of before must agree.
        """
        mine = self._speakers_side()
        foe = self.s.discourse.foe(mine) if mine else None
        return [_again(foe, self.trigger)] if foe is not None else []

    def _speakers_side(self) -> set[str]:
        return {k for w in self._doers() for k in (w.actor.state, w.actor.key) if k}

    def _doers(self) -> list[Who]:
        return self.from_agent() or self.from_owner() or self.from_by() or self.from_theme()

    def from_clause_doer(self) -> list[Who]:
        """Who does what the clause around a noun says: "left at Baghdad's request", "a mission requested by Oslo"."""
        for t in self.verb.ancestors if self.verb != self.trigger else self.trigger.ancestors:
            if t.pos_ in ("VERB", "AUX"):
                tokens = by_agents(t) if is_passive(t) else Arguments(self.s, t, "verbs").agents(t)
                found = [w for o in tokens for w in self.s.actors(o)]
                if found or t.dep_ == "ROOT":
                    return found
        return []

    def from_aimed_at(self) -> list[Who]:
        """Whom a threat or a charge in a clause is about: the first in it who is not on the speaker's side."""
        mine = {k for w in self._doers() for k in (w.actor.state, w.actor.key)} - {None}
        for clause in self._clauses(("ccomp", "xcomp", "advcl")):
            for token in clause.subtree:
                if token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass", "dative") and token.i != clause.i:
                    found = [w for w in self.s.actors(token) if not mine & {w.actor.state, w.actor.key}]
                    if found:
                        return found
        return []

    def from_signatory(self) -> list[Who]:
        """The other party of "the treaty", as the text told of it."""
        mine = {w.actor.state for w in self.from_agent()}
        for relation in ("AGREES_WITH", "ALLIED_WITH", "COOPERATES_WITH", "MEETS_WITH"):
            told = [a for a in self.s.discourse.event(relation) or () if a is not None]
            if any(a.state in mine for a in told):
                return [_again(a, self.trigger) for a in told if a.state not in mine]
        return []

    def from_in_union(self) -> list[Who]:
        """ "froze participation in the pact": the organisation."""
        tokens = [t for x in (None, *self.themes()) for p in ("in", "of") for t in self.prepositional(p, x)]
        return [w for t in tokens for w in self.s.actors(t) if w.actor.type == "organisation"]

    def from_each_other(self) -> list[Who]:
        """ "The two sides accused each other": each of the two is the other's."""
        return self.from_agent() if any("each" in self.s.kinds(t) for t in self.themes()) else []

    def from_sides(self) -> list[Who]:
        """Whom an appeal for calm is meant for: the two of whom the text speaks."""
        mine = {w.actor.state for w in self.from_agent()}
        pair = [a for a in self.s.discourse.both() if a.state not in mine]
        return [_again(a, self.trigger) for a in pair]

    def made_by(self, theme: Token) -> list[tuple[str, int]]:
        """The state whose industry makes a weapon that the phrase names."""
        words = self.s.doc[theme.left_edge.i : theme.right_edge.i + 1].text.lower().replace("-", " ")
        return [(state, theme.i) for name, state in makers().items() if f" {name.replace('-', ' ')}" in f" {words}"][:1]

    def from_agent(self) -> list[Who]:
        found = [w for t in self.agents() for w in self.s.actors(t)]
        if not found and self.kind != "verbs":
            found = []
        return _distinct(found)

    def from_state_subject(self) -> list[Who]:
        return [w for w in self.from_agent() if w.actor.type == "state" and w.how != "office"]

    def from_state_agent(self) -> list[Who]:
        return [w for w in self.from_agent() if w.actor.type in ("state", "organisation", "leader")]

    def from_person(self) -> list[Who]:
        """Leaders by name or office; "Moscow went to ..." is no journey."""
        named = [
            t.head for v in (self.verb,) if v.dep_ == "relcl" for t in self.agents() if t.tag_ == "WP" for t in (v,)
        ]
        for token in named:  # "John Garang, who leads the Sudan People's Liberation Army"
            if token.pos_ == "PROPN" and token.i not in self.s.part_of and " " in self.s.proper(token):
                return [Who(Actor(self.s.proper(token), "leader"), token.i)]
        return [w for w in self.from_agent() if self._is_person(w)]

    def _is_person(self, who: Who) -> bool:
        token = self.s.doc[who.token]
        return who.actor.type == "leader" or (
            who.how == "office"
            and bool(self.s.kinds(token) & {"leader_titles", "other_titles"} or self.s.words(token) & PARTIES)
        )

    def from_crowd(self) -> list[Who]:
        """People who take to the street: whose they are, or in which state they do it, or that the text is about."""
        found = []
        protest = any(self.s.words(t) & PROTEST for t in self.themes()) or self.verb.lemma_ in MARCHING
        for token in self.agents() or self.themes():
            noun = self.s.head_noun(token)
            kinds = self.s.kinds(token)
            many = token.tag_ in ("NNS", "NNPS") and kinds == {"name"}
            mass = bool(self.s.words(token) & MASSES) or self.s.lemma(token) in MASSES
            known = self.s.head_of.get(noun.i)
            if known is not None and known.kind == "demonym_plural" and known.state:  # "dozens of Egyptians"
                found.append(Who(Actor(known.text, "group", None, known.state), token.i, "people"))
                continue
            named = noun.i in self.s.part_of and "group_people" not in kinds
            crowd = kinds & {"group_people", "rebels"} or many or mass
            plain = protest and noun.pos_ == "NOUN" and noun.tag_ == "NNS" and not kinds & NO_CROWD
            if named or not (crowd or plain):
                continue
            owners = [w for w in self.s.owners(noun) if w.actor.state] or [
                w for w in self.s.actors(token) if w.actor.type in ("group", "armed_group") and w.how != "coreference"
            ]
            around = [t for h in (token, noun, None) for p in AROUND for t in self.prepositional(p, h)]
            around += [t for v in self.verb.ancestors for p in AROUND for t in self.prepositional(p, v)]
            around += self._where()  # "Chad, where students demonstrated"
            if self.verb.dep_ == "conj":  # "N'Djamena has paid nobody, and strikers marched"
                around += [c for c in self.verb.head.children if c.dep_ in SUBJECTS and c.pos_ == "PROPN"]
            near = [w for t in around for w in [*self.s.actors(t), *self._place(t)] if w.actor.state]
            first = owners or [w for w in near if w.actor.type in ("state", "region")] or near
            state = first[0].actor.state if first else self.s.ground(token)
            if state:
                name = "demonstrators" if self.s.lemma(noun) in MASSES - DEMONSTRATORS else self.s.phrase(noun)
                found.append(Who(Actor(name, "group", None, state), token.i, "people"))
        return found

    def from_mob(self) -> list[Who]:
        """A mob or rioters that do harm; students and demonstrators who throw stones protest."""
        agents = self.agents()
        return self.from_crowd() if agents and not any(self.s.words(t) & MARCHERS for t in agents) else []

    def from_marchers(self) -> list[Who]:
        agents = self.agents()
        return self.from_crowd() if any(self.s.words(t) & MARCHERS for t in agents) else []

    def from_named(self) -> list[Who]:
        """Who or what is seized by a name that no table has: "the freighter Faina", "Alan Gross"."""
        found = []
        for theme in self.themes():
            noun = self.s.head_noun(theme)
            near = [c for c in noun.children if c.dep_ in ("appos", "compound") and c.pos_ == "PROPN" and c.i > noun.i]
            if not near and noun.pos_ == "NOUN" and noun.i + 1 < len(self.s.doc):
                after = self.s.doc[noun.i + 1]  # "the freighter Faina", whatever the parser makes of the name
                near = [after] if after.pos_ == "PROPN" and after.dep_ != "pobj" else []
            for t in [noun, *near] if noun.pos_ == "PROPN" else near:
                name = self.s.proper(t)
                if t.pos_ != "PROPN" or t.i in self.s.part_of or t.text in DAYS or self.s.actors(t):
                    continue
                if self.s._is_definite(t) or near or any("ship" in self.s.words(c) for c in t.children):
                    found.append(Who(Actor(name, "group"), t.i))
                elif " " in name:
                    found.append(Who(Actor(name, "leader"), t.i))
        return found

    def from_embassy(self) -> list[Who]:
        """ "Outside the Russian embassy", "to the consulate of Rwanda": at whose door a crowd gathers."""
        doors = [t for p in DOORS for t in self.prepositional(p)]
        doors += [t for t in self.themes() if self.s.lemma(t) in EMBASSIES]
        found = []
        for door in doors:
            noun = self.s.head_noun(door)
            inner = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
            for t in (noun, *inner, *(g for i in inner for c in i.children if c.dep_ == "prep" for g in objects(c))):
                if self.s.lemma(t) in EMBASSIES:
                    found += self.s.owners(t)
        return found

    def from_here(self) -> list[Who]:
        """A crowd that says not against whom: the state in which it marches."""
        return [Who(state_actor(w.actor.state), w.token, "office") for w in self.from_crowd() if w.actor.state]

    def from_protested_thing(self) -> list[Who]:
        """ "Against the convoy", "against it": whose it is, before "it" is looked for."""
        aims = [t for h in (None, *self.themes()) for t in self.prepositional("against", h)]
        return self.from_protested() if aims else []

    def from_protested(self) -> list[Who]:
        """Against whom a crowd marches that says only "against the convoy", "against it", or nothing while its state is
        at war: the other side, named before in the sentence or told of before."""
        mine = {w.actor.state for w in self.from_crowd() if w.actor.state}
        if not mine:
            return []
        d = self.s.discourse
        aims = [t for h in (None, *self.themes()) for t in self.prepositional("against", h)]
        whose = [i for t in aims for i in (g.i for g in t.subtree) if i in self.s.part_of]
        if aims and whose:
            return []
        if any(t.pos_ == "PRON" or self.s._is_definite(t) or any(c.dep_ == "poss" for c in t.children) for t in aims):
            named = [m for i, m in sorted(self.s.head_of.items()) if i < self.trigger.i and m.state]
            other = next((m.state for m in named if m.state not in mine), None)
            if other is not None:
                return [_again(state_actor(other), self.trigger)]
            foe = d._dealt_with(mine) or d.topic(frozenset(mine))
            return [_again(foe, self.trigger)] if foe is not None else []
        if aims or any(self.s.lemma(t) in AT_HOME for t in self.verb.subtree):
            return []
        for relation in FIGHTS:
            at, one, other_side = d.events.get(relation, (-99, None, None))
            if one is None or other_side is None or d.sentence - at > 3:
                continue
            for side, foe_side in ((one, other_side), (other_side, one)):
                if side.state in mine and foe_side.state not in mine:
                    return [_again(foe_side, self.trigger)]
        foe = d.foe(mine)
        return [_again(foe, self.trigger)] if foe is not None else []

    def from_troops(self) -> list[Who]:
        """ "The troops", "the soldiers", "troops" that nobody owns: those who were sent before, else the setting's."""
        for token in self.agents():
            noun = self.s.head_noun(token)
            near = [c for c in noun.children if c.dep_ in ("amod", "compound", "nummod", "poss", "relcl", "acl")]
            if self.s.lemma(noun) not in SOLDIERS or near or self.s.actors(token):
                continue
            told = self.s.discourse.event("TROOP_DEPLOYMENT") or self.s.discourse.event("ATTACKS")
            if told is not None:
                return [Who(told[0], token.i, "forces", told[0].name)]
            area = self.s.discourse.setting()
            return [Who(area, token.i, "forces", area.name)] if area is not None else []
        return []

    def from_fighters(self) -> list[Who]:
        """Armed groups and soldiers that move into a place."""
        return [w for w in self.from_forces_owner() if w.how != "office"]

    def from_place_into(self) -> list[Who]:
        tokens = [*self.prepositional("into"), *(self.themes() if self.verb.lemma_ == "enter" else [])]
        if not any(w.actor.type == "armed_group" for w in self.from_agent()):  # an army that crosses a province
            tokens = [t for t in tokens if "control_places" in self.s.kinds(t)]
        return [w for t in tokens for w in self._place(t)]

    def from_in_hands_of(self) -> list[Who]:
        hands = [t for t in self.prepositional("in") if t.lemma_ == "hand"]
        return [w for h in hands for w in (self.s.owners(h) or [])]

    def from_under_control(self) -> list[Who]:
        """ "The region was back under Russian control", "came under the control of the rebels"."""
        held = [t for t in self.prepositional("under") if t.lemma_ in ("control", "rule", "command", "occupation")]
        return [w for h in held for w in self.s.owners(h)]

    def from_crowd_owner(self) -> list[Who]:
        return [w for w in self.s.owners(self.trigger) if w.actor.type in ("state", "group")]

    def from_theme(self) -> list[Who]:
        return [w for t in self.themes() for w in self.s.actors(t)]

    def from_dative(self) -> list[Who]:
        found = []
        for child in self.verb.children:
            if child.dep_ == "dative":
                tokens = objects(child) if child.pos_ == "ADP" else [child]
                found += [w for t in tokens for w in self.s.actors(t)]
        if not found:  # "to sell Armenia weapons": taken for one noun by the parser
            names = [c for t in self.themes() for c in t.children if c.dep_ in ("compound", "nmod") and c.i < t.i]
            found = (
                [
                    w
                    for c in names
                    if c.i in self.s.head_of and not self.s.head_of[c.i].is_adjective
                    for w in self.s.actors(c)
                ]
                if self.verb.lemma_ in GIVES
                else []
            )
        if not found and self.verb.lemma_ in GIVES and not is_passive(self.verb):  # "sold Chad $4m worth of tanks"
            named = [c for c in self.verb.children if c.dep_ == "dobj" and c.i in self.s.head_of]
            found = [w for c in named[:1] for w in self.s._one(c, 0) if w.actor.type == "state" and w.how == "name"]
        two = [c for c in self.verb.children if c.dep_ == "dobj"]
        if not found and len(two) > 1:  # "sold it drones": two objects for the parser, the first of them the receiver
            found = self.s.actors(two[0])
        kept = any(c.dep_ == "dobj" for c in self.verb.children)
        if not found and kept and is_passive(self.verb):  # "Kyiv was given tanks"
            found = [w for c in self.verb.children if c.dep_ in PASSIVE for w in self.s.actors(c)]
        return found

    def from_owner(self) -> list[Who]:
        return [w for w in self.s.owners(self.trigger, of=False) if w.token != self.trigger.i]

    def from_of_owner(self) -> list[Who]:
        return [w for t in self.prepositional("of", self.trigger) for w in self.s.owners(self.s.head_noun(t))]

    def from_compound_owner(self) -> list[Who]:
        """ "North Korean troop deployment", "North Korea's troop deployment": the owner of the compound."""
        return [
            w
            for c in self.trigger.children
            if c.dep_ == "compound" and c.i not in self.s.part_of
            for w in self.s.owners(c)
        ]

    def from_forces_owner(self) -> list[Who]:
        """The state of the forces that do it: where the subject is forces, or "they" spoken of before."""
        found = []
        for token in self.agents():
            found += self._forces(token)
            for other in conjuncts(token):  # "the Spaniards and Hondurans"
                known = self.s.head_of.get(other.i)
                found += self._forces(other) if known is not None and known.kind == "demonym_plural" else []
        return _distinct(found)

    def from_theme_forces(self) -> list[Who]:
        """The owner of the forces that are moved; a named force is its own."""
        return [w for token in self.themes() for w in self._forces(token)]

    def from_sender(self) -> list[Who]:
        """Who sends them: a state, whoever they are ("Turkey flew Syrian fighters"); else whose they are."""
        hired = any(
            self.s.lemma(self.s.head_noun(t)) in HIRED | {"fighter", "recruit", "auxiliary"} for t in self.themes()
        )
        theirs = any(c.dep_ == "poss" and c.pos_ == "PRON" for t in self.themes() for c in self.s.head_noun(t).children)
        if theirs and not self.from_agent() and not is_passive(self.verb):
            return []  # "Container lines are sending their vessels around the Cape"
        whose = [] if hired else self._of_theme("owner")
        agents = [w for w in self.from_agent() if w.actor.type != "group"]
        return whose or agents or ([] if hired else self.from_theme_forces())

    def _forces(self, token: Token) -> list[Who]:
        noun = self.s.head_noun(token)
        found = [
            w
            for w in self.s.actors(token)
            if w.how == "forces" or (w.actor.type in ("armed_force", "armed_group") and w.how != "office")
        ]
        if found:
            return found
        if (
            noun.pos_ == "NOUN" and not self.s.words(noun) & classes()["people_only"]
        ):  # "an advance party of 200 Kenyan police"
            inner = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
            if inner and self.s.words(inner[0]) & classes()["people_only"] and self.s.lemma(noun) not in ABOUT_FORCES:
                return [w for o in inner for w in self.s.actors(o) if w.how == "forces"]
        mention = self.s.head_of.get(noun.i)
        if (
            mention is not None and mention.kind == "demonym_plural" and mention.state
        ):  # "300 Americans are at the site"
            return [Who(state_actor(mention.state), noun.i, "forces")]
        if mention is not None and mention.id in missions():
            return [Who(Actor(mention.text, "organisation", mention.id, None), noun.i, "forces")]
        if noun.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"):
            return []
        if any(c.lower_ == "foreign" for c in noun.children) and "people_only" in self.s.kinds(
            noun
        ):  # "the withdrawal of all foreign troops"
            return [Who(Actor(self.s.phrase(noun), "group"), noun.i, "forces")]
        if "weapons" in self.s.kinds(noun) and self.s.lemma(noun) not in SHOTS:  # "Four Spanish F-18s are at the base"
            return [
                Who(w.actor, noun.i, "forces", w.antecedent) for w in self.s.owners(noun, of=False) if w.actor.state
            ]
        if noun.pos_ == "NOUN" and not self.s.words(noun) & classes()["people_only"] | (self.s.words(noun) & MEN):
            return []
        owners = [w for w in self.s.owners(noun, of=noun.pos_ == "NOUN") if w.actor.type not in ("leader", "region")]
        owners = owners or [state_who(w) for w in self.s.owners(noun) if w.actor.type == "leader" and w.actor.state]
        if owners:
            return [Who(w.actor, noun.i, "forces", w.antecedent) for w in owners]
        alone = not any(c.dep_ in ("amod", "compound") and c.text[0].isupper() for c in noun.children)
        counted = noun.pos_ == "NOUN" or "people_only" in self.s.kinds(noun)  # "2,500 are to follow"
        if alone and counted and token.dep_ in (*SUBJECTS, *PASSIVE):  # "Some 900 soldiers will fly home"
            whose = [w.actor for w in self.s._troops_before(noun)] or list(self.s.discourse.troops())
            told = [e for r in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") if (e := self.s.discourse.event(r)) is not None]
            whose = whose or list(dict.fromkeys(e[0] for e in told))
            return [Who(a, noun.i, "forces", a.name) for a in whose if len(whose) == 1 and a.type != "region"]
        return []

    def from_border(self) -> list[Who]:
        """Across which border troops look: "to the Colombian frontier", "its border with Chad"."""
        found: list[Who] = []
        for name in ("to", "on", "at", "along", "near", "towards", "toward", "by", "up", "onto", "around", "in"):
            for token in self.prepositional(name):
                noun = self.s.head_noun(token)
                near = [noun, *(c for c in noun.children if c.dep_ == "compound")]
                if not any(self.s.words(n) & BORDERS for n in near):
                    continue
                found += [w for n in near for w in self.s.owners(n)]
                found += [w for h in (noun, None) for t in self.prepositional("with", h) for w in self.s.actors(t)]
        mine = {w.actor.state for w in self.from_agent()} | {w.actor.state for w in self.from_theme_forces()}
        return [w for w in found if w.actor.state and w.actor.state not in mine]

    def mission_tokens(self) -> list[Token]:
        """The mission that somebody joins, leads or contributes to: by its name, or a noun of missions."""
        near = [*self.themes(), *(t for name in ("to", "in", "with", "for") for t in self.prepositional(name))]
        return [t for t in near if self._is_mission(t)]

    def _is_mission(self, token: Token) -> bool:
        mention = self.s.head_of.get(token.i)
        if mention is not None:
            return mention.id in missions()
        lemma = self.s.lemma(token)
        if token.tag_ not in ("NN", "NNP") or lemma not in MISSIONS:
            return False
        return lemma == "mission" or self.s.mission_at(token) is not None or bool(self.s.words(token) & PEACEKEEPING)

    def from_of_mission(self) -> list[Who]:
        """ "the 330 Irish members of the mission"."""
        near = [t for name in ("of", "in", "with") for t in self.prepositional(name, self.trigger)]
        hosts = [(self.s.mission_at(t) or self.s.discourse.mission, t) for t in near if self._is_mission(t)]
        return [_again(state_actor(h), t) for h, t in hosts if h]

    def from_mission_host(self) -> list[Who]:
        """Where the mission stands that the sentence or the text speaks of."""
        here = next((h for t in self.s.doc if (h := self.s.mission_at(t))), None) or self.s.discourse.mission
        return [_again(state_actor(here), self.trigger)] if here else []

    def from_led(self) -> list[Who]:
        """What somebody leads: one state or body, or the mission that "the force" stands for."""
        found = [w for t in self.themes() for w in self.s.actors(t) if w.how != "forces"]
        mission = self.s.discourse.mission_name
        if mission is not None and any(self.s.lemma(t) in ("force", "mission", "operation") for t in self.themes()):
            found = [w for w in found if w.how == "name"] or [_again(mission, self.trigger)]
        return found if len(found) == 1 else []

    def from_mission(self) -> list[Who]:
        hosts = [(self.s.mission_at(t), t) for t in self.mission_tokens()]
        found = [_again(state_actor(h), t) for h, t in hosts if h]
        found = found or [w for t in self.prepositional("in") for w in self.s.actors(t) if w.actor.state]
        there = self.s.discourse.mission
        return found or [_again(state_actor(there), t) for _, t in hosts if there]

    def from_mission_agent(self) -> list[Who]:
        """The mission that starts its work, or who sends it."""
        tokens = [
            t
            for t in self.agents()
            if self._is_mission(t) or any(self._is_mission(c) for c in t.children if c.dep_ == "appos")
        ]
        found = [w for t in tokens for w in (self.s.owners(t, of=False) or self.s.actors(t))]
        return [w for w in found if w.actor.type in ("organisation", "state")]

    def from_agent_host(self) -> list[Who]:
        tokens = [*self.agents(), *(c for t in self.agents() for c in t.children if c.dep_ == "appos")]
        places = [w.actor.state for t in self.prepositional("in") for w in self.s.actors(t) if w.actor.state]
        hosts = [h for t in tokens if (h := self.s.mission_at(t))] or places
        return [_again(state_actor(h), self.trigger) for h in hosts[:1]]

    def from_of_force(self) -> list[Who]:
        """ "the withdrawal of the contingents from Burundi and Uganda": whose the forces after "of" are."""
        return [w for t in self.prepositional("of", self.trigger) for w in self._forces(t)]

    def from_pushed(self) -> list[Who]:
        """ "France was pushed out of Mali": a state that is, or forces that somebody drives out."""
        whole = is_passive(self.verb) and any(c.dep_ in PASSIVE for c in self.verb.children)
        states = [w for t in self.themes() for w in self.s.actors(t) if w.actor.type == "state"] if whole else []
        return states or self.from_theme_forces()

    def from_none(self) -> list[Who]:
        return []

    def from_unowned(self) -> list[Who]:
        return []

    def from_unknown(self) -> list[Who]:
        """An agentless passive, or a subject that names nobody's: somebody."""
        if is_passive(self.verb) and not by_agents(self.verb):
            return [Who(UNKNOWN, self.verb.i, "unknown")]
        return []

    def from_others(self) -> list[Who]:
        return []

    def from_mate(self) -> list[Who]:
        """The other party where the sentence or the discourse knows just one: the seller, the visitor's host."""
        mine = {w.actor.state for w in (self.from_agent() or self.from_owner() or self.from_by())}
        if len(mine) > 1:  # they are each other's
            return []
        clause = next((t for t in (self.trigger, *self.trigger.ancestors) if t.dep_ == "ROOT"), self.trigger)
        named = [w for c in clause.children if c.dep_ in SUBJECTS + PASSIVE for w in self.s.actors(c)]
        others = {w.actor.state: w for w in named if w.actor.state and w.actor.state not in mine}
        if len(others) == 1 and mine:
            return [Who(state_actor(str(k)), w.token, w.how, w.antecedent) for k, w in others.items()]
        partner = [a for a in self.s.discourse.pair if a.state not in mine]
        if len(self.s.discourse.pair) == 2 and len(partner) == 1 and mine:
            return [Who(partner[0], self.trigger.i, "coreference", partner[0].name)]
        return []

    def _told(self) -> tuple[Actor, Actor | None] | None:
        """Who and whom the same relation, or among gifts and sales a like one, was last told of."""
        relation = self.frame.relation if self.frame is not None else ""
        same = self.frame is not None and self.frame.get("same")
        order = (relation, *(r for r in SISTERS if r != relation and not same)) if relation in SISTERS else (relation,)
        return next((told for r in order if (told := self.s.discourse.event(r)) is not None), None)

    def from_told_subject(self) -> list[Who]:
        """ "The first jets are due in May": who delivers is who was told to."""
        told = self._told()
        return [_again(told[0], self.trigger)] if told is not None else []

    def from_told_object(self) -> list[Who]:
        told = self._told()
        if told is None or told[1] is None or self.prepositional("to"):
            return []
        return [_again(told[1], self.trigger)]

    def from_taker(self) -> list[Who]:
        """To whom a gift goes that names only its giver: whoever was given something before, in the sentence itself."""
        return self._taker(self.s.given)

    def from_told_taker(self) -> list[Who]:
        """... or in a sentence before."""
        return self._taker([told[1] for r in SISTERS if (told := self.s.discourse.event(r)) is not None and told[1]])

    def from_bringer(self) -> list[Who]:
        """ "Such a purchase could bring sanctions": whoever did, or bought, what the subject speaks of."""
        mine = {w.actor.state for w in self.subjects}
        for token in self.agents():
            if not any(c.lower_ in ("the", "such", "this", "that", "these", "any") for c in token.children):
                continue
            sold = self.s.discourse.event("ARMS_TRANSFER") if self.s.words(token) & BUYING else None
            told = self.s.discourse.last(frozenset(m for m in mine if m))
            doer = sold[1] if sold is not None else told[0] if told is not None else None
            return [_again(doer, token)] if doer is not None and doer.state not in mine else []
        return []

    def from_meant(self) -> list[Who]:
        """ "Weapons destined for Yemen", "the biggest package ever offered to Taiwan": for whom the goods are meant."""
        hosts = [*self.themes(), *([self.trigger] if self.kind == "nouns" else [])]
        hosts += [t for h in list(hosts) for p in ("of", "for") for t in self.prepositional(p, h)]
        bound = [c for h in hosts for c in h.children if c.dep_ in ("acl", "amod") and c.lemma_ in MEANT]
        return [w for c in bound for p in ("to", "for") for t in self.prepositional(p, c) for w in self.s.actors(t)]

    def from_group(self) -> list[Who]:
        """ "Arming the movement", "trained the group": the armed group that the text named last."""
        nouns = [t for t in self.themes() if self.s.words(t) & GROUPS]
        found = self.s.discourse.group() if nouns else None
        return [_again(found, nouns[0])] if found is not None else []

    def from_named_taker(self) -> list[Who]:
        """ "Arms for the Islamic Courts": a receiver that no table knows, by its name; a port has no article."""
        tokens = [t for p in ("to", "for") for t in self.prepositional(p)] + self.themes()
        return [
            Who(Actor(self.s.proper(t), "armed_group"), t.i)
            for t in tokens
            if t.pos_ == "PROPN"
            and t.i not in self.s.part_of
            and any(c.lower_ == "the" for c in t.children)
            and not self.s.kinds(t) & {"weapons", "territory", "control_places", "base"}
            and not self.s.actors(t)
        ]

    def from_about(self) -> list[Who]:
        """Who trades or depends where nobody is said to ("imports from Russia have fallen"): the text's main state."""
        found = self.s.discourse.main(frozenset())
        return [_again(found, self.trigger)] if found is not None else []

    def from_complement(self) -> list[Who]:
        """ "Most of its tanks are Russian": of which state the adjective is, or where a thing is from."""
        tokens = [c for c in self.verb.children if c.dep_ in ("acomp", "attr")]
        named = [g for c in tokens for g in (c, *c.subtree) if g.i in self.s.head_of]
        return [w for g in named[:1] for w in self.s._named(g, self.s.head_of[g.i], 0)]

    def from_supplier(self) -> list[Who]:
        """ "Dependent on diesel supplied by an Israeli company": who brings what somebody depends on."""
        goods = [t for name in ("on", "upon") for t in self.prepositional(name)]
        brought = [c for t in goods for c in t.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")]
        return [w for c in brought for o in by_agents(c) for w in self.s.actors(o) or self.s.owners(o)]

    def from_from_doing(self) -> list[Who]:
        """ "Barred its citizens from visiting the island": whom the deed that is forbidden concerns."""
        mine = {w.actor.state for w in self.from_agent()}
        deeds = [c for p in self.verb.children if p.lower_ == "from" for c in p.children if c.dep_ == "pcomp"]
        tokens = [t for d in deeds for t in d.subtree if t.dep_ in ("dobj", "pobj")]
        return [w for t in tokens for w in self.s.actors(t) if w.actor.state not in mine]

    def from_people_theme(self) -> list[Who]:
        """Those who are taken in: "800,000 refugees"."""
        return [
            w
            for t in self.themes()
            for w in self.s.actors(t) or [Who(Actor(self.s.lemma(self.s.head_noun(t)) + "s", "group"), t.i, "people")]
        ]

    def from_main(self) -> list[Who]:
        """... or the state that the whole text is about."""
        mine = frozenset(w.actor.state for w in self.subjects)
        found = self.s.discourse.main(mine) if mine - {None} else None
        known = self.frame is None or self.verb.lemma_ not in self.frame.words("object_verbs")
        return self._taker([found] if found is not None and known else [])

    def _taker(self, known: list[Actor]) -> list[Who]:
        if any(self.s.lemma(t) not in AMOUNTS for t in self.prepositional("to")):  # one is named, only not known
            return []
        mine = {w.actor.state for w in self.subjects}
        fitting = [a for a in known if a.type != "leader" and a.state not in mine]
        return [_again(fitting[-1], self.trigger)] if fitting and mine else []

    def from_above(self) -> list[Who]:
        """Who does what the verb above a noun says: "Turkey runs a training camp"."""
        verb = next((t for t in self.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
        return [w for t in self.agents(verb) for w in self.s.actors(t)] if verb is not None else []

    def from_under(self) -> list[Who]:
        """ "Eritrea, under an embargo since May": who lives under what the trigger names."""
        prep = self.trigger.head
        if prep.lower_ != "under" or prep.dep_ != "prep":
            return []
        host = prep.head
        if host.pos_ in ("VERB", "AUX"):
            return [w for c in host.children if c.dep_ in SUBJECTS + PASSIVE for w in self.s.actors(c)]
        return self.s.actors(host)

    def from_sponsor(self) -> list[Who]:
        """Whose "a mission", "the instructors" are: of him who sets them to work, else the organisation named last."""
        nouns = self.agents() if self.kind == "verbs" else [self.trigger]
        if not any(self.s.lemma(self.s.head_noun(t)) in COURSES or t.pos_ == "PRON" for t in nouns):
            return []
        for verb in self.trigger.ancestors:
            found = [w for c in verb.children if c.dep_ in SUBJECTS for w in self.s.actors(c)]
            found = [
                w for w in found if w.actor.type in ("state", "organisation", "leader") and _named_before(w, nouns)
            ]
            if found:
                return found
        last = self.s.discourse.organisation()
        return [_again(last, self.trigger)] if last is not None else []

    def from_both(self) -> list[Who]:
        """ "the truce", "a pact concluded in May": the two whom the sentence, else the text, is about."""
        if any(self.prepositional(name) for name in ("with", "between")) or (
            self.kind == "verbs" and any(c.dep_ in SUBJECTS for c in self.verb.children)
        ):
            return []  # somebody is named, though not understood
        if any(c.lower_ in ("any", "no", "every") for t in (self.trigger, *self.themes()) for c in t.children):
            return []
        brokers = {t.i for v in self._participles() if v.lemma_ in BROKER for a in by_agents(v) for t in a.subtree}
        here: dict[str | None, Who] = {}
        for i, m in sorted(self.s.head_of.items()):
            if i not in brokers and (m.state or m.type == "armed_group"):
                for who in self.s._named(self.s.doc[i], m, 0):
                    here.setdefault(who.actor.key if m.type == "armed_group" else who.actor.state, who)
        if len(here) == 2:
            return list(here.values())
        pair = self.s.discourse.both()
        known = {a.state for a in pair}
        if len(pair) == 2 and set(here) <= known:
            return [_again(a, self.trigger) for a in pair]
        return []

    def _participles(self) -> list[Token]:
        """The verb itself and the participles of its object or of the noun."""
        return [self.verb, *(c for t in (*self.themes(), self.trigger) for c in t.children if c.dep_ == "acl")]

    def from_signers(self) -> list[Who]:
        """Who makes an accord; not who only brings it about: "a truce mediated by Egypt"."""
        return [] if self.verb.lemma_ in BROKER else self.from_agent()

    def from_clause_subject(self) -> list[Who]:
        """ "after a meeting with Xi", "on a visit to Berlin": who does what the clause around a noun says."""
        prep = self.trigger.head
        if self.trigger.dep_ != "pobj" or prep.dep_ != "prep" or prep.lower_ not in ON_OCCASION | UNDER_IT:
            return []
        host = prep.head
        while host.pos_ == "NOUN" and host.dep_ in ("pobj", "dobj", "prep", "attr"):  # "sailed into the harbour for"
            host = host.head
            while host.dep_ == "prep":
                host = host.head
        if host.pos_ in ("VERB", "AUX"):
            subjects = self.agents(host) or [c for c in host.children if c.dep_ in PASSIVE]
            return _distinct(w for t in subjects for w in self.s.actors(t))
        return self.s.actors(host) if host.pos_ == "PROPN" else []

    def from_travellers(self) -> list[Who]:
        """Persons on a journey, of whom the sentence says something else."""
        return [w for w in self.from_clause_subject() if self._is_person(w)]

    def from_person_theme(self) -> list[Who]:
        return [w for w in self.from_theme() if self._is_person(w)]

    def from_addressee(self) -> list[Who]:
        """ "notified Washington that it was scrapping the pact": to whom it is said."""
        above = self.verb.head
        if self.verb.dep_ != "ccomp" or above.lemma_ not in ("notify", "tell", "inform", "warn", "remind"):
            return []
        return [w for c in above.children if c.dep_ in ("dobj", "dative") for w in self.s.actors(c)]

    def from_theme_inside(self) -> list[Who]:
        """ "rejected a treaty that would have let the United States stay": who acts in what the noun is about."""
        mine = self._speakers_side()
        for theme in self.themes():
            for clause in (c for c in theme.children if c.dep_ in ("relcl", "acl") and c.i > theme.i):
                for token in clause.subtree:
                    if token.dep_ in ("nsubj", "dobj", "pobj", "dative") and token.tag_ not in ("WDT", "WP"):
                        found = [w for w in self.s.actors(token) if not mine & {w.actor.state, w.actor.key}]
                        if found:
                            return found[:1]
        return []

    def from_theme_group(self) -> list[Who]:
        """ "asked allies to pay": nobody's allies, by their own word."""
        return [
            Who(Actor(self.s.phrase(t), "group"), t.i)
            for t in self.themes()
            if t.pos_ == "NOUN" and t.tag_ == "NNS" and not self.s.actors(t)
        ]

    def from_agent_all(self) -> list[Who]:
        """ "The Czech Republic joined together with Poland": who does it, and in whose company."""
        agents = self.from_agent()
        return _distinct([*agents, *self.from_together_with()]) if agents else []

    def from_with_person(self) -> list[Who]:
        """ "toured the yard with his Danish counterpart": persons in company."""
        return [w for t in self.prepositional("with") for w in self.s.actors(t) if self._is_person(w)]

    def from_here_state(self) -> list[Who]:
        """ "A Russian delegation arrives next week": in the state of which the text tells."""
        if any(self.prepositional(p) for p in ("in", "to", "at", "from", "into")):
            return []
        mine = frozenset(w.actor.state for w in self.subjects)
        found = self.s.discourse.main(mine)
        return [_again(found, self.trigger)] if found is not None else []

    def from_topic_party(self) -> list[Who]:
        """ "An agreement with Beijing was rushed through parliament": whose, if the text has one other state."""
        named = {w.actor.state for t in self.prepositional("with") for w in self.s.actors(t)}
        told = [a for a in self.s.discourse.thing() if a.state not in named]
        found = told[0] if told else self.s.discourse.main(frozenset(named))
        return [_again(found, self.trigger)] if found is not None and named else []

    def from_last_union(self) -> list[Who]:
        """ "Finland, a member since April": of the organisation named last."""
        if any(self.prepositional(p, self.trigger) for p in ("of", "in")):
            return []
        last = self.s.discourse.organisation()
        return [_again(last, self.trigger)] if last is not None else []

    def from_body_theme(self) -> list[Who]:
        return self._bodies(self.themes())

    def from_body_to(self) -> list[Who]:
        return self._bodies(self.prepositional("to"))

    def _bodies(self, tokens: list[Token]) -> list[Who]:
        """ "the monitoring committee, to which France belongs": a body without a name of its own."""
        found = []
        for token in tokens:
            while token.tag_ in ("WDT", "WP") and self.verb.dep_ == "relcl":
                token = self.verb.head
            if token.pos_ == "NOUN" and self.s.lemma(token) in BODIES and not self.s.actors(token):
                found.append(Who(Actor(self.s.phrase(token), "organisation"), token.i))
        return found

    def from_presence(self) -> list[Who]:
        """ "in the presence of Marco Rubio", "with Qatar looking on": who stands by."""
        return [
            w
            for t in self.prepositional("in") + self.prepositional("under")
            if t.lemma_ in ("presence", "eye", "mediation", "auspex", "auspice")
            for o in self.prepositional("of", t)
            for w in self.s.actors(o)
            if self._is_person(w)
        ]

    def from_together_with(self) -> list[Who]:
        """ "together with Kiir's army", "alongside Malian soldiers", "side by side with": in whose company."""
        hosts = [self.trigger, self.verb, *self.themes()]
        preps = [c for h in dict.fromkeys(hosts) for c in h.children if c.dep_ in ("prep", "advmod")]
        preps += [g for c in list(preps) for g in c.children if c.lower_ in ("along", "together", "jointly", "side")]
        found = [o for c in preps if c.lower_ == "alongside" for o in objects(c)]
        for prep in preps:
            near = [*prep.children, prep.head]
            if prep.lower_ == "with" and any(c.lower_ in ("together", "along", "jointly", "side") for c in near):
                found += objects(prep)
        return [w for t in found for w in self.s.actors(t)]

    def from_poss_owner(self) -> list[Who]:
        """ "its ally", "Baku's backer": whose by a possessive, not by an adjective."""
        return [w for c in self.trigger.children if c.dep_ == "poss" for w in self.s.actors(c)]

    def from_state_only(self) -> list[Who]:
        return [w for w in self.from_agent() if w.actor.type == "state" and w.how != "office"]

    def from_clause_subject_with(self) -> list[Who]:
        """ "crossed the border with Iranian help", "under Russian protection": who is helped."""
        prep = self.trigger.head
        if (
            self.trigger.dep_ != "pobj"
            or prep.lower_ not in ("with", "under", "without", "to")
            or prep.head.pos_ != "VERB"
        ):
            return []
        return _distinct(w for t in self.agents(prep.head) for w in self.s.actors(t))

    def from_bearer(self) -> list[Who]:
        """ "NATO member Turkey", "Syria's ally Iran": who is called so."""
        t = self.trigger
        if t.dep_ in ("compound", "nmod") and t.head.i in self.s.head_of and t.head.i > t.i:
            return self.s._listed(t.head, 1)
        if t.i + 1 in self.s.part_of and t.dep_ in SUBJECTS:  # two subjects, by the parser
            after = [c for c in t.head.children if c.dep_ in SUBJECTS and c.i > t.i and c.i in self.s.head_of]
            return [w for c in after for w in self.s.actors(c)]
        if t.dep_ == "pobj" and t.head.lower_ == "as" and t.head.head.pos_ == "VERB":  # "As a NATO member, Poland may"
            return [w for c in self.agents(t.head.head) for w in self.s.actors(c)]
        named = [c for c in t.children if c.dep_ == "appos" and c.i in self.s.head_of]
        return [w for c in named for w in self.s.actors(c)]

    def from_clause_under(self) -> list[Who]:
        """ "served under Polish command": who does so."""
        prep = self.trigger.head
        if self.trigger.dep_ != "pobj" or prep.lower_ != "under" or prep.head.pos_ != "VERB":
            return []
        return [w for t in self.agents(prep.head) for w in self.s.actors(t)]

    def from_upper_theme(self) -> list[Who]:
        """ "telephoned his Malian colleague to voice support": whom the clause above is about."""
        head = self.verb.head
        if self.verb.dep_ not in ("xcomp", "advcl", "conj") or head.pos_ != "VERB":
            return []
        return [w for c in head.children if c.dep_ == "dobj" for w in self.s.actors(c)]

    def from_self(self) -> list[Who]:
        """Whom the noun itself means: "its ally" is Russia."""
        return self.s.actors(self.trigger)

    def from_side_of(self) -> list[Who]:
        """ "took Mogadishu's side", "is in the camp of Moscow": whose side."""
        near = [*self.themes(), *(o for p in ("on", "at", "by", "to", "in") for o in self.prepositional(p))]
        sides = [t for t in near if t.lemma_ in SIDES]
        found = [w for t in sides for o in self._owner_tokens(t) for w in self.s.actors(o)]
        return found or [w for t in sides for w in self.s.owners(t)]

    def from_by(self) -> list[Who]:
        return [w for t in self.prepositional("by") for w in self.s.actors(t)]

    def from_nearest(self) -> list[Who]:
        """The state named last before the trigger: "tanks given to Ukraine since Russia invaded"."""
        mine = {w.actor.state for w in self.from_agent()}
        before = [
            m
            for i, m in sorted(self.s.head_of.items())
            if i < self.trigger.i and m.type == "state" and m.state not in mine
        ]
        return (
            [Who(state_actor(before[-1].state or ""), self.trigger.i, "coreference", before[-1].text)] if before else []
        )

    def from_purpose(self) -> list[Who]:
        """Actors in the purpose clause: "sends 200 soldiers to train the Chadian army"."""
        for clause in self._clauses(("xcomp", "advcl", "acl", "ccomp", "relcl")):
            if any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children) and clause.lemma_ not in AGAINST:
                for wanted in ("dobj", "pobj", "nsubj"):
                    tokens = [t for t in clause.subtree if t.dep_ == wanted and t.i > clause.i]
                    found = [w for t in tokens for w in self.s.actors(t) + self._side(t)]
                    if found:
                        return _distinct(found)
        return []

    def _side(self, token: Token) -> list[Who]:
        """Whose war it is: "Putin's invasion of Ukraine", "Russia's war effort"."""
        if self.s.lemma(token) not in WARS:
            return []
        own = [c for c in token.children if c.dep_ in ("poss", "amod", "compound") and c.i < token.i]
        return [w for c in own for w in (self.s.actors(c) if c.dep_ == "poss" or c.i in self.s.head_of else [])]

    def from_known_host(self) -> list[Who]:
        """Where the same sender's troops were said to go: for "joined the fight", "sent to fight in the war"."""
        senders = {
            w.actor.state for t in (*self.themes(), *self.agents()) for w in self.s.owners(self.s.head_noun(t))
        } - {None}
        if len(senders) != 1:
            return []
        around = {m.state for m in self.s.mentions if m.type == "region" and m.state} - senders
        host = next(iter(around)) if len(around) == 1 else self.s.discourse.hosts.get(senders.pop() or "")
        return [Who(state_actor(host), self.trigger.i, "coreference", host)] if host else []

    def from_war(self) -> list[Who]:
        return [w for name in ("in", "to", "for", "into") for t in self.prepositional(name) for w in self._side(t)]

    def from_predicate(self) -> list[Who]:
        """ "The supply of munitions was critical to Russia's war effort": for whom a thing is of weight."""
        verb = self.trigger.head
        if self.trigger.dep_ != "nsubj" or verb.lemma_ not in ("be", "remain", "become", "prove"):
            return []
        weights = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
        tokens = [
            o for c in weights for p in c.children if p.dep_ == "prep" and p.lower_ in ("to", "for") for o in objects(p)
        ]
        return [w for t in tokens for w in (self._side(t) or self.s.actors(t))]

    def _clauses(self, deps: tuple[str, ...]) -> list[Token]:
        hosts = [self.verb, *self.themes()]
        found = [c for h in hosts for c in h.children if c.dep_ in deps and c.pos_ in ("VERB", "AUX")]
        return [c for c in found if c.i > self.verb.i or not any(t.text == ";" for t in self.s.doc[c.i : self.verb.i])]

    def from_clause(self) -> list[Who]:
        """Actors named in the clause below, the first that is not its speaker."""
        mine = {w.actor.key for w in self.from_agent()}
        found = []
        for clause in self._clauses(("ccomp", "xcomp", "advcl")):
            for token in clause.subtree:
                if token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass") and token.i != clause.i:
                    found += [w for w in self.s.actors(token) if w.actor.key not in mine]
        return _distinct(found)[:1]

    def from_if(self) -> list[Who]:
        """Who acts in the condition: "threatened to leave the talks if the United States goes ahead"."""
        clauses = [c for h in (self.verb, *self._clauses(("xcomp", "ccomp"))) for c in h.children if c.dep_ == "advcl"]
        conditions = [c for c in clauses if any(m.lower_ in ("if", "unless") for m in c.children)]
        mine = {w.actor.key for w in self.from_agent()}
        subjects = [t for c in conditions for t in c.children if t.dep_ in SUBJECTS + PASSIVE]
        return [w for t in subjects for w in self.s.actors(t) if w.actor.key not in mine]

    def from_clause_agent(self) -> list[Who]:
        found = []
        for clause in self._clauses(("ccomp", "xcomp", "advcl", "relcl")):
            for token in clause.children:
                if token.dep_ in SUBJECTS + PASSIVE:
                    found += self.s.actors(token)
        mine = {w.actor.key for w in self.from_agent()}
        return [w for w in found if w.actor.key not in mine]

    def from_place_theme(self) -> list[Who]:
        return [w for t in self.themes() for w in self._place(t)]

    def from_place_of(self) -> list[Who]:
        return [w for name in ("of", "over") for t in self.prepositional(name) for w in self._place(t)]

    def from_place_agent(self) -> list[Who]:
        return [w for t in self.agents() for w in self._place(t)]

    def from_place_from(self) -> list[Who]:
        """ "Driven out of the town of Nasir", "pushed back from the ridge": the place that is left."""
        return [w for name in ("from", "out_of", "off") for t in self.prepositional(name) for w in self._place(t)]

    def _place(self, token: Token) -> list[Who]:
        """A place as the object of control: a known one, a proper name by its wording ("the town of Qoqani",
        "the Lele Tepe height"), or the state where a nameless one lies ("five hilltops inside Lebanon")."""
        noun = self.s.head_noun(token)
        if noun.pos_ == "PROPN" and noun.i not in self.s.part_of and (noun.text in DAYS or self._no_place(noun)):
            return []
        found = self._one_place(token, noun)
        more = [c for c in conjuncts(noun) if c.pos_ == "PROPN" or any(g.pos_ == "PROPN" for g in c.subtree)]
        return found + [w for c in more for w in self._one_place(c, self.s.head_noun(c))]

    def _no_place(self, noun: Token) -> bool:
        """A person, a group or a make: "captured the Kurdish leader Abdullah Ocalan"."""
        if any(w.actor.type in ("leader", "armed_group", "organisation") for w in self.s.actors(noun)):
            return True
        near = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod", "appos")]
        kinds = {k for c in near for k in classes_of(self.s.lemma(c))}
        return bool(kinds & {"government", "leader_titles", "other_titles", "group_people", "weapons", "rebels"})

    def _one_place(self, token: Token, noun: Token) -> list[Who]:
        mention = self.s.head_of.get(noun.i)
        said = noun.lower_ == "it" or (
            self.s._is_definite(noun) and noun.pos_ == "NOUN" and not any(c.dep_ == "prep" for c in noun.children)
        )
        if said and (
            noun.lower_ == "it" or self.s.kinds(noun) & {"control_places"} or noun.lower_ in ("place", "site")
        ):
            here = self._named_here(noun)
            if here:
                return here
            told = self.s.discourse.events.get("CONTROLS")  # "the town", "it": the place told of before
            if told is not None and told[2] is not None and self.s.discourse.sentence - told[0] <= FOE_REACH:
                return [_again(told[2], noun)]
            if noun.lower_ == "it":
                return []
        if mention is not None and mention.type in ("region", "state") and not mention.is_adjective:
            kind = "region" if mention.type == "region" or mention.kind == "capital" else "state"
            actor = Actor(mention.text, kind, mention.id if kind == mention.type else None, mention.state)
            return [Who(actor, noun.i)]
        if noun.pos_ == "PROPN" and noun.i not in self.s.part_of:
            return [Who(Actor(self.s.proper(noun), "region", None, self._lies_in(noun)), noun.i)]
        kinds = self.s.kinds(token)
        if not kinds & {"control_places", "territory"}:
            return []
        named = [c for c in noun.children if c.dep_ in ("appos", "compound", "nmod") and c.pos_ == "PROPN"]
        after = [o for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "at") for o in objects(c)]
        named += [o for o in after if o.pos_ == "PROPN"]
        named = [c for c in named if c.i not in self.s.head_of or self.s.head_of[c.i].type == "region"
                 or (c in after and self.s.head_of[c.i].kind == "capital")]  # fmt: skip
        if "control_places" in kinds and named:
            found = []
            for inner in [named[-1], *(c for c in conjuncts(named[-1]) if c.pos_ == "PROPN")]:
                known = self.s.head_of.get(inner.i)
                actor = (
                    Actor(known.text, "region", known.id if known.type == "region" else None, known.state)
                    if known
                    else Actor(self.s.proper(inner), "region", None, self._lies_in(noun))
                )
                found.append(Who(actor, inner.i))
            return found
        owners = [w for w in self.s.owners(noun) if w.actor.state]
        if owners and owners[0].actor.state in self._mine():
            return [Who(Actor(self.s.phrase(noun), "region", None, owners[0].actor.state), noun.i)]
        if owners:
            return owners[:1]
        state = self._lies_in(noun)
        if state and state in self._mine():
            return [Who(Actor(self.s.phrase(noun), "region", None, state), noun.i)]
        return [_again(state_actor(state), noun)] if state else []

    def _named_here(self, noun: Token) -> list[Who]:
        """ "Pulled out of Avdiivka after a fight with Russian forces, who now hold the town": named before it."""
        if self.s.lemma(noun) not in ("town", "city", "village", "place"):
            return []
        for token in reversed(self.s.doc[: noun.i]):
            if (
                token.dep_ == "pobj"
                and token.head.lower_ in ("of", "from", "in", "at", "into")
                and token.pos_ == "PROPN"
            ):
                known = self.s.head_of.get(token.i)
                town = known is not None and (known.type == "region" or known.kind == "capital")
                bare = known is None and token.i not in self.s.part_of and not self.s.actors(token)
                if token.text not in DAYS and (town or bare):
                    return self._one_place(token, token)
        return []

    def from_authorities(self) -> list[Who]:
        """Who arrests where nobody is said to: the state where it happens, that of whom it befalls, the text's own."""
        around = [w for p in AROUND for t in self.prepositional(p) for w in [*self.s.actors(t), *self._place(t)]]
        around += [w for t in self._where() for w in self.s.actors(t)]
        theirs = [w for t in (*self.themes(), *self.agents()) for w in self.s.actors(t) if w.actor.type == "leader"]
        state = next((w.actor.state for w in (*around, *theirs) if w.actor.state), None)
        area = self.s.discourse.setting()
        state = state or (area.state if area is not None else None)
        return [_again(state_actor(state), self.trigger)] if state else []

    def _lies_in(self, noun: Token) -> str | None:
        """The state of a place that no table knows: its adjective, the place it is in, or where the text is."""
        near = [c for c in noun.children if c.i in self.s.head_of and c.i < noun.i and self.s.head_of[c.i].state]
        return next((self.s.head_of[c.i].state for c in near), None) or self.s.ground(noun)

    # Sides that only the text before names

    def _mine(self) -> set[str]:
        agents = self.from_agent() or self.find("agent.owner") or self.from_owner() or self.from_by()
        kept = {w.actor.key for w in agents}  # a rebel group is not of its state's side
        return kept | {w.actor.state for w in agents if w.actor.state and w.actor.type not in ("armed_group", "group")}

    def from_foe(self) -> list[Who]:
        """The other side of a fight told before: "the army answered with air strikes", "the troops bombed a depot"."""
        mine = self._mine()
        d = self.s.discourse
        if len({w.actor.state for w in self.from_agent()}) > 1:
            return []
        beside = [self.verb.head] if self.verb.dep_ in ("conj", "ccomp", "advcl") else []
        beside += [c for c in self.verb.children if c.dep_ in ("conj", "advcl")]
        for clause in beside:  # "his tanks took the city, and the Americans replied with missiles"
            if harms(clause):
                theirs = [w for t in Arguments(self.s, clause, "verbs").agents() for w in self.s.actors(t)]
                theirs = [w for w in theirs if w.actor.key not in mine and w.actor.state not in mine]
                if theirs and mine:
                    return [_again(theirs[0].actor, self.trigger)]
        for i, m in sorted(self.s.head_of.items(), reverse=True):
            if m.type == "armed_group" and i < self.trigger.i and (m.id or m.text) not in mine:
                here = [w for w in self.s.actors(self.s.doc[i]) if w.actor.key not in mine]
                if here and mine:
                    return [_again(here[0].actor, self.trigger)]
        told = sorted((d.events[r] for r in FIGHTS if r in d.events), key=lambda e: -e[0])
        for at, one, other in told:
            if other is None or d.sentence - at > FOE_REACH:
                continue
            for side, foe in ((one, other), (other, one)):
                if (side.key in mine or side.state in mine) and foe.key not in mine and foe.state not in mine:
                    return [_again(foe, self.trigger)]
        group = d.group()
        if group is not None and group.key not in mine and mine:
            return [_again(group, self.trigger)]
        return []

    def from_at_target(self) -> list[Who]:
        """ "Fired missiles at an army post": whose the post is."""
        return self._target([*self.prepositional("at"), *self.prepositional("on")])

    def from_target(self) -> list[Who]:
        """Whose a target without owner is: of the side fought before, else of the state where it stands."""
        return self._target([*self.themes(), *self.prepositional("at"), *self.prepositional("on")])

    def _target(self, tokens: list[Token]) -> list[Who]:
        mine = self._mine()
        for theme in tokens:
            noun = self.s.head_noun(theme)
            if self.s.kinds(theme) & TARGETS or self.s.lemma(noun) in TARGET_WORDS:
                placed = [w for w in self._place(theme) if w.actor.state and w.actor.state not in mine]
                if placed and placed[0].how == "name":
                    return [Who(state_actor(placed[0].actor.state or ""), noun.i, "coreference", placed[0].actor.name)]
                state = self.s.ground(noun, near=True)
                if state and state not in mine:
                    return [_again(state_actor(state), noun)]
                foes = self.from_foe()
                if foes:
                    return foes
                state = self.s.ground(noun)
                if state and state not in mine:
                    return [_again(state_actor(state), noun)]
        return []

    def from_attacker(self) -> list[Who]:
        """Who killed, where only a clause beside says it: "were hurt when rebels stormed the camp", "tanks smashed
        the gate, and fifteen men were wounded", "died in an Israeli raid"."""
        if not (is_passive(self.verb) or self.verb.lemma_ in ("die", "lose", "perish", "fall", "suffer")):
            return []
        raids = self.from_in_attack()
        if raids:
            return raids
        beside = [c for c in self.verb.children if c.dep_ == "advcl" and c.tag_ != "VBG"]
        if self.verb.dep_ in ("conj", "ccomp"):
            beside.append(self.verb.head)
        beside += [c for c in self.verb.children if c.dep_ == "conj"]
        for clause in beside:
            if harms(clause):
                found = [w for t in Arguments(self.s, clause, "verbs").agents() for w in self.s.actors(t)]
                if found:
                    return found
        return []

    def from_in_attack(self) -> list[Who]:
        inside = [t for p in ("in", "during", "by") for t in self.prepositional(p)]
        raids = [t for t in inside if "attack" in self.s.kinds(t)]
        fights = [t for t in inside if self.s.lemma(t) in FIGHTING]
        against = [
            w for t in fights for p in ("with", "against") for o in self.prepositional(p, t) for w in self.s.actors(o)
        ]
        return against or [
            w
            for t in raids
            for w in self.s.owners(t, of=False) or [w for o in self.prepositional("by", t) for w in self.s.actors(o)]
        ]

    def from_victim(self) -> list[Who]:
        """Whose the dead are where the phrase does not say: of those whom the clause above attacks ("stormed the
        Colombian town, killing 60 policemen"), of the place, of the side that was attacked before."""
        tokens = [t for t in self.themes() if self._mortal(t)] or [t for t in self.agents() if self._mortal(t)]
        if not tokens:
            return []
        of_whom = [o for c in tokens[0].children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        for t in of_whom:  # "13 of them", "two of its sailors"
            theirs = self.s.actors(t) if t.pos_ == "PRON" else []
            theirs = theirs or [w for c in t.children if c.dep_ == "poss" for w in self.s.actors(c)]
            if theirs:
                return theirs
        group = self.s.discourse.group()
        if group is not None and self.s.lemma(self.s.head_noun(tokens[0])) in ("fighter", "militiaman", "attacker"):
            return [_again(group, tokens[0])]
        mine = set() if is_passive(self.verb) or tokens[0] in self.agents() else self._mine()
        for governor in (self.verb, *self.verb.ancestors):
            if governor.pos_ not in ("VERB", "AUX"):
                continue
            if governor != self.verb and (harms(governor) or governor.lemma_ in ("take", "enter")):
                inner = Arguments(self.s, governor, "verbs")
                aims = [*themes_of(governor), *(t for p in AIMS for t in inner.prepositional(p))]
                for aim in aims:
                    if aim in tokens or self.s.kinds(aim) & {"attack", "accord", "weapons"} - {"territory"}:
                        continue
                    known = aim.pos_ != "PROPN" or aim.i in self.s.part_of  # no "on Sunday"
                    hit = (
                        self.s.actors(aim)
                        or self.s.owners(self.s.head_noun(aim))
                        or (self._place(aim) if known else [])
                    )
                    hit = [w for w in hit if w.actor.key not in mine and w.actor.state not in mine]
                    if hit:
                        return hit[:1]
            if governor.dep_ not in ("conj", "advcl", "xcomp", "relcl", "acl", "ccomp"):
                break
        around = [w for p in AROUND for t in self.prepositional(p) for w in [*self.s.actors(t), *self._place(t)]]
        around = [w for w in around if w.actor.state and w.actor.state not in mine]
        if around:
            return [Who(state_actor(around[0].actor.state or ""), around[0].token, "office")]
        d = self.s.discourse
        hit_before = d.event("ATTACKS")
        if hit_before is not None and hit_before[1] is not None and hit_before[1].key not in mine:
            return [_again(hit_before[1], tokens[0])]
        if mine:
            return self.from_foe()
        area = d.where or d.setting()
        return [_again(state_actor(area.state), tokens[0])] if area is not None and area.state else []

    def _mortal(self, token: Token) -> bool:
        noun = self.s.head_noun(token)
        return bool(
            self.s.kinds(token) & {"people_only", "group_people", "casualties", "rebels"}
            or self.s.lemma(noun) in MORTALS
            or (noun.pos_ == "NUM" and not any(c.dep_ == "prep" for c in noun.children))
        )

    def from_raider(self) -> list[Who]:
        """Whose attack "the raid", "one of the strikes" is, where an attack is what kills."""
        for token in self.agents():
            noun = self.s.head_noun(token)
            if "attack" in self.s.kinds(token) or self.s.lemma(noun) in FIRE:
                owners = self.s.owners(noun, of=False) or [
                    w for t in self.prepositional("by", noun) for w in self.s.actors(t)
                ]
                if owners:
                    return owners
                told = self.s.discourse.event("ATTACKS")
                if (told is not None and noun.lower_ != token.lower_) or self.s._is_definite(noun):
                    return [_again(told[0], token)] if told is not None else []
        return []

    def from_title_state(self) -> list[Who]:
        for child in self.verb.subtree:
            if "leader_titles" in self.s.kinds(child):
                return self.s.owners(child) or self.s.definite(child, {"leader_titles"})
        return []

    def from_at_with(self) -> list[Who]:
        if not any(t.lemma_ == "war" for t in self.prepositional("at")):
            return []
        return [w for t in self.prepositional("with") for w in self.s.actors(t)] or [
            w for p in self.prepositional("at") for t in self.prepositional("with", p) for w in self.s.actors(t)
        ]

    def from_at_hands_of(self) -> list[Who]:
        return [
            w
            for p in self.prepositional("at")
            if p.lemma_ == "hand"
            for t in self.prepositional("of", p)
            for w in self.s.actors(t)
        ]

    def from_at_war(self) -> list[Who]:
        """ "Khartoum, at war with the rebels since April, sent no one": whom the phrase "at war" stands beside."""
        prep = self.trigger.head
        if prep.lower_ != "at" or prep.dep_ != "prep":
            return []
        if prep.head.pos_ in ("VERB", "AUX"):
            return [w for c in prep.head.children if c.dep_ in SUBJECTS for w in self.s.actors(c)]
        return self.s.actors(prep.head)

    def from_control_of(self) -> list[Who]:
        """ "Its troops are in firm control of Badme", "already in possession of the airport"."""
        held = [t for t in self.prepositional("in") if t.lemma_ in ("control", "possession", "command", "charge")]
        return [w for h in held for c in h.children if c.lower_ == "of" for o in objects(c) for w in self._place(o)]

    def from_into_hands_of(self) -> list[Who]:
        return [
            w
            for p in self.prepositional("into")
            if p.lemma_ == "hand"
            for t in self.prepositional("of", p)
            for w in self.s.actors(t)
        ]


def _named_before(who: Who, nouns: list[Token]) -> bool:
    """Whether an actor is named before the nouns that are his."""
    return not nouns or who.token < min(t.i for t in nouns)


def state_who(who: Who) -> Who:
    """The state of a leader, where "his men" are its forces."""
    return Who(state_actor(who.actor.state or ""), who.token, who.how, who.antecedent)


def state_actor_of(made: tuple[str, int]) -> Who:
    return Who(state_actor(made[0]), made[1], "maker")


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
    if (
        not direct and verb.lemma_.lower() in CONTROL
    ):  # "allows Japan to use a base": the parser's clause, the field's object
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


def harms(verb: Token) -> bool:
    """Whether a verb tells of an attack."""
    keys = (particle_lemma(verb), verb.lemma_.lower())
    return any(f.relation in ("ATTACKS", "CONTROLS") for k in keys for f in index().get(("verbs", k), ())) and (
        verb.lemma_.lower() not in NOT_ALWAYS_HARM
    )


NOT_ALWAYS_HARM = words(
    "take use make begin order lead send direct hold keep blame have be join answer reply help return"
)


def particle_lemma(verb: Token) -> str:
    """ "pull_out" for "pulled ... out"; the bare lemma without a particle."""
    for child in verb.children:
        if (child.dep_ == "prt") or (
            child.dep_ in ("advmod", "prep") and child.lower_ in PARTICLES and child.i > verb.i
        ):
            return f"{verb.lemma_.lower()}_{child.lower_}"
    return verb.lemma_.lower()


HARM = words("""
    answer pay dearly unanswered penalty countermeasure counter-measure hostile hostility act_of_war
    legitimate suffer bleed
    retaliatory severe harshly sanction tariff punishment bombing red_line intolerable ruin grave serious
    regret defend
    """)
MENACE = words("""
    respond retaliate answer pay unanswered strike attack destroy annihilate crush hit punish avenge revenge
    retaliation consequence
    countermeasure dearly regret invade bomb legitimate target mistake war shoot sink fire graveyard
    hostile hell burn
    """)
VIOLATION = words("""
    behind responsible blame fault occupy oppress collude harbour harbor shelter spy cheat trespass bully
    blackmail exploit
    exceed endanger destabilise destabilize upset fuel stoke prolong unlawful reckless provocation betray
    deceive mislead
    trample illegally encroach orchestrate instigate plot mastermind foment incite abet complicit complicity
    guilty
    bear breach infringe intrude wage massacre terrorise terrorize persecute discriminate escalate aggravate
    jeopardise jeopardize
    """)
INTRANSITIVE = frozenset(["protest", "complain", "respond", "object", "appeal"])
FUTURE_AUX = ("will", "would", "can", "could", "may", "might", "to")
SMALL = frozenset(["hold", "call", "find", "deem", "consider", "declare", "brand", "label", "keep", "leave"])
PARTICLES = frozenset(["aside", "out", "back", "up", "off", "down", "over", "away", "in"])


# Matching


def matches(sentence: Sentence) -> Iterator[Match]:
    """What the frames find in a sentence, one match for each pair of actors and each item."""
    for token in sentence.doc:
        for kind, keys in keys_of(sentence, token):
            tried = set()
            for key in keys:
                for frame in index().get((kind, key), ()):
                    if frame.name not in tried:
                        tried.add(frame.name)
                        yield from _match(sentence, frame, token, kind)


def keys_of(s: Sentence, token: Token) -> list[tuple[str, list[str]]]:
    """How a token may be looked up: as a verb with and without particle, as a noun with its compound."""
    lemma = s.lemma(token)
    if token.pos_ in ("VERB", "AUX"):
        return [("verbs", [particle_lemma(token), lemma])]
    if token.pos_ in ("NOUN", "PROPN") and token.i not in s.part_of:
        lemma = lemma if token.pos_ == "NOUN" else token.lower_
        compound = [f"{s.lemma(c)}_{lemma}" for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i]
        found = [("nouns", [*compound, lemma])]
        return found
    if token.pos_ == "ADJ" or (token.pos_ == "VERB" and token.dep_ == "acomp"):
        return [("adjectives", [token.lower_])]
    return []


def _match(s: Sentence, frame: Frame, token: Token, kind: str) -> Iterator[Match]:
    arguments = Arguments(s, token, kind, frame)
    theme = theme_of(arguments, frame)
    if theme is False or not conditions(arguments, frame, theme):
        return
    subjects, subject_source = _slot(arguments, frame.subject, frame, None)
    before = _earlier(arguments, frame, theme)
    if not subjects and before is not None:
        subjects, subject_source = [_again(before[0], token)], "before"
    if not subjects:
        return
    arguments.subjects = subjects
    found, object_source = _slot(arguments, frame.object, frame, subjects)
    whom = before[1] if before is not None and not found and not frame.object_optional else None
    if whom is not None and whom.key not in {w.actor.key for w in subjects}:
        found, object_source = [_again(whom, token)], "before"
    if frame.relation == "AGREES_WITH" and subject_source == "before" and object_source != "before":
        return  # "the declaration was signed with Argentina": not by those who are named
    if subject_source == "told_subject" and object_source not in ("told_object", "before"):
        told = {w.actor.key for w in arguments.from_told_object()}
        if not any(w.actor.key in told for w in found):
            return  # he delivers what he was told to deliver to the same buyer only
    may_lack = frame.object_optional
    if frame.relation == "TROOP_WITHDRAWAL" and may_lack:
        found = found or _where_sent(s, subjects, token)
    if frame.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") and found:
        found = _hosts(s, found)
        may_lack = may_lack or not found
    taken = [w for w in found if _fits(frame, w)]
    if found and not taken and not may_lack:
        return
    slots = {"subject": subject_source, "object": object_source}
    taken = [_not_oneself(s, frame, subjects, w) for w in taken]
    items = _items(arguments, frame, theme)
    if frame.get("item") == "accord_goods" and items == [None]:
        return
    for subject, other in _pairs(frame, arguments, subjects, taken):
        if subject.how == "unknown" and arguments.verb.lemma_ in frame.words("casualty_verbs"):
            continue
        if other is None and arguments.verb.lemma_ in frame.words("object_verbs"):
            continue
        if frame.get("leaders") and not (other and subject.actor.type == other.actor.type == "leader"):
            continue
        if frame.get("places_only") and subject.actor.type not in ("region", "armed_force"):
            continue
        if other is None and (not may_lack or frame.get("object_needed") or frame.relation in TWO_SIDED):
            continue
        if frame.get("sent") and not _has_sent(s, subject):
            continue
        if frame.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") and s.lemma(s.doc[subject.token]) in SHOTS:
            continue
        at_border = _at_border(arguments, subject)
        if frame.get("border") and not (at_border or _at_home(arguments, subject)):
            continue
        if at_border and frame.get("not_home") and frame.relation == "TROOP_DEPLOYMENT":
            continue
        if frame.get("home_front") and not _home_front(arguments, subject):
            continue
        if frame.relation == "TROOP_DEPLOYMENT" and object_source == "" and _home_front(arguments, subject):
            continue  # "moved 700 soldiers to Rondonia" is no deployment abroad
        if frame.relation == "TROOP_DEPLOYMENT" and subject.how == "people":
            continue  # "rebels" of nobody's army are no deployment
        if frame.relation == "COERCES" and other is not None and other.actor.type in ("region", "organisation"):
            continue  # a place is held, not coerced
        if not _homes(frame, subject, other) or (
            other is None and frame.get("not_home") and _at_home(arguments, subject)
        ):
            continue
        if frame.relation in SISTERS and other is not None:
            s.given.append(other.actor)
        known = other is not None and subject.how != "unknown" and frame.relation not in TITLES
        if known and other is not None and other.actor.key != subject.actor.key:
            s.told.append((subject.actor, other.actor))
        for item in items:
            yield Match(
                frame, token, arguments.verb, subject, other, item, None if isinstance(theme, bool) else theme, slots
            )


def _where_sent(s: Sentence, subjects: list[Who], token: Token) -> list[Who]:
    """Troops come home from where the text said that they were."""
    hosts = {s.discourse.hosts.get(w.actor.state or "") for w in subjects} - {None}
    host = hosts.pop() if len(hosts) == 1 else None
    return [_again(state_actor(host), token)] if host else []


def _places(a: Arguments) -> list[Token]:
    """The places that a phrase of place at the verb names, known or not."""
    tokens = [t for name in PLACED for t in a.prepositional(name)]
    return [t for t in tokens if a.s.kinds(t) & {"name", "control_places", "territory"} or a.s.lemma(t) in GROUNDS]


PLACED = ("to", "into", "in", "at", "on", "onto", "near", "along", "towards", "toward", "around", "off", "across")
GROUNDS = words("""
    street border frontier coast water river line islet rock north south east west lake shore northwest northeast
    """)


def _home_front(a: Arguments, subject: Who) -> bool:
    """Whether troops move within their own state: to a place of it, or one unknown in a text that is about it."""
    if subject.actor.state is None:
        return False
    if _at_home(a, subject):
        return True
    places = _places(a)
    states = {w.actor.state for t in places for w in a.s.actors(t)} - {None}
    north = any(c.dep_ == "advmod" and c.lower_ in ("north", "south", "east", "west") for c in a.verb.children)
    if states - {subject.actor.state} or not (places or north):
        return False
    about = a.s.discourse.main(frozenset())
    return about is not None and about.state == subject.actor.state and subject.actor.state not in a.s.discourse.hosts


def _hosts(s: Sentence, found: list[Who]) -> list[Who]:
    """Who is sent to a mission is sent to the state in which it stands; of a mission nowhere, nobody is host."""
    hosts = []
    for who in found:
        token = s.doc[who.token]
        if who.actor.id in missions() or (who.actor.type == "organisation" and s.lemma(token) in MISSIONS):
            host = missions().get(who.actor.id or "") or s.mission_at(token) or s.discourse.mission
            hosts += [Who(state_actor(host), who.token, "coreference", who.actor.name)] if host else []
        elif who.actor.type == "organisation" and who.actor.state is None:  # "with the UN in Congo"
            inner = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "in" for o in objects(c)]
            hosts += [w for o in inner for w in s.actors(o) if w.actor.state]
        elif s.lemma(token) == "peacekeeper":
            hosts += [_again(state_actor(s.discourse.mission), token)] if s.discourse.mission else []
        elif (
            who.how in ("office", "forces") and s.lemma(token) in MISSIONS
        ):  # "the mission in Kosovo", "the Polish brigade"
            there = s.mission_at(token)
            hosts += [_again(state_actor(there), token)] if there else []
        else:
            hosts.append(who)
    return hosts


PEACEKEEPING = words("""
    peacekeeping_force peace_force stabilisation_force
    stabilization_force multinational_force regional_force peacekeeping_operation
    multinational_brigade multinational_division stabilisation_division
    stabilization_division training_team observer_force un_force
    multinational_battalion intervention_brigade peacekeeping_contingent monitoring_team regional_brigade
    peacekeeping_brigade
    monitoring_centre monitoring_center separate_force battle_group air_policing policing_mission
    """)


def _has_sent(s: Sentence, subject: Who) -> bool:
    """Whether the text told of troops that a state has abroad: then "Kampala could leave" is about them."""
    state = subject.actor.state
    if state is None or subject.actor.type not in ("state", "leader"):
        return False
    sent = {a.state for _, a in s.discourse.forces} | set(s.discourse.hosts)
    return state in sent and state != s.discourse.mission and state not in s.discourse.hosts.values()


SHOTS = frozenset(["missile", "rocket", "shell", "warhead", "satellite"])  # they fly, but nobody is sent
BORDERS = words("border frontier boundary crossing borderline demarcation_line line_of_control border_crossing street")


def _at_border(a: Arguments, subject: Who) -> bool:
    """Whether troops go to a border of their own: "moved two battalions to the frontier with Chad"."""
    for name in ("to", "on", "at", "along", "near", "towards", "toward", "by", "up", "onto", "around", "in"):
        for token in a.prepositional(name):
            noun = a.s.head_noun(token)
            if not (
                a.s.words(noun) & BORDERS or any(a.s.lemma(c) in BORDERS for c in noun.children if c.dep_ == "compound")
            ):
                continue
            whose = [w for c in noun.children if c.dep_ == "poss" for w in a.s.actors(c)]
            if all(w.actor.state == subject.actor.state for w in whose):
                both = {w.actor.state for w in a.s.owners(noun)} - {None}
                return len(both) < 2 or subject.actor.state in both
    return False


# Refusals and charges that name nobody are about somebody all the same: three in four claims without him are wrong.
TWO_SIDED = frozenset(("REJECTS", "ACCUSES"))
GIVING = frozenset(("MILITARY_AID", "AIDS", "ARMS_TRANSFER", "ATTACKS"))


def _not_oneself(s: Sentence, frame: Frame, subjects: list[Who], who: Who) -> Who:
    """ "The United States gave its coast guard a cutter": a giver does not give to itself, so "its" is another's."""
    if frame.relation in GIVING and who.antecedent and {w.actor.key for w in subjects} == {who.actor.key}:
        here = [m for i, m in sorted(s.head_of.items()) if i < who.token and m.type == "state" and not m.is_adjective]
        topic = s.discourse.topic(frozenset((who.actor.state,)))
        known = [*(state_actor(m.state or "") for m in reversed(here)), *s.discourse.thing(), topic]
        others = [a for a in known if a is not None and a.key != who.actor.key]
        if others:
            return Who(others[0], who.token, "coreference", others[0].name)
    return who


# A noun of this class names an event of that relation.
EVENTS = {"talks": "MEETS_WITH", "attack": "ATTACKS", "drill": "COOPERATES_WITH", "sanctions": "SANCTIONS",
          "accord": "AGREES_WITH", "alliance_accord": "ALLIED_WITH"}  # fmt: skip
DEEDS = words(
    """
    move decision step deployment sale delivery transfer act action announcement launch test measure plan visit
    vote inauguration enlargement expansion annexation
    """
)
RESUMED = frozenset((
    "SANCTIONS", "ARMS_TRANSFER", "AGREES_WITH", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MILITARY_AID", "BASE_ACCESS",
    "AIDS",
))  # fmt: skip


def _earlier(a: Arguments, frame: Frame, theme: Token | bool | None) -> tuple[Actor, Actor | None] | None:
    """Who stood in this relation when "the embargo", "these deliveries", "the deal" was spoken of before."""
    if frame.relation not in RESUMED:
        return None
    if a.kind == "nouns" and frame.relation == "AGREES_WITH":
        return None  # "the pact" is no claim of its own
    noun = a.trigger if a.kind == "nouns" else theme if frame.words("theme") else None
    if noun is None or isinstance(noun, bool) or noun.pos_ != "NOUN":
        return None
    if not any(c.lower_ in ("the", "this", "that", "these", "those") and c.dep_ == "det" for c in noun.children):
        return None
    return a.s.discourse.event(frame.relation)


def _again(actor: Actor, token: Token) -> Who:
    return Who(actor, token.i, "coreference", actor.name)


def _slot(a: Arguments, sources: list[str], frame: Frame, besides: list[Who] | None) -> tuple[list[Who], str]:
    taken = {w.actor.key for w in besides or ()}
    for source in sources:
        found = [w for w in a.find(source) if w.actor.key not in taken or source == "each_other"]
        if besides and frame.relation in SISTERS:  # the minister who sells is no buyer
            states = {w.actor.state for w in besides} - {None}
            found = [w for w in found if w.actor.state not in states or w.actor.type in ("armed_group", "region")]
        if source == "unknown":
            found = a.from_unknown()
        if besides is not None and found:
            fitting = [w for w in found if _fits(frame, w)]
            if not fitting:
                continue
            found = fitting
        if found:
            return _distinct(found), source
    return [], ""


def _pairs(frame: Frame, a: Arguments, subjects: list[Who], objects_: list[Who]) -> Iterable[tuple[Who, Who | None]]:
    if objects_:
        yield from ((s, o) for s in subjects for o in objects_)
        if (
            frame.get("pair")
            and len(subjects) > 1
            and "others" in frame.object
            and frame.relation in SYMMETRIC
            and frame.relation != "MEETS_WITH"
            and len(subjects) < 7
        ):
            yield from _each(subjects)
    elif frame.get("few") and len(subjects) > 3:
        return
    elif frame.get("pair") and len(subjects) > 1 and "others" in frame.object:
        yield from _each(subjects[:8])
    elif not frame.get("pair"):
        yield from ((s, None) for s in subjects)


def _each(members: list[Who]) -> Iterator[tuple[Who, Who]]:
    for n, one in enumerate(members):
        for other in members[n + 1 :]:
            rivals = one.actor.type == other.actor.type == "leader" and "office" not in (one.how, other.how)
            if one.actor.state != other.actor.state or one.actor.state is None or rivals:
                yield one, other


def _homes(frame: Frame, subject: Who, other: Who | None) -> bool:
    """Troops are deployed abroad and mobilised at home; nobody allies with itself."""
    if other is None:
        return True
    same = other.actor.key == subject.actor.key
    if same:
        return False
    beyond = other.how in ("name", "adjective")  # "the border with Chad", "the Chadian border"
    if frame.get("home") and other.actor.state and other.actor.state != subject.actor.state and not beyond:
        return False
    at_home = other.actor.state is not None and other.actor.state == subject.actor.state
    rivals = subject.actor.type == other.actor.type == "leader"
    if at_home and frame.relation == "AGREES_WITH" and rivals:
        return True  # the president and the leader of the opposition
    if at_home and frame.relation in ("REJECTS", "THREATENS") and other.actor.type == "state":
        return subject.actor.type not in ("leader", "state")  # a minister does not threaten his own state
    if frame.get("not_home") or frame.relation in (
        "ALLIED_WITH",
        "ARMS_TRANSFER",
        "DEPENDS_ON",
        "AGREES_WITH",
        "TRADES_WITH",
    ):
        return not at_home or (other.actor.type == "armed_group" and frame.relation not in ("TROOP_DEPLOYMENT",))
    return True


def _at_home(a: Arguments, subject: Who) -> bool:
    """Whether the only place named is the subject's own: "India sent soldiers to Delhi" is no deployment abroad."""
    at = ("to", "in", "into", "at", "on", "from")
    named = [w for name in at for t in a.prepositional(name) for w in a.s.actors(t) if w.token not in _owned_by(t)]
    return bool(named) and subject.actor.state is not None and all(w.actor.state == subject.actor.state for w in named)


def _owned_by(token: Token) -> set[int]:
    """ "its former colony" is not at home: what only belongs to somebody."""
    return {token.i} if any(c.dep_ == "poss" for c in token.children) and token.lemma_ in ("colony", "ally") else set()


TAKES = {
    "state": ("state", "region"),
    "host": ("state", "region", "armed_group", "organisation", "leader"),
    "buyer": ("state", "armed_group", "organisation", "region", "armed_force", "leader"),
    "organisation": ("organisation",),
    "target": ("state", "leader", "organisation", "armed_group", "group", "agency"),
    "union": ("organisation",),
    "armed": ("state", "armed_group", "armed_force"),
    "fighters": ("armed_group", "armed_force"),
    "captive": ("leader", "armed_group", "group"),
    "place": ("region",),
    "vessel": ("group", "state", "armed_force", "armed_group"),
    "led": ("state", "organisation", "armed_group", "armed_force"),
}


def _fits(frame: Frame, who: Who) -> bool:
    wanted = frame.get("takes")
    if frame.relation == "MEMBER_OF":
        wanted = "organisation"
    return wanted is None or wanted not in TAKES or who.actor.type in TAKES[wanted]


def theme_of(a: Arguments, frame: Frame) -> Token | bool | None:
    """The token that fills the theme slot; None where the frame asks for none; False where it is not filled."""
    wanted, refused = frame.words("theme"), frame.words("not_theme")
    tokens = a.themes()
    if wanted and not any(w.startswith("!") for w in wanted):  # "photographs and other military intelligence"
        tokens = tokens + [c for t in tokens if t.i > a.trigger.i for c in conjuncts(t)]
    for token in tokens:
        kinds = a.s.kinds(token)
        words = a.s.words(token)
        named = any(k in words for k in wanted)  # a word that the frame names itself is never refused
        if any(_is(k, kinds, words) for k in refused) and not named:
            return False
    if a.kind != "verbs" or not wanted:
        return tokens[0] if tokens else None
    positive = [w for w in wanted if not w.startswith("!")]
    negative = [w[1:] for w in wanted if w.startswith("!")]
    if "none" in positive and not tokens:
        return None
    for token in tokens:
        kinds, words = a.s.kinds(token), a.s.words(token)
        if any(_is(n, kinds, words) for n in negative):
            continue
        if not [p for p in positive if p != "none"] and "none" not in positive:
            return token
        if any(p == "any" or _is(p, kinds, words) for p in positive):
            return token
    return False


def _is(name: str, kinds: set[str], words: set[str]) -> bool:
    return name in kinds or name in words


def conditions(a: Arguments, frame: Frame, theme: Token | bool | None) -> bool:
    """The frame's further conditions on the trigger's surroundings."""
    trigger, s = a.trigger, a.s
    around = {s.lemma(t) for t in trigger.subtree} | {s.lemma(t) for t in a.verb.subtree}
    if (words := frame.words("needs_word")) and not around & set(words):
        return False
    if (words := frame.words("not_word")) and around & set(words) - _not_meant(a):
        return False
    if a.verb.lemma_ in frame.words("not_verb"):
        return False
    if frame.get("mission") and not a.mission_tokens():
        return False
    if frame.get("in_mission") and not (a.from_mission_host() or any(a._is_mission(t) for t in s.doc)):
        return False
    if frame.get("gone") and not any(
        c.dep_ in ("advmod", "acomp", "prt", "prep") and c.lower_ in ("out", "gone") and not any(c.children)
        for c in a.verb.children
    ):  # "the troops will be out by May"
        return False
    if frame.get("located") and not _located(a, str(frame.get("located"))):
        return False
    if frame.get("needs") and not _needs(a, str(frame.get("needs"))):
        return False
    if frame.get("not_needs") and _needs(a, str(frame.get("not_needs"))):
        return False
    if frame.get("off_list") and not any(
        s.words(o) & LISTS for p in ("off", "from") for h in (None, *a.themes()) for o in a.prepositional(p, h)
    ):
        return False
    if frame.get("alone") and len(a.from_agent()) != 1:
        return False  # exercises of several are cooperation
    if frame.get("foreign_only") and any(c.dep_ == "poss" and c.pos_ == "PRON" for t in a.themes() for c in t.children):
        return False
    if (words := frame.words("with_class")) and not any(
        _is(k, s.kinds(t), s.words(t)) for t in _means(a) for k in words
    ):
        return False
    if frame.get("passive_only") and not is_passive(a.verb):
        return False
    if frame.get("bare_owner") and (
        any(a.find(slot) for slot in ("between", "owner", "clause_subject"))
        or a.agents()
        or trigger.dep_ not in (*SUBJECTS, *PASSIVE, "pobj")
    ):
        return False
    if frame.get("copular") and a.verb == trigger and trigger.dep_ != "appos":
        return False
    if (words := frame.words("purpose_verb")) and not any(
        c.lemma_ in words for c in a._clauses(("xcomp", "ccomp", "advcl", "acl"))
    ):
        return False
    if frame.get("clause") and not _clause(a, str(frame.get("clause"))):
        return False
    if (words := frame.words("not_with")) and any(a.prepositional(w) for w in words):
        return False
    if (words := frame.words("after_class")) and not any(words[1] in s.kinds(t) for t in a.prepositional(words[0])):
        return False
    if (words := frame.words("after_word")) and not any(s.lemma(t) == words[1] for t in a.prepositional(words[0])):
        return False
    if frame.get("breaks_out") and not (
        trigger.dep_ == "nsubj" and trigger.head.lemma_.lower() in OUTBREAK and not a.prepositional("against", trigger)
    ):
        return False
    if frame.get("under") and not (trigger.dep_ == "pobj" and trigger.head.lower_ in UNDER):
        return False
    if (name := frame.get("agent_class")) and not any(name in s.kinds(t) for t in a.agents()):
        return False
    if (words := frame.words("object_complement")) and not any(
        s.lemma(c) in words
        for c in trigger.subtree
        if c.dep_ in ("oprd", "acomp", "attr", "ccomp", "pobj", "amod", "xcomp", "dobj")
        and not any(x.dep_ in ("relcl", "advcl") and x.i > trigger.i for x in (c, *c.ancestors))
    ):
        return False
    if frame.get("if_attacked") and not any(s.lemma(t) in ("attack", "invade", "aggression") for t in s.doc):
        return False
    if (name := frame.get("in_class")) and not any(name in s.kinds(t) for p in ("in",) for t in a.prepositional(p)):
        return False
    if (name := frame.get("from_class")) and not any(name in s.kinds(t) for t in a.prepositional("from")):
        return False
    if frame.get("infinitive") and not any(
        m.dep_ == "aux" and m.lower_ == "to"
        for c in a._clauses(("xcomp", "ccomp", "advcl", "acl", "relcl"))
        for m in c.children
    ):
        return False
    if frame.get("negated") and not any(
        c.dep_ == "neg" or c.lower_ in ("never", "neither", "no") for c in (*a.verb.children, *_modifiers(a))
    ):
        return False
    if (words := frame.words("after")) and not (trigger.dep_ == "pobj" and trigger.head.lower_ in words):
        return False
    if (words := frame.words("with_prep")) and not _with_prep(a, words):
        return False
    if frame.get("intransitive") and a.themes():
        return False
    if (words := frame.words("share_of")) and not _share(a, words):
        return False
    if frame.get("with_item") and not any(
        any(_is(w, s.kinds(i), s.words(i)) for w in frame.words("with_item"))
        for t in a.prepositional("with")
        for i in (t, *conjuncts(t))
    ):
        return False
    if frame.get("light") and a.verb == trigger and frame.relation != "DEPENDS_ON":
        return False
    if frame.get("finite") and a.verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in a.verb.children):
        return False  # "depending on what NATO does" is no dependence
    if (words := frame.words("onto")) and not any(
        s.words(o) & set(words) or any(w in o.lower_ for w in ("blacklist", "sanction"))
        for p in ("on", "onto", "to", "under")
        for o in a.prepositional(p)
    ):
        return False
    if frame.get("passive") and (not is_passive(a.verb) or by_agents(a.verb)):
        return False
    if frame.get("definite") and not any(c.lower_ in ("the", "these", "those") for c in trigger.children):
        return False
    if frame.get("bare") and any(a.prepositional(p, trigger) for p in ("on", "against")):
        return False
    if frame.get("loose"):
        return trigger.dep_ in (
            "nsubj",
            "nsubjpass",
            "pobj",
            "dobj",
            "conj",
            "ROOT",
            "attr",
            "appos",
        ) and _owned_abroad(a)
    return True


def _not_meant(a: Arguments) -> set[str]:
    """ "Went home" is a way, "burned homes" is none: a word that a frame refuses only as an adverb."""
    ways = any(t.lower_ == "home" and t.dep_ in ("advmod", "prt", "npadvmod") for t in a.verb.subtree)
    return set() if ways else {"home"}


def _located(a: Arguments, how: str) -> bool:
    if how == "city":  # "signed in Jeddah"
        named = [a.s.head_of.get(o.i) for o in a.prepositional("in") + a.prepositional("at") if o.pos_ == "PROPN"]
        return any(m is None or m.kind == "capital" or m.type == "region" for m in named)
    return _is_located(a, how)


def _is_located(a: Arguments, how: str) -> bool:
    """Whether a place is told of at all, if only "there" or, where it must be one, "in the zone"."""
    themes = [t for theme in a.themes() for t in (theme, *conjuncts(theme))]
    inner = [o for t in themes for c in t.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
    hosts = [a.trigger, a.verb, *themes, *inner]
    near = [c for h in hosts for c in h.children if c.i > a.trigger.i or c.dep_ == "advmod"]
    if any(c.dep_ == "advmod" and c.lower_ in ("there", "here", "abroad", "ashore") for c in near):
        return True
    preps = [c for c in near if c.dep_ == "prep" and c.lower_ in WITHIN]
    return any(how != "place" or a.s.lemma(o) in ZONES or a._is_mission(o) for c in preps for o in objects(c))


ZONES = words("""
    country zone sector area ground site region province territory soil place peninsula island capital city town theatre
    peacekeeper coalition mission kingdom republic north south east west district
    """)
WITHIN = frozenset(["in", "at", "on", "inside", "near", "around", "along", "across", "with", "under", "off"])


def _means(a: Arguments) -> list[Token]:
    """With what it is done: "answered with air strikes", "retaliated by firing missiles"."""
    done = [c for p in a.trigger.children if p.lower_ == "by" for c in p.children if c.dep_ == "pcomp"]
    return [*a.prepositional("with"), *(g for c in done for g in (c, *c.children))]


def _modifiers(a: Arguments) -> list[Token]:
    return [c for t in (*a.themes(), *a.agents()) for c in t.children if c.dep_ == "det"]


def _with_prep(a: Arguments, words: tuple[str, ...]) -> bool:
    """ "called for calm", "called for the men to be freed": the second is a clause to the parser."""
    marks = [m for c in a._clauses(("advcl", "ccomp", "xcomp")) for m in c.children if m.dep_ == "mark"]
    preps = [c for c in a.verb.children if c.dep_ in ("prep", "dative")]
    return any(t.lower_ in words for t in (*preps, *marks))


def _owned_abroad(a: Arguments) -> bool:
    """A bare noun phrase "American troops in Japan" where no frame of its verb is at work."""
    return any(c.dep_ == "prep" and c.lower_ in ("in", "on", "at") for c in a.trigger.children)


LISTS = words("list blacklist sanctions_list terror_list terrorist_list terrorism_list")


def _needs(a: Arguments, wanted: str) -> bool:
    tokens = [a.trigger, *a.prepositional("of"), *a.prepositional("for")]
    tokens += [c for t in a.prepositional("of", a.trigger) for c in conjuncts(t)]
    tokens += [c for c in a.trigger.children if c.dep_ in ("compound", "amod", "nmod")]
    if a.kind == "verbs":
        tokens += [t for x in a.themes() for t in (*a.prepositional("of", x), *a.prepositional("for", x))]
        tokens += [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "amod")]
        tokens += [
            o
            for t in a.themes()
            for c in t.children
            if c.dep_ == "prep" and c.lower_ in ("of", "for", "in")
            for o in objects(c)
        ]
        tokens += [g for t in a.themes() for c in t.children if c.dep_ == "acl" for g in c.children if g.dep_ == "dobj"]
        below = [(t, g) for t in a.themes() for g in t.subtree]
        tokens += [g for t, g in below if g.i > t.i and g.dep_ == "pobj" and g.head.lower_ == "for"]
        tokens += [o for p in ("on", "to", "towards", "toward", "into", "as", "under") for o in a.prepositional(p)]
        tokens += [c for c in a.verb.children if c.dep_ == "dative"]
        tokens += [c for t in list(tokens) for c in t.children if c.dep_ in ("compound", "amod")]
    return any(
        wanted in a.s.kinds(t) or a.s.lemma(t) in classes().get(wanted, ())
        for t in tokens
        if t != a.trigger or a.kind == "verbs"
    )


def _clause(a: Arguments, kind: str) -> bool:
    clauses = a._clauses(("ccomp", "xcomp"))
    if kind == "should":
        return any(t.lower_ in ("should", "must", "ought") and t.dep_ == "aux" for c in clauses for t in c.children)
    if kind == "wish":  # "insists that Baghdad disarm", "... be withdrawn", not "insists that it has disarmed"
        return any(
            any(t.lower_ in ("should", "must", "ought") or (t.lower_ == "be" and t.i < c.i) for t in c.children)
            or c.tag_ == "VB"
            or c.lower_ == "be"
            for c in clauses
            if not any(t.dep_ == "aux" and t.lower_ in FUTURE_AUX for t in c.children)
        )
    if kind == "harm":
        words = {
            "attack",
            "war",
            "retaliate",
            "response",
            "respond",
            "strike",
            "consequence",
            "end",
            "destroy",
            "price",
            "force",
            "nuclear",
            "target",
            "retaliation",
            "action",
            "reaction",
            "catastrophe",
            "punish",
            "intervene",
            "regret",
            "cost",
            "escalation",
        }
        words |= set(HARM)
        return any(a.s.lemma(t) in words for c in clauses for t in c.subtree)
    if kind == "refusal":  # "told India that it will not send recruits"
        return any(
            c.pos_ == "VERB"
            and any(t.dep_ == "neg" for t in c.children)
            and any(t.lower_ in ("will", "would", "'ll", "wo") for t in c.children)
            for c in clauses
        )
    if kind == "menace":
        ahead = [
            c for c in clauses if any(t.dep_ == "aux" and t.lower_ in ("will", "would", "'ll") for t in c.children)
        ]
        near = [
            t for c in ahead for t in (c, *c.children, *(g for x in c.children if x.dep_ != "conj" for g in x.children))
        ]
        return any(a.s.lemma(t) in MENACE for t in near if t.dep_ != "conj")
    if kind == "violation":
        clauses = [c for c in clauses if not any(t.dep_ == "neg" or t.lower_ == "longer" for t in c.children)]
        inner = ("xcomp", "prep", "acomp", "attr", "conj")
        near = [
            t
            for c in clauses
            for t in (c, *c.children, *(g for x in c.children if x.dep_ in inner for g in x.children))
        ]
        if any(a.s.lemma(t) in VIOLATION for t in near):
            return True
        words = {
            "violate",
            "breach",
            "provoke",
            "lie",
            "undermine",
            "sabotage",
            "illegal",
            "aggression",
            "interfere",
            "meddle",
            "violation",
        }
        return any(a.s.lemma(t) in words for c in clauses for t in c.children) or any(
            a.s.lemma(c) in words for c in clauses
        )
    return True


def _share(a: Arguments, words: tuple[str, ...]) -> bool:
    """ "most of its weapons", "about 80 percent of Vietnamese arms imports": a share of a class of goods."""
    shares = {
        "most",
        "percent",
        "share",
        "third",
        "half",
        "quarter",
        "bulk",
        "majority",
        "%",
        "per_cent",
        "cent",
        "proportion",
        "lion",
        "part",
        "fifth",
        "tenth",
        "sixth",
        "all",
        "much",
        "everything",
        "remainder",
    }
    tokens = [*a.themes(), *a.agents()]
    for token in tokens:
        if (
            a.s.lemma(token) in shares
            or token.text == "%"
            or any(c.lower_ in ("most", "percent", "%", "all", "half", "much") for c in token.children)
        ):
            inner = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)] or [token]
            if any(_is(w, a.s.kinds(i), a.s.words(i)) for i in inner for w in words):
                return True
    return False


def _items(a: Arguments, frame: Frame, theme: Token | bool | None) -> list[Token | None]:
    """The goods: each coordinated theme that is a weapon is an item of its own."""
    place = frame.get("item")
    if place in (None, "none"):
        return [None]
    if place == "theme":
        tokens = [t for t in a.themes() if t == theme] or a.themes()[:1]
    elif place == "agent":
        tokens = a.agents()
    elif place == "accord_goods":  # "the agreement spoke of 980 tanks", "the contract covers 12 jets"
        tokens = [*a.themes(), *a.prepositional("of"), *a.prepositional("for")]
    elif place == "share":
        tokens = [t for x in (*a.themes(), *a.agents()) for t in a.prepositional("of", x)]
    elif place in ("weapons", "hardware"):
        tokens = [
            t
            for x in a.themes()
            for t in (x, *a.prepositional("for", x), *a.prepositional("of", x))
            if "weapons" in a.s.kinds(t)
        ]
        if place == "hardware":
            tokens = [t for t in tokens if not _crewed(a, t)]
    else:
        tokens = [t for t in a.prepositional(str(place))]
        if frame.relation == "ARMS_TRANSFER" and a.kind == "nouns" and not tokens:
            tokens = [c for c in a.trigger.children if c.dep_ == "compound" and a.s.lemma(c) in classes()["weapons"]]
    if frame.relation == "ARMS_TRANSFER" and all(a.s.lemma(t) in SUMS for t in tokens):
        tokens = _listed_goods(a) or tokens
    every: list[Token | None] = []
    for token in tokens:
        if place == "from" and not any(is_designation(t.text) for t in token.subtree):
            continue
        if (
            (
                "weapons" not in a.s.kinds(token)
                and frame.relation in ("ARMS_TRANSFER", "REJECTS", "REQUESTS")
                and place not in ("share",)
            )
            and place != "from"
            and a.s.lemma(token) not in classes()["weapons"]
        ):
            continue
        every.append(token)
        every += [c for c in conjuncts(token) if "weapons" in a.s.kinds(c) and _of_its_own(c)]
    return every or [None]


SUMS = words(
    "weapon weaponry arm armament package sale equipment hardware deal shipment consignment tranche contract order"
)


def _listed_goods(a: Arguments) -> list[Token]:
    """What a sum of arms is made of: "arms worth $2 billion, including four destroyers", "a package: 82 launchers"."""
    after = [t for t in a.verb.subtree if t.i > a.trigger.i]
    heads = [o for t in after if t.lower_ == "including" for o in objects(t)]
    heads += [t for t in after if t.dep_ == "appos" and t.head.pos_ == "NOUN" and a.s.lemma(t.head) in SUMS]
    return [t for t in heads if "weapons" in a.s.kinds(t) and a.s.lemma(t) not in SUMS]


def _of_its_own(token: Token) -> bool:
    """ "210 missiles and 37 launchers", "K2 tanks and FA-50 jets" are two deliveries, "tanks and artillery" is one."""
    return token.pos_ in ("PROPN", "NUM") or any(
        c.pos_ in ("NUM", "PROPN") or c.dep_ == "nummod" or is_designation(c.text) or made_by(c.text) is not None
        for c in token.children
        if c.i < token.i
    )


def _crewed(a: Arguments, token: Token) -> bool:
    return bool(a.s.words(token) & (classes()["people_forces"] - classes()["weapons"]))


def _list_of(token: Token) -> list[Token]:
    """The first member of a list that a noun may be the last of."""
    while token.dep_ == "conj":
        token = token.head
    return [token]


def conjuncts(token: Token) -> list[Token]:
    found = [c for c in token.children if c.dep_ == "conj"]
    return found + [g for c in found for g in conjuncts(c)]
