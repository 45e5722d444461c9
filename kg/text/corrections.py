"""Reports, rumours and claims that a sentence tells of: that they are about, called false, corrected, not confirmed.

What a story says is told by its noun ("rumours that ...": alleged), whatever is done with it: who welcomes, fears or
will not comment on a report neither makes nor denies it. Only a word that calls it false or takes it back denies it,
and only where that has been done: not "may be false", "was asked to retract".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import Stance, any_cues, cues
from kg.text.grammar import PASSIVE, SUBJECTS, conjuncts, is_passive, is_relative, objects, particle_lemma
from kg.text.mentions import words
from kg.text.own_words import negated
from kg.text.speakers import speakers

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

STORIES = words("""
    report story article account rumour rumor claim allegation accusation charge statement suggestion assertion news
    speculation version dispatch insinuation
    """)
SAYS = words("report say write state claim suggest allege publish assert announce maintain broadcast print tell")
MISSTATES = ("misreport", "misstate")  # words of which the parser knows no lemma
WRONGLY = words("""
    wrongly mistakenly incorrectly erroneously falsely inaccurately untruthfully wrongfully
    """)
WRONG = words("""
    false untrue unfounded baseless incorrect fake wrong mistaken erroneous inaccurate groundless fabricated fictitious
    bogus invented concocted untruthful debunked discredited
    """)
LIES = words("""
    lie hoax fabrication invention nonsense fiction fantasy slander falsehood error mistake disinformation
    misinformation forgery rubbish propaganda absurd ridiculous
    """)
RIGHT = words("true correct accurate right")
GROUNDS = words("foundation basis merit substance truth")
PARTLY = words("partly partially entirely wholly completely altogether incomplete")  # "not entirely true"
CORRECTS = words("""
    correct debunk disprove discredit fabricate invent concoct make_up falsify rebut ridicule mock deride laugh_off
    rubbish reject
    """)
DENIES = CORRECTS | any_cues("denied", "retracted")
CALLS = words("call brand label term describe declare deem dismiss reject denounce")
CONFIRMS = words("confirm verify corroborate substantiate authenticate acknowledge admit")
TELLS = words("say comment disclose reveal specify report mention announce")
SHIES = words("decline refuse fail")
UNABLE = words("unable unwilling reluctant")
ASKS = words("how when where why what which who")
DOUBTS = words("doubt question query")
ABOUT = words("on about over amid after to with despite following upon at into regarding concerning given")


def is_content(clause: Token) -> bool:
    """ "Reports that Iran had sold drones": what a story says, and no participle or relative clause beside it."""
    noun = clause.head
    if clause.dep_ not in ("acl", "relcl", "ccomp") or noun.pos_ not in ("NOUN", "PROPN") or clause.i < noun.i:
        return False
    own = [c for c in clause.children if c.dep_ in SUBJECTS + PASSIVE]
    that = any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)
    whole = any(c.dep_ in ("dobj", "attr") and not is_relative(c) for c in clause.children)
    open_ = [c for t in (clause, *clause.children) for c in t.children if is_relative(c) and c.lower_ != "that"]
    return any(not is_relative(c) for c in own) and (that or (whole and not open_))  # "a report it had bought drones"


def story_of(s: Sentence, clause: Token) -> Token | None:
    """The noun whose content a clause is: also of "a report saying that ...", "retracted its report of May 3 that ...",
    and for the "of" in "reports of a sale"."""
    head = clause.head
    that = next((c for c in clause.children if c.lower_ == "that" and c.dep_ == "mark"), None)
    if that is not None and that.i > 0 and _is_story(s, that.nbor(-1)) and not _is_said_in(that.nbor(-1), clause):
        return that.nbor(-1)  # whatever the parser hangs the clause on
    if that is not None and clause.dep_ in ("ccomp", "advcl") and head.pos_ == "VERB" and clause.i > head.i:
        nouns = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass") and c.i < clause.i]
        return next((c for c in nouns if _is_story(s, c)), None)
    before = s.doc[clause.i - 1] if clause.i else clause
    if (
        clause.dep_ == "advcl"
        and _says(clause)
        and clause.tag_ == "VBG"
        and before.head == head
        and _is_story(s, before)
    ):
        return before  # "took back a dispatch saying that ..."
    if not _is_story(s, head):
        return None
    if clause.dep_ == "prep" and clause.lower_ == "of":
        return head
    whose = clause.tag_ == "VBG" or any(is_relative(c) and c.dep_ in SUBJECTS for c in clause.children)
    return head if is_content(clause) or (_says(clause) and whose and clause.dep_ in ("acl", "relcl")) else None


def _is_said_in(paper: Token, clause: Token) -> bool:
    """ "Peru said in a statement that it had sold shells": said by Peru, and not told of a statement."""
    prep = paper.head
    inside = paper.dep_ == "pobj" and prep.lower_ in ("in", "through", "via")
    return inside and clause.dep_ == "ccomp" and clause.head == prep.head and prep.head.lemma_ in SAYS


def _says(verb: Token) -> bool:
    return verb.lemma_.lower() in SAYS | cues("alleged") and any(c.dep_ == "ccomp" for c in verb.children)


def _is_story(s: Sentence, noun: Token) -> bool:
    """Also "reports" that the parser takes for a verb: "unconfirmed reports that", "if rumours that"."""
    verb = noun.tag_ == "VBZ" and noun.dep_ != "conj"
    told = verb and not any(c.dep_ in SUBJECTS + PASSIVE and c.pos_ != "ADJ" for c in noun.children)
    lemma = noun.lower_.removesuffix("s") if told else s.lemma(noun)
    return (told or noun.pos_ in ("NOUN", "PROPN")) and lemma in STORIES


def judge(found: Stance, s: Sentence, story: Token) -> Token | None:
    """Notes how firmly a story is told and who calls it false; returns the word above which the sentence goes on, None
    where it is about something else: "asked about reports that ..., he said ..."."""
    lemma = s.lemma(story) if story.pos_ != "VERB" else story.lower_.removesuffix("s")
    labels = [label for label in ("alleged", "speculated", "reported") if lemma in cues("nouns", label)]
    for label in labels or ["speculated" if lemma in ("suggestion", "insinuation") else "reported"]:
        if label not in found.hedges:
            found.add(label, story)
    if "alleged" in labels:
        by = [o for c in story.children if c.dep_ == "prep" and c.lower_ == "by" for o in objects(c)]
        found.charged_by = [w.actor for w in s.owners(story)] or [w.actor for o in by for w in s.actors(o)]
    verb = _doing(story)
    beside = [c for c in story.children if c.dep_ == "amod"] + ([story.nbor(-1)] if story.i else [])
    if any(c.lower_ in ("unconfirmed", "unverified") for c in (*beside, *_said_of(verb))):
        found.add("alleged", story)
    sign = next((c for c in beside if c.lower_ in WRONG), None) or _in_error(story)
    if sign is not None:
        denies = verb is not None and {verb.lemma_.lower(), particle_lemma(verb)} & (DENIES | CALLS) and _is_done(verb)
        _deny(found, s, sign, verb if denies else None)
        return verb or story
    if verb is None:
        if story.dep_ == "pobj" and story.head.lower_ in ABOUT:
            found.is_open = True
            return None
        return story
    if verb.lemma_ in PROVES and (condition := _if(story, verb)) is not None:
        found.add("conditional", condition)
        return None
    if _silence(verb) is not None:
        found.is_open = True
        return _chain(verb)[-1]
    if verb.lemma_ == "correct" and ":" in (t.text for t in s.doc[story.i + 1 : story.i + 2]):
        return verb  # "corrected its statement: it had sent 12, not 120"
    if (sign := _called_false(s, verb, story)) is not None:
        _deny(found, s, sign, verb)
        return verb
    lemma = verb.lemma_.lower()
    found.is_open = found.is_open or lemma in DENIES  # who is asked to take it back, or does not deny it
    if lemma in DOUBTS and _is_done(verb):
        found.add("speculated", verb)
    elif lemma in any_cues("reported", "alleged") and _is_done(verb) and story.dep_ in ("dobj", "nsubjpass"):
        found.add("alleged" if lemma in cues("alleged") else "reported", verb)
        found.speakers += speakers(s, verb)
    return verb


PROVES = words("be prove turn confirm verify")


def _if(story: Token, verb: Token) -> Token | None:
    """ "If reports that ... are true": also where the parser hangs the "if" on the reports."""
    marks = [c for t in (story, verb) for c in t.children if c.dep_ == "mark"]
    return next((c for c in marks if c.lower_ in cues("conditionals")), None)


def _deny(found: Stance, s: Sentence, sign: Token, verb: Token | None) -> None:
    """The story does not hold: by the word of who takes it back, or of nobody yet, and no longer of who told it."""
    found.negate(sign)
    found.denied = found.is_open = True
    found.hedges -= {"alleged", "speculated"}
    found.add("reported", sign)
    acts = verb is not None and verb.lemma_ not in ("be", "prove", "turn", "remain", *FORGES)
    found.speakers = speakers(s, verb) if verb is not None and acts else []


FORGES = frozenset(("fabricate", "invent", "concoct", "make", "falsify"))  # who did that takes nothing back


def _doing(story: Token) -> Token | None:
    """The verb that does something with a story, or of which it is the subject."""
    noun = story
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        return verb.head if verb.head.pos_ == "VERB" else None  # "dismissed as unfounded reports that ..."
    own = noun.dep_ in ("dobj", *SUBJECTS, *PASSIVE) or (noun.dep_ == "attr" and verb.lemma_ != "be")
    return verb if own and verb.pos_ in ("VERB", "AUX") else None


def _said_of(verb: Token | None) -> list[Token]:
    """ "Was wrong", "proved to be a lie", "was shown to be false", "is without foundation"."""
    if verb is None:
        return []
    verbs = [verb, *(c for c in verb.children if c.dep_ in ("xcomp", "oprd") and c.pos_ in ("VERB", "AUX"))]
    verbs += [c for t in verbs[1:] for c in t.children if c.dep_ == "xcomp"]
    found = [c for t in verbs for c in t.children if c.dep_ in ("acomp", "oprd", "attr", "xcomp")]
    found += [o for t in verbs for c in t.children if c.lower_ in ("in", "as", "by") for o in c.children]
    return [c for c in found if c.i > verb.i]


def _called_false(s: Sentence, verb: Token, story: Token) -> Token | None:
    """The word by which a story is called false or taken back, if that has been done."""
    if not _is_done(verb, may_be_negated=True):
        return None
    names = {verb.lemma_.lower(), particle_lemma(verb)}
    subject = story.dep_ in SUBJECTS
    if subject and not is_passive(verb):
        return _predicate(verb)
    if negated(verb):
        return _predicate(verb)
    if names & DENIES:
        incomplete = any(o.lower_ in PARTLY for c in verb.children if c.lower_ == "as" for o in c.children)
        return None if incomplete else verb
    if names & CALLS:
        after = [t for t in s.doc[verb.i + 1 :] if t.lower_ in WRONG | LIES]
        return next((t for t in after if t.nbor(-1).lower_ not in ("not", "partly")), None)
    return _predicate(verb) if is_passive(verb) else None


def _predicate(verb: Token) -> Token | None:
    """ "False" of "was false", "true" of "is not true", "without" of "is without foundation"."""
    no = negated(verb) or any(negated(c) for c in verb.children if c.dep_ == "xcomp")
    told = _said_of(verb)
    if any(c.lower_ in PARTLY for t in (verb, *told) for c in t.children):
        return None
    if no:
        return next((c for c in told if c.lower_ in RIGHT), None)
    for c in verb.children:
        if c.lower_ == "without" and any(o.lemma_ in GROUNDS for o in objects(c)):
            return c
        none = verb.lemma_ == "lack" or any(g.lower_ == "no" for g in c.children)
        if c.dep_ in ("dobj", "attr") and none and c.lemma_ in GROUNDS:
            return c
    return next((c for c in told if c.lower_ in WRONG or c.lemma_ in LIES), None)


def _in_error(noun: Token) -> Token | None:
    """ "An article stated in error that ...": the parser hangs on the article what was stated."""
    for said in (c for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in SAYS):
        if (sign := _wrongly(said)) is not None:
            return sign
    return None


EARLIER = words("earlier previous original initial")


def _wrongly(verb: Token) -> Token | None:
    """ "Wrongly reported", "said in error", "stated by mistake", "misreported"."""
    if verb.lower_.startswith(MISSTATES):
        return verb
    for c in verb.children:  # "an earlier version of this article said that"
        if c.dep_ in SUBJECTS and c.lemma_ in ("version", "edition") and any(a.lower_ in EARLIER for a in c.children):
            return c
    for c in verb.children:
        if c.dep_ == "advmod" and c.lower_ in WRONGLY:
            return c
        if c.dep_ == "prep" and c.lower_ in ("in", "by") and any(o.lower_ in ("error", "mistake") for o in c.children):
            return c
    return None


def erred(found: Stance, s: Sentence, clause: Token, verb: Token) -> Token | None:
    """What a verb of saying tells wrongly, or what its teller takes back: "mistakenly reported that", "apologised for
    saying that", "was wrong to report that". Noted as denied; returns the verb above which the sentence goes on."""
    lemma, of = verb.lemma_.lower(), clause.dep_ == "prep" and clause.lower_ == "of"
    said = lemma in any_cues("reported", "alleged", "speculated") or lemma.startswith(MISSTATES)
    if not said or negated(verb) or not (clause.dep_ in ("ccomp", "xcomp", "pcomp") or of):
        return None
    if (sign := _wrongly(verb)) is not None:
        _deny(found, s, sign, None)
        return verb
    top = _taken_back(verb) if lemma in SAYS else None
    if top is not None:
        _deny(found, s, top, top)
    return top


