"""Tampering: whatever a superuser changes, removes, swaps or adds behind our back, verify names the first bad row."""

from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.ways import take, told, trying
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.organisation.founding import add_unit
from workflow.records.event_log import EVENT, SEALED, Entry, append, begin, lock, seal_of
from workflow.records.migrate import GUARDED
from workflow.records.organisation import Organisation, Person, Unit
from workflow.records.queries import models
from workflow.records.queries.models import keep_model
from workflow.records.sql import driver, run
from workflow.states.context import Who
from workflow.states.model_change import choose
from workflow.states.replay import Verified, verify

CHANGED = "Händelse {} har ändrats: förseglingen håller inte."
FOLLOWS = "Händelse {} följer inte på den föregående."
MISSING = "Händelse {} saknas i kedjan."
ENDS = "Kedjan slutar med händelse {}, men dess slutpunkt säger {}."
WORDS = "Det som sades i händelse {} har ändrats."
CASE = "Ärende {} är inte det som dess händelser gjort det till."
UNIT = "Enhet {} är inte det som kedjan säger."
IN_FORCE = "Den styrmodell som gäller är inte den som kedjan säger."
SEAT = "Plats {} är inte det som kedjan säger."


def unguarded(session: Session) -> None:
    """Take the triggers and foreign keys out of the way, as whoever owns the database can."""
    if driver(session).postgres:
        run(session, "SET LOCAL session_replication_role = replica")
        return
    run(session, "PRAGMA defer_foreign_keys = ON")
    session.info["triggers"] = triggers(session)
    for trigger in GUARDED:
        run(session, f"DROP TRIGGER {trigger}")


