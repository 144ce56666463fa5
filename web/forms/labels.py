"""What a field is called: where it points at what stands above the goals, after the model's own levels."""

from web.forms.shape import Shape
from web.language import say
from workflow.governance.model import Model

ABOVE = ("vision", "direction", "target_area")
"""The kinds that each model has its own words for, or lacks."""
NO_AREA = "no_area_motive"


def label_of(shape: Shape, model: Model) -> str:
    """The field's label: the title of the level that it may point at, where the model has one."""
    if shape.name == NO_AREA and (area := model.title_of("target_area")):
        return say("Why it has no %(area)s", area=area.inside)
    title = model.title_of(shape.ref, many=shape.sort == "many") if shape.ref in ABOVE else None
    return say(title) if title else shape.label


def fits(shape: Shape, model: Model) -> bool:
    """False for a field that could point at nothing, or that asks why it points at nothing, under the model."""
    if shape.name == NO_AREA:
        return bool(model.of_kind("target_area"))
    return shape.ref not in ABOVE or bool(model.of_kind(shape.ref))
