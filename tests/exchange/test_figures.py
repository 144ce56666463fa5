"""What a file says of figures: words and days are outcomes, and what is improbable or cannot be read is warned of."""

from typing import Any

from tests.people import governance
from workflow.exchange.parse_facts import indicator
from workflow.exchange.scale_matching import ScaleReader
from workflow.facts.indicator import Indicator, Measurement
from workflow.words import sentence


def parsed(**item: Any) -> tuple[Indicator, list[Measurement], list[tuple[str, str]]]:
    """The indicator, its values, and the warnings in Swedish by their place."""
    warned: list[tuple[str, str]] = []

    def warn(path: str, text: str, **values: object) -> None:
        warned.append((path, sentence(text, **values).in_("sv").replace("\u00a0", " ")))

    said = [
        fact
        for fact, _ in indicator({"name": "Nöjda besökare", **item}, ScaleReader.of(governance("base"), None), warn)
    ]
    assert isinstance(said[0], Indicator)
    return said[0], [one for one in said if isinstance(one, Measurement)], warned


def test_a_word_and_a_day_are_outcomes() -> None:
    _, values, warned = parsed(target="Ja", outcomes=[{"period": "2024", "value": "Nej"}])
    assert (values[0].text, values[0].comment, warned) == ("Nej", "", [])
    long = "Arbetet pågår enligt den plan som nämnden beslutade om i våras, och fortsätter"
    _, values, _ = parsed(outcomes=[{"period": "2024", "value": long}])
    assert (values[0].text, values[0].comment) == ("", long)


def test_what_is_improbable_is_warned_of() -> None:
    said, _, warned = parsed(
        unit="%", target=0.85, outcomes=[{"period": "2023", "value": "85,9"}, {"period": "2024", "value": 1234.5}]
    )
    assert said.target == 0.85
    assert warned == [
        ("target", "Enheten är procent. Stämmer 0,85, eller ska det vara 85?"),
        ("outcomes[1].value", "Förra värdet var 85,9. Stämmer 1 234,5?"),
    ]
    _, _, warned = parsed(unit="kr", target="1.234")
    assert warned == [("target", "”1.234” läses som 1,234. Stämmer det? Ett tusental skrivs 1 000.")]


def test_a_change_with_a_minus_is_taken_for_its_size() -> None:
    said, _, warned = parsed(comparator="less_than_before", target=-5, unit="dagar")
    assert said.target == 5 and [path for path, _ in warned] == ["target"]
    said, _, warned = parsed(comparator="less_by_percent", target=10, unit="%")
    assert (said.comparator, said.target, warned) == ("less_by_percent", 10, [])


def test_a_period_that_cannot_be_read_is_told() -> None:
    _, values, warned = parsed(outcomes=[{"period": "efter sommaren", "value": 5}, {"period": "december", "value": 6}])
    assert [one.period for one in values] == ["efter sommaren", "december"]
    assert [path for path, _ in warned] == ["outcomes[0].period"]
