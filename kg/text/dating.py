"""When what a claim says happened: the time that hangs on its own clause, else on a clause that shares it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import Stance, cues
from kg.text.fields import FIRST_SINCE, WARS, clause_of, dates_a_paper
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, infinitive_of, is_relative, objects, told_before, verb_above
from kg.text.hedges import SCHEDULED
from kg.text.mentions import words
from kg.text.undone import ENDS, by_itself, is_kept, running_out
from kg.text.when_written import DAYS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.when import Time
else:
    Token = Time = Any

Dates = tuple[str | None, str | None]

OCCURS = words("""
    come take begin start enter follow occur happen resume last end erupt break go continue total reach amount rise fall
    grow open expire lapse run fade arrive jump renew climb soar double drop conclude finish close
    """)
TRAVELS = SCHEDULED | {"land", "send", "sail", "tour"}
RENEWS = words("renew replace restore resume revive extend amend update reopen re-open scrap abrogate")
LASTING = frozenset(("DEPENDS_ON", "ALLIED_WITH", "MEMBER_OF", "TROOP_DEPLOYMENT", "BASE_ACCESS", "CONTROLS"))
UNSURE = ("future", "speculated", "conditional")
HAS = frozenset(("have", "has", "'ve"))


def time_of(s: Sentence, match: Match, attitude: Stance, times: list[Time], published: str | None = None) -> Dates:
    """The time that hangs on the claim's own clause, or on the act of announcing it."""
    own = _own_time(s, match, attitude, times)
    lasts = match.frame.relation in LASTING
    best = own or (_since_then(s, match, times) if lasts else None) or _shared_time(s, match, attitude, times)
    if best is None:
        return None, None
    ends = running_out(match)
    if ends is not None and attitude.polarity == "positive" and best.until is None:
        on_it = (span := _span(s, best)) is not None and clause_of(span.root, {ends.i, match.verb.i}) == ends.i
        if on_it:  # "a lease that expires in 2044"; not "nearly expired in 2010", "expired in May and was renewed"
            return None, None if is_kept(ends) else _next_one(best, published or "")
        return best.since, None
    since = _next_one(best, published or "") if own is not None and _on_verb(s, own, match) else best.since
    return since, best.until if best.until != since else None


def then(s: Sentence, match: Match, times: list[Time]) -> Dates | None:
    """ "Its worst loss since March, when 47 men were killed": they were killed in March."""
    clause = next((t for t in (match.verb, *match.verb.ancestors) if t.dep_ in ("relcl", "advcl")), None)
    opens = clause.left_edge if clause is not None else None
    if clause is None or opens is None or opens.lower_ != "when" or opens.i < 2 or opens.nbor(-1).text != ",":
        return None
    return next(((t.since, None) for t in times if t.since and t.end == opens.nbor(-1).idx), None)


def stands_now(match: Match) -> bool:
    """ "Belongs to the UN", "a town that is held by Chad": so it is, and not since a day that is told beside it."""
    verb = match.verb
    is_now = verb.tag_ in PRESENT or any(c.dep_ == "auxpass" and c.tag_ in PRESENT for c in verb.children)
    return is_now and (match.frame.relation == "MEMBER_OF" or verb.dep_ == "relcl")


def of_line(line: str | None, match: Match, modality: str, published: str | None) -> str | None:
    """The date at the head of a timeline's line for what it tells, but not for what had been done before."""
    if line is None or any(c.dep_ == "aux" and c.lower_ == "had" for c in match.verb.children):
        return None
    is_ahead = bool(published) and line > (published or "")[: len(line)]
    return line if modality not in UNSURE or is_ahead else None  # "May 2010: Peru promises troops": not sent then


def ends_then(s: Sentence, time: Time) -> bool:
    """ "A treaty that expires in 2030": a time at which something runs out, and which dates nothing else."""
    verb = _verb_over(s, time)
    return verb is not None and (verb.lemma_ in ENDS or (verb.lemma_ == "run" and by_itself(verb)))


