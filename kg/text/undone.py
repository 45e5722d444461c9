"""What is told and has not happened: "stopped short of sending", "almost attacked", "it is not true that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.cues import Stance, cues
from kg.text.grammar import DAYS, SUBJECTS, by_agents, infinitive_of, is_to_blame, particle_lemma
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
    from kg.text.frames import Match
else:
    Match = Sentence = Token = Any

INSTEAD = {"of": ("instead", "short"), "than": ("rather",), "from": ("far",)}
NEARLY = words("almost nearly")
MISSED = frozenset(("ATTACKS", "COMBAT", "AGREES_WITH", "ALLIED_WITH", "MEMBER_OF"))  # what is nearly done is not done
# ... but for what is destroyed or ended: nearly so is much of it
ALL_BUT = words("destroy wipe flatten level kill surround encircle halt stop end cut finish complete double")
HARDLY = words("hardly scarcely barely")
TRUE, FALSE = words("true correct accurate"), words("false untrue unfounded baseless incorrect fake")
SHOWS = words("suggest indicate prove show point confirm")
RUNNING_OUT = frozenset(("AGREES_WITH", "ALLIED_WITH", "BASE_ACCESS"))  # what lasts until it ends of itself
ENDS = words("expire lapse")
RENEWS = words("renew extend prolong restore resume revive reinstate")
STOPS = words("stop halt suspend end cease pause")
LEASES = words("lease treaty agreement pact accord deal contract mandate")


def undone(found: Stance, match: Match) -> None:
    """Notes where a clause tells what has not been done, or is over."""
    verb, relation, said = match.verb, match.frame.relation, False
    sign = _instead(verb) or _by_none(verb) or _nothing_to_do(match.trigger)
    if sign is None and relation in MISSED:
        sign = _nearly(verb)
    if sign is None:
        sign = _frozen(match)
    if sign is None and relation == "SANCTIONS":
        sign = _lifted(verb) or _lapsed(match.trigger) or _are_lifted(match.trigger)
    if sign is None and relation == "COMBAT":
        sign = _war_over(match)
    if sign is None and relation == "BASE_ACCESS":
        sign = _accord_gone(verb)
    if sign is None and relation in ("DEPENDS_ON", "TRADES_WITH"):
        sign = _ended(match.trigger)
    if sign is not None and any(c.dep_ == "neg" for c in sign.children) and not found.negations % 2:
        return  # "have not been lifted", "has not stopped": the "not" is none of the claim
    if sign is None and relation == "BASE_ACCESS" and not match.frame.get("lost_verbs"):
        sign = _access_lost(match.trigger) if match.frame.get("polarity") != "negative" else None
    if sign is None and relation == "MEETS_WITH" and match.frame.get("polarity") != "negative":
        _delayed(found, verb if verb.lemma_ in DELAYS else match.trigger.head)
    if sign is None and relation == "ATTACKS" and match.trigger.pos_ == "VERB":
        sign = _stopped(match)
    if sign is None and (ends := running_out(match)) is not None:
        sign = ends if _is_over(ends) or any(c.dep_ == "neg" for c in ends.children) else None  # "has not expired"
    if sign is None:
        sign, said = _untrue(verb), True
    if sign is None:
        return
    found.negate(sign)
    if said:
        found.add("reported", sign)


def _war_over(match: Match) -> Token | None:
    """ "The war between them is over", "declared their war over": the word that says so; not "fought over land"."""
    wars = [t for t in (match.trigger, match.theme) if t is not None and t.lemma_ in HOSTILITIES]
    wars += [c for c in match.trigger.children if c.dep_ == "dobj" and c.lemma_ in HOSTILITIES]
    verbs = [t.head for t in wars if t.head.lemma_ in ("be", "declare", "pronounce", "proclaim")]
    over = [c for v in verbs for c in v.children if c.lower_ == "over" and not any(c.children)]
    return over[0] if over else None


HOSTILITIES = words("war conflict fighting hostility uprising insurgency")


def _accord_gone(verb: Token) -> Token | None:
    """ "Revoked an accord that let 1,000 soldiers use a base": the verb that ends the accord."""
    noun = next((t.head for t in (verb, *verb.ancestors) if t.dep_ in ("relcl", "acl")), None)
    if noun is None or noun.lemma_ not in LEASES or noun.dep_ not in ("dobj", "nsubjpass"):
        return None
    return noun.head if noun.head.lemma_ in REVOKES and _is_done(noun.head) else None


REVOKES = words("revoke cancel scrap terminate annul rescind abrogate denounce end")


def _access_lost(word: Token) -> Token | None:
    """ "Lost access to its bases in Niger", "loses the use of the airfield": the verb that says so."""
    near = [word, *word.ancestors, *(c for c in word.children if c.dep_ == "dobj")]
    used = [t for t in near if t.lemma_ in ("access", "use") and t.pos_ == "NOUN" and t.dep_ == "dobj"]
    return next((t.head for t in used if t.head.lemma_ in ("lose", "forfeit")), None)


def unsaid(s: Sentence, match: Match) -> bool:
    """Whether a clause with the words of a relation tells of something else: hostages whom a third one's soldiers free
    were not his, "allow Iran to build a bomb" gives nobody a base, "asked whether it might" asks for nothing."""
    verb, theme, relation = match.verb, match.theme, match.frame.relation
    other = s.doc[match.object.token] if match.object is not None else None
    if s.called and any(_is_part_of_called(s, s.doc[w.token]) for w in (match.subject, match.object) if w is not None):
        return True
    if relation == "ACCUSES" and other is not None and other.head.dep_ == "conj" and other.head.lower_ == "by":
        return True  # "criticised by Egypt and by France": not by Egypt of France
    if relation in FRIENDLY and match.frame.name.startswith("learned") and other is not None and _is_fought(other):
        return True  # "a force that fights the rebels and supports the government" supports no rebels
    if relation == "SUPPORTS" and match.frame.name.startswith("learned") and other is not None and _is_of_doer(match):
        return True
    if relation == "PROTESTS" and _is_for_him(match):
        return True
    if relation in ("MEETS_WITH", "AGREES_WITH") and any(
        _is_whose_town(s.doc[who.token]) for who in (match.subject, match.object) if who is not None
    ):
        return True  # "they met in the Russian capital": where, and not with whom
    if relation == "AGREES_WITH" and match.frame.name.startswith("learned") and _are_only_talks(match.trigger):
        return True
    if relation == "MEETS_WITH" and match.trigger.dep_ == "advcl" and _meet_others(s, match):
        return True
    if relation == "MEETS_WITH" and match.trigger.pos_ == "NOUN" and _is_of_failure(match.trigger):
        return True  # "after the breakdown of talks with Oslo"
    if relation == "ALLIED_WITH" and any(
        t.lemma_ in DUTIES and any(c.dep_ == "det" and c.lower_ == "no" for c in t.children) for t in s.doc
    ):
        return True  # "a treaty that contains no mutual defence clause"
    if relation == "ALLIED_WITH":
        return any(c.lower_ in ("former", "once", "erstwhile", "ex", "one-time") for c in match.trigger.children)
    whose = s.owners(theme, of=False) if theme is not None and match.trigger.lemma_ in STOPS else []
    if relation in ("ATTACKS", "REJECTS", "SANCTIONS") and _is_not_stopped(match, other):
        return True
    if relation == "ATTACKS" and is_to_blame(match.trigger):
        return True  # "was to blame for the raid on Chad": no raid by Chad
    if relation == "ATTACKS" and any(w.actor.key != match.subject.actor.key and w.how != "coreference" for w in whose):
        return True  # "will stop Eritrean attacks on Sudan": those are another's
    if relation == "ATTACKS":  # in words
        leaders = match.object is not None and match.subject.actor.type == match.object.actor.type == "leader"
        armed = any(c.dep_ == "prep" and c.lower_ in ("with", "in", "near", "from") for c in verb.children)
        plain = other is not None and other.dep_ == "dobj" and other.head == verb and not armed
        return leaders and plain and match.trigger.lemma_ in ("attack", "assail", "hit")
    if relation in ("MEMBER_OF", "REJECTS") and other is not None and _is_of_the_union(match, other):
        return True
    if relation == "REJECTS" and other is not None and _is_target_of_others(other):
        return True
    if relation == "ARMS_TRANSFER" and verb.lemma_ in ("lease", "rent"):
        taken = any(c.dep_ == "prep" and c.lower_ == "from" for c in verb.children)
        given = any(c.dep_ == "dative" for c in verb.children)
        subject = match.slots.get("subject")
        return (given and subject == "dative") or (taken and subject == "agent")
    if relation in ("CONCEDES", "COERCES"):
        hostages = theme is not None and theme.lemma_ in ("hostage", "captive")
        return (
            hostages
            and match.subject.how == "forces"
            and verb.lemma_ in ("free", "rescue", "liberate")
            and (match.subject.actor.type not in ("armed_group", "group"))
        )
    if relation == "BASE_ACCESS" and verb.lemma_ == "use" and any(c.dep_ == "dobj" for c in verb.children):
        used = [c for c in verb.children if c.dep_ == "dobj"]
        if any(t.lemma_ in SITES for t in verb.subtree):
            return False
        return all("weapons" in s.kinds(o) and o.i not in s.part_of for o in used)
    if (
        relation == "BASE_ACCESS"
        and match.object is not None
        and (match.object.actor.id or "").startswith("region:INT-")
    ):
        return True  # "the largest base in Africa": nobody lets a continent
    if relation == "BASE_ACCESS" and _gives_arms(s, verb):
        return True
    if relation == "BASE_ACCESS":
        made = [o for c in verb.children if c.lemma_ in MAKES for o in c.children if c.dep_ in ("ccomp", "xcomp")]
        return any(o.dep_ == "dobj" and "weapons" in s.kinds(o) for o in made)
    if relation == "MILITARY_AID":  # "received six L-39 trainers"
        return theme is not None and theme.lemma_ == "trainer" and "weapons" in s.kinds(theme)
    asked = verb.lemma_ == "ask" and verb.dep_ == "advcl" and verb.i < verb.head.i and verb.tag_ in ("VBN", "VBD")
    return relation == "REQUESTS" and asked and not any(c.dep_ in SUBJECTS for c in verb.children)


def _is_part_of_called(s: Sentence, name: Token) -> bool:
    """ "The AU mission in Somalia, AMISOM, said so": it, and not the union."""
    return name.dep_ in ("compound", "amod", "nmod", "poss") and name.head.i in s.called


def _is_not_stopped(match: Match, other: Token | None) -> bool:
    """ "Ignored calls to stop its raids on Yemen": they are no plan; "refused to stop its raids on Yemen", "to stop
    arming Yemen": no No to Yemen, and no ban."""
    verb = match.trigger
    if match.frame.relation == "REJECTS" and verb.lemma_ not in STOPS:
        stops = [c for c in match.verb.children if c.dep_ == "xcomp" and c.lemma_ in STOPS]
        return match.verb.lemma_ in SHIES and other is not None and any(c.is_ancestor(other) for c in stops)
    if match.frame.relation != "ATTACKS":
        return verb.lemma_ in STOPS and verb.dep_ == "xcomp" and verb.head.lemma_ in SHIES
    return is_asked_to_stop(verb)


