"""The drawing of a level."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.governance.small import read
from workflow.governance.load import available, load
from workflow.states.diagram import diagram, picture

LINE = re.compile(r'    (state ".+" as \w+|(\[\*\]|\w+) --> (\[\*\]|\w+)(: [^:;"]+)?)')


def test_a_level_is_drawn_with_its_own_words(tmp_path: Path) -> None:
    assert diagram(read(tmp_path), "goal") == (
        "stateDiagram-v2\n"
        '    state "Utkast" as draft\n'
        '    state "Föreslaget" as proposed\n'
        '    state "Antaget" as adopted\n'
        "    [*] --> draft: Skriv\n"
        "    draft --> proposed: Föreslå\n"
        "    proposed --> adopted: Logga\n"
        "    adopted --> [*]\n"
    )
    assert "[*] --> draft: Write" in diagram(read(tmp_path), "goal", "en")


@pytest.mark.parametrize("name", available())
def test_every_level_of_every_model_can_be_drawn(name: str) -> None:
    model = load(name)
    for level in model.levels:
        first, *rest = diagram(model, level).splitlines()
        assert first == "stateDiagram-v2"
        assert all(LINE.fullmatch(line) for line in rest)


@pytest.mark.parametrize("name", available())
def test_every_level_has_a_picture_with_all_its_states_and_moving_steps(name: str) -> None:
    model = load(name)
    for level in model.levels.values():
        drawn = ElementTree.fromstring(picture(model, level.name))
        texts = " ".join(text.text or "" for text in drawn.iter("{http://www.w3.org/2000/svg}text"))
        moving = [step for step in level.steps if {*step.targets} - {*step.from_, "="}]
        assert all(state.title.sv in texts for state in level.states)
        assert all(step.title.sv in texts for step in moving)
