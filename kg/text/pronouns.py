"""Whom a pronoun means: "it", "they", "he", "which", "we": in the sentence before it, else in the text told of.

What cannot be decided is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.antecedents import FACTIONS, acted_on, clause_subject, shallow, subjects_above
from kg.text.cues import cues
from kg.text.grammar import PASSIVE, SUBJECTS, conjuncts, is_relative, verb_above
from kg.text.mentions import classes_of, state_actor, words
from kg.text.who import Who, again, distinct, resolved

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

THIRD = frozenset(("he", "she", "him", "his", "her", "himself", "herself"))
NO_PERSON = words("""
    ministry army military navy embassy police command parliament government agency report study group newspaper paper
    institute centre center organisation organization statement television radio website magazine company council
    committee commission mission party court data presidency cabinet office delegation staff panel
    """)
NEUTER = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "each", "both"))
RELATIVE = frozenset(("which", "that", "who", "whom", "whose"))
FIRST = frozenset(("we", "us", "our", "ours", "ourselves", "i", "me", "my"))
HELPS = words("aid help assist support back bolster join")
STRIKES = words("attack invade bomb strike shell raid fight")
PUNISHES = words("sanction embargo punish isolate")
GIVES = words("give sell lend offer send grant promise supply provide pledge loan ship award deliver arm equip donate")
CHARGES = words("charge accusation allegation claim report involvement role part story")
SAYING = words("""
    say tell add declare announce write warn stress state note affirm reiterate tweet post insist vow pledge reply
    explain
    """)


def pronoun(s: Sentence, token: Token) -> list[Who]:
    """An antecedent in the sentence, as a rule the subject of a clause before; else of the sentence before."""
    if token.i in s.resolving:
        return []
    s.resolving.add(token.i)
    try:
        found = _antecedent(s, token)
    finally:
        s.resolving.discard(token.i)
    given = sum(c.dep_ in ("dobj", "dative") for c in token.head.children) > 1  # "pays it rent", no "delivered it"
    if token.lower_ == "it" and token.dep_ in ("dobj", "dative") and given and len(found) == 1:
        s.pronouns_given = found[0].actor
    return found


def _who_says(s: Sentence, token: Token) -> list[Who]:
    """ "We commend Jordan, the French ministry said": whoever says so."""
    for verb in token.ancestors:
        if verb.pos_ == "VERB" and verb.lemma_ in SAYING:
            found = [w for c in verb.children if c.dep_ in SUBJECTS and c.pos_ != "PRON" for w in s.actors(c)]
            if found:
                return [again(found[0].actor, token)]
    return []


def _antecedent(s: Sentence, token: Token) -> list[Who]:
    word = token.lower_
    if word in RELATIVE:
        return _relative(s, token)
    if word in FIRST:
        return _who_says(s, token)
    other = token.dep_ in ("dobj", "dative", "pobj") and not word.endswith("self")
    mine = {w.actor.key for w in clause_subject(s, token)} if other else set()  # "lent it": not to itself
    men = {"forces", "people_only", "people_forces"}
    if word in ("his", "her") and token.dep_ == "poss" and s.kinds(token.head) & men and (own := _whose_men(s, token)):
        return resolved((own[0].actor,), token)
    if word in THIRD:
        here = [
            w
            for i, m in sorted(s.head_of.items())
            if i < token.i and m.type == "leader"
            for w in s.named(s.doc[i], m, 0)
        ]
        here += [
            w
            for t in s.doc[: token.i]
            if t.tag_ == "NNP" and t.i not in s.part_of and t.lower_ not in NO_PERSON
            for w in s.unknown_name(t)
            if w.actor.type == "leader"
        ]
        doers = subjects_above(token)[1] if other else []
        named = [t for c in doers for t in c.subtree if t.dep_ == "appos" and verb_above(t) == c.head]
        doer = {t.i for t in named}  # "the minister of trade, Jane Doe, met him"
        mine |= {w.actor.key for w in here if w.token in doer}
        here = [w for w in here if w.actor.key not in mine]
        if token.dep_ in SUBJECTS:  # "..., he told a paper": the subject before rather than the last name
            here.sort(key=lambda w: s.doc[w.token].dep_ in SUBJECTS)
        person = here[-1].actor if here else s.discourse.person()
        if person is not None and person.key in mine:
            return []
        return resolved((person,) if person else (), token)
    if word in NEUTER and token.dep_ in ("poss", "nsubj") and (blamed := _blamed(s, token)):
        return resolved((blamed[-1].actor,), token)
    if word in NEUTER and deed_of(token) is not None:
        return []
    if word in NEUTER and (warned := _warned(s, token)):
        return resolved((warned[0].actor,), token)
    if word in (*NEUTER, "their") and token.dep_ == "poss" and (sufferer := _who_tells_of_harm(s, token)):
        return resolved((_of_ministry(sufferer[0].actor),), token)
    if word in (*NEUTER, "they") and (charged := _denier(s, token)):
        return resolved((charged[0].actor,), token)
    if word in NEUTER and (claims := _claims_of_own(s, token)):
        return resolved((claims[0].actor,), token)
    if word in NEUTER and (teller := _who_says_on(s, token)):
        return resolved((teller[0].actor,), token)
    if word in NEUTER and (charged := _said_of_charged(s, token)):
        return resolved((charged[0].actor,), token)
    if word in NEUTER and token.dep_ == "poss":
        controller = _controller(s, token)
        if controller:
            return resolved((_of_ministry(controller[0].actor),), token)
    if word in NEUTER and (speaker := _speaker(s, token)):
        return resolved((_of_ministry(speaker[0].actor),), token)
    if word in NEUTER and token.i < 2 and (told := _told_of(s, token)):
        return resolved(told, token)
    if word in NEUTER and (taker := _taker_before(s, token)) is not None:
        return resolved(taker, token)
    if word == "it" and other and (charged := _charged(s, token)):
        return resolved((charged[0].actor,), token)
    if word in NEUTER:
        here = [
            w for w in _subjects_before(s, token) if w.actor.type not in ("leader", "group") and w.actor.key not in mine
        ]
        if other and not here:  # "The United States, which bombed Serbia in 1999, urged it to ..."
            here = [w for w in _named_before(s, token) if w.actor.key not in mine and w.actor.type != "leader"]
        if len(here) > 1 and token.dep_ == "poss" and token.head.dep_ in SUBJECTS and token.head.head.lemma_ in SAYING:
            # "Iran would respond if Israel attacked, its minister said": whoever the main clause is about
            here = [w for w in here if s.doc[w.token].head.dep_ not in ("advcl", "relcl")] or here
        if here:
            return resolved((here[-1].actor,), token)
        if token.dep_ in ("dobj", "dative") and s.discourse.given_it is not None:
            at, actor = s.discourse.given_it  # "Washington pays it rent. Riyadh gave it boats": the same
            if s.discourse.sentence - at == 1 and actor.key not in mine:
                return resolved((actor,), token)
        return resolved(_other_side(s, token) if other else s.discourse.thing()[:1], token)
    if word in PLURAL and token.head.lower_ == "between":
        return resolved(s.pair(token), token)
    if word in PLURAL:
        if word == "both" and (two := acted_on(s, token)):
            return resolved(two, token)
        groups = [w for w in _plural_subjects_before(s, token) if w.actor.key not in mine]
        if other and not groups:  # "cut ties with the Emirates and accused them"
            before = [
                w
                for i, m in sorted(s.head_of.items())
                if i < token.i and not m.is_adjective
                for w in s.named(s.doc[i], m, 0)
            ]
            groups = [w for w in before if w.actor.key not in mine and w.actor.type != "leader"][-1:]
        if not groups and token.dep_ in SUBJECTS:  # "the head of the militia said they had taken it"
            groups = [w for w in _whose_men(s, token) if w.actor.type == "armed_group"]
        if groups:
            return [Who(w.actor, token.i, _how_again(w.how), w.actor.name) for w in groups]
        how = "forces" if s.discourse.focus_forces else "coreference"
        return [Who(a, token.i, how, a.name) for a in _told_of(s, token) or s.discourse.thing()]
    return []


def _whose_men(s: Sentence, token: Token) -> list[Who]:
    """ "The Kenyan general said his troops had ...", "the head of the Mahdi Army said his fighters ...": whoever he
    speaks for, as nobody else is told of in between."""
    says = next((t for t in token.ancestors if t.lemma_ in SAYING and t.i < token.i), None)
    tellers = [c for c in says.children if c.dep_ in SUBJECTS and c.i < says.i] if says is not None else []
    if says is None or len(tellers) != 1 or any(_is_person(s, t) for t in s.doc[says.i : token.i]):
        return []
    teller = tellers[0]
    if teller.pos_ == "NOUN" and _is_person(s, teller):
        led = [c for c in teller.children if c.lower_ in ("of", "for") and c.dep_ == "prep"]
        found = s.owners(teller) or [w for c in led for o in c.children if o.dep_ == "pobj" for w in shallow(s, o)]
    else:  # "Shabab leader Ahmed Diriye"
        titles = [t for c in teller.children if c.dep_ == "appos" for t in (c, *c.subtree)]
        near = [*teller.children, *(g for c in teller.children for g in c.children), *titles]
        bands = {t.i: s.head_of[t.i] for t in near if t.i in s.head_of and s.head_of[t.i].type == "armed_group"}
        found = [w for i, m in bands.items() for w in s.named(s.doc[i], m, 0)]
    return [w for w in found if w.actor.type in ("state", "armed_group", "armed_force")]


def _is_person(s: Sentence, token: Token) -> bool:
    mention = s.head_of.get(token.i)
    title = token.pos_ == "NOUN" and classes_of(s.lemma(token)) & {"leader_titles", "other_titles"}
    return bool(title) or token.lemma_ in LEADS or (mention is not None and mention.type == "leader")


LEADS = words("leader chief head commander boss warlord president minister")


def _blamed(s: Sentence, token: Token) -> list[Who]:
    """ "Broke off ties with Peru over its recognition of ...", "criticised Peru for its stance": whose deed it is;
    "thanked Peru for the boats it had sent"."""
    given = token.dep_ == "nsubj" and token.head.dep_ == "relcl" and token.head.lemma_ in GIVES
    deed = token.head.head if given else token.head
    reason = deed.head
    if reason.dep_ != "prep" or reason.lower_ not in REASONS or deed.lemma_ in OWN or (token.dep_ == "nsubj") > given:
        return []
    verb = next((t for t in reason.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in (THANKS if given else QUARRELS | THANKS):
        return []
    mine = {w.actor.key for w in clause_subject(s, token)}
    return [w for w in _named_before(s, token) if verb.i < w.token < reason.i and w.actor.key not in mine]


THANKS = words("thank praise commend")
REASONS = ("over", "for", "of", "at", "about", "after")  # also "because of", "in protest at"
QUARRELS = words("""
    break cut sever recall expel sanction criticise criticize condemn denounce suspend punish blame rebuke boycott
    withdraw reproach attack censure chide lambast berate fault summon freeze downgrade
    """)
OWN = words("soldier citizen national troop aid loss safety security border interest force ship")  # "fear for its men"


def _who_tells_of_harm(s: Sentence, token: Token) -> list[Who]:
    """ "Iran said Israel had killed two of its officers": nobody kills his own, so they are Iran's, who says so."""
    noun = token.head
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    aimed = noun.dep_ == "pobj" and noun.head.lower_ in ("at", "on", "against", "into")
    verb = noun.head.head if aimed else noun.head
    hurt = verb.lemma_ in HARMS if noun.dep_ == "dobj" else aimed and verb.lemma_ in FIRES
    if not hurt or any(c.lower_ == "own" for c in token.head.children):
        return []
    prep = verb.head
    if verb.pos_ == "NOUN" and f"{prep.head.lower_} {prep.lower_}" in ("responsible for", "blame for"):
        verb = prep.head.head  # "said Israel was responsible for the attack on its base"
    elif verb.pos_ == "NOUN" and prep.lower_ == "behind":
        verb = prep.head
    while verb.dep_ in ("conj", "xcomp") or (verb.dep_ == "advcl" and verb.tag_ == "VBG"):
        verb = verb.head
    teller = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING else None
    subjects = [c for c in teller.children if c.dep_ in SUBJECTS and c.pos_ != "PRON"] if teller is not None else []
    doers = [w.actor for c in verb.children if c.dep_ in SUBJECTS for w in shallow(s, c)]
    does = {a.state for a in doers if a.type != "armed_group"}
    told = [w for c in subjects for w in shallow(s, c) if w.actor.state and w.actor.type not in ("leader", "group")]
    return [w for w in told if w.actor.state not in does]


