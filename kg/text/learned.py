"""Which relations two actors of a sentence stand in, by weights learned from the corpus.

The frames propose; the reader (reader.py) looks at every pair of actors in the text around them, and each
relation is weighed beside what the frames found and beside its rivals in the sentence (rivals.py). What is likely
enough is read, also where no frame spoke; what a frame said and the weights find unlikely is left out.

Weights are plain arrays in `reader.npz` (no pickle), written by `python -m quality.train`. Without the file the
frames stand alone.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import Usage
from kg.model import SYMMETRIC, Claim, Document
from kg.text.acting import both_act, is_in_doubt
from kg.text.actors import Sentence
from kg.text.arguments import Arguments
from kg.text.asides import answers
from kg.text.closings import closings
from kg.text.cues import all_cues
from kg.text.frames import Frame, Match
from kg.text.grammar import PASSIVE, SUBJECTS, told_before
from kg.text.mentions import names, state_actor
from kg.text.pairs import End, Pair
from kg.text.places import LANDS
from kg.text.promises import handed_over
from kg.text.reader import POINTED, Encoded, Fields, Read, Reader
from kg.text.rivals import UNLIKELY, Seen, compared
from kg.text.scene import LONGEST, Scene, Scenes, Window
from kg.text.sites import Site
from kg.text.slots_casualties import names_the_dead
from kg.text.slots_plain import UNKNOWN as SOMEBODY
from kg.text.who import Who
from kg.text.wordpiece import END, START, UNKNOWN

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
    from kg.text.mentions import Mention
    from kg.text.when import Time
else:
    Amount = Mention = Time = Token = Any

WEIGHTS = "reader.npz"
ALONE = ("MOBILIZES", "CASUALTIES", "PROTESTS", "TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT", "THREATENS", "REQUESTS",
         "SUPPORTS", "ARMS_TRANSFER")  # relations that may have no object  # fmt: skip
HOSTED = ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "BASE_ACCESS")
# Pieces of a text with its title that is hardly more than a sentence.
SHORT = 60
KEPT = 64  # encoded windows of a text, some 1 MB each
UNHEARD = 0.83  # chance from which the reader is followed in a sentence alone where no frame spoke: it has learned from
# articles, and knows less of such a one than the frames
BOTH_ACT = 0.66  # ... where both stand there as states or groups that act (acting.py)
DOUBTFUL = 0.15  # chance from which a frame is followed in so short a text; in a sentence alone only where two compete
NAMED_BEFORE = 0.12  # chance from which a frame is followed there about somebody whom only the text before names
COUNTED = 0.25  # chance that is enough where whose the dead are is said where they are counted
HALF = 0.55  # chance from which it is followed if another sentence of the text says the same (retold.py)
LEFT_OUT = frozenset(("LEADS", "PART_OF"))  # titles and parts are read by rules of their own


@dataclass(frozen=True, slots=True)
class Scorer:
    """The reader, and weights of what is seen of a relation beside its rivals."""

    reader: Reader
    beside: dict[str, float]  # weight of each observation; "" is the bias
    lone: float  # chance from which a relation is read that a frame found in a text of one short sentence
    spoken: float  # ... that a frame found in a longer text
    silent: float  # ... that no frame found

    @property
    def relations(self) -> tuple[str, ...]:
        return self.reader.relations

    def chances(self, found: Sequence[Seen], odds: np.ndarray) -> np.ndarray:
        """Chance of each relation for each pair of one sentence, its rivals considered: pairs x relations."""
        result = np.zeros_like(odds)
        bias, weight = self.beside.get("", 0.0), self.beside.get
        for n, k, seen in compared(found, odds, self.relations, UNLIKELY):
            total = bias + sum([weight(s, 0.0) * x for s, x in seen.items()])
            result[n, k] = (1.0 + math.tanh(total / 2)) / 2  # the same as 1 / (1 + exp(-total)), and never too large
        return result


class Following:
    """One document as the reader goes through it."""

    def __init__(self, model: Scorer, document: Document, mentions: Sequence[Mention]):
        self.model = model
        self.document = document
        self.mentions = mentions
        self._encoded: dict[int, Encoded] = {}  # by window, the last ones

    @cached_property
    def scenes(self) -> Scenes:
        """Cut into pieces where a sentence is read, and not before: most texts of a feed name nobody."""
        d = self.document
        title = names().mentions(d.title, d.published) if d.title else []
        return Scenes(d, self.mentions, title, self.model.reader.known)

    def read(self, scene: Scene) -> Read:
        """What the reader makes of a sentence; its window is encoded once for all sentences in it."""
        return self.model.reader.read(scene, self.encoded(scene.window))

    def may_claim(self, start: int, length: int) -> bool:
        """Whether a sentence that begins at a character of the text and is so long may hold a claim, by its words as
        they stand in their text; of a text that is hardly more than a sentence every sentence may."""
        window, first, stop = self.scenes.place(start, length)
        return len(window.pieces) < SHORT or self.model.reader.may_claim(self.encoded(window)[0][first:stop])

    def encoded(self, window: Window) -> Encoded:
        """A window is encoded once for all sentences in it: when they are chosen, and when they are read."""
        if id(window) not in self._encoded:
            if len(self._encoded) >= KEPT:
                self._encoded.pop(next(iter(self._encoded)))
            self._encoded[id(window)] = self.model.reader.encoded(window)
        return self._encoded[id(window)]

    def fields(
        self,
        one: Judged,
        numbers: Sequence[Amount],
        times: Sequence[Time],
        nouns: Sequence[Token],
        places: Sequence[tuple[Site, int]],
    ) -> Fields | None:
        """What goes with a claim by the reader; None where it did not look. Places are given with the character where
        they begin. How firmly a text of hardly more than a sentence makes a claim is left to the rules."""
        if one.view is None or not one.view[0].scene.is_plain:
            return None
        view, pair = one.view
        at = view.scene.piece
        starts = [at(a.start) for a in numbers], [at(t.start) for t in times], [at(n.idx) for n in nouns]
        named = [(site, at(start)) for site, start in places]
        found = self.model.reader.fields(view, pair, one.match.frame.relation, *starts, named)
        return replace(found, modality={}) if _is_lone(view.scene) else found


def scorer() -> Scorer | None:
    """The shipped weights, or those of the file that `KG_SCORER` names; None where there are none, or for "none"."""
    return _loaded(os.environ.get("KG_SCORER"))


def own_weights() -> str:
    """What `KG_SCORER` makes of the reading, for the name of the extractor; "" for the shipped weights."""
    name = os.environ.get("KG_SCORER")
    if not name:
        return ""
    return " alone" if name == "none" else f" weights:{_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_bytes(Path(name))).hexdigest()[:8]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise Usage(f"{file}: weights (KG_SCORER) cannot be read: {problem.strerror}") from problem


@cache
def _loaded(name: str | None) -> Scorer | None:
    shipped = resources.files("kg.text") / WEIGHTS
    if name == "none" or (not name and not shipped.is_file()):
        return None
    data = _bytes(Path(name)) if name else shipped.read_bytes()
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return _of_arrays(arrays)
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as problem:
        raise Usage(f"{name or WEIGHTS}: no weights as `python -m quality.train` writes them: {problem}") from problem


def numbers(arrays: Any) -> dict[str, Any]:
    """The arrays of a file of weights, 8-bit steps of their row made numbers again."""
    found: dict[str, Any] = {}
    for name in arrays.files:
        if name.startswith("text:"):
            found[name.removeprefix("text:")] = bytes(arrays[name]).decode("utf-8").split("\n")
        elif name.startswith("steps:"):
            scale = arrays[f"scale:{name.removeprefix('steps:')}"].astype(np.float32)
            found[name.removeprefix("steps:")] = arrays[name].astype(np.float32) * scale[:, None]
        elif not name.startswith("scale:"):
            found[name] = arrays[name]
    return found


def _of_arrays(arrays: Any) -> Scorer:
    """The reader and what decides, of the arrays of a file of weights."""
    plain = numbers(arrays)
    if not {START, END, UNKNOWN} <= set(plain["pieces"]) or len(plain["enc.pos.weight"]) < LONGEST:
        raise ValueError("pieces or places are missing")
    if not {"qi.weight", "glance.weight"} <= set(plain) or "k.weight" in plain or len(plain["none"]) != POINTED:
        raise ValueError("they are of another version")
    beside = dict(zip(plain.pop("beside"), plain.pop("beside_weights").tolist(), strict=True))
    encoder = plain.pop("encoder").tobytes()
    return Scorer(Reader(plain, encoder), beside, *(float(plain.pop(name)) for name in ("lone", "spoken", "silent")))


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation that is read, how likely it is, and by what."""

    match: Match
    chance: float
    reasons: list[str]  # the words that the reader looked at most
    view: tuple[Read, int] | None = None  # what the reader made of the sentence, and the pair in it
    is_sure: bool = True  # enough by itself; otherwise only if another sentence of the text says the same