def is_asked_to_stop(verb: Token) -> bool:
    """ "Ignored calls to stop its raids": what is to be stopped goes on."""
    if verb.lemma_ not in STOPS or not infinitive_of(verb):
        return False
    asked = [verb.head, *(c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i)]
    return any(t.pos_ == "NOUN" and t.lemma_ in cues("nouns", "unsaid") for t in asked)


SHIES = words("refuse decline")


def _gives_arms(s: Sentence, verb: Token) -> bool:
    """ "Let Estonia send guns to Kyiv", "allowed it to use its missiles": arms are no bases."""
    done = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.lemma_ in GIVES]
    arms = [o for c in done for o in c.children if o.dep_ == "dobj" and "weapons" in s.kinds(o)]
    return bool(arms) and not any(t.lemma_ in SITES for c in done for t in c.subtree)


GIVES = words("send supply deliver give transfer export re-export donate ship hand use")
DUTIES = words("clause obligation commitment guarantee provision article")
FRIENDLY = frozenset(("SUPPORTS", "COOPERATES_WITH", "MILITARY_AID", "ARMS_TRANSFER", "AIDS"))
FIGHTS = words("fight combat battle defeat counter repel crush attack bomb shell expel oust")
FAILURES = words("breakdown collapse failure lack absence suspension cancellation end rupture")


