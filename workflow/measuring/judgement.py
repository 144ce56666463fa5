"""How a forecast or a closing judges: by a value of the model's scale, or as its source says, without one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from workflow.governance.model import Model, Verdict

SCALES = ("outlook", "attainment")
WORDED, SILENT = "worded", "silent"
"""A source that judges in words that are in no scale of ours, and one that does not judge at all."""


class SaidJudgement(NamedTuple):
    """`verdict` is None where the source's own words are all there is; `words` are the source's words ("" where they
    were not read, or were erased)."""

    verdict: Verdict | None
    words: str
    is_as_source_says: bool
    is_silent: bool


def said_judgement(model: Model, said: Mapping[str, Any]) -> SaidJudgement:
    """The judgement in a forecast or closing; `said` are its short fields, with its words when they are at hand."""
    found = (model.verdict(scale, str(said.get(scale, ""))) for scale in SCALES)
    unscaled = said.get("unscaled", "")
    return SaidJudgement(
        verdict=next((verdict for verdict in found if verdict), None), words=str(said.get("as_written", "")),
        is_as_source_says=unscaled == WORDED, is_silent=unscaled == SILENT,
    )  # fmt: skip
