"""What a field is called: where it points at what stands above the goals, after the model's own levels."""

from web.forms.shape import Shape
from web.language import say
from workflow.governance.model import Model

ABOVE = ("vision", "direction", "target_area")
"""The kinds that each model has its own words for, or lacks."""


def label_of(shape: Shape, model: Model) -> str:
    """The field's label: the title of the level that it may point at, where the model has one."""
    levels = model.of_kind(shape.ref) if shape.ref in ABOVE else ()
    if not levels:
        return shape.label
    return say(levels[0].plural if shape.sort == "many" else levels[0].title)


def fits(shape: Shape, model: Model) -> bool:
    """False for a field that could point at nothing, or that asks why it points at nothing, under the model."""
    if shape.name == "no_area_motive":
        return bool(model.of_kind("target_area"))
    return shape.ref not in ABOVE or bool(model.of_kind(shape.ref))