HARMS = words("""
    kill wound injure shoot capture kidnap abduct detain arrest bomb shell attack strike raid ambush seize hit murder
    """)


FIRES = words("fire shoot open attack strike")


def _warned(s: Sentence, token: Token) -> list[Who]:
    """ "Threatened India with sanctions if it bought the system": whoever is threatened."""
    clause = token.head
    marked = any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "should") for c in clause.children)
    if token.dep_ not in SUBJECTS or clause.dep_ != "advcl" or not marked:
        return []
    verb = next((t for t in clause.ancestors if t.lemma_ in ("threaten", "warn", "caution")), None)
    aimed = [c for c in verb.children if c.dep_ == "dobj" and c.i < token.i] if verb is not None else []
    return [w for c in aimed for w in shallow(s, c) if w.actor.type in ("state", "organisation", "armed_group")]


def deed_of(token: Token) -> Token | None:
    """ "Peru deplored the move, but Spain backed it": "it" is the move, and nobody."""
    verb = token.head
    joined = [verb.head] if verb.dep_ in ("conj", "advcl") else []
    joined += [c for c in verb.children if c.dep_ in ("ccomp", "parataxis")]  # "Peru deplored it; Spain backed it"
    before = next((t for t in joined if t.i < verb.i and t.lemma_ in JUDGES), None)
    if token.dep_ != "dobj" or before is None or verb.lemma_ not in JUDGES:
        return None
    return next((c for c in before.children if c.dep_ in ("dobj", *PASSIVE) and c.lemma_ in DEEDS), None)


