"""Searching: what holds is found at once, on both databases; what was reworded, unsaid or erased is not."""

import pytest

from tests.people import Town
from tests.states.ways import put
from workflow import search
from workflow.erasure import erase, spoken
from workflow.facts import fact_of
from workflow.records.sql import run
from workflow.search import catch_up, find, keep_up, terms_of
from workflow.states.command import Note
from workflow.states.perform import note


def found(town: Town, query: str) -> list[int]:
    """The cases that are found."""
    with town.database.reading() as session:
        return [one.case.id for one in find(session, town.clock.organisation, query)]


@pytest.mark.parametrize("made", [False, True])
def test_a_goal_is_found_by_the_words_that_hold(town: Town, made: bool) -> None:
    goal = town.goal()
    town.do("reword", goal, town.maja, goal="Läsförmågan ska öka", background="Kunskapsklyftan mot riket.",
            no_area_motive="Eget", focus_areas=town.focus_areas()[:1])  # fmt: skip
    if made:
        keep_up(town.database)
    assert found(town, "läsförmågan") == found(town, "LÄSFÖRMÅGAN  klyftan") == found(town, "kunskapsklyftan") == [goal]
    town.do("reword", goal, town.maja, goal="Räkneförmågan ska öka", no_area_motive="Eget",
            focus_areas=town.focus_areas()[:1])  # fmt: skip
    assert found(town, "räkneförmågan") == [goal], "not yet made, and found nevertheless"
    assert found(town, "kunskapsklyftan") == [], "made, and true no more"
    assert found(town, "räkneförmågan finnsinte") == []


def test_a_paragraph_is_found_as_people_write_it_and_whole(town: Town) -> None:
    said = fact_of("ruling", {"paragraph": "216", "registry_no": "KS 2026/00034", "text": "Bifalles."})
    with town.database.writing() as session:
        number = put(session, town, "decision", "logged", said, unit=town.unit["KS"]).id
    keep_up(town.database)
    for query in ("§ 216", "§216", "ks 2026/00034", "00034", "§ 216 bifalles"):
        assert number in found(town, query), query
    assert number not in found(town, "§ 21"), "a part of a number is another number"


@pytest.mark.parametrize("query", ["", "   ", "§", "100%", "_", "!", "\0", "' OR 1=1 --", "x%", "😀" * 90])
def test_signs_mean_themselves_and_break_nothing(town: Town, query: str) -> None:
    goal = town.goal()
    town.do("comment", goal, town.maja, text="Bara ord.")
    keep_up(town.database)
    assert goal not in found(town, query)


def test_nothing_is_found_in_another_municipality(town: Town) -> None:
    town.do("comment", town.goal(), town.maja, text="Bara hos oss.")
    keep_up(town.database)
    assert found(town, "bara hos oss")
    with town.database.reading() as session:
        assert find(session, town.charlie.organisation or 99, "bara hos oss") == []


@pytest.mark.parametrize("made", [False, True])
def test_erased_words_are_not_found(town: Town, made: bool) -> None:
    goal = town.goal()
    town.do("comment", goal, town.maja, text="Hemligheten")
    if made:
        keep_up(town.database)
    assert found(town, "hemligheten") == [goal]
    with town.database.writing() as session:
        erase(session, town.ada, spoken(session, town.clock.organisation, goal), "KS 2026/00034", at=town.now)
    with town.database.reading() as session:
        held = run(session, "SELECT count(*) FROM sought WHERE words LIKE '%hemligheten%'").scalar_one()
    assert found(town, "hemligheten") == [] and held == 0


@pytest.mark.parametrize("made", [False, True])
def test_what_a_member_of_the_group_judged_alone_is_found_by_nobody(town: Town, made: bool) -> None:
    goal = town.goal()
    judged = [{"criterion": name, "holds": True, "comment": "Ogripbart"} for name in town.model.criteria]
    said = fact_of("judgement", {"reviewer": town.rut.person, "criteria": judged})
    with town.database.writing() as session:
        note(session, Note(goal, town.rut, said, at=town.now))
    if made:
        keep_up(town.database)
    assert found(town, "ogripbart") == [] and goal not in found(town, "specific")


def test_catching_up_goes_on_where_it_was_and_does_no_harm_twice(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "BATCH", 3)
    for number in range(5):
        town.do("comment", town.goal(), town.maja, text=f"Ord nummer {number}")
    done = keep_up(town.database)
    with town.database.writing() as session:
        assert catch_up(session, town.clock.organisation) == 0
        total = run(session, "SELECT seq FROM chain WHERE organisation = ?", (town.clock.organisation,)).scalar_one()
        own = run(
            session, "SELECT seq FROM sought_until WHERE organisation = ?", (town.clock.organisation,)
        ).scalar_one()
        assert total == own and done >= total
        run(session, "UPDATE sought_until SET seq = 0")
    assert keep_up(town.database) == done


def test_a_query_has_so_many_words_and_no_more() -> None:
    assert terms_of(" § 84  Skola skola " + " ".join(map(str, range(20)))) == ["§84", "skola", *map(str, range(6))]
