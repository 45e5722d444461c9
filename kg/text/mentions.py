"""Who and what a sentence names: a fast scan for known names, and the kinds of things that nouns name.

The scan needs no parser. It finds states, demonyms, capitals, governments, armed forces, blocs, leaders and
regions of `kg.resolve.aliases()` in one pass over the text, longest name first, at word bounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.dates import year_of
from kg.model import Actor

# One sign for one thing: names in the tables, and what rules look for, have the plain one.
PLAIN = {
    ord(sign): own
    for own, signs in (('"', "“”„"), ("'", "’‘ʼ`´"), ("-", "\u2010\u2011"), (" ", "\u00a0\u2009\u202f"))
    for sign in signs
}


def plain(text: str) -> str:
    """A text with plain quotes, apostrophes, hyphens and spaces, character for character.

    >>> plain("Laos’s “army”")
    'Laos\\'s "army"'
    """
    return text.translate(PLAIN)


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name in a text: characters `start` to `end`, and what it names."""

    start: int
    end: int
    text: str
    id: str | None
    type: str  # one of model.ACTOR_TYPES
    state: str | None
    kind: str  # name, demonym, capital, metonym, ... as the tables say

    @property
    def is_adjective(self) -> bool:
        return self.kind in ("demonym", "adjective")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a name, and when the name has it."""

    id: str
    type: str
    state: str | None
    kind: str
    since: str | None
    until: str | None

    def holds(self, year: int | None) -> bool:
        first, last = year_of(self.since), year_of(self.until)
        return year is None or ((first is None or first <= year) and (last is None or year <= last))


class Names:
    """All names of the tables, ready to be found in a text."""

    def __init__(self, entries: Iterable[tuple[str, Candidate]]):
        self.meanings: dict[str, list[Candidate]] = {}
        for text, candidate in entries:
            if usable(text):
                self.meanings.setdefault(text, []).append(candidate)
        self.texts = list(self.meanings)
        self._find = _finder(self.texts)

    def mentions(self, text: str, published: str | None = None) -> list[Mention]:
        """The known names of a text in order, none overlapping; typeset signs count as the plain ones of the tables."""
        text = plain(text)
        year = year_of(published)
        hits = [
            (self._meanings(self.texts[n], year), n, start, end)
            for n, start, end in self._find(text)
            if _bounded(text, start, end)
        ]
        named = Counter(c[0].id for c, n, *_ in hits if len(c) == 1 and not _unheard_of(self.texts[n], c[0], year))
        found = []
        for meanings, number, start, end in hits:
            candidates = [c for c in meanings if named[c.id] or not _unheard_of(self.texts[number], c, year)]
            if not candidates:
                continue
            best = candidates[0] if len(candidates) == 1 else max(candidates, key=lambda c: named[c.id])
            usual = USUAL.get(self.texts[number])
            if len(candidates) > 1 and not any(named[c.id] for c in candidates) and usual:
                best = next((c for c in candidates if c.id == usual), best)
            if len(candidates) == 1 or named[best.id] or best.id == usual:
                found.append(Mention(start, end, self.texts[number], best.id, best.type, best.state, best.kind))
        kept = [m for m in found if not any(is_other(text, m) for is_other in NO_ACTORS)]
        return _with_chambers(text, _with_realms(text, self._paired(text, _no_surnames(text, kept))))

    def _paired(self, text: str, found: list[Mention]) -> list[Mention]:
        """ "Russian-Turkish", "India-Pakistan", "Sino-Indian": two of one kind, the first perhaps by its short form."""
        kept: list[Mention] = []
        for m in found:
            joined = PAIRED.search(text, max(0, m.start - 24), m.start)
            if (half := self._half(text, m)) is not None:
                kept.append(half)
            short = SHORT.get(joined[1]) if joined and m.type == "state" and m.is_adjective else None
            if joined and short and short != m.state:
                kept.append(Mention(joined.start(1), joined.end(1), joined[1], short, "state", short, "demonym"))
            elif joined and not (kept and kept[-1].end == m.start - 1):
                continue
            kept.append(m)
        return kept

    def _half(self, text: str, m: Mention) -> Mention | None:
        """ "North" of "North and South Korean gunners": the other half, which borrows its name from the second."""
        before = HALF.search(text, max(0, m.start - 16), m.start)
        point, _, rest = m.text.partition(" ")
        other = f"{before[1]} {rest}" if before and m.type == "state" and point in POINTS and point != before[1] else ""
        known = [c for c in self.meanings.get(other, ()) if c.type == "state"]
        if not before or not known:
            return None
        return Mention(before.start(1), before.end(1), before[1], known[0].id, "state", known[0].state, m.kind)

    @cache  # noqa: B019  one gazetteer lives as long as the process
    def _meanings(self, name: str, year: int | None) -> list[Candidate]:
        """The meanings in force when the text appeared, one for each id. Of several the document decides:
        "Korea" is the one that it names in full; where it names none, nobody is guessed."""
        candidates = [c for c in self.meanings[name] if c.holds(year)] or self.meanings[name]
        if year is None and len({c.id for c in candidates}) > 1:
            candidates = [c for c in candidates if c.until is None] or candidates
        first = min(KINDS.get(c.type, 9) for c in candidates)
        return list({c.id: c for c in reversed(candidates) if KINDS.get(c.type, 9) == first}.values())


def _unheard_of(name: str, candidate: Candidate, year: int | None) -> bool:
    """Whether a bare surname means somebody who came to his office long after the text appeared."""
    since = year_of(candidate.since)
    early = year is not None and since is not None and year + EARLY < since
    return early and candidate.type == "leader" and " " not in name


_PAPERS = (
    "Post|Times|Independent|Herald|Standard|Mirror|Gazette|Tribune|Journal|Star|Chronicle|Courier|Examiner|Telegraph|"
    "Bulletin|Inquirer|Globe|Nation|Today|Observer|Monitor"
)
PAPER_AFTER = re.compile(rf" (?:(?:Morning|Daily|Evening|Sunday|Business) )?(?:{_PAPERS})\b(?! [A-Z])")
PAPER_BEFORE = re.compile(r"\b(?:Times|Press Trust|Voice|Radio(?: [A-Z]\w+)?) of (?:the )?$|\b(?:All|Radio) $")


def _is_of_paper(text: str, m: Mention) -> bool:
    """ "The Washington Post", "the Times of Israel": a newspaper or a station, and not the state."""
    after = PAPER_AFTER.match(text, m.end) is not None
    radio = text.startswith(" Radio", m.end)
    before = PAPER_BEFORE.search(text, max(0, m.start - 24), m.start)
    return m.type in ("state", "region") and (after or bool(before and (before[0][:3] != "All" or radio)))


GROUND = re.compile(
    r" (?:range|base|airport|airfield|barracks|garrison|training (?:area|ground|range)|district|province|region|"
    r"river|valley|port|harbour|bridge|dam|prison|square|street|plant|refinery)\b"
)
AT_GROUND = re.compile(r"\b(?:at|in|near|from|to|on|outside|around|of) (?:the )?$")


CONTINENT = re.compile(r"\b(?:[Ss]outh|[Ll]atin|[Cc]entral|[Nn]orth|African|Pan|Inter)[ -]$")
INDIES = re.compile(r"\b(?:West|East)[ -]$")


def _is_of_continent(text: str, m: Mention) -> bool:
    """ "Latin American leaders", "the West Indian islands": not of the United States, nor of India."""
    before = CONTINENT if m.text in ("American", "Americans") else INDIES if m.text in ("Indian", "Indians") else None
    return before is not None and bool(before.search(text, max(0, m.start - 9), m.start))


def _is_of_a_people(text: str, m: Mention) -> bool:
    """ "Ethnic Albanians in Kosovo", "Bosnian Serbs": a people, and not the state of that name."""
    before = text[max(0, m.start - 10) : m.start]
    beyond = m.text in ("Serb", "Serbs", "Croat", "Croats") and before.endswith(("Bosnian ", "Croatian ", "Kosovo "))
    again = m.text in ("Serbs", "Croats") and m.text in peoples(text[: m.start])
    return m.type == "state" and (beyond or again or before[-7:].lower() in ("ethnic ", "ethnic-"))


PEOPLES = re.compile(r"\b(?:Bosnian|Croatian|Kosovo|Krajina) (Serb|Croat)s?\b")


def peoples(text: str) -> dict[str, str]:
    """The peoples beyond their state that a text names, by the last word, which stands for them afterwards.

    >>> peoples("The Bosnian Serbs held Pale. Serbs fired."), peoples("Serbs fired.")
    ({'Serbs': 'Bosnian Serbs'}, {})
    """
    return {f"{m[1]}s": m.group().removesuffix("s") + "s" for m in PEOPLES.finditer(text)}


COIN = re.compile(r"[ -]dollars?\b|\$")
SUM = re.compile(r"(?:\d|illion|trillion|thousand|hundred)[ -]$")


def _is_of_coin(text: str, m: Mention) -> bool:
    """ "30 million US dollars", "a 30-million-US-dollar loan": whoever gives it. Other dollars are their giver's."""
    coin = m.id == "USA" and COIN.match(text, m.end)
    return bool(coin and SUM.search(text, max(0, m.start - 9), m.start))


