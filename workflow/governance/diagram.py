"""A level drawn: its states and steps as a Mermaid state diagram."""

from workflow.governance.model import SAME, Level, Step

EDGE = "[*]"


def diagram(level: Level, language: str = "sv") -> str:
    """The level as `stateDiagram-v2`, with the titles of states and steps in `language`.

    Steps that leave a case where it is are left out: they are in the handbook.
    """
    states = [f'    state "{plain(state.title.in_(language))}" as {state.name}' for state in level.states]
    arrows = [arrow for step in level.steps for arrow in drawn(step, language)]
    ends = [f"    {state.name} --> {EDGE}" for state in level.states if state.final]
    return "\n".join(["stateDiagram-v2", *states, *dict.fromkeys(arrows), *ends]) + "\n"


def drawn(step: Step, language: str) -> list[str]:
    """An arrow from each state the step starts from to each that it leads to."""
    title = plain(step.title.in_(language))
    starts = (EDGE,) if step.birth else step.from_
    ways = [(start, end) for start in starts for end in step.targets if start != end and end != SAME]
    return [f"    {start} --> {end}: {title}" for start, end in ways]


def plain(text: str) -> str:
    """Without the signs that mean something to Mermaid."""
    return text.replace('"', "'").replace(":", " ").replace(";", ",").replace("\n", " ")
