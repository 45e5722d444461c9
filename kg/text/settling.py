"""One claim for one thing: of two readings in a sentence the fuller and more cautious, of a document no repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kg.model import SYMMETRIC, Actor, Claim
from kg.text.actors import Sentence
from kg.text.hedges import ORDER, PLANNED


def sides(claim: Claim) -> frozenset[str]:
    return frozenset(a.side for a in (claim.subject, claim.object) if a is not None)


def states_in(claim: Claim) -> set[str]:
    return {a.state for a in (claim.subject, claim.object) if a is not None and a.state}


def settle(found: list[Claim], s: Sentence) -> list[Claim]:
    """One claim for one thing in a sentence: the fuller and the more cautious of two readings."""
    best: dict[tuple[Any, ...], Claim] = {}
    for claim in _come_back(found):
        key: tuple[Any, ...] = (claim.relation, *ends_of(claim), _apart(claim))
        known = best.get(key)
        if known is not None and (_is_earlier_loss(known, claim) or _is_planned_beside(known, claim)):
            key = (*key, claim.since, claim.modality, claim.because.get(MORE))
            known = best.get(key)
        if known is not None and claim.quantity is not None and _is_of_other_things(known, claim):
            key = (*key, claim.quantity.unit)
            known = best.get(key)
        if known is not None and _is_elsewhere(known, claim):
            key = (*key, claim.place)
            known = best.get(key)
        if known is not None and _is_denied_aside(known, claim, s):
            key = (*key, claim.polarity)
            known = best.get(key)
        best[key] = claim if known is None else _fuller(known, claim)
    kept = _by_the_same(list(best.values()))
    with_object = {(c.relation, c.subject.key, _harm(c)) for c in kept if c.object is not None}
    kept = [_with_number(c, kept) for c in kept]
    kept = [c for c in kept if c.object is not None or (c.relation, c.subject.key, _harm(c)) not in with_object]
    counted = {ends_of(c) for c in kept if _harm(c)}
    kept = [c for c in kept if c.relation != "CASUALTIES" or c.quantity is not None or ends_of(c) not in counted]
    items = {(c.relation, *ends_of(c)) for c in kept if c.item}
    kept = [c for c in kept if c.item or c.relation != "ARMS_TRANSFER" or (c.relation, *ends_of(c)) not in items]
    return _one_reading(_one_target(kept))


COMES_BACK = frozenset(("rejoin", "rejoined", "rejoins", "rejoining", "readmitted"))


def _come_back(found: list[Claim]) -> list[Claim]:
    """ "Rejoined the union on Monday, ten years after it quit the bloc": a member now, and not quit on Monday."""
    again = {ends_of(c): c.since for c in found if c.polarity == "positive" and c.because.get("trigger") in COMES_BACK}
    if not again:
        return found
    left = [c for c in found if ends_of(c) in again and c.because.get("trigger") not in COMES_BACK]
    old = {id(c) for c in left if c.relation == "MEMBER_OF" and c.polarity == "negative"}
    old |= {id(c) for c in left if c.relation == "REJECTS" and c.since == again[ends_of(c)]}
    return [c for c in found if id(c) not in old]


def _by_the_same(found: list[Claim]) -> list[Claim]:
    """ "Three soldiers were killed and six wounded in an Azerbaijani raid": who wounded them killed the others too,
    where the sentence names nobody else."""
    theirs: dict[str, set[Actor]] = {}
    for c in found:
        if c.relation == "CASUALTIES" and c.object is not None:
            theirs.setdefault(c.subject.key, set()).add(c.object)
    told = {(c.subject.key, _harm(c)) for c in found if c.relation == "CASUALTIES" and c.object is not None}
    kept = []
    for c in found:
        by = theirs.get(c.subject.key, set())
        alone = c.relation == "CASUALTIES" and c.object is None and c.quantity is not None and len(by) == 1
        apart = [o for o in found if o is not c and o.speakers and c.speakers and _is_other_count(o, c)]
        lent = alone and ((c.subject.key, _harm(c)) not in told or bool(apart))
        kept.append(replace(c, object=next(iter(by))) if lent else c)
    return kept


def _is_other_count(one: Claim, other: Claim) -> bool:
    """ "Peru said it had killed 40 of them, while Chile put its dead at four": the same dead, by another's word."""
    same = one.relation == other.relation and one.subject.key == other.subject.key and one.object is not None
    return same and set(one.speakers).isdisjoint(other.speakers) and one.quantity != other.quantity