JUDGES = words("""
    back support welcome endorse praise approve hail reject oppose condemn criticise criticize denounce deplore regret
    applaud protest call defend laud commend deride slam decry blast cheer lament
    """)
DEEDS = words("""
    decision move step plan treaty deal vote proposal withdrawal agreement accord pact resolution strike raid attack
    operation intervention sale measure action law offer idea sanction embargo invasion annexation bombing shelling
    coup test launch purchase pact alliance deployment drill exercise talk visit summit statement verdict ruling ban
    blockade ceasefire truce war killing arrest recognition withdrawal referendum election base
    """)


def _other_side(s: Sentence, token: Token) -> tuple[Actor, ...]:
    """ "They closed the border with Libya. They accused it": not themselves, but with whom they dealt."""
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    doing = [c for c in verb.children if c.dep_ in SUBJECTS and c.pos_ == "PRON"] if verb is not None else []
    acting = [w.actor for c in doing for w in s.one(c, 1)]
    mine = {k for actor in acting for k in (actor.key, actor.state) if k}
    found = [actor for actor in s.discourse.thing() if not mine & {actor.key, actor.state}]
    if found or not mine:
        return tuple(found[:1])
    other = s.discourse.dealt_with(mine)
    return (other,) if other is not None else ()


def denies_story(verb: Token) -> bool:
    """ "It denied it", "denied the charge", "denied that it had": not "denied the ship entry"."""
    things = [c for c in verb.children if c.dep_ in ("dobj", "dative", "ccomp", "xcomp")]
    story = len(things) == 1 and (things[0].pos_ in ("PRON", "VERB", "AUX") or things[0].lemma_ in CHARGES)
    told = verb.dep_ == "relcl" and not things and verb.head.lemma_ in CHARGES | {"something"}  # "a charge it denies"
    return verb.lemma_ in cues("denied") and (story or told)


