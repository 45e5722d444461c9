"""Accidents, disasters and diseases: their dead are no casualties of anybody's war."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Claim
from kg.text.mentions import Mention


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b".replace("_", " "), re.IGNORECASE)


SUDDEN = r"""
    earthquakes? quakes? tremors? aftershocks? magnitude floods? flooding cyclones? hurricanes? typhoons?
    landslides? mudslides? avalanches? tsunamis? eruptions? volcano(?:es)? wildfires? bushfires? blaze stampedes?
    derail(?:ed|ment) collisions? collided capsized? overturned ravine crash(?:es|ed)? pile-?up accidents?
    (?:roof|building|bridge|mine|stand|wall|ceiling|dam)_collapse[sd]?
    drown(?:ed|ing) lightning leak blizzards? tornado(?:es)? monsoon
    """
# What goes on for months beside a war: of its dead the sentence itself has to tell.
SLOW = r"""
    droughts? famine heat_?wave epidemics? pandemic outbreaks? diseases? cholera malaria measles ebola dengue covid
    """
MISHAP, LASTING = _any_of(SUDDEN + SLOW), _any_of(SLOW)
VIOLENCE = _any_of(r"""
    attack\w* raid\w* strikes? bomb\w* shell(?:s|ed|ing)? shot shoot\w* gunm[ae]n gunfire fired rebels? militants?
    militia\w* insurgen\w* guerril\w* jihadis\w* terror\w* extremis\w* separatis\w* clash\w* fight\w* fought
    battle\w* combat ambush\w* massacre\w* missiles? rockets? drones? air_?strikes? artillery mortars? torpedo\w*
    landmines? mines? wars? conflict offensive hostilit\w* front invasion invaded assault\w* violence riots? unrest
    crackdown stabb\w* killings murder\w* sabotage blasts? explosions? suicide cease-?fire truce coup cross-?border
    pira(?:cy|tes?) enemy downed overr[au]n executed grenades? projectiles? stormed siege
    """)
ARMED = _any_of(r"""
    soldiers? troopers? peacekeepers? policem[ae]n police_officers? sailors? seam[ae]n airm[ae]n marines?
    advis[eo]rs? service_?m[ae]n service_members? pilots? airborne commandos? cadets? conscripts? recruits?
    generals? observers? fighters? contingent battalion brigade unit troops army air_force navy force warplanes?
    frigate warship
    """)


def is_mishap(text: str) -> bool | None:
    """Whether what harms people in a text is an accident, a disaster or a disease; None where it tells of no harm.

    >>> is_mishap("The ferry capsized off Batangas."), is_mishap("The ferry was shelled and capsized.")
    (True, False)
    >>> is_mishap("Nineteen people were injured.") is None
    True
    """
    if VIOLENCE.search(text):
        return False
    return True if MISHAP.search(text) else None


class Harm:
    """What harmed people last in a text, as it is read sentence by sentence; looked at only where dead are counted."""

    def __init__(self, title: str, mentions: Iterable[Mention]):
        self._read: list[tuple[str, Iterable[Mention]]] = [(title, mentions)]

    def read(self, text: str, mentions: Iterable[Mention]) -> None:
        """The next sentence, with the known names in it."""
        self._read.append((text, mentions))

    def is_nobodys(self, claim: Claim, text: str) -> bool:
        """ "An earthquake killed 157 people. Thirty others were hurt": no loss of a war. Who serves under arms is
        entered also where he died in a crash."""
        counts = claim.relation == "CASUALTIES" and claim.object is None
        troops = claim.quantity is not None and claim.quantity.unit == "troops"
        return counts and not troops and not ARMED.search(text) and self._is_of_mishap()

    def _is_of_mishap(self) -> bool:
        """Whether the sentence read last tells of a mishap, or of no harm and the one that told of harm before it did,
        of the same states and for the moment."""
        here = _states(self._read[-1][1])
        for back, (text, mentions) in enumerate(reversed(self._read)):
            harm = is_mishap(text)
            if harm is not None:
                return harm and (back == 0 or (not LASTING.search(text) and here <= _states(mentions)))
        return False


def _states(mentions: Iterable[Mention]) -> set[str]:
    return {m.state for m in mentions if m.state}