def _with_number(claim: Claim, found: list[Claim]) -> Claim:
    """ "Sent 200 men to Libya": the number of a reading without the host, where the one with him has none."""
    if (
        claim.object is None
        or claim.quantity is not None
        or claim.relation not in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL")
    ):
        return claim
    same = [c for c in found if c.relation == claim.relation and c.subject.key == claim.subject.key]
    numbers = {c.quantity for c in same if c.object is None and c.quantity is not None}
    return replace(claim, quantity=numbers.pop()) if len(numbers) == 1 and len(same) == 2 else claim


def _apart(claim: Claim) -> str | None:
    """What makes two claims of the same sides two matters: other goods, wounded beside killed, lifted after imposed."""
    if claim.because.get("frame") == LIFTED_LATER:
        return LIFTED_LATER
    if KIND in claim.because:
        return str(claim.because[KIND])
    return claim.item if claim.relation == "ARMS_TRANSFER" else _harm(claim)


def _training(claim: Claim) -> str | None:
    """ "Will give Chad $5 million in aid. It will train its pilots": to train them is help of another kind."""
    trigger = str(claim.because.get("trigger", "")).lower()
    return "training" if claim.relation == "MILITARY_AID" and trigger.startswith("train") else None


def _is_earlier_loss(one: Claim, other: Claim) -> bool:
    """ "Lost 42 men on Friday, its worst day since 2019, when 49 died": two losses, of two times."""
    if one.relation != "CASUALTIES" or one.quantity is None or other.quantity is None:
        return False
    times = [(one.since or "")[:10], (other.since or "")[:10]]
    shorter = min(map(len, times))
    return bool(shorter) and times[0][:shorter] != times[1][:shorter] and one.quantity != other.quantity


def _is_elsewhere(one: Claim, other: Claim) -> bool:
    """ "Bombed Faya on Monday and shelled Abeche": two attacks, each with its verb and its place; "killed nine men in
    Faya and two in Abeche"."""
    if one.relation == "CASUALTIES" and ("beside" in one.because) != ("beside" in other.because):
        return None not in (one.place, other.place) and one.place != other.place
    places = [c.place for c in (one, other) if c.place is not None and c.place.type == "region" and c.place.id]
    apart = len(places) == 2 and places[0] != places[1] and one.because.get("trigger") != other.because.get("trigger")
    return one.relation == "ATTACKS" and apart


def _is_planned_beside(one: Claim, other: Claim) -> bool:
    """ "Has trained 300 and means to train 600 by May": what is done and what is planned, each with its number."""
    told = {one.modality, other.modality}
    apart = bool(told & PLANNED) and not told.isdisjoint(("asserted", "reported"))
    apart = apart or MORE in one.because or MORE in other.because
    return apart and None not in (one.quantity, other.quantity) and one.quantity != other.quantity


def _is_of_other_things(one: Claim, other: Claim) -> bool:
    """ "Arrested 20 Omani fishermen and seized two boats": by two verbs, and each with its number."""
    if one.relation != "COERCES" or one.quantity is None or other.quantity is None:
        return False
    verbs = one.because.get("trigger"), other.because.get("trigger")
    return verbs[0] != verbs[1] and one.quantity.unit != other.quantity.unit and one.polarity == other.polarity


def _is_denied_aside(one: Claim, other: Claim, s: Sentence) -> bool:
    """ "Eritrea, which denies shelling villages, shelled Badme": the deed stands beside the denial."""
    if one.polarity == other.polarity:
        return False
    no, deed = (one, other) if one.polarity == "negative" else (other, one)
    words = [t for t in s.doc if t.text == deed.because.get("trigger")]
    verbs = {v for t in words for v in (t, *t.ancestors)}
    asides = [r for v in verbs for c in v.children if c.dep_ == "nsubj" for r in c.children if r.dep_ == "relcl"]
    return any(t.text == no.because.get("trigger") for r in asides for t in r.subtree if t not in words)


def _harm(claim: Claim) -> str | None:
    """Wounded, captured or missing; None for the dead, and for all that are no casualties."""
    unit = claim.quantity.unit if claim.relation == "CASUALTIES" and claim.quantity is not None else None
    return unit if unit in HARMED else None


KIND = "kind"  # among what a claim is read by: other men who are counted beside those of another claim
MORE = "more"  # among what a claim is read by: the word by which more of the same is told
LIFTED_LATER = "SANCTIONS lifted later"  # the name of the frame (asides.py)
HARMED = frozenset(("wounded", "captured", "missing"))
DONE = frozenset(("agreed", "agree", "agrees", "met", "consented"))


