"""What letters may be about: one content for each letter, rich and poor."""

from dataclasses import replace
from datetime import date

from notifications.texts.content import LetterContent, LetterItem, Quote
from workflow.words import Title, sentence

TODAY = date(2026, 9, 14)
GOAL = 'Andelen elever med <b>examen</b> & "slutbetyg" ska vara minst 85 % år 2027'
R3 = Title("Prognos 3 (delår)", "Forecast 3 (interim)")
TILL = "/till/1-2-00ff"


def duty(says: str, title: Title, rung: str, due: date, **more: object) -> LetterItem:
    """Something to do."""
    item = LetterItem(
        what=title, case=GOAL, unit="Barn- och utbildningsnämnden", address=f"{TILL}/mal/12/{says}?omgang=R3",
        step=f"goal.{says}", round=R3, says=says, rung=rung, due=due, hand_over=f"{TILL}/mal/12/hand_over",
        uid="12-forecast/R3@malhjulet",
    )  # fmt: skip
    return replace(item, **more)  # type: ignore[arg-type]


def happening(step: str, says: str, title: Title, **more: object) -> LetterItem:
    """Something that has happened."""
    item = LetterItem(
        what=title, case=GOAL, unit="Barn- och utbildningsnämnden", address=f"{TILL}/mal/12", step=step, says=says,
        who="Rut Exempel", on=date(2026, 9, 11),
    )  # fmt: skip
    return replace(item, **more)  # type: ignore[arg-type]


def letter(kind: str, *items: LetterItem, **more: object) -> LetterContent:
    """A letter to Maja about the items."""
    content = LetterContent(
        kind=kind, language="sv", organisation="Exempelkommun", base="https://mal.example.org", today=TODAY,
        name="Maja Exempel", items=items, away=f"{TILL}/borta", fewer="/brev/1-2-00ff",
    )  # fmt: skip
    return replace(content, **more)  # type: ignore[arg-type]


FORECAST, CONSEQUENCE = (
    Title("Lämna prognos", "Submit the forecast"),
    Title("Beskriv konsekvensen", "Describe the consequence"),
)
TASKS = (("forecast", FORECAST), ("consequence", CONSEQUENCE))
SOON, LATE = date(2026, 9, 23), date(2026, 9, 10)
REVIEW = happening(
    "goal.review", "review", Title("Granska enligt SMART", "Review by SMART"), code="returned",
    verdict=Title("Återlämnat", "Returned"), state=Title("Utkast", "Draft"),
    quotes=(Quote(Title("Mätbart", "Measurable"), "Hur mäts det? Skriv ett tal."),
            Quote(sentence("Suggested wording"), "Minst 85 % av eleverna ska ta examen år 2027.")),
)  # fmt: skip
DECISION = happening(
    "goal.adopt", "decision", Title("Logga fullmäktiges beslut", "Log the council's decision"), code="approved_changed",
    verdict=Title("Bifall med ändring", "Approved with changes"), state=Title("Antaget", "Adopted"), who="Stig Exempel",
    quotes=(Quote(sentence("Paragraph"), Title("Kommunfullmäktige, § 84 KS 2026/00123, måndag 15 juni 2026",
                                               "Kommunfullmäktige, § 84 KS 2026/00123, Monday 15 June 2026")),
            Quote(sentence("The goal in the words decided"), "Minst 87 % av eleverna ska ta examen år 2027.")),
)  # fmt: skip
END = Title("Tillfället stänger", "The round closes")
TIMETABLE = happening(
    "goal_year.set_timetable", "timetable", Title("Fastställ tidplanen", "Set the timetable"), who="Kia Exempel",
    case="Målår 2027", quotes=(Quote(Title("Prognos 3 (delår): öppnar, chefer rapporterar, stänger",
                                         "Forecast 3 (interim): opens, managers report, closes"),
                                   Title("1 september, 10 september, 8 oktober",
                                         "1 September, 10 September, 8 October")),),
)  # fmt: skip
LETTERS = {
    "opened": letter("morning", duty("forecast", FORECAST, "opened", SOON)),
    "reminder": letter("morning", duty("forecast", FORECAST, "reminder", SOON, preliminary=True)),
    "reminder-late": letter("morning", duty("approval", Title("Godkänn", "Approve"), "reminder", LATE)),
    "forecast_missing": letter("morning", duty("forecast", FORECAST, "reminder", LATE)),
    "consequence_missing": letter("morning", duty("consequence", CONSEQUENCE, "reminder", LATE)),
    "escalation": letter("morning", duty("forecast", FORECAST, "escalation", LATE, owes=("Maja Exempel",)),
                         role=Title("Sektorchef", "Director")),
    "escalation-vacant": letter("morning", duty("forecast", FORECAST, "escalation", LATE),
                                role=Title("Kvalitetschef", "Chief quality officer")),
    "morning": letter(
        "morning", duty("consequence", CONSEQUENCE, "reminder", LATE), duty("forecast", FORECAST, "reminder", SOON),
        duty("closing", Title("Lämna målbokslut", "Submit the closing"), "opened", SOON),
        duty("forecast", FORECAST, "escalation", LATE, owes=("Tore Exempel",)), REVIEW,
    ),
    "chased": letter("chased", duty("forecast", FORECAST, "chased", LATE)),
    "chased-several": letter("chased", *[duty(*task, "chased", LATE) for task in TASKS]),
    "told": letter("goal.replace", happening("goal.replace", "motive", Title("Ersätt målet", "Replace the goal"))),
    "told-not-open": letter("goal.replace", happening("goal.replace", "", Title("Ersätt", "Replace"), case="")),
    "decision": letter("goal.adopt", DECISION, role=Title("Sektorchef", "Director")),
    "decision-forty": letter("goal.adopt", *[DECISION] * 3, decision=f"{TILL}/beslut/84"),
    "review.returned": letter("goal.review", REVIEW),
    "handover": letter("goal.hand_over", happening("goal.hand_over", "handover", Title("Lämna över", "Hand over"))),
    "timetable": letter("goal_year.set_timetable", TIMETABLE),
    "committee_report.end_round": letter("morning", happening("committee_report.end_round", "", END, who="", round=R3)),
    "committee_report.close": letter("morning", happening("committee_report.close", "", END, who="", round=R3),
                                     mailbox="Barn- och utbildningsnämnden", away="", fewer="", name=""),
    "sign_in": letter("sign_in", link="https://mal.example.org/logga-in/7-00ff", code="042137", away="", fewer=""),
}  # fmt: skip
"""Every letter, by the name it is approved under: its own name, and which kind of it after a hyphen."""
