"""Words for the minutes that a secretary may begin with, in the organisation's own language."""

from flask import current_app

from web.names import Names
from web.offered import round_title
from workflow.states.situation import Situation
from workflow.words import sentence

FILED = "%(body)s has taken part of %(round)s %(year)s and files the report."
MEASURED = "%(body)s decides on measures as proposed, for the goals that are not expected to be reached in full."
OTHERWISE = {
    "remitted": "%(body)s sends the report of %(round)s %(year)s back.",
    "deferred": "%(body)s defers the report of %(round)s %(year)s.",
}
"""What is said instead, by verdict."""


def proposal(now: Situation, names: Names, verdict: str, measures: bool) -> str:
    """What the body says of the report when it decides `verdict`, and of the measures when it approves."""
    report = now.case
    assert report
    round = round_title(now.model, report.round) or report.round
    said = {"body": names.unit(report.unit), "round": round, "year": report.year}
    texts = [OTHERWISE.get(verdict, FILED)]
    if measures and verdict not in OTHERWISE:
        texts.append(MEASURED)
    return "\n".join(sentence(text, **said).in_(current_app.config["LANGUAGE"]) for text in texts)


def kept(now: Situation, names: Names, text: str, begun: tuple[str, bool], decided: tuple[str, bool]) -> str:
    """The words as they were written; a proposal that was left as it stood follows what was decided. `begun` and
    `decided` are verdict and whether measures go along, on the empty sheet and on the one that was sent."""
    return proposal(now, names, *decided) if text == proposal(now, names, *begun) else text
