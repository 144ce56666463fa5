"""What is adopted is sealed: the same goal gives the same seal, and anything that was changed gives another."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.ways import paragraph, put, take, trying
from workflow.facts import fact_of
from workflow.records.queries.events import TimelineEvent, timeline


def decided(session: Session, town: Town, verdict: str = "approved", **more: Any) -> Any:
    said = {"verdict": verdict, "decision": paragraph(session, town, "KF"), **more}
    return fact_of("decision", said)


def last(session: Session, town: Town, case: int) -> TimelineEvent:
    return timeline(session, town.clock.organisation, case)[-1]


class Goal:
    """A goal with a proposal and an indicator; `seal` is what its adoption would give, and is undone again."""

    def __init__(self, session: Session, town: Town) -> None:
        self.session, self.town = session, town
        facts = [fact_of(kind, GOOD[kind]) for kind in ("wording", "proposal")]
        self.id = put(session, town, "goal", "smart_reviewed", *facts).id
        self.indicator = put(
            session, town, "indicator", "planned", fact_of("indicator", GOOD["indicator"]), parent=self.id
        ).id

    def seal(self, step: str = "adopt", **more: Any) -> str:
        trial = self.session.begin_nested()
        take(self.session, self.town, step, self.id, self.town.stig, decided(self.session, self.town, **more))
        sealed = last(self.session, self.town, self.id).sealed
        trial.rollback()
        return sealed

    def replace_indicator(self) -> None:
        """The indicator is retired, and one that is called the same takes its place."""
        take(self.session, self.town, "retire", self.indicator, self.town.clock)
        self.say("indicator")

    def say(self, kind: str, step: str = "", **more: Any) -> None:
        """Say something of the goal or, with a step, of its indicator."""
        fact = fact_of(kind, GOOD.get(kind, {}) | more)
        if step:
            take(
                self.session,
                self.town,
                step,
                self.indicator,
                self.town.stig if kind == "target" else self.town.maja,
                fact,
            )
        else:
            put(self.session, self.town, "indicator", "planned", fact, parent=self.id)


def test_the_same_goal_gives_the_same_seal(standing: Town) -> None:
    with trying(standing) as session:
        goal = Goal(session, standing)
        assert goal.seal() == goal.seal() != "" and len(goal.seal()) == 64


@pytest.mark.parametrize(
    "change",
    [
        lambda goal: goal.say("indicator", "describe", target=90),
        lambda goal: goal.say("indicator", "describe", name="Andel utan examen"),
        lambda goal: goal.say("indicator", "describe", direction="down"),
        lambda goal: goal.say("indicator", "describe", baseline=80),
        lambda goal: goal.say(
            "target", "set_target", value=90, year=2027, decision=paragraph(goal.session, goal.town, "BUN")
        ),
        lambda goal: goal.say("indicator", name="En till"),
        lambda goal: goal.replace_indicator(),
    ],
    ids=["target", "name", "direction", "baseline", "target decided", "one more", "another one"],
)
def test_another_indicator_or_target_gives_another_seal(here: Town, change: Any) -> None:
    with trying(here) as session:
        goal = Goal(session, here)
        before = goal.seal()
        change(goal)
        assert goal.seal() != before


def test_the_words_and_targets_of_the_decision_are_in_the_seal(here: Town) -> None:
    with trying(here) as session:
        goal = Goal(session, here)
        seals = {
            goal.seal(),
            goal.seal(verdict="approved_changed", words="Andra ord"),
            goal.seal(verdict="approved_changed", targets=[{"indicator": goal.indicator, "value": 84}]),
        }
        assert len(seals) == 3


def test_other_milestones_give_another_seal(here: Town) -> None:
    seals = set()
    for stones in ([{"year": 2027, "target": 80}], [{"year": 2027, "target": 80, "text": "Klart"}], []):
        with trying(here) as session:
            facts = [fact_of("wording", GOOD["wording"]), fact_of("proposal", {"milestones": stones})]
            goal = put(session, here, "goal", "smart_reviewed", *facts).id
            take(session, here, "adopt", goal, here.stig, decided(session, here))
            seals.add(last(session, here, goal).sealed)
    assert len(seals) == 3


@pytest.mark.parametrize("verdict", ["rejected", "remitted", "deferred"])
def test_what_is_not_adopted_is_not_sealed_and_keeps_its_words(here: Town, verdict: str) -> None:
    with trying(here) as session:
        goal = Goal(session, here)
        case = take(session, here, "adopt", goal.id, here.stig, decided(session, here, verdict, words="Andra ord"))
        assert (last(session, here, goal.id).sealed, case.title) == ("", "Fler elever ska ta examen")


@pytest.mark.parametrize(
    ("step", "verdict"), [("revise", "approved"), ("confirm", "confirmed"), ("confirm", "changed")]
)
def test_what_is_revised_or_confirmed_is_sealed_anew_in_its_new_words(here: Town, step: str, verdict: str) -> None:
    with trying(here) as session:
        goal = Goal(session, here)
        take(session, here, "adopt", goal.id, here.stig, decided(session, here))
        first = last(session, here, goal.id).sealed
        case = take(session, here, step, goal.id, here.stig, decided(session, here, verdict, words="Nya ord"))
        assert last(session, here, goal.id).sealed not in ("", first)
        assert (case.title, case.state) == ("Nya ord", "adopted")


def test_a_goal_that_is_not_confirmed_is_withdrawn_and_not_sealed(here: Town) -> None:
    with trying(here) as session:
        goal = Goal(session, here)
        take(session, here, "adopt", goal.id, here.stig, decided(session, here))
        case = take(session, here, "confirm", goal.id, here.stig, decided(session, here, "not_confirmed"))
        assert (case.state, last(session, here, goal.id).sealed) == ("withdrawn", "")
