"""Clauses of saying that stand apart in a sentence: "..., the defence secretary, Jane Doe, told reporters"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import any_cues, cues
from kg.text.grammar import DAYS, by_agents
from kg.text.mentions import classes_of, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.frames import Match
else:
    Token = Match = Any

# Verbs that close a sentence as "said" does: "..., diplomats believe", "..., his staff promised".
CLOSING = {
    w: "speculated"
    for w in (
        "believe", "fear", "think", "suspect", "hint", "suggest", "predict", "speculate", "expect", "worry", "hope",
    )
} | {
    w: "reported"
    for w in (
        "warn", "boast", "promise", "pledge", "vow", "caution", "threaten", "complain", "protest", "estimate", "reckon",
        "calculate", "retort", "elaborate", "clarify", "recount", "lament", "tweet", "post", "brief", "reaffirm",
        "concur", "learn",
    )
}  # fmt: skip
OPENS = frozenset((",", '"', "”", "’", "–", "—", "''", ":"))
ENDS = frozenset((".", ",", ";", '"', "”", "’", "–", "—", "''", ")", "!"))
GOES_ON = words("""
    on in at from after before during when while late last this early earlier later yesterday today tonight here there
    again afterwards through via by
    """)  # what may follow "said": when, where, by what means
INSIDE = words("of in at for from with to on near under")
NO_START = words("which who whom that whose but or nor if because so")
VOICES = frozenset(
    ("media", "government", "leader_titles", "other_titles", "group_people", "people_forces", "aid_workers")
)
LONGEST = 14  # tokens of who says so


@dataclass(frozen=True)
class Closing:
    """Who says so, where he begins, and the verb."""

    verb: Token
    start: int
    head: Token
    label: str


def closings(s: Sentence) -> list[Closing]:
    """The clauses of saying that stand apart in a sentence, whatever the parser made of them."""
    if s.seen_closings is None:
        s.seen_closings = [found for t in s.doc[2:] if (found := _closing(s, t)) is not None]
    return s.seen_closings


def only_speaks(s: Sentence, match: Match) -> bool:
    """ "Peru has sent arms to Chile, Spain and Italy said": whom the parser lists with Chile, and who only says so."""
    if match.object is None:
        return False
    token, deed = match.object.token, match.trigger.i
    return any(c.start < token < c.verb.i and match.subject.token < c.start and deed < c.start for c in closings(s))


def _closing(s: Sentence, verb: Token) -> Closing | None:
    lemma = SAYS.get(verb.lower_) or verb.lemma_.lower()
    says = lemma in any_cues("reported", "alleged") or lemma in CLOSING
    if not says or not _is_verb(s, verb, lemma):
        return None
    quoted = lemma in ("quote", "cite") and [t.lower_ for t in s.doc[verb.i + 1 : verb.i + 3]] == ["as", "saying"]
    hearer = _hearer(s, verb) if lemma in ("tell", "inform", "assure") else None
    if not _ends(s, verb.i + 2 if quoted else (hearer or verb).i) or (lemma in ("tell", "inform") and hearer is None):
        return None
    if any(c.dep_ in ("ccomp", "dobj") and c.i > verb.i and c != hearer for c in verb.children):
        return None
    opened = _start(s, next(c for c in verb.children if c.dep_ == "auxpass") if quoted else verb)
    if opened is None:
        return None
    start, head = opened
    if not _agrees(verb, head):
        return None
    if verb.dep_ == "relcl" and verb.head == head and any(t.lower_ == "that" for t in s.doc[head.i : verb.i]):
        return None  # "a rock in the lake that both claim"
    if verb.tag_ == "VBN" and (by_agents(verb) or not _is_voice(s, head)):
        return None
    label = CLOSING.get(lemma) or ("alleged" if lemma in cues("alleged") else "reported")
    return Closing(verb, start, head, label)


SAYS = {"claims": "claim", "reports": "report", "states": "state", "shows": "show"}


def _is_verb(s: Sentence, t: Token, lemma: str) -> bool:
    """A finite verb, also where the parser takes it for a participle or a noun: "members of parliament allege"."""
    if t.tag_ in ("VBD", "VBP", "VBZ", "VBN") and lemma in ("quote", "cite"):
        return any(c.dep_ == "auxpass" for c in t.children)  # "its minister was quoted as saying"
    if t.tag_ in ("VBD", "VBP", "VBZ", "VBN"):
        return not any(
            c.dep_ in ("aux", "auxpass") and c.lower_ in ("be", "been", "was", "were", "is", "are") for c in t.children
        )
    return t.tag_ in ("NN", "NNS", "VB") and lemma in NOUN_LIKE and s.doc[t.i - 1].pos_ in ("NOUN", "PROPN", "ADV")


def _agrees(verb: Token, head: Token) -> bool:
    """ "Members of parliament allege", "a newsletter reports": a noun to the parser, but in the number of a verb."""
    if verb.tag_ not in ("NN", "NNS", "VB"):
        return True
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in ("media", "police")
    return plural != verb.lower_.endswith("s")


NOUN_LIKE = words("report claim estimate show state allege believe say reckon suspect fear note hint find")


def _ends(s: Sentence, at: int) -> bool:
    if at + 1 >= len(s.doc):
        return True
    following = s.doc[at + 1]
    if following.text in ENDS or following.lower_ in GOES_ON or following.text in DAYS:
        return True
    return following.pos_ == "ADV" and at + 2 < len(s.doc) and s.doc[at + 2].text in ENDS


def _hearer(s: Sentence, verb: Token) -> Token | None:
    """Whom he told: the last word before the sentence ends or goes on with when and where."""
    for t in s.doc[verb.i + 1 : verb.i + 8]:
        if t.pos_ not in ("NOUN", "PROPN", "DET", "ADJ", "PRON", "PART", "CCONJ", "NUM"):
            return None
        if t.pos_ in ("NOUN", "PROPN", "PRON") and _ends(s, t.i) and t.text not in DAYS:
            return t
    return None


def _start(s: Sentence, verb: Token) -> tuple[int, Token] | None:
    """Where who says so begins, and its head; over an apposition: "the defence secretary, Jane Doe, told ..."."""
    at = verb.i - 1
    while at > 1 and s.doc[at].lower_ in ("has", "have", "had"):  # "an envoy has said"
        at -= 1
    verb = s.doc[at + 1]
    if (described := _described(s, at)) is not None:
        return described
    if s.doc[at].text == ",":
        name = _back(s, at - 1)
        if name is None or not all(
            t.pos_ in ("PROPN", "PART", "ADP", "X") or t.text in "-'" for t in s.doc[name + 1 : at]
        ):
            if name is None or s.doc[name + 1].tag_ not in ("WP", "WDT"):
                return None
            at = name  # "the spokesman, who asked not to be named, said"
        else:
            title = _back(s, name - 1)
            if title is not None and _nominal(s, title + 1, name):
                return title, _head(s, title + 1, name, s.doc[at - 1])
            return None
    opening = _back(s, at - 1 if s.doc[at].text == "," else at)
    end = at if s.doc[at].text == "," else verb.i
    if opening is None or not _nominal(s, opening + 1, end):
        return None
    return opening, _head(s, opening + 1, end, None)


DESCRIBED = 24  # tokens of a speaker and what is told of him


def _described(s: Sentence, at: int) -> tuple[int, Token] | None:
    """Where a speaker begins of whom something is told before his verb, and his head: "an officer who asked not to be
    named told AFP", "the minister, visiting Paris, said", "Jane Doe, head of the council, said"."""
    low = max(at - DESCRIBED, 0)
    apart = s.doc[at].text == ","
    marks = [i for i in range(at - 1 if apart else at, low, -1) if s.doc[i].text in OPENS]
    who = next((i for i in range(at, low, -1) if s.doc[i].lower_ == "who"), None)
    if who is not None and not apart:  # one phrase
        before = next((i for i in marks if i < who), None)
        if before is None or before == who - 1 or any(who < i for i in marks):
            return None
        return _person(s, before, who)
    if not apart or len(marks) < 2:
        return None
    inner, outer = marks[0], marks[1]
    first = s.doc[inner + 1]
    told = first.tag_ == "VBG" or first.lower_ == "who" or _is_titled(s, inner + 1, at)
    return _person(s, outer, inner) if told and s.doc[inner].text == "," else None