def is_earlier(s: Sentence, time: Time, match: Match) -> bool:
    """ "Restored ties that they had cut in 1978": the time of what had been done before, and not of the deed; "left
    ahead of a May 10 deadline": nor that by which it was to be done."""
    if (span := _span(s, time)) is not None and span.root.head.lemma_ == "deadline":
        return True
    if _dates_another(s, time, match) or _is_of_what_followed(s, time, match) or _is_of_reason(s, time, match):
        return True
    verb = _verb_over(s, time)
    if verb is None or verb in (match.verb, match.trigger):
        return False
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    if had and verb.dep_ == "ccomp" and verb.head == match.verb and match.verb.lemma_ not in cues("reported"):
        return True  # "delivered six jets to Peru that it had bought in 1980", as the parser has it
    if verb.dep_ not in ("relcl", "acl"):
        return False
    if verb.dep_ == "relcl" and _is_of_who_did(s, verb, match):
        return True
    doer = verb.head  # "Peru, which joined in 2023, has expelled an envoy": of another year
    if verb.dep_ == "relcl" and doer.pos_ == "PROPN" and doer.dep_ in SUBJECTS and doer.head == match.verb:
        return True
    if verb.head.lemma_ in ACCORDS and verb.head not in (match.trigger, match.theme) and verb.lemma_ in SIGNED:
        return match.frame.relation in SENT  # "delivered under a contract signed in 2021"
    return match.verb.lemma_ in RENEWS or any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _is_of_who_did(s: Sentence, verb: Token, match: Match) -> bool:
    """ "Bombed a camp run by rebels who shelled Goma in May", "... groups that shelled it in May": when they did."""
    done = verb.tag_ == "VBD" and any(is_relative(c) for c in verb.children if c.dep_ in SUBJECTS)
    who, above = verb.head, verb.head.head
    inside = who.dep_ == "pobj" and above.head.dep_ in ("acl", "relcl", "advcl") and match.verb.i < above.head.i
    return done and inside and bool(s.kinds(who) & {"rebels", "group_people", "people_forces", "organisations"})


def _is_of_what_followed(s: Sentence, time: Time, match: Match) -> bool:
    """ "Bombed Oman on Friday after a raid had killed six": on Friday they bombed it. "Two days after" is of both."""
    before, span = told_before(match.verb), _span(s, time)
    if before is not None and span is not None and _met_before(match.verb):
        return bool(span.root.i < match.verb.left_edge.i)
    if before is None or span is None or match.frame.relation == "MEETS_WITH" or match.frame.name.startswith("learned"):
        return False  # "announced on Friday after talks": these were on Friday, too
    marks = [t for t in (before.head, *before.children) if t.lower_ == "after" and t.i > 0]
    soon = any(t.nbor(-1).lower_ in SOON for t in marks) or time.text.endswith(("after", "before"))
    return bool(marks) and not soon and all(span.root.i < t.i for t in marks)


def _met_before(verb: Token) -> bool:
    """ "Chad will drill in May, a day after its minister visited Oslo": he has."""
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in verb.head.children)
    return verb.dep_ == "advcl" and verb.tag_ == "VBD" and ahead and any(c.lower_ == "after" for c in verb.children)


SOON = ("hour", "hours", "minutes", "shortly", "soon", "immediately")


REASON = re.compile(
    r"\b(?:in (?:response|retaliation|reply|revenge|protest) (?:to|for|against|at|over)|"
    r"(?:day|week|month|year)s? after) [^,;]*$"
)


def _is_of_reason(s: Sentence, time: Time, match: Match) -> bool:
    """ "Shelled Oman in response to a raid in April", "a week after a raid in April": not that it was shelled then."""
    low = match.verb.idx
    reason = REASON.search(s.text, low, time.start) if low < time.start else None
    return reason is not None and not (low < match.trigger.idx > reason.start())


def _dates_another(s: Sentence, time: Time, match: Match) -> bool:
    """ "Expelled six over a 2014 blast", "its role in the 1994 genocide": the year of another event."""
    span = _span(s, time)
    year = span.root if span is not None else None
    plain = year is not None and year.text.isdigit() and year.dep_ in ("nummod", "compound", "nmod")
    noun = year.head if year is not None and plain else None
    if noun is not None and match.frame.relation == "REJECTS" and noun.lemma_.lower() in ACCORDS:
        return True  # "withdrew from the 1987 treaty": when that was signed
    if noun is None or noun in (match.trigger, match.theme) or noun.dep_ != "pobj" or noun.tag_ == "NNP":
        return False
    if noun.lemma_ in WARS and FIRST_SINCE.search(s.text[max(0, time.start - 60) : time.start]):
        return True  # "the first raid since the 1973 war"
    of = noun.head.head
    return noun.head.lower_ in ("over", "for", "about", "under", "despite") or (
        of.pos_ == "NOUN" and of not in (match.trigger, match.theme)
    )


