"""What only sounds like a relation: a membership that is backed, a matter not spoken of, another's troops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.contents import is_help
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, objects, particle_lemma
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
    from kg.text.frames import Match
else:
    Match = Sentence = Token = Any

HELD = words("membership full_membership participation seat place")  # told of as if it were so
MEMBERSHIPS = HELD | words("admission accession entry")
WISHES = words("""
    support back endorse favour favor ratify approve champion advocate oppose veto block promote propose discuss sponsor
    """)  # whose membership of it has yet to come
WISHED = words("support backing endorsement approval call push campaign bid case ratification vote lobbying")
TALKS = words("discuss mention address raise broach debate touch")


def is_untold(s: Sentence, match: Match) -> bool:
    """Whether a clause with the words of a relation tells of another matter, or of none."""
    relation = match.frame.relation
    if relation == "MEMBER_OF" and _is_no_membership(s, match):
        return True
    if relation in LEFT and _is_a_paper(s, match):
        return True
    if relation in ("SUPPORTS", "REJECTS") and _is_what_is_joined(s, match):
        return True
    if relation == "REJECTS" and (_keeps_silent(match.verb) or _is_made_less(match.verb)):
        return True
    if relation == "MOBILIZES" and (_are_anothers(s, match) or _are_for_others(match) or _is_stopped(match.verb)):
        return True
    if relation == "COMBAT" and match.verb.lemma_ == "fight" and _is_for_a_third(s, match):
        return True
    if relation == "SUPPORTS" and is_help(match.verb) and _is_what_money_is_for(s, match.verb):
        return True
    if relation == "REQUESTS" and _only_comes_near(match.verb):
        return True
    if relation == "REJECTS" and _is_no_fighter(s, match.verb):
        return True
    if relation == "THREATENS" and _foresees(match.verb):
        return True
    if relation == "ATTACKS" and (_is_looked_at(match.verb) or _holds_fire(match.verb) or _set_out_from(match)):
        return True
    if _is_warned_of(match) or _is_only_threatened(match) or _is_given_time(match):
        return True
    if relation == "MEETS_WITH" and match.frame.name.startswith("learned") and match.trigger.lemma_ in QUITS:
        return True  # "the Peruvian envoy left Chile for Lima"
    if relation == "TROOP_WITHDRAWAL" and match.object is None and _is_of_a_body(s, match.theme or match.trigger):
        return True
    if relation == "AGREES_WITH" and match.trigger.dep_ == "pobj" and _is_left(match.trigger):
        return True
    if relation == "AGREES_WITH" and match.slots.get("object") == "with" and _is_proposed(match.trigger):
        return True
    if relation == "AGREES_WITH" and _is_both_sides(s, match):
        return True
    if relation == "MILITARY_AID" and _is_for_its_own(match):
        return True
    if relation == "TROOP_WITHDRAWAL" and _are_travellers(match):
        return True
    if relation == "ATTACKS" and match.frame.name.startswith("learned") and _is_laid_on(match.trigger):
        return True
    if relation == "COMBAT" and match.trigger.dep_ == "dobj" and match.trigger.head.lemma_ in TALKS:
        return True  # "discussed the war with Lavrov"
    if relation == "MEMBER_OF" and match.frame.name.startswith("learned") and match.trigger.lemma_ in QUITS:
        return match.subject.token not in {t.i for c in match.trigger.children if c.dep_ in SUBJECTS for t in c.subtree}
    if relation == "MEMBER_OF" and match.verb.lemma_ == "join" and _is_in_doing(match.verb):
        return True
    if relation == "SANCTIONS" and _are_kept_to(match.trigger):
        return True
    if relation in ("ARMS_TRANSFER", "MILITARY_AID") and _is_hit_by_them(s, match):
        return True
    if relation == "ARMS_TRANSFER" and match.verb.lemma_ in ("want", "seek") and _is_told_of_them(s, match):
        return True
    return is_passed_over(match.verb) or (match.verb.dep_ in ("xcomp", "pcomp") and is_passed_over(match.verb.head))


def _is_told_of_them(s: Sentence, match: Match) -> bool:
    """ "Chad wants Leclerc tanks, but France will not sell them": what comes of the wish is said of "them"."""
    return "them" in s.spoken and any(s.arms_meant(t) is not None for t in s.doc[match.verb.i :] if t.dep_ == "dobj")


def _only_comes_near(verb: Token) -> bool:
    """ "Jets approaching Estonia": they ask it for nothing; not "was approaching Estonia for help"."""
    asks = any(c.dep_ == "prep" and c.lower_ in ("for", "about", "over", "with") for c in verb.subtree)
    return verb.lemma_ == "approach" and verb.tag_ == "VBG" and not asks


def _is_no_fighter(s: Sentence, verb: Token) -> bool:
    """ "Chad was not taking part in the attack": that is denied, and nobody is turned down by it."""
    under_way = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    what = [o for c in verb.subtree if c.lower_ == "in" and c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    fights = any("attack" in s.kinds(o) or o.lemma_ in ("war", "conflict", "fighting") for o in what)
    return verb.lemma_ in ("take", "participate") and under_way and fights


def _is_looked_at(verb: Token) -> bool:
    """ "Scrambled jets to intercept a Libyan drone": whose drone it is attacks nobody by that."""
    to = verb.lemma_ == "intercept" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return to and any(t.lemma_ in ("scramble", "launch", "send", "dispatch") for t in verb.ancestors)


def _holds_fire(verb: Token) -> bool:
    """ "Has not returned fire": on whom it would have fired is not said."""
    return verb.lemma_ == "return" and any(c.dep_ == "neg" for c in verb.children)


BRINGS = words("mean lead result amount cause provoke spark trigger risk start escalate")
MATTER = frozenset(("it", "this", "that", "which", "such"))


def _set_out_from(match: Match) -> bool:
    """ "The border with Oman, from where rebels stormed the port": they did not strike Oman."""
    where = next((c for c in match.verb.children if c.lower_ == "where" and c.i > 0), None)
    if where is None or match.object is None or where.nbor(-1).lower_ != "from":
        return False
    return match.object.token <= where.i or match.object.how == "coreference"


def _foresees(verb: Token) -> bool:
    """ "Ruled it out, saying that it would mean war with Peru": what one shuns threatens nobody."""
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.lemma_ in BRINGS]
    ways = any(g.dep_ in SUBJECTS and g.lower_ in MATTER for c in told for g in c.children)
    return ways and verb.dep_ == "advcl" and verb.tag_ == "VBG"


def _is_no_membership(s: Sentence, match: Match) -> bool:
    """ "Backs India's membership of the Council", "ratified Sweden's NATO membership": who is no member yet, and who
    votes on it."""
    noun = _membership(match)
    if noun is None:
        return match.verb.tag_ == "VBG" and match.verb.lemma_ in JOINS and _is_backed(match.verb)
    above = noun.head
    wanted = noun.dep_ in ("dobj", *PASSIVE) and above.lemma_ in WISHES
    wished = above.dep_ == "prep" and above.lower_ in ("for", "of", "to") and above.head.lemma_ in WISHED
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "country") for c in noun.children)
    if noun.lemma_ in HELD and (wanted or wished) and not own:
        return True
    whose = {w.actor.state for c in noun.children if c.dep_ == "poss" for w in s.actors(c) if w.actor.type == "state"}
    return bool(whose) and match.subject.actor.state not in whose


JOINS = words("join enter accede rejoin")
STANCES = words("objection opposition veto resistance reservation support block concern idea prospect")


def _is_backed(joining: Token) -> bool:
    """ "Backs Peru joining the union", "dropped its objections to Peru joining it", "is against it": what another says
    of it makes nobody a member."""
    at = joining.i - 1
    while at > 0 and joining.doc[at].pos_ in ("PROPN", "CCONJ", "DET"):
        at -= 1
    before, noun = joining.doc[at], joining.doc[max(at - 1, 0)]
    if at == joining.i - 1:
        return False
    if before.pos_ == "ADP" and (noun.lemma_ in STANCES or before.lower_ == "against"):
        return True
    return before == joining.head and before.lemma_ in WISHES - {"oppose", "veto", "block"}


LEFT = frozenset(("MEMBER_OF", "TROOP_WITHDRAWAL", "REJECTS"))
QUITS = words("leave quit exit withdraw pull walk back")
PARTIES = words("sign ratify join agree keep observe suspend strike reach conclude")


def _is_a_paper(s: Sentence, match: Match) -> bool:
    """ "The union backed the treaty, but Peru withdrew from it": from the treaty; a No to those whose treaty it is."""
    it = s.doc[match.object.token] if match.object is not None else None
    if it is None or it.lower_ != "it" or match.verb.lemma_ not in QUITS:
        return False
    papers = [t for t in s.doc[: it.i] if t.pos_ == "NOUN" and "accord" in s.kinds(t)]
    if not papers or any(i > papers[-1].i and s.head_of[i].type == "organisation" for i in s.head_of if i < it.i):
        return False
    mine = any(t.lemma_ in PARTIES for t in papers[-1].ancestors)
    return match.frame.relation != "REJECTS" or not mine


def _is_of_a_body(s: Sentence, withdrawal: Token) -> bool:
    """ "Announced its withdrawal from the union": no troops."""
    left = [o for c in withdrawal.children if c.dep_ == "prep" and c.lower_ == "from" for o in c.children]
    return any("accord" in s.kinds(o) or any(w.actor.type == "organisation" for w in s.actors(o)) for o in left)


def _is_left(accord: Token) -> bool:
    """ "Withdrew from the 1987 treaty with Peru", "pulled out of it": a REJECTS tells that."""
    prep = accord.head
    verb = prep.head if prep.lower_ == "from" else prep.head.head if prep.head.lower_ == "out" else prep
    return (verb if verb.pos_ == "VERB" else verb.head).lemma_ in QUITS and prep.lower_ in ("from", "of")


PROPOSALS = words("proposal plan call offer appeal bid push idea initiative")
TAKES_UP = words("agree propose put present table make offer unveil submit sign approve")


def _is_proposed(accord: Token) -> bool:
    """ "Turned down a plan for a truce with Chad", "is weighing it", "hailed it": nothing is agreed with Chad yet."""
    prep = accord.head
    plan = prep.head
    if accord.dep_ != "pobj" or prep.lower_ != "for" or plan.lemma_ not in PROPOSALS:
        return False
    verb = next((t for t in plan.ancestors if t.pos_ == "VERB"), None)
    return plan.dep_ in ("dobj", "pobj") and (verb is None or verb.lemma_ not in TAKES_UP)


def _is_both_sides(s: Sentence, match: Match) -> bool:
    """ "Kenya flew people out of Chad despite a truce agreed by both sides": Kenya is no side; only those that are
    named together are, or fight each other."""
    sides = [t for t in by_agents(match.verb) if t.lemma_ in ("side", "party", "faction")]
    if not sides or match.verb.dep_ != "acl" or match.object is None:
        return False
    named = [
        next((s.doc[i] for i, m in s.head_of.items() if who.actor.state and m.state == who.actor.state), None)
        for who in (match.subject, match.object)
    ]
    one, other = named
    if one is None or other is None or any(t.lemma_ in STRIKES or t.lemma_ == "fight" for t in one.ancestors):
        return False
    return other not in one.conjuncts and any(t.dep_ in SUBJECTS for t in (one, other))


def _is_laid_on(blame: Token) -> bool:
    """ "A raid for which Chad blames Libya": that says no more than an ACCUSES."""
    return blame.lemma_ == "blame" and any(o.lower_ == "which" for c in blame.children for o in objects(c))


FLIES = words("evacuate fly airlift rescue fly_out airlift_out repatriate bring_home")


def _are_travellers(match: Match) -> bool:
    """ "Evacuated 80 people from Chad": whoever they are, no troops of its own."""
    theme = match.theme
    plain = theme is not None and theme.lemma_ in ("people", "person") and theme.pos_ == "NOUN"
    return plain and match.verb.lemma_ in FLIES


def _is_for_its_own(match: Match) -> bool:
    """ "Will spend a billion on its army, citing tensions with Chad": no help for Chad."""
    on = [o for c in match.verb.subtree if c.lower_ == "on" and c.head in match.verb.subtree for o in objects(c)]
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for o in on for c in o.children)
    return match.verb.lemma_ in ("spend", "invest") and own


def _membership(match: Match) -> Token | None:
    nouns = [match.trigger, *(c for c in match.verb.children if c.dep_ in ("dobj", *PASSIVE))]
    return next((t for t in nouns if t.pos_ in ("NOUN", "PROPN") and t.lemma_ in MEMBERSHIPS), None)


def _is_what_is_joined(s: Sentence, match: Match) -> bool:
    """ "Vetoed Sweden's NATO membership": a No to Sweden, and none to NATO."""
    if match.object is None or match.object.actor.type != "organisation":
        return False
    name = s.doc[match.object.token]
    while name.dep_ == "compound" and name.head.pos_ == "PROPN":
        name = name.head
    noun = name.head
    joined = name.dep_ in ("compound", "nmod", "amod") and noun.lemma_ in MEMBERSHIPS | {
        "bid",
        "application",
        "candidacy",
    }
    return joined and any(w.actor.type == "state" for c in noun.children if c.dep_ == "poss" for w in s.actors(c))


def _are_kept_to(paper: Token) -> bool:
    """ "Georgia abides by US sanctions": they are on others."""
    prep = paper.head
    return paper.dep_ == "pobj" and prep.lower_ in ("by", "with") and prep.head.lemma_ in ("abide", "comply")


TELLS = words("say comment confirm deny disclose reveal elaborate specify verify speculate")


def _keeps_silent(verb: Token) -> bool:
    """ "Declined to say whether it had bought drones", "refused to comment": a No to nobody."""
    shy = verb.lemma_ in ("decline", "refuse", "fail")
    told = [c for c in verb.children if c.dep_ == "xcomp"]
    admits = any(g.dep_ == "ccomp" for c in told if c.lemma_ in ("admit", "acknowledge") for g in c.children)
    return shy and (admits or any(c.lemma_ in TELLS for c in told))


def _is_made_less(verb: Token) -> bool:
    """ "Cut its aid to Chad by $20 million": by so much, and no No to Chad."""
    by = [o for c in verb.children if c.dep_ == "prep" and c.lower_ == "by" for o in objects(c)]
    return verb.lemma_ == "cut" and any(t.like_num or any(c.like_num for c in t.children) for t in by)


def _are_anothers(s: Sentence, match: Match) -> bool:
    """ "The United States and South Korea began drills, mobilizing 30,000 U.S. troops": none of South Korea's."""
    theme = match.theme
    if theme is None or "people_only" not in s.kinds(theme):
        return False
    marks = [c for c in theme.children if c.dep_ in ("amod", "compound", "nmod", "poss") and c.i in s.head_of]
    whose = {s.head_of[c.i].state for c in marks if s.head_of[c.i].type == "state"}
    return bool(whose) and match.subject.actor.type == "state" and match.subject.actor.state not in whose