def triggers(session: Session) -> dict[str, str]:
    """SQLite's triggers and how each is made."""
    found = run(session, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    return {str(name): str(sql) for name, sql in found}


def found(session: Session, town: Town) -> Verified:
    """What verify finds, with the triggers back that were taken out of the way."""
    gone = session.info.get("triggers", {})
    for name in gone.keys() - triggers(session).keys() if gone else ():
        run(session, gone[name])
    return verify(session, town.clock.organisation)


def after(town: Town, *statements: str, **values: Any) -> list[str]:
    """The faults that verify finds after the statements, in Swedish; nothing is kept."""
    with trying(town) as session:
        unguarded(session)
        for sql in statements:
            run(session, sql.format(org=f"organisation = {town.clock.organisation}", **values))
        return told(found(session, town).faults)


@pytest.fixture(scope="module")
def written(standing: Town) -> Town:
    """The town with a goal, proposed, commented and corrected."""
    goal = standing.goal()
    standing.do("propose", goal, standing.olle, **GOOD["proposal"])
    wrong = standing.done("comment", goal, standing.maja, text="Fel mål").seq
    for who in (standing.maja, standing.dina):
        standing.do("correct", goal, who, event=wrong, why="Fel mål")
    standing.today = standing.today.replace(day=4)
    standing.tick()
    return standing


@pytest.fixture
def last(written: Town) -> int:
    """The number of the last event."""
    with written.database.reading() as session:
        return found(session, written).events


@pytest.fixture
def goal(written: Town) -> int:
    return written.find("goal")[0].id


def test_an_untouched_house_is_whole(written: Town) -> None:
    with written.database.reading() as session:
        whole = found(session, written)
    assert whole.faults == [] and whole.events > 30 and whole.cases >= 10 and whole.erased == 0


@pytest.mark.parametrize("column", [column for column in SEALED if column not in ("organisation", "seq")])
def test_every_column_of_an_event_is_sealed(written: Town, column: str) -> None:
    texts = {"recorded": "'2020-01-01T00:00:00+00:00'", "effective": "'2020-01-01'", "short": "'{{}}'", "remarks": "'[1]'",
             "once": "'x/y'"}  # fmt: skip
    numbers = ("case", "who", "on_behalf_of", "decision", "unsays")
    value = "7777" if column in numbers else texts.get(column, "'x'")
    faults = after(written, f'UPDATE event SET "{column}" = {value} WHERE {{org}} AND seq = 12')
    assert faults == [CHANGED.format(12)]


@pytest.mark.parametrize(("column", "fault"), [("prev", FOLLOWS), ("alg", FOLLOWS), ("seal", CHANGED)])
def test_so_is_the_seal_itself(written: Town, column: str, fault: str) -> None:
    assert after(written, f"UPDATE event SET {column} = 'x' WHERE {{org}} AND seq = 12") == [fault.format(12)]


def test_a_removed_event_is_missed(written: Town, last: int) -> None:
    assert after(written, "DELETE FROM event WHERE {org} AND seq = 12") == [MISSING.format(12)]
    assert after(written, "DELETE FROM event WHERE {org} AND seq < 4") == [MISSING.format(1)]
    assert after(written, f"DELETE FROM event WHERE {{org}} AND seq = {last}")[0] == ENDS.format(last - 1, last)
    assert after(written, "DELETE FROM event WHERE {org}")[0] == ENDS.format(0, last)


def test_swapped_events_do_not_follow_each_other(written: Town) -> None:
    steps = [
        f"UPDATE event SET seq = {new} WHERE {{org}} AND seq = {old}" for old, new in ((12, 9999), (13, 12), (9999, 13))
    ]
    assert after(written, *steps) == [FOLLOWS.format(12)]


def test_an_added_event_is_found_even_when_it_is_sealed_as_ours_are(written: Town, last: int) -> None:
    columns = ", ".join(f'"{column}"' for column in EVENT)
    copied = columns.replace('"seq"', f"{last + 1}").replace('"once"', "NULL")
    copy = f"INSERT INTO event ({columns}) SELECT {copied} FROM event WHERE {{org}} AND seq = {last}"
    assert after(written, copy) == [FOLLOWS.format(last + 1)]
    with trying(written) as session:
        unguarded(session)
        run(session, copy.format(org="organisation = 1"))
        row = run(session, f"SELECT {columns} FROM event WHERE organisation = 1 AND seq = ?", (last + 1,)).one()
        prev = run(session, "SELECT seal FROM event WHERE organisation = 1 AND seq = ?", (last,)).scalar_one()
        identity = run(session, "SELECT identity FROM chain WHERE organisation = 1").scalar_one()
        seal = seal_of(prev, (identity, *row[1 : len(SEALED)]))
        run(session, "UPDATE event SET prev = ?, seal = ? WHERE organisation = 1 AND seq = ?", (prev, seal, last + 1))
        assert told(found(session, written).faults)[0] == ENDS.format(last + 1, last)


def test_only_the_first_bad_event_is_named(written: Town) -> None:
    assert after(written, "UPDATE event SET step = 'x' WHERE {org} AND seq IN (9, 12, 20)") == [CHANGED.format(9)]


@pytest.mark.parametrize("change", ["body = '{{}}'", "salt = 'x'"])
def test_changed_words_are_found(written: Town, last: int, change: str) -> None:
    spoken = "SELECT max(seq) FROM payload WHERE {org}"
    with written.database.reading() as session:
        seq = run(session, spoken.format(org="organisation = 1")).scalar_one()
    assert after(written, f"UPDATE payload SET {change} WHERE {{org}} AND seq = {seq}") == [WORDS.format(seq)]


def test_words_that_were_never_said_are_found(written: Town, last: int) -> None:
    silent = "SELECT min(seq) FROM event WHERE organisation = 1 AND commitment = ''"
    with written.database.reading() as session:
        seq = run(session, silent).scalar_one()
    add = "INSERT INTO payload (organisation, seq, salt, body) VALUES (1, {seq}, 'x', 'y')"
    assert after(written, add, seq=seq) == [WORDS.format(seq)]
    assert after(written, add, seq=last + 5) == [f"Det finns text till händelse {last + 5}, som inte finns i kedjan."]


def test_swapped_words_are_found(written: Town) -> None:
    with written.database.reading() as session:
        one, two = run(session, "SELECT seq FROM payload WHERE organisation = 1 ORDER BY seq LIMIT 2").scalars()
    steps = [
        f"UPDATE payload SET seq = {new} WHERE {{org}} AND seq = {old}"
        for old, new in ((one, 999), (two, one), (999, two))
    ]
    assert after(written, *steps) == [WORDS.format(one)]


def test_words_that_are_gone_without_a_decision_are_missed(written: Town) -> None:
    with trying(written) as session:
        gone = run(session, "SELECT seq FROM payload WHERE organisation = 1 ORDER BY seq LIMIT 2").scalars().all()
        run(session, "DELETE FROM payload WHERE organisation = 1 AND seq <= ?", (gone[-1],))
        whole = found(session, written)
    assert whole.erased == 2 and told(whole.faults) == [f"Det som sades i händelse {seq} är borta, och inget beslut säger det."
                                                        for seq in gone]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "state = 'adopted'", "title = 'x'", "facts = '{{}}'", "taken = '{{}}'", "version = version + 1", "unit = 4",
        "since = '2020-01-01'", "born = '2020-01-01'", "secrecy = 'internal'", "year = 2028", "level = 'indicator'",
        "level = 'x'", "parent = NULL", "round = 'R1'", "seq = seq - 1", "responsible = 3", "department = 3",
        "model = 'x'", "facts = '{{\"dream\": {{\"seq\": 1}}}}'", "since = 'x'",
    ],
)  # fmt: skip
def test_a_changed_case_is_not_what_its_events_made_it(written: Town, goal: int, change: str) -> None:
    assert after(written, f"UPDATE cases SET {change} WHERE id = {goal}") == [CASE.format(goal)]