def _is_ground(text: str, m: Mention) -> bool:
    """ "At the Mulino range": a place that bears a leader's name."""
    named = m.type == "leader" and " " not in m.text and GROUND.match(text, m.end)
    return bool(named and AT_GROUND.search(text, max(0, m.start - 14), m.start))


def _is_given_name(text: str, m: Mention) -> bool:
    """ "Abbas al-Khudari": somebody else."""
    return m.type == "leader" and " " not in m.text and GIVEN.match(text, m.end) is not None


GIVEN = re.compile(r" (?:al|el|ul|bin|ibn|ben|bint)[- ](?=[A-Z])")


def _is_part_of_name(text: str, m: Mention) -> bool:
    """ "BANK OF AMERICA has", "MICHAEL JORDAN said", "ATLANTA, GEORGIA - ": in capitals, and not alone."""
    if not m.text.isupper() or m.type != "state" or len(m.text) < 4:
        return False
    before, after = text[max(0, m.start - 12) : m.start], text[m.end : m.end + 12]
    return bool(CAPITALS_BEFORE.search(before) or CAPITALS_AFTER.match(after))


CAPITALS_BEFORE = re.compile(r"\b(?!AND |THE |IN )[A-Z]{2,},? $")
CAPITALS_AFTER = re.compile(r" (?!AND\b)[A-Z]{2,}\b")
# "Rear Admiral Roy Trinidad told": an officer, and further down "Trinidad said"
RANKED = re.compile(
    r"\b(?:General|Admiral|Commodore|Colonel|Captain|Lieutenant|Sergeant|Brigadier|Commander) "
    r"(?P<given>[A-Z][a-z]{1,14}) $"
)
ACTS = re.compile(r"[.,]| (?!of\b|in\b|and\b)[a-z]")  # goes on after a name, and not with another one
SAYS = re.compile(r" (?:said|says|told|added|warned|wrote|announced)\b")
NO_GIVEN = frozenset(("Motors", "Electric", "Dynamics", "Assembly", "Staff", "Council", "Says", "Visits", "Warns"))


