"""What the processes do: short functions that are found by name in a new process."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from workflow.facts import fact_of
from workflow.records.database import Database, connect
from workflow.records.queries.cases import cases
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.context import Unknown, Who
from workflow.states.perform import Refused, Stale, perform

AT = datetime(2026, 2, 16, 9, tzinfo=UTC)
"""When all this happens: in the weeks in which goals are written."""


class Edit(NamedTuple):
    """A change that was answered as done: when it was asked for and answered, and what it made."""

    asked: float
    answered: float
    version: int
    seq: int
    text: str


def propose(database: Database, who: Who, goals: Sequence[int]) -> list[str]:
    """Propose each of the goals; the reasons of those that were refused."""
    why = []
    for goal in goals:
        try:
            with database.writing() as session:
                perform(session, Command("propose", goal, who, fact_of("proposal", {}), at=AT))
        except Refused as refused:
            why.append(refused.why[0].text)
    return why


def act(database: Database, who: Who, goals: Sequence[int], text: str, times: int, stranger: int = 0) -> int:
    """Reword all the goals in one act, `times` times; with a `stranger` last, whom nobody may touch. Acts done."""
    done = 0
    for turn in range(times):
        try:
            with database.writing() as session:
                for goal in (*goals, *([stranger] if stranger else [])):
                    perform(
                        session, Command("reword", goal, who, fact_of("wording", {"goal": f"{text} {turn}"}), at=AT)
                    )
            done += 1
        except Unknown:
            continue
    return done


def send(database: Database, who: Who, goal: int, seen: int, once: str, times: int) -> list[tuple[int, int, bool]]:
    """Send the same form again and again: (seq, version, done before) of each answer."""
    answers = []
    for _ in range(times):
        with database.writing() as session:
            fact = fact_of("wording", {"goal": "Sagt en enda gång"})
            done = perform(
                session, Command("reword", goal, who, fact, at=AT, expected_version=seen, idempotency_key=once)
            )
        answers.append((done.seq, done.case.version, done.again))
    return answers


def edit(database: Database, who: Who, goal: int, name: str, times: int) -> tuple[list[Edit], int]:
    """Read the goal and change it as it was read, until `times` changes are done; and how often it was stale."""
    done: list[Edit] = []
    stale = 0
    while len(done) < times:
        with database.reading() as session:
            seen = cases(session, "id = ?", (goal,))[0].version
        text, asked = f"{name} {len(done)}", time.monotonic()
        try:
            with database.writing() as session:
                made = perform(
                    session,
                    Command("reword", goal, who, fact_of("wording", {"goal": text}), at=AT, expected_version=seen),
                )
        except Stale:
            stale += 1
            continue
        done.append(Edit(asked, time.monotonic(), made.case.version, made.seq, text))
    return done, stale


def write(database: Database, who: Who, goal: int, times: int) -> tuple[int, int]:
    """Write one's own goal: (changes done, how often the database was locked)."""
    done = locked = 0
    while done < times:
        try:
            with database.writing() as session:
                perform(session, Command("reword", goal, who, fact_of("wording", {"goal": f"Version {done}"}), at=AT))
            done += 1
        except Exception as error:
            if "locked" not in str(error):
                raise
            locked += 1
    return done, locked


def watch(database: Database, organisation: int, until: int) -> list[tuple[int, int]]:
    """Count the events of the chain, again and again, until there are so many: (how many, the last number)."""
    seen: list[tuple[int, int]] = []
    while not seen or seen[-1][0] < until:
        with database.reading() as session:
            sql = "SELECT count(*), max(seq) FROM event WHERE organisation = ?"
            count, last = run(session, sql, (organisation,)).one()
        seen.append((count, last))
    return seen


def act_until_killed(url: str, who: Who, goals: Sequence[int], name: str, told: str) -> None:
    """Act after act without end; each is told in a file as soon as it was answered as done."""
    database, file = connect(url), Path(told)
    turn = 0
    while True:
        with database.writing() as session:
            for place, goal in enumerate(goals):
                once, fact = f"{name}/{turn}/{place}", fact_of("wording", {"goal": f"{name} {turn}"})
                perform(session, Command("reword", goal, who, fact, at=AT, idempotency_key=once))
        with file.open("a") as lines:
            lines.write(f"{turn}\n")
        turn += 1