def judged(
    s: Sentence,
    matches: list[Match],
    following: Following | None,
    start: int,
    length: int,
    is_plain: bool,
    before: Sequence[Claim] = (),
) -> list[Judged]:
    """What is read in a sentence that begins at a character of the text and is so long: the frames' findings that the
    weights bear out, and what else they find likely; what is only half likely comes last. `before` is what the sentence
    before said."""
    if following is None:
        return [Judged(m, 1.0, []) for m in matches]
    model = following.model
    apart = [Judged(m, 1.0, []) for m in matches if m.frame.relation in LEFT_OUT]
    others = [m for m in matches if m.frame.relation not in LEFT_OUT]
    found, scene = following.scenes.enter(s, others, start, length, is_plain)
    if not found:
        return apart
    view = following.read(scene)
    as_seen = [seen(pair) for pair in found]
    chances = model.chances(as_seen, view.odds)
    spoken, silent, half = model.spoken, model.silent, HALF
    is_lone, is_alone = _is_lone(scene), _is_lone(scene) and _is_alone(scene)
    if is_lone:
        spoken, silent = (model.lone, BOTH_ACT) if is_alone else (DOUBTFUL, silent)
        half = silent
    looked: dict[int, list[Token]] = {}  # by pair: one may stand in several relations
    read: list[Judged] = []
    most = chances.max(axis=0).tolist()
    told = {m.frame.relation for m in others}
    for k, relation in enumerate(model.relations):
        if relation not in told and most[k] < half:
            continue
        for n, chance, is_sure in _likely(
            found, as_seen, chances[:, k].tolist(), relation, (spoken, max(spoken, NAMED_BEFORE)), silent, half
        ):
            by_frame = [m for m in found[n].matches if m.frame.relation == relation]
            is_wary = is_alone and not by_frame and chance < UNHEARD
            if is_wary and not both_act(s, found[n]):
                continue
            rival = UNHEARD if is_alone else silent
            if is_lone and chance < DOUBTFUL and chances[n].max() >= rival and relation != "PROTESTS":
                continue  # "sent 12 planes with 300 men": planes, but surely no gift of them; a protest may accuse, too
            if is_lone and chance < DOUBTFUL and relation == "CASUALTIES" and _is_hand(found, chances[:, k], n):
                continue  # "gunmen attacked Togo, killing eight and wounding 13": Togo's, surely
            if n not in looked:
                looked[n] = _looked(s, view, n)
            ends = (found[n].a, found[n].b)
            for m in by_frame or [_match(s, found[n], relation, looked[n])]:
                if not by_frame and (any(map(_is_far_place, ends)) or _is_misread(s, m, others)):
                    continue
                if is_wary and is_in_doubt(m, others):
                    continue
                if not by_frame and is_lone and _is_told_of_another(m, others):
                    continue
                likely = by_frame or not is_lone or chance >= UNHEARD
                if not likely and _is_turned_round(found[n], relation, before):
                    continue
                if not by_frame and not is_plain and _is_given_something_else(m, others):
                    continue
                read.append(Judged(m, chance, [t.text for t in looked[n][:3]], (view, n), is_sure))
    return [*apart, *read]


