"""Words for the minutes that a secretary may begin with, in the organisation's own language."""

from flask import current_app

from web.names import Names
from web.offered import round_title
from workflow.reports.content.parts.proposal import proposed
from workflow.states.situation import Situation


def proposal(now: Situation, names: Names, verdict: str, measures: bool) -> str:
    """What the body says of the report when it decides `verdict`, and of the measures when it approves."""
    report, language = now.case, current_app.config["LANGUAGE"]
    assert report
    round = round_title(now.model, report.round)
    title = round.in_(language) if round else report.round
    said = proposed(names.unit(report.unit), title, report.year, verdict, measures)
    return "\n".join(one.in_(language) for one in said)


def kept(now: Situation, names: Names, text: str, begun: tuple[str, bool], decided: tuple[str, bool]) -> str:
    """The words as they were written; a proposal that was left as it stood follows what was decided. `begun` and
    `decided` are verdict and whether measures go along, on the empty sheet and on the one that was sent."""
    return proposal(now, names, *decided) if text == proposal(now, names, *begun) else text
