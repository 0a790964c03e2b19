"""Turns config.yaml into `Settings`; all its mistakes come at once."""

import difflib
import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import platformdirs

from afterword.config.cadence import load_policy
from afterword.config.schema import (
    WAYS,
    ConfigShape,
    FoldersShape,
    MailboxShape,
    SecretShape,
    ServerShape,
)
from afterword.config.yamlfile import KeyPath, Placed, load_placed
from afterword.core.facts import Folder
from afterword.core.policy import AfterReply
from afterword.core.workdays import knows_country
from afterword.errors import ConfigError, Problem
from afterword.settings import MailboxSettings, Owner, SecretKind, SecretSource, Server, Settings, Tls

_CARD_COUNTRIES: Final = frozenset({"US", "CA"})
"""Where a handwritten card the day after is a custom (domain facts, 5.3)."""

_IMPLICIT: Final = {"imap": 993, "smtp": 465}
_STARTTLS: Final = {"imap": 143, "smtp": 587}
_PLAIN: Final = {"imap": 143, "smtp": 25}
_STARTTLS_ONLY: Final = frozenset({"smtp.office365.com", "smtp-mail.outlook.com", "smtp.mail.me.com"})
"""Large providers that offer no implicit TLS for submission (their own help pages)."""


def default_config_path() -> Path:
    """Return where the configuration lies when nobody names another: ~/.config/afterword/config.yaml on Linux."""
    return platformdirs.user_config_path("afterword", appauthor=False) / "config.yaml"


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """
    Read the configuration. Paths in it are relative to its own folder; `~` is HOME of *environ*.

    Raises `ConfigError` with all mistakes; those of cadence.yaml come once the configuration holds.
    """
    if not path.exists():
        write = "write one there: README.md shows ten lines that do, config.example.yaml every key"
        raise ConfigError((Problem(str(path), 0, 0, "", "there is no configuration yet", write),))
    return _Reading(load_placed(path, ConfigShape), path, environ).settings()


