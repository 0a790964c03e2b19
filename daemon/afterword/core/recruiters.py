"""
Who only arranges interviews: recruiters, coordinators, the people of human resources.

Read from what they say of themselves, the signature and the address, never guessed
from the fact that they wrote first: in a small firm that is the manager.
"""

from typing import Final

import regex

from afterword.core.facts import Address, MessageFacts
from afterword.core.names import display_person

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

_LONGEST_SIGN_OFF: Final = 12
"""Lines at the end of a text among which a name is taken for a signature."""


def arranges_interviews(facts: MessageFacts, contact: Address | None) -> bool:
    """Tell whether the writer of a mail says to be of those who arrange interviews."""
    if contact is None or contact.email != facts.sender.email:
        return False
    signed = f"{_below_the_name(facts)}\n{facts.signature[:600]}"
    return contact.local in _LOCAL_PARTS or bool(_TITLES.search(signed, timeout=0.05))


def _below_the_name(facts: MessageFacts) -> str:
    """Return what stands below the writer's name at the end of a text: many sign without a closing line."""
    name = display_person(facts.sender).casefold()
    names = {name, *name.split()[:1]} - {""}
    lines = facts.text.splitlines()
    for number in range(len(lines) - 1, max(-1, len(lines) - _LONGEST_SIGN_OFF - 1), -1):
        if lines[number].strip(" ,.-").casefold() in names:
            return "\n".join(lines[number + 1 :])[:600]
    return ""