def _told_of(s: Sentence, token: Token) -> tuple[Actor, ...]:
    """ "Chad has troops there, the Union says. It denies that they fight": of whom it was said, if it is denied."""
    if not any(t.lemma_ in cues("denied") for t in token.ancestors):
        return ()
    accused = s.discourse.accused() if denies_story(token.head) else None  # "Chad accused Sudan. It denied it"
    told = s.discourse.told_of[:1] if s.discourse.sentence - s.discourse.told_at == 1 else ()
    return (accused,) if accused is not None else told


def _taker_before(s: Sentence, token: Token) -> list[Actor] | None:
    """ "China lent Zambia $1 billion, and the World Bank lent it $500 million": who stands on the same side of the
    clause before. None where the clauses are not alike; nobody where one struck the other and either may be meant.
    """
    verb = token.head
    joined = verb.dep_ in ("conj", "advcl") and verb.head.i < verb.i and verb.head.pos_ == "VERB"
    if token.dep_ not in ("dobj", "dative") or verb.lemma_ not in GIVES or not joined:
        return None
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.pos_ != "PRON"]
    theirs = [c for c in verb.head.children if c.dep_ in SUBJECTS]
    if not own or not theirs:
        return None
    between = range(verb.head.i + 1, own[0].left_edge.i)
    ours = {w.actor.key for w in clause_subject(s, token)}
    named = distinct(
        w for i, m in sorted(s.head_of.items()) if i in between and not m.is_adjective for w in s.named(s.doc[i], m, 0)
    )
    named = [w for w in named if w.actor.type in ("state", "organisation", "armed_group") and w.actor.key not in ours]
    if len(named) != 1:
        return None
    contrasted = any(c.lower_ == "but" for c in (*verb.head.children, *verb.children) if c.dep_ in ("cc", "mark"))
    if verb.head.lemma_ in STRIKES:  # "Russia attacked Georgia, and Iran gave it drones"
        return None if contrasted else []
    things = [s.kinds(c) for c in verb.head.children if c.dep_ == "dobj"]
    sent = any("people_forces" in kinds and "weapons" not in kinds for kinds in things)
    alike = verb.head.lemma_ in GIVES | PUNISHES and not sent  # not "sent soldiers to Somalia, and Britain gave it"
    return [named[0].actor] if alike else None


