"""Who answers in an interview, a briefing or a written answer: what he says there is his word, not the paper's.

A paragraph that opens with "A:", "Keita:", "GEN. ROSS:" or "Spokesperson:" is an answer where a question stands before
it, or where the label names an office. The label is no part of its first sentence: the parser does not see it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model import Actor, Claim, Document
from kg.text.mentions import Mention, names, words
from kg.text.sentences import Span
from kg.text.sides import told_by

_WORD = r"(?:[A-Z][\w.'’&-]{0,24})"
LABELLED = re.compile(
    rf"^[ \t]*(?:(?P<mark>[QA])[.:]|(?P<name>{_WORD}(?: (?:{_WORD}|of|bin|al|de|von|van)){{0,4}}):)[ \t]+", re.M
)
GAP = re.compile(r"\n[ \t]*\n")
ASKED = re.compile(r"\?[\"'”’»)]*$|^To ask\b")
ASKS = words("q question reporter journalist interviewer moderator host")
SAYS = re.compile(r"(?i:spokes(?:man|woman|person)|(?:mr|ms|mrs|dr|gen|adm|amb|col|sec|lt)\. [A-Z].*)$")
POLITE = re.compile(r"^(?i:mr|mrs|ms|dr)\.? (?=[A-Z])")
OFFICE = re.compile(
    r"\b(?:[Pp]rime |[Ff]oreign |[Dd]efen[cs]e |[Ii]nterior |[Ff]inance |[Vv]ice[- ]|[Dd]eputy |[Cc]hief of )*"
    r"(?:[Mm]inister|[Pp]resident|[Pp]remier|[Gg]eneral|[Cc]olonel|[Aa]dmiral|[Aa]mbassador|[Ee]nvoy|[Cc]ommander|"
    r"[Ss]ecretary|[Ss]pokes(?:man|woman|person)|[Ss]enator|[Cc]hief|[Cc]hancellor|[Cc]aptain|[Bb]rigadier|[Ss]taff|"
    r"Gen\.|Col\.|Adm\.)(?![\w-])(?P<name>(?:,? ?(?<=[ ,])[A-Z][^\W\d_]+(?:-[A-Z]?[^\W\d_]+)?){1,3})?"
)
HEAD = 800  # characters before the first question that may introduce who is asked
HEADINGS = words("""
    background context analysis update correction note editor's why what how when where who bottom summary verdict fact
    claim reality explainer more also latest next options option example result results
    """)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one label opens: characters `start` to `end`, from `body` on what is said, by whom if that is known."""

    label: str
    start: int
    body: int
    end: int
    is_question: bool


@dataclass
class Answers:
    """The answers of a text, by where they stand."""

    turns: list[Turn] = field(default_factory=list)
    speakers: dict[int, Actor | None] = field(default_factory=dict)  # start of an answer -> who gives it

    def bare(self, spans: list[Span]) -> list[Span]:
        """The sentences without the labels before them."""
        return [
            _without(s, t.body) if (t := self._at(s.end - 1)) and t.start <= s.start < t.body < s.end else s
            for s in spans
        ]

    def _at(self, at: int) -> Turn | None:
        """In whose words a character stands."""
        n = bisect_right(self.turns, at, key=lambda t: t.start)
        return self.turns[n - 1] if n and at < self.turns[n - 1].end else None

    def told(self, claim: Claim) -> Claim:
        """A claim as the answer in which it stands tells it: reported, by whoever answers."""
        turn = self._at(claim.passage.start or 0)
        if turn is None or turn.start not in self.speakers:
            return claim
        return told_by(claim, self.speakers[turn.start])


def _without(span: Span, body: int) -> Span:
    return Span(body, span.end, span.text[body - span.start :])


def answers(document: Document) -> Answers:
    """The answers that a text prints with the name, or a mark, of him who gives them.

    >>> text = "Q: Did Chad send men?\\n\\nA: Sudan sent them.\\n\\nReview: And Mali?\\n\\nToure: Mali sent none."
    >>> found = answers(Document("x", "Interview: General Toure of Mali", text, None, "text"))
    >>> [who.name for who in found.speakers.values()]
    ['General Toure', 'General Toure']
    """
    text = document.text or ""
    turns = list(_turns(text))
    if not turns:
        return Answers()
    asking = Counter(t.label for t in turns if t.is_question)
    said = Counter(t.label for t in turns)
    askers = {label for label in said if label.lower() in ASKS or 2 * asking[label] > said[label]}
    head = f"{document.title or ''}\n{text[: min(turns[0].start, HEAD)]}"
    asked = {b.label for a, b in pairwise(turns) if a.is_question and (said[b.label] > 1 or _is_meant(b.label, head))}
    asked |= {label for label in said if SAYS.match(label)}
    answering = {label for label in asked - askers if label == "A" or _is_person(label)}
    if not answering:
        return Answers()
    known = _introduced(head)
    of_somebody = answering if known else answering - {"A"}  # a paper may ask and answer itself
    speakers = {t.start: _speaker(t.label, known) for t in turns if t.label in of_somebody and not t.is_question}
    return Answers([t for t in turns if t.label in answering | askers], speakers)