def _is_hand(found: Sequence[Pair], chances: np.ndarray, n: int) -> bool:
    """Whether whose losses a pair tells of is likely the one who made another suffer them."""
    hand = found[n].a.key
    return any(p.b is not None and p.b.key == hand and chances[m] > HALF for m, p in enumerate(found))


def _is_turned_round(pair: Pair, relation: str, before: Sequence[Claim]) -> bool:
    """ "Iran shelled a market in Iraq. Tehran says that it was hit by an Iraqi rocket": whether the sentence before has
    told it of the two the other way round."""
    if relation in SYMMETRIC:
        return False
    turned = (relation, *reversed(pair.sides))
    return any(c.object is not None and (c.relation, c.subject.side, c.object.side) == turned for c in before)


def _is_lone(scene: Scene) -> bool:
    """Whether the text is hardly more than a sentence."""
    return len(scene.window.pieces) < SHORT


def _is_alone(scene: Scene) -> bool:
    """Whether the text beside its title is one sentence (the window ends with a piece of its own), or this one was
    written anew, which the reader knows no better."""
    return not scene.is_plain or scene.window.title + scene.stop - scene.start + 2 >= len(scene.window.pieces)


def seen(pair: Pair) -> Seen:
    """A pair as its rivals see it."""
    return Seen(frozenset([m.frame.relation for m in pair.matches]), pair.sides, pair.is_from_before)


