"""A phrase that the parser takes apart: "200 were wounded by Azerbaijani shelling"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.grammar import SUBJECTS
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

RAIDS = words("shelling bombing")


def join_raid(by: Token) -> None:
    """ "32 people were killed and 200 wounded by Azerbaijani shelling": by that, and nobody shells a second time."""
    if by.i + 2 >= len(by.doc):
        return
    name, raid, harm = by.nbor(1), by.nbor(2), by.head
    if raid.lower_ not in RAIDS or raid.tag_ != "VBG" or name.head != by or name.dep_ != "pobj" or raid in by.subtree:
        return
    counted = harm.head
    if harm.dep_ == "acl" and counted.dep_ in SUBJECTS and counted.head == raid:
        harm.head, harm.dep_ = (raid.head, raid.dep_) if raid.dep_ != "ROOT" else (harm, "ROOT")
        counted.head, counted.dep_ = harm, "nsubjpass"
    elif raid not in harm.children:
        return
    for child in [c for c in raid.children if c.i < by.i]:
        child.head = harm
    raid.head, raid.dep_, raid.pos_, raid.tag_, raid.lemma_ = by, "pobj", "NOUN", "NN", raid.lower_
    name.head, name.dep_ = raid, "amod"
