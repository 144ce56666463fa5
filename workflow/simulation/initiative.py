"""What people do without owing it: they comment, hand over, ask for more time, change what was planned, drop what leads nowhere.

A few things a day, and first what has not been done yet, so that a year goes through the model's every step that its
people have occasion for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts.attachment import Attachment
from workflow.facts.clerical import Comment, Correction, Extension
from workflow.facts.timetable import Governed
from workflow.files import STEP as ATTACH
from workflow.files import File, attach
from workflow.governance.model import Level, Step
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.case import Case
from workflow.simulation.planting import LINE, is_planted
from workflow.simulation.players import Players
from workflow.states.context import Who
from workflow.states.perform import Refused

A_DAY = 4
"""How many things are tried on a working day."""
TRIES = 12
"""How often a step is tried that is refused, before it is given up for the year."""
LEFT = 3
"""So many cases of a level are left in the field, and one beside each that is made to leave it."""
LONGER = timedelta(days=10)
PAPER = File("Underlag.txt", b"Underlag till \xc3\xa4rendet.\n", "Underlag")


@dataclass
class Initiative:
    """What has been done of the model's steps, and how often each was tried."""

    players: Players
    done: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)

    def day(self, session: Session, at: datetime) -> None:
        """Do what somebody has a mind to do today."""
        rng, left, there = Random(f"{self.players.seed}/{local_day(at)}"), A_DAY, self._there()
        for step in self._wanted(rng):
            where = self._where(step, there)
            if not where:
                continue
            self.tried[step.key] += 1
            self.done[step.key] += self._do(session, step, rng.choice(where), at, rng)
            left -= 1
            if not left:
                return

    def _wanted(self, rng: Random) -> Iterator[Step]:
        """The steps that people may take and that nobody has taken yet, in any order."""
        steps = [
            step for level in self.players.model.levels.values() for step in level.steps if self._is_somebodys(step)
        ]
        rng.shuffle(steps)
        yield from steps

    def _is_somebodys(self, step: Step) -> bool:
        """True for what is neither the clock's own nor done by a command, nor begun in its time as the year's own goals are;
        and has neither been done nor given up."""
        model = self.players.model
        planted = step.birth and is_planted(model, model.levels[step.level])
        own = step.by != ("clock",) and step.says != Governed.kind and not planted
        return own and not self.done[step.key] and self.tried[step.key] < TRIES

    def _there(self) -> dict[str, list[Case]]:
        """The open cases of the year, and of none, by level."""
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.players.memory.open_cases(self.players.year):
            found[case.level].append(case)
        return found

    def _where(self, step: Step, there: Mapping[str, list[Case]]) -> list[Case | None]:
        """The cases at which the step leads on."""
        level = self.players.model.levels[step.level]
        if step.birth and not level.parent:
            return [None]
        name = level.parent if step.birth else level.name
        own = there.get(name, [])
        found = [case for case in own if not step.from_ or case.state in step.from_]
        if step.birth or not self._leaves(level, step):
            return [*found]
        beside = Counter(case.parent for case in own)
        return [case for case in found if len(own) > LEFT and beside[case.parent] > 1]

    def _leaves(self, level: Level, step: Step) -> bool:
        """True when the case is out of the field afterwards, or has come to its end."""
        return any(name in level.state and (level.state[name].out or level.state[name].final) for name in step.targets)

    def _do(self, session: Session, step: Step, case: Case | None, at: datetime, rng: Random) -> bool:
        """Take the step, by somebody whose it is; True when it was done."""
        players = self.players
        who = players.somebody(step, case) if case else players.anybody(step)
        if who is None:
            return False
        round = rng.choice(step.rounds) if step.rounds else ""
        if step.says == Attachment.kind and case:
            return self._attach(session, case, who, at)
        given = self._given(session, step, case, round)
        if given is None:
            return False
        round = given.pop("round", round)
        return players.act(session, step, case, who, at, round, given) is not None

    def _attach(self, session: Session, case: Case, who: Who, at: datetime) -> bool:
        try:
            attach(session, case.id, who, PAPER, at=at)
        except Refused:
            return False
        self.players.memory.refresh(session)
        self.players.reached.add(f"{case.level}.{ATTACH}")
        return True

    def _given(self, session: Session, step: Step, case: Case | None, round: str) -> dict[str, Any] | None:
        """What cannot be invented: which entry was wrong, what needs more time. None when there is no such thing."""
        if step.says == Correction.kind and case:
            wrong = case.fact(Comment.kind)
            return {"event": wrong["seq"]} if wrong else None
        if step.says == Extension.kind and case:
            calendar = calendar_now(session, case.organisation)
            owed = [duty for duty in self.players.memory.duties(calendar, case) if not duty.step.by_clock]
            if not owed:
                return None
            return {"step": owed[0].step.name, "until": owed[0].due + LONGER, "round": owed[0].round}
        return dict(LINE.get(self.players.model.levels[step.level].kind, {}))