def _charged(s: Sentence, token: Token) -> list[Who]:
    """ "Chad accused Sudan of arming the rebels and urged it to stop": Sudan, and not whom its deed is about."""
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    first = verb.head if verb is not None and verb.dep_ == "conj" else None
    if verb is None or first is None or first.lemma_ not in ACCUSES or first.i > token.i:
        return []
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return []  # "Greece condemned Turkey, and France sold it 18 jets"
    charged = [c for c in first.children if c.dep_ == "dobj" and first.i < c.i < token.i]
    return [w for c in charged for w in shallow(s, c) if w.actor.type not in ("leader", "group")]


def _said_of_charged(s: Sentence, token: Token) -> list[Who]:
    """ "Chad blamed Sudan for the clash, saying its men had opened fire": Sudan's; not "had repelled it"."""
    noun = token.head if token.dep_ == "poss" else token
    verb = noun.head
    says = verb.head
    if noun.dep_ not in SUBJECTS or verb.dep_ != "ccomp" or says.lemma_ not in SAYING or says.dep_ != "advcl":
        return []
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in verb.children)
    if says.tag_ != "VBG" or says.head.lemma_ not in ACCUSES or ahead or verb.lemma_ not in STRIKES | OPENS:
        return []
    charged = [c for c in says.head.children if c.dep_ == "dobj" and c.i < says.i]
    after = {m.state for i, m in s.head_of.items() if i > verb.i and m.state}
    found = [w for c in charged for w in shallow(s, c) if w.actor.type not in ("leader", "group")]
    return [w for w in found if w.actor.state not in after]


