"""Headlines as agencies and feeds print them: what stands before and after the sentence, and whose word it is.

"UPDATE 2-Iran arming Taliban: Pentagon" says that Iran arms the Taliban, according to the Pentagon. The number of the
item and the source are no part of the sentence: the parser does not see them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Actor, Claim
from kg.text.mentions import Mention, state_actor, words
from kg.text.sides import SETTLED, told_by
from kg.text.speakers import ORGANS

_KINDS = "WRAPUP|UPDATE|RPT|CORRECTED|REFILE|FACTBOX|INSIGHT|POLL|EXCLUSIVE|ANALYSIS|BRIEF|FEATURE|TIMELINE|EXPLAINER"
_LABELS = "Breaking|Exclusive|Analysis|Update|Just in|Explainer|Factbox|Video|Live|Photos?|Opinion"
ITEM = re.compile(rf"(?:(?:{_KINDS})(?: \d{{1,2}})?-(?=\w)|(?i:{_LABELS}): )")
HEAD = re.compile(r"(?P<source>(?:[A-Z][\w.'’-]{0,20} ?){1,6}(?<! )(?: [a-z]{2,12})?): (?=[\w'‘“\"$€£])")
FALLEN = re.compile(
    r"(?:\w+ ){0,2}(?:soldiers?|troops|sailors?|marines?|servicem[ae]n|policem[ae]n|police) "
    r"(?:killed|wounded|injured|dead)\b",
    re.I,
)  # of whom nobody says whose they are
PLACE = re.compile(r"(?P<source>(?:[A-Z][\w'’-]{1,20} ?){1,3}) [-–—]{1,2} (?=[A-Z\d])")
TAIL = re.compile(r"(?:: | [-–—] |, )(?P<source>(?:the )?(?:[A-Za-z][\w.'’-]{0,20} ?){1,4})$")
ROLES = words("""
    group groups media minister ministry officials official report reports monitor monitors police army military source
    sources agency tv radio spokesman spokeswoman envoy ambassador experts analysts commander general admiral president
    premier pm fm aide lawyer intelligence chief
    """)
LISTED = words("police army military media group groups")  # after a comma: one more of a list
BETWEEN = words("and or a an in of at for on to by")
PERSONS = words("enemy friend neighbour neighbor rival foe ally partner target year place man men woman")
DASH = re.compile(r" [-–—]{1,2} ")
AGAIN = re.compile(
    r"\b(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Tt]hem|[Hh]e|[Hh]is|[Ss]he|[Hh]er|[Ww]e|here|"
    r"[Tt]he (?:country|group|alliance|bloc|junta|government|army|man|woman|state|regime))\b"
)
SAID = words("says say said told tells warns warn claims claim reports")
DENIED = re.compile(r"['‘\"“](?:no evidence|not true|fake news|fake|false|lies?|untrue|baseless|nonsense)['’\"”]", re.I)


@dataclass(frozen=True, slots=True)
class Ticker:
    """The sentence of a headline, from `start` to `end`; whose word it is, and whether he calls it false."""

    start: int
    end: int
    source: Actor | None = None
    is_denied: bool = False


def ticker(text: str, mentions: Sequence[Mention]) -> Ticker:
    """Where the sentence of a headline begins and ends.

    >>> from kg.text.mentions import names
    >>> text = "UPDATE 2-Iran arming Taliban: Pentagon"
    >>> found = ticker(text, names().mentions(text))
    >>> (found.start, found.end, found.source.id)
    (9, 28, 'USA')
    """
    item = ITEM.match(text)
    start, end = item.end() if item else 0, len(text)
    source: Actor | None = None
    is_open = text.rstrip()[-1:].isalnum()
    place, head = PLACE.match(text, start), HEAD.match(text, start)
    if place and is_open and _is_where(place, mentions) and not DASH.search(text, place.end()):
        start = place.end()  # "Lebanon - Israeli strike kills three": where
    elif head and not AGAIN.search(text, head.end()):
        told = _source(head["source"], mentions, start) or _loser(text, head, mentions)
        if told is not None or _is_state(head, mentions):  # "Kenya: police killed five": where, too
            start, source = head.end(), told
    tail = TAIL.search(text, max(start, end - 60)) if is_open and source is None else None
    if tail and tail.start() > start and _may_be_source(text, tail):
        told = _source(tail["source"], mentions, tail.start("source"), is_tail=True)
        if told is not None:
            end, source = tail.start(), told
    denied = source is not None and DENIED.match(text, start) is not None
    return Ticker(start, end, source, denied)


def _may_be_source(text: str, tail: re.Match[str]) -> bool:
    """Not "soldiers, police", "a top enemy: Nasrallah", "- and police"."""
    named, before = tail["source"].casefold().split(), text[: tail.start()].split()
    if set(named) & BETWEEN or (before and before[-1].casefold() in PERSONS):
        return False
    return text[tail.start()] != "," or (named[-1] in ROLES and named[-1] not in LISTED)


def _is_state(head: re.Match[str], mentions: Sequence[Mention]) -> bool:
    return any((m.start, m.end, m.type) == (*head.span("source"), "state") for m in mentions)


def _loser(text: str, head: re.Match[str], mentions: Sequence[Mention]) -> Actor | None:
    """ "Chad: six soldiers killed in northern Niger": a state that counts its own dead abroad, and no place."""
    states = [m.state for m in mentions if (m.start, m.end, m.type) == (*head.span("source"), "state")]
    if not states or not states[0] or not FALLEN.match(text, head.end()):
        return None
    later = {m.state for m in mentions if m.start >= head.end() and m.type in ("region", "state")}
    return None if states[0] in later else state_actor(states[0])


def _is_where(place: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Whether a state stands before the dash, and no partner of its behind it: "Russia - China trade"."""
    alone = any((m.start, m.end, m.type) == (*place.span("source"), "state") for m in mentions)
    return alone and not any(m.start == place.end() and m.type == "state" and not m.is_adjective for m in mentions)


