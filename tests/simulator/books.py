"""What stands in the database, as whoever watches reads it."""

import hashlib
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic_core import from_json

from notifications.recipients import Recipient, of_rung, of_step
from tests.simulator.stage import SENDER
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.heartbeat import pulse
from workflow.cycle.reminders import ladder_of
from workflow.cycle.working_days import WorkingDays, local_day
from workflow.governance.model import Model, Rung, Step
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.responsibility import seats
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import cases
from workflow.states.next_due import refresh_all
from workflow.states.replay import verify

_MAIL = "SELECT number, key, kind, person, unit, outcome, done_at FROM mail WHERE organisation = 1 "


class Mail(NamedTuple):
    """A letter."""

    number: int
    key: str
    kind: str
    reader: Recipient
    outcome: str
    done_at: str | None


class Line(NamedTuple):
    """A line of a letter."""

    event: int
    case: int
    duty: str
    rung: str


class Event(NamedTuple):
    """An event, as far as somebody hears of it."""

    seq: int
    case: int
    who: int
    step: str
    fact: str
    short: str
    recorded: str


class Books:
    """Questions to the database."""

    def __init__(self, database: Database, model: Model) -> None:
        self.database, self.model = database, model
        self.ids: dict[str, int] = {}
        raw = database.reader.raw_connection()
        self.connection: Any = raw.driver_connection
        raw.close()

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """The rows of a question."""
        return list(self.connection.execute(sql, values).fetchall())

    def changes(self) -> int:
        """How many rows have been changed since the beginning."""
        return int(self.connection.total_changes)

    def pulse(self) -> datetime:
        """When the clock last lived."""
        with self.database.reading() as session:
            last = pulse(session)
        assert last
        return last.at

    def mail(self, letter: str) -> Mail | None:
        """The letter with that id on the wire."""
        if letter not in self.ids:
            for number, key in self.rows("SELECT number, key FROM mail WHERE organisation = 1"):
                digest = hashlib.sha256(f"1|{key}".encode()).hexdigest()[:32]
                self.ids[f"{digest}@{SENDER.domain}"] = number
        number = self.ids.get(letter)
        return self._mail(self.rows(_MAIL + "AND number = ?", number)[0]) if number else None

    def mails_done(self) -> list[Mail]:
        """The letters that have come to their end."""
        return [self._mail(row) for row in self.rows(_MAIL + "AND done_at IS NOT NULL ORDER BY number")]

    def done(self) -> list[int]:
        """Their numbers."""
        return [mail.number for mail in self.mails_done()]

    def _mail(self, row: Any) -> Mail:
        return Mail(row[0], row[1], row[2], Recipient(row[3], row[4]), row[5], row[6])

    def lines(self, number: int) -> list[Line]:
        """The lines of a letter, in order."""
        sql = 'SELECT event, "case", duty, rung FROM mail_line WHERE organisation = 1 AND mail = ? ORDER BY event'
        return [Line(*row) for row in self.rows(sql, number)]

    def case(self, number: int) -> Case:
        """A case as it is now."""
        with self.database.reading() as session:
            return cases(session, "organisation = 1 AND id = ?", (number,))[0]

    def step(self, case: int, duty: str) -> Step:
        """The step of a duty."""
        name = duty.partition("/")[0]
        return self.model.step(name if "." in name else f"{self.case(case).level}.{name}")

    def duty(self, number: int, key: str) -> Duty | None:
        """The duty as it is now, None when the case does not owe it."""
        with self.database.reading() as session:
            case = cases(session, "organisation = 1 AND id = ?", (number,))[0]
            owed = duties(self.model, calendar_now(session, 1), case)
        return next((duty for duty in owed if duty.key == key), None)

    def cursor(self) -> int:
        """How far the events have become letters."""
        return int(self.rows("SELECT coalesce(max(seq), 0) FROM letterbox WHERE organisation = 1")[0][0])

    def head(self) -> int:
        """The last event."""
        return int(self.rows("SELECT seq FROM chain WHERE organisation = 1")[0][0])

    def pending(self) -> int:
        """How many letters have not come to their end."""
        return int(self.rows("SELECT count(*) FROM mail WHERE done_at IS NULL")[0][0])

    def events(self, after: int, until: int) -> list[Event]:
        """The events that somebody may hear of."""
        sql = (
            'SELECT seq, "case", who, step, fact, short, recorded FROM event WHERE organisation = 1 AND seq > ? '
            "AND seq <= ? AND \"case\" IS NOT NULL AND step <> 'import' AND (step <> 'note' OR fact IN ('notice', 'chased'))"
        )
        return [Event(*row) for row in self.rows(sql, after, until)]

    def was_taken_since(self, line: Line) -> bool:
        """True when what the line asks for was done after it was told: what is owed anew is told anew."""
        sql = 'SELECT 1 FROM event WHERE organisation = 1 AND "case" = ? AND step = ? AND seq > ?'
        return bool(self.rows(sql, line.case, self.step(line.case, line.duty).key, line.event))

    def steps_before(self, event: Event) -> int:
        """How many steps of its case were taken before the event."""
        sql = "SELECT count(*) FROM event WHERE organisation = 1 AND \"case\" = ? AND step <> 'note' AND seq < ?"
        return int(self.rows(sql, event.case, event.seq)[0][0])

    def hearers(self, event: Event, today: date) -> list[Recipient]:
        """Who hears of it."""
        case = self.case(event.case)
        with self.database.reading() as session:
            held = seats(session, 1, today)
        if event.step != "note":
            said = next(iter(from_json(event.short).values()), {})
            given = said.get("responsible") if event.fact == "handover" else None
            return list(of_step(held, self.model, case, self.model.step(event.step), event.who, given))
        [(key, said)] = from_json(event.short).items()
        duty = key.partition("/")[2]
        step = self.step(event.case, duty)
        rung = next((rung for rung in ladder_of(self.model, step) if rung.name == said.get("rung")), None)
        readers = list(of_rung(held, self.model, case, step, rung))
        asked = case.facts.get(f"chased/{duty}", {})
        day = local_day(datetime.fromisoformat(event.recorded)).isoformat()
        if event.fact == "notice" and asked.get("seq", event.seq) < event.seq and asked.get("at") == day:
            were = of_rung(held, self.model, case, step, None)
            readers = [reader for reader in readers if reader not in were]
        return readers

    def has_line(self, reader: Recipient, event: int) -> bool:
        """True when some letter to the reader has a line of the event."""
        sql = (
            "SELECT 1 FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
            "WHERE l.organisation = 1 AND l.event = ? AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ?"
        )
        return bool(self.rows(sql, event, reader.person or 0, reader.unit or 0))

    def is_sent(self, number: int) -> bool:
        """True when the letter is marked as sent."""
        return bool(self.rows("SELECT 1 FROM mail WHERE organisation = 1 AND number = ? AND outcome = 'sent'", number))

    def is_elsewhere(self, mail: Mail, line: Line) -> bool:
        """True when a later letter to the same reader has the line."""
        sql = (
            "SELECT 1 FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
            "WHERE l.organisation = 1 AND l.event = ? AND m.number > ? AND coalesce(m.person, 0) = ? "
            "AND coalesce(m.unit, 0) = ?"
        )
        return bool(self.rows(sql, line.event, mail.number, mail.reader.person or 0, mail.reader.unit or 0))

    def is_brought_back(self, number: int) -> bool:
        """True when the registrar has a case of the letter's reader."""
        sql = (
            "SELECT 1 FROM event e JOIN mail o ON e.once = 'undelivered/' || o.number JOIN mail m ON m.number = ? AND "
            "coalesce(m.person, 0) = coalesce(o.person, 0) AND coalesce(m.unit, 0) = coalesce(o.unit, 0) "
            "WHERE e.organisation = 1 AND o.organisation = 1 AND m.organisation = 1"
        )
        return bool(self.rows(sql, number))

    def was_out_before(self, line: Line, days: WorkingDays, rung: Rung, today: date, sent: set[int]) -> bool:
        """True when a rung below was sent before the seed began, long enough ago; or when nobody was to hear of it. What could
        not be delivered told nobody."""
        sql = (
            "SELECT l.rung, m.done_at, m.number, m.outcome FROM mail_line l JOIN mail m ON m.organisation = l.organisation "
            'AND m.number = l.mail WHERE l.organisation = 1 AND l."case" = ? AND l.duty = ? AND l.event < ? '
            "AND l.rung NOT IN ('opened', 'chased') AND l.rung <> ?"
        )
        rows = self.rows(sql, line.case, line.duty, line.event, rung.name)
        steps = {row.name: row.at for row in ladder_of(self.model, self.step(line.case, line.duty))}
        for name, done_at, number, outcome in rows:
            gone = outcome == "sent" and number not in sent
            if gone and days.add(local_day(datetime.fromisoformat(done_at)), rung.at - steps[name]) <= today:
                return True
        return not rows

    def told_at_once(self) -> list[tuple[Any, int, int]]:
        """(reader, event, letter) of every line that tells what somebody did, in letters that were sent."""
        sql = (
            "SELECT m.person, m.unit, l.event, m.number FROM mail_line l JOIN mail m ON m.organisation = l.organisation "
            "AND m.number = l.mail WHERE l.organisation = 1 AND l.duty = '' AND m.outcome = 'sent'"
        )
        return [((person, unit), event, number) for person, unit, event, number in self.rows(sql)]

    def faults(self) -> list[str]:
        """What is wrong when everything is over."""
        found = []
        if self.cursor() != self.head():
            found.append(f"the letters stand at event {self.cursor()} of {self.head()}")
        found += [f"left: {row}" for row in self.rows("SELECT key, next_at, why FROM mail WHERE done_at IS NULL")]
        doubled = "SELECT key, count(*) FROM mail GROUP BY organisation, key HAVING count(*) > 1"
        found += [f"doubled: {row}" for row in self.rows(doubled)]
        imported = (
            "SELECT l.mail, l.event FROM mail_line l JOIN event e ON e.organisation = l.organisation AND e.seq = l.event "
            "WHERE e.step = 'import'"
        )
        found += [f"told though imported: {row}" for row in self.rows(imported)]
        return found

    def loose(self, today: date) -> list[str]:
        """What does not hold after a tick: dates that are not as they should be, a chain that does not verify."""
        with self.database.writing() as session:
            wrong = [f"wrong date: {case.id}" for case in refresh_all(session, 1, today)]
            return [*wrong, *(str(fault) for fault in verify(session, 1).faults)]