def _no_surnames(text: str, found: list[Mention]) -> list[Mention]:
    """Without states whose name is the surname of an officer, nor where he speaks under it later."""
    named: set[str] = set()
    kept = []
    for n, m in enumerate(found):
        plain = m.type == "state" and " " not in m.text and not m.is_adjective and m.kind not in ("capital", "metonym")
        ranked = RANKED.search(text, max(0, m.start - 30), m.start) if plain else None
        is_name = ranked and ranked["given"] not in NO_GIVEN and ACTS.match(text, m.end)
        if is_name and ranked and (n == 0 or found[n - 1].end <= ranked.start()):
            named.add(m.text)
        elif not (m.text in named and SAYS.match(text, m.end)):
            kept.append(m)
    return kept


# What is no actor though it has the name of one.
SHORE = re.compile(r" (?:port|city|town|resort)s?\b")


def _is_sea_beside(text: str, m: Mention) -> bool:
    """ "The Black Sea port of Odesa": where a town lies, and no party."""
    return (m.id or "").startswith("region:INT") and bool(SHORE.match(text, m.end))


NO_ACTORS = (
    _is_of_paper, _is_ground, _is_given_name, _is_of_continent, _is_part_of_name, _is_of_a_people, _is_of_coin,
    _is_sea_beside,
)  # fmt: skip