ACCORDS = words("contract deal agreement accord order pact treaty memorandum")
SIGNED = words("sign conclude agree make award reach place date strike")
SENT = frozenset(("ARMS_TRANSFER", "MILITARY_AID", "AIDS", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL"))


def _verb_over(s: Sentence, time: Time) -> Token | None:
    """The verb that a time hangs on, however far above."""
    span = _span(s, time)
    return next((t for t in span.root.ancestors if t.pos_ == "VERB"), None) if span is not None else None


def _on_verb(s: Sentence, time: Time, match: Match) -> bool:
    """Whether a time hangs on a verb that is yet to come, not on that of saying so."""
    span = _span(s, time)
    return (
        span is not None
        and not is_chronicle(s)
        and _comes(match.verb)
        and clause_of(span.root, {match.verb.i}) == match.verb.i
    )


def _own_time(s: Sentence, match: Match, attitude: Stance, times: list[Time]) -> Time | None:
    # "have died, he said on Monday": no day on which it happened; "died, he said on Monday" is near it.
    told = match.verb.head if infinitive_of(match.verb) and match.verb.dep_ in ("xcomp", "advcl") else match.verb
    aux = {c.lower_ for t in (match.verb, told) for c in t.children if c.dep_ in ("aux", "auxpass")}
    lasting = match.verb.tag_ in ("VBZ", "VBP") or aux & {"have", "has", "had", "is", "are"}
    near = {match.verb.i, match.trigger.i, *_beside(match)}
    hosts = near | (set() if lasting else set(attitude.times_at))
    best: Time | None = None
    firm = False  # found on the claim's own words
    for time in times:
        span = _span(s, time)
        if span is None or dates_a_paper(s, match, span.root) or span.root.head.lemma_ == "deadline":
            continue
        first = FIRST_SINCE.search(s.text[max(0, time.start - 60) : span.end_char])
        if first and span.root.head != match.trigger:  # "the first since the 1973 war": the war was in 1973
            continue
        anchor = clause_of(span.root, hosts)
        if anchor not in hosts or (best is not None and anchor not in near):
            continue
        if anchor in attitude.times_at and (attitude.modality in UNSURE or best is not None):
            continue
        if firm and best is not None and len(time.since or time.until or "") <= len(best.since or best.until or ""):
            continue  # "on Saturday after the worst fighting since 1999": the first, unless the second is finer
        best, firm = time, anchor in near
    return best


def _beside(match: Match) -> set[int]:
    """Verbs beside the claim's words that date it: "the pact, signed in January", "a drill that ends on Sunday"."""
    found: set[int] = set()
    trigger = match.trigger
    if trigger.pos_ in ("NOUN", "PROPN"):
        found |= {c.i for c in trigger.children if c.dep_ == "acl" and c.tag_ == "VBN"}
        if trigger.dep_ in SUBJECTS + PASSIVE and trigger.head.lemma_ in OCCURS:
            found.add(trigger.head.i)
    for noun in (trigger, match.theme if match.frame.relation == "COOPERATES_WITH" else None):
        if noun is not None and noun.pos_ in ("NOUN", "PROPN"):
            found |= {c.i for c in noun.children if c.dep_ == "relcl" and c.lemma_ in OCCURS}
    for event in (c for c in match.verb.children if c.dep_ in SUBJECTS + PASSIVE):
        if match.frame.relation in ("CASUALTIES", "CONTROLS"):  # "a battle that took place on Friday left two dead"
            found |= {c.i for c in event.children if c.dep_ == "relcl" and c.lemma_ in OCCURS}
    for prep in match.verb.children:  # "obtained a truce after meeting the general on Tuesday"
        if prep.dep_ == "prep" and prep.lower_ in ("after", "upon", "on", "before"):
            found |= {o.i for o in objects(prep) if o.tag_ == "VBG"}
    return found


def _since_then(s: Sentence, match: Match, times: list[Time]) -> Time | None:
    """ "Depends on China since London cut it off in 2000": what lasts began with the deed after "since"."""
    for clause in match.verb.children:
        if clause.dep_ == "advcl" and any(c.lower_ == "since" and c.dep_ == "mark" for c in clause.children):
            return _time_at(s, times, clause, len(s.doc))
    return None


def _span(s: Sentence, time: Time) -> Any:
    if time.start >= len(s.text):
        return None
    span = s.doc.char_span(time.start, min(time.end, len(s.text)), alignment_mode="expand")
    return span if span is not None and len(span) else None


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-S][a-z]{2}\.?)"
_DAYS = rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_MONTH} \d{{4}}"
CHRONICLE = re.compile(rf"\s*(?:{_DAYS}) ?(?::|[–-] )")


def is_chronicle(s: Sentence) -> bool:
    """ "3 May: Kenya deploys 300 soldiers": told in the present, and past."""
    return CHRONICLE.match(s.text) is not None


