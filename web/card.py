"""The small wheel as a card, drawn once for a day, a language and what the goal years have come to."""

from flask import render_template
from markupsafe import Markup

from web.annual import wheel_of
from web.language import language
from workflow.records.queries.years import goal_years
from workflow.states.situation import Situation


def wheel_card(now: Situation) -> Markup:
    """The card, as the calendar remembers it; one statement asks whether it still holds."""
    held = goal_years(now.session, now.who.organisation)
    key = ("wheel", now.today, language(), *((case.id, case.seq) for case in held))
    return now.calendar.remember(key, lambda: Markup(render_template("wheel_card.html", wheel=wheel_of(now))))