def _is_role(name: str) -> bool:
    return name.split()[-1].casefold() in ROLES


def _source(name: str, mentions: Sequence[Mention], at: int, is_tail: bool = False) -> Actor | None:
    """Whose word the head or tail of a headline is: a known actor or an office; None where it is no source.

    A state's own name before a colon is a place; a capital, a ministry, a leader speaks.
    """
    name = name.strip()
    if {w.casefold() for w in name.split()} & SAID:
        return None
    inside = [m for m in mentions if at <= m.start and m.end <= at + len(name)]
    name = name.removeprefix("the ")
    whole = next((m for m in inside if m.end - m.start >= len(name) - 1), None)
    if whole is not None and not whole.is_adjective and whole.type != "region":
        if whole.type == "state" and whole.state:
            return state_actor(whole.state) if is_tail or whole.kind in ("capital", "metonym", "government") else None
        return Actor(whole.text, whole.type, whole.id, whole.state)
    last = next((m for m in inside if m.type == "leader" and m.end >= at + len(name) - 1), None)
    if last is not None:  # "Russian Foreign Minister Sergei Lavrov"
        return Actor(last.text, last.type, last.id, last.state)
    if not name or not _is_role(name):
        return None
    state = next((m.state for m in inside if m.state), None)
    if state and name.split()[-1].casefold() in ORGANS:
        return Actor(name, "government", None, state)  # "Chadian army: two killed"
    return state_actor(state) if state else Actor(name, "agency")


def by_source(claim: Claim, around: Ticker) -> Claim:
    """The claim of a headline as its source tells it: reported, and denied where the source calls it false."""
    if around.source is None or claim.relation in SETTLED:
        return claim
    told = told_by(_of_its_own(claim, around.source), around.source)
    return replace(told, modality="reported", polarity="negative") if around.is_denied else told


def _of_its_own(claim: Claim, source: Actor) -> Claim:
    """Soldiers who fell in a foreign land and of whom nobody says whose they are: of the state that counts them."""
    at = claim.place.state if claim.place is not None else None
    guessed = claim.relation == "CASUALTIES" and claim.because.get("subject") == "victim" and claim.object is None
    abroad = source.state is not None and at == claim.subject.state and at != source.state
    fallen = guessed and abroad and FALLEN.search(claim.passage.text)
    return replace(claim, subject=state_actor(source.state or "")) if fallen else claim
