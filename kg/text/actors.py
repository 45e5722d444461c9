"""A parsed sentence and the actors its noun phrases stand for."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text import antecedents, noun_phrases, owners, pronouns
from kg.text.coreference import Discourse
from kg.text.cues import any_cues
from kg.text.grammar import SPANS, SUBJECTS, is_there, objects
from kg.text.mentions import (
    LEMMAS,
    Mention,
    classes,
    classes_of,
    is_designation,
    made_by,
    missions,
    state_actor,
    state_name,
    words,
)
from kg.text.pronouns import GIVES, NEUTER, PLURAL, THIRD
from kg.text.who import Who, distinct

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
else:
    Doc = Token = Any

HANDED = GIVES | words("hand transfer export receive get")
PRONOUNS = NEUTER | THIRD | PLURAL | {"whose"}
MONEY = words("""
    $ m bn mln bln dollar euro pound million billion yuan rouble yen rupee worth bn krona krone kronor
    kroner zloty zlotys riyal dirham lira franc won ruble hryvnia real rand peso shekel crown koruna forint trillion
    dinar
    """)
BATTERIES = words("regiment battalion division unit complex set squadron")
MISSIONS = words("""
    mission force operation brigade division coalition team deployment contingent command taskforce task_force battalion
    effort centre center headquarters battlegroup group detachment
    """)
COUNTED = words("first last latest all some most many few several any none half rest remainder others fewer more much")
MEN = words("""
    foreign islamist jihadist rebel militia tribal volunteer hired thousand pro-government loyal kurdish shia sunni
    separatist
    """)

JOINT = words("joint combined trilateral tripartite mixed co-ordinated coordinated shared binational bi-national")


# "The jihadists", after a sentence about Wagner, are others.
HIRED = frozenset(("group:WAGNER", "group:AFRICACORPS"))
ZEALOTS = words("jihadist islamist insurgent rebel separatist terrorist extremist secessionist")


@dataclass
class Sentence:
    """One parsed sentence with its known names; all offsets are characters of the sentence."""

    doc: Doc
    mentions: list[Mention]
    discourse: Discourse
    head_of: dict[int, Mention] = field(default_factory=dict)  # token that carries a name -> the name
    part_of: dict[int, Mention] = field(default_factory=dict)  # every token of a name -> the name
    # What was asked before: nothing changes while one sentence is read, and each frame asks again.
    seen_lemmas: dict[int, str] = field(default_factory=dict)
    seen_words: dict[int, frozenset[str]] = field(default_factory=dict)
    seen_kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    seen_actors: dict[int, tuple[Who, ...]] = field(default_factory=dict)
    seen_one: dict[int, tuple[Who, ...]] = field(default_factory=dict)
    seen_agents: dict[tuple[int, int, str], tuple[Token, ...]] = field(default_factory=dict)
    seen_marks: dict[tuple[int, int, str], tuple[list[Token], list[Token]]] = field(default_factory=dict)
    seen_around: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    seen_forces: frozenset[int] | None = None
    seen_closings: list[Any] | None = None
    seen_runs: list[Any] | None = None
    written: str = ""  # as it stands in the document, where words were put right for the parser; the same places
    given: list[Actor] = field(default_factory=list)  # to whom the sentence, so far as it was read, gives something
    resolving: set[int] = field(default_factory=set)  # words being resolved: one may stand in another's antecedent
    pronouns_given: Actor | None = None  # for whom "it" stands to whom something is done
    told: list[tuple[str, Actor, Actor]] = field(default_factory=list)  # what who did to whom, as far as it is read

    def __post_init__(self) -> None:
        for mention in self.mentions:
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or not len(span) or _is_somebodys_first_name(span, mention):
                continue
            tops = [t for t in span if t.head not in span or t.head == t]  # more than one where the parse is broken
            self.head_of[tops[-1].i if tops else span.root.i] = mention
            for token in span:
                self.part_of[token.i] = mention

    @cached_property
    def text(self) -> str:
        """What was parsed; the parser's own attribute puts it together from its words each time."""
        text: str = self.doc.text
        return text

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Its words in lower case."""
        return frozenset(t.lower_ for t in self.doc)

    @cached_property
    def begins(self) -> list[int]:
        """The character at which each of its words begins."""
        return [t.idx for t in self.doc]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of its words."""
        return frozenset(map(self.lemma, self.doc))

    # Nouns

    def lemma(self, token: Token) -> str:
        """The lemma in lower case, with the parser's usual slips put right."""
        found = self.seen_lemmas.get(token.i)
        return found if found is not None else self.seen_lemmas.setdefault(token.i, self._lemma(token))

    def _lemma(self, token: Token) -> str:
        word = token.lemma_.lower()
        if token.pos_ == "PROPN" and word.endswith("s") and not classes_of(word) and classes_of(word[:-1]):
            word = word[:-1]  # "Warships of ..." at the start of a sentence is taken for a name
        return LEMMAS.get(word, word)

    def head_noun(self, token: Token) -> Token:
        """What a partitive phrase is about: "thousands of troops" is about troops."""
        for _ in range(3):
            counted = token.pos_ == "NUM" or token.lower_ in COUNTED
            lemma = self.lemma(token)
            if not counted and lemma not in MONEY and lemma not in classes()["partitives"]:
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

    def words(self, token: Token) -> frozenset[str]:
        """Lemmas by which a noun can be classed: alone and with the word before it."""
        if token.i not in self.seen_words:
            self.seen_words[token.i] = frozenset(self._words(token))
        return self.seen_words[token.i]

    def _words(self, token: Token) -> set[str]:
        noun = self.head_noun(token)
        found = {self.lemma(noun), noun.lower_}
        for child in noun.children:
            if child.i < noun.i and child.dep_ in ("compound", "amod", "nmod", "npadvmod"):
                found.add(f"{self.lemma(child)}_{self.lemma(noun)}")
            elif child.dep_ == "prep" and child.lower_ == "of":  # "a treaty of alliance"
                found |= {f"{self.lemma(o)}_{self.lemma(noun)}" for o in objects(child) if o.pos_ == "NOUN"}
        return found

    def kinds(self, token: Token) -> frozenset[str]:
        """The classes (nouns.yaml) of what a noun names; "actor" where it names one; "weapons" for a designation."""
        if token.i not in self.seen_kinds:
            self.seen_kinds[token.i] = frozenset(self._kinds(token))
        return self.seen_kinds[token.i]

    def _kinds(self, token: Token) -> set[str]:
        noun = self.head_noun(token)
        children = list(noun.children)
        found = {kind for word in self.words(token) for kind in classes_of(word)}
        if noun.i not in self.head_of and (is_designation(noun.text) or self._is_product(noun) or made_by(noun.text)):
            found.add("weapons")
        if noun.pos_ == "PROPN" and noun.i not in self.part_of and "weapons" not in found:
            found.add("name")
        if noun.pos_ == "PROPN" and noun.i not in self.part_of and self._is_called_drill(noun):
            found = found - {"weapons"} | {"drill"}
        if (
            noun != token
            and self.lemma(token) in MONEY
            and self.lemma(noun) in ("equipment", "kit", "gear", "materiel")
        ):
            found.add("military_aid")  # "3 million euros in equipment" is given
        if self.lemma(noun) in BATTERIES and any(c.dep_ == "compound" and is_designation(c.text) for c in children):
            found.add("weapons")  # "a second S-300 regiment"
        if self.lemma(noun) == "trainer" and not self._is_flown(noun):
            found -= {"weapons"}
        if self.lemma(noun) == "fighter" and self._are_men(noun):
            found -= {"weapons"}
        if noun.i in self.head_of and self.head_of[noun.i].type == "armed_force":
            found.add("force_name")
        if self.actors(token):
            found.add("actor")
        if noun.tag_ in ("NNS", "NNPS") and noun.i in self.head_of and self.head_of[noun.i].is_adjective:
            found.add("group_people")  # "more than 100 Palestinians"
        money = any(c.text in ("$", "%", "€", "£") for c in children)
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
        if (
            noun.pos_ == "NUM"
            and noun.dep_ in ("dobj", "nsubj", "nsubjpass", "conj")
            and not money
            and not any(c.dep_ in ("prep", "quantmod") and c.lower_ in ("of", "$", "%") for c in children)
        ):
            found.add("count")  # "killing five", "60 were wounded"
        if self.arms_meant(noun) is not None:
            return found - {"people_forces", "people_only", "actor"} | {"weapons"}
        named = noun.text in ("Force", "Forces", "Command")  # "the Joint Task Force" is somebody's name
        if any(
            c.lower_ in JOINT and c.i < noun.i and not (named and c.text[0].isupper()) for c in children
        ) and not found & {"accord", "talks"}:
            found.add("joint_thing")
        if noun.lower_ == "one" and any(c.lower_ == "another" and c.i == noun.i + 1 for c in noun.children):
            found.add("each")  # "accused one another"
        if noun.lower_ in ("each", "other", "another") and noun.pos_ in ("PRON", "ADJ", "DET", "NOUN"):
            found.add("each")
        return found

    def arms_meant(self, them: Token) -> Token | None:
        """ "Asked for boats, and Oslo sent them": the arms that "them" stands for, where no other things or people were
        named since."""
        if them.lower_ != "them" or them.dep_ != "dobj" or them.head.lemma_ not in HANDED:
            return None
        plurals = (t for t in reversed(self.doc[: them.i]) if t.tag_ in ("NNS", "NNPS") and t.i not in self.part_of)
        last = next((t for t in plurals if t.dep_ != "compound" and self.lemma(t) not in SPANS), None)
        if last is None or "weapons" not in self.kinds(last) or "people_only" in self.kinds(last):
            return None
        while last.dep_ == "conj" and "weapons" in self.kinds(last.head):
            last = last.head
        return last

    def _is_called_drill(self, noun: Token) -> bool:
        """ "Exercise Pelican", "IMX, a naval exercise"."""
        near = [c for c in noun.children if c.dep_ in ("appos", "compound")]
        return any("drill" in classes_of(self.lemma(c)) for c in near)

    def _is_flown(self, noun: Token) -> bool:
        """ "Twelve Texan trainers", "jet trainers" are aircraft, "40 trainers" are men."""
        before = [c for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "compound", "nmod")]
        kinds = ("jet", "aircraft", "light", "turboprop", "basic", "advanced", "propeller")
        return any(
            is_designation(c.text) or c.lower_ in kinds or (c.pos_ == "PROPN" and c.i not in self.part_of)
            for c in before
        )

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
        """A proper name that is no known actor, no person and no base ("Air Base 201"): "Leopards", "Storm Shadow"."""
        return (
            noun.pos_ == "PROPN"
            and "base" not in classes_of(noun.lemma_.lower())
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
                self.seen_actors[token.i] = tuple(self.listed(token, 0))
            return list(self.seen_actors[token.i])
        return self.listed(token, depth)

    def listed(self, token: Token, depth: int) -> list[Who]:
        found = self._by_name(token, depth) or self._both_halves(token) or self.one(token, depth)
        for child in token.children:
            listed = child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "X")
            if listed or self._two_states(token, child):
                found += self.listed(child, max(depth, 1))  # a list may be long: each member hangs on the one before
            elif child.dep_ == "prep" and child.lower_ == "of" and token.pos_ == "PROPN":
                for other in self._of_another(child):
                    found += self.listed(other, max(depth, 1))
            elif child.dep_ == "compound" and child.i < token.i and "leader_titles" in self._kinds_of_title(child):
                for other in (c for c in child.children if c.dep_ == "appos" and c.i in self.head_of):
                    found = self.named(other, self.head_of[other.i], depth) + found  # "President A and B": B's title
            elif child.dep_ == "appos" and child.pos_ == "PROPN" and "other_titles" in self._kinds_of_title(token):
                for other in (c for c in child.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")):
                    found = found + self.listed(other, max(depth, 1))  # "Minister A and his colleague B"
            elif not found and child.dep_ == "prep" and child.lower_ in ("as", "including", "like"):
                found += self._instances(child, depth)
        return distinct(found)

    def _both_halves(self, token: Token) -> list[Who]:
        """ "North and South Korea": two states, of which the tables of names see only the second."""
        if token.text != "Korea" or token.i < 3:
            return []
        one, joint, other = (t.text for t in self.doc[token.i - 3 : token.i])
        both = joint == "and" and {one, other} == {"North", "South"}
        return [Who(state_actor(state), token.i) for state in ("PRK", "KOR")] if both else []

    def _kinds_of_title(self, token: Token) -> frozenset[str]:
        return frozenset(classes_of(self.lemma(token)))

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
            beside = [t for t in token.head.children if t.dep_ in SUBJECTS and t.pos_ == "PROPN" and t.i > token.i]
            among = [
                c for h in (token, token.head, *beside) for c in h.children
                if c.dep_ == "prep" and c.lower_ == "among" and 0 < c.i - token.i < 3
            ]  # fmt: skip
            them = [t for c in among for t in c.children if t.lower_ in ("them", "these")]
            named = [t for c in among for t in c.children if them and t.pos_ == "PROPN"]
            named = named or (beside if them else [])
        found = [self.listed(c, max(depth, 1)) for c in named]
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
        if child.dep_ == "appos" and one is not None and other is not None and one.type == other.type == "leader":
            return any(c.dep_ == "conj" for c in child.children) and one.id != other.id  # "A, B and C signed"
        return bool(
            child.dep_ in ("appos", "npadvmod")
            and one is not None
            and other is not None
            and one.type == other.type == "state"
            and one.state != other.state
            and not other.is_adjective
        )

    def one(self, token: Token, depth: int) -> list[Who]:
        if depth:
            return self._alone(token, depth)
        if token.i not in self.seen_one:
            self.seen_one[token.i] = tuple(self._alone(token, 0))
        return list(self.seen_one[token.i])

    def _alone(self, token: Token, depth: int) -> list[Who]:
        mention = self.head_of.get(token.i)
        if mention is not None:
            return self.named(token, mention, depth)
        if token.lower_ in COUNTED and (counted := self.head_noun(token)) != token:
            return self.actors(counted, depth + 1)
        if token.pos_ == "PRON" or token.lower_ in PRONOUNS:
            return self.pronoun(token)
        if token.pos_ == "NUM" and (listed := antecedents.all_of(self, token)):
            return listed
        if is_there(token):
            return antecedents.there(self, token)
        if (name := self.called.get(token.i)) is not None:
            return self.named(self.doc[name], self.head_of[name], depth)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return noun_phrases.of_noun(self, token, depth)
        return []

    @cached_property
    def called(self) -> dict[int, int]:
        """ "The AU mission in Somalia, AMISOM,": the noun, and the name that follows it between commas."""
        found = {}
        for i in (i for i, m in self.head_of.items() if m.id in missions() and i > 2 and self.doc[i - 1].text == ","):
            for noun in reversed(self.doc[max(0, i - 6) : i - 1]):
                if noun.pos_ in ("VERB", "AUX", "PUNCT"):
                    break
                if noun.tag_ == "NN" and self.lemma(noun) in MISSIONS:
                    found[noun.i] = i
        return found

    def named(self, token: Token, mention: Mention, depth: int) -> list[Who]:
        if mention.type == "state" and mention.state:
            return [Who(state_actor(mention.state), token.i, "adjective" if mention.is_adjective else "name")]
        actor = Actor(mention.text, mention.type, mention.id, mention.state)
        if mention.type == "leader" and " " not in mention.text:  # a bare surname, or "Anwar"
            if self._namesake(token, mention):
                return self.unknown_name(token) or [Who(Actor(self.proper(token), "leader"), token.i)]
            names = self.discourse.full_names  # "Rice" is Susan Rice in a text that introduced her
            known = names.get(mention.text) or next((a for a in names.values() if a.id == mention.id), None)
            actor = known or replace(actor, name=state_name(mention.id or mention.text))
        return [Who(actor, token.i)]

    def _namesake(self, token: Token, mention: Mention) -> bool:
        """ "Susan Rice": the surname of somebody in the tables with another first name."""
        first = self.doc[token.i - 1] if token.i else token
        given = first.dep_ == "compound" and first.head == token and first.pos_ == "PROPN"
        titled = bool(classes_of(self.lemma(first)) & {"leader_titles", "other_titles"}) or first.text.endswith(".")
        return given and not titled and first.text not in state_name(mention.id or "").split()

    def is_definite(self, token: Token) -> bool:
        """ "the troops", "those soldiers", "all of the men": spoken of before, and nobody else's."""
        marks = [c for c in token.children if c.dep_ == "det"]
        return any(c.lower_ in ("the", "these", "those", "this", "that") for c in marks)

    def known_group(self, token: Token) -> Actor | None:
        """ "the rebels", "the militants": the armed group that the text named last; a phrase with more is itself."""
        counted = any(c.dep_ == "nummod" for c in token.children) and token.tag_ == "NNS"  # "40 rebels were killed"
        bare = not any(c.dep_ in ("amod", "compound", "det", "conj") for c in token.children)
        said = [c for c in token.children if not (c.dep_ == "relcl" and self.doc[c.left_edge.i - 1].text == ",")]
        plain = bare and self._are_of_raid(token)
        if not (
            self.is_definite(token) or (counted and bare) or plain
        ) or any(  # "the group, which ..." has no more of a name
            c.dep_ in ("prep", "relcl", "acl", "appos", "poss") or (c.dep_ == "nummod" and not counted) for c in said
        ):
            return None
        if any(c.dep_ == "amod" and c.lower_ in owners.LINKED for c in token.children):
            # "the Al-Qaeda-linked insurgents": a group of their own; "the Libya-backed group": the one just told of
            told = self.discourse.thing() if self.discourse.sentence - self.discourse.focus_at == 1 else ()
            told = told if any(a.type == "armed_group" for a in told) else self.discourse.bands(1)
            one = len(told) == 1 and told[0].type == "armed_group" and self.lemma(token) in antecedents.FACTIONS
            return told[0] if one and token.dep_ in SUBJECTS else None
        hired = HIRED if self.lemma(token) in ZEALOTS else frozenset()
        here = [m for i, m in sorted(self.head_of.items()) if i < token.i and m.type == "armed_group"]
        here = [m for m in here if m.id not in hired]
        if here:
            return Actor(here[-1].text, "armed_group", here[-1].id, here[-1].state)
        if plain:
            return None
        group = self.discourse.group()
        if group is not None and group.id in hired:
            return None
        return group if group is None or self._may_be(group, token, bare and counted) else None

    def _are_of_raid(self, token: Token) -> bool:
        """ "A raid by the ADF on Beni in which gunmen killed nine": its gunmen."""
        verb = token.head
        below = token.dep_ in SUBJECTS and verb.dep_ == "relcl" and token.tag_ == "NNS"
        return below and verb.left_edge.lower_ == "in" and "attack" in self.kinds(verb.head)

    def _may_be(self, group: Actor, token: Token, is_bare: bool) -> bool:
        """Not "in Sudan, ten rebels" after Houthis: they are at home there, or the text told of them and that state."""
        if token.dep_ in SUBJECTS and not is_bare:  # "in Chad, the militants killed": they crossed the border
            return True
        place = self.ground(token, near=True)
        doing = [] if not is_bare or token.head.tag_ == "VBG" else antecedents.clause_subject(self, token)
        states = {place} if place else {w.actor.state for w in doing}
        known = {group.state} | {a.state for deed in self.discourse.deeds if group in (*deed.doers, *deed.whom)
                                 for a in (*deed.doers, *deed.whom)}  # fmt: skip
        return not states or group.state is None or bool(states & known)

    def troops_before(self, token: Token) -> list[Who]:
        """Whose forces the sentence itself spoke of before."""
        for t in reversed(self.doc[: token.i]):
            if t.i in self.forces_at and t.i not in self.resolving:
                self.resolving.add(t.i)  # "Polish members of the brigade": whose brigade asks for theirs
                try:
                    return [w for w in self.one(t, 1) if w.how == "forces"]
                finally:
                    self.resolving.discard(t.i)
        return []

    def owned_forces(self) -> Iterator[Who]:
        """The owners of the forces that the sentence names: "hundreds of Kenyan soldiers"."""
        for token in self.doc:
            if token.i in self.forces_at:
                yield from (w for w in self.one(token, 1) if w.how == "forces" and w.actor.type != "leader")

    def mission_at(self, token: Token) -> str | None:
        """The state in which a mission stands: of "the African Union force in Somalia", or of one known by name."""
        mention = self.head_of.get(token.i)
        if mention is not None and mention.id in missions():
            return missions()[mention.id]
        if token.tag_ not in ("NN", "NNP") or self.lemma(token) not in MISSIONS:
            return None
        for child in token.children:
            if is_there(child):
                known = self.discourse.mission if self.discourse.mission_is_told() else None
                return known or next((w.actor.state for w in self.one(child, 1)), None)
            if child.dep_ == "prep" and child.lower_ in ("in", "to", "for", "on", "off", "at"):
                found = [w.actor.state for o in objects(child) for w in self.one(o, 1) if w.actor.state]
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

    def unknown_name(self, token: Token) -> list[Who]:
        """A proper name outside the tables: a person with a title or known before, or a group by its own words."""
        return noun_phrases.unknown_name(self, token)

    def owners(self, token: Token, depth: int = 0, of: bool = True) -> list[Who]:
        """Whose a noun is: its adjective of state, possessor, or (unless told not to look) "of" and "from" phrase."""
        return owners.owners(self, token, depth, of)

    def ground(self, token: Token, near: bool = False) -> str | None:
        """The state in which something without a home is: of a place beside it or its verb, else where the text is."""
        return owners.ground(self, token, near)

    def definite(self, token: Token, kinds: Set[str]) -> list[Who]:
        """ "the two states", "the bloc", "the country", "the defence ministry": by the discourse."""
        return antecedents.definite(self, token, kinds)

    def pair(self, token: Token) -> tuple[Actor, ...]:
        """The two states meant: of this sentence before the phrase where it names just two, else of an earlier one."""
        return antecedents.pair(self, token)

    def pronoun(self, token: Token) -> list[Who]:
        """An antecedent in the sentence, as a rule the subject of a clause before; else of the sentence before."""
        return pronouns.pronoun(self, token)

    # Text

    def phrase(self, token: Token) -> str:
        """A noun phrase without article and trailing clauses: "Sudanese rebels"."""
        left = [
            c.left_edge.i
            for c in token.children
            if c.i < token.i and c.dep_ in ("amod", "compound", "nmod", "poss") and not c.like_num
            and not any(t.pos_ in ("ADP", "ADV", "NUM") for t in c.subtree)  # "three days earlier rebels": a slip
        ]  # fmt: skip
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
            if before.text in RANKS_CUT:
                break
            start -= 1
        end = token.i + 1
        while (
            end < len(self.doc)
            and self.doc[end].pos_ == "PROPN"
            and self.doc[end].head.i == token.i
            and self.doc[end].dep_ in ("flat", "appos")  # no comma between: "Roy Trinidad"
        ):
            end += 1
        return self.doc[start:end].text.strip("-–'’ ").lstrip(". ")  # "Col . Jane Doe"


# "Maj. Gen. Peter Carter"; a full stop may be a token of its own.
RANKS_CUT = frozenset(
    w + stop for w in ("Gen", "Lt", "Maj", "Brig", "Col", "Capt", "Adm", "Cmdr", "Sgt", "Cpl") for stop in ("", ".")
)


def _is_speaker(name: Token) -> bool:
    """ "Salif Sadio, who heads ...", "Salif Sadio accused": only persons do that under a name of two words."""
    if name.tag_ != "NNP" or classes_of(name.lower_):
        return False
    told = name.dep_ == "nsubj" and name.head.lemma_ in any_cues("reported", "alleged")
    return told or any(c.dep_ == "relcl" and any(t.lower_ == "who" for t in c.children) for c in name.children)


def _is_somebodys_first_name(span: Any, mention: Mention) -> bool:
    """ "Chad" of "Chad Smith", "Jordan" of "Michael Jordan": names of states beside a name that is none."""
    if mention.type == "region" and len(span) == 1 and span.root.dep_ == "compound" and span.end < len(span.doc):
        return span.root.head.i == span.end and _is_speaker(span.root.head)
    if mention.type != "state" or mention.is_adjective or len(span) > 1 or mention.kind in ("capital", "metonym"):
        return False
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    named_after = (
        after is not None and after.tag_ == "NNP" and span.root.dep_ == "compound" and span.root.head.i == after.i
    )
    if after is not None and named_after and mention.text in ("Chad", "Jordan", "Georgia", "Israel"):
        return not classes_of(after.lower_)
    opening = before is not None and before.i == 0 and before.text.endswith(("ing", "ed", "rich", "torn", "by", "ist"))
    return (
        before is not None
        and not opening  # "Neighbouring Chad", a name to the parser
        and mention.text in ("Jordan", "Chad")
        and before.tag_ == "NNP"
        and before.head.i == span.root.i
    )


def tree(token: Token) -> Iterator[Token]:
    """A token and what governs it, up to the root."""
    yield token
    yield from token.ancestors
