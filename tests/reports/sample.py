"""A document with everything that a document can hold, and all that is hard to write."""

from datetime import date

from workflow.reports.document import (
    BAD,
    GOOD,
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
from workflow.reports.drawing.chart import Chart, Point

KEYS = (("Nämnd", "Barn- & ungdomsnämnden"), ("Mål", "Fler <ska> läsa"))
CHART = Chart(
    title="Andel som läser", unit="procent", ends=(85.0,), aim="minst 85 procent", verdict="Delvis uppfyllt",
    reference=("Riket", 80.5), breaks=(2,),
    points=(
        Point("2025", "2025", 78.0, sort="earlier"), Point("2026", "2026", 81.5, 84.0, 79.0, sort="earlier"),
        Point("P1", "Prognos 1", None), Point("P2", "Prognos 2", 83.25, 85.0, 81.5),
        Point("Väntat", "Väntat vid årets slut", 86.0, sort="during"), Point("Slut", "Slutvärde", 84.9, sort="final"),
    ),
)  # fmt: skip
SAMPLE = Document(
    name="sample", title="Målbokslut å ä ö & <b>", subtitle="Målår 2027, Kommunstyrelsen", publisher="Påhittade kommunen",
    on=date(2028, 2, 29), subject="Målår 2027", about=(("Visar läget", "2028-02-29"), ("Sigill", "ab12")),
    blocks=(
        Heading("Sammanfattning", key="summary"), Text("Tre mål, varav ett nåddes.", "lead"),
        Text("Första stycket.\n\nAndra stycket med <tagg> & tecken.\nEn ny rad."), Text("Ett mål har sekretess.", "notice"),
        Items(("Ett", "Två & tre")), Items(("Först", "Sedan"), ordered=True),
        Heading("Barn- & ungdomsnämnden", key="unit-5", new_page=True), Heading("Fler <ska> läsa", 2, key="goal-7"),
        Facts((("Läge", Status("✓", "Uppfyllt", GOOD)), ("Beskrivning", "=SUM(A1:A9)"), ("Klart", date(2027, 11, 1))),
              sheet="Mål", keys=KEYS),
        Table("Indikatorer", (Column("Namn", 4), Column("Nuläge", figures=True), Column("Kostnad", 2, figures=True),
                              Column("Bedömning", 2)),
              (("=HYPERLINK(\"x\")", -5.6, Money(1250000), Status("✕", "Inte uppfyllt", BAD)),
               ("-20 procent", 14978, None, None), ("@kommun + ett långt ord: " + "måluppfyllelse" * 6, 0.0, Money(0), None)),
              sheet="Indikatorer", keys=KEYS, total=("Totalt", None, Money(1250000), None)),
        Table("Tom tabell", (Column("Namn"), Column("Värde", figures=True)), (), sheet="Tom", keys=KEYS),
        Picture(CHART, "Andel som läser över tid"),
    ),
)  # fmt: skip