def _claims_of_own(s: Sentence, token: Token) -> list[Who]:
    """ "Peru denied Chilean claims that it had taken Tacna": Chile, as nobody takes a town of his own."""
    noun = token.head if token.dep_ == "poss" else token
    verb = noun.head
    claim = verb.head if noun.dep_ in SUBJECTS and verb.dep_ in ("acl", "ccomp", "relcl") else token
    if claim.pos_ != "NOUN" or claim.head.lemma_ not in cues("denied") | {"reject"}:
        return []
    denies = {w.actor.state for c in claim.head.children if c.dep_ in SUBJECTS for w in shallow(s, c)}
    taken = {s.head_of[c.i].state for c in verb.children if c.dep_ == "dobj" and c.i in s.head_of}
    return [w for w in s.owners(claim) if w.actor.state not in denies] if taken & denies else []


def _denier(s: Sentence, token: Token) -> list[Who]:
    """ "Chad accused Sudan of arming them, something it denies", "Chad says Sudan ..., a charge it rejects": whoever is
    charged."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.dep_ != "relcl" or verb.lemma_ not in cues("denied") | {"reject"}:
        return []
    above = next((t for t in verb.ancestors if t.lemma_ in ACCUSES or t.lemma_ in SAYING), verb)
    charged = [c for c in above.children if c.dep_ == "dobj" and above.lemma_ in ACCUSES]
    charged += [c for t in above.children if t.dep_ == "ccomp" for c in t.children if c.dep_ in SUBJECTS]
    return [w for c in charged if c.i < token.i for w in shallow(s, c) if w.actor.type not in ("leader", "group")]


LENDS = words("open lend offer lease rent provide loan")
OPENS = words("open fire launch cross violate break enter send")
ACCUSES = words("accuse blame criticise criticize denounce condemn rebuke")


def _speaker(s: Sentence, token: Token) -> list[Who]:
    """ "Ukraine, whose bid the bloc has backed, said it would ...": whoever says what he himself does."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.dep_ != "ccomp" or verb.head.lemma_ not in SAYING or verb.head.i > token.i:
        return []
    said = [c for c in verb.head.children if c.dep_ in SUBJECTS and c.i < token.i]
    if verb.head.dep_ == "relcl":  # "Peru rebuked Chile, which said it would ...": Chile
        said = [verb.head.head if is_relative(c) else c for c in said]
    named = [w for c in said if c.pos_ != "PRON" for w in shallow(s, c) or _bare_army(s, c)]
    return [w for w in named if w.actor.type not in ("leader", "group")] if len(named) == 1 else []


def _bare_army(s: Sentence, token: Token) -> list[Who]:
    """ "Rebels attacked a Chadian post. The army said it had killed ten": the army's state, and not the rebels; "the
    Sudan-backed group said it had": the group."""
    bare = s.lemma(token) in ("army", "military", "navy", *FACTIONS) and token.pos_ == "NOUN"
    return s.one(token, 1) if bare else []


def _of_ministry(actor: Actor) -> Actor:
    """ "The Danish defence ministry said it had sunk a boat": Denmark has; no ministry fights."""
    fights = bool(actor.state) and actor.type == "agency" and (actor.id or "").endswith("-MOD")
    return state_actor(actor.state or "") if fights else actor