WHERE = words("capital city town resort port coast embassy village")


def _is_whose_town(whose: Token) -> bool:
    place = whose.head
    owned = whose.dep_ in ("amod", "compound", "nmod", "poss") and place.lemma_ in WHERE
    return owned and place.dep_ == "pobj" and place.head.lower_ in ("in", "at", "near", "outside")


TALKS = words("talk negotiation discussion")
BRINGS = words("lead produce yield result bring culminate secure achieve succeed agree reach sign strike seal")


def _are_only_talks(talks: Token) -> bool:
    """ "Talks between Chile and Peru on a truce collapsed", "ended without a deal": whoever talks has yet to agree."""
    if talks.lemma_.lower() not in TALKS or talks.dep_ not in (*SUBJECTS, "dobj", "nsubjpass", "ROOT"):
        return False
    verb = talks.head
    if verb == talks:  # "Talks on a treaty went on": "went" hung on the treaty by the parser
        verb = next((t for t in talks.subtree if t.tag_ in ("VBD", "VBZ", "VBP")), talks)
    if verb.lemma_ in BRINGS:
        return False
    return not any(c.dep_ == "prep" and c.lower_ in ("in", "with") and _is_accord(c) for c in verb.children)


def _meet_others(s: Sentence, match: Match) -> bool:
    """ "Peru and Chile held a drill as union leaders met in Lima": those who met are told, and are others."""
    verb = match.trigger
    who = [c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "NNS"] if verb.tag_ in ("VBD", "VBZ") else []
    if not any(c.text[0].isupper() for w in who for c in w.children if c.i < w.i):
        return False  # not "as the leaders met"
    below = {t.i for t in verb.subtree}
    states = {s.head_of[i].state for i in below if i in s.head_of}
    sides = [side for side in (match.subject, match.object) if side is not None]
    return all(side.token not in below and side.actor.state not in states for side in sides)