def _taken_back(said: Token) -> Token | None:
    """ "Apologised for saying", "erred in reporting", "made a mistake in reporting", "was wrong to say"."""
    above = said.head
    if said.dep_ == "pcomp" and above.lower_ in ("for", "in", "by", "when"):
        verb = above.head.head if above.head.lemma_ in LIES and above.head.dep_ == "dobj" else above.head
        sorry = above.lower_ == "for" and (verb.lemma_ in ("apologise", "apologize") or _is_sorry(verb))
        errs = above.lower_ != "for" and above.head.lemma_ in ("err", *WRONG, *LIES)
        verb = verb.head if verb.pos_ == "ADJ" else verb
        return verb if (sorry or errs) and _is_done(verb) else None
    wrong = above if above.lower_ in WRONG else next((c for c in above.children if c.lower_ in WRONG), None)
    if said.dep_ in ("xcomp", "advcl") and wrong is not None:
        verb = wrong.head if wrong.head.pos_ in ("VERB", "AUX") else above
        return verb if _is_done(verb) and any(c.lower_ == "to" for c in said.children) else None
    return None


def _is_sorry(word: Token) -> bool:
    return word.lower_ == "sorry" or any(c.lower_ == "sorry" for c in word.children)


def silent(found: Stance, s: Sentence, clause: Token, verb: Token) -> Token | None:
    """ "Did not confirm that", "declined to say whether", "could not verify that": neither says nor denies it. Noted as
    speculated, or as unsaid where it asks how much or when; returns the verb above which the sentence goes on."""
    opening = s.doc[clause.left_edge.i].lower_
    after = clause.i > verb.i or opening in ASKS | {"whether", "if"}
    if clause.dep_ not in ("ccomp", "xcomp", "pcomp") or not after or (no := _silence(verb)) is None:
        return None
    found.is_open = True
    if opening in ASKS:
        found.said = False
        found.cues.append(f"unsaid: {no}")
    else:
        found.add("speculated", no)
        found.stands = True  # and is no denial
    return _chain(verb)[-1]