def _who_says_on(s: Sentence, token: Token) -> list[Who]:
    """ "Chad said Sudan had fired rockets and that its jets had hit Sudanese posts": whoever says so, if that is done
    to the other, or is what one does under attack; else it may be either's."""
    noun = token.head if token.dep_ == "poss" else token
    verb = noun.head
    if noun.dep_ not in SUBJECTS or verb.dep_ != "conj" or not any(c.lower_ == "that" for c in verb.lefts):
        return []
    first = verb.head
    said = first.head if first.dep_ == "ccomp" and first.head.lemma_ in SAYING and first.head.i < first.i else None
    speakers = [c for c in said.children if c.dep_ in SUBJECTS and c.pos_ != "PRON"] if said is not None else []
    tellers = [w for c in speakers for w in shallow(s, c) if w.actor.type not in ("leader", "group", "organisation")]
    doers = [w.actor for c in first.children if c.dep_ in SUBJECTS for w in shallow(s, c)]
    others = {k for a in doers for k in (a.key, a.state if a.type != "armed_group" else None) if k}
    if not doers or not tellers or others & {tellers[0].actor.key, tellers[0].actor.state}:
        return []
    after = [t for t in verb.subtree if t.i > verb.i]
    named = {k for t in after if t.i in s.head_of for w in shallow(s, t) for k in (w.actor.key, w.actor.state)}
    band = any(a.type == "armed_group" for a in doers) and any(t.lemma_ == "group" for t in after)
    return tellers if band or others & named or verb.lemma_ in WARDS or _is_down(verb) else []


WARDS = words("repel repulse intercept respond retaliate thwart foil return")


def _is_down(verb: Token) -> bool:
    return verb.lemma_ in ("shoot", "bring") and any(c.lower_ == "down" for c in verb.children)


def _relative(s: Sentence, token: Token) -> list[Who]:
    verb = token.head
    while verb.dep_ not in ("relcl", "ROOT") and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "relcl":
        return _fronted(s, token)
    if token.i > 2 and token.dep_ == "pobj" and verb.head.pos_ != "PROPN" and s.doc[token.i - 2].text == ",":
        name = s.doc[token.i - 3]
        if name.pos_ == "PROPN" and name.dep_ == "pobj" and name.head.lower_ == "of":
            return _fronted(s, token)  # "is a friend of Chile, to which it has sold tanks"
    if verb.head.lower_ in ("those", "one", "several") or s.lemma(verb.head) in ("country", "state", "nation"):
        be = verb.head.head.head if verb.head.head.dep_ == "prep" else verb.head
        while be.pos_ in ("NOUN", "NUM", "PRON") and be.dep_ in ("attr", "pobj", "prep", "nummod"):
            be = be.head
        if be.lemma_ == "be":  # "Panama is among those that have ..."
            return distinct(w for c in be.children if c.dep_ in SUBJECTS for w in s.listed(c, 3))
    first = verb.head
    many = any(t.tag_ == "VBP" or t.lower_ == "were" for t in (verb, *verb.children) if t.pos_ in ("VERB", "AUX"))
    while many and first.dep_ == "conj" and first.pos_ == first.head.pos_ == "PROPN":
        first = first.head  # "France and Britain, which have ...": both
    if first != verb.head:
        return s.listed(first, 3)
    if first.dep_ == "appos" and first.pos_ == "NOUN" and first.head.i in s.head_of:
        return s.listed(first.head, 3)  # "Chad, a poor state that trades with"
    joined = [c for c in conjuncts(verb.head) if c.i < verb.i]
    found = distinct([*s.one(verb.head, 3), *(w for c in joined for w in s.one(c, 3))])
    return found or _fronted(s, token)


def _fronted(s: Sentence, token: Token) -> list[Who]:
    """ "... from Egypt, on which the strip depends", "..., on whose ports it lives", "... and on which it relies".

    The name right before, wherever the parser hangs the clause.
    """
    at = token.i - 2
    before = s.doc[token.i - 1]  # "to" is a particle to the parser
    if at < 1 or (before.pos_ not in ("ADP", "SCONJ") and before.lower_ != "to") or token.lower_ == "that":
        return []
    if s.doc[at].lower_ in ("and", "but"):  # a second clause about the same
        first = [
            t for t in s.doc[:at] if t.lower_ in RELATIVE and t.dep_ in (*SUBJECTS, *PASSIVE, "dobj", "pobj", "poss")
        ]
        return _antecedent(s, first[-1]) if first else []
    if s.doc[at].text != ",":
        return []
    last = s.doc[at - 1]
    mention = s.part_of.get(last.i)
    head = next((s.doc[i] for i, m in s.head_of.items() if m is mention), last) if mention is not None else last
    return s.one(head, 3)


