"""The page of a goal: what was adopted, how it goes, what happens next - and everything behind it."""

from flask import render_template, request

from web.filling import once_anew
from web.goal.page import page_of
from workflow.facts.attachment import MEDIA, MOST
from workflow.goals import Goal

FILTER = "visa"


def shown(goal: Goal) -> str:
    """The page of the goal."""
    form = {
        "once": once_anew(), "file_once": once_anew(), "accept": ",".join(f".{form}" for form in MEDIA),
        "most": MOST // 1024**2,
    }  # fmt: skip
    return render_template("goal.html", page=page_of(goal, request.args.get(FILTER, "")), form=form)