def _looked(s: Sentence, view: Read, n: int) -> list[Token]:
    """The words of a sentence, names left out, that the reader looked at for a pair, the most looked at first; none of
    a sentence that was written anew."""
    scene = view.scene
    if not scene.is_plain:
        return []
    weight = [0.0] * len(s.doc)
    for char, share in zip(scene.starts, view.looked[n].tolist(), strict=False):
        weight[max(0, bisect_right(s.begins, char) - 1)] += share
    words = [t for t in s.doc if t.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "AUX") and t.i not in s.part_of]
    return sorted(words, key=lambda t: (-weight[t.i], t.i))


def _likely(
    found: list[Pair],
    as_seen: list[Seen],
    chances: list[float],
    relation: str,
    by_frame: tuple[float, float],
    silent: float,
    half: float,
) -> list[tuple[int, float, bool]]:
    """The pairs, by number, for which a relation is likely enough, each matter once: an army and its state are one
    side. What is sure comes first, then what a frame found, what the sentence names itself, and what is likeliest.
    `by_frame` and `silent` are the chances that are enough where a frame found it (of those whom the sentence names,
    and where it names one of them no more), and where none did; from `half` it is told as not sure.
    """
    ends_of = [_ends(one.sides, relation) for one in as_seen]
    best: dict[tuple[str, str], float] = {}
    for ends, chance in zip(ends_of, chances, strict=True):
        best[ends] = max(chance, best.get(ends, 0.0))
    ranked = []
    for n, (pair, one, ends, chance) in enumerate(zip(found, as_seen, ends_of, chances, strict=True)):
        spoken = relation in one.spoken
        if not spoken and chance < min(silent, half):
            continue
        matches = [m for m in pair.matches if m.frame.relation == relation]
        if spoken:  # as likely as the same of his army or his state, or of nobody, instead of which it is told
            chance = max(best[ends], best.get((one.sides[0], ""), 0.0))
        # What an analyst's own frame says is not overruled, nor that somebody did it of whom the text says no more.
        sure = any(m.frame.is_own for m in matches) or (spoken and pair.a.actor == SOMEBODY)
        sure = sure or (chance >= COUNTED and any(map(names_the_dead, matches)))
        least = by_frame[one.before] if spoken else silent
        may_be = pair.b is not None or relation in ALONE
        if not spoken and relation in HOSTED and pair.b is not None and pair.b.actor.type == "armed_group":
            may_be = False  # whom troops are sent against is no host; where he is one, a frame says so
        is_one = not spoken and one.sides[0] == one.sides[1]  # a state and its own army
        sure = sure or (chance >= least and may_be and not is_one)
        if sure or (not spoken and chance >= half and may_be and not is_one):
            ranked.append((sure, spoken, not one.before, chance, n))
    ranked.sort(key=lambda r: r[:4], reverse=True)
    kept: dict[tuple[str, ...], tuple[int, float, bool]] = {}
    for is_sure, spoken, _, chance, n in ranked:
        also = _struck_too(found[n], relation) if spoken and relation in ("CONTROLS", "ATTACKS") else ""
        bands = any(end is not None and end.actor.type == "armed_group" for end in (found[n].a, found[n].b))
        if spoken and bands and any(m.slots.get("object") == "each_other" for m in found[n].matches):
            also = found[n].a.key  # "Chad and its rebels accused each other": each did
        kept.setdefault((*ends_of[n], also), (n, chance, is_sure))
    return list(kept.values())


