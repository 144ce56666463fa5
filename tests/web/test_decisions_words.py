"""The difference between what was proposed and what was decided leaves no word out, and the log's clock keeps the law."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.small import case, said
from tests.people import Town
from tests.web.forty import COUNCIL, forty, model_forty
from web.decisions.clock import FINAL, NOTICED, clock
from web.decisions.preview import difference
from workflow.cycle.deadlines import duties
from workflow.cycle.timetable import Calendar

__all__ = ["forty", "model_forty"]
TEXTS = st.text("minst 85 procent, år 2027\n", max_size=60)


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = list(difference(old, new))
    assert "".join(piece.text for piece in pieces if piece.sort != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.sort != "del") == new


def test_whole_words_are_changed() -> None:
    pieces = [(piece.sort, piece.text) for piece in difference("minst 85 procent", "minst 90 procent")]
    assert pieces == [("same", "minst "), ("del", "85"), ("ins", "90"), ("same", " procent")]


def test_the_clock_is_reckoned_until_the_minutes_are_known_and_late_after_the_laws_days(forty: Town) -> None:
    decision = forty.case(forty.paragraph("KF", COUNCIL))
    meeting = forty.case(decision.parent or 0)
    early = clock(forty.model, decision, meeting, forty.today).ticks
    assert [tick.on for tick in early[1:3]] == [date(2026, 6, 29), date(2026, 7, 1)], (
        "14 days, and the second day after"
    )
    assert all(tick.reckoned and not tick.late for tick in early[1:])
    late = clock(forty.model, decision, meeting, date(2026, 6, 30)).ticks
    assert [tick.late for tick in late] == [False, True, False, False, False]


def test_a_decision_without_a_meeting_has_only_the_day_it_was_logged(forty: Town) -> None:
    decision = forty.case(forty.paragraph("KF", COUNCIL))
    assert len(clock(forty.model, decision, None, forty.today).ticks) == 1


def test_the_clock_shows_the_days_on_which_duties_are_due(forty: Town) -> None:
    """Approved in the weeks of rest, and noticed so that three weeks end on Midsummer Eve."""
    model, unit = forty.model, forty.unit["KF"]
    decision = case(level="decision", state="logged", year=None, unit=unit, parent=5)
    for minutes in ({"approved": "2026-07-08"}, {"approved": "2026-05-28", "noticed": "2026-05-29"}):
        facts = {"gathering": said("2026-05-25", on="2026-05-25"), "minutes": said("2026-05-29", **minutes)}
        state = "noticed" if "noticed" in minutes else "minutes_approved"
        meeting = case(id=5, level="meeting", state=state, year=None, unit=unit, parent=None, facts=facts)
        ticks = {tick.title: tick.on for tick in clock(model, decision, meeting, date(2026, 7, 9)).ticks}
        [duty] = [duty for duty in duties(model, Calendar(), meeting) if duty.key in ("notice", "become_final")]
        assert duty.due == ticks[FINAL if duty.step.by_clock else NOTICED]
        assert duty.due == (date(2026, 6, 23) if duty.step.by_clock else date(2026, 7, 10))