def _is_accord(prep: Token) -> bool:
    """ "Ended in a truce", "concluded with an agreement"."""
    return any(o.lemma_ in LEASES | {"truce", "ceasefire"} for o in prep.children)


def _is_fought(other: Token) -> bool:
    return other.dep_ == "dobj" and other.head.lemma_ in FIGHTS


def _is_of_doer(match: Match) -> bool:
    """ "Doe was toppled by a militia led by Taylor and backed by Togo": the militia was backed, and not Doe."""
    backed, giver = match.trigger, match.verb.doc[match.subject.token]
    whom = match.verb.doc[match.object.token] if match.object is not None else giver
    first = backed.head if backed.dep_ == "conj" else backed
    noun = first.head
    if backed.tag_ != "VBN" or first.dep_ != "acl" or not any(giver in (o, *o.children) for o in by_agents(backed)):
        return False
    if noun == whom or noun.is_ancestor(whom):
        return False
    told = [c for c in noun.head.children if c.dep_ == "dobj"] if noun.dep_ == "nsubj" else []
    struck = any(t == whom or t.is_ancestor(whom) for t in told)
    return noun.head.dep_ == "agent" or struck


def _is_for_him(match: Match) -> bool:
    """ "Held a rally to back the president", "for the march in support of him": none against the state in which it is
    held; not "demanded that he be freed", nor one for the jailed and the ousted."""
    if match.slots.get("object") not in HERE:
        return False
    rallies = [t for t in match.verb.subtree if t.lemma_ in RALLIES]
    below = [c for t in (match.verb, *rallies) for c in (*t.children, t.head) if rallies]
    near = [c for c in below if c.lemma_ in BACKS] + [o for p in below if p.lower_ == "in" for o in p.children]
    near = [t for t in near if t.lemma_ in BACKS or t.lemma_ in ("favour", "favor", "honour", "honor")]
    return any(not any(g.lower_ in FALLEN for g in t.subtree) for t in near)


HERE = ("here", "at_home_there")
RALLIES = words("rally march parade")
BACKS = words("support back urge endorse cheer hail praise celebrate")
FALLEN = words("jailed detained arrested imprisoned ousted deposed toppled exiled opposition resign quit go end stop")


def _is_of_failure(talks: Token) -> bool:
    prep = talks.head
    return prep.dep_ == "prep" and prep.lower_ in ("in", "of") and prep.head.lemma_ in FAILURES