OTHERS = words("country state nation government ally partner regime rebel militia group")


def _are_for_others(match: Match) -> bool:
    """ "Sent rifles to several countries": arms for whoever they are, and no move of one's own."""
    to = [o for c in match.verb.children if c.lower_ == "to" and c.dep_ in ("prep", "dative") for o in objects(c)]
    return any(o.lemma_ in OTHERS for o in to)


def _is_what_money_is_for(s: Sentence, help: Token) -> bool:
    """ "Gave $5 million to help the Chadian army": the money is the help."""
    above = help.head
    given = [c for c in above.children if c.dep_ in ("dobj", *PASSIVE) and c.i < help.i] if above.pos_ == "VERB" else []
    return any("money" in s.kinds(t) for t in (above, *given) if t.pos_ != "VERB")


WARNS = words("warn caution advise warning")
GOES_ON = words("continue keep step resume escalate expand intensify prolong")


def _is_for_a_third(s: Sentence, match: Match) -> bool:
    """ "Angola and Namibia fought for Congo": on one side; not "fought for several hours", "for control of Goma"."""
    together = not any(match.slots.get("object", "").startswith(p) for p in ("with", "against", "theme"))
    below = [o for c in match.verb.children if c.dep_ == "prep" and c.lower_ == "for" for o in objects(c)]
    third = any(w.actor.type in ("state", "leader", "armed_group") for o in below for w in s.actors(o))
    return together and third


