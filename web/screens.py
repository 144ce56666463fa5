"""Screens of their own: for a step whose form is more than its fields, the address of the page on which it is taken.

A step that is not here has the generic page (`pages/step.py`), made from what it says.
"""

from collections.abc import Callable
from typing import Any

from flask import url_for

from web.names import names_in
from web.reports.rounds import approval_of, may
from web.sheet.screen import of_goal
from workflow.exchange import addresses
from workflow.states.refusals import refusals
from workflow.states.situation import Situation

APPROVAL = "godkann"
"""The place of the director's form on the page of a report."""
Screen = Callable[[Situation], str | None]
"""The address for the step in mind, None when this case has no such page."""


def screen_of(now: Situation) -> str | None:
    """Where the step in mind is taken, None for the generic page."""
    assert now.step
    kind = now.model.levels[now.step.level].kind
    found = SCREENS.get((kind, now.step.says)) or SCREENS.get((kind, now.step.name)) or SCREENS.get(("", now.step.says))
    return found(now) if found else None


def _timetable(now: Situation) -> str | None:
    return url_for("timetable.show", year=now.case.year) if now.case else None


def _attachment(now: Situation) -> str | None:
    return url_for("attachments.ask", number=now.case.id) if now.case else None


def _approval(now: Situation) -> str | None:
    return f"{addresses.of_case(now.case, now.model)}#{APPROVAL}" if now.case and approval_of(now) else None


def _sending(now: Situation) -> str | None:
    return addresses.of_case(now.case, now.model) if now.case and not refusals(now) else None


def _handing_in(now: Situation) -> str | None:
    """Where what is missing can be given, for whoever may hand in but must wait for it."""
    assert now.step
    if now.case is None or not refusals(now) or not may(now, now.step):
        return None
    return url_for("sheet.show", number=now.case.id)


def _paragraph(now: Situation) -> str | None:
    return url_for("minuting.show", number=now.case.id) if now.case else None


def _areas(now: Situation) -> str | None:
    area = now.case.id if now.case and now.level.kind == "target_area" else None
    return _of_body(now, "chair.show_areas", val=area)


def _drafts(now: Situation) -> str | None:
    return _of_body(now, "chair.show_drafts")


def _of_body(now: Situation, endpoint: str, **more: Any) -> str | None:
    """A page of the body's year, for whoever may take the step."""
    if now.case is None or refusals(now):
        return None
    code = names_in(now.session, now.who.organisation).units[now.case.unit].code
    return url_for(endpoint, code=code, ar=now.case.year, **more)


def _paragraph_of_meeting(now: Situation) -> str | None:
    return url_for("decisions.new", sammantrade=now.case.id) if now.case else None


def _concluding(now: Situation) -> str | None:
    """The end of the year, for whoever may take the step."""
    return url_for("concluding.show", ar=now.case.year) if now.case and not refusals(now) else None


def _review(now: Situation) -> str | None:
    """Only where the group judges alone first; a review without has the plain form."""
    judges = any(step.says == "judgement" for step in now.level.steps)
    return url_for("review.show", number=now.case.id) if now.case and judges and now.step and now.step.targets else None


def _judgement(now: Situation) -> str | None:
    return url_for("review.show", number=now.case.id, andra=1) if now.case else None


SCREENS: dict[tuple[str, str], Screen] = {
    ("", "attachment"): _attachment,
    ("year", "timetable"): _timetable,
    ("goal", "review"): _review,
    ("goal", "judgement"): _judgement,
    ("goal", "forecast"): of_goal,
    ("goal", "close"): of_goal,
    ("goal", "conclude"): _concluding,
    ("goal", "close_unreported"): _concluding,
    ("report", "report"): _handing_in,
    ("report", "approval"): _approval,
    ("report", "send"): _sending,
    ("report", "minute"): _paragraph,
    ("decision", "log"): _paragraph_of_meeting,
    ("committee_year", "name_areas"): _areas,
    ("committee_year", "hand_in"): _drafts,
    ("target_area", "propose"): _areas,
    ("target_area", "present"): _areas,
    ("target_area", "use"): _areas,
}
"""(kind of level, sort of fact or name of step) → its screen; "" is any kind."""