def _is_of_the_union(match: Match, other: Token) -> bool:
    """ "Withdrew from the African Union force in Somalia": from the force, and not from the union."""
    noun = other.head if other.dep_ in ("compound", "amod", "nmod", "poss") else other
    leaves = match.verb.lemma_ in ("withdraw", "pull", "quit", "leave", "depart", "exit")
    return leaves and noun.lemma_ in OF_UNIONS


OF_UNIONS = words(
    "force mission operation embargo contingent brigade team battlegroup fleet exercise programme program"
)


def _is_target_of_others(other: Token) -> bool:
    """ "Refused to join the coalition against Iraq": it did not reject Iraq."""
    prep = other.head
    if prep.dep_ != "prep" or prep.lower_ not in ("against", "on"):
        return False
    joint = prep.head.lemma_ in ("coalition", "sanction", "embargo", "boycott", "war", "campaign", "force", "alliance")
    verbs = [t for t in prep.head.ancestors if t.pos_ == "VERB"]
    joins = bool(verbs) and verbs[0].lemma_ in ("join", "take", "participate", "back", "support")
    return joint and joins and any(t.lemma_ in ("refuse", "decline") for t in verbs)


SITES = words("base port airfield airport harbour harbor airbase facility site pier runway")
MAKES = words("build make develop produce acquire get obtain")


def _frozen(match: Match) -> Token | None:
    """ "Sweden, Zambia's largest donor, has frozen its aid": no more."""
    noun = match.trigger
    verb = noun.head.head if noun.dep_ == "appos" and noun.head.dep_ in SUBJECTS else None
    if match.frame.relation != "AIDS" or noun.lemma_ != "donor" or verb is None or verb.lemma_ not in SUSPENDS:
        return None
    part = any(o.lower_ in ("half", "two") for c in verb.children if c.lower_ == "in" for o in c.children)
    if part or any(c.dep_ == "neg" or c.lower_ in ("never", "by", "from", "to", "for") for c in verb.children):
        return None  # "has cut its aid by half", "suspended aid to Mali"
    aid = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in AID]
    whole = [o for o in aid if not any(c.dep_ in ("prep", "amod") for c in o.children)]
    return verb if whole else None


SUSPENDS = words("suspend freeze cut halt end stop withhold cancel terminate cut_off axe")
AID = words("aid assistance help support funding payment grant")


def _stopped(match: Match) -> Token | None:
    """ "Suspended its attacks on Odesa", "agreed to halt air raids": from then on there are none; not "ended four
    nights of bombing"."""
    verb, theme = match.trigger, match.theme
    if not {verb.lemma_, particle_lemma(verb)} & (STOPS | {"call_off"}) or theme is None or theme.dep_ != "dobj":
        return None
    ours = any(c.dep_ == "poss" for c in theme.children)
    will = any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in verb.children)
    promised = verb.dep_ == "xcomp" and verb.head.lemma_ in cues("future")
    return verb if ours or will or promised else None


def running_out(match: Match) -> Token | None:
    """ "The pact between Mali and France expired in June", "have a lease that runs out in 2044": the verb that ends
    what a claim is about; also of "the lease of the base"."""
    nouns = [t for t in (match.trigger, match.theme) if t is not None and t.pos_ in ("NOUN", "PROPN")]
    for noun in nouns if match.frame.relation in RUNNING_OUT else ():
        of = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "on", "for", "under") else noun
        for subject in (noun, of if of.lemma_.lower() in LEASES else noun):
            verbs = [c for c in subject.children if c.dep_ == "relcl"]
            verbs += [subject.head] if subject.dep_ in SUBJECTS else []
            ends = next((v for v in verbs if v.lemma_ in ENDS or (v.lemma_ in ("run", "end") and by_itself(v))), None)
            if ends is not None:
                return ends
    return None


def by_itself(verb: Token) -> bool:
    """ "Ran out", "ended in June": and not "ended the war", "runs to 2044"."""
    if verb.lemma_ == "end":  # not "ended a war", "ended in a ceremony"
        after = [c for c in verb.children if c.dep_ in ("dobj", "prep", "advmod", "xcomp", "dative", "prt")]
        return all(c.dep_ == "prep" and any(_is_day(o) for o in c.children) for c in after)
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "out"


