"""
Who only arranges interviews: recruiters, coordinators, the people of human resources.

Read from what they say of themselves, the signature and the address, never guessed
from the fact that they wrote first: in a small firm that is the manager.
"""

from typing import Final

import regex

from afterword.core.facts import Address, MessageFacts

_TITLES: Final = regex.compile(
    r"\b(?:recruit(?:er|ing|ment)|talent (?:acquisition|partner|manager|team)|sourcer|head ?hunter"
    r"|(?:interview|recruiting|talent|hr|people) coordinator|human resources|hr (?:manager|business partner|generalist)"
    r"|people (?:operations|ops|team|partner|and culture|& culture)|personal(?:referent|abteilung|leiter|wesen)\w*"
    r"|bewerber(?:management|betreuung)|recrutement|charg[\u00e9e]e? de recrutement|ressources humaines"
    r"|recursos humanos|selecci[\u00f3o]n de personal|recrutamento|risorse umane|selezione del personale"
    r"|personeelszaken|werving)\b|(?<!\w)(?:HR|RH|TA)(?!\w)",
    flags=regex.IGNORECASE,
)
_LOCAL_PARTS: Final = frozenset(
    {"hr", "jobs", "careers", "career", "recruiting", "recruitment", "talent", "people", "rh", "personal", "bewerbung"}
)


def arranges_interviews(facts: MessageFacts, contact: Address | None) -> bool:
    """Tell whether the writer of a mail says to be of those who arrange interviews."""
    if contact is None or contact.email != facts.sender.email:
        return False
    return contact.local in _LOCAL_PARTS or bool(_TITLES.search(facts.signature[:600], timeout=0.05))
