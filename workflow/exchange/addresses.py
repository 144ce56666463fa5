"""Where each sort of case has its page, for pages, letters and calendars alike. Nobody else makes an address."""

from urllib.parse import quote

from workflow.governance.model import Model, Step
from workflow.keys import mac
from workflow.records.case import Case

PREFIXES = {"decision": "beslut", "meeting": "sammantraden", "report": "rapporter", "year": "arshjul"}
"""Level kind → the first part of its address; everything else is under /mal."""


def prefix(kind: str) -> str:
    """The first part of the address of a level's kind."""
    return PREFIXES.get(kind, "mal")


def of_case(case: Case, model: Model) -> str:
    """The page of a case; a goal year's is its year."""
    kind = model.levels[case.level].kind
    number = case.year if kind == "year" and case.year else case.id
    return f"/{prefix(kind)}/{number}"


def of_step(case: Case | None, model: Model, step: Step, round: str = "") -> str:
    """The page on which `step` is taken; a birth by its whole name, under nothing when there is no parent."""
    name = step.key if step.birth else step.name
    base = of_case(case, model) if case else "/nytt"
    query = f"?omgang={round if round.isalnum() else quote(round)}" if round else ""
    return f"{base}/{name if name.isidentifier() else quote(name)}{query}"


def of_person(path: str, organisation: int, person: int, secret: str) -> str:
    """The same page for a reader of a letter: who is not signed in is asked to, as that person. It lets nobody in."""
    return f"/till/{organisation}-{person}-{mac(secret, 'letter', organisation, person)}{path}"


def of_sign_in(token: int, salt: str, secret: str) -> str:
    """The page that a sign-in's letter leads to: single use, and seeing it uses nothing up."""
    return f"/logga-in/{token}-{mac(secret, 'sign_in', token, salt)}"


def of_letters(organisation: int, person: int, secret: str) -> str:
    """The page on which a person says which letters to get."""
    return f"/brev/{organisation}-{person}-{mac(secret, 'letters', organisation, person)}"
