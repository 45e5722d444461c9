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
from kg.text.actors import PASSIVE, SUBJECTS, Sentence, Who, _distinct, objects
from kg.text.coreference import TITLES
from kg.text.mentions import classes, is_designation, makers, state_actor, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

UNKNOWN = Actor("unknown", "group")  # a passive without agent: somebody, never guessed
CONTROL = words("""
    accuse urge ask tell order force allow let permit help enable press persuade convince request invite
    encourage instruct authorise authorize suspect beg lead cause make see train want warn forbid bar
    prevent stop keep blame expect bind oblige commit
    """)
GIVES = words("""
    give sell lend offer send grant promise supply provide hand deliver
    """)
OWNED = frozenset(
    ["on", "against", "to", "with", "for", "at", "from", "over", "upon"]
)  # after these what somebody owns stands for its owner
AROUND = ("in", "at", "across", "throughout", "from")  # where a crowd gathers
MASSES = words(
    "thousand hundred dozen crowd people protester demonstrator marcher resident mother woman student worker"
)
PROTEST = words("protest demonstration rally hunger_strike sit-in march vigil riot")
HIRED = frozenset(["mercenary", "volunteer", "contractor"])  # whoever sends them, not where they come from
AGAINST = words("""
    fight combat counter deter repel defeat hunt attack battle confront oppose crush contain
    """)
WARS = words("""
    war invasion effort campaign fight conflict offensive operation assault battle struggle
    """)
