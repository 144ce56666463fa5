"""A closing book for the annual report, as large as a municipality's: invented, and the same each time."""

from collections.abc import Iterator
from datetime import date
from random import Random

from workflow.reports.document import (
    BAD,
    GOOD,
    RISK,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Items,
    Money,
    Picture,
    Status,
    Table,
    Text,
)
from workflow.reports.drawing.chart import EARLIER, FINAL, Chart, Point

COMMITTEES, GOALS, INDICATORS = 10, 8, 3
STATES = (Status("✓", "Nås", GOOD), Status("!", "Risk", RISK), Status("✕", "Nås ej", BAD))
ROUNDS = (Column("Prognos", 2), Column("Läge", 2), Column("Kommentar", 6), Column("Kostnad", 2, figures=True))


def book() -> Document:
    """The document: committees, their goals, each goal's indicators with a chart and its numbers."""
    chance = Random(2027)
    blocks = tuple(block for number in range(1, COMMITTEES + 1) for block in _committee(chance, number))
    return Document("closing-book", "Målbokslut 2027", "Underlag till årsredovisningen", "Mätstads kommun", date(2028, 3, 1),
                    blocks, about=(("Underlag", "Händelser till och med 1 mars 2028"),))  # fmt: skip


def _committee(chance: Random, number: int) -> Iterator[Block]:
    yield Heading(f"Nämnd {number}", 1, f"namnd-{number}", new_page=True)
    yield Text(f"Nämnden har {GOALS} mål för året. Här redovisas vart och ett med utfall, analys och åtgärder.", "lead")
    for goal in range(1, GOALS + 1):
        yield from _goal(chance, f"Nämnd {number}", f"{number}.{goal}")


def _goal(chance: Random, committee: str, number: str) -> Iterator[Block]:
    keys = (("Nämnd", committee), ("Mål", number))
    yield Heading(f"Mål {number}: fler elever klarar kunskapskraven i årskurs {number[-1]}", 2, f"mal-{number}")
    yield Facts((
        ("Antaget", date(2026, 6, 21)), ("Beslut", f"Kf § {chance.randint(1, 300)}"), ("Läge", chance.choice(STATES)),
        ("Ansvarig", "Förvaltningschefen"), ("Budget", Money(chance.randint(10, 900) * 1000)),
        ("Uppfyllelse", round(chance.random() * 100, 1)),
    ), "Mål", keys)  # fmt: skip
    rows = tuple((f"Prognos {n}", chance.choice(STATES), f"Arbetet följer planen i del {n}; vi ser effekt i vår.",
                  Money(chance.randint(1, 90) * 1000)) for n in range(1, 5))  # fmt: skip
    yield Table(f"Prognoser för mål {number}", ROUNDS, rows, "Prognoser", keys)
    for indicator in range(1, INDICATORS + 1):
        yield from _indicator(chance, keys, f"Andel elever med godkända betyg {number}.{indicator}")
    yield Text("Utfallet beror på att fler elever fick stöd i tid. Två skolor började senare än planerat.\n\n"
               "Arbetet fortsätter under nästa år med samma inriktning och en tydligare uppföljning.")  # fmt: skip
    yield Items(("Läxhjälp på alla skolor", "En gemensam rutin för tidiga insatser", "Uppföljning varje månad"))


def _indicator(chance: Random, keys: tuple[tuple[str, str], ...], name: str) -> Iterator[Block]:
    value, points = 60 + 20 * chance.random(), []
    for year in range(2022, 2028):
        value += chance.uniform(-3, 5)
        women, men = value + chance.uniform(0, 4), value - chance.uniform(0, 4)
        points.append(Point(str(year), str(year), round(value, 1), round(women, 1), round(men, 1),
                            FINAL if year == 2027 else EARLIER))  # fmt: skip
    chart = Chart(name, "procent", tuple(points), ends=(85,), aim="minst 85")
    heads = (Column("Period", 3), *(Column(title, 2, figures=True) for title in ("procent", "Kvinnor", "Män")))
    rows = tuple((point.full, point.value, point.women, point.men) for point in points)
    yield Heading(name, 3)
    yield Picture(chart)
    yield Table(name, heads, rows, "Utfall", (*keys, ("Indikator", name)))
