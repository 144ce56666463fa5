"""What must hold, watched while it happens: at each handing over, after each step, and when all is quiet."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import from_json

from notifications.outbox import MORNING
from notifications.recipients import Recipient
from notifications.texts.content import LetterItem
from tests.people import governance
from tests.simulator.books import Books, Event, Line, Mail
from workflow.cycle.duty import Duty
from workflow.cycle.heartbeat import GAP
from workflow.cycle.reminders import ESCALATION, ladder_of, rung_date
from workflow.cycle.working_days import local_day, working_days
from workflow.exchange import addresses
from workflow.governance.model import Rung

if TYPE_CHECKING:
    from tests.simulator.world import World

SECOND, APART = timedelta(seconds=1), timedelta(seconds=4)
"""The second that the relay's rate counts in; how far apart two machines' clocks may be."""
SOON = timedelta(seconds=40)
"""Earlier than this nothing is tried again that the relay would not take now."""
BURST = 11
"""At five a second: a second's worth in a rush, a second's worth after it, and one."""


class Wire(NamedTuple):
    """A letter that the relay took."""

    at: datetime
    letter: str
    mail: Mail
    told: tuple[tuple[int, str, Rung | None, int], ...]
    acts: frozenset[int]


class Watch:
    """Everything that was seen, and what was wrong with it."""

    def __init__(self, world: "World") -> None:
        self.world, self.wrong = world, list[str]()
        self.model = governance("mariestad-2016")
        self.days = working_days(self.model.rest)
        self.books = Books(world.inner, self.model)
        self.alive, self.held = self.books.pulse(), False
        self.wire: list[Wire] = []
        self.held_up: dict[str, Wire] = {}
        self.rate: list[datetime] = []
        self.moved: set[int] = set()
        self.later: dict[str, datetime] = {}
        self.noted: set[tuple[int, str, str, str, int]] = set()
        self.judged = set(self.books.done())
        self.cursor, self.changes = self.books.cursor(), -1

    def fault(self, text: str) -> None:
        """Something is wrong."""
        self.wrong.append(f"{self.world.now:%m-%d %H:%M:%S} {text}")

    # What the clock is thought to be.
    def ticks(self, at: datetime) -> None:
        """A clock ticks: a gap that is too long holds the letters."""
        self.held |= at - self.alive > GAP

    def ticked(self, at: datetime) -> None:
        """It has ticked; a clock that is stopped does not say that it lives."""
        self.alive = max(self.alive, self.books.pulse())

    def died_ticking(self) -> None:
        """A clock died on its way: the row tells whether it had said that it lives."""
        self.alive = max(self.alive, self.books.pulse())

    def released(self, at: datetime) -> None:
        """Somebody has looked."""
        self.alive, self.held = at.replace(microsecond=0), False

    def jumped(self) -> None:
        """The clock was set: the relay's rate is counted anew."""
        self.rate = []

    def is_suspect(self, at: datetime) -> bool:
        """True when nothing of the clock's may be sent."""
        return self.held or at < self.alive - APART or at - self.alive > GAP + APART

    # What is handed over.
    def begins(self, worker: str, recipient: str, letter: str) -> None:
        """A worker begins to hand over a letter."""
        at = self.world.others[worker].at()
        mail = self.books.mail(letter)
        if mail is None:
            self.fault(f"a letter with an id of no letter: {letter}")
            return
        lines = self.books.lines(mail.number)
        self._paces(worker, at)
        if timedelta() <= at - self.later.pop(letter, at - SOON) < SOON:
            self.fault(f"{mail.key} is tried again at once")
        if mail.kind == MORNING and self.is_suspect(at):
            self.fault(f"{mail.key} is sent though the clock is not to be trusted")
        told = tuple(self._told(mail, lines, item, at) for item in self.world.said.items if item.rung)  # type: ignore[union-attr]
        acts = frozenset(line.event for line in lines if not line.duty)
        self.held_up[worker] = Wire(at, letter, mail, told, acts)
        self.world.note(
            f"{worker} sends {mail.key} {[(case, duty, rung and rung.name) for case, duty, rung, _ in told]}"
        )
        self._once_a_day(self.held_up[worker])

    def put_off(self, worker: str, letter: str) -> None:
        """The relay asks to be tried later."""
        self.later[letter] = self.world.others[worker].at()

    def accepted(self, worker: str, recipient: str, letter: str) -> None:
        """The relay has taken it."""
        if worker in self.held_up:
            sent = self.held_up.pop(worker)
            self.wire.append(sent)
            copies = sum(other.letter == letter for other in self.wire)
            if copies > 1 + self.world.hits[letter]:
                self.fault(f"{sent.mail.key} was sent {copies} times after {self.world.hits[letter]} faults")

    def _paces(self, worker: str, at: datetime) -> None:
        if worker not in self.world.stalled:
            self.rate = [other for other in self.rate if other > at - SECOND] + [at]
            if len(self.rate) > BURST:
                self.fault(f"{len(self.rate)} letters in a second")

    def _told(self, mail: Mail, lines: list[Line], item: LetterItem, at: datetime) -> tuple[int, str, Rung | None, int]:
        """The duty that an item asks for, with the event of its line; it must be open, and its rung due."""
        today, about = local_day(at), [line for line in lines if self._is_about(line, item)]
        line = next((line for line in reversed(about) if self._was_due(line, today)), about[-1] if about else None)
        if line is None:
            self.fault(f"{mail.key} asks for what it has no line of: {item.address}")
            return 0, "", None, 0
        duty = self.books.duty(line.case, line.duty)
        if duty is None or duty.status(today) not in ("open", "late"):
            self.fault(f"{mail.key} asks for {line.duty} of {line.case}, which is done")
            return line.case, line.duty, None, 0
        rung = next((rung for rung in ladder_of(self.model, duty.step) if rung.name == line.rung), None)
        if rung:
            self._is_due(mail, line, duty, rung, today)
        return line.case, line.duty, rung, line.event

    def _is_about(self, line: Line, item: LetterItem) -> bool:
        if not line.duty:
            return False
        case, step = self.books.case(line.case), self.books.step(line.case, line.duty)
        path = addresses.of_step(case, self.model, step, line.duty.partition("/")[2])
        rung = next((rung.kind for rung in ladder_of(self.model, step) if rung.name == line.rung), line.rung)
        return item.address.endswith(path) and item.rung == rung

    def _was_due(self, line: Line, today: date) -> bool:
        duty = self.books.duty(line.case, line.duty)
        rungs = ladder_of(self.model, duty.step) if duty else ()
        return all(rung.name != line.rung or rung_date(self.model, duty, rung) <= today for rung in rungs if duty)

    def _is_due(self, mail: Mail, line: Line, duty: Duty, rung: Rung, today: date) -> None:
        planned = rung_date(self.model, duty, rung)
        if planned > today:
            self.fault(f"{mail.key} tells {rung.name} of {line.duty} of {line.case} before {planned}")
        if rung.kind == ESCALATION and not self._was_out(line, rung, today):
            self.fault(f"{mail.key} escalates {line.duty} of {line.case}, reminded too late")

    def _was_out(self, line: Line, rung: Rung, today: date) -> bool:
        """True when a rung below has been out for as long as the ladder says, or nobody could be reached."""
        below = [
            (local_day(sent.at), other) for sent in self.wire for case, duty, other, _ in sent.told
            if other and (case, duty) == (line.case, line.duty) and other.at < rung.at and other.kind != "opened"
        ]  # fmt: skip
        if any(self.days.add(day, rung.at - other.at) <= today for day, other in below):
            return True
        return self.books.was_out_before(line, self.days, rung, today, self.wire_keys())

    def wire_keys(self) -> set[int]:
        """The numbers of the letters that the relay took."""
        return {sent.mail.number for sent in self.wire}

    def _once_a_day(self, now: Wire) -> None:
        today = local_day(now.at)
        for sent in self.wire:
            if sent.letter == now.letter or sent.mail.reader != now.mail.reader:
                continue
            if self._tells_twice(sent, now) and not self._nobody_knew(sent, now):
                self.fault(f"{now.mail.key} tells again what {sent.mail.key} told")
            if self.world.hits[sent.letter]:
                continue
            if local_day(sent.at) != today:
                continue
            if sent.mail.kind == now.mail.kind == MORNING:
                self.fault(f"{now.mail.key} is the second morning letter of {today}, after {sent.mail.key}")
            both = {told[:2] for told in sent.told} & {told[:2] for told in now.told}
            if both:
                self.fault(f"{now.mail.key} asks for {both} a second time that day, after {sent.mail.key}")

    def _nobody_knew(self, sent: Wire, now: Wire) -> bool:
        """True when one of them met with an accident, and the books do not say that the first was sent."""
        hit = self.world.hits[sent.letter] or self.world.hits[now.letter]
        return bool(hit) and not self.books.is_sent(sent.mail.number)

    def _tells_twice(self, sent: Wire, now: Wire) -> bool:
        """True when the same event is told, not only kept as a line that could not be told yet."""
        asked, again = ({event for *_, event in one.told} - {0} for one in (sent, now))
        return bool(sent.acts & now.acts or asked & again)

    # What has been done.
    def after(self, name: str) -> None:
        """Look at what a step has changed."""
        self.held_up.pop(name, None)
        before, self.changes = self.changes, self.books.changes()
        if before != self.changes:
            self._filled()
            for mail in self.books.mails_done():
                if mail.number not in self.judged:
                    self.judged.add(mail.number)
                    self._judge(mail)

    def _filled(self) -> None:
        """Every event has become lines for everybody who hears of it."""
        before, self.cursor = self.cursor, self.books.cursor()
        for event in self.books.events(before, self.cursor):
            case = self.books.case(event.case)
            self._told_once(event)
            if case.seq > self.cursor or case.id in self.moved or 0 in self.moved:
                continue
            for reader in self.books.hearers(event, local_day(self.world.at())):
                if not self.books.has_line(reader, event.seq):
                    self.fault(f"{reader} does not hear of event {event.seq}")

    def _told_once(self, event: Event) -> None:
        """The clock tells a rung one time for each date that the duty has, until somebody does something to the case."""
        if event.fact != "notice":
            return
        [(key, said)] = from_json(event.short).items()
        now = event.case, key, said["rung"], said["due"], self.books.steps_before(event)
        if now in self.noted:
            self.fault(f"the clock tells {said['rung']} of {key} of {event.case} again")
        self.noted.add(now)

    def _judge(self, mail: Mail) -> None:
        """A letter has come to its end: whatever it should have told was told, is told elsewhere, or is done."""
        lines, sent = self.books.lines(mail.number), [one for one in self.wire if one.mail.number == mail.number]
        if mail.outcome == "sent" and not sent:
            self.fault(f"{mail.key} is marked as sent, and was not")
        if mail.outcome in ("bounced", "given_up") and not self.books.is_brought_back(mail.number):
            self.fault(f"{mail.key} did not arrive, and nobody is told")
        if mail.outcome == "expired":
            self.fault(f"{mail.key} expired")
        if mail.outcome in ("bounced", "given_up"):
            return
        told = {told[:2] for one in sent for told in one.told}
        for line in lines:
            if mail.outcome == "sent" and (not line.duty or (line.case, line.duty) in told):
                continue
            if not (self._is_over(line) or self.books.is_elsewhere(mail, line)):
                self.fault(f"{mail.key} ({mail.outcome}) leaves {line} untold")

    def _is_over(self, line: Line) -> bool:
        if not line.duty:
            return False
        duty = self.books.duty(line.case, line.duty)
        if self.books.was_taken_since(line):
            return True
        return duty is None or duty.status(local_day(self.world.at())) == "lapsed"

    def waiting(self) -> bool:
        """True while something is still to be sent."""
        return self.books.pending() > 0 or self.books.cursor() < self.books.head()

    def holds(self) -> None:
        """After a last tick every date is right, and the chain verifies."""
        for text in self.books.loose(local_day(self.world.at())):
            self.fault(text)

    def ends(self) -> None:
        """All is quiet: nothing is left, and nothing is there twice."""
        for text in self.books.faults():
            self.fault(text)
        hit = {sent.mail.number for sent in self.wire if self.world.hits[sent.letter]}
        lines: dict[Any, list[int]] = defaultdict(list)
        for reader, event, number in self.books.told_at_once():
            lines[reader, event].append(number)
        for (reader, event), numbers in lines.items():
            if len(set(numbers) - hit) > 1:
                self.fault(f"{Recipient(*reader)} is told of event {event} in letters {numbers}")