KEYS = words("""
    verbs nouns adjectives theme not_theme subject object takes not_home home quantity quantity_from item
    polarity modality change pair swap swap_verbs needs needs_pair needs_word not_word light copular
    purpose_verb clause with_item object_needed share_of loose agent_class intransitive future_verbs
    not_with together in_class from_class person title object_complement if_attacked demand_only places_only
    object_owner casualty_verbs passive_ok needs_quantity with_number lost_verbs only_made not_owner_only
    infinitive object_verbs not_verb negated after with_prep
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
        if is_passive(verb):
            return by_agents(verb)
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        if own:
            return own
        return self._lent(verb, depth)

    def _lent(self, verb: Token, depth: int) -> list[Token]:
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            lent = [c for c in head.children if c.dep_ in PASSIVE] if is_passive(head) else self.agents(head, depth + 1)
            if head.dep_ == "ccomp" and not any(self.s.actors(t) for t in lent) and head.head.i < head.i:
                return (
                    self.agents(head.head, depth + 1) or lent
                )  # "confirmed that the call was genuine and accused ..."
            return lent
        if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.tag_ == "VBN":
                return []
            if verb.dep_ == "acl" and verb.tag_ != "VBG":  # "plan to send", "troops to guard"
                carrier = head.head if head.dep_ in ("dobj", "attr", "nsubjpass") else None
                lent = [c for c in head.children if c.dep_ == "poss"]
                return lent or (self.agents(carrier, depth + 1) if carrier is not None else [])
            return [head]
        if verb.dep_ in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "oprd", "dep"):
            governor = head
            if verb.dep_ == "pcomp":
                noun = head.head
                governor = noun
                if noun.pos_ in ("NOUN", "PROPN"):
                    lent = [c for c in noun.children if c.dep_ == "poss"]
                    if lent:
                        return lent
                    governor = noun.head
            if governor.pos_ == "ADJ":
                governor = governor.head
            if governor.pos_ not in ("VERB", "AUX"):
                return []
            if governor.lemma_.lower() in CONTROL and verb.dep_ in ("xcomp", "ccomp", "pcomp", "advcl", "dep"):
                theirs = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i != verb.i]
                theirs += [c for c in governor.children if c.dep_ in PASSIVE]
                if theirs and not (governor.lemma_ in ("make", "order", "help") and verb.dep_ == "advcl"):
                    return theirs
            if is_passive(governor):
                return [c for c in governor.children if c.dep_ in PASSIVE]
            return self.agents(governor, depth + 1)
        return []

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
            "in", "to", "from", "with", "at", "against", "on", "for", "around", "near", "along", "between"
        ):  # fmt: skip
            found = self._where() if name == "in" else []
            inner = [o for h in hosts for c in h.children if c.dep_ == "prep" and c.i > h.i for o in objects(c)]
            inner += [c for o in list(inner) for c in conjuncts(o)]
            for host in inner:  # "opened a base with a ceremony in Djibouti"
                for child in host.children:
                    found += self._after(child, name) if host.pos_ == "NOUN" else []
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
        if self.kind == "nouns" and self.trigger.dep_ == "conj":
            hosts.append(self.trigger.head)
        hosts += [
            c
            for h in list(hosts)
            for c in h.children
            if c.dep_ in ("advmod", "prt")
            and c.lower_ in ("back", "out", "away", "home", "as", "together", "down", "alongside")
        ]
        return list(dict.fromkeys(hosts))

    def _after(self, child: Token, name: str) -> list[Token]:
        if child.dep_ not in ("prep", "agent", "dative", "advmod", "prt", "aux", "mark"):
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
                told = self.s.discourse.last(frozenset(self._mine()))
            if told is not None:
                both = kinds & {"talks", "accord", "alliance_accord", "drill"}
                found += [_again(a, theme) for a in (told if both else told[:1]) if a is not None]
        mine = {w.actor.key for w in self.from_agent()}
        return [w for w in found if w.actor.key not in mine]

    def from_foe_here(self) -> list[Who]:
        """Whoever acts in the clause before: "Pyongyang fired a missile, and Tokyo denounced the test"."""
        mine = self._mine()
        verbs = [t for t in self.s.doc[: self.trigger.i] if t.pos_ in ("VERB", "AUX") and t.i != self.verb.i]
        for verb in reversed(verbs) if mine else ():
            for token in verb.children:
                if token.dep_ in SUBJECTS and token.i < self.trigger.i:
                    found = [w for w in self.s.actors(token) if w.actor.type != "group"]
                    if found and not any(mine & {w.actor.state, w.actor.key} for w in found):
                        return found
        return []

    def from_foe(self) -> list[Who]:
        """Whom a charge, a threat or a refusal is meant for that names nobody: the other side of the story.

        The title tells it best, where it names just one other state; what the text told of before must agree.
        """
        mine = self._mine()
        foe = self.s.discourse.foe(mine) if mine else None
        return [_again(foe, self.trigger)] if foe is not None else []

    def _mine(self) -> set[str]:
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

    def from_target(self) -> list[Who]:
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

    def from_state_agent(self) -> list[Who]:
        return [w for w in self.from_agent() if w.actor.type in ("state", "organisation", "leader")]

    def from_person(self) -> list[Who]:
        """Leaders by name or office; "Moscow went to ..." is no journey."""
        return [w for w in self.from_agent() if w.actor.type == "leader" or w.how == "office"]

    def from_crowd(self) -> list[Who]:
        """People who take to the street: whose they are, or in which state they do it."""
        found = []
        for token in self.agents() or self.themes():
            noun = self.s.head_noun(token)
            kinds = self.s.kinds(token)
            protest = any(self.s.words(t) & PROTEST for t in self.themes())  # "landowners began a hunger strike"
            many = token.tag_ in ("NNS", "NNPS") and kinds == {"name"}
            if not (kinds & {"group_people", "rebels"} or many or (protest and noun.pos_ in ("NOUN", "PROPN"))):
                continue
            owners = self.s.owners(noun) or self.s.actors(token)
            around = [t for h in (None, token, noun) for p in AROUND for t in self.prepositional(p, h)]
            if not any(w.actor.state for w in owners):
                owners = [w for t in around for w in self.s.actors(t) if w.actor.state][:1]
            state = next((w.actor.state for w in owners if w.actor.state), None)
            if state:
                found.append(Who(Actor(self.s.phrase(noun), "group", None, state), token.i, "people"))
        return found

    def from_masses(self) -> list[Who]:
        """ "Thousands marched": nobody's by name, so of the state where they do it or that the text is about."""
        found = []
        for token in self.agents():
            noun = self.s.head_noun(token)
            if self.s.lemma(noun) not in MASSES or self.s.owners(noun):
                continue
            around = [w for p in AROUND for t in self.prepositional(p) for w in self.s.actors(t) if w.actor.state]
            office = self.s.discourse.office()
            state = around[0].actor.state if around else office.state if office else None
            if state:
                found.append(Who(Actor("demonstrators", "group", None, state), token.i, "people"))
        return found

    def from_fighters(self) -> list[Who]:
        """Armed groups and armies that move into a place: soldiers of a state only where it is not their own."""
        return [w for w in self.from_forces_owner() if w.actor.type in ("armed_group", "armed_force")]

    def from_place_into(self) -> list[Who]:
        tokens = [*self.prepositional("into"), *(self.themes() if self.verb.lemma_ == "enter" else [])]
        return [w for t in tokens for w in self._place(t)]

    def from_in_hands_of(self) -> list[Who]:
        hands = [t for t in self.prepositional("in") if t.lemma_ == "hand"]
        return [w for h in hands for w in (self.s.owners(h) or [])]

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
        """The state of the forces that do it: only where the subject is forces."""
        found = []
        for token in self.agents():
            found += [
                w for w in self.s.actors(token) if w.how == "forces" or w.actor.type in ("armed_force", "armed_group")
            ]
        return found

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
        clause = next((t for t in (self.trigger, *self.trigger.ancestors) if t.dep_ == "ROOT"), self.trigger)
        named = [w for c in clause.children if c.dep_ in SUBJECTS + PASSIVE for w in self.s.actors(c)]
        others = {w.actor.state: w for w in named if w.actor.state and w.actor.state not in mine}
        if len(others) == 1 and mine:
            return [Who(state_actor(str(k)), w.token, w.how, w.antecedent) for k, w in others.items()]
        partner = [a for a in self.s.discourse.pair if a.state not in mine]
        if len(self.s.discourse.pair) == 2 and len(partner) == 1 and mine:
            return [Who(partner[0], self.trigger.i, "coreference", partner[0].name)]
        return []

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

    def _place(self, token: Token) -> list[Who]:
        """A place as the object of control: a region or city, or an unknown proper name after "town of" or alone."""
        noun = self.s.head_noun(token)
        mention = self.s.head_of.get(noun.i)
        if mention is not None and mention.type in ("region", "state"):
            kind = "region" if mention.type == "region" or mention.kind == "capital" else "state"
            actor = Actor(mention.text, kind, mention.id if kind == mention.type else None, mention.state)
            return [Who(actor, noun.i)]
        named = [c for c in noun.children if c.dep_ in ("appos", "compound") and c.pos_ == "PROPN"]
        named += [
            o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c) if o.pos_ == "PROPN"
        ]
        if noun.pos_ == "PROPN" and noun.i not in self.s.part_of:
            return [Who(Actor(self.s.proper(noun), "region"), noun.i)]
        if "control_places" in self.s.kinds(token) and named:
            inner = named[-1]
            known = self.s.head_of.get(inner.i)
            actor = (
                Actor(known.text, "region", known.id if known.type == "region" else None, known.state)
                if known
                else Actor(self.s.proper(inner), "region")
            )
            return [Who(actor, inner.i)]
        if "control_places" in self.s.kinds(token) or "territory" in self.s.kinds(token):
            return self.s.owners(noun)
        return []

    def from_title_state(self) -> list[Who]:
        for child in self.verb.subtree:
            if "leader_titles" in self.s.kinds(child):
                return self.s.owners(child) or self.s.definite(child, {"leader_titles"})
        return []

    def from_at_with(self) -> list[Who]:
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

    def from_into_hands_of(self) -> list[Who]:
        return [
            w
            for p in self.prepositional("into")
            if p.lemma_ == "hand"
            for t in self.prepositional("of", p)
            for w in self.s.actors(t)
        ]


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