def is_kept(ends: Token) -> bool:
    """ "Expired in May and was renewed at once", "almost expired": it goes on."""
    again = [c for c in ends.children if c.dep_ == "conj" and c.lemma_ in RENEWS]
    renewed = any(not any(g.dep_ == "neg" for g in c.children) for c in again)
    return renewed or any(c.lower_ in NEARLY for c in ends.children)


def _is_day(token: Token) -> bool:
    return token.text in DAYS or (token.text.isdigit() and len(token.text) == 4)


def _is_over(ends: Token) -> bool:
    """ "Expired", "has lapsed": not "expires in May", "will lapse", "was due to expire"."""
    aux = [c for c in ends.children if c.dep_ in ("aux", "neg", "mark")]
    if is_kept(ends):
        return False
    return ends.tag_ in ("VBD", "VBN") and all(c.lemma_ == "have" for c in aux)


def left_out(token: Token) -> Token | None:
    """The "not" by which a side is named as one that it is not: "by Germany but not by Spain", "not Chad"."""
    for t in reversed(token.doc[max(1, token.i - 7) : token.i]):  # "Rafales instead of F-15s from the United States"
        if t.pos_ in ("VERB", "AUX", "PUNCT"):
            break
        if t.nbor(-1).lower_ in INSTEAD.get(t.lower_, ()) and t.nbor(-1).lower_ not in ("short", "far"):
            return t
    at = (token.left_edge.i if token.left_edge.i >= token.i - 4 else token.i) - 1
    while at > 0 and token.doc[at].pos_ in ("ADP", "DET"):
        at -= 1
    for no in (token.doc[max(at, 0)], *token.children):
        if no.lower_ == "not" and no.i < token.i and is_apart(no):
            return no
    return left_out(token.head) if token.dep_ == "conj" and token.head.i < token.i else None  # "not X, Y or Z"


def is_apart(no: Token) -> bool:
    """ "..., not to Sudan", "... but not Palestine": a "not" of what follows it, and not of the verb before."""
    following = no.nbor(1) if no.i + 1 < len(no.doc) else no
    before = no.nbor(-1).lower_ if no.i > 0 else ""
    return before in (",", "but", "and", "though", "although") and following.pos_ in ("ADP", "PROPN", "DET", "ADJ")


def _instead(verb: Token) -> Token | None:
    """ "Instead of attacking Iran", "stopped short of sending troops", "rather than pulling out"."""
    for short in verb.children if verb.lemma_ in ("stop", "fall") else ():
        if (
            short.lower_ == "short"
            and short.i == verb.i + 1
            and any(c.lower_ == "of" for c in (*short.children, *verb.children))
        ):
            return short
    if verb.i > 1 and verb.tag_ == "VB" and [t.lower_ for t in verb.doc[verb.i - 2 : verb.i]] == ["rather", "than"]:
        return verb.nbor(-1)  # "rather than invade Georgia"
    prep = verb.head
    if verb.dep_ not in ("pcomp", "pobj") or prep.i < 1:
        return None
    word = prep.nbor(-1)
    stopped = word.lower_ != "short" or word.head.lemma_ in ("stop", "fall")  # "short of declaring war, it attacked"
    return prep if stopped and word.lower_ in INSTEAD.get(prep.lower_, ()) else None


def _nearly(verb: Token) -> Token | None:
    near = verb.nbor(-1) if verb.i > 0 else verb
    ours = near.lower_ in NEARLY and near.head == verb and verb.pos_ == "VERB" and verb.lemma_ not in ALL_BUT
    return near if ours else None


def _lapsed(sanctions: Token) -> Token | None:
    """ "Let its sanctions on Burundi lapse", "its embargo expired in May": the verb that says so."""
    verb = sanctions.head
    if sanctions.dep_ == "dobj" and verb.lemma_ in ("let", "allow"):  # "lapse" may be a noun to the parser
        return next((t for t in sanctions.doc[sanctions.i + 1 : sanctions.i + 7] if t.lower_ in ENDS), None)
    if sanctions.dep_ not in SUBJECTS or verb.lemma_ not in ENDS:
        return None
    let = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in ("let", "allow")
    done = verb.tag_ in ("VBD", "VBN") and not any(c.dep_ == "mark" or c.tag_ == "MD" for c in verb.children)
    return verb if done or let else None  # of "have not expired" the "not" is noted beside