def _struck_too(pair: Pair, relation: str) -> str:
    """ "Captured Goma and Bukavu", "shelled Faya and later bombed Abeche": the second place by its name, besides the
    first of the same state; "" of others."""
    place = pair.b.token if pair.b is not None and pair.b.actor.type == "region" else None
    if pair.b is None or place is None:
        return ""
    listed = place.dep_ == "conj" and relation == "CONTROLS"
    verb = place.head if place.dep_ == "dobj" else place
    second = verb.dep_ == "conj" and verb.pos_ == "VERB" and not any(c.dep_ in SUBJECTS for c in verb.children)
    return pair.b.key if listed or second else ""


def _ends(sides: tuple[str, str], relation: str) -> tuple[str, str]:
    """The two sides, in one order where the relation has none."""
    one, other = sides
    return (min(one, other), max(one, other)) if relation in SYMMETRIC and other else (one, other)


def _match(s: Sentence, pair: Pair, relation: str, looked: list[Token]) -> Match:
    """A likely relation as the rest of the extractor takes it: with the word that the reader looked at most."""
    telling = set() if relation in TOLD_BY_SAYING else _telling(s)
    trigger = next((t for t in looked if t.pos_ in ("VERB", "NOUN") and t.i not in telling), None) or _near(s, pair)
    trigger = _told_again(s, pair, trigger)
    frame = Frame(f"learned {relation}", relation, {"quantity": QUANTITIES.get(relation, "")})
    arguments = Arguments(s, trigger, "verbs" if trigger.pos_ in ("VERB", "AUX") else "nouns", frame)
    theme = next(iter(arguments.themes()), None)
    other = _who(pair.b, trigger, relation) if pair.b else None
    return handed_over(Match(frame, trigger, arguments.verb, _who(pair.a, trigger, relation), other, None, theme))


def _told_again(s: Sentence, pair: Pair, trigger: Token) -> Token:
    """ "Has sold 24 to Egypt and hopes to sell 60 to Oman": of Oman the second "sell" tells, of two such words."""
    if pair.b is None or pair.b.token is None or trigger.pos_ != "VERB":
        return trigger
    above = next((t for t in pair.b.token.ancestors if t.pos_ in ("VERB", "AUX")), trigger)
    return above if above.lemma_ == trigger.lemma_ else trigger


def _is_far_place(end: End | None) -> bool:
    """A part of the world that only the text before names is no side of what this sentence tells."""
    return end is not None and end.token is None and end.actor.type == "region" and not end.actor.state


def _is_misread(s: Sentence, match: Match, by_frames: list[Match]) -> bool:
    """Whether a relation that no frame found is not what the sentence says of the two."""
    return (
        _is_no_member(match)
        or _is_against(match)
        or _is_topic(s, match)
        or _is_by_letter(s, match)
        or _is_answered(s, match)
        or _is_with_others(match, by_frames)
        or _is_said_to_another(match, by_frames)
        or _is_only_sayer(s, match, by_frames)
        or _is_done_by_another(s, match, by_frames)
        or _is_later(match)
    )


def _is_later(match: Match) -> bool:
    """ "Bombed Oman a day after an attack that killed six": who bombs and is bombed later has no part in that."""
    before = told_before(match.verb) if match.frame.relation == "CASUALTIES" else None
    if before is None:
        return False
    inside = {t.i for t in before.subtree}
    above = next((t for t in before.ancestors if t.pos_ == "VERB"), before)
    own = {t.i for c in above.children if c.dep_ in SUBJECTS for t in c.subtree}  # who strikes back may have lost them
    sides = [(match.subject, inside | own), (match.object, inside)]
    return any(who is not None and who.token not in told for who, told in sides)


def _is_told_of_another(match: Match, by_frames: list[Match]) -> bool:
    """ "Iran fired drones at Israel. Jordan shot down some": where a frame tells whom somebody hit, that is whom."""
    ends = [match.subject.actor.key, match.object.actor.key if match.object else ""]
    same = [m for m in by_frames if m.frame.relation == match.frame.relation]
    told = [(m.subject.actor.key, m.object.actor.key) for m in same if m.object is not None]
    if match.frame.relation in SYMMETRIC:
        return any(not set(ends).isdisjoint(pair) for pair in told)
    return match.frame.relation == "ATTACKS" and any(one == ends[0] for one, _ in told)