def _turns(text: str) -> list[Turn]:
    """The labelled paragraphs of a text; a line without a label goes on with the one before it."""
    found = list(LABELLED.finditer(text))
    turns = []
    for m, after in zip(found, [*found[1:], None], strict=False):
        end = after.start() if after is not None else len(text)
        gap = GAP.search(text, m.end(), end)
        end = gap.start() if gap else end
        label = m["mark"] or m["name"]
        is_question = label.lower() in ASKS or bool(ASKED.search(text[m.end() : end].strip()))
        turns.append(Turn(label, m.start(), m.end(), end, is_question))
    return turns


def _is_meant(label: str, head: str) -> bool:
    """A mark, an office, or somebody whom title or introduction name: not "Background: ..."."""
    return label == "A" or bool(OFFICE.fullmatch(label.title())) or label.split()[-1] in head


def _is_person(label: str) -> bool:
    """Not "China: called the pact dangerous", nor "Reuters: ...", "Bamako: ...", "Background: ..."."""
    return label.split()[0].lower() not in HEADINGS and not any(
        m.end - m.start >= len(label) - 4 and m.type != "leader" for m in names().mentions(label)
    )


def _introduced(head: str) -> list[Actor]:
    """Whom title and introduction name with an office, each once; without a name his office."""
    mentions = names().mentions(head)
    named: dict[str, Actor] = {}
    offices: list[Actor] = []
    for m in OFFICE.finditer(head):
        state = _state_beside(head, m, mentions)
        name = (m["name"] or "").strip(" ,")
        if name and not any(
            f.start < m.end("name") and m.start("name") < f.end and f.type != "leader" for f in mentions
        ):
            rank = m.group()[: m.start("name") - m.start()]
            full = name if " " in name else f"{rank.rstrip(' ,')} {name}"
            named.setdefault(name.split()[-1], Actor(full, "group", None, state))
        else:
            at = _opens(head, m, mentions)
            offices.append(
                Actor(head[at : m.start("name") if m["name"] else m.end()].rstrip(" ,"), "group", None, state)
            )
    for f in mentions:
        if f.type == "leader":
            named[f.text.split()[-1]] = Actor(f.text, "leader", f.id, f.state)
    return list(named.values()) or offices


def _opens(head: str, m: re.Match[str], mentions: list[Mention]) -> int:
    """Where "Niger's defence minister" begins: with the state before the office."""
    near = [f for f in mentions if f.type == "state" and f.end <= m.start() and m.start() - f.end <= 3]
    return near[-1].start if near else m.start()


def _state_beside(head: str, m: re.Match[str], mentions: list[Mention]) -> str | None:
    """The state of "Niger's minister", "the Polish general", "Minister Khan of Pakistan"."""
    for f in mentions:
        before = f.end <= m.start() and head[f.end : m.start()] in (" ", "'s ", "’s ")
        after = f.start >= m.end() and head[m.end() : f.start] in (" of ", " of the ")
        if f.type == "state" and (before or after):
            return f.state
    return None


def _speaker(label: str, known: list[Actor]) -> Actor | None:
    """Who a label means: one whom the text introduced; for "A", only where it introduces nobody else."""
    if label == "A":
        return known[0] if len(known) == 1 else None
    name = POLITE.sub("", label)
    name = name.title() if name.isupper() else name
    if " " not in name and OFFICE.fullmatch(name):
        return Actor(name.lower(), "group", None, known[0].state if len(known) == 1 else None)
    same = [a for a in known if a.name.split()[-1] == name.split()[-1]]
    if same:
        return same[0]
    leader = next((m for m in names().mentions(name) if m.type == "leader" and m.end == len(name)), None)
    return Actor(leader.text, "leader", leader.id, leader.state) if leader else Actor(name, "group")