def test_when_the_clock_looks_at_it_next_is_no_part_of_a_case(written: Town, goal: int) -> None:
    assert after(written, f"UPDATE cases SET next_due = NULL WHERE id = {goal}") == []


def test_a_removed_case_is_missed_and_an_added_one_is_found(written: Town, goal: int) -> None:
    gone = [f"DELETE FROM link WHERE source = {goal}", f"DELETE FROM cases WHERE id = {goal}"]
    assert f"Ärende {goal} saknas." in after(written, *gone)
    columns = "organisation, level, round, unit, title, state, secrecy, facts, taken, since, born, version, seq, model"
    added = f"INSERT INTO cases (id, {columns}) SELECT 7777, {columns} FROM cases WHERE id = {goal}"
    assert after(written, added) == [CASE.format(7777)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE seat SET role = 'administrator' WHERE id = {seat}", "UPDATE seat SET person = 3 WHERE id = {seat}",
        "UPDATE seat SET unit = 1 WHERE id = {seat}", "UPDATE seat SET until = '2026-01-01' WHERE id = {seat}",
        "UPDATE seat SET since = '2020-01-01' WHERE id = {seat}", "DELETE FROM seat WHERE id = {seat}",
        "UPDATE seat SET substitute = NOT substitute WHERE id = {seat}",
    ],
)  # fmt: skip
def test_a_changed_seat_is_not_what_the_chain_says(written: Town, change: str) -> None:
    with written.database.reading() as session:
        sql = "SELECT id FROM seat WHERE organisation = ? AND person = ?"
        seat = run(session, sql, (written.clock.organisation, written.maja.person)).scalar_one()
    assert after(written, change, seat=seat) == [SEAT.format(seat)]


def test_nobody_takes_a_seat_past_the_chain(written: Town) -> None:
    columns = "organisation, person, unit, role, since, until, substitute"
    added = f"INSERT INTO seat (id, {columns}) SELECT 7777, {columns} FROM seat WHERE id = 2"
    assert after(written, added) == [SEAT.format(7777)]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM link WHERE source = {goal}",
        "UPDATE link SET kind = 'cites' WHERE source = {goal}",
        "INSERT INTO link (organisation, source, kind, target) VALUES (1, {goal}, 'cites', 1)",
    ],
)
def test_a_changed_link_is_found_at_its_case(written: Town, goal: int, change: str) -> None:
    assert after(written, change, goal=goal) == [CASE.format(goal)]


def test_a_changed_head_is_found(written: Town, last: int) -> None:
    assert after(written, "UPDATE chain SET seq = seq - 1 WHERE {org}") == [ENDS.format(last, last - 1)]
    assert after(written, "UPDATE chain SET seal = 'x' WHERE {org}") == [ENDS.format(last, last)]
    assert after(written, "DELETE FROM chain WHERE {org}") == ["Kedjan saknar slutpunkt."]


@pytest.mark.parametrize(
    "change",
    ["code = 'X'", "kind = 'board'", "parent = NULL", "path = '/1/'", "organisation = 2"],
)
def test_a_changed_unit_is_not_what_the_chain_says(written: Town, change: str) -> None:
    unit = written.unit["SN"]
    assert UNIT.format(unit) in after(written, f"UPDATE unit SET {change} WHERE id = {unit}")


def test_a_unit_may_have_another_name_and_address(written: Town) -> None:
    assert after(written, "UPDATE unit SET name = 'x', email = 'y' WHERE {org}") == []


def test_nobody_makes_or_removes_a_unit_past_the_chain(written: Town) -> None:
    columns = "organisation, name, kind, parent, path, email"
    added = f"INSERT INTO unit (id, code, {columns}) SELECT 7777, 'X', {columns} FROM unit WHERE id = 3"
    assert after(written, added) == [UNIT.format(7777)]
    assert UNIT.format(written.unit["SN"]) in after(written, f"DELETE FROM unit WHERE id = {written.unit['SN']}")