def by_agents(verb: Token) -> list[Token]:
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
            if c.dep_ in ("ccomp", "xcomp") and c.tag_ == "VB"
            for g in c.children
            if g.dep_ == "nsubj" and not any(m.dep_ == "mark" for m in c.children)
        ]
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
        if [c for c in direct if c.tag_ in ("WDT", "WP")] or (
            not direct
            and not is_passive(verb)
            and any(c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP") for c in verb.children)
        ):
            return [verb.head]
        if is_passive(verb) and any(c.dep_ in PASSIVE and c.tag_ in ("WDT", "WP") for c in verb.children):
            return direct or [verb.head]
    if direct:
        return direct
    passive = [c for c in verb.children if c.dep_ in PASSIVE]
    if passive:
        return passive
    if verb.tag_ == "VBN" and is_passive(verb) and (reduced := [c for c in verb.children if c.dep_ == "nsubj"]):
        return reduced
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return [verb.head]
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
    if later and not any(c.dep_ == "prep" for c in verb.children):  # "bombed and shelled the port"
        return [g for c in later for g in c.children if g.dep_ == "dobj"]
    return []


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
PARTICLES = frozenset(["out", "back", "up", "off", "down", "over", "away", "in"])


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
    found, object_source = _slot(arguments, frame.object, frame, subjects)
    whom = before[1] if before is not None and not found and not frame.object_optional else None
    if whom is not None and whom.key not in {w.actor.key for w in subjects}:
        found, object_source = [_again(whom, token)], "before"
    host = _theatre(arguments, frame, subjects) if not found else None
    if host is not None:
        found, object_source = [host], "theatre"
    taken = [w for w in found if _fits(frame, w)]
    if found and not taken and not frame.object_optional:
        return
    slots = {"subject": subject_source, "object": object_source}
    taken = [_not_oneself(s, frame, subjects, w) for w in taken]
    items = _items(arguments, frame, theme)
    for subject, other in _pairs(frame, arguments, subjects, taken):
        if subject.how == "unknown" and arguments.verb.lemma_ in frame.words("casualty_verbs"):
            continue
        if other is None and arguments.verb.lemma_ in frame.words("object_verbs"):
            continue
        if frame.get("places_only") and subject.actor.type not in ("region", "armed_force"):
            continue
        if other is None and (not frame.object_optional or frame.get("object_needed") or frame.relation in TWO_SIDED):
            continue
        if frame.relation == "TROOP_DEPLOYMENT" and subject.how == "people":
            continue  # "rebels" of nobody's army are no deployment
        if frame.relation == "COERCES" and other is not None and other.actor.type in ("region", "organisation"):
            continue  # a place is held, not coerced
        if not _homes(frame, subject, other) or (
            other is None and frame.get("not_home") and _at_home(arguments, subject)
        ):
            continue
        known = other is not None and subject.how != "unknown" and frame.relation not in TITLES
        if known and other is not None and other.actor.key != subject.actor.key:
            s.told.append((subject.actor, other.actor))
        for item in items:
            yield Match(
                frame, token, arguments.verb, subject, other, item, None if isinstance(theme, bool) else theme, slots
            )


# Refusals and charges that name nobody are about somebody all the same: three in four claims without him are wrong.
TWO_SIDED = frozenset(("REJECTS", "ACCUSES"))
GIVING = frozenset(("MILITARY_AID", "AIDS", "ARMS_TRANSFER", "ATTACKS"))


def _not_oneself(s: Sentence, frame: Frame, subjects: list[Who], who: Who) -> Who:
    """ "The United States gave its coast guard a cutter": a giver does not give to itself, so "its" is another's."""
    if frame.relation in GIVING and who.antecedent and {w.actor.key for w in subjects} == {who.actor.key}:
        others = [
            a
            for a in (*s.discourse.thing(), *filter(None, (s.discourse.topic(frozenset((who.actor.state,))),)))
            if a.key != who.actor.key
        ]
        if others:
            return Who(others[0], who.token, "coreference", others[0].name)
    return who


# A noun of this class names an event of that relation.
EVENTS = {"talks": "MEETS_WITH", "attack": "ATTACKS", "drill": "COOPERATES_WITH", "sanctions": "SANCTIONS",
          "accord": "AGREES_WITH", "alliance_accord": "ALLIED_WITH"}  # fmt: skip
DEEDS = words(
    "move decision step deployment sale delivery transfer act action announcement launch test measure plan visit"
)
RESUMED = frozenset((
    "SANCTIONS", "ARMS_TRANSFER", "AGREES_WITH", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MILITARY_AID", "BASE_ACCESS",
    "AIDS",
))  # fmt: skip


def _earlier(a: Arguments, frame: Frame, theme: Token | bool | None) -> tuple[Actor, Actor | None] | None:
    """Who stood in this relation when "the embargo", "these deliveries", "the deal" was spoken of before."""
    if frame.relation not in RESUMED:
        return None
    noun = a.trigger if a.kind == "nouns" else theme
    if noun is None or isinstance(noun, bool) or noun.pos_ != "NOUN":
        return None
    if not any(c.lower_ in ("the", "this", "that", "these", "those") and c.dep_ == "det" for c in noun.children):
        return None
    return a.s.discourse.event(frame.relation)


def _theatre(a: Arguments, frame: Frame, subjects: list[Who]) -> Who | None:
    """Where troops are that the sentence puts nowhere: where the text last had them, or its theatre."""
    if frame.relation not in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") or _at_home(a, subjects[0]):
        return None
    if any(a.find(name) for name in ("to", "in", "into", "at", "on", "from")):
        return None
    states = {w.actor.state for w in subjects if w.actor.state}
    host = next((h for s in sorted(states) if (h := a.s.discourse.hosts.get(s)) is not None), None)
    host = host or a.s.discourse.theatre(states)
    return _again(state_actor(host), a.trigger) if host is not None and host not in states else None


def _again(actor: Actor, token: Token) -> Who:
    return Who(actor, token.i, "coreference", actor.name)


def _slot(a: Arguments, sources: list[str], frame: Frame, besides: list[Who] | None) -> tuple[list[Who], str]:
    taken = {w.actor.key for w in besides or ()}
    for source in sources:
        found = [w for w in a.find(source) if w.actor.key not in taken or source == "each_other"]
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
            and len(subjects) < 7
        ):
            yield from _each(subjects)
    elif frame.get("pair") and len(subjects) > 1 and "others" in frame.object:
        yield from _each(subjects[:8])
    elif not frame.get("pair"):
        yield from ((s, None) for s in subjects)


