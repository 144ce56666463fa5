"""From where people stand to the documents about it, filled in."""

from typing import Any

from flask import url_for

from web.documents.choosing import ROUND, UNIT, YEAR
from web.names import Names
from workflow.records.case import Case
from workflow.reports.ask import REPORTS
from workflow.words import Sentence

OF_A_REPORT = ("forecast", "minutes")
"""What a committee needs when its report is on the agenda."""


def of_report(report: Case, names: Names) -> list[tuple[Sentence, str]]:
    """Title and address of the documents about a committee's report."""
    about: dict[str, Any] = {YEAR: report.year, UNIT: names.units[report.unit].code, ROUND: report.round}
    return [(REPORTS[name].title, url_for("documents.ask", name=name, **about)) for name in OF_A_REPORT]