def _named_before(s: Sentence, token: Token) -> list[Who]:
    """Names in the sentence before a token; adjectives are none."""
    return [
        w
        for i, m in sorted(s.head_of.items())
        if i < token.i and not m.is_adjective and m.type in ("state", "organisation", "armed_group")
        for w in s.named(s.doc[i], m, 0)
    ]


def _controller(s: Sentence, token: Token) -> list[Who]:
    """Who does what the clause around a possessive says: "enabling North Korea to reduce its dependence"."""
    for verb in token.ancestors:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE and c.i < token.i]
        helped = [c for c in verb.children if c.dep_ == "dobj" and c.right_edge.i < token.i]
        if helped and verb.lemma_ in HELPS and shallow(s, helped[0]):
            subjects = helped  # "to aid Russia in its war with Ukraine": Russia's
        if verb.dep_ == "relcl" and any(is_relative(c) for c in subjects):
            found = [w for w in s.one(verb.head, 3) if w.actor.type not in ("leader", "group")]
            if found:
                return found  # "Manila, which accuses Beijing of harassing its vessels"
        if not subjects and verb.lemma_ in LENDS and (lender := _charged_with(verb)) is not None:
            return [w for w in s.one(lender, 1) if w.actor.type not in ("leader", "group")]
        if not subjects and verb.dep_ == "xcomp":
            subjects = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < token.i]
        inside = {a.i for a in token.ancestors}
        found = [
            w
            for c in subjects
            if c.i not in inside and c.pos_ != "PRON"
            for w in shallow(s, c)
            if w.actor.type not in ("leader", "group")
        ]
        if found:
            return found
        if subjects and verb.dep_ != "relcl":
            return []
    return []


def _charged_with(deed: Token) -> Token | None:
    """ "Accused Oman of opening its ports": Oman, wherever the parser hangs the "of"."""
    if deed.dep_ != "pcomp" or deed.head.lower_ not in ("of", "for"):
        return None
    above = deed.head.head
    whom = [above] if above.dep_ == "dobj" else [c for c in above.children if c.dep_ == "dobj" and c.i < deed.i]
    return whom[0] if whom else None


def _subjects_before(s: Sentence, token: Token) -> list[Who]:
    """Subjects to the left, the nearest last; pronouns are no antecedents."""
    inside = {t.i for t in token.subtree} | {a.i for a in token.ancestors if a.pos_ == "NOUN"}
    found: list[Who] = []
    for t in s.doc[: token.i]:
        if t.dep_ in SUBJECTS + PASSIVE and t.i not in inside and t.pos_ != "PRON":
            found += shallow(s, t)[:1]
    if not found:
        found = [
            w
            for i, m in sorted(s.head_of.items())
            if i < token.i and not m.is_adjective and i not in inside and s.doc[i].dep_ not in ("pobj",)
            for w in s.named(s.doc[i], m, 0)
        ][:1]
    return found


def _plural_subjects_before(s: Sentence, token: Token) -> list[Who]:
    for t in reversed(list(s.doc[: token.i])):
        if (
            t.dep_ in SUBJECTS + PASSIVE
            and t.pos_ != "PRON"
            and (t.tag_ in ("NNS", "NNPS") or _are_several(t) or _is_band(s, t))
        ):
            return s.actors(t, 3)
    return []


def _are_several(name: Token) -> bool:
    """ "Chile and Peru", "Chile, Peru and Cuba", of whom the parser takes the second for the first."""
    named = [c for c in name.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    return any(c.dep_ == "conj" for t in (name, *named) for c in t.children)


def _is_band(s: Sentence, token: Token) -> bool:
    """ "The Houthis", "Hezbollah": an armed group is many, whatever the form of its name."""
    mention = s.head_of.get(token.i)
    return mention is not None and mention.type == "armed_group"


def _how_again(how: str) -> str:
    """What a pronoun keeps of its antecedent: "they" of soldiers are soldiers."""
    return how if how == "forces" else "coreference"
