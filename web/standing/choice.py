"""What one looks at in Läget: a goal year, a committee, a round, only some of the goals, beside the year before."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import request, url_for

from workflow.goals.lacking import OWNER, PLAN
from workflow.goals.overview import WORSE
from workflow.goals.reporting_status import AWAITED, DESCRIBE, MISSING
from workflow.states.context import Unknown
from workflow.words import sentence

RISK = "at_risk"
SHOWS = {
    "saknas": (MISSING, sentence("Not handed in")),
    "vantas": (AWAITED, sentence("Awaited")),
    "risk": (RISK, sentence("At risk")),
    "konsekvens": (DESCRIBE, sentence("Forecast given, consequence missing")),
    "samre": (WORSE, sentence("Worse than the round before")),
    "plan": (PLAN, sentence("The action plan is missing")),
    "ansvarig": (OWNER, sentence("Nobody is responsible")),
}
"""Which goals can be asked for: in the address, in the code, and the text."""
SHOW_OF = {what: name for name, (what, _) in SHOWS.items()}


@dataclass(frozen=True)
class Choice:
    """What is looked at; 0 and "" for what is not said. `unit` is a committee's code."""

    year: int = 0
    unit: str = ""
    round: str = ""
    show: str = ""
    compare: bool = False

    @property
    def is_whole(self) -> bool:
        """True for the matrix of all committees, False for a list of goals."""
        return not (self.unit or self.round or self.show)

    def with_(self, **other: object) -> "Choice":
        """The same, with something else."""
        return replace(self, **other)  # type: ignore[arg-type]

    def address(self, endpoint: str = "standing.show") -> str:
        """The address under which it is looked at."""
        said = {"ar": self.year, "namnd": self.unit, "omgang": self.round, "visa": self.show}
        query = {name: value for name, value in said.items() if value} | ({"jamfor": 1} if self.compare else {})
        return url_for(endpoint) + (f"?{urlencode(query)}" if query else "")


def chosen() -> Choice:
    """What the request asks to see. Raises Unknown for what cannot be looked at."""
    asked = request.args
    year, show = asked.get("ar", "0") or "0", asked.get("visa", "")
    if not year.isdecimal() or len(year) > 4 or show not in ("", *SHOWS):
        raise Unknown
    return Choice(int(year), asked.get("namnd", ""), asked.get("omgang", ""), show, asked.get("jamfor", "") == "1")