def _silence(verb: Token) -> Token | None:
    """The word by which a verb of confirming or saying is not done: "not", "declined", "unable", "yet", "nobody"."""
    lemma, chain = verb.lemma_.lower(), _chain(verb)
    names = {c.lemma_.lower() for t in chain for c in (t, *conjuncts(t))} if lemma == "deny" else {lemma}
    top = chain[-1]
    if names & (CONFIRMS | TELLS) and top.lemma_ in SHIES:
        return None if negated(top) else top
    bound = any(c.tag_ == "MD" for t in chain for c in t.children)  # "would not say"; of "did not say" who knows
    if not names & (CONFIRMS | TELLS if bound else CONFIRMS):
        return None
    for word in chain:
        for c in word.children:
            if c.dep_ == "neg" or c.lower_ in ("neither", "never", "yet") or c.lower_ in UNABLE:
                return c
            if c.dep_ in SUBJECTS + PASSIVE and (c.lower_ in ("nobody", "none", "neither") or _no_one(c)):
                return c
    return None


def _no_one(noun: Token) -> bool:
    return any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in noun.children)


def _chain(verb: Token) -> list[Token]:
    """From a verb to the one that a silence is said with: "declined" of "declined to confirm or deny"."""
    found = [verb]
    both = CONFIRMS | {"deny"}
    while verb.dep_ == "conj" and {verb.lemma_.lower(), verb.head.lemma_.lower()} <= both:
        if any(c.lower_ == "but" for c in verb.head.children):
            break  # "did not deny but confirmed that ..."
        verb = verb.head
        found.append(verb)
    above = verb.head
    if verb.dep_ == "xcomp" and above.pos_ == "ADJ" and above.lower_ in UNABLE:
        return [*found, above.head]
    waits = above.lemma_ in ("have", "be", "remain") and any(c.lower_ in UNABLE | {"yet"} for c in above.children)
    return [*found, above] if verb.dep_ == "xcomp" and (waits or above.lemma_ in SHIES) else found


def _is_done(verb: Token, may_be_negated: bool = False) -> bool:
    """Whether a verb tells what somebody has done: not "may be false", "asked it to retract", "if it is true"."""
    finite = verb
    while finite.dep_ in ("xcomp", "conj") and not any(c.dep_ in SUBJECTS + PASSIVE for c in finite.children):
        finite = finite.head
    for t in {verb, finite}:
        if any(c.tag_ == "MD" for c in t.children) or (not may_be_negated and negated(t)):
            return False
        if any(c.dep_ == "mark" and c.lower_ in cues("conditionals") | {"whether"} for c in t.children):
            return False
    if finite != verb and verb.tag_ == "VB":
        return finite.lemma_ not in any_cues("unsaid", "future", "refused", "speculated")
    purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return not purpose and (may_be_negated or not negated(verb))