def _is_answered(s: Sentence, match: Match) -> bool:
    """ "Held drills in response to the arrival of British ships": not with the British."""
    if match.object is None or match.frame.relation not in SYMMETRIC:
        return False
    return answers(s.doc[match.object.token]) and not answers(s.doc[match.subject.token])


def _is_no_member(match: Match) -> bool:
    """ "A partner of the alliance", "had held up the accession" of another."""
    if match.frame.relation != "MEMBER_OF":
        return False
    entries = [c for c in match.verb.children if c.dep_ == "dobj" and c.lemma_ in ENTRIES]
    others = entries and not any(c.tag_ == "PRP$" for entry in entries for c in entry.children)
    return match.trigger.lemma_ in ("partner", "ally") or bool(others and match.verb.lemma_ in RULES_ON_ENTRY)


ENTRIES = frozenset(("accession", "membership", "entry", "admission", "application", "bid"))
RULES_ON_ENTRY = frozenset((
    "hold", "block", "delay", "veto", "ratify", "approve", "oppose", "back", "support", "stall", "obstruct", "endorse",
    "welcome", "reject",
))  # fmt: skip


def _is_against(match: Match) -> bool:
    """ "Vetoed its admission": no support."""
    return match.frame.relation == "SUPPORTS" and match.trigger.lemma_ in ("veto", "block", "reject", "oppose", "bar")


def _is_by_letter(s: Sentence, match: Match) -> bool:
    """ "Received a floral basket from the president", "sent him a reply": who writes or gives meets nobody by that."""
    if match.frame.relation != "MEETS_WITH" or any(t.lemma_ in MEETS for t in s.doc):
        return False
    near = [match.trigger, match.verb, match.trigger.head]
    verbs = [t for t in near if t.pos_ == "VERB" and t.lemma_ in POSTS]
    things = [c for v in verbs for c in v.children if c.dep_ in ("dobj", *PASSIVE)]
    return any(t.lemma_ in POST for t in things)


MEETS = frozenset(("meet", "meeting", "summit", "talk", "visit", "audience", "ceremony", "call"))


POSTS = frozenset(("send", "receive", "get", "give", "present", "write", "extend", "offer", "convey", "deliver", "lay"))
POST = frozenset((
    "message", "letter", "reply", "telegram", "cable", "note", "basket", "flower", "gift", "present", "wreath", "card",
    "greeting", "congratulation", "condolence", "bouquet", "invitation", "regard", "sympathy", "felicitation",
))  # fmt: skip


def _is_topic(s: Sentence, match: Match) -> bool:
    """ "In Ankara for talks on Syria", "discussed the situation on the border with Russia": about them."""
    if match.frame.relation != "MEETS_WITH" or match.object is None or match.object.how == "coreference":
        return False
    above = list(s.doc[match.object.token].ancestors)
    on = any(t.dep_ == "prep" and t.lower_ in ("on", "about", "over") and t.head.lemma_ in TALKS for t in above)
    return on or any(t.lemma_ in MATTERS and t.dep_ in ("dobj", "pobj", "conj") for t in above)


TALKS = frozenset(("talk", "discussion", "negotiation", "meeting", "summit", "consultation", "conference", "discuss"))
MATTERS = frozenset(("situation", "border", "relation", "conflict", "war", "crisis", "dispute", "tension", "trade"))


def _is_done_by_another(s: Sentence, match: Match, by_frames: list[Match]) -> bool:
    """ "Egypt backs Haftar, and Turkey backs the government": whom Egypt backs is not whom Turkey does."""
    subject, other = s.doc[match.subject.token], match.object
    verb = subject.head
    if (
        other is None
        or subject.dep_ not in SUBJECTS
        or not any(c.dep_ == "dobj" and c.pos_ != "NUM" for c in verb.children)
    ):
        return False
    return any(
        m.frame.relation == match.frame.relation
        and m.object is not None
        and m.object.token == other.token
        and m.verb != verb
        and (m.verb == verb.head or verb == m.verb.head)
        and m.subject.actor.key != match.subject.actor.key
        for m in by_frames
    )


