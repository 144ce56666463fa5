"""A model that is small enough to be broken, and what models may name."""

from pathlib import Path

from workflow.facts import KINDS
from workflow.governance.check import Names
from workflow.governance.complaint import Complaint, Faulty
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.states.guards import GUARDS

NAMES = Names(frozenset(GUARDS), KINDS, frozenset({"reminder", "escalation"}))
SMALL = """
title = {sv = "Liten", en = "Small"}
owed_by = {official = ["responsible", "holder", "clerk"], elected = ["holder", "clerk"]}
sealed_by_council = ["wording"]

[roles]
chair = {sv = "Ordförande", en = "Chair", kind = "elected", scope = "unit"}
clerk = {sv = "Kommunsekreterare", en = "Clerk"}
clock = {sv = "Kalendern", en = "The calendar", kind = "clock"}

[[rest]]
weeks = [28, 31]

[[quotas]]
body = "board"
goals = 8
[[quotas]]
body = "board"
goals = 3
departments = ["KULTUR"]

[ladders]
official = [
    {at = -7, kind = "reminder", tells = ["holder"]},
    {at = 3, kind = "escalation", tells = ["clerk"]},
]

[scales.decision]
approved = {sv = "Bifall", en = "Approved"}
remitted = {sv = "Återremiss", en = "Sent back"}

[rounds.T1]
sv = "Tertial 1"
en = "Tertial 1"
as_of = "04-30"
opens = "05-02"
report = "05-10"
approve = "05-14"
papers = "05-20"
closes = "06-10"

[rounds.T2]
sv = "Tertial 2"
en = "Tertial 2"
as_of = "08-31"
opens = "09-01"
report = "09-10"
approve = "09-14"
papers = "09-20"
closes = "10-10"

[every_level.comment]
title = {sv = "Kommentera", en = "Comment"}
from = "any"
to = "="
by = ["chair"]
says = "comment"

[levels.goal]
kind = "goal"
title = {sv = "Mål", en = "Goal"}
plural = {sv = "Mål", en = "Goals"}

[levels.goal.states]
draft = {sv = "Utkast", en = "Draft"}
proposed = {sv = "Föreslaget", en = "Proposed"}
adopted = {sv = "Antaget", en = "Adopted", final = true}

[levels.goal.steps.draft]
title = {sv = "Skriv", en = "Write"}
from = []
to = "draft"
by = ["chair"]
says = "wording"

[levels.goal.steps.propose]
title = {sv = "Föreslå", en = "Propose"}
from = ["draft"]
to = "proposed"
by = ["chair"]
says = "proposal"
needs = ["not_over_quota"]
due = {day = "03-31", year = -1}

[levels.goal.steps.adopt]
title = {sv = "Logga", en = "Log"}
from = ["proposed"]
to = {approved = "adopted", remitted = "again"}
by = ["clerk"]
says = "decision"
due = [
    {meeting = "council", month = "06", day = "06-30", year = -1},
    {within = 10, after = "decision/adopt", verdict = ["remitted"]},
]

[levels.goal.steps.forecast]
title = {sv = "Prognos", en = "Forecast"}
from = ["proposed"]
to = "="
by = ["chair"]
says = "progress"
rounds = ["T1", "T2"]
due = {round = "report"}
"""


def written(folder: Path, text: str, name: str = "small") -> Path:
    """A file with the text."""
    file = folder / f"{name}.toml"
    file.write_text(text, "utf-8")
    return file


def read(folder: Path, text: str = SMALL, name: str = "small") -> Model:
    """The model that the text says."""
    return load(written(folder, text, name), NAMES)


def complaints(folder: Path, text: str) -> tuple[Complaint, ...]:
    """What is said about the text, nothing when it can be used."""
    try:
        read(folder, text)
    except Faulty as faulty:
        return faulty.complaints
    return ()
