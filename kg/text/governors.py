"""What governs a claim: the verbs, nouns and conjunctions above its clause, up to the root."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.corrections import erred, is_content, judge, silent, story_of
from kg.text.cues import DONE, Stance, Told, all_cues, any_cues, cues
from kg.text.frames import Match
from kg.text.grammar import (
    PASSIVE,
    SUBJECTS,
    infinitive_of,
    is_passive,
    is_relative,
    particle_lemma,
    past_beside_infinitive,
)
from kg.text.mending_joints import CONSEQUENCES
from kg.text.mentions import words
from kg.text.own_words import modal, negated, own_words
from kg.text.provisos import conditions_beside, proviso
from kg.text.speakers import speakers
from kg.text.standing import adds_charge, is_beaten_back, is_named_charge, stands_anyway, stands_beside, takes_no_part
from kg.text.undone import is_asked_to_stop
from kg.text.untold import beside_what, is_passed_over
from kg.text.verbs_above import verb_governor

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

TAKEN_PLACE = frozenset(("ATTACKS", "CASUALTIES", "CONTROLS"))
STRUCK = words("attack strike raid bombing shelling assault ambush")
DATES = words("date timetable timeline schedule deadline")
DELIVERED = frozenset(("ARMS_TRANSFER", "MILITARY_AID"))
CRITICISES = frozenset(
    ("criticise", "criticize", "attack", "reproach", "berate", "upbraid", "rebuke", "chide", "fault")
)
CHARGED = frozenset(("accuse", "suspect", "charge"))


def climb(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """From the claim's clause up to the root, stopping where the clause above no longer says anything about it.

    Above a participle that tells what is past, and a reason given, only who says so carries on.
    """
    if takes_no_part(s, match):
        found.stands = True
        return
    own_words(found, s, token)
    conditions_beside(found, token)
    told = _ascend(found, s, token, match)
    if told is not None:
        found.keep_speech(told)
    proviso(found, s, token)


def _is_apart(s: Sentence, clause: Token, later: Token) -> bool:
    """ "Two died; Quito is silent", "Poland expelled two – Moscow had said that it might retaliate": a statement with a
    content of its own; not "Poland expelled two – Warsaw said"."""
    joints = {t.text for t in s.doc[clause.i : later.i]}
    said = [c for c in later.children if c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > later.i]
    own = any(not (c.lemma_ == "have" and any(o.lemma_ in PROOF for o in c.children)) for c in said)
    return ";" in joints or (own and bool(joints & DASHES))


BEGINS = words("begin start happen occur erupt ensue")  # "said that the clash began after ...": all of it is said
PROOF = words("evidence proof photograph photo picture image intelligence document video recording witness")
DASHES = frozenset(("–", "—", "--", ":"))


def _is_told(verb: Token) -> bool:
    """ "Refused to extend", "banned": a finite verb that tells what has been done."""
    while verb.dep_ == "xcomp":
        verb = verb.head
    return verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ", "VBP") and not any(c.tag_ == "MD" for c in verb.children)


def _ascend(found: Stance, s: Sentence, token: Token, match: Match) -> Told | None:
    told: Told | None = None
    seen = 0
    while seen < 25:
        seen += 1
        head, dep = token.head, token.dep_
        if (story := story_of(s, token)) is not None:
            _governor(found, s, story, token, match)
            above = judge(found, s, story)
            told = told or found.so_far()  # whatever else is done with a report, that it is told stands
            if above is None or above == token or token.is_ancestor(above):
                return told
            token = above
            continue
        if head == token:
            return told
        if is_named_charge(s, token, head, match):
            found.stands = True
            told = told or found.so_far()
            token = head
            continue
        if is_beaten_back(s, token, head, match):
            found.stands = True
            token = head
            continue
        charge = told is None and adds_charge(token)
        if charge or (told is None and (stands_beside(token, match) or stands_anyway(s, token, head, match))):
            found.stands = True
            told = found.so_far()
            if charge and head.lemma_ in cues("denied"):
                return told
        if (above := silent(found, s, token, head) or erred(found, s, token, head)) is not None:
            told = told or found.so_far()
            token = above
            continue
        open_ = dep == "xcomp" and head.lemma_ in SETTLES
        open_ = open_ or (dep == "advcl" and token.i > head.i and _is_asked_after(token, head))
        if (dep == "ccomp" or open_) and _asked(s, token, head):
            found.said = False
            found.cues.append(f"unsaid: {head}")
        if dep == "ccomp" and token.i < head.i and _is_apart(s, token, head):
            if head.dep_ == "ccomp" and head.head.i < token.i:  # "Lima says that 46 died; Quito is silent"
                _governor(found, s, head.head, head, match)
            return told  # two sentences in one
        if dep == "ccomp" and token.i < head.i < match.verb.i:
            return told  # "fired on it, the army announced, and two were wounded": told by the text itself
        if dep == "ccomp" and token.i < head.i and match.frame.relation == "ACCUSES" and head.lemma_ in cues("denied"):
            return told  # "Georgia accuses Russia of a raid, Moscow denies it": the charge is made
        past = token.tag_ == "VBN" and not infinitive_of(token) and not _proof(s, token)
        if dep == "acl" and past and seen == 1 and told is None:
            told = found.so_far()  # "will avenge an officer killed in May": the killing is past
        if dep == "relcl" and token.lower_ == "do" and head.lower_ == "nothing":
            token = head  # "had nothing to do with the raid"
            continue
        if dep == "appos" or (dep == "relcl" and not _content(s, token)):
            return told
        if dep == "advcl":
            marks = [c for c in token.children if c.dep_ in ("mark", "advmod")]
            if (
                any(m.lower_ == "because" or (m.lower_ in ("after", "when") and head.lemma_ in BEGINS) for m in marks)
                and head.dep_ == "ccomp"
                and head.head.i < head.i
                and told is None
            ):
                told = found.so_far()  # "said that they had no choice, because ...": all of it is said
                token = head
                continue
            if (waiting := _waits(head, token, marks, match)) is not None:
                found.add("conditional", token)
                token = waiting
            if told is None and _is_told_with(token, head, marks):
                told = found.so_far()  # only who says so carries on
                token = head
                continue
            if any(
                m.lower_ in cues("factual_marks") for m in marks if m.dep_ == "mark" or m.lower_ in ("when", "where")
            ):
                return told
            if any(m.lower_ in cues("conditionals") for m in marks):
                return told
            if token.tag_ == "VBG" and token.lemma_ in CONSEQUENCES and seen == 1 and _is_told(head):
                return told  # "refused to leave, drawing a protest": that was drawn
            purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
            if purpose and seen == 1 and match.frame.relation in ("ATTACKS", "CONTROLS"):
                found.add("future", token)  # "marched in to take the town"
            if any(c.dep_ == "dobj" and s.kinds(c) & {"accord"} for c in head.children) and (
                token.tag_ == "VB" or (token.tag_ == "VBG" and seen == 1 and match.frame.relation in DELIVERED)
            ):
                found.add("future", head)  # "signed a deal to buy", "signed a contract, supplying it with 24 jets"
            if _when_it_comes(token, head, marks):
                found.add("future", head)
            if not any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children) and token.tag_ not in (
                "VBG",
                "VBN",
            ):
                return told
        if dep == "prep" and token.lower_ == "as" and seen < 3 and match.frame.relation == "MEMBER_OF":
            return told  # "As a member of NATO, Poland must ...": that it is one stands
        if dep == "prep" or dep == "agent":
            if token.lower_ in (
                "after",
                "since",
                "following",
                "because",
                "despite",
                "amid",
                "during",
                "over",
                "before",
                "until",
            ):
                return told
            if token.lower_ == "at" and head.lower_ in ("protest", "anger", "dismay", "outrage"):
                return told  # "suspended sales in protest at its invasion": that happened
            if token.lower_ == "under" and match.frame.relation in ("AGREES_WITH", "ALLIED_WITH", "MEMBER_OF"):
                return (
                    told  # "will stay until 2042 under an agreement reached on Friday": that stands, whatever it brings
                )
            if token.lower_ == "without":
                found.negate(token)
        if dep == "dobj" and told is None and is_asked_to_stop(head):
            told, found.stands = found.so_far(), True
        if dep == "prep" and match.frame.relation == "BASE_ACCESS" and head.lemma_ in STRUCK:
            found.stands = True
            return told  # "denied a role in the attack on the French base in Chad": there is one
        if dep == "prep" and told is None and (wanting := beside_what(token, match.trigger)) is not None:
            if wanting.lemma_ in DATES:
                found.add("future", wanting)  # "gave no date for the withdrawal"
            told, found.stands = found.so_far(), True
            while head.pos_ in ("NOUN", "ADP") and head.dep_ in ("attr", "dobj", "pobj", "prep", *SUBJECTS, *PASSIVE):
                head = head.head
            if {head.lemma_, head.head.lemma_} & cues("denied"):
                return told  # "denied that there was ..." is said of what is wanting
            token = head
            continue
        if dep in ("dobj", "prep") and is_passed_over(head):
            found.said = found.said and match.frame.relation in TAKEN_PLACE
            return told  # "did not mention the invasion": that took place; "the sale": who knows
        if dep == "conj" and head.tag_ == "VB" and (token.tag_ in ("VBD", "VBZ") or past_beside_infinitive(token)):
            found.stands = found.stands or (token.tag_ == "VBZ" and negated(head))  # "does not trust Peru and backs it"
            return (
                told  # "has chosen a firm to build ships and turned down bids": joined to the infinitive by the parser
            )
        if dep in (*SUBJECTS, *PASSIVE) and head.pos_ in ("VERB", "AUX"):
            _still_to_come(found, token, head, match)
        if dep == "conj":
            _shared(found, s, token, head)
        else:
            _governor(found, s, head, token, match)
            if (
                (
                    dep
                    not in (
                        "dobj",
                        "pobj",
                        "nsubj",
                        "nsubjpass",
                        "attr",
                        "compound",
                        "prep",
                        "agent",
                        "poss",
                        "amod",
                        "dative",
                        "conj",
                    )
                    or head.pos_ in ("VERB", "AUX")
                )
                and head.pos_ in ("VERB", "AUX")
                and dep
                in (
                    "ccomp",
                    "xcomp",
                    "pcomp",
                    "prep",
                    "advcl",
                    "acl",
                    "oprd",
                    "dobj",
                    "nsubj",
                    "nsubjpass",
                    "csubjpass",
                    "acomp",
                )
            ):
                known = head.lemma_.lower() in all_cues() or dep != "ccomp"
                if known and head != match.verb and (not _is_speech(head) or dep == "xcomp" or negated(head)):
                    own_words(found, s, head)
                conditions_beside(found, head)
        token = head
    return told


def _proof(s: Sentence, clause: Token) -> bool:
    """ "Found signs that Chad had sold shells": what is shown, and no participle of something past."""
    return is_content(clause) and s.lemma(clause.head) in cues("nouns", "reported")


BEFALLS = words("""
    kill wound injure hurt die perish fall fire shoot strike hit attack bomb shell raid respond open lose come return
    answer retaliate
    """)


def _is_told_with(clause: Token, deed: Token, marks: list[Token]) -> bool:
    """ "Chad said four had died and six been hurt when jets bombed a market": the bombing, too, is Chad's word; not
    where the deed is yet to come or the speech stands behind it."""
    told = deed.head if deed.dep_ == "conj" else deed
    tenses = {c.lower_ for c in deed.children if c.dep_ == "aux"} & {"will", "would", "to", "may", "might", "could"}
    spoken = told.dep_ == "ccomp" and told.head.i < told.i and not tenses and not negated(deed)
    joints = ("while",) if clause.tag_ == "VBG" else ("when", "after", "as")
    return spoken and deed.lemma_ in BEFALLS and any(m.lower_ in joints for m in marks)


def _when_it_comes(token: Token, head: Token, marks: list[Token]) -> bool:
    """ "Are to pull back once others have moved in", "will talk when he visits": as far off as the main clause."""
    if not any(m.lower_ in ("once", "when", "until", "till", "before") for m in marks):
        return False
    tenses = {t.tag_ for t in (token, *token.children) if t.tag_ in ("VBD", "VBZ", "VBP", "MD")}
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "shall", "to", "may", "might", "could") for c in head.children)
    return bool(tenses) and tenses <= {"VBZ", "VBP"} and ahead


AWAITED = words("until till before once when")
VOWS = words("vow swear promise pledge refuse threaten")
YIELDS = words("withdraw pull leave lift ease remove free release")


def _waits(head: Token, clause: Token, marks: list[Token], match: Match) -> Token | None:
    """ "Fiji said it would not sign until Samoa freed its sailors": what is waited for has not happened, and is told in
    the past because all of it is; the verb that waits. After "after" only where somebody is to give way."""
    opens, yields = {m.lower_ for m in marks}, match.verb.lemma_ in YIELDS
    aux = [c for c in clause.children if c.dep_ in ("aux", "auxpass")]
    past = clause.tag_ == "VBD" or any(c.tag_ == "VBD" and c.lemma_ == "be" for c in aux)
    if not past or any(c.lemma_ == "have" for c in aux) or not opens & (AWAITED | ({"after"} if yields else set())):
        return None
    while head.dep_ in ("xcomp", "conj", "pcomp", "prep") and head.lemma_ not in VOWS and "would" not in _modals(head):
        head = head.head
    vows = head.lemma_ in VOWS - (set() if yields else {"refuse"}) and any(c.dep_ == "xcomp" for c in head.children)
    if vows and opens & {"until", "till"}:
        return head  # "vowed to fight on until Chad withdrew"
    said = head.dep_ == "ccomp" and head.head.lemma_ in any_cues("reported", "future", "alleged")
    refuses = negated(head) and "when" not in opens  # not "would not come when he rang"
    bars = "could" in _modals(head) and said and not opens & {"when", "once"}  # "there could be no talks until"
    waits = bars or (_modals(head) & {"would", "'d"} and (said or refuses))
    return head if waits and "have" not in _modals(head) else None


def _modals(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ == "aux"}


def comes_to_nothing(verb: Token) -> bool:
    """ "A deal to buy jets collapsed", "a motion to send troops was defeated"."""
    done = verb.tag_ in ("VBD", "VBN", "VBZ") and not any(c.dep_ == "aux" and c.lemma_ != "have" for c in verb.children)
    names = {verb.lemma_, particle_lemma(verb)}
    return done and not negated(verb) and bool(names & (BEATS if is_passive(verb) else FAILS) or _falls_through(verb))


def _falls_flat(noun: Token, verb: Token, match: Match) -> bool:
    """ "The sale fell through", "has stalled"; a bid for membership that stalls is still one."""
    ends = comes_to_nothing(verb) or (verb.lemma_ == "stall" and not negated(verb))
    return ends and noun == match.trigger and noun.dep_ in SUBJECTS and match.frame.relation in DONE - {"MEMBER_OF"}


def _falls_through(verb: Token) -> bool:
    return verb.lemma_ == "fall" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in ("through", "apart")


def _still_to_come(found: Stance, noun: Token, verb: Token, match: Match) -> None:
    """ "The withdrawal is to follow in May", "deliveries are due to begin": what a noun names is yet to come; or it
    has come to nothing."""
    own = match.trigger.dep_ == "acl" and match.trigger.head == noun  # not "a motion condemning the invasion"
    voted = own and noun.lemma_.lower() in INTENTS | {"motion", "bill", "resolution"} and comes_to_nothing(verb)
    if voted or _falls_flat(noun, verb, match):
        found.negate(verb)
    for child in verb.children:
        if child.lower_ == "in" and verb.lemma_ in HANGS and any(o.lower_ in BALANCE for o in child.children):
            found.add("speculated", child)  # "hangs in the balance", "is in doubt"
        if child.lower_ == "out" and verb.lemma_ == "be" and [t.lower_ for t in child.subtree][1:] == NO_QUESTION:
            found.negate(child)  # "is out of the question"
        if verb.lemma_ == "be" and child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.children):
            found.add("future", child)
        if child.dep_ in ("acomp", "oprd") and verb.lemma_ in ("be", "remain"):
            for label in ("future", "speculated"):
                if child.lower_ in cues("predicates", label) and child.lower_ not in ("committed", "ready"):
                    found.add(label, child)
    if is_passive(verb) and verb.lemma_ in DUE:
        found.add("future", verb)


HANGS, BALANCE = words("be hang remain lie look"), words("balance doubt limbo question jeopardy")
NO_QUESTION = ["of", "the", "question"]
DUE = frozenset(("expect", "schedule", "plan", "set", "foresee", "envisage", "slate", "promise", "await"))


def _content(s: Sentence, clause: Token) -> bool:
    """ "denied a report that Chile had sold shells": what the noun says, and no relative clause."""
    noun = s.lemma(clause.head)
    if noun not in cues("nouns", "reported") | cues("nouns", "alleged") | cues("nouns", "denied"):
        return False
    subjects = [c for c in clause.children if c.dep_ in SUBJECTS + PASSIVE]
    opens = any(c.lower_ == "that" and c.dep_ not in SUBJECTS + PASSIVE for c in clause.children)
    return opens and any(c.tag_ not in ("WDT", "WP") for c in subjects)


def _none(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


# "Cancelled a plan to send tanks", "revoked a licence to export": what is not done then.
INTENTS = words("""
    plan decision promise pledge offer proposal licence license permit permission approval deal contract agreement
    order commitment programme program bid invitation hope goal ambition aim aspiration dream quest
    """)
DROPPED = words("""
    cancel reverse revoke rescind annul overturn ditch axe drop withdraw shelve scrap abandon reject freeze suspend
    block veto halt give_up call_off rule_out turn_down tear_up terminate refuse decline vote_down break_off end quit
    mothball
    """)
QUITS = words("pull_out back_out walk_away walk_out")
FAILS = words("collapse fail fall_through founder unravel fizzle")  # of themselves
BEATS = words("defeat reject vote_down throw_out block veto drop shelve abandon scrap cancel")  # "was defeated"


def _is_dropped(s: Sentence, head: Token, below: Token, lemmas: tuple[str, str], match: Match) -> bool:
    """Whether the verb above ends the intent of what the claim is about."""
    intent = below
    if below.dep_ == "xcomp":  # the infinitive of "revoked a licence to export" hung on the verb
        intent = next((c for c in head.children if c.dep_ == "dobj" and c.i < below.i), below)
    held = intent.dep_ in ("dobj", "nsubjpass") and s.lemma(intent) in INTENTS
    dropped = held and bool(set(lemmas) & DROPPED)
    if set(lemmas) & QUITS or head.lemma_ in ("pull", "back", "walk"):  # "pulled out of a deal to buy jets"
        left = [t for t in s.doc[head.i : below.i + 1] if t.dep_ == "pobj" and t.head.lower_ in ("of", "from")]
        out = any(t.lower_ in ("out", "away") for t in s.doc[head.i : below.i])
        dropped = dropped or (out and any(s.lemma(t) in INTENTS for t in left))
    return dropped and match.frame.relation in DONE and intent not in (
        match.trigger, match.theme,
    )  # fmt: skip


def _is_held_on_to(verb: Token) -> bool:
    """ "Will never give up its plan to send tanks", "refused to drop it": it is as much to come as before."""
    while verb.dep_ == "xcomp" and not negated(verb):
        verb = verb.head
        if verb.lemma_ in cues("refused"):
            return not negated(verb)
    return negated(verb)


def _intent(s: Sentence, noun: Token) -> bool:
    """ "Plans to withdraw", "any intention of sending": a noun of intent with its content."""
    inner = [c for c in noun.children if c.dep_ == "acl" and any(g.dep_ == "aux" for g in c.children)]
    inner += [g for c in noun.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"]
    return s.lemma(noun) in cues("nouns", "future") and bool(inner)


SETTLES = words("decide determine resolve agree specify indicate settle clarify disclose say")


def _asked(s: Sentence, clause: Token, head: Token) -> bool:
    """ "Neither government has said how many troops will be stationed there", "has not decided whether to send any": an
    open question."""
    opening = s.doc[clause.left_edge.i].lower_
    silent = negated(head) or any(c.dep_ == "acomp" and c.lower_ in ("unclear", "unknown") for c in head.children)
    silent = silent or any(
        c.dep_ in SUBJECTS
        and (c.lower_ in ("nobody", "none", "neither") or any(d.lower_ in ("neither", "no") for d in c.children))
        for c in head.children
    )
    return silent and opening in ("how", "when", "where", "why", "what", "whether", "if", "which", "who")


def _is_asked_after(clause: Token, verb: Token) -> bool:
    """ "Did not say when they would come", "it was not clear how ...": a circumstance to the parser."""
    before = clause.left_edge.i - 1
    clear = any(c.dep_ == "acomp" and c.i == before and c.lower_ in CLEAR for c in verb.children)
    return clear or (verb.lemma_ in SETTLES and verb.i == before)


CLEAR = words("clear unclear known unknown certain sure")
WAITS = ("wait", "hesitate", "stop", "relent", "listen")


def _shared(found: Stance, s: Sentence, token: Token, head: Token) -> None:
    """Of coordinated verbs the later shares the modal of the first, but its negation only if "or" joins them, or if it
    is an infinitive: "has not attacked or occupied", "did not attack and occupy", but "did not wait and struck"."""
    if token.pos_ not in ("VERB", "AUX") or head.pos_ not in ("VERB", "AUX"):
        return
    own = [c for c in token.children if c.dep_ in ("aux", "auxpass", "neg", *SUBJECTS)]
    if any(c.dep_ != "neg" for c in own):
        return
    planned = head.tag_ in ("VBD", "VBZ", "VBP") and head.lemma_ in cues("future")
    if token.tag_ == "VB" and planned and any(c.dep_ == "xcomp" and infinitive_of(c) for c in head.children):
        found.add("future", head)  # "intends to equip and train"
    if token.tag_ == "VB" or head.tag_ == token.tag_:
        for child in head.children:
            if child.dep_ == "aux":
                modal(found, s, child, head)
    both = token.tag_ == "VB" and head.lemma_ not in WAITS
    joints = ("or", "nor", "and") if both else ("or", "nor")
    if not own and any(c.dep_ == "cc" and c.lower_ in joints for c in head.children):
        for child in head.children:
            if child.dep_ == "neg" or child.lower_ == "neither":
                found.negate(child)


SCORNS = words("""
    reject rebut ridicule mock deride laugh_off rubbish debunk
    """)


def _is_about(head: Token, below: Token, match: Match) -> bool:
    """ "an agreement signed in May", "the deal that they struck": said of the noun; "a deal to sign" is its content."""
    if any(c.lower_ == "no" for c in head.children) or any(
        c.dep_ == "aux" and c.lower_ == "to" for c in below.children
    ):
        return False
    if below.dep_ == "acl" and not any(is_relative(c) for c in below.children):
        return below.tag_ == "VBN" and not is_content(below)
    relative = any(is_relative(c) and c.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj") for c in below.children)
    return below.dep_ in ("relcl", "acl") and (relative or match.theme == head)


def _is_speech(head: Token) -> bool:
    return head.lemma_.lower() in any_cues("reported", "alleged", "denied")


def _charge(verb: Token) -> bool:
    """ "of selling shells"; after "criticised", "attacked" also "for selling shells"."""
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for")


def _governor(found: Stance, s: Sentence, head: Token, below: Token, match: Match) -> None:
    """What a word says about the clause or noun below it."""
    if head == match.verb or head == match.trigger:
        return
    lemma, phrasal = s.lemma(head), particle_lemma(head)
    if (lemma in cues("retracted") or phrasal in cues("retracted")) and s.lemma(below) in cues("nouns", "alleged") | {
        "report",
        "statement",
    }:  # "withdrew its claim that troops had crossed"
        found.negate(head)
        found.denied = True
        found.add("reported", head)
        found.hedges.discard("alleged")
        found.speakers += speakers(s, head)
        return
    told = next((c for c in below.children if c.dep_ in ("relcl", "acl", "ccomp")), None)
    scorned = {lemma, phrasal} & SCORNS and below.dep_ in ("dobj", "nsubjpass") and s.lemma(below) != "news"
    partly = any(c.lower_ == "as" and c.dep_ == "prep" for c in head.children)  # "rejected the report as incomplete"
    if scorned and not partly and told is not None and _content(s, told):
        found.negate(head)  # "rejected a report that it had sold shells"
        found.denied = True
        found.add("reported", head)
        found.speakers += speakers(s, head)
        return
    if lemma in CHARGED and _charge(match.verb) and below.dep_ in ("dobj", "nsubjpass", "agent", "appos", "prep"):
        found.add("alleged", head)  # "accused Serbian makers of selling shells", the "of" hung on the makers
        found.speakers += speakers(s, head)
        return
    if lemma in CRITICISES and _charge(match.verb) and match.frame.relation in ("SUPPORTS", "CONCEDES"):
        found.add("alleged", head)  # "attacked the government for yielding to Berlin"
        found.speakers += speakers(s, head)
        return
    if match.frame.relation == "CASUALTIES" and below.dep_ == "dobj" and match.verb.dep_ == "acl":
        if lemma == "put":  # "put the number of rebels killed at 800"
            found.add("reported", head)
            found.speakers += speakers(s, head)
        for label in ("alleged", "reported"):  # "officials claim 19 rebels killed"
            if lemma in cues(label):
                found.add(label, head)
                found.speakers += speakers(s, head)
    waits = head.lemma_ in ("have", "be", "remain") and any(c.lower_ == "yet" for c in head.children)
    if waits and below.dep_ == "xcomp":
        found.negate(head)  # "has yet to join"
        return
    if _is_dropped(s, head, below, (lemma, phrasal), match):
        found.negate(head)
        if not _is_held_on_to(head):
            found.hedges.discard("future")
        return
    if head.pos_ in ("VERB", "AUX"):
        clausal = below.dep_ in ("ccomp", "xcomp", "pcomp", "advcl", "prep", "dep", "oprd", "acomp", "csubjpass")
        nominal = below.dep_ in ("dobj", "pobj", "nsubjpass", "prep") and match.trigger.pos_ == "NOUN"
        if below.dep_ in ("dobj", "nsubjpass") and any(
            _content(s, c) for c in below.children if c.dep_ in ("relcl", "acl")
        ):
            clausal, nominal = True, False
        if below.dep_ in ("dobj", "nsubjpass") and lemma in any_cues("denied", "refused") and _intent(s, below):
            clausal, nominal = True, False  # "denied plans to pull out", "scrapped a plan to send"
        if below.dep_ == "dobj" and lemma in cues("reported") and _none(below) and _intent(s, below):
            found.add("reported", head)  # "Lima says no plans to send boats", in a headline
            found.speakers += speakers(s, head)
        if clausal or nominal:
            verb_governor(found, s, head, below, lemma, phrasal, nominal, match)
    elif head.pos_ == "NOUN" and below.dep_ in ("acl", "prep", "ccomp", "relcl", "xcomp"):
        word = s.lemma(head)
        if (excluded := _excludes(s, head)) is not None:  # "ruled out the possibility that it was shot down"
            found.negate(excluded)
            found.denied = True
            found.hedges.discard("speculated")
            found.add("reported", excluded)
            found.speakers += speakers(s, excluded)
            return
        if _is_about(head, below, match):
            return
        tries = word in ("attempt", "effort") and head.dep_ == "pobj" and head.head.lower_ == "in"
        if tries and infinitive_of(below) and match.frame.relation in ("ATTACKS", "CONTROLS"):
            found.add("future", head)  # "marched on the town in an attempt to take it"
        for label in ("future", "speculated", "alleged", "reported"):
            if word in cues("nouns", label) and not (label == "future" and _none(head) and word != "plan"):
                found.add(label, head)
                if label == "alleged":
                    found.speakers += [w.actor for w in s.owners(head)]
        if word in cues("nouns", "denied"):
            found.negate(head)
            found.denied = True
            found.speakers += [w.actor for w in s.owners(head)]
        if word in cues("nouns", "unsaid"):
            asks = any(w.actor.key == match.subject.actor.key for w in s.owners(head))  # "Oman's request to send men"
            grants = None if asks else _granted(head)
            found.said = found.said and grants is not None
            if grants is not None:
                found.add("future", grants)
        if _none(head):
            found.negate(head)
            found.denied = found.denied or word in ("truth", "basis", "substance")  # "no truth in reports that ..."
    elif head.pos_ in ("ADJ", "ADV") and below.dep_ in ("xcomp", "prep", "ccomp", "advcl"):
        for label in ("future", "speculated"):
            if head.lower_ in cues("predicates", label):
                found.add(label, head)
        if head.lower_ in cues("predicates", "refused"):
            found.negate(head)
            found.add("speculated" if head.lower_ == "unlikely" else "future", head)


GRANTS = words("agree accede bow yield consent accept grant approve")


def _granted(noun: Token) -> Token | None:
    """The verb by which somebody does as he is asked: "agreed to a request to withdraw its troops"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    return verb if verb.lemma_ in GRANTS and not negated(verb) and noun.dep_ in ("pobj", "dobj") else None


def _excludes(s: Sentence, noun: Token) -> Token | None:
    """The verb by which somebody says that a possibility is none: "ruled out the possibility that"."""
    verb = noun.head
    possible = s.lemma(noun) in ("possibility", "chance", "theory", "notion", "idea") and noun.dep_ in (
        "dobj",
        *PASSIVE,
    )
    return verb if possible and particle_lemma(verb) in ("rule_out", "exclude", "dismiss", "discount") else None