def _lifted(verb: Token) -> Token | None:
    """ "Sanctions imposed on Mali by ECOWAS were lifted"."""
    noun = verb.head
    lift = noun.head
    gone = verb.dep_ in ("acl", "relcl") and noun.dep_ in ("nsubjpass", "dobj") and lift.lemma_ in cues("lifted")
    return lift if gone and lift.dep_ in ("ROOT", "conj") and _is_done(lift) else None


def _is_done(verb: Token, may_lack: bool = False) -> bool:
    """Not "must be lifted", "if they are lifted", "have never been lifted", "were partly lifted"."""
    stays = any(
        (c.dep_ == "neg" and not may_lack)
        or c.dep_ == "mark"
        or (c.dep_ == "aux" and c.lemma_ != "have")
        or c.lower_ in ("partly", "never")
        for c in verb.children
    )
    return verb.tag_ in ("VBD", "VBN") and not stays


def _delayed(found: Stance, verb: Token) -> None:
    """ "Kim's trip to Rome was postponed after the floods": none so far."""
    if verb.lemma_ not in DELAYS:
        return
    if any(c.dep_ == "neg" for c in verb.children):
        found.said = False
    elif verb.tag_ in ("VBD", "VBN") and not found.hedges and not found.negations:
        found.negate(verb)


DELAYS = words("postpone delay defer put_off")


def _are_lifted(paper: Token) -> Token | None:
    """ "The EU embargo on Belarus was lifted in May", "US sanctions on Sudan have been eased"."""
    lift = paper.head
    if paper.dep_ != "nsubjpass" or paper.pos_ != "NOUN" or lift.lemma_ not in cues("lifted"):
        return None
    told = lift.dep_ in ("ROOT", "conj", "ccomp", "relcl") and not any(t.tag_ == "MD" for t in lift.ancestors)
    return lift if told and _is_done(lift, may_lack=True) else None


def _ended(tie: Token) -> Token | None:
    """ "Latvia has ended its dependence on Russian power", "trade between Chad and Sudan has stopped"."""
    verb = tie.head
    whole = all(c.dep_ != "prep" or c.lower_ not in ("by", "in") or _has_day(c) for c in verb.children)
    over = tie.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in BREAKS
    over = over or (tie.dep_ in SUBJECTS and verb.lemma_ in STOPS and not any(c.dep_ == "dobj" for c in verb.children))
    return verb if over and whole and verb.dep_ in ("ROOT", "conj", "ccomp", "relcl") and _is_done(verb, True) else None


def _has_day(prep: Token) -> bool:
    return any(_is_day(o) for o in prep.children)


BREAKS = words("end stop halt cease eliminate sever terminate")


def _nothing_to_do(deed: Token) -> Token | None:
    """ "Sudan said it had nothing to do with the raid"."""
    does = deed.head.head
    none = deed.head.lower_ == "with" and does.lower_ == "do" and does.head.lower_ == "nothing"
    return does.head if none else None


def _by_none(verb: Token) -> Token | None:
    """ "Hardly any of the tanks have arrived"."""
    for subject in (c for c in verb.children if c.dep_ in (*SUBJECTS, "nsubjpass")):
        first = subject.left_edge
        if first.lower_ in HARDLY and subject.doc[first.i : first.i + 2].text.lower().endswith(" any"):
            return first
    return None


def _untrue(verb: Token) -> Token | None:
    """ "It is not true that ...", "nothing suggests that ..."; of reports, corrections.py knows."""
    above = verb.head
    if verb.dep_ == "ccomp" and above.pos_ in ("VERB", "AUX"):
        nothing = next((c for c in above.children if c.dep_ in SUBJECTS and c.lower_ == "nothing"), None)
        shown = nothing is not None and above.lemma_ in SHOWS and above.i < verb.i
        return nothing if shown else _called_false(above)
    return None


def _called_false(verb: Token) -> Token | None:
    """The word by which something is called false."""
    below = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    called = [c for t in below for c in t.children if c.dep_ in ("acomp", "oprd", "attr")]
    no = any(c.dep_ == "neg" for c in verb.children)
    return next((c for c in called if c.lower_ in (TRUE if no else FALSE)), None)
