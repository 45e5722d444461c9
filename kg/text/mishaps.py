"""Accidents, disasters and diseases: their dead are no casualties of anybody's war."""

from __future__ import annotations

import re

MISHAP = re.compile(
    r"\b(?:earthquakes?|quakes?|tremors?|aftershocks?|magnitude|floods?|flooding|cyclones?|hurricanes?|typhoons?|landslides?|"
    r"mudslides?|avalanches?|tsunamis?|eruptions?|volcano(?:es)?|wildfires?|bushfires?|blaze|stampedes?|derail(?:ed|ment)|"
    r"collisions?|collided|capsized?|overturned|ravine|crash(?:es|ed)?|pile-up|accidents?|drown(?:ed|ing)|lightning|leak|"
    r"heat ?wave|droughts?|famine|storms?|blizzards?|tornado(?:es)?|monsoon|rains|collapsed?|"
    r"epidemics?|pandemic|outbreaks?|virus|diseases?|cholera|malaria|measles|ebola|dengue|covid|plague)\b",
    re.IGNORECASE,
)
VIOLENCE = re.compile(
    r"\b(?:attack\w*|raid\w*|strikes?|bomb\w*|shell(?:s|ed|ing)?|shot|shoot\w*|gunm[ae]n|gunfire|fired|rebels?|"
    r"militants?|militia\w*|insurgen\w*|guerril\w*|jihadis\w*|terror\w*|extremis\w*|separatis\w*|clash\w*|fight\w*|fought|"
    r"battle\w*|combat|ambush\w*|massacre\w*|missiles?|rockets?|drones?|air ?strikes?|artillery|mortars?|torpedo\w*|landmines?|"
    r"mines?|wars?|conflict|offensive|hostilit\w*|front|invasion|invaded|assault\w*|violence|riots?|unrest|crackdown|stabb\w*|"
    r"killings|murder\w*|sabotage|blasts?|explosions?|suicide|cease-?fire|truce|coup|cross-?border|pira(?:cy|tes?)|"
    r"enemy)\b",
    re.IGNORECASE,
)
ARMED = re.compile(
    r"\b(?:soldiers?|troopers?|peacekeepers?|policem[ae]n|police officers?|sailors?|seam[ae]n|airm[ae]n|marines?|advis[eo]rs?|"
    r"service ?m[ae]n|service members?|servicem[ae]n|pilots?|airborne|commandos?|cadets?|conscripts?|recruits?|generals?|"
    r"observers?|fighters?|contingent|battalion|brigade|unit|troops|army|air force|navy|force|warplanes?|frigate|warship)\b",
    re.IGNORECASE,
)


def is_mishap(text: str) -> bool | None:
    """Whether what harms people in a text is an accident, a disaster or a disease; None where it says neither that nor violence.

    >>> is_mishap("The ferry capsized off Batangas."), is_mishap("The ferry was shelled and capsized.")
    (True, False)
    >>> is_mishap("Nineteen people were injured.") is None
    True
    """
    if VIOLENCE.search(text):
        return False
    return True if MISHAP.search(text) else None


def are_bystanders(text: str) -> bool:
    """Whether a sentence names nobody who serves under arms: of these an analyst enters also who died in a crash."""
    return not ARMED.search(text)