def _comes(verb: Token) -> bool:
    """ "Is flying there on Sunday", "may visit them in May", "has agreed to hold talks on 3 October": yet to come."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & {"may", "might", "could", "would", "can"}:
        return True
    if infinitive_of(verb) and verb.dep_ == "xcomp":
        return verb.head.lemma_.lower() in cues("future")
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and aux & {"is", "are"})
    return bool(present) and verb.lemma_ in TRAVELS and not aux & {"was", "were", *HAS, "had"}


def _next_one(time: Time, published: str) -> str | None:
    """The weekday or month after publication, where the one before was meant as little as the words say."""
    since = time.since
    if since is None or time.kind != "point" or len(published) < 10 or since >= published[: len(since)]:
        return since
    if time.text in DAYS and len(since) == 10:
        return (date.fromisoformat(since) + timedelta(days=7)).isoformat()
    undated = not any(part.isdigit() and len(part) == 4 for part in time.text.split())
    if undated and since < published[: len(since)] and any(m in time.text for m in MONTHS):
        return f"{int(since[:4]) + 1:04d}{since[4:]}"
    return since


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


PRESENT = ("VBZ", "VBP")


def _shared_time(s: Sentence, match: Match, attitude: Stance, times: list[Time]) -> Time | None:
    """ "flew in on Monday and met the premier", "soured in May, when he asked", "stormed it, killing ten":
    the time of the clause before; "signed it when he came to Paris in June": of the clause within."""
    verb = match.verb
    if verb.pos_ == "NOUN" and match.frame.relation == "REQUESTS":
        return None  # "freed them on Monday at the request of Cairo": asked before
    for _ in range(3):
        host = _governs_time(verb, match)
        if host is None:
            break
        before = verb.i if verb.dep_ in ("conj", "relcl") else verb.left_edge.i
        if verb.pos_ == "NOUN" and verb.dep_ in ("dobj", "compound", *PASSIVE) and host == match.verb.head:
            before = len(s.doc)  # "opened a training centre in Mogadishu on Saturday"
        if found := _time_at(s, times, host, before):
            return found
        verb = host
    for clause in match.verb.children:
        if clause.dep_ == "advcl" and any(c.lower_ == "when" for c in clause.children):
            return _time_at(s, times, clause, len(s.doc))
    return None


def _time_at(s: Sentence, times: list[Time], host: Token, before: int) -> Time | None:
    """The time that hangs on a verb, and stands before a token."""
    for time in times:
        span = _span(s, time)
        if time.kind not in ("point", "span") or span is None or span.root.i >= before:
            continue
        if span.root.i == host.i or clause_of(span.root, {host.i}) == host.i:
            return time
    return None


def _governs_time(verb: Token, match: Match) -> Token | None:
    """The verb whose time is also that of a clause: the first of two, what is done in doing the other."""
    head = verb.head
    if verb.pos_ not in ("VERB", "AUX"):  # the noun on which "..., when they protested" hangs
        return verb_above(verb)
    when = any(c.lower_ == "when" for c in verb.children)
    when = when or (verb.dep_ == "relcl" and verb.tag_ == "VBD" and any(c.lower_ == "where" for c in verb.children))
    if when and verb.dep_ == "relcl":  # "in August, when tanks rolled in", "flew there in May, where he signed"
        return head if head.pos_ != "PROPN" else verb_above(head)
    if head.pos_ not in ("VERB", "AUX") or head == verb:
        return None
    if verb.dep_ == "conj":
        return head if _same_day(verb, head, match.frame.relation) else None
    if when and verb.dep_ == "advcl" and verb.i > head.i:
        return head
    if verb.dep_ == "advcl" and _in_doing(verb, head):
        return head
    if verb.dep_ == "xcomp":  # "agreed on Tuesday to cut off trade"
        return head
    return None


def _same_day(verb: Token, head: Token, relation: str) -> bool:
    """Of two coordinate verbs the second shares the day of the first: "flew in on Monday and met the premier". Who died
    in a fight died that day, whoever the second clause is about; a charge is made at another time than a deed."""
    past = {"VBD", "VBN"}
    both_past = verb.tag_ in past and head.tag_ in past
    if any(c.lower_ in HAS for t in (verb, head) for c in t.children if c.dep_ == "aux"):
        return verb.tag_ == head.tag_ and not _has_subject(verb) and relation != "ACCUSES"
    if relation == "CASUALTIES" and both_past:
        return True
    return relation != "ACCUSES" and not _has_subject(verb) and (verb.tag_ == head.tag_ or both_past)


def _in_doing(verb: Token, head: Token) -> bool:
    """ "..., killing ten", "flew there on Friday to seek help", "landed on Sunday as Kabul fell"."""
    marks = [c for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i]
    if verb.i < head.i:
        return verb.tag_ == "VBG" and not _has_subject(verb) and not marks
    if any(m.lower_ in ("as", "while", "whereupon") for m in marks):
        return verb.tag_ == head.tag_ or any(c.lower_ in ("was", "were") for c in verb.children)
    if _has_subject(verb) or marks:
        return False
    return verb.tag_ == "VBG" or infinitive_of(verb)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS + PASSIVE for c in verb.children)
