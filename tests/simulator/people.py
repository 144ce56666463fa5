"""The people: they do what they owe, now and then, hand it over, move dates, are away, and ask for what is missing."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from workflow.cycle.reminder_requests import chase
from workflow.cycle.timetable import default_timetable
from workflow.cycle.working_days import local_day
from workflow.facts import fact_of
from workflow.organisation.absence import away
from workflow.records.queries.cases import cases
from workflow.states.command import Command
from workflow.states.context import Who
from workflow.states.perform import Refused, perform
from workflow.tasks import Task, open_duties

if TYPE_CHECKING:
    from tests.simulator.world import World

LAZY = 0.5
"""So much of what is owed is never done."""
OUTLOOKS = ("will_be_met", "partly", "not_met")


class People:
    """Everybody in the municipality."""

    def __init__(self, world: "World") -> None:
        self.world = world

    def act(self) -> None:
        """Do something; what is refused is let be."""
        deeds = (self._duty,) * 12 + (
            self._hand_over,
            self._hand_over,
            self._move,
            self._away,
            self._chase,
            self._chase,
        )
        try:
            self.world.chance.choice(deeds)()
        except Refused as refused:
            self.world.note(f"refused: {refused}")

    def dies(self) -> None:
        """The request failed."""

    def who(self, name: str) -> Who:
        """Somebody by name."""
        return Who(1, self.world.stage.people[name])

    def mend(self) -> None:
        """The registrar sees to every address that letters do not reach."""
        with self.world.inner.reading() as session:
            open_ = [
                case.id for case in cases(session, "organisation = 1 AND level = 'undelivered' AND state = 'open'", ())
            ]
        for case in open_:
            self._take("handle", case, self.who("rolf"), fact_of("comment", {"text": "Ordnat"}))

    def _open(self) -> list[tuple[Task, tuple[int, ...]]]:
        with self.world.inner.reading() as session:
            return open_duties(session, 1, self.world.at())

    def _duty(self) -> None:
        owed = [(task, who) for task, who in self._open() if who and not self._is_lazy(task)]
        if not owed:
            return
        task, who = self.world.chance.choice(owed)
        fact = self._says(task)
        if task.duty.step.says and fact is None:
            return
        self._take(task.duty.step.key, task.case.id, Who(1, who[0]), fact, task.duty.round)

    def _is_lazy(self, task: Task) -> bool:
        return hash((task.case.id, len(task.duty.key), task.duty.due.toordinal())) % 100 < LAZY * 100

    def _says(self, task: Task) -> Any:
        chance, says = self.world.chance, task.duty.step.says
        words: dict[str, Any] = {
            "forecast": {"outlook": chance.choice(OUTLOOKS)},
            "consequence": {"consequence": "Fler elever saknar behörighet"},
            "approval": {"verdict": chance.choice(("approved", "returned")), "comment": "Bra"},
            "comment": {"text": "Ordnat"},
        }
        return fact_of(says, words[says]) if says in words else None

    def _take(self, step: str, case: int | None, who: Who, fact: Any, round: str = "") -> None:
        with self.world.database.writing() as session:
            done = perform(session, Command(step, case, who, fact, at=self.world.at(), round=round))
        self.world.note(f"{step} {case} {round} by {who.person}: event {done.seq}")

    def _hand_over(self) -> None:
        owed = [task for task, who in self._open() if task.case.level == "goal"]
        if owed:
            case = self.world.chance.choice(owed).case
            to = self.world.chance.choice(("maja", "mats", "sara", "kajsa"))
            said = fact_of("handover", {"responsible": self.world.stage.people[to]})
            self.world.watch.moved.add(case.id)
            self._take("hand_over", case.id, self.who("kia"), said)

    def _move(self) -> None:
        with self.world.inner.reading() as session:
            year = cases(session, "organisation = 1 AND level = 'goal_year' AND year = 2027", ())[0]
        rows = default_timetable(self.world.watch.model, 2027)
        later = timedelta(days=self.world.chance.randint(0, 4))
        for row in rows:
            if row["round"] == "R1":
                row["report"] = (date.fromisoformat(row["report"]) + later).isoformat()
                row["approve"] = max(row["report"], row["approve"])
        said = fact_of("timetable", {"rounds": rows, "why": "Prognosen följer ekonomin"})
        self._take("set_timetable", year.id, self.who("kia"), said)

    def _away(self) -> None:
        name, instead = self.world.chance.choice((("maja", "mats"), ("sara", None), ("dina", None), ("nils", "sol")))
        today = local_day(self.world.at())
        self.world.watch.moved.add(0)
        with self.world.database.writing() as session:
            away(session, self.who(name), self.who(name).person, today, today + timedelta(days=3),
                 self.world.stage.people[instead] if instead else None, at=self.world.at())  # fmt: skip
        self.world.note(f"{name} is away")

    def _chase(self) -> None:
        asked = [(task.case.id, task.duty.key) for task, _ in self._open()]
        some = self.world.chance.sample(asked, min(len(asked), 3))
        with self.world.database.writing() as session:
            found = chase(session, self.who("kia"), some, self.world.at())
        self.world.note(f"kia asks for {[one.key for one in found.going]}")
