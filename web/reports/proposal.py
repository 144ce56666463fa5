"""Words for the minutes that a secretary may begin with, in the organisation's own language."""

from collections.abc import Sequence

from flask import current_app

from web.names import Names
from web.offered import round_title
from web.reports.reading import Entry
from web.reports.tally import is_forecast
from workflow.goals.proposed_decision import CLOSING, FORECAST, BodyReport
from workflow.states.situation import Situation


def reported(now: Situation, names: Names, entries: Sequence[Entry]) -> BodyReport:
    """What the report says, and what it does not say, of its goals."""
    report, language = now.case, current_app.config["LANGUAGE"]
    assert report
    title, is_round_of_forecasts = round_title(now.model, report.round), is_forecast(now.model, report.round)
    return BodyReport(
        body=names.unit(report.unit), round=title.in_(language) if title else report.round, year=report.year,
        thing=FORECAST if is_round_of_forecasts else CLOSING, goals=[entry.title for entry in entries],
        missing=[entry.title for entry in entries if entry.verdict is None],
        unanswered=[entry.title for entry in entries if is_round_of_forecasts and _is_unanswered(entry)],
    )  # fmt: skip


def proposal(report: BodyReport, verdict: str, measures: bool) -> str:
    """What the body says of the report when it decides `verdict`, and of the measures when it approves."""
    return "\n".join(one.in_(current_app.config["LANGUAGE"]) for one in report.proposed(verdict, measures))


def kept(report: BodyReport, text: str, begun: tuple[str, bool], decided: tuple[str, bool]) -> str:
    """The words as they were written; a proposal that was left as it stood follows what was decided. `begun` and
    `decided` are verdict and whether measures go along, on the empty sheet and on the one that was sent."""
    return proposal(report, *decided) if text == proposal(report, *begun) else text


def _is_unanswered(entry: Entry) -> bool:
    """True for a goal at risk whose consequence is not described, or for which no measure is proposed."""
    is_at_risk = bool(entry.verdict and entry.verdict.at_risk)
    return is_at_risk and (entry.undescribed or not (entry.measures or entry.proposal))