class _Reading:
    """One configuration on its way to `Settings`; gathers what only several values together show to be wrong."""

    def __init__(self, placed: Placed[ConfigShape], path: Path, environ: Mapping[str, str]) -> None:
        self._placed = placed
        self._folder = path.absolute().parent
        self._environ = environ
        self._problems: list[Problem] = []

    def settings(self) -> Settings:
        """Return the settings or raise all problems."""
        config = self._placed.value
        zone = self._zone(config.time_zone)
        country = self._country(config.country)
        mailboxes = tuple(self._mailbox(shape, ("mailboxes", n)) for n, shape in enumerate(config.mailboxes))
        addresses = [mailbox.address for mailbox in mailboxes]
        for number, address in enumerate(addresses):
            if address in addresses[:number]:
                self._wrong(("mailboxes", number, "address"), "this mailbox is there twice", "take one of them out")
        if self._problems or zone is None:
            raise ConfigError(tuple(sorted(self._problems, key=lambda p: (p.line, p.column))))
        rules_dir = self._path(config.rules_dir) if config.rules_dir else None
        card = config.card_reminder == "on" or (config.card_reminder == "auto" and country in _CARD_COUNTRIES)
        return Settings(
            owner=Owner(config.name, tuple(dict.fromkeys((*addresses, *config.also))), config.phone.strip()),
            policy=load_policy(rules_dir, zone, country, card=card, after_reply=AfterReply(config.after_reply)),
            mailboxes=mailboxes,
            state_dir=self._path(config.state_dir) if config.state_dir else self._default_state_dir(),
            rules_dir=rules_dir,
            look_back=timedelta(days=config.look_back_days),
            log_level=config.log_level,
        )

    def _wrong(self, path: KeyPath, what: str, write: str = "") -> None:
        self._problems.append(self._placed.problem(path, what, write))

    def _path(self, text: str) -> Path:
        home = self._environ.get("HOME")
        if home and (text == "~" or text.startswith("~/")):
            text = home + text[1:]
        return self._folder / Path(text).expanduser()

    def _default_state_dir(self) -> Path:
        systemd = self._environ.get("STATE_DIRECTORY", "").partition(":")[0]
        return Path(systemd) if systemd else platformdirs.user_state_path("afterword", appauthor=False)

    def _zone(self, name: str | None) -> ZoneInfo | None:
        from tzlocal import get_localzone_name  # noqa: PLC0415 - needed by few, costs a look through the system

        try:
            return ZoneInfo(name or get_localzone_name())
        except (KeyError, ValueError, OSError):
            pass
        if name is None:
            self._wrong(
                ("time_zone",), "this machine does not say its time zone", "write `time_zone: America/New_York`"
            )
        else:
            self._wrong(("time_zone",), "is not a time zone that is known", _zone_hint(name))
        return None

    def _country(self, text: str) -> str:
        country = "GB" if text.upper() == "UK" else text.upper()  # ISO 3166-1 reserves UK for the same
        if len(country) != 2 or not knows_country(country):  # the holidays know three letters too; nobody else does
            write = "write the two letters of ISO 3166-1, such as US, GB or DE"
            self._wrong(("country",), "is not a country whose holidays are known", write)
        return country

    def _mailbox(self, shape: MailboxShape, path: KeyPath) -> MailboxSettings:
        if shape.imap is None and shape.maildir is None:
            self._wrong(path, "this mailbox says not where it is", "add `imap: imap.gmail.com`, or `maildir: ~/Mail`")
        if shape.imap is not None and shape.maildir is not None:
            self._wrong((*path, "maildir"), "imap and maildir exclude each other", "take one of them out")
        imap = self._server("imap", shape.imap, shape.address, path)
        smtp = self._server("smtp", shape.smtp, shape.address, path)
        if imap is not None and not imap.user:
            self._wrong((*path, "imap", "user"), "is empty", "write the login, or take the line out")
        if shape.password is None and (imap is not None or (smtp is not None and smtp.user)):
            self._wrong(
                path, "the password is missing", f"{WAYS.replace('write one of', 'add `password:` and one of')}"
            )
        return MailboxSettings(
            address=shape.address,
            imap=imap,
            maildir=self._path(shape.maildir) if shape.maildir else None,
            smtp=smtp,
            secret=self._secret(shape.password) if shape.password else None,
            folders=_folders(shape.folders) if shape.folders else (),
            poll_every=timedelta(seconds=shape.poll_every_seconds),
        )

    def _server(self, what: str, given: str | ServerShape | None, address: str, path: KeyPath) -> Server | None:
        if given is None:
            return None
        shape = given if isinstance(given, ServerShape) else ServerShape(host=given)
        here = (*path, what) if given is not shape else (*path, what, "host")
        if any(sign in shape.host for sign in ":/@ ") and not _is_loopback(shape.host):
            write = "write the name alone; the port has a key of its own: {host: mail.example.org, port: 993}"
            self._wrong(here, "is not a host name", write)
        tls = Tls(shape.tls) if shape.tls else _tls_of(what, shape)
        if tls is Tls.NONE and not _is_loopback(shape.host):
            write = "write `implicit` or `starttls`; only a host of this machine may do without"
            self._wrong((*path, what, "tls"), "the password would cross the network in clear", write)
        ports = {Tls.IMPLICIT: _IMPLICIT, Tls.STARTTLS: _STARTTLS, Tls.NONE: _PLAIN}[tls]
        user = address if shape.user is None else shape.user.strip()
        ca_file = self._path(shape.ca_file) if shape.ca_file else None
        return Server(shape.host, shape.port or ports[what], tls, user, ca_file)

    def _secret(self, shape: SecretShape) -> SecretSource:
        kind = SecretKind(next(iter(shape.model_fields_set)))
        value: str = getattr(shape, kind)
        return SecretSource(kind, str(self._path(value)) if kind is SecretKind.FILE else value)


def _folders(shape: FoldersShape) -> tuple[tuple[Folder, str], ...]:
    return tuple((Folder(key), name) for key, name in shape.model_dump(exclude_none=True).items())


def _tls_of(what: str, shape: ServerShape) -> Tls:
    """Return what the port says; without one TLS from the first byte, as RFC 8314 section 3 wants it."""
    if shape.port in {_STARTTLS[what], _PLAIN[what]} or (shape.port is None and shape.host in _STARTTLS_ONLY):
        return Tls.STARTTLS
    return Tls.IMPLICIT


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761 section 6.3
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _zone_hint(name: str) -> str:
    wanted = name.replace(" ", "_").lower()
    known = {zone.lower(): zone for zone in available_timezones()}
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(known, reverse=True)}
    close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.8) or [
        cities[city] for city in difflib.get_close_matches(wanted.rpartition("/")[2], cities, n=1, cutoff=0.8)
    ]
    return f"did you mean `{known[close[0]]}`?" if close else "write an IANA name, such as Europe/Berlin"