def _is_titled(s: Sentence, start: int, end: int) -> bool:
    """ "The defence minister", "head of the Georgian security council": an office, with nobody's name."""
    words_of = s.doc[start:end]
    office = next((t for t in words_of if t.pos_ in ("NOUN", "PROPN") and kinds_of(s, t) & OFFICES), None)
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words_of)
    return office is not None and not finite and (office.i == start or words_of[0].pos_ in ("DET", "ADJ", "NOUN"))


OFFICES = frozenset(("leader_titles", "other_titles"))


def _person(s: Sentence, start: int, end: int) -> tuple[int, Token] | None:
    """The head of a phrase that may be somebody who speaks, and where it begins."""
    if not _nominal(s, start + 1, end) or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in s.doc[start + 1 : end]):
        return None
    head = _head(s, start + 1, end, None)
    name = head.pos_ == "PROPN" and all(t.pos_ == "PROPN" for t in s.doc[start + 1 : end])
    return (start, head) if name or kinds_of(s, head) & VOICES else None


def kinds_of(s: Sentence, token: Token) -> set[str]:
    """The classes of a noun, and of it with the word before it."""
    return {k for w in s.words(token) for k in classes_of(w)}


def _back(s: Sentence, at: int) -> int | None:
    """The mark that opens the phrase which ends at a token."""
    for i in range(at, max(at - LONGEST, -1), -1):
        t = s.doc[i]
        if t.text in OPENS or t.text == ";":
            return i if i < at + 1 and t.text != ";" else None
        if t.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
    return None