def _is_stopped(fired: Token) -> bool:
    """ "Intercepted a missile fired by the Houthis": it was fired at somebody, and no test."""
    above = fired.head.head if fired.dep_ == "acl" else fired
    return particle_lemma(above) in ("intercept", "shoot_down", "down", "destroy", "bring_down") and above != fired


def _is_warned_of(match: Match) -> bool:
    """ "Warned Chad against shelling Libya", "against selling it guns": nobody has yet; not "against continuing to
    shell it", "against escalating its attacks"."""
    deed = match.verb
    while deed.dep_ in ("xcomp", "conj", "dobj") and deed.pos_ in ("VERB", "NOUN"):
        if deed.lemma_ in GOES_ON or any(c.dep_ == "poss" for c in deed.children):
            return False
        deed = deed.head
    prep, goes_on = deed.head, deed.lemma_ in GOES_ON
    if deed.dep_ != "pcomp" or deed.tag_ != "VBG" or prep.lower_ != "against" or goes_on:
        return False
    above = prep.head if prep.head.lemma_ in WARNS else prep.head.head  # the "against" may hang on who is warned
    return above.lemma_ in WARNS


THREATENED = frozenset(("ATTACKS", "COMBAT", "CONTROLS", "CASUALTIES", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL"))


def _is_only_threatened(match: Match) -> bool:
    """ "Threatened to begin an operation against the rebels": a threat, whatever deed is read from its verb."""
    learned = match.frame.name.startswith("learned")
    return learned and match.trigger.lemma_ == "threaten" and match.frame.relation in THREATENED


SPANS = words("day week month year hour time deadline ultimatum")


def _is_given_time(match: Match) -> bool:
    """ "Gave Paris a month to withdraw its troops": nobody has left yet."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in match.verb.children)
    above = [t for t in match.verb.ancestors if t.lemma_ in ("give", "grant", "set")] if to else []
    given = [c.lemma_ for t in above[:1] for c in t.children if c.dep_ in ("dobj", "npadvmod", "dative")]
    return not SPANS.isdisjoint(given)


def _is_in_doing(verb: Token) -> bool:
    """ "Joined the EU in condemning the raid": nobody becomes a member by that."""
    inside = [c for c in verb.subtree if c.lower_ == "in"]
    return any(g.dep_ == "pcomp" and g.tag_ == "VBG" for c in inside for g in c.children)


DESTROYS = words("destroy down shoot_down intercept sink seize capture burn hit strike wreck recover")
STRIKES = words("strike attack hit bomb shell kill target fire raid invade")


def _is_hit_by_them(s: Sentence, match: Match) -> bool:
    """ "Sank two boats supplied by Oman", "rifles supplied by Oman were used to attack Yemen": who destroys or seizes
    what was supplied, or is attacked with it, is not to whom it went."""
    supplied = match.verb
    if match.object is None or supplied.dep_ not in ("acl", "relcl"):
        return False
    token, goods = s.doc[match.object.token], supplied.head
    if token != supplied and supplied in token.ancestors:
        return False
    if goods.dep_ == "dobj" and goods.head.dep_ == "acl":  # "a ship carrying weapons supplied by Oman"
        goods = goods.head.head
    verb = goods.head
    if goods.dep_ in ("dobj", *PASSIVE) and {verb.lemma_, particle_lemma(verb)} & DESTROYS:
        doers = [c for c in verb.children if c.dep_ in SUBJECTS] if goods.dep_ == "dobj" else by_agents(verb)
        return match.object.actor.key in {w.actor.key for c in doers for w in s.actors(c)}
    state = match.object.actor.state
    named = [token] if token != supplied else [s.doc[i] for i, m in s.head_of.items() if state and m.state == state]
    return bool(named) and all(_is_struck(t) for t in named)


def _is_struck(name: Token) -> bool:
    """Whether it stands below a verb of striking, and not as who strikes."""
    above = next((t for t in name.ancestors if t.pos_ == "VERB"), None)
    mine = above is not None and any(c == name or c in name.ancestors for c in above.children if c.dep_ in SUBJECTS)
    return above is not None and above.lemma_ in STRIKES and not mine


def is_passed_over(verb: Token) -> bool:
    """ "Did not discuss the purchase of submarines", "never mentioned the invasion": that says nothing of either."""
    return verb.lemma_ in TALKS and any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


HARM = words("casualty death injury fatality damage loss victim injured dead")
TOLD_OF = words("detail comment word information")
PLANNED = words("date timetable timeline schedule deadline reason explanation justification")


def beside_what(prep: Token, deed: Token) -> Token | None:
    """ "There was no damage from the raid on Basra", "gave no details of its raid": what is wanting is the damage or
    the details, and the raid took place; not "there are no reports of a raid", "no losses among its troops"."""
    if (
        deed.pos_ not in ("NOUN", "PROPN")
        or deed.head != prep
        or any(c.lower_ in ("a", "an", "any") for c in deed.lefts)
    ):
        return None
    noun = prep.head
    if noun.pos_ in ("VERB", "AUX"):
        noun = next((c for c in noun.children if c.dep_ in ("attr", "dobj") and c.i < prep.i), noun)
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), noun)
    hurt = noun.lemma_ in HARM and deed.lemma_ not in HARM
    if hurt and prep.lower_ in ("in", "from", "during", "after", "by", "as", "at"):
        return noun
    known = noun.lemma_ in TOLD_OF or (noun.lemma_ in PLANNED and verb.lemma_ in GIVES)
    return noun if known and prep.lower_ in ("of", "on", "about", "for", "from", "regarding", "over") else None


GIVES = words("give set offer provide announce name have")
