"""Which words around a trigger are its arguments: who does it, what is acted on, what stands after a preposition.

Words only: who they stand for is asked of the sentence, by the slots (`slots.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.frames import Frame, light_verbs
from kg.text.grammar import (
    CONTROL,
    PASSIVE,
    SPANS,
    SUBJECTS,
    by_agents,
    conjuncts,
    first_of_list,
    is_mistaken,
    is_passive,
    is_there,
    objects,
    once,
    particle_lemma,
    past_beside_infinitive,
    themes_of,
)
from kg.text.mentions import classes, words
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

BLAMES = words("""
    accuse blame criticise criticize condemn denounce sanction punish penalise penalize blacklist fault fine thank
    praise prosecute rebuke reproach chide commend reprimand castigate slam impose place put add list suspect charge
    """)  # "punished Iran for arming ...": who is blamed has done it

ADDS = words("say add tell argue claim insist allege note explain")

# "has turned into an ally", "emerged as a partner", "is among the allies of": what somebody is
BECOMES = {
    "into": words("turn evolve develop grow transform"),
    "as": words("emerge serve act count remain stay stand replace overtake displace succeed supplant oust pass"),
    "among": words("be count remain rank"),
}
HOSTS = words("""
    host mediator go-between intermediary guarantor observer witness broker facilitator chair chairman moderator
    """)  # "with Oman as go-between": who only helps
# What hangs on these, hangs on what they hang on: "sent back to Chad", "arms worth $3 million from Chad".
HINGES = frozenset(("back", "out", "away", "home", "as", "together", "down", "alongside"))
# Whose other side is the place: who is shot at, trained or met "there" need not be of there.
THERE = frozenset(("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "BASE_ACCESS", "TRADES_WITH", "DEPENDS_ON"))
ASIDE = 10  # words of "for its part", "along with Washington and some fifty governments"
SAYING = words("""
    warn caution threaten say tell add vow insist declare announce note claim complain charge allege argue repeat stress
    promise pledge swear predict
    """)
UNSPOKEN = ("in", "between", "out_of", "on_side_of", "on_behalf_of")  # that may be told by other words
GAPPED = ("to", "for", "from")  # "sold jets to Chad and tanks to Mali"
SERIES = frozenset(("wave", "series", "one"))  # "launched a series of raids"
CALLS = frozenset(("call", "appeal", "plead"))
CONTROLLING = CONTROL | CALLS
TIMES = words("year month week day night weekend spring summer autumn winter fall decade morning evening century")
UNDER_WAY = words(
    "talk negotiation discussion bid effort attempt move race process contract deal agreement plan line queue"
)


PLANS = words("decision plan move pledge promise vow offer bid refusal readiness intention proposal application")


class Arguments:
    """The arguments of one trigger word: found once, asked by name."""

    def __init__(self, sentence: Sentence, trigger: Token, kind: str, frame: Frame | None = None):
        self.s = sentence
        self.trigger = trigger
        self.kind = kind
        self.frame = frame
        self.subjects: list[Who] = []  # who fills the first slot, while the second is looked for
        self.verb = trigger if kind == "verbs" else self._carrier(frame)

    def _carrier(self, frame: Frame | None) -> Token:
        """The light or linking verb that carries a noun or adjective; else the word itself."""
        token = self.trigger
        head = token.head
        allowed = frame.carriers if frame else light_verbs()
        for _ in range(4):
            if token.dep_ in ("attr", "acomp", "oprd") and head.lemma_ in (
                "be",
                "remain",
                "become",
                "stay",
                "seem",
                "appear",
                "consider",
                "call",
                "prove",
                "grow",
                "get",
                "look",
            ):
                return head
            if token.dep_ in ("dobj", "nsubjpass") and (
                particle_lemma(head) in allowed
                or (head.lemma_.lower() in allowed and particle_lemma(head) != "give_up")  # who gives it up gives none
            ):
                return head
            if (
                token.dep_ == "pobj"
                and head.dep_ == "prep"
                and head.head.pos_ == "VERB"
                and head.head.lemma_ in ("engage", "take", "enter", "participate", "join", "be", "go", "hold", "lock")
            ):
                return head.head
            becomes = token.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in ("VERB", "AUX")
            if becomes and head.head.lemma_ in BECOMES.get(head.lower_, ()):
                return head.head
            if token.dep_ == "conj":
                token, head = head, head.head
                continue
            if (
                token.dep_ == "pobj"
                and head.lower_ == "of"
                and (self.s.lemma(head.head) in SERIES or self.s.lemma(head.head) in classes()["partitives"])
            ):
                token, head = head.head, head.head.head
                continue
            break
        return self.trigger

    def agents(self, verb: Token | None = None, depth: int = 0) -> list[Token]:
        """Who does it: subject of the active, "by" phrase, or the subject that a governing clause lends."""
        if verb is not None:
            return self._agents(verb, depth)
        seen, key = self.s.seen_agents, (self.trigger.i, self.verb.i, self.kind)
        if key not in seen:
            seen[key] = tuple(self._agents(self.verb, 0))
        return list(seen[key])

    def _agents(self, verb: Token, depth: int) -> list[Token]:
        if self.kind == "adjectives" and verb.pos_ == "ADJ":  # "Serbia, long dependent on Russian gas"
            if verb.dep_ == "ROOT":  # "The rebels are allied to Iran"
                return [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE]
            return (
                [verb.head]
                if verb.dep_ in ("amod", "appos", "acl", "relcl")
                else self.agents(verb.head, depth + 1)
                if depth < 2
                else []
            )
        if self.kind == "nouns" and verb == self.trigger and (named := described_by(verb)) is not None:
            return first_of_list(named)  # "Belarus, an ally of Russia"
        if verb.pos_ not in ("VERB", "AUX") or depth > 5:
            return []
        if past_beside_infinitive(verb):
            return self.agents(verb.head.head, depth + 1)
        if is_passive(verb):
            return by_agents(verb)
        if own := subjects_of(verb):
            return list(own)
        if lost := self._lost_subject(verb):
            return lost
        return self._lent(verb, depth)

    def is_done_too(self) -> bool:
        """Whether somebody else does the same by himself."""
        return any(map(does_too, self.verb.children))

    def _lost_subject(self, verb: Token) -> list[Token]:
        """ "In August Greece reached a deal": the name right before a finite verb that the parser hangs elsewhere."""
        helpers = [c for c in verb.children if c.dep_ in ("aux", "neg", "advmod") and c.i < verb.i]
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in helpers)
        if not finite or verb.dep_ not in ("ROOT", "advcl", "ccomp", "relcl") or verb.i == 0:
            return []
        for prep in verb.head.children if verb.dep_ == "advcl" else ():  # "after an air raid in Sanaa left 140 dead"
            after = objects(prep) if prep.lower_ in ("after", "before", "since", "until") else []
            if after and prep.i < verb.i and after[0].right_edge.i + 1 == verb.i and after[0].pos_ != "NUM":
                return after
        at = verb.i - 1
        while at > 0 and any(c.i == at for c in helpers):
            at -= 1
        before = self.s.doc[self._before_aside(at)]
        mention = self.s.part_of.get(before.i)
        if mention is None or mention.is_adjective or before.dep_ in (*SUBJECTS, *PASSIVE):
            return []
        head = next((t for t in self.s.doc if self.s.head_of.get(t.i) is mention), None)
        if head is None or head.dep_ not in ("pobj", "dobj", "conj", "npadvmod", "advmod", "appos", "dep", "compound"):
            return []
        while head.dep_ == "conj" and head.head.pos_ == "PROPN":
            head = head.head
        return [head]

    def _before_aside(self, at: int) -> int:
        """ "UNITA, for its part, fought", "Oslo, along with Rome, had recognised": the word before the aside."""
        doc = self.s.doc
        if doc[at].text != ",":
            return at
        opened = next((i for i in range(at - 1, max(at - ASIDE, 0), -1) if doc[i].text == ","), 0)
        aside = opened and doc[opened + 1].lower_ in ("for", "along", "together", "like", "unlike", "with")
        return opened - 1 if aside else at

    def _part_of_many(self, noun: Token) -> Token | None:
        """ "Accused two of its members of arming rebels": the two, and not who accuses."""
        of = noun.head
        some = of.head if noun.dep_ == "pobj" and of.lower_ == "of" else noun
        return some if some != noun and some.dep_ == "dobj" and some.head.lemma_ in CONTROL else None

    def _whose_plan(self, noun: Token) -> list[Token]:
        """ "Welcomed the Peruvian decision to send", "backed the bid by Peru to join": Peru's."""
        if noun.lemma_ not in PLANS:
            return []
        named = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i in self.s.head_of]
        by = [o for c in noun.children if c.lower_ in ("by", "of") and c.i > noun.i for o in objects(c)]
        return named or [o for o in by if o.i in self.s.head_of]

    def _lent(self, verb: Token, depth: int) -> list[Token]:
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ not in ("VERB", "AUX") and verb.tag_ in ("VBD", "VBZ", "VBP"):
            alike = [a for a in head.ancestors if a.tag_ == verb.tag_]  # "asked that those guilty go, and accused"
            return self.agents(alike[0], depth + 1) if alike else []
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            promised = any(c.tag_ == "MD" for c in head.children) and verb.tag_ in ("VBD", "VBZ")
            if head.dep_ == "ccomp" and promised and head.head.i < head.i and head.head.pos_ == "VERB":
                return self.agents(head.head, depth + 1)  # "said that the men would stay, and denied ..."
            lent = [c for c in head.children if c.dep_ in PASSIVE] if is_passive(head) else self.agents(head, depth + 1)
            if head.dep_ == "ccomp" and not any(self.s.actors(t) for t in lent) and head.head.i < head.i:
                return (
                    self.agents(head.head, depth + 1) or lent
                )  # "confirmed that the call was genuine and accused ..."
            said = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i]
            if said and not any(self.s.actors(t) for t in lent):
                return self.agents(said[0], depth + 1) or lent  # "has shut its port, envoys say, and has asked ..."
            return lent
        if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.tag_ == "VBN":
                return [] if is_passive(verb) else [head]
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
            if verb.tag_ != "VBG" and (verb.dep_ == "acl" or to):  # "plan to send", "troops to guard"
                carrier = head.head if head.dep_ in ("dobj", "attr", "nsubjpass") else None
                if head.dep_ == "pobj" and head.lemma_ in UNDER_WAY and head.head.head.pos_ in ("VERB", "AUX"):
                    carrier = head.head.head  # "is in talks to buy"
                lent = [c for c in head.children if c.dep_ == "poss"] or self._whose_plan(head)
                return lent or (self.agents(carrier, depth + 1) if carrier is not None else [])
            return [head]
        if verb.dep_ in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "oprd", "dep"):
            governor = head
            if verb.dep_ == "pcomp":
                while head.dep_ == "conj" and head.head.pos_ == "ADP":  # "accused it of lying and of arming rebels"
                    head = head.head
                noun = head.head
                governor = noun
                accused = self._part_of_many(noun)
                if accused is not None:
                    return [accused]
                if noun.pos_ in ("NOUN", "PROPN"):
                    lent = [c for c in noun.children if c.dep_ == "poss"]
                    if lent and "sanctions" not in self.s.kinds(noun):
                        return lent
                    governor = noun.head
                    if governor.dep_ == "agent":  # "is accused by monitors of shipping arms"
                        governor = governor.head
            # "put on a blacklist for shipping arms"
            if governor.pos_ == "ADP" and "sanctions" in self.s.kinds(head.head):
                governor = governor.head
            if governor.pos_ == "ADJ":
                governor = governor.head
            if governor.pos_ not in ("VERB", "AUX"):
                return []
            if governor.lemma_.lower() in CONTROLLING and verb.dep_ in ("xcomp", "ccomp", "pcomp", "advcl", "dep"):
                theirs = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i != verb.i]
                theirs += [c for c in governor.children if c.dep_ in PASSIVE]
                if not theirs and is_passive(governor):  # "a firm accused of shipping arms"
                    theirs = themes_of(governor)
                theirs = theirs or self._called_on(governor)
                adds = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_ in ADDS  # "accused Iran, saying ..."
                if theirs and not adds and not (governor.lemma_ in ("make", "order", "help") and verb.dep_ == "advcl"):
                    return theirs
            if verb.dep_ == "pcomp" and head.lower_ in ("for", "with", "of", "over") and governor.lemma_ in BLAMES:
                blamed = self._blamed(governor)
                if blamed:
                    return blamed
            if is_passive(governor):
                return self._undergoers(governor, depth)
            return self.agents(governor, depth + 1)
        return []

    def _undergoers(self, verb: Token, depth: int) -> list[Token]:
        """The subject of a passive, or the one that it shares: "sent arms and is expected to send men"."""
        own = [c for c in verb.children if c.dep_ in PASSIVE]
        if own or verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX") or depth > 5:
            return own
        return self._undergoers(verb.head, depth + 1) if is_passive(verb.head) else self.agents(verb.head, depth + 1)

    def _called_on(self, verb: Token) -> list[Token]:
        """ "Called on the council to lift the embargo", "appealed to France to stay": who is asked to do it."""
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "upon", "to")]
        return [o for p in preps[:1] for o in objects(p)] if verb.lemma_ in CALLS else []

    def _blamed(self, verb: Token) -> list[Token]:
        """ "sanctioned a firm for shipping arms", "imposed sanctions on Iran for arming the Houthis"."""
        direct = themes_of(verb)
        on = [
            o
            for h in (verb, *direct)
            for p in h.children
            if p.dep_ == "prep" and p.lower_ in ("on", "upon", "against")
            for o in objects(p)
        ]
        on = [t for t in on if "sanctions" not in self.s.kinds(t)]
        return on or [t for t in direct if self.s.actors(t) or self.s.owners(t)]

    def themes(self) -> list[Token]:
        """What is acted on."""
        if self.kind != "verbs":
            return []
        return themes_of(self.verb)

    def prepositional(self, name: str, token: Token | None = None) -> list[Token]:
        """What stands after a preposition at the trigger, its carrier or its object."""
        if name not in self.s.spoken and name not in UNSPOKEN:
            return []
        marks: Iterable[Token]
        marks, inner = (token.children, []) if token is not None else self._marks()
        found = [t for child in marks for t in self._after(child, name)]
        if token is None and self.kind == "verbs" and name in GAPPED:
            found = self._gapped(found, name)
        if not found and token is None and self.verb.dep_ == "pcomp" and self.verb.head.lower_ == name:
            found = self._fronted()
        if not found and token is None and name in (
            "in", "to", "from", "with", "at", "against", "on", "for", "around", "near", "along", "between", "by",
            "alongside"
        ):  # fmt: skip
            found = self.where() if name == "in" else []
            for host in inner:  # "opened a base with a ceremony in Djibouti"; not "near the border with Chad"
                for child in host.children if not self._is_whose_border(host, name) else ():
                    found += self._after(child, name)
        if not found and token is not None and name == "between":  # "the truce of August between Israel and Hamas"
            below = [o for c in token.children if c.dep_ == "prep" for o in objects(c)]
            found = [t for o in below for child in o.children for t in self._after(child, name)]
            found = found or self._between(token)
        if not found and token is None and name in ("to", "for") and self.kind == "verbs":
            for theme in self.themes():  # "boats worth $4 million to the Philippines"
                after = [t for t in theme.subtree if t.i > theme.i]
                after = [t for t in after if t.dep_ in ("prep", "dative") and t.lower_ == name]
                near = [t for t in after if not any(a.pos_ == "VERB" for a in t.ancestors if theme in a.ancestors)]
                found += [o for t in near if theme.i > self.trigger.i for o in objects(t)]
        return found

    def _is_whose_border(self, noun: Token, name: str) -> bool:
        """ "Held drills on the border with Chad": not with Chad, but "traded across the border with Chad"."""
        relation = self.frame.relation if self.frame is not None else ""
        joint = relation in ("COOPERATES_WITH", "MEETS_WITH", "AGREES_WITH")
        not_his = relation != "TRADES_WITH" if name == "with" else name == "between" and joint
        return noun.lemma_ in FRONTIERS and not_his

    def _gapped(self, found: list[Token], name: str) -> list[Token]:
        """ "Sold jets to Chad and tanks to Mali": both receivers, whatever the parser makes of the second half.

        What goes to the second must be of the kind that goes to the first: "sent troops to Chad and food to Mali".
        """
        if not found or self.frame is None or not self.frame.words("theme") or not self.themes():
            return found
        doc = self.s.doc
        kinds = set().union(*(self.s.kinds(t) for t in self.themes())) - {"name", "actor"}
        named = [t.i for t in found if t.i in self.s.part_of]
        noun = joined = None
        for t in doc[min(named) + 1 :] if named else ():
            if t.pos_ in ("VERB", "AUX", "SCONJ") or t.text in ";:":
                break
            if t.lower_ == name and noun is not None:
                after = [o for o in doc[t.i + 1 : t.i + 4] if o.i in self.s.head_of][:1]
                alike = bool(kinds & self.s.kinds(noun))
                found = [o for o in found if o not in (*after, noun)] + (after if alike else [])
                noun = joined = None
            joined = joined or t.text in (",", "and") or None
            noun = t if t.pos_ in ("NOUN", "PROPN") and joined and t.i not in self.s.part_of else noun
        return found

    def _fronted(self) -> list[Token]:
        """ "Uganda, on whose ports the country depends": what opens the clause, and the parser hangs it above."""
        after = self.s.doc[self.verb.head.i + 1 : self.verb.head.i + 2]
        return [t for t in after if t.lower_ in ("which", "whom", "whose")]

    def _between(self, noun: Token) -> list[Token]:
        """ "A meeting in Paphos on Monday between Greece and Cyprus": hung on any word in between."""
        for token in noun.doc[noun.i + 1 : noun.i + 10]:
            if token.lower_ == "between" and token.pos_ == "ADP":
                return objects(token)
            if token.pos_ in ("VERB", "AUX") or token.text in (",", ";"):
                return []
        return []

    def where(self) -> list[Token]:
        """ "Mali, where French troops fought": the place that a relative clause hangs on."""
        clause = self.verb
        while clause.dep_ == "xcomp" and not any(c.lower_ == "where" for c in clause.children):
            clause = clause.head  # "where he was to sign"
        if clause.dep_ == "relcl" and any(c.lower_ == "where" for c in clause.children):
            return [clause.head]
        return []

    def _marks(self) -> tuple[list[Token], list[Token]]:
        """What may be a preposition of the trigger, and the nouns below these on which one may hang in its place."""
        seen, key = self.s.seen_marks, (self.trigger.i, self.verb.i, self.kind)
        if key not in seen:
            below = [(host, c) for host in dict.fromkeys(self._hosts()) for c in host.children]
            inner = [o for host, c in below if c.dep_ == "prep" and c.i > host.i for o in objects(c)]
            inner += [c for o in list(inner) for c in conjuncts(o)]
            seen[key] = [c for _, c in below if may_mark(c)], [o for o in inner if o.pos_ == "NOUN"]
        return seen[key]

    def _hosts(self) -> list[Token]:
        """On what a preposition of the trigger may hang."""
        hosts = [self.trigger]
        if self.verb != self.trigger:
            hosts.append(self.verb)
        if self.kind == "verbs":
            for theme in self.themes():
                inner = self.s.head_noun(theme)
                hosts += [theme] + ([inner] if inner != theme else [])
                hosts += [c for c in theme.children if c.dep_ == "conj" and theme.i > self.trigger.i]
        if self.kind == "nouns":
            hosts += [self.trigger.head] if self.trigger.dep_ == "conj" else []
            hosts += [c for c in self.trigger.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]
        above = self.trigger.head
        counted = self.kind == "nouns" and self.trigger.dep_ == "pobj" and above.lower_ == "of"
        if counted and self.s.lemma(above.head) in SPANS:  # "34 days of war between ..."
            hosts.append(above.head)
        hosts += [
            c
            for h in list(hosts)
            for c in h.children
            if (c.dep_ in ("advmod", "prt") and c.lower_ in HINGES) or c.lower_ in ("worth", "free") or is_mistaken(c)
        ]
        return hosts

    def _after(self, child: Token, name: str) -> list[Token]:
        if not may_mark(child):
            return []
        word = child.lower_
        found: list[Token] = []
        if name == "out_of":
            if word in ("out", "outside"):
                found = [o for c in child.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        elif name == "on_side_of":
            if word in ("on", "at", "to", "by"):
                found = [
                    g
                    for o in objects(child)
                    if o.lemma_ in ("side", "behalf", "aid", "defence", "defense", "rescue", "help")
                    for g in self.owner_tokens(o)
                ]
        elif name == "on_behalf_of":
            return self._after(child, "on_side_of")
        elif name == "in" and is_there(child) and self.frame is not None and self.frame.relation in THERE:
            return [child]
        elif word == name and child.dep_ != "aux":
            found = objects(child) if word != "with" or not _only_helps(child) else []
        for other in child.children:  # "to Poland and to Latvia"
            if other.dep_ == "conj" or (
                other.dep_ == "prep" and other.lower_ == name and word in ("back", "out", "away", "home", "down")
            ):
                found = found + self._after(other, name) if other.dep_ == "conj" else found + objects(other)
        return found

    def owner_tokens(self, noun: Token) -> list[Token]:
        own = [c for c in noun.children if c.dep_ == "poss"]
        return own + [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]

    def clauses(self, deps: tuple[str, ...]) -> list[Token]:
        hosts = [self.verb, *self.themes()]
        found = [c for h in hosts for c in h.children if c.dep_ in deps and c.pos_ in ("VERB", "AUX")]
        if self._is_inserted():
            found.insert(0, self.verb.head)
        return [c for c in found if c.i > self.verb.i or not any(t.text == ";" for t in self.s.doc[c.i : self.verb.i])]

    def _is_inserted(self) -> bool:
        """ "If the raids went on, Lima warned, it would strike back": said in the midst of what is said."""
        verb, head = self.verb, self.verb.head
        if verb.lemma_ not in SAYING or head.lemma_ in SAYING or head.i < verb.i:
            return False
        if verb.dep_ not in ("parataxis", "advcl", "ccomp", "dep") or any(c.dep_ == "mark" for c in verb.children):
            return False
        ends = self.s.doc[verb.right_edge.i : verb.right_edge.i + 2]
        return head.pos_ in ("VERB", "AUX") and any(t.text == "," for t in ends)


FRONTIERS = words("border frontier boundary")


def may_mark(token: Token) -> bool:
    """Whether a word may open a phrase as a preposition does."""
    if token.dep_ in ("conj", "dep"):  # "with Simitis and with his Turkish colleague", "of which Chad is a member"
        return token.pos_ == "ADP"
    return token.dep_ in ("prep", "agent", "dative", "advmod", "prt", "aux", "mark")


@once
def subjects_of(verb: Token) -> list[Token]:
    """The subjects of an active verb, and of those who did the same."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS and not is_time(c)]
    too = [c for c in verb.children if does_too(c)] if own else []
    return own + [g for c in too for g in c.children if g.dep_ in SUBJECTS]


def does_too(clause: Token) -> bool:
    """ "..., as did Israel", "..., and so has Israel": who did it as well."""
    if clause.dep_ not in ("advcl", "conj") or clause.lemma_ not in ("do", "have"):
        return False
    return any(c.lower_ in ("as", "so") for c in clause.children) and not themes_of(clause)


def is_time(token: Token) -> bool:
    """ "Depends on Britain and last year ordered jets": the year orders nothing."""
    return token.lemma_ in TIMES and any(c.lower_ in ("last", "this", "next") for c in token.children)


def described_by(noun: Token) -> Token | None:
    """Whom an apposition describes: "Chad, a partner of the West and a French ally, ..."."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":  # "one of its allies"
        noun = noun.head.head
    return noun.head if noun.dep_ == "appos" else None


def _only_helps(prep: Token) -> bool:
    """ "with Egypt as mediator", "with Cuba and Norway as hosts"."""
    after = prep.doc[prep.i + 1 : min(prep.i + 14, len(prep.doc))]
    for token in after:
        if token.text in (",", ";", ".") or token.pos_ in ("VERB", "AUX"):
            return False
        if token.lower_ == "as":
            called = prep.doc[token.i + 1 : token.i + 5]
            return any(t.lemma_ in HOSTS for t in called) or "go-between" in called.text
    return False
