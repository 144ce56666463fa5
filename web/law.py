"""Which law a deadline comes from, where it is the law's and not the model's alone. Said beside the date, nothing more.

KL = kommunallagen (2017:725), LKBR = lagen (2018:597) om kommunal bokföring och redovisning.
"""

from workflow.governance.model import Model, Step

SOURCES = {
    ("year", "account"): "KL 5:24, 11:20–21",
    ("year", "send_interim_report"): "LKBR 13:1, KL 11:16", ("year", "send_annual_report"): "KL 11:20",
    ("meeting", "approve_minutes"): "KL 5:69", ("meeting", "notice"): "KL 8:12",
    ("meeting", "become_final"): "KL 13:5", ("decision", "become_final"): "KL 13:5",
}  # fmt: skip
"""(kind of level, name of step) → the law. A step that a model has left out is shown nowhere."""


def law_of(model: Model, step: Step) -> str:
    """The law that sets the step's date, "" when the model does: a row that says `law` (docs/models.md)."""
    if not step.by_law:
        return ""
    return SOURCES.get((model.levels[step.level].kind, step.name), "")
