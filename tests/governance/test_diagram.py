"""The drawing of a level."""

import re
from pathlib import Path

import pytest

from tests.governance.small import read
from workflow.governance.diagram import diagram
from workflow.governance.load import available, load

LINE = re.compile(r'    (state ".+" as \w+|(\[\*\]|\w+) --> (\[\*\]|\w+)(: [^:;"]+)?)')


def test_a_level_is_drawn_with_its_own_words(tmp_path: Path) -> None:
    assert diagram(read(tmp_path).levels["goal"]) == (
        "stateDiagram-v2\n"
        '    state "Utkast" as draft\n'
        '    state "Föreslaget" as proposed\n'
        '    state "Antaget" as adopted\n'
        "    [*] --> draft: Skriv\n"
        "    draft --> proposed: Föreslå\n"
        "    proposed --> adopted: Logga\n"
        "    adopted --> [*]\n"
    )
    assert "[*] --> draft: Write" in diagram(read(tmp_path).levels["goal"], "en")


@pytest.mark.parametrize("name", available())
def test_every_level_of_every_model_can_be_drawn(name: str) -> None:
    for level in load(name).levels.values():
        first, *rest = diagram(level).splitlines()
        assert first == "stateDiagram-v2"
        assert all(LINE.fullmatch(line) for line in rest)