REALM = re.compile(r"\b[Tt]he (Kingdom|Sultanate)(?= [a-z(]|['’.,;:)]|$)(?! of\b)")


def _with_realms(text: str, found: list[Mention]) -> list[Mention]:
    """ "The Kingdom", in capitals: the kingdom of which the text speaks most, or first, as its own press does."""
    kept = list(found)
    for m in REALM.finditer(text):
        lands = table("nouns.yaml")["lands"][m[1].lower()].split()
        named = Counter(f.state for f in found if f.state in lands)
        state = _most(Counter({land: n for land, n in named.items() if land not in EUROPEAN}) or named)
        if state and not any(f.start < m.end(1) and m.start(1) < f.end for f in found):
            kept.append(Mention(m.start(1), m.end(1), m[1], state, "state", state, "name"))
    return sorted(kept, key=lambda m: m.start) if len(kept) > len(found) else found


CHAMBER = re.compile(
    r"(?<![\w'’-])(?:(?P<congress>Congress)|(?P<the>[Tt]he )(?:Senate|House(?: of Representatives)?))"
    r"(?= (?!(?:party|leaders?|chief|president|spokes\w+|workers?|government|of|in)\b)[a-z(]|[.,;]|$)"
)
# "Spain's Congress", "the National Congress", but "on Friday Congress"; "a member of Congress" is one of many
WHOSE = re.compile(r"(?:\b(?!\w+day )[A-Z][\w'’.-]*|\b(?:[Tt]he|[Aa]n?|its|their|his|her|own|national|new|[a-z]+an)) $")
INSIDE = re.compile(r"\b(?:of|in|before|to) $")


def _with_chambers(text: str, found: list[Mention]) -> list[Mention]:
    """ "Congress approved $2 billion for Jordan", "the Senate voted": of the United States, unless the text told more
    often of a state that has such a chamber, too, or of another's: "Brazil's Congress ... The Senate"."""
    kept = list(found)
    for m in CHAMBER.finditer(text):
        start, before = m.start() + len(m["the"] or ""), [f for f in found if f.end <= m.start()]
        named = Counter(f.state for f in before)
        rival = any(n > named["USA"] for state, n in named.items() if state in BICAMERAL)
        owned = bool(m["congress"] and WHOSE.search(text, max(0, m.start() - 24), m.start()))
        owned = owned or bool(INSIDE.search(text, max(0, m.start() - 24), m.start()))
        if not (rival or owned or any(f.start < m.end() and start < f.end for f in found)):
            kept.append(Mention(start, m.end(), text[start : m.end()], "USA", "state", "USA", "government"))
    return sorted(kept, key=lambda m: m.start) if len(kept) > len(found) else found


# Their own press calls them so more seldom than that of the others.
EUROPEAN = frozenset(("GBR", "ESP", "DNK", "SWE", "NOR", "NLD", "BEL"))


def _most(named: Counter[str | None]) -> str | None:
    """The one named most often, of equals the one named first."""
    return max(named, key=lambda state: named[state]) if named else None


EARLY = 8  # years before his office in which a surname may already mean its later holder, as a minister or rebel
POINTS = ("North", "South", "East", "West")
HALF = re.compile(r"\b(North|South|East|West) (?:and|or|nor) (?:the )?$")
KINDS = {"state": 0, "organisation": 1, "armed_force": 2, "armed_group": 3, "leader": 4, "region": 5}
USUAL = {"Congo": "COD", "Congolese": "COD", "Dominican": "DOM", "Dominicans": "DOM"}  # where the text names neither
COMMON = frozenset(("may", "march", "august", "will", "us", "it", "who", "aid", "un", "the", "and", "an", "general"))


# "Sino-", "Franco-": states as the first half of a pair, and of nothing else.
SHORT = {
    "Sino": "CHN", "Franco": "FRA", "Anglo": "GBR", "Russo": "RUS", "Indo": "IND", "Greco": "GRC", "Graeco": "GRC",
    "Italo": "ITA", "Austro": "AUT", "Turco": "TUR", "Polono": "POL", "Luso": "PRT", "Israelo": "ISR", "Nippo": "JPN",
    "Serbo": "SRB", "Americano": "USA", "Dano": "DNK", "Belgo": "BEL", "Hispano": "ESP", "Germano": "DEU",
    "Egypto": "EGY", "Syro": "SYR", "Irano": "IRN", "Pak": "PAK",
}  # fmt: skip
PAIRED = re.compile(r"(?<![\w-])((?!Pro-|Anti-|Non-)[A-Z][a-z]+|US|UK|EU|USSR|UAE|DPRK)-$")