def _one_target(kept: list[Claim]) -> list[Claim]:
    """A crowd that "broke into parliament and burned a flag" protested once: against whoever is not its own state."""
    crowds = [c for c in kept if c.relation == "PROTESTS" and c.object is not None]
    drop = set()
    for n, claim in enumerate(crowds):
        others = [c for c in crowds if c.subject.state == claim.subject.state and c is not claim]
        mine = claim.object is not None and claim.object.state == claim.subject.state
        if mine and any(c.object and (c.object.state != c.subject.state or crowds.index(c) < n) for c in others):
            drop.add(id(claim))
    return [c for c in kept if id(c) not in drop]


def ends_of(claim: Claim) -> tuple[str, str]:
    ends = (claim.subject.key, claim.object.key if claim.object else "")
    return tuple(sorted(ends)) if claim.relation in SYMMETRIC else ends  # type: ignore[return-value]


def _weight(c: Claim) -> int:
    return sum(x is not None for x in (c.quantity, c.since, c.place, c.item, c.change)) + len(c.speakers)


def _fuller(one: Claim, other: Claim) -> Claim:
    best, rest = (one, other) if _weight(one) >= _weight(other) else (other, one)
    if one.polarity != other.polarity and one.relation in ("TRADES_WITH", "MEMBER_OF"):
        best, rest = (one, other) if one.polarity == "negative" else (other, one)  # "deliveries were cut off"
    modality = best.modality
    if one.polarity == other.polarity:
        said = (one.modality, other.modality)
        done = set(said) == {"future", "asserted"} and one.relation in ("AGREES_WITH", "MEETS_WITH")
        done = done and str((one if one.modality == "asserted" else other).because.get("trigger")).lower() in DONE
        handed = set(said) == {"future", "asserted"} and one.relation == "ARMS_TRANSFER"
        come = one if one.modality == "asserted" else other
        handed = handed and str(come.because.get("trigger")).lower() in HANDED  # "delivered the jets it had promised"
        modality = "asserted" if done or handed else min(said, key=ORDER.index)  # who agreed to resume ties has agreed
    if best.relation in ("AGREES_WITH", "ALLIED_WITH") and "future" in (one.modality, other.modality):
        modality = max((one.modality, other.modality), key=ORDER.index)  # "agreed to resume ties": that is agreed
    return replace(
        best,
        modality=modality,
        quantity=best.quantity or rest.quantity,
        since=best.since or rest.since,
        until=best.until or rest.until,
        place=best.place or rest.place,
    )


HANDED = frozenset(("delivered", "handed", "received"))
# Of two relations read from one trigger only the first is meant.
STRONGER = {
    "AIDS": ("TRADES_WITH",),
    "MILITARY_AID": ("AIDS", "COOPERATES_WITH", "ARMS_TRANSFER"),
    "ARMS_TRANSFER": ("AIDS", "TRADES_WITH"),
    "TROOP_WITHDRAWAL": ("REJECTS",),
    "SANCTIONS": ("REJECTS",),
    "COMBAT": (),
    "CASUALTIES": (),
    "COOPERATES_WITH": ("MEETS_WITH", "AGREES_WITH"),
    "BASE_ACCESS": ("TROOP_DEPLOYMENT", "AGREES_WITH", "ARMS_TRANSFER"),
    "TROOP_DEPLOYMENT": ("MOBILIZES", "MEMBER_OF"),
}


TWICE = {
    "AIDS": ("SUPPORTS", "MEETS_WITH"),
    "MILITARY_AID": ("SUPPORTS",),
}  # "supports Chad with 3 million euros" is told once


def _is_likely_only(claim: Claim) -> bool:
    return str(claim.because.get("frame", "")).startswith("learned")


def _one_reading(found: list[Claim]) -> list[Claim]:
    drop = {id(c) for c in found if _wrong_cargo(c, found)} | _met_twice(found)
    for one in found:
        for other in found:
            if other.relation in TWICE.get(one.relation, ()) and one.because.get("trigger") == other.because.get(
                "trigger"
            ):
                drop.add(id(other))
            if one.relation == "AIDS" and other.relation == "TROOP_DEPLOYMENT" and _are_helpers(one, other):
                drop.add(id(other))
            if _is_only_freed(one, other):
                drop.add(id(other))
            if one is other or other.relation not in STRONGER.get(one.relation, ()):
                continue
            if (
                other.relation == "ARMS_TRANSFER"
                and one.relation == "MILITARY_AID"
                and DONATED.search(one.passage.text)
            ):
                continue  # arms that are a gift are both
            if _is_home_to_men(one, other):
                drop.add(id(one))
                continue
            if other.relation == "TRADES_WITH" and _is_trade(one):
                drop.add(id(one))
                continue
            if _is_likely_only(one) and not _is_likely_only(other):
                continue  # what a frame found does not give way to what no frame did
            if one.relation == "TROOP_WITHDRAWAL" and one.object is None and other.object is not None:
                if one.because.get("trigger") == other.because.get("trigger"):
                    drop.add(id(one))  # "its departure from the Commonwealth": of no troops
                continue
            if one.relation == "TROOP_WITHDRAWAL" and one.subject.key != other.subject.key:
                continue  # "expelled the French advisers": one leaves, the other refuses
            if one.because.get("trigger") == other.because.get("trigger") or (
                ends_of(one) == ends_of(other)
                and one.relation in ("ALLIED_WITH", "MILITARY_AID", "AIDS")
                and other.relation != "ARMS_TRANSFER"  # "trains its pilots and sells it tanks"
            ):
                drop.add(id(other))
    return [c for c in found if id(c) not in drop]


