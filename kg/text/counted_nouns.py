"""What a number counts: the noun phrase after a numeral up to its head, without a parser.

The head is the first plural, or a noun of this field that counts in the singular ("personnel", "artillery"); names of
peoples and of types of aircraft count too. Every look is bounded.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.text.mentions import is_designation, names
from kg.text.numerals import SMALL, SMALL_WORDS


def listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


PEOPLE = frozenset(
    listed(
        """troops soldiers servicemen servicewomen servicemembers personnel fighters marines sailors airmen
        paratroopers peacekeepers mercenaries contractors advisers advisors instructors trainers recruits
        conscripts reservists militants militiamen militia commandos men officers engineers sappers police
        policemen gendarmes legionnaires forces combatants volunteers infantry infantrymen pilots gunners
        reinforcements rangers guards guardsmen gunmen peshmerga carabinieri insurgents rebels crew observers
        military"""
    )
)
HARM = {
    "killed": "killed", "dead": "killed", "deaths": "killed", "death": "killed", "fatalities": "killed",
    "died": "killed", "killing": "killed", "kill": "killed", "kills": "killed", "wounded": "wounded",
    "wounding": "wounded", "hurt": "wounded", "injured": "wounded", "injuring": "wounded", "wounds": "wounded",
    "injures": "wounded", "casualties": "casualties", "losses": "casualties", "captured": "captured",
    "capturing": "captured", "prisoners": "captured", "missing": "missing",
}  # fmt: skip
# Things that this field counts. A plural of any other noun counts too; these may follow a plural or be singular.
THINGS = frozenset(
    listed(
        """shells missiles rockets rounds drones aircraft tanks howitzers guns rifles mortars vehicles trucks
        launchers systems batteries jets fighters warplanes planes bombers helicopters ships warships
        vessels frigates corvettes destroyers submarines boats carriers interceptors radars bombs mines
        torpedoes munitions weapons containers consignments shipments warheads satellites trainers trains
        artillery ammunition equipment civilians people children women residents citizens workers staff
        members students refugees inmates townspeople comrades bodies families generals battalions brigades
        regiments divisions
        squadrons companies platoons units contingents bases sorties strikes flights votes lawmakers states
        countries nations companies entities individuals ministers diplomats targets tonnes tons barrels
        loads carloads wagons nationals fishermen journalists hostages detainees crates pieces kits engines
        spacecraft hovercraft marines force contingent team unit garrison detachment group army corps
        mission delegation presence"""
    )
)
KNOWN = PEOPLE | THINGS | HARM.keys()
ENDS = PEOPLE - {
    "fighters",
    "military",
    "police",
    "forces",
    "infantry",
    "militia",
    "crew",
}  # after these the noun phrase is over
SITES = listed("""areas posts sites stations installations facilities checkpoints camps positions airfields airports
                ports""")
SERVICES = listed("military army police navy militia rebels infantry")  # whose name may stand before what they have
SINGULAR = {n.removesuffix("s") for n in KNOWN if n.endswith("s")} | {
    "man", "serviceman", "policeman", "aircraft", "battery", "mercenary", "civilian", "person", "child", "corvette",
}  # fmt: skip
FORMATIONS = "battalion|brigade|regiment|division|squadron|company|platoon|contingent|detachment"
STOP = frozenset(
    listed(
        """and or but nor to in on at for from with by into onto against near across along after before during while as
        that serves
    which who whom whose was were are is be been being have has had will would could may might shall should can did do
    does since until till over under about between among amid this these those it they he she we i a an the last next
    every per than then when where if not also now still only just including said says say there here so because despite
    without within toward towards via upon what how both each more other aboard inside outside off up down out around
    through behind beyond ago later earlier a.m p.m am pm"""
    )
)
STRONG = re.compile(r"-(?:strong|man|member|person|troop|soldier|vessel|ship)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_][\w'’&.+/-]{0,40}")
GAP = re.compile(
    r"(?:-strong)?[\s]?(?:of\s)?(?:the\s|its\s|their\s|his\s|her\s|our\s|more\s|additional\s|them\s|“|\"|‘)?"
)


@lru_cache(1000)
def is_demonym(words: str) -> bool:
    """ "South African", of a state, and nobody's people ("Palestinians")."""
    found = names().mentions(words)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(words))
    return whole and found[0].is_adjective and words[-1] != "s"


@lru_cache(1000)
def is_group(words: str) -> bool:
    """ "Taliban": fighters who are told by the name of their group."""
    found = names().mentions(words)
    return len(found) == 1 and found[0].type == "armed_group" and len(found[0].text) == len(words)


def words_after(sentence: str, end: int) -> tuple[list[str], int]:
    """The counted noun phrase after a number, up to its head: ["North", "Korean", "soldiers"]; of peoples that stand
    together from the last of them, and of a people that has no plural its name: ["French"].

    Without a parser the head is the first plural, and the nouns of the field that follow it.
    """
    strong = STRONG.match(sentence, end)
    place = strong.end() if strong else end
    gap = GAP.match(sentence, place)
    place = gap.end() if gap else place
    words, stop = _noun_phrase(sentence, place, end)
    if words:
        return words, stop
    if together := TOGETHER.match(sentence, place):
        words, stop = _noun_phrase(sentence, together.end(), end)
    if words:
        return words, stop
    if (kind := WORD.match(sentence, place)) and is_designation(kind.group()):
        return [kind.group()], kind.end()  # "two Mi-35 and six Mi-17 helicopters"
    people = PEOPLE_NAME.match(sentence, place)
    people = people if people and is_demonym(people[1]) else None
    fighters = FIGHTERS.match(sentence, place) if people is None else None
    people = fighters if fighters and is_group(fighters[1]) else people
    return ([people[1]], people.end(1)) if people else ([], end)


