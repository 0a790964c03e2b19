"""
Who sends hiring mail: the vendors of `rules/senders`, asked by address and by link.

The table is data. A vendor is known by its registrable domain or a host below it; what an address
says about the employer (a tenant) is read as the table says for that vendor.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase

from afterword.core.domains import is_within, registrable
from afterword.core.facts import Address
from afterword.core.forms import FormTable


class VendorKind(StrEnum):
    """What a vendor does for its customers."""

    ATS = "ats"
    SCHEDULING = "scheduling"
    ASSESSMENT = "assessment"
    BOARD = "board"
    CALENDAR = "calendar"
    CONFERENCING = "conferencing"
    ALERT = "alert"
    ESIGN = "esign"
    AGENCY = "agency"


class TenantPlace(StrEnum):
    """Where an address of the vendor names its customer."""

    NONE = "none"
    LOCAL = "local"
    SUBDOMAIN = "subdomain"


@dataclass(frozen=True, slots=True)
class Vendor:
    """
    One vendor. Patterns of addresses are globs over the whole addr-spec in lower case.

    `addresses` is for vendors that share a domain with an employer (google.com); with it, only
    these addresses and the `domains` are the vendor. `links` hold `{tenant}` in place of the slug.
    """

    name: str
    kind: VendorKind
    domains: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    tenant: TenantPlace = TenantPlace.NONE
    tenant_or: TenantPlace = TenantPlace.NONE
    not_tenants: frozenset[str] = frozenset()
    drop: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


_ROBOT_WORDS_TEXT = """
    noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply dontreply notreply nepasrepondre
    ne-pas-repondre nichtantworten noresponder no-responder naoresponda nao-responda nonrispondere
    non-rispondere notification notifications notify alert alerts mailer-daemon mailerdaemon postmaster bounce
    bounces mailer auto-reply autoreply automailer automated system systemmessage sysadmin root daemon
    calendar-notification scheduler-bot robot bot mailrobot
"""
_ROBOT_WORDS = tuple(_ROBOT_WORDS_TEXT.split())

_ROBOT_PARTS = tuple(word for word in _ROBOT_WORDS if len(word) > 7 and word not in {"notification", "mailer-daemon"})


def is_robot(address: Address) -> bool:
    """Tell whether an address by its own shape belongs to a machine or a room: nobody reads what is sent there."""
    local = address.local
    if "+autoreply" in local or not local:
        return True
    base = local.partition("+")[0]
    if base in _ROBOT_WORDS or any(part in base for part in _ROBOT_PARTS):
        return True
    if set(base.replace("_", "-").replace(".", "-").split("-")) & {
        "noreply",
        "notifications",
        "notification",
        "donotreply",
    }:
        return True
    return any(
        is_within(address.domain, host) for host in ("resource.calendar.google.com", "group.calendar.google.com")
    )


def without_tag(email: str) -> str:
    """Return an address without its plus-tag (RFC 5233): me+acme@x.org is me@x.org."""
    local, at, domain = email.lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def is_own(address: Address, own: frozenset[str]) -> bool:
    """Tell whether an address is the user's, under any plus-tag."""
    return address.email in own or without_tag(address.email) in own