YIELDING = re.compile(
    r"\b(?:relent\w*|g[ai]ve in|giv(?:es|ing) in|in return|exchang\w*|swap\w*|gestures?|goodwill|pressed|pressure|"
    r"demand\w*|concession\w*|conced\w*|ransom|truce|cease-?fire|talks|negotiat\w*|mediat\w*|agree(?:d|ment)|deal|"
    r"pardon\w*|amnest\w*|bowed|asked|urged)\b",
    re.IGNORECASE,
)


def _is_only_freed(held: Claim, yielded: Claim) -> bool:
    """ "Morocco freed 185 Algerian prisoners": they are held no more; that it yielded would be a second matter, which a
    sentence tells by a word of its own, "relented", "in return"."""
    freed = held.relation == "COERCES" and held.polarity == "negative" and yielded.relation == "CONCEDES"
    same = held.because.get("trigger") == yielded.because.get("trigger") and ends_of(held) == ends_of(yielded)
    return freed and same and YIELDING.search(held.passage.text) is None


def _is_home_to_men(base: Claim, deployment: Claim) -> bool:
    """ "Chad is home to 1,000 French soldiers": they are deployed there, and of a base of theirs nothing is said."""
    triggers = {base.because.get("trigger"), deployment.because.get("trigger")}
    men = deployment.relation == "TROOP_DEPLOYMENT" and deployment.quantity is not None
    at_home = base.relation == "BASE_ACCESS" and triggers in ({"home"}, {"host"})
    return at_home and men and ends_of(base) == ends_of(deployment)


def _are_helpers(aid: Claim, deployment: Claim) -> bool:
    """ "Sent two fire-fighting planes": help, and no deployment, unless troops are spoken of."""
    same = aid.because.get("trigger") == deployment.because.get("trigger")
    return same and not TROOPS.search(aid.passage.text)


DONATED = re.compile(r"\bdonat|\bgifts?\b|\bgratis\b|free of charge|\bfor free\b", re.I)
SOLD = re.compile(r"^(?:suppl|ship|deliver|pump|export)")
CARGO = re.compile(r"\b(?:oil|crude|fuel|diesel|petrol|gas|fertili[sz]ers?|grain|wheat|rice|corn|maize|flour)\b", re.I)
GIFT = re.compile(
    r"\baid\b|donat|\bfree\b|gift|humanitarian|relief|grant|emergency|hunger|hungry|famine|starv|refugee|help", re.I
)


def _is_trade(claim: Claim) -> bool:
    """ "Kazakhstan ships oil to Georgia" is trade, unless the sentence speaks of a gift."""
    trigger, text = str(claim.because.get("trigger", "")).lower(), claim.passage.text
    return claim.relation == "AIDS" and bool(SOLD.match(trigger)) and bool(CARGO.search(text)) and not GIFT.search(text)


def _met_twice(found: list[Claim]) -> set[int]:
    """ "He flew to Asmara for talks with Isaias Afwerki" is one meeting: the one whose host is named."""
    drop = set()
    for one in found:
        for other in found:
            if one is other or not one.relation == other.relation == "MEETS_WITH" or id(one) in drop:
                continue
            ends = [{a.state for a in (c.subject, c.object) if a is not None and a.state} for c in (one, other)]
            persons = [sum(a is not None and a.type == "leader" for a in (c.subject, c.object)) for c in (one, other)]
            shared = {one.subject.key, one.object.key if one.object else ""} & {
                other.subject.key, other.object.key if other.object else ""
            }  # fmt: skip
            if len(ends[0]) == 2 and ends[0] == ends[1] and shared and persons[0] > persons[1]:
                drop.add(id(other))
    return drop