def _nominal(s: Sentence, start: int, end: int) -> bool:
    if (
        end <= start
        or s.doc[start].lower_ in NO_START
        or (s.doc[start].tag_ in ("VBG", "IN", "TO", "CD") and end - start == 1)
    ):
        return False
    first = s.doc[start]
    if first.lower_ == "and" or (first.tag_ in ("VBG", "TO", "IN") and first.lower_ not in ("as",)):
        return False
    return any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in s.doc[start:end])


def _head(s: Sentence, start: int, end: int, name: Token | None) -> Token:
    """The noun before the first preposition or participle: "a diplomat in New Delhi"; an apposed name."""
    if name is not None and name.pos_ == "PROPN":
        return name
    head = None
    for t in s.doc[start:end]:
        if t.pos_ in ("NOUN", "PROPN", "PRON"):
            head = t
        elif head is not None and (t.lower_ in INSIDE or t.tag_ in ("VBN", "VBG", "WP", "WDT") or t.text == ","):
            break
    return head if head is not None else s.doc[end - 1]


def _is_voice(s: Sentence, head: Token) -> bool:
    return bool(kinds_of(s, head) & VOICES) or head.pos_ in ("PROPN", "PRON") or bool(s.one(head, 0))


def reaches(s: Sentence, token: Token, start: int, end: int) -> bool:
    """Whether a clause of saying covers a claim: not over a semicolon; not what a new clause adds behind it."""
    low, high = sorted((token.i, start))
    if any(t.text == ";" for t in s.doc[low:high]):
        return False
    if token.i > end and any(t.dep_ == "mark" and t.lower_ in cues("factual_marks") for t in s.doc[end : token.i]):
        return False
    if token.i > end:
        following = [t.lower_ for t in s.doc[end + 1 : end + 3]]
        return not (following[:1] == [","] and following[1:2] and following[1] in ("and", "but", "while", "yet", "so"))
    return True