def usable(text: str) -> bool:
    """Whether a name can be looked for in running text: not a common word, not a bare short code."""
    return (
        len(text) > 1
        and text.lower() not in COMMON - {"us", "un", "who"}
        and (text != text.lower())
        and (text not in ("WHO", "IT", "AID", "MAY"))
        and not text.isdigit()
    )


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        before.isalnum()
        or after.isalnum()
        or before == "_"
        or (
            before == "-"
            and text[start - 2 : start - 1].isalpha()
            and text[start - 4 : start].lower() not in ("pro-", "nti-", "non-")
            and not PAIRED.search(text, max(0, start - 24), start)
        )
    )


def _finder(texts: list[str]) -> Any:
    """A function that yields (number of the name, start, end): the longest name at each place."""
    try:
        from ahocorasick_rs import AhoCorasick, MatchKind
    except ImportError:
        return _by_pattern(texts)
    articles = [4 if t[:4].lower() == "the " else 0 for t in texts]
    automaton = AhoCorasick(texts, matchkind=MatchKind.Standard)

    def find(text: str) -> list[tuple[int, int, int]]:
        hits = automaton.find_matches_as_indexes(text, overlapping=True)
        hits = [h for h in hits if _bounded(text, h[1], h[2])]
        return _longest(hits, articles)

    return find


def _longest(hits: list[tuple[int, int, int]], articles: list[int]) -> list[tuple[int, int, int]]:
    """Of overlapping hits the one that starts first, and of those the longest. An article is no start: "the Gulf" is
    not named in "the Gulf Cooperation Council"."""
    kept: list[tuple[int, int, int]] = []
    for hit in sorted(hits, key=lambda h: (h[1] + articles[h[0]], -h[2], h[1])):
        if not kept or hit[1] >= kept[-1][2]:
            kept.append(hit)
    return kept


def _by_pattern(texts: list[str]) -> Any:
    number = {t: i for i, t in enumerate(texts)}
    pattern = re.compile("|".join(re.escape(t) for t in sorted(texts, key=len, reverse=True)) or r"(?!)")
    return lambda text: [(number[m.group()], m.start(), m.end()) for m in pattern.finditer(text)]


@cache
def names() -> Names:
    """The names of the curated tables; built once."""
    from kg.resolve import aliases

    known = [(text, Candidate(a.id, a.type, a.state, a.kind, a.since, a.until))
             for a in aliases() for text in dict.fromkeys((a.text, a.text.replace("s' ", "s ")))]  # fmt: skip
    return Names([*known, *_in_capitals(known), *_opening(known)])


def _opening(known: Iterable[tuple[str, Candidate]]) -> Iterator[tuple[str, Candidate]]:
    """ "The Jewish state said": a state's name with an article, at the beginning of a sentence."""
    return ((f"The {text[4:]}", c) for text, c in known if c.type == "state" and text.startswith("the "))


def _in_capitals(known: Iterable[tuple[str, Candidate]]) -> Iterator[tuple[str, Candidate]]:
    """ "FRANCE - 2,000 troops", "IRAN has sent missiles to SYRIA": the names of states as lists and bulletins print
    them. Not capitals, which are datelines, nor short names, which are letters of something else."""
    for text, c in known:
        if c.type == "state" and c.kind in PRINTED and len(text) >= 4 and text != text.upper():
            yield text.upper(), c


ROLL = re.compile(
    r"(?P<state>[A-Z][A-Z '-]{2,30}?) ?[-–—]{1,2} (?:(?:up to|between|about|around|some|over) )?\d[\d,.]*"
    r"(?: (?:and|to) \d[\d,.]*)? (?:[a-z-]+ ){0,2}?(?:troops|soldiers|men|peacekeepers|police|personnel|marines)\b"
)