def test_a_chain_from_before_units_were_told_holds_and_tells_of_those_that_came_later(town: Town) -> None:
    without = _before(town)
    with town.database.writing() as session:
        assert verify(session, without.organisation).faults == []
        unit = add_unit(session, without, "NY", "Nya nämnden", "committee", at=town.now)
        assert verify(session, without.organisation).faults == []
        run(session, "UPDATE unit SET kind = 'board' WHERE id = ?", (unit,))
        assert told(verify(session, without.organisation).faults) == [UNIT.format(unit)]
        run(session, "UPDATE unit SET kind = 'committee' WHERE id = ?", (unit,))
        run(session, "UPDATE organisation SET model = 'x' WHERE id = ?", (without.organisation,))
        assert told(verify(session, without.organisation).faults) == [IN_FORCE]


def _before(town: Town) -> Who:
    """An organisation as it was founded when the chain did not tell of units."""
    with town.database.writing() as session:
        home = Organisation(code="FORE", name="Förekommun", model=town.model.digest)
        session.add(home)
        session.flush()
        unit = Unit(organisation=home.id, code="FORE", name="Förekommun", kind="organisation")
        person = Person(organisation=home.id, name="Klockan", email="")
        session.add_all([unit, person])
        session.flush()
        begin(session, home.id)
        keep_model(session, home.id, town.model)
        founded = Entry(person.id, town.now, town.today, "found", model=town.model.digest)
        append(session, lock(session, home.id), [founded])
        return Who(home.id, person.id)


def test_a_person_of_whom_the_chain_tells_is_missed(written: Town) -> None:
    faults = after(written, f"DELETE FROM person WHERE id = {written.olle.person}")
    assert faults == [f"Person {written.olle.person}, som kedjan berättar om, saknas."]


def test_another_model_in_force_than_the_chain_says_is_found(town: Town) -> None:
    other = load("mariestad-2018")
    with town.database.writing() as session:
        keep_model(session, town.clock.organisation, other)
    change = f"UPDATE organisation SET model = '{other.digest}' WHERE id = {town.clock.organisation}"
    assert after(town, change) == [IN_FORCE]
    undone = f"UPDATE organisation SET model = '{town.model.digest}' WHERE id = {town.clock.organisation}"
    assert after(town, undone) == []
    section = town.paragraph("KF", town.today)
    with town.database.writing() as session:
        choose(session, town.kia, other, 2028, section, at=town.now)
    assert after(town) == []


def test_a_model_whose_text_is_no_model_any_more_is_named_and_its_cases_are_left(written: Town) -> None:
    models._models.clear()
    assert after(written, "UPDATE model SET text = 'x' WHERE {org}") == [
        "Texten till styrmodellen mariestad-2016 har ändrats."
    ]


def test_a_changed_model_text_is_found(written: Town) -> None:
    assert after(written, "UPDATE model SET text = text || ' ' WHERE {org}") == [
        "Texten till styrmodellen mariestad-2016 har ändrats."
    ]


def test_what_is_done_to_others_is_found_with_them_alone(written: Town) -> None:
    with trying(written) as session:
        unguarded(session)
        run(session, "UPDATE event SET who = 99 WHERE organisation = ?", (written.charlie.organisation,))
        assert found(session, written).faults == []
        assert told(verify(session, written.charlie.organisation).faults) == [CHANGED.format(1)]


def test_no_random_change_of_what_has_happened_goes_unseen(here: Town) -> None:
    rng = Random(24)
    goal = here.goal()
    with trying(here) as session:
        for word in ("ett", "två", "tre"):
            take(session, here, "comment", goal, here.maja, fact_of("comment", {"text": word}), day=here.today)
        unguarded(session)
        for _ in range(300):
            table, column = rng.choice([("event", name) for name in EVENT] + [("payload", "body"), ("payload", "salt")])
            rows = run(session, f'SELECT seq, "{column}" FROM {table} WHERE organisation = 1').all()
            seq, was = rng.choice(rows)
            trial = session.begin_nested()
            other = f"{was}x" if isinstance(was, str) else (was or 0) + rng.randint(900, 999)
            run(session, f'UPDATE {table} SET "{column}" = ? WHERE organisation = 1 AND seq = ?', (other, seq))
            faults = found(session, here).faults
            assert faults and int(str(faults[0].values["seq"])) <= seq + 1, (table, column, seq)
            trial.rollback()
        assert found(session, here).faults == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET step = step",
        "DELETE FROM event WHERE seq = 1",
        "UPDATE payload SET body = body",
        "DELETE FROM event",
    ],
)
def test_what_has_happened_stays(town: Town, sql: str) -> None:
    with pytest.raises(DBAPIError, match="what has happened stays"), town.database.writing() as session:
        run(session, sql)


def test_postgresql_refuses_to_empty_the_events_too(town: Town) -> None:
    if town.database.writer.dialect.name != "postgresql":
        return
    with pytest.raises(DBAPIError, match="what has happened stays"), town.database.writing() as session:
        run(session, "TRUNCATE event")
