"""The clock is set wrong a thousand times, by a second or by a month: nobody is mailed early, and nothing twice (T16)."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

from tests.notifications.ways import House
from tests.people import Town, moment
from tests.stories.ways import planned
from workflow.cycle.deadlines import duties
from workflow.cycle.heartbeat import GAP, pulse
from workflow.cycle.reminders import ladder_of, rung_date
from workflow.cycle.working_days import local_day
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.queries.open_cases import open_cases
from workflow.records.sql import run

STEPS = 1000
MONTH = 30 * 86400
FIRST = date(2027, 3, 31)
_TOLD = (
    'SELECT m.number, m.done_at, m.person, m.unit, l."case", l.duty, l.rung FROM mail m JOIN mail_line l '
    "ON l.organisation = m.organisation AND l.mail = m.number WHERE m.organisation = ? AND m.outcome = 'sent' AND l.duty <> ''"
)


def steps(chance: random.Random) -> timedelta:
    """How wrong the clock is set: as often by seconds as by weeks, forward or back."""
    return timedelta(seconds=int(chance.choice((-1, 1)) * MONTH ** chance.random()))


def test_a_clock_that_is_set_wrong_a_thousand_times_mails_nobody_early_and_nothing_twice(town: Town) -> None:
    planned(town)
    town.tick(FIRST)
    house, chance = House(town), random.Random(16)
    house.settle()
    now, held, wrong = moment(FIRST, 6), 0, timedelta()
    for _ in range(STEPS):
        wrong = steps(chance) if not wrong or chance.random() < 0.5 else timedelta()
        now += timedelta(minutes=40)
        before, at = len(house.relay.taken), now + wrong
        suspect = is_suspect(house, at)
        house.turn(at)
        assert len(house.relay.taken) == before or not suspect, f"sent at {at} though it is {now}"
        held += suspect
        if not wrong and chance.random() < 0.3:
            house.release(now)
            house.send(now)
    assert held > STEPS / 4 and len(house.relay.taken) > 20
    assert Counter(letter for _, letter in house.relay.taken).most_common(1)[0][1] == 1
    assert_nothing_twice_and_nothing_early(town)


def is_suspect(house: House, at: datetime) -> bool:
    """True when the clock is held, went backwards or jumped by more than two days."""
    with house.town.database.reading() as session:
        last = pulse(session)
    assert last
    return bool(last.held) or at.replace(microsecond=0) < last.at or at - last.at > GAP


def assert_nothing_twice_and_nothing_early(town: Town) -> None:
    """Each rung was told once to each reader, on its day or later, as the clock was when it was trusted."""
    with town.database.reading() as session:
        rows = run(session, _TOLD, (town.clock.organisation,)).all()
        calendar = calendar_now(session, town.clock.organisation)
        owed = {
            (case.id, duty.key): duty
            for case in open_cases(session, town.clock.organisation, 2027)
            for duty in duties(town.model, calendar, case)
        }
    assert Counter(tuple(row[2:]) for row in rows).most_common(1)[0][1] == 1
    for _, done_at, _, _, case, key, name in rows:
        duty = owed.get((case, key))
        rung = next((rung for rung in ladder_of(town.model, duty.step) if rung.name == name), None) if duty else None
        if duty and rung:
            assert local_day(datetime.fromisoformat(done_at)) >= rung_date(town.model, duty, rung)
