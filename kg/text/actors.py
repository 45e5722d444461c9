"""A parsed sentence and the actors its noun phrases stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.coreference import Discourse
from kg.text.grammar import PASSIVE, SUBJECTS, objects
from kg.text.mentions import LEMMAS, Mention, classes, classes_of, is_designation, made_by, missions, state_actor, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

AREAS = words("""
    east west north south capital area region country mainland zone coast interior
    """)
ENVOYS = frozenset(["ambassador", "envoy", "diplomat", "consul", "attache", "emissary", "representative", "delegate"])
GROUND = ("in", "at", "near", "inside", "across", "around", "outside", "throughout", "off", "from", "of")
BANDS = words("coalition group alliance movement force faction army column band unit organisation organization")
FIGHTERS = words("""
    rebel insurgent militia guerrilla separatist militant jihadist islamist terrorist secessionist mutineer gunman
    """)
MONEY = words("""
    $ dollar euro pound million billion yuan rouble yen rupee worth
    """)
MISSIONS = words("""
    mission force operation brigade division coalition team deployment contingent command taskforce task_force battalion
    effort centre center headquarters battlegroup group detachment
    """)
COUNTED = words("first last latest all some most many few several any none half rest remainder others fewer more much")
BACKED = words("back support arm fund finance sponsor align ally train equip recognise recognize hold occupy")
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
THE_WEST = Actor("the West", "organisation")
MEN = words("""
    foreign islamist jihadist rebel militia tribal volunteer hired thousand pro-government loyal kurdish shia sunni
    separatist
    """)
THIRD = frozenset(("he", "she", "him", "his", "her", "himself", "herself"))
NEUTER = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "each", "both"))
RELATIVE = frozenset(("which", "that", "who", "whom", "whose"))


@dataclass(frozen=True, slots=True)
class Who:
    """An actor at a place in the sentence, and by what it was recognised."""

    actor: Actor
    token: int
    how: str = "name"  # name, forces, office, people, coreference, unknown
    antecedent: str | None = None


LANDS = {"peninsula": "KOR", "strip": "PSE"}  # of one state in the news, where the text names that state


@dataclass
class Sentence:
    """One parsed sentence with its known names; all offsets are characters of the sentence."""

    doc: Doc
    mentions: list[Mention]
    discourse: Discourse
    head_of: dict[int, Mention] = field(default_factory=dict)  # token that carries a name -> the name
    part_of: dict[int, Mention] = field(default_factory=dict)  # every token of a name -> the name
    # What was asked before: nothing changes while one sentence is read, and each frame asks again.
    seen_words: dict[int, frozenset[str]] = field(default_factory=dict)
    seen_kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    seen_actors: dict[int, tuple[Who, ...]] = field(default_factory=dict)
    seen_one: dict[int, tuple[Who, ...]] = field(default_factory=dict)
    seen_forces: frozenset[int] | None = None
    given: list[Actor] = field(default_factory=list)  # to whom the sentence, so far as it was read, gives something
    resolving: set[int] = field(default_factory=set)  # pronouns being resolved: one may stand in another's antecedent
    told: list[tuple[Actor, Actor]] = field(default_factory=list)  # who did what to whom, as far as it is read

    def __post_init__(self) -> None:
        for mention in self.mentions:
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or not len(span) or _is_somebodys_first_name(span, mention):
                continue
            tops = [t for t in span if t.head not in span or t.head == t]  # more than one where the parse is broken
            self.head_of[tops[-1].i if tops else span.root.i] = mention
            for token in span:
                self.part_of[token.i] = mention

    # Nouns

    def lemma(self, token: Token) -> str:
        """The lemma in lower case, with the parser's usual slips put right."""
        word = token.lemma_.lower()
        if token.pos_ == "PROPN" and word.endswith("s") and not classes_of(word) and classes_of(word[:-1]):
            word = word[:-1]  # "Warships of ..." at the start of a sentence is taken for a name
        return LEMMAS.get(word, word)

    def head_noun(self, token: Token) -> Token:
        """What a partitive phrase is about: "thousands of troops" is about troops."""
        for _ in range(3):
            counted = token.pos_ == "NUM" or token.lower_ in COUNTED
            if self.lemma(token) not in classes()["partitives"] | MONEY and not counted:
                return token
            inner = next(
                (
                    g
                    for c in token.children
                    if c.dep_ == "prep" and c.lower_ == "of"
                    for g in objects(c)
                    if g.tag_ != "VBG"
                ),
                None,
            )  # "accused the contingent of standing by" is about the contingent
            if inner is None and self.lemma(token) in MONEY:
                inner = next(
                    (g for c in token.children if c.dep_ == "prep" and c.lower_ == "in" for g in objects(c)), None
                )
            if inner is None:
                return token
            token = inner
        return token

    def words(self, token: Token) -> set[str]:
        """Lemmas by which a noun can be classed: alone and with the word before it."""
        if token.i not in self.seen_words:
            self.seen_words[token.i] = frozenset(self._words(token))
        return set(self.seen_words[token.i])

    def _words(self, token: Token) -> set[str]:
        noun = self.head_noun(token)
        found = {self.lemma(noun), noun.lower_}
        for child in noun.children:
            if child.i < noun.i and child.dep_ in ("compound", "amod", "nmod", "npadvmod"):
                found.add(f"{self.lemma(child)}_{self.lemma(noun)}")
            elif child.dep_ == "prep" and child.lower_ == "of":  # "a treaty of alliance"
                found |= {f"{self.lemma(o)}_{self.lemma(noun)}" for o in objects(child) if o.pos_ == "NOUN"}
        return found

    def kinds(self, token: Token) -> set[str]:
        """The classes (nouns.yaml) of what a noun names; "actor" where it names one; "weapons" for a designation."""
        if token.i not in self.seen_kinds:
            self.seen_kinds[token.i] = frozenset(self._kinds(token))
        return set(self.seen_kinds[token.i])

    def _kinds(self, token: Token) -> set[str]:
        noun = self.head_noun(token)
        found = {kind for word in self.words(token) for kind in classes_of(word)}
        if noun.i not in self.head_of and (is_designation(noun.text) or self._is_product(noun) or made_by(noun.text)):
            found.add("weapons")
        if noun.pos_ == "PROPN" and noun.i not in self.part_of and "weapons" not in found:
            found.add("name")
        if self.lemma(noun) == "fighter" and self._are_men(noun):
            found -= {"weapons"}
        if noun.i in self.head_of and self.head_of[noun.i].type == "armed_force":
            found.add("force_name")
        if self.actors(token):
            found.add("actor")
        if noun.tag_ in ("NNS", "NNPS") and noun.i in self.head_of and self.head_of[noun.i].is_adjective:
            found.add("group_people")  # "more than 100 Palestinians"
        money = any(c.text in ("$", "%", "€", "£") for c in noun.children)
        many = (
            noun.tag_ == "CD"
            and noun.text[:1].isdigit()
            and not money
            and noun.dep_ not in ("nummod", "pobj", "compound", "appos", "npadvmod")
        )
        if (noun.lower_ in ("them", "more", "others") or (many and len(noun.text) > 2)) and self.seen_forces_before(
            noun
        ):
            found |= {"people_forces", "people_only"}
        if noun.lower_ in ("each", "other", "another") and noun.pos_ in ("PRON", "ADJ", "DET", "NOUN"):
            found.add("each")
        return found

    def _are_men(self, noun: Token) -> bool:
        """ "Syrian fighters", "foreign fighters" are men, "36 Rafale fighters" are not."""
        before = [c for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "compound", "nmod", "nummod", "poss")]
        if any(is_designation(c.text) or (c.pos_ == "PROPN" and c.i not in self.head_of) for c in before):
            return False
        return any(c.i in self.head_of or c.lower_ in MEN for c in before)

    def seen_forces_before(self, token: Token) -> bool:
        """Whether forces stand before a "them" in the sentence, or just before: "Italy pledged 3,000 of them"."""
        if any(self.words(t) & classes()["people_only"] for t in self.doc[: token.i] if t.pos_ == "NOUN"):
            return True
        return any(n == self.discourse.sentence - 1 for n, _ in self.discourse.forces)

    def _is_product(self, noun: Token) -> bool:
        """A proper name that is no known actor and no person: "Leopards", "Storm Shadow"."""
        return (
            noun.pos_ == "PROPN"
            and noun.i not in self.part_of
            and noun.ent_type_ == ""
            and any(
                is_designation(c.text)
                or c.like_num
                or (c.dep_ == "appos" and any("weapons" in classes_of(w) for w in self.words(c)))
                for c in noun.children
            )
        )

    # Actors

    def actors(self, token: Token, depth: int = 0) -> list[Who]:
        """The actors that a noun phrase stands for: each member of a coordination is one."""
        if depth > 4:
            return []
        if depth == 0:
            if token.i not in self.seen_actors:
                self.seen_actors[token.i] = tuple(self._listed(token, 0))
            return list(self.seen_actors[token.i])
        return self._listed(token, depth)

    def _listed(self, token: Token, depth: int) -> list[Who]:
        found = self._by_name(token, depth) or self._one(token, depth)
        for child in token.children:
            listed = child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "X")
            if listed or self._two_states(token, child):
                found += self._listed(child, max(depth, 1))  # a list may be long: each member hangs on the one before
            elif child.dep_ == "prep" and child.lower_ == "of" and token.pos_ == "PROPN":
                for other in self._of_another(child):
                    found += self._listed(other, max(depth, 1))
            elif not found and child.dep_ == "prep" and child.lower_ in ("as", "including", "like"):
                found += self._instances(child, depth)
        return distinct(found)

    def _by_name(self, token: Token, depth: int) -> list[Who]:
        """ "Presidents Kabila and Kagame", "40 countries, among them Poland and India": each by his name."""
        if token.tag_ not in ("NNS", "NNPS") or token.i in self.head_of:
            return []
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
        named = [c for c in named if any(g.dep_ == "conj" and g.pos_ == "PROPN" for g in c.children)]
        if (
            not named
            and token.dep_ in SUBJECTS
            and "state_nouns" in {k for w in self.words(token) for k in classes_of(w)}
        ):
            among = [
                c for h in (token, token.head) for c in h.children
                if c.dep_ == "prep" and c.lower_ == "among" and 0 < c.i - token.i < 3
            ]  # fmt: skip
            them = [t for c in among for t in c.children if t.lower_ in ("them", "these")]
            named = [t for c in among for t in c.children if them and t.pos_ == "PROPN"]
            beside = [t for t in token.head.children if t.dep_ in SUBJECTS and t.pos_ == "PROPN" and t.i > token.i]
            named = named or (beside if them else [])
        found = [self._listed(c, max(depth, 1)) for c in named]
        return [w for f in found for w in f] if found and all(len(f) > 1 for f in found) else []

    def _of_another(self, of: Token) -> list[Token]:
        """ "Jamil Mahuad of Ecuador and Alberto Fujimori of Peru": the second person hangs on the first one's state."""
        joined = [c for o in objects(of) if o.i in self.head_of for c in o.children if c.dep_ == "conj"]
        return [
            c
            for c in joined
            if c.pos_ == "PROPN" and (c.i not in self.part_of or self.part_of[c.i].type == "leader") and c.i > of.i + 2
        ]

    def _instances(self, prep: Token, depth: int) -> list[Who]:
        """ "third countries such as Iran and China": those that are named."""
        if prep.lower_ == "as" and not any(c.lower_ == "such" for c in prep.children):
            return []
        return [w for o in objects(prep) for w in self.actors(o, depth + 1)]

    def _two_states(self, token: Token, child: Token) -> bool:
        """ "Saudi Arabia, the Emirates and Egypt": the parser takes the second for another name of the first."""
        one, other = self.head_of.get(token.i), self.head_of.get(child.i)
        return bool(
            child.dep_ == "appos"
            and one is not None
            and other is not None
            and one.type == other.type == "state"
            and one.state != other.state
            and not other.is_adjective
        )

    def _one(self, token: Token, depth: int) -> list[Who]:
        if depth:
            return self._alone(token, depth)
        if token.i not in self.seen_one:
            self.seen_one[token.i] = tuple(self._alone(token, 0))
        return list(self.seen_one[token.i])

    def _alone(self, token: Token, depth: int) -> list[Who]:
        mention = self.head_of.get(token.i)
        if mention is not None:
            return self._named(token, mention, depth)
        if token.lower_ in COUNTED and (counted := self.head_noun(token)) != token:
            return self.actors(counted, depth + 1)
        if token.pos_ == "PRON" or token.lower_ in NEUTER | THIRD | PLURAL or token.lower_ == "whose":
            return self.pronoun(token)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return self._noun(token, depth)
        return []

    def _named(self, token: Token, mention: Mention, depth: int) -> list[Who]:
        if mention.type == "state" and mention.state:
            return [Who(state_actor(mention.state), token.i, "adjective" if mention.is_adjective else "name")]
        actor = Actor(mention.text, mention.type, mention.id, mention.state)
        if mention.type == "leader":
            known = self.discourse.full_names.get(mention.text.split()[-1])
            actor = known if known and known.id == actor.id and len(known.name) > len(actor.name) else actor
        return [Who(actor, token.i)]

    def _noun(self, token: Token, depth: int) -> list[Who]:
        noun = self.head_noun(token)
        if noun != token:
            if token.lower_ in NUMBERS and self.lemma(noun) in ("country", "state", "nation", "member", "ally"):
                return self._resolved(self.discourse.several(NUMBERS[token.lower_]), token)
            return self.actors(noun, depth + 1)
        kinds = {k for w in self.words(token) for k in classes_of(w)}
        name = self._person_name(token, kinds)
        if name:
            return name
        if kinds & {"state_nouns", "organisations"}:  # "its traditional ally, China"
            for child in token.children:
                if (
                    child.dep_ == "appos"
                    and child.i in self.head_of
                    and self.head_of[child.i].type in ("state", "organisation")
                ):
                    return self._named(child, self.head_of[child.i], depth)
        if token.lower_ == "two" and any(c.lower_ == "the" for c in token.children):  # "trade between the two"
            return self._resolved(self.pair(token), token)
        if token.text in ("North", "South") and any(c.lower_ == "the" for c in token.children):
            return self._resolved((self.discourse.half(token.text),), token)
        if (
            token.pos_ == "PROPN"
            and token.text in ("Army", "Front", "Forces", "Movement", "Council", "Militia")
            and any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.i not in self.part_of for c in token.children)
        ):  # "Syrian National Army": a name of its own, not the army of Syria
            own = self.doc[token.left_edge.i : token.i + 1].text.removeprefix("the ").removeprefix("The ")
            return [Who(Actor(own, "armed_group", None, _state(self.owners(token))), token.i, "unknown")]
        if token.text == "West" or (token.text == "Congress" and self.discourse.counts["USA"]):
            return [Who(THE_WEST if token.text == "West" else state_actor("USA"), token.i)]
        band = self._band(token, kinds)
        if band:
            return band
        owners = self.owners(token, depth)
        if self.lemma(token) == "counterpart":
            owners = [w for w in owners if w.how != "coreference"]
        if not owners and kinds & {"territory", "government"}:
            owners = self._around(token, depth)
        if kinds & {"forces", "weapons", "territory", "government"} and owners and "rebels" not in kinds:
            states = [  # "his soldiers" are those of the state that he leads
                Who(state_actor(w.actor.state), w.token, w.how, w.antecedent)
                if w.actor.type == "leader" and w.actor.state and "forces" in kinds
                else w
                for w in owners
            ]
            states = [w for w in states if w.actor.type in ("state", "organisation", "region", "armed_group")]
            if not states and "government" in kinds:  # "the junta of Colonel Goita", "Obama's administration"
                states = [
                    Who(state_actor(w.actor.state), w.token, "office")
                    for w in owners
                    if w.actor.type == "leader" and w.actor.state
                ][:1]
            if (
                "government" in kinds
                and token.pos_ == "NOUN"
                and self.lemma(token) in ("company", "firm", "bank", "industry")
            ):
                return []
            how = "forces" if "forces" in kinds else "office"
            return [Who(w.actor, token.i, how, w.antecedent) for w in states]
        if "rebels" in kinds:
            known = self._known_group(token) if not owners else None
            if known is not None:
                return self._resolved((known,), token)
            groups = [w for w in owners if w.actor.type == "armed_group"]
            if groups:  # "guerrillas of the FARC"
                return [Who(w.actor, token.i, "forces", w.antecedent) for w in groups]
            home = _state(owners) or self.ground(token)
            return [Who(Actor(self.phrase(token), "armed_group", None, home), token.i, "people")]
        if (
            token.pos_ == "PROPN"
            and token.i not in self.part_of
            and (token.tag_ == "NNPS" or is_designation(token.text) or made_by(token.text))
        ):  # "Cuban MiGs", "Sudanese Antonovs"
            flown = [w for w in owners if w.how == "adjective"]
            if flown:
                return [Who(w.actor, token.i, "forces", w.antecedent) for w in flown]
        army = self.lemma(token) in ("army", "military", "navy", "police")  # the state's that is spoken of
        if "forces" in kinds and not owners and not army and self._is_definite(token):
            troops = self._troops_before(token) or [
                Who(a, token.i, "coreference", a.name) for a in self.discourse.troops()
            ]
            if troops:
                return [Who(w.actor, token.i, "forces", w.antecedent or w.actor.name) for w in troops]
        if "media" in kinds and owners and any(c.lower_ in ("state", "state-run", "official") for c in token.children):
            return [Who(w.actor, token.i, "office") for w in owners if w.actor.type == "state"][:1]
        if kinds & {"leader_titles", "other_titles"} and owners:
            owners = [w for w in owners if w.how != "coreference"] or owners  # "his Ethiopian counterpart"
            each = owners if token.tag_ in ("NNS", "NNPS") else owners[:1]  # "the presidents of Poland and Latvia"
            return [Who(w.actor, token.i, "office", w.antecedent) for w in each]
        if self.lemma(token) in LANDS and self._is_definite(token):
            state = LANDS[self.lemma(token)]
            if state in self.discourse.counts or state in self.discourse.whole:
                return self._resolved((state_actor(state),), token)
        if kinds & {"organisations", "state_nouns", "government", "leader_titles", "other_titles", "forces"}:
            resolved = self.definite(token, kinds)
            if resolved:
                return resolved
        if "group_people" in kinds and (owners or self._of_a_people(token)):
            return [Who(Actor(self.phrase(token), "group", None, _state(owners)), token.i, "people")]
        if token.pos_ == "PROPN":
            return self._unknown_name(token)
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
        return [
            w for c in named for w in self._listed(c, max(depth, 1)) if w.actor.type == "leader"
        ]  # "the visitors, A and B"

    def _band(self, token: Token, kinds: set[str]) -> list[Who]:
        """ "A rebel coalition", "Abkhaz fighters", "fighters loyal to the cleric": an armed group by its own words."""
        if token.dep_ in ("compound", "nmod", "appos") or any(c.dep_ == "appos" for c in token.children):
            return []
        lemma, near = self.lemma(token), [c for c in token.children if c.dep_ in ("amod", "compound") and c.i < token.i]
        if lemma in BANDS and any(self.lemma(c) in FIGHTERS | {"armed", "jihadist", "separatist"} for c in near):
            known = self._known_group(token)
            if known is not None:
                return self._resolved((known,), token)
        elif lemma == "fighter" and token.tag_ == "NNS" and not any(c.i in self.head_of for c in near):
            peoples = any(c.text[:1].isupper() and c.i and c.pos_ in ("ADJ", "PROPN") for c in near)
            if any(c.dep_ == "prep" and c.lower_ in ("of", "from") for c in token.children):
                return []
            known = self._known_group(token)
            if known is not None:
                return self._resolved((known,), token)
            if not peoples and not any(c.lower_ == "loyal" for c in token.children):
                return []
        else:
            return []
        return [Who(Actor(self.phrase(token), "armed_group", None, self.ground(token)), token.i, "people")]

    def _is_definite(self, token: Token) -> bool:
        """ "the troops", "those soldiers", "all of the men": spoken of before, and nobody else's."""
        marks = [c for c in token.children if c.dep_ == "det"]
        return any(c.lower_ in ("the", "these", "those", "this", "that") for c in marks)

    def _known_group(self, token: Token) -> Actor | None:
        """ "the rebels", "the militants": the armed group that the text named last; a phrase with more is itself."""
        counted = any(c.dep_ == "nummod" for c in token.children) and token.tag_ == "NNS"  # "40 rebels were killed"
        bare = not any(c.dep_ in ("amod", "compound", "det", "conj") for c in token.children)
        if not (self._is_definite(token) or (counted and bare)) or any(
            c.dep_ in ("prep", "relcl", "acl", "appos", "poss") or (c.dep_ == "nummod" and not counted)
            for c in token.children
        ):
            return None
        here = [m for i, m in sorted(self.head_of.items()) if i < token.i and m.type == "armed_group"]
        if here:
            return Actor(here[-1].text, "armed_group", here[-1].id, here[-1].state)
        return self.discourse.group()

    def _troops_before(self, token: Token) -> list[Who]:
        """Whose forces the sentence itself spoke of before."""
        for t in reversed(self.doc[: token.i]):
            if t.i in self.forces_at and t.i != token.i:
                return [w for w in self._one(t, 1) if w.how == "forces"]
        return []

    def owned_forces(self) -> Iterator[Who]:
        """The owners of the forces that the sentence names: "hundreds of Kenyan soldiers"."""
        for token in self.doc:
            if token.i in self.forces_at:
                yield from (w for w in self._one(token, 1) if w.how == "forces" and w.actor.type != "leader")

    def mission_at(self, token: Token) -> str | None:
        """The state in which a mission stands: of "the African Union force in Somalia", or of one known by name."""
        mention = self.head_of.get(token.i)
        if mention is not None and mention.id in missions():
            return missions()[mention.id]
        if token.tag_ not in ("NN", "NNP") or self.lemma(token) not in MISSIONS:
            return None
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "to", "for"):
                found = [w.actor.state for o in objects(child) for w in self._one(o, 1) if w.actor.state]
                if found:
                    return found[0]
        return None

    def _is_named_owner(self, token: Token) -> bool:
        near = [c for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss")]
        near += [o for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "from") for o in objects(c)]
        return any(c.i in self.head_of for c in near)

    @property
    def forces_at(self) -> frozenset[int]:
        """Where nouns of forces stand that somebody owns."""
        if self.seen_forces is None:
            nouns = (t for t in self.doc if t.pos_ in ("NOUN", "PROPN") and t.i not in self.part_of)
            self.seen_forces = frozenset(
                t.i
                for t in nouns
                if any("people_forces" in classes_of(w) for w in self.words(t)) and self._is_named_owner(t)
            )
        return self.seen_forces

    def _of_a_people(self, token: Token) -> bool:
        """ "Jewish settlers", "Tamil refugees": a people that is no state's."""
        return any(c.dep_ in ("amod", "compound") and c.i < token.i and c.text[:1].isupper() for c in token.children)

    def _person_name(self, token: Token, kinds: set[str]) -> list[Who]:
        """A title with a name beside it is the person: "Senegal's president, Bassirou Diomaye Faye"."""
        if not kinds & {"leader_titles", "other_titles", "government"}:
            return []
        for child in token.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                named = self.head_of.get(child.i)
                if named is not None and named.type == "leader":
                    return self._named(child, named, 0)
                if self.lemma(token) in ENVOYS:
                    return []
                if named is None:
                    state = _state(self.owners(token)) or _state(self.definite(token, kinds))
                    actor = Actor(self.proper(child), "leader", None, state)
                    return [Who(self.discourse.full_names.get(actor.name.split()[-1], actor), child.i)]
        return []

    def _unknown_name(self, token: Token) -> list[Who]:
        """A proper name outside the tables: a person with a title or known before, or a group by its own words."""
        words = [t for t in token.subtree if t.i <= token.i and t.pos_ == "PROPN" and t.head in (token, token.head)]
        known = self.discourse.full_names.get(token.text)
        if known is not None:
            return [Who(known, token.i)]
        titles = [c for c in token.children if c.dep_ in ("compound", "nmod", "appos", "amod") and c.i < token.i]
        if token.dep_ == "conj":  # "Presidents Joseph Kabila and Paul Kagame"
            shared = [*token.head.children, token.head.head]
            titles += [c for c in shared if c.tag_ in ("NNS", "NNPS") and c.i < token.head.i]
        title = {k for c in titles for k in classes_of(self.lemma(c))}
        appositives = [c for c in token.children if c.dep_ == "appos"]
        title |= {k for c in appositives for w in self.words(c) for k in classes_of(w)}
        if title & {"leader_titles", "other_titles"} or any(self.lemma(c) == "leader" for c in titles):
            state = _state(self.owners(token)) or _state([o for c in appositives for o in self.owners(c)])
            if state is None:
                office = self.discourse.office()
                state = office.state if office else None
            return [Who(Actor(self.proper(token), "leader", None, state), token.i)]
        state = _state([o for c in appositives for o in self.owners(c)])
        if not state and len(self.proper(token).split()) > 1:  # "Jamil Mahuad of Ecuador", "Poland's Andrzej Duda"
            of = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
            of += [c for c in token.children if c.dep_ == "poss"]
            state = next((self.head_of[o.i].state for o in of if o.i in self.head_of), None)
        if state and len(self.proper(token).split()) > 1:
            return [Who(Actor(self.proper(token), "leader", None, state), token.i)]
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
            return [Who(Actor(self.proper(token), kind, None, _state(self.owners(token))), token.i, "unknown")]
        if len(words) == 1 and token.text.isupper() and 2 < len(token.text) < 8 and not is_designation(token.text):
            return [Who(Actor(token.text, "organisation", None, None), token.i, "unknown")]
        return []

    def _around(self, token: Token, depth: int) -> list[Who]:
        """The state that a site lies in: "an air base near Ankara", "the capital", "the east"."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "near", "at", "on", "outside", "along", "around"):
                found = [w for o in objects(child) for w in self.actors(o, depth + 1) if w.actor.state]
                if found:
                    return [Who(state_actor(w.actor.state or ""), w.token, w.how) for w in found[:1]]
        if (
            token.dep_ == "pobj"
            and self.lemma(token) in AREAS
            and any(c.lower_ in ("the", "its") for c in token.children)
        ):
            besides = frozenset(w.actor.state for w in self._clause_subject(token))
            found_state = self.discourse.area(besides)
            return self._resolved((found_state,) if found_state else (), token)
        return []

    def owners(self, token: Token, depth: int = 0, of: bool = True) -> list[Who]:
        """Whose a noun is: its adjective of state, possessor, or (unless told not to look) "of" and "from" phrase."""
        if depth > 3:
            return []
        found: list[Who] = []
        for child in token.children:
            if self.lemma(child) in BACKED and any(g.dep_ == "punct" for g in child.children):
                continue  # "Iranian-backed militias" are not Iran's
            if child.i in self.head_of and child.dep_ in (
                "amod",
                "compound",
                "poss",
                "nmod",
                "npadvmod",
                "det",
                "appos",
                "nsubj",
            ):
                if child.dep_ in ("appos", "nsubj") and child.i > token.i:
                    continue
                found += self._named(child, self.head_of[child.i], depth)
                for other in child.children:
                    if other.dep_ == "conj":
                        found += self.actors(other, depth + 1)
            elif child.dep_ == "poss":
                found += self.actors(child, depth + 1)
            elif child.dep_ in ("amod", "compound", "nmod") and child.i < token.i:
                found += [
                    w for g in child.children if g.i in self.head_of for w in self._named(g, self.head_of[g.i], depth)
                ]
        if (
            not found
            and any(c.lower_ in ("government", "federal") and c.i < token.i for c in token.children)
            and any(
                {"forces", "people_forces", "other_titles", "government"} & set(classes_of(w))
                for w in self.words(token)
            )
        ):
            found = [w for w in self._office(token) if w.actor.state]  # "government troops": of the state in focus
        if not found and any(c.text == "Western" and c.dep_ == "amod" for c in token.children):
            return [Who(THE_WEST, token.i)]
        if not found:
            found = self._rebels_of(token)
        if not found:  # "forces loyal to the general"
            found = [
                w
                for c in token.children
                if c.lower_ in ("loyal", "allied", "faithful")
                for p in c.children
                if p.dep_ == "prep" and p.lower_ in ("to", "with")
                for o in objects(p)
                for w in self.actors(o, depth + 1)
            ]
        if not found and of:
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                    found += [
                        w for o in objects(child) for w in self.actors(o, depth + 1) if w.actor.state or w.actor.id
                    ]
        return distinct([w for w in found if w.actor.type != "weapon"])

    def _rebels_of(self, token: Token) -> list[Who]:
        """ "Rebel positions", "militant camps": of the armed group that the text named last, else of such a group."""
        for child in token.children:
            word = self.lemma(child)
            if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i and word in FIGHTERS:
                known = self.discourse.group()
                if known is not None:
                    return [Who(known, child.i, "coreference", known.name)]
                name = child.text if child.tag_ in ("NNS", "NNPS") else f"{word}s"
                return [Who(Actor(name, "armed_group", None, self.ground(token)), child.i, "people")]
        return []

    def ground(self, token: Token, near: bool = False) -> str | None:
        """The state in which something without a home is: of a place beside it or its verb, else where the text is.

        "Gunmen stormed a bank in Guayaquil" are Ecuador's.
        """
        verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
        nouns = (
            [c for c in verb.children if c.pos_ in ("NOUN", "PROPN") and c.dep_ == "dobj"] if verb is not None else []
        )
        for host in (token, *([verb] if verb is not None else []), *nouns):
            for child in host.children:
                if child.dep_ == "prep" and child.lower_ in GROUND:
                    for o in objects(child):
                        inner = [
                            g for p in o.children if p.dep_ == "prep" and p.lower_ in ("of", "in") for g in objects(p)
                        ]
                        for t in (o, *o.children, *inner):
                            mention = self.head_of.get(t.i)
                            if mention is not None and mention.state and mention.type in ("state", "region"):
                                return mention.state
        if near:
            return None
        area = self.discourse.where or self.discourse.setting()
        return area.state if area is not None else None

    def definite(self, token: Token, kinds: set[str]) -> list[Who]:
        """ "the two states", "the bloc", "the country", "the defence ministry": by the discourse."""
        lemma = self.lemma(token)
        marks = {c.lower_ for c in token.children if c.dep_ in ("det", "nummod", "predet", "amod", "poss")}
        plural = token.tag_ in ("NNS", "NNPS")
        if lemma in ("neighbour", "neighbor", "rival", "foe", "enemy") and not plural and marks & {"its", "their"}:
            mine = {w.actor.state for w in self._clause_subject(token)}
            partner = [
                a
                for a in (*self.discourse.both(), *reversed([a for _, a in self.discourse.states]))
                if a.state not in mine
            ]
            return self._resolved(partner[:1] if mine else (), token)
        if lemma in ("ally", "partner", "patron", "protector", "backer") and not plural and marks & {"its", "their"}:
            mine = {w.actor.state for w in self._clause_subject(token)}
            told = [self.discourse.event(r) for r in ("ALLIED_WITH", "SUPPORTS", "COOPERATES_WITH", "MILITARY_AID")]
            sides = [e for e in told if e and mine & {a.state for a in e if a}]
            partner = [a for e in sides for a in e if a and a.state not in mine] or [
                a for a in self.discourse.both() if a.state not in mine
            ]
            return self._resolved(partner[:1] if mine else (), token)
        number = next((NUMBERS[m] for m in marks if m in NUMBERS), None)
        if (
            plural
            and number
            and number > 2
            and lemma in ("country", "state", "nation", "member", "ally", "neighbour", "neighbor", "government")
        ):
            return self._resolved(self.discourse.several(number), token)
        if (
            plural
            and lemma
            in (
                "country",
                "state",
                "nation",
                "side",
                "neighbour",
                "neighbor",
                "government",
                "power",
                "capital",
                "ally",
                "party",
                "republic",
                "president",
                "leader",
                "minister",
                "army",
            )
            and marks & {"two", "both"}
        ):
            return self._resolved(self.pair(token), token)
        if marks & {"neither", "either", "each"} and lemma in ("side", "government", "country", "state"):
            return self._resolved(self.pair(token), token)
        if plural and lemma in ("island", "isle", "emirate") and "the" in marks:
            found = self.discourse.country(frozenset(w.actor.state for w in self._clause_subject(token)))
            return self._resolved((found,), token)
        if plural or not marks & {"the", "this", "that", "its", "their", "his", "her"}:
            if plural and lemma in ("official", "troop", "soldier", "force") and not marks - {"the"}:
                return self._office(token) if lemma == "official" else []
            if plural and lemma == "authority" and marks == {"the"}:
                return self._office(token)
            return []
        if lemma in ("group", "movement", "organisation", "organization", "militia", "faction"):
            armed = self._known_group(token)
            last = self.discourse.organisations[-1][1] if self.discourse.organisations else None
            if armed is not None and (last is None or last.type == "armed_group"):
                return self._resolved((armed,), token)
        if "organisations" in kinds and lemma not in ("pact", "council", "front", "party", "movement"):
            found = self.discourse.organisation()
            here = [m for i, m in self.head_of.items() if m.type == "organisation" and i < token.i]
            if here:
                return self._resolved((Actor(here[-1].text, "organisation", here[-1].id, here[-1].state),), token)
            return self._resolved((found,) if found else (), token)
        if "state_nouns" in kinds and marks & {"his", "her"} and lemma in ("country", "nation", "state", "kingdom"):
            persons = [w for c in token.children if c.dep_ == "poss" for w in self.actors(c, 3) if w.actor.state]
            return self._resolved([state_actor(w.actor.state or "") for w in persons[:1]], token)
        if "state_nouns" in kinds and lemma not in ("government", "side", "power", "ally", "partner", "party"):
            subject = self._clause_subject(token)
            besides = frozenset(w.actor.state for w in subject)
            if token.dep_ in SUBJECTS + PASSIVE:  # "the archipelago depends on India" is not India
                besides |= {m.state for i, m in self.head_of.items() if i > token.i and self._beside(i, token)}
            near = [
                m
                for i, m in sorted(self.head_of.items())
                if i < token.i
                and m.type == "state"
                and not m.is_adjective
                and m.state
                and m.state not in besides
                and self.doc[i].dep_ != "poss"
            ]
            found = (
                state_actor(near[-1].state or "")
                if near and token.dep_ not in SUBJECTS
                else self.discourse.country(besides)
            )
            return self._resolved((found,) if found else (), token)
        if (
            (
                "government" in kinds
                and lemma
                in (
                    "government",
                    "ministry",
                    "military",
                    "army",
                    "parliament",
                    "authority",
                    "cabinet",
                    "regime",
                    "junta",
                    "leadership",
                    "administration",
                )
            )
            or (kinds & {"leader_titles", "other_titles"})
            or lemma in ("army", "military", "navy", "air_force")
        ):
            return self._office(token)
        return []

    def _office(self, token: Token) -> list[Who]:
        here = self._seat_before(token)
        if here:
            return [Who(state_actor(here), token.i, "coreference", here)]
        office = self.discourse.office()
        if token.dep_ in ("dobj", "dative", "pobj") and office is not None:  # "Taiwan lent the government $25 million"
            besides = frozenset(w.actor.state for w in self._clause_subject(token))
            office = office if office.state not in besides else self.discourse.topic(besides)
        home = self.discourse.home
        actor = office or (state_actor(home) if home else None)
        if actor is None or not actor.state:
            return []
        return [Who(state_actor(actor.state), token.i, "coreference", actor.name)]

    def _seat_before(self, token: Token) -> str | None:
        """ "In Seoul the presidential office": the capital that opens the clause says whose office it is."""
        verb = token.head
        for child in verb.children if verb.pos_ in ("VERB", "AUX") else ():
            if child.dep_ == "prep" and child.lower_ == "in" and child.i < token.i:
                for o in objects(child):
                    mention = self.head_of.get(o.i)
                    if mention is not None and mention.kind == "capital":
                        return mention.state
        return None

    def pair(self, token: Token) -> tuple[Actor, ...]:
        """The two states meant: of this sentence before the phrase where it names just two, else of an earlier one."""
        here = distinct(
            [
                w
                for i, m in sorted(self.head_of.items())
                if i < token.i and m.type == "state" and m.state
                for w in self._named(self.doc[i], m, 0)
            ]
        )
        if token.dep_ not in SUBJECTS + PASSIVE:  # "China, a friend of Pakistan, urged both sides": not itself
            mine = {w.actor.key for w in self._clause_subject(token)}
            if any(w.actor.key in mine for w in here):
                here = []
        return tuple(w.actor for w in here) if len(here) == 2 else self.discourse.both()

    def pronoun(self, token: Token) -> list[Who]:
        """An antecedent in the sentence, as a rule the subject of a clause before; else of the sentence before."""
        if token.i in self.resolving:
            return []
        self.resolving.add(token.i)
        try:
            return self._antecedent(token)
        finally:
            self.resolving.discard(token.i)

    def _antecedent(self, token: Token) -> list[Who]:
        word = token.lower_
        if word in RELATIVE:
            return self._relative(token)
        other = token.dep_ in ("dobj", "dative", "pobj") and not word.endswith("sel")
        mine = {w.actor.key for w in self._clause_subject(token)} if other else set()  # "lent it": not to itself
        if word in THIRD:
            here = [
                w
                for i, m in sorted(self.head_of.items())
                if i < token.i and m.type == "leader"
                for w in self._named(self.doc[i], m, 0)
            ]
            here += [
                w
                for t in self.doc[: token.i]
                if t.pos_ == "PROPN" and t.i not in self.part_of
                for w in self._unknown_name(t)
                if w.actor.type == "leader"
            ]
            here = [w for w in here if w.actor.key not in mine]
            if token.dep_ in SUBJECTS:  # "..., he told a paper": the subject before rather than the last name
                here.sort(key=lambda w: self.doc[w.token].dep_ in SUBJECTS)
            person = here[-1].actor if here else self.discourse.person()
            return self._resolved((person,) if person else (), token)
        if word in NEUTER and token.dep_ == "poss":
            controller = self._controller(token)
            if controller:
                return self._resolved((controller[0].actor,), token)
        if word in NEUTER:
            here = [
                w
                for w in self._subjects_before(token)
                if w.actor.type not in ("leader", "group") and w.actor.key not in mine
            ]
            if other and not here:  # "The United States, which bombed Serbia in 1999, urged it to ..."
                here = [w for w in self._named_before(token) if w.actor.key not in mine and w.actor.type != "leader"]
            found = (here[-1].actor,) if here else self.discourse.thing()[:1]
            return self._resolved(found, token)
        if word in PLURAL and token.head.lower_ == "between":
            return self._resolved(self.pair(token), token)
        if word in PLURAL:
            groups = [w for w in self._plural_subjects_before(token) if w.actor.key not in mine]
            if other and not groups:  # "cut ties with the Emirates and accused them"
                before = [
                    w
                    for i, m in sorted(self.head_of.items())
                    if i < token.i and not m.is_adjective
                    for w in self._named(self.doc[i], m, 0)
                ]
                groups = [w for w in before if w.actor.key not in mine and w.actor.type != "leader"][-1:]
            if groups:
                return [Who(w.actor, token.i, _how_again(w.how), w.actor.name) for w in groups]
            how = "forces" if self.discourse.focus_forces else "coreference"
            return [Who(a, token.i, how, a.name) for a in self.discourse.thing()]
        return []

    def _relative(self, token: Token) -> list[Who]:
        verb = token.head
        while verb.dep_ not in ("relcl", "ROOT") and verb.head != verb:
            verb = verb.head
        if verb.dep_ != "relcl":
            return []
        if verb.head.lower_ in ("those", "one", "several") or self.lemma(verb.head) in ("country", "state", "nation"):
            be = verb.head.head.head if verb.head.head.dep_ == "prep" else verb.head
            while be.pos_ in ("NOUN", "NUM", "PRON") and be.dep_ in ("attr", "pobj", "prep", "nummod"):
                be = be.head
            if be.lemma_ == "be":  # "Panama is among those that have ..."
                return distinct(w for c in be.children if c.dep_ in SUBJECTS for w in self._listed(c, 3))
        joined = [c for c in verb.head.children if c.dep_ == "conj" and c.i < verb.i]
        return distinct([*self._one(verb.head, 3), *(w for c in joined for w in self._one(c, 3))])

    def _clause_subject(self, token: Token) -> list[Who]:
        for ancestor in token.ancestors:
            if ancestor.pos_ in ("VERB", "AUX"):
                while ancestor.dep_ == "conj" and not any(c.dep_ in SUBJECTS + PASSIVE for c in ancestor.children):
                    ancestor = ancestor.head
                return [
                    w
                    for s in ancestor.children
                    if s.dep_ in SUBJECTS + PASSIVE and s != token and token.i not in {t.i for t in s.subtree}
                    for o in (s, *(c for c in s.children if c.dep_ == "conj"))
                    for w in self._shallow(self._stands_for(o, ancestor))
                ]
        return []

    def _beside(self, i: int, subject: Token) -> bool:
        """Whether a state is named after the subject in the same clause, on the other side of its verb."""
        token = self.doc[i]
        mention = self.head_of[i]
        if mention.type != "state" or mention.is_adjective or token.dep_ not in ("dobj", "pobj", "dative", "conj"):
            return False
        return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None) == subject.head

    def _stands_for(self, token: Token, verb: Token) -> Token:
        """Of which noun a pronoun is the subject: "China, which has troops in the country", "Moscow denied that it"."""
        if token.pos_ != "PRON":
            return token
        if token.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
            return verb.head
        if token.lower_ in ("it", "they", "he", "she") and verb.dep_ in ("ccomp", "advcl"):
            above = [c for c in verb.head.children if c.dep_ in SUBJECTS and c.pos_ != "PRON" and c.i < token.i]
            return above[0] if above else token
        return token

    def _named_before(self, token: Token) -> list[Who]:
        """Names in the sentence before a token; adjectives are none."""
        return [
            w
            for i, m in sorted(self.head_of.items())
            if i < token.i and not m.is_adjective and m.type in ("state", "organisation", "armed_group")
            for w in self._named(self.doc[i], m, 0)
        ]

    def _controller(self, token: Token) -> list[Who]:
        """Who does what the clause around a possessive says: "enabling North Korea to reduce its dependence"."""
        for verb in token.ancestors:
            if verb.pos_ not in ("VERB", "AUX"):
                continue
            subjects = [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE and c.i < token.i]
            if not subjects and verb.dep_ == "xcomp":
                subjects = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < token.i]
            inside = {a.i for a in token.ancestors}
            found = [
                w
                for c in subjects
                if c.i not in inside and c.pos_ != "PRON"
                for w in self._shallow(c)
                if w.actor.type not in ("leader", "group")
            ]
            if found:
                return found
            if subjects and verb.dep_ != "relcl":
                return []
        return []

    def _subjects_before(self, token: Token) -> list[Who]:
        """Subjects to the left, the nearest last; pronouns are no antecedents."""
        inside = {t.i for t in token.subtree} | {a.i for a in token.ancestors if a.pos_ == "NOUN"}
        found: list[Who] = []
        for t in self.doc[: token.i]:
            if t.dep_ in SUBJECTS + PASSIVE and t.i not in inside and t.pos_ != "PRON":
                found += self._shallow(t)[:1]
        if not found:
            found = [
                w
                for i, m in sorted(self.head_of.items())
                if i < token.i and not m.is_adjective and i not in inside and self.doc[i].dep_ not in ("pobj",)
                for w in self._named(self.doc[i], m, 0)
            ][:1]
        return found

    def _plural_subjects_before(self, token: Token) -> list[Who]:
        for t in reversed(list(self.doc[: token.i])):
            if (
                t.dep_ in SUBJECTS + PASSIVE
                and t.pos_ != "PRON"
                and (t.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in t.children))
            ):
                return self.actors(t, 3)
        return []

    def _shallow(self, token: Token) -> list[Who]:
        """Actors of a phrase without looking through pronouns: keeps resolution finite."""
        if token.pos_ == "PRON":
            return []
        found = self._named(token, self.head_of[token.i], 0) if token.i in self.head_of else []
        if not found:
            for child in token.children:
                if child.i in self.head_of and child.dep_ in ("amod", "compound", "poss", "nmod"):
                    found += self._named(child, self.head_of[child.i], 0)
        kinds = {k for w in self.words(token) for k in classes_of(w)}
        if not found and "organisations" in kinds:
            named = self.discourse.organisation()
            found = [Who(named, token.i, "coreference", named.name)] if named else []
        return found

    def _resolved(self, found: Iterable[Actor | None], token: Token) -> list[Who]:
        return [Who(a, token.i, "coreference", a.name) for a in found if a is not None]

    # Text

    def phrase(self, token: Token) -> str:
        """A noun phrase without article and trailing clauses: "Sudanese rebels"."""
        left = [
            c.left_edge.i
            for c in token.children
            if c.i < token.i and c.dep_ in ("amod", "compound", "nmod", "poss") and not c.like_num
        ]
        return self.doc[min([token.i, *left]) : token.i + 1].text

    def proper(self, token: Token) -> str:
        """The proper name that ends at a token: "Recep Tayyip Erdogan" without its titles."""
        start = token.i
        while start > 0 and (self.doc[start - 1].pos_ == "PROPN" or self.doc[start - 1].text in "-–'’"):
            before = self.doc[start - 1]
            if before.i in self.part_of and self.part_of[before.i].type == "state":
                break
            if classes_of(self.lemma(before)) & {"leader_titles", "other_titles", "government"}:
                break
            start -= 1
        end = token.i + 1
        while (
            end < len(self.doc)
            and self.doc[end].pos_ == "PROPN"
            and self.doc[end].head.i == token.i
            and self.doc[end].dep_ in ("flat",)
        ):
            end += 1
        return self.doc[start:end].text.strip("-–'’ ")


def _is_somebodys_first_name(span: Any, mention: Mention) -> bool:
    """ "Chad" of "Chad Smith", "Jordan" of "Michael Jordan": names of states beside a name that is none."""
    if mention.type != "state" or mention.is_adjective or len(span) > 1 or mention.kind in ("capital", "metonym"):
        return False
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    named_after = (
        after is not None and after.tag_ == "NNP" and span.root.dep_ == "compound" and span.root.head.i == after.i
    )
    if after is not None and named_after and mention.text in ("Chad", "Jordan", "Georgia", "Israel"):
        return not classes_of(after.lower_)
    return (
        before is not None
        and mention.text in ("Jordan", "Chad")
        and before.tag_ == "NNP"
        and before.head.i == span.root.i
    )


def _how_again(how: str) -> str:
    """What a pronoun keeps of its antecedent: "they" of soldiers are soldiers."""
    return how if how == "forces" else "coreference"


def _state(whos: list[Who]) -> str | None:
    return next((w.actor.state for w in whos if w.actor.state), None)


def again(actor: Actor, token: Token) -> Who:
    """An actor of the text before, where a word of this sentence stands for it."""
    return Who(actor, token.i, "coreference", actor.name)


def distinct(found: Iterable[Who]) -> list[Who]:
    seen: dict[str, Who] = {}
    for who in found:
        seen.setdefault(who.actor.key, who)
    return list(seen.values())


def tree(token: Token) -> Iterator[Token]:
    """A token and what governs it, up to the root."""
    yield token
    yield from token.ancestors