def is_roll(text: str) -> bool:
    """Whether a line counts the soldiers of the state that opens it in capitals, as a dateline would.

    >>> is_roll("FRANCE - 2,000 troops in Lebanon."), is_roll("PARIS - 2,000 troops left Lebanon.")
    (True, False)
    """
    found = ROLL.match(text)
    known = names().meanings.get(found["state"], ()) if found else ()
    return any(c.type == "state" and c.kind in PRINTED for c in known)


PRINTED = ("short", "name", "variant", "official", "former")


@cache
def capitals() -> dict[str, str]:
    """State -> the name of its capital, the first that the tables give."""
    found: dict[str, str] = {}
    for name, candidates in names().meanings.items():
        for c in candidates:
            if c.kind == "capital" and c.state and c.until is None:
                found.setdefault(c.state, name)
    return found


@cache
def state_name(id: str) -> str:
    """The usual English name of a state: what a claim calls it. The id itself where the tables do not know it."""
    from kg.resolve import label_of

    return label_of(id) or id


@cache
def missions() -> dict[str, str]:
    """The state in which a peace or training mission stands, by the mission's id."""
    from kg.states import table as rows

    return {row["mission"]: row["state"] for row in rows("missions.csv")}


def state_actor(id: str) -> Actor:
    return Actor(state_name(id), "state", id, id)


# Kinds of nouns


def words(text: str) -> frozenset[str]:
    """A set of words written as one text."""
    return frozenset(text.split())


# States with a Congress, a Senate or a House of Representatives of their own.
BICAMERAL = words("""
    ARG AUS BEL BHS BLR BOL BRA CAN CHE CHL CIV CMR COD COL CUB CYP CZE DOM EGY ESP FJI FRA FSM GTM HND HTI IDN IND
    IRL ITA JAM JPN KAZ KEN KHM LBR LBY LSO MAR MEX MLI MMR MYS NAM NGA NLD NPL NZL PAK PER PHL PLW POL PRY ROU RWA
    SEN SOM SVN TCD THA TTO UGA URY UZB VEN YEM ZAF ZWE
    """)


LEMMAS = {
    "basis": "base", "hop": "hope", "datum": "data", "leaf": "leave", "dos": "dose", "arms": "arm",
    "materiel": "materiel",
}  # fmt: skip


@cache
def table(name: str) -> dict[str, Any]:
    """One of the YAML files beside this module."""
    import yaml

    text = resources.files("kg.text").joinpath(name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(text, Loader=loader)
    return data


@cache
def classes() -> dict[str, frozenset[str]]:
    """Class of nouns -> lemmas."""
    return {k: frozenset(v.split()) for k, v in table("nouns.yaml").items() if isinstance(v, str)}


@cache
def makers() -> dict[str, str]:
    """Weapon designations in lower case -> the state whose industry makes them."""
    return {
        w.replace("_", " ").lower(): k for k, v in (table("nouns.yaml").get("makers") or {}).items() for w in v.split()
    }


def made_by(word: str) -> str | None:
    """The state that makes the weapon type of this name; singular and plural.

    >>> made_by("Leopards"), made_by("Leopold")
    ('DEU', None)
    """
    name = word.lower()
    return makers().get(name) or (makers().get(name[:-1]) if name.endswith("s") else None)


@cache
def classes_of(lemma: str) -> frozenset[str]:
    """The classes that a lemma, or a two-word lemma with an underscore, belongs to.

    >>> sorted(classes_of("ceasefire"))
    ['accord']
    """
    return frozenset(k for k, v in classes().items() if lemma in v)


DESIGNATION = re.compile(r"^(?:MiG|[A-Z]{1,5}[a-z]{0,2})-?\d{1,4}[A-Z]{0,3}s?$|^[A-Z][a-z]+-\d{1,3}[A-Z]?s?$")


def is_designation(text: str) -> bool:
    """Whether a word looks like the name of a weapon type.

    >>> [is_designation(w) for w in ("F-16s", "T-72", "Su-35", "K9", "G7", "Article")]
    [True, True, True, True, False, False]
    """
    return bool(DESIGNATION.match(text)) and text not in (
        "G7",
        "G8",
        "G20",
        "G77",
        "P5",
        "E3",
        "M23",
        "A10",
        "COVID-19",
    )