# "Israeli, Greek and " before "Cypriot soldiers", "MiG and " before "Sukhoi fighters"
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
TOGETHER = re.compile(rf"(?:{_NAME}, ){{0,6}}{_NAME},? (?:and|or) (?=[A-Z])")
# "two Sudanese were", "200 French," and not "two French officers"
_ALONE = (
    r"(?=[,.;]| (?:were|was|are|is|had|have|has|will|would|who|whom|in|on|at|to|from|"
    r"by|with|and|or|died|left|came|went|remain|serve|stay)\b)"
)
PEOPLE_NAME = re.compile(rf"([A-Z][a-z]+(?:ese|sh|ch|ss)){_ALONE}(?!,? (?:and )?(?:\d|(?:{SMALL_WORDS})\b))")
FIGHTERS = re.compile(rf"([A-Z][a-z]{{3,}}){_ALONE}")  # "forty Taliban were", "40 Taliban and seven policemen"


def _noun_phrase(sentence: str, place: int, end: int) -> tuple[list[str], int]:
    """The words from a place up to the head of their noun phrase, and where it ends; `end` where there is none."""
    words: list[str] = []
    best = 0
    stops = [end]
    for _ in range(8):
        match = WORD.match(sentence, place)
        if match is None:
            break
        word = match.group().rstrip(".'’-&+")
        low = word.casefold()
        another = low.isdigit() and (not words or words[-1][0].islower())  # "18,000 inherited 600 tanks", no "MiG 29"
        another = another or (not words and low in SMALL)  # "two of the six boats"
        joined = low == "and" and bool(words) and not best and JOINED.match(sentence, place)  # "transport and training"
        if another or (words and low in SMALL) or (low in STOP and not joined) or low.endswith("ly"):
            break
        if best and low not in KNOWN and not (low in SITES and words[-1].casefold() in SERVICES):  # "15 army posts"
            break
        if best and (low in HARM or words[best - 1].casefold() in ENDS):
            break
        if machine := MACHINES.match(sentence, place):
            words += machine.group().split()
            return words, machine.end()
        words.append(word)
        stops.append(match.start() + len(word))
        named = word[0].isupper() and MEMBERS.match(sentence, match.start() + len(word)) and is_group(word)
        if not named and _is_head(low, word) and not (low in UNITED and words[-2:-1] in (["United"], ["Arab"])):
            best = len(words)
            if low in HARM:
                break
        place = match.start() + len(word)
        if sentence[place : place + 2] in ("'s", "’s") or sentence[place : place + 1] not in (" ", "\u00a0"):
            if sentence[place : place + 1] in ("'", "’"):
                best = 0
                words.clear()
                stops = [end]
            break
        place += 1
    return words[:best], stops[best]


MEMBERS = re.compile(r" [a-z]{4,}s\b")  # "three Hamas commanders"
PLURALS = frozenset(listed("craft cannon"))  # without an s
# Vehicles that are called by those who ride in them.
MACHINES = re.compile(
    r"(?:infantry (?:fighting|combat|mobility) vehicles?|(?:personnel|troop) (?:carriers?|transporters?))\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"and (?:[a-z][a-z-]+ ){1,2}(?:aircraft|[a-z]{4,}[^\Wsui]s)\b")
NO_MEN = frozenset(listed("men specimen regimen yemen omen abdomen"))
UNITED = frozenset(("states", "nations", "emirates"))  # "90 United States Coast Guard personnel" counts no states
SERVICE_NAMES = frozenset(("army", "navy", "force", "corps"))


def _is_head(low: str, word: str) -> bool:
    if low in SERVICE_NAMES and word[0].isupper():
        return False  # "three US Army soldiers"
    if low in KNOWN or low in SINGULAR or low in PLURALS or (low.endswith("men") and low not in NO_MEN):
        return True
    if re.fullmatch(r"[\w-]*\ds", word):
        return True  # "F-16s"
    people = word[0].isupper() and low.endswith("is")  # "three Israelis", "crisis" is none
    plural = low.endswith("s") and len(low) > 3 and (people or not low.endswith(("ss", "us", "is")))
    return plural and low not in ("arms", "sales", "communications", "operations", "others")


def said(words: list[str]) -> str | None:
    """People by their head, things by their whole name."""
    if not words:
        return None
    return words[-1] if words[-1].casefold() in PEOPLE and not are_planes(words) else " ".join(words)


def are_planes(words: list[str]) -> bool:
    """ "48 FA-50 fighters" are aircraft, "300 Kurdish fighters" are people."""
    return words[-1].casefold() == "fighters" and any(
        any(c.isdigit() for c in w) or w.casefold() in PLANES for w in words[:-1]
    )


PLANES = listed("rafale gripen typhoon eurofighter tejas stealth mirage jet lightning sukhoi mig kfir flanker fulcrum")


def last_noun(text: str) -> str | None:
    """The last noun of the field in a text, as a unit."""
    for match in reversed(list(WORD.finditer(text))):
        word = match.group()
        low = word.casefold().rstrip(".'’-")
        if low in HARM and low.endswith("s"):
            return HARM[low]
        if low in PEOPLE:
            return "troops"
        if low in THINGS and low.endswith("s"):
            return low
    return None
