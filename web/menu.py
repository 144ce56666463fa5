"""The menu: what everybody has at hand, and what lies behind "More"."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from web import roles


@dataclass(frozen=True)
class Entry:
    """A line of the menu: the endpoint it leads to, its text, and the right that it takes ("" none)."""

    endpoint: str
    text: str
    right: str = ""


@dataclass(frozen=True)
class Way:
    """A line as it is shown: `current` is "page", "true" (somewhere under it) or ""."""

    address: str
    text: str
    current: str


MAIN = (
    Entry("tasks.mine", "My tasks"), Entry("standing.show", "The standing"), Entry("lists.goals", "Goals"),
    Entry("year.wheel", "The annual wheel"), Entry("lists.decisions", "Decisions"),
)  # fmt: skip
MORE = (
    Entry("committees.index", "Committees"), Entry("reports.index", "Reports"), Entry("documents.index", "Documents"),
    Entry("review.index", "Review"),
    Entry("thread.show", "The red thread"), Entry("lists.meetings", "Meetings"),
    Entry("missing.everywhere", "Missing", roles.CHASES), Entry("news.show", "What has happened lately"),
    Entry("search.find", "Search"), Entry("glossary.show", "Definitions"), Entry("model.show", "The model"),
    Entry("log.show", "The log", roles.LOOKS), Entry("people.index", "People and seats"), Entry("post.box", "Letters", roles.POSTS),
    Entry("settings.show", "Settings"), Entry("public.index", "Open to all"),
)  # fmt: skip
AROUND = ("search.find", "settings.show", "auth.sign_out", "accessibility.show", "public.index")
"""What stands around every page beside the menu."""


def init(app: Flask) -> None:
    """Look up the addresses once: they never change. Called when every page is there."""
    with app.test_request_context():
        app.jinja_env.globals["fixed"] = {endpoint: url_for(endpoint) for endpoint in AROUND}
        app.extensions["menu"] = {entry: url_for(entry.endpoint) for entry in (*MAIN, *MORE)}


def ways(entries: tuple[Entry, ...]) -> list[Way]:
    """The lines that the person has, with addresses."""
    addresses, path = current_app.extensions["menu"], request.path
    return [_way(addresses[entry], entry.text, path) for entry in entries if not entry.right or roles.may(entry.right)]


def _way(address: str, text: str, path: str) -> Way:
    under = address != "/" and path.startswith(f"{address}/")
    return Way(address, text, "page" if path == address else "true" if under else "")
