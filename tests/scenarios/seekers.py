"""The job seekers of the further scripts: each has a name, an address, a country and a zone of their own."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Seeker:
    """Whose mailbox it is; `lines` are further lines of the configuration."""

    name: str
    address: str
    country: str
    zone: str
    lines: str = ""

    def local(self, text: str) -> datetime:
        """Return an instant that is written in this person's zone."""
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone))

    def config(self) -> str:
        """Return a configuration that reaches nothing."""
        return (
            f"name: {self.name}\ncountry: {self.country}\ntime_zone: {self.zone}\n{self.lines}\n"
            f"mailboxes:\n  - address: {self.address}\n    imap: localhost\n    password: {{environment: NONE}}\n"
        )


ALICE = Seeker("Alice Seeker", "alice@example.org", "DE", "Europe/Berlin", "card_reminder: on")
MAYA = Seeker("Maya Okonkwo", "maya.okonkwo@example.com", "US", "America/New_York")
SAM = Seeker("Sam Delgado", "sam.delgado@example.com", "US", "America/Los_Angeles")
PRIYA = Seeker("Priya Raman", "priya.raman@example.net", "GB", "Europe/London")
JONAS = Seeker("Jonas Weidner", "jonas.weidner@example.net", "DE", "Europe/Berlin")
CLAIRE = Seeker("Claire Fontaine", "claire.fontaine@example.org", "FR", "Europe/Paris")
LUCIA = Seeker("Lucía Herrero", "lucia.herrero@example.org", "ES", "Europe/Madrid")
BRAM = Seeker("Bram de Wit", "bram.dewit@example.net", "NL", "Europe/Amsterdam")
GIULIA = Seeker("Giulia Moretti", "giulia.moretti@example.org", "IT", "Europe/Rome")
TIAGO = Seeker("Tiago Pacheco", "tiago.pacheco@example.org", "PT", "Europe/Lisbon")
