"""Finds the application that a person means by a name."""

from collections.abc import Callable, Iterable

from afterword.core.application import Application
from afterword.errors import UserMustAct

_WAYS: tuple[Callable[[Application], tuple[str, ...]], ...] = (
    lambda app: (app.id, app.name),
    lambda app: (f"{app.company}/{app.role}",),
    lambda app: (app.company,),
)


def find_application(applications: Iterable[Application], name: str) -> Application:
    """
    Return the application that a person means by its name, by company/role or by company alone.

    Raises:
        UserMustAct: none is called so, or several are; the sentence lists what there is.
    """
    known = list(applications)
    wanted = name.casefold().strip()
    for names in _WAYS:
        hits = [app for app in known if wanted in {n.casefold() for n in names(app)}]
        if len(hits) == 1:
            return hits[0]
        if hits:
            options = ", ".join(f'"{app.name}"' for app in hits)
            raise UserMustAct(f"{name!r} is the name of several applications: {options}; write one of these")
    listing = ", ".join(f'"{app.name}"' for app in known) or "none yet"
    raise UserMustAct(f"there is no application called {name!r}; there are: {listing}")