def _is_given_something_else(match: Match, by_frames: list[Match]) -> bool:
    """ "Sent soldiers to Mali and food to Niger", of which the second part is read as "sent food to Niger": no
    soldiers."""
    ends = match.subject.actor.key, match.object.actor.key if match.object else None
    told = [m for m in by_frames if m.object and (m.subject.actor.key, m.object.actor.key) == ends]
    return match.frame.relation in BROUGHT and any(m.frame.relation in BROUGHT for m in told)


BROUGHT = frozenset(("TROOP_DEPLOYMENT", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "TRADES_WITH"))


def _is_with_others(match: Match, by_frames: list[Match]) -> bool:
    """ "Sold planes to Chile and signed a treaty with Peru": with whom one signs is said, and it is not Chile."""
    return match.frame.relation == "AGREES_WITH" and any(
        m.frame.relation == "AGREES_WITH"
        and m.verb == match.verb
        and m.slots.get("object") == "with"
        and m.subject.actor.key in (match.subject.actor.key, match.object.actor.key if match.object else "")
        for m in by_frames
    )


def _is_said_to_another(match: Match, by_frames: list[Match]) -> bool:
    """ "Asked Paris for help": where a frame finds in a word of saying by whom or to whom it is said, it is said by and
    to nobody else."""
    ends = match.subject.actor.side, match.object.actor.side if match.object else ""
    told = [m for m in by_frames if m.frame.relation == match.frame.relation and m.trigger == match.trigger]
    sides = [(m.subject.actor.side, m.object.actor.side if m.object else "") for m in told]
    return match.frame.relation in SAID and any((one == ends[0]) != (other == ends[1]) for one, other in sides)


def _is_only_sayer(s: Sentence, match: Match, by_frames: list[Match]) -> bool:
    """ "The Pentagon said that Korean soldiers could be in Russia": where a frame tells whose they are, they are not of
    him who says so."""
    sayer = s.doc[match.subject.token]
    says = sayer.dep_ in SUBJECTS and any(c.dep_ == "ccomp" for c in sayer.head.children)
    if not says or match.frame.relation in TOLD_BY_SAYING or match.frame.relation in SYMMETRIC:
        return False
    other = match.object.actor.side if match.object else ""
    told = [m for m in by_frames if m.frame.relation == match.frame.relation and sayer.head in m.verb.ancestors]
    return any((m.object.actor.side if m.object else "") == other for m in told)


SAID = frozenset(("ACCUSES", "REQUESTS", "PROTESTS", "SUPPORTS", "THREATENS", "REJECTS"))


def _telling(s: Sentence) -> set[int]:
    """The verbs of who says so: "the agency reported that ...", "..., the navy said" are about something else."""
    verbs = {t.i for t in s.doc if t.lemma_.lower() in all_cues() and any(c.dep_ == "ccomp" for c in t.children)}
    return verbs | {c.verb.i for c in closings(s)}


def _who(end: End, trigger: Token, relation: str) -> Who:
    actor = end.actor
    band = actor.type == "armed_group" and relation not in AGAINST_GROUPS
    place = actor.type == "region" and actor.name not in LANDS
    if end.token is None and actor.state and (band or place or actor.type == "group"):
        actor = state_actor(actor.state)  # whom only the text before names: the side is what counts
    return end.who or Who(actor, trigger.i, "coreference", actor.name)


def _near(s: Sentence, pair: Pair) -> Token:
    """The verb above one of a pair, or he himself; the sentence's own verb where it names neither."""
    end = pair.a.token or (pair.b.token if pair.b else None)
    if end is None:
        root: Token = s.doc[:].root
        return root
    return next((t for t in end.ancestors if t.pos_ == "VERB"), end)


AGAINST_GROUPS = ("COMBAT", "SUPPORTS", "SANCTIONS")  # of which groups are the other side as often as states
TOLD_BY_SAYING = ("ACCUSES", "THREATENS", "REQUESTS", "REJECTS", "SUPPORTS")
# What is counted, where quantities.py does not know it by the relation alone.
QUANTITIES = {"CASUALTIES": "casualties", "MILITARY_AID": "money"}