def _each(members: list[Who]) -> Iterator[tuple[Who, Who]]:
    for n, one in enumerate(members):
        for other in members[n + 1 :]:
            if one.actor.state != other.actor.state or one.actor.state is None:
                yield one, other


def _homes(frame: Frame, subject: Who, other: Who | None) -> bool:
    """Troops are deployed abroad and mobilised at home; nobody allies with itself."""
    if other is None:
        return True
    same = other.actor.key == subject.actor.key
    if same:
        return False
    if frame.get("home") and other.actor.state and other.actor.state != subject.actor.state and other.how != "name":
        return False
    at_home = other.actor.state is not None and other.actor.state == subject.actor.state
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
    named = [w for name in ("to", "in", "into", "at", "on", "from") for w in a.find(name)]
    return bool(named) and subject.actor.state is not None and all(w.actor.state == subject.actor.state for w in named)


TAKES = {
    "state": ("state", "region"),
    "host": ("state", "region", "armed_group", "organisation", "leader"),
    "buyer": ("state", "armed_group", "organisation", "region", "armed_force", "leader"),
    "organisation": ("organisation",),
    "target": ("state", "leader", "organisation", "armed_group", "group", "agency"),
    "union": ("organisation",),
    "armed": ("state", "armed_group", "armed_force"),
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
    if (words := frame.words("not_word")) and around & set(words):
        return False
    if a.verb.lemma_ in frame.words("not_verb"):
        return False
    if frame.get("needs") and not _needs(a, frame):
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
    if frame.get("with_item") and not any("weapons" in s.kinds(t) for t in a.prepositional("with")):
        return False
    if frame.get("light") and a.verb == trigger and frame.relation != "DEPENDS_ON":
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


def _needs(a: Arguments, frame: Frame) -> bool:
    wanted = str(frame.get("needs"))
    tokens = [a.trigger, *a.prepositional("of"), *a.prepositional("for")]
    tokens += [c for c in a.trigger.children if c.dep_ in ("compound", "amod", "nmod")]
    if a.kind == "verbs":
        tokens += [t for x in a.themes() for t in (*a.prepositional("of", x), *a.prepositional("for", x))]
        tokens += [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "amod")]
        tokens += [
            o
            for t in a.themes()
            for c in t.children
            if c.dep_ == "prep" and c.lower_ in ("of", "for")
            for o in objects(c)
        ]
        tokens += [g for t in a.themes() for c in t.children if c.dep_ == "acl" for g in c.children if g.dep_ == "dobj"]
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
    }
    tokens = [*a.themes(), *a.agents()]
    for token in tokens:
        if (
            a.s.lemma(token) in shares
            or token.text == "%"
            or any(c.lower_ in ("most", "percent", "%") for c in token.children)
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
        every += [c for c in conjuncts(token) if "weapons" in a.s.kinds(c)]
    return every or [None]


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
