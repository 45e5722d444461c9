"""Accidents, disasters and diseases: their dead are no casualties of anybody's war."""

from __future__ import annotations

import re


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b".replace("_", " "), re.IGNORECASE)


MISHAP = _any_of(r"""
    earthquakes? quakes? tremors? aftershocks? magnitude floods? flooding cyclones? hurricanes? typhoons?
    landslides? mudslides? avalanches? tsunamis? eruptions? volcano(?:es)? wildfires? bushfires? blaze stampedes?
    derail(?:ed|ment) collisions? collided capsized? overturned ravine crash(?:es|ed)? pile-up accidents?
    drown(?:ed|ing) lightning leak heat_?wave droughts? famine storms? blizzards? tornado(?:es)? monsoon rains
    collapsed? epidemics? pandemic outbreaks? virus diseases? cholera malaria measles ebola dengue covid plague
    """)
VIOLENCE = _any_of(r"""
    attack\w* raid\w* strikes? bomb\w* shell(?:s|ed|ing)? shot shoot\w* gunm[ae]n gunfire fired rebels? militants?
    militia\w* insurgen\w* guerril\w* jihadis\w* terror\w* extremis\w* separatis\w* clash\w* fight\w* fought
    battle\w* combat ambush\w* massacre\w* missiles? rockets? drones? air_?strikes? artillery mortars? torpedo\w*
    landmines? mines? wars? conflict offensive hostilit\w* front invasion invaded assault\w* violence riots? unrest
    crackdown stabb\w* killings murder\w* sabotage blasts? explosions? suicide cease-?fire truce coup cross-?border
    pira(?:cy|tes?) enemy
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


def are_bystanders(text: str) -> bool:
    """Whether a sentence names nobody who serves under arms: who died in a crash on duty is entered."""
    return not ARMED.search(text)