@dataclass(frozen=True, slots=True)
class SenderTable:
    """All vendors, and the words and domains that belong to none of them."""

    vendors: tuple[Vendor, ...] = ()
    free_mail: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    noise: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    note_takers: frozenset[str] = frozenset()
    forms: FormTable = field(default_factory=FormTable)
    _by_domain: dict[str, tuple[Vendor, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[str, tuple[Vendor, ...]] = {}
        for vendor in self.vendors:
            hosts = (*vendor.domains, *(pattern.rpartition("@")[2] for pattern in vendor.addresses))
            for domain in dict.fromkeys(registrable(host) or host for host in hosts):
                table[domain] = (*table.get(domain, ()), vendor)
        object.__setattr__(self, "_by_domain", table)

    def vendor(self, address: Address) -> Vendor | None:
        """Return the vendor an address belongs to, or None."""
        for vendor in self._by_domain.get(registrable(address.domain), ()):
            if any(is_within(address.domain, domain) for domain in vendor.domains) or _fits(address, vendor.addresses):
                return vendor
        return None

    def is_free_mail(self, host: str) -> bool:
        """Tell whether anybody may open a mailbox there."""
        return registrable(host) in self.free_mail

    def own_domain(self, address: Address) -> str:
        """Return the registrable domain where it is a firm's own, no vendor's, carrier's or free-mail host; else ""."""
        domain = registrable(address.domain)
        if domain in self.free_mail or domain in self.carriers:
            return ""
        vendor = self.vendor(address)
        return domain if vendor is None or vendor.kind is VendorKind.AGENCY else ""

    def is_alert(self, address: Address) -> bool:
        """Tell whether an address sends nothing but adverts and digests."""
        vendor = self.vendor(address)
        return vendor is not None and (vendor.kind is VendorKind.ALERT or _fits(address, vendor.alerts))

    def is_relay(self, address: Address) -> bool:
        """Tell whether a person stands behind an address and cannot be reached there."""
        vendor = self.vendor(address)
        return vendor is not None and _fits(address, vendor.relays)

    def is_token(self, address: Address) -> bool:
        """Tell whether an address was made for one conversation and must be kept as it is."""
        vendor = self.vendor(address)
        return vendor is not None and _fits(address, vendor.tokens) and "+autoreply" not in address.local

    def is_note_taker(self, address: Address) -> bool:
        """Tell whether a name or mailbox in an invite is a machine that takes notes."""
        words = {address.name.lower(), address.local, *address.name.lower().split(), registrable(address.domain)}
        return bool(words & self.note_takers)

    def tenant(self, address: Address) -> str:
        """Return the token by which a vendor's address names the employer (`acme` of acme@myworkday.com), or ""."""
        vendor = self.vendor(address)
        if vendor is None:
            return ""
        for place in (vendor.tenant, vendor.tenant_or):
            token = _token_at(place, address, vendor)
            if token:
                return token
        return ""

    def tenant_of_link(self, link: str) -> str:
        """Return the employer's slug in the address of a career page, or ""."""
        host, _, path = link.partition("://")[2].partition("/")
        host = host.rpartition("@")[2].partition(":")[0].lower()
        for vendor in self._by_domain.get(registrable(host), ()):
            for pattern in vendor.links:
                token = _slug(pattern, host, path)
                if token and token not in vendor.not_tenants and token not in _NO_SLUGS:
                    return token
        return ""


_NO_SLUGS_TEXT = """
    www app jobs careers apply api help support embed static cdn assets mail click email links go tracking my
"""
_NO_SLUGS = frozenset(_NO_SLUGS_TEXT.split())


def _fits(address: Address, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(address.email, pattern) for pattern in patterns)


def _token_at(place: TenantPlace, address: Address, vendor: Vendor) -> str:
    token = ""
    if place is TenantPlace.LOCAL and not is_robot(Address(address.email.replace("+autoreply", ""))):
        token = address.local.partition("+")[0]
        for ending in vendor.drop:
            token = token.removesuffix(ending)
    elif place is TenantPlace.SUBDOMAIN:
        above = address.domain.removesuffix(registrable(address.domain)).rstrip(".")
        labels = [part for part in above.split(".") if part and part not in vendor.not_tenants]
        token = labels[0] if labels else ""
    return "" if token in vendor.not_tenants or token in _NO_SLUGS or not any(c.isalpha() for c in token) else token


def _slug(pattern: str, host: str, path: str) -> str:
    """Return what stands at `{tenant}` where host and path fit the pattern; `*` fits one label or one step."""
    want_host, _, want_path = pattern.partition("/")
    labels, want = host.split("."), want_host.split(".")
    if len(labels) != len(want):
        return ""
    steps, want_steps = path.split("?", maxsplit=1)[0].split("/"), want_path.split("/") if want_path else []
    if len(steps) < len(want_steps):
        return ""
    found = ""
    for have, wanted in (*zip(labels, want, strict=True), *zip(steps, want_steps, strict=False)):
        before, tenant, after = wanted.partition("{tenant}")
        if tenant:
            if not (have.startswith(before) and have.endswith(after)):
                return ""
            found = have.removeprefix(before).removesuffix(after).lower()
        elif wanted not in {"*", have}:
            return ""
    return found
