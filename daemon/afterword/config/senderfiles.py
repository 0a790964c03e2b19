"""Reads the senders and the forms that name an employer: the shipped ones, and before them those of the user."""

from collections.abc import Iterator
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from afterword.config.yamlfile import FileModel, Placed, collect, load_placed
from afterword.core.companies import without_marks
from afterword.core.formgrammar import FormError
from afterword.core.forms import Form, FormKind, FormTable, Language, compile_form
from afterword.core.senders import SenderTable, TenantPlace, Vendor, VendorKind
from afterword.errors import ConfigError, Problem

_Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, to_lower=True)]
_Form = Annotated[str, StringConstraints(min_length=3, strip_whitespace=True)]


class VendorEntry(FileModel):
    """One vendor, as `rules/senders/README.md` tells it."""

    name: str
    kind: VendorKind
    domains: Annotated[tuple[_Word, ...], Field(min_length=1)]
    addresses: tuple[_Word, ...] = ()
    tenant: TenantPlace = TenantPlace.NONE
    tenant_or: TenantPlace = TenantPlace.NONE
    not_tenants: tuple[_Word, ...] = ()
    drop: tuple[_Word, ...] = ()
    links: tuple[_Word, ...] = ()
    alerts: tuple[_Word, ...] = ()
    relays: tuple[_Word, ...] = ()
    tokens: tuple[_Word, ...] = ()


class SenderFile(FileModel):
    """A file of `rules/senders`. The lists of lists are there for the reader's eye: their lines are one list."""

    senders: tuple[VendorEntry, ...] = ()
    free_mail: tuple[tuple[_Word, ...], ...] = ()
    carriers: tuple[tuple[_Word, ...], ...] = ()
    noise: tuple[tuple[_Word, ...], ...] = ()
    joins: tuple[_Word, ...] = ()
    note_takers: tuple[_Word, ...] = ()


class FormFile(FileModel):
    """A file of `rules/employer`: the forms of one language."""

    language: _Word
    company_stops: tuple[_Word, ...] = ()
    role_stops: tuple[_Word, ...] = ()
    role_heads: tuple[_Word, ...] = ()
    noise: tuple[_Word, ...] = ()
    text: tuple[_Form, ...] = ()
    subject: tuple[_Form, ...] = ()
    maybe: tuple[_Form, ...] = ()
    client: tuple[_Form, ...] = ()
    agency: tuple[_Form, ...] = ()


def load_senders(folder: Path | Traversable, user_folder: Path | None = None) -> SenderTable:
    """
    Read `senders/*.yaml` and `employer/*.yaml` of the rules folder, and those of the user's before them.

    A vendor of the user takes the place of the shipped one of the same name; words and forms are
    added. Raises `ConfigError` with the mistakes of all files.
    """
    folders: tuple[Path | Traversable, ...] = (user_folder, folder) if user_folder else (folder,)
    tables = collect([partial(load_placed, f, SenderFile) for each in folders for f in _files(each, "senders")])
    pages = collect([partial(load_placed, f, FormFile) for each in folders for f in _files(each, "employer")])
    vendors: dict[str, Vendor] = {}
    for table in tables:
        for entry in table.value.senders:
            vendors.setdefault(entry.name.lower(), _vendor(entry))
    files = [table.value for table in tables]
    return SenderTable(
        vendors=tuple(vendors.values()),
        free_mail=frozenset(word for file in files for line in file.free_mail for word in line),
        carriers=frozenset(word for file in files for line in file.carriers for word in line),
        noise=frozenset(without_marks(word) for file in files for line in file.noise for word in line),
        joins=frozenset(word for file in files for word in file.joins),
        note_takers=frozenset(word for file in files for word in file.note_takers),
        forms=_forms(pages),
    )


def _files(folder: Path | Traversable, section: str) -> Iterator[Path | Traversable]:
    place = folder / section
    if place.is_dir():
        yield from sorted(
            (file for file in place.iterdir() if file.name.endswith((".yaml", ".yml"))), key=lambda f: f.name
        )


def _vendor(entry: VendorEntry) -> Vendor:
    return Vendor(
        name=entry.name,
        kind=entry.kind,
        domains=entry.domains,
        addresses=entry.addresses,
        tenant=entry.tenant,
        tenant_or=entry.tenant_or,
        not_tenants=frozenset(entry.not_tenants),
        drop=entry.drop,
        links=entry.links,
        alerts=entry.alerts,
        relays=entry.relays,
        tokens=entry.tokens,
    )


def _forms(pages: list[Placed[FormFile]]) -> FormTable:
    forms: list[Form] = []
    languages: list[Language] = []
    problems: list[Problem] = []
    for page in pages:
        file = page.value
        language = Language(
            file.language,
            company_stops=frozenset(file.company_stops),
            role_stops=frozenset(file.role_stops),
            role_heads=frozenset(without_marks(word) for word in file.role_heads),
            noise=frozenset(without_marks(word) for word in file.noise),
        )
        languages.append(language)
        for kind in FormKind:
            for number, template in enumerate(getattr(file, kind.value)):
                try:
                    forms.append(compile_form(kind, template, language))
                except FormError as error:
                    problems.append(page.problem((kind.value, number), str(error), "see rules/employer/README.md"))
    if problems:
        raise ConfigError(tuple(problems))
    return FormTable(tuple(forms), tuple(languages))