CREWED = re.compile(
    r"submarine|warship|destroyer|frigate|carrier|squadron|fleet|vessel|ship\b|patrol|nuclear|warhead|bomber|corvette|cruiser|"
    r"soldier|troop|paratrooper|marine|men\b|personnel|crew|police"
)
TROOPS = re.compile(r"soldier|troop|marine|battalion|peacekeep|police|army|navy|military|force|warship", re.IGNORECASE)
MANNED = re.compile(
    r"warship|destroyer|frigate|aircraft carrier|minesweeper|naval ship|nuclear|warhead|bomber|awacs|squadron"
)
FLOWN = re.compile(
    r"jet|fighter|aircraft|plane|helicopter|ship|f-\d\d|rafale|typhoon|gripen|mig-|su-\d|hornet|batter(?:y|ies)|"
    r"tu-\d|b-\d|c-\d|eurofighter|tornado|mirage|patriot|awacs|hercules|poseidon|orion|apache|chinook|"
    r"air defence|air defense"
)
SENT = (
    "send",
    "sent",
    "dispatch",
    "despatch",
    "ship",
    "fl",
    "mov",
    "rush",
    "deploy",
    "station",
    "bas",
    "post",
    "rotat",
    "air",
    "pour",
    "field",
    "arriv",
    "dock",
    "sail",
    "enter",
    "land",
    "went",
)


MOVED = ("fl", "mov", "assign", "rush", "went")
POSTED = ("deploy", "station", "bas", "post", "rotat")
PLACE_TYPES = ("region", "organisation")  # which receive no weapons
# What those do who are sent, not what is given away: "sent fighters to protect the airport".
TASK = re.compile(
    r"\bto (?:patrol|guard|police|protect|secure|escort|deter|reassure|monitor|take part|join the|defend the)\b"
)


def _is_stationed(claim: Claim, beside: list[Claim]) -> bool:
    """ "Sent two frigates to Cyprus", "flew six jets to Incirlik": crews go with them, and nobody receives them."""
    trigger = str(claim.because.get("trigger", "")).lower()
    items = " ".join((c.item or "") for c in beside).lower()
    twin = any(c.relation == "TROOP_DEPLOYMENT" for c in beside)
    if twin and claim.subject.type == "armed_group" and re.search(r"\bfighters?\b", items):
        return True  # "the group sent fighters": men, not jets
    if twin and (trigger.startswith(POSTED) or TASK.search(claim.passage.text)):
        return True
    if not trigger.startswith((*SENT, "bring", "brought", "contribut", "assign")):
        return False
    men = any(c.relation == "TROOP_DEPLOYMENT" and not c.item for c in beside)  # "flew 30 men and two helicopters"
    if men or (twin and CREWED.search(items)):
        return True
    to = any(c.because.get("object") in ("to", "in", "at", "into", "on", "mission") for c in beside)
    place = any(c.object is not None and c.object.type in PLACE_TYPES for c in beside)
    flown = (place or (twin and trigger.startswith(MOVED))) and FLOWN.search(items)  # "sent jets to Ukraine" is a gift
    return bool(to and (MANNED.search(items) or flown or (place and CREWED.search(items))))


def _wrong_cargo(claim: Claim, found: list[Claim]) -> bool:
    """Weapons that a state sends on their own are a transfer; ships and whoever is stationed are a deployment."""
    beside = [c for c in found if c.because.get("trigger") == claim.because.get("trigger")]
    told = {c.relation for c in beside}
    if "ARMS_TRANSFER" not in told or claim.relation not in ("ARMS_TRANSFER", "TROOP_DEPLOYMENT"):
        return False
    if _is_stationed(claim, beside):
        return claim.relation == "ARMS_TRANSFER"
    return claim.relation == "TROOP_DEPLOYMENT"


def merged(found: Iterable[Claim]) -> Iterator[Claim]:
    """Leaves out a later claim of the same document that says nothing more than an earlier one."""
    known: dict[tuple[Any, ...], list[Claim]] = {}
    for claim in found:
        key = (claim.relation, *ends_of(claim), claim.polarity)
        if any(adds_nothing(claim, earlier) for earlier in known.get(key, ())):
            continue
        known.setdefault(key, []).append(claim)
        yield claim


def adds_nothing(claim: Claim, earlier: Claim) -> bool:
    """Whether a claim of the same sides says nothing more than another one."""
    pairs = (
        (claim.quantity, earlier.quantity),
        (claim.since, earlier.since),
        (claim.item, earlier.item),
        (claim.place, earlier.place),
    )
    return (
        claim.modality == earlier.modality
        and claim.speakers == earlier.speakers
        and _training(claim) == _training(earlier)
        and all(a is None or a == b for a, b in pairs)
    )
