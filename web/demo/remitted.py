"""Goals of 2027 that the council sent back in June 2026: written anew, returned by the review, ready for the council."""

from collections.abc import Callable
from typing import Any, NamedTuple

from web.demo import meetings
from web.demo.play import Goal, Play, criteria, goals, wording

YEAR = 2027


class Sent(NamedTuple):
    """A goal that was sent back: whose, which of its goals, with which instruction, and how it is worded since."""

    body: str
    place: int
    instruction: str
    words: str

    @property
    def found(self) -> tuple[str, Goal]:
        """The goal and its key."""
        return goals(YEAR, self.body)[self.place]


WAITS = Sent("TN", 2, "Säg hur många arrangemang som räknas och på vilka torg.",
             "Våra torg ska vara naturliga mötesplatser: minst trettio arrangemang om året på tre torg.")  # fmt: skip
RETURNED = Sent("UN", 4, "Beskriv vad eleverna ska märka av målet.",
                "Eleverna ska få näringsrik mat i en trivsam miljö.")  # fmt: skip
READY = (
    Sent("KS", 1, "Skilj kommunens marknadsföring från bolagens.",
         "Öka kommunens marknadsföring tillsammans med de kommunala bolagen."),
    Sent("MBN", 2, "Säg vilken påverkan som avses.",
         "Kommunen ska minska miljöpåverkan från verksamheter med stora utsläpp."),
)  # fmt: skip
SENT = (WAITS, RETURNED, *READY)
AGAIN = Sent(
    "UN",
    3,
    "Säg hur många förskolor och skolor som avses.",
    "Minst trettio procent av förskolorna och skolorna ska vara miljöcertifierade.",
)
"""Put off in June and sent back in August: its chair is to have it written anew."""
SUMMER, LATER = "Fullmäktige återremitterar målet till nämnden.", "Fullmäktige bordlägger de återremitterade målen."
VAGUE = "Säg hur nämnden ser att miljön är trivsam."
ADOPTED = "Fullmäktige antar de mål som har återremitterats."


def not_adopted(key: str) -> dict[str, str]:
    """What the council decided in June when it did not adopt the goal; nothing when it did."""
    if key == AGAIN.found[0]:
        return {"verdict": "deferred"}
    why = next((sent.instruction for sent in SENT if sent.found[0] == key), "")
    return {"verdict": "remitted", "instruction": why} if why else {}


def play_remitted(play: Play) -> None:
    """What was done on this day."""
    for day, act in ACTS:
        if play.day.isoformat() == f"{YEAR - 1}-{day}":
            act(play)


def _redraft(play: Play, those: tuple[Sent, ...] = SENT) -> None:
    for sent in those:
        key, goal = sent.found
        play.take("goal.redraft", key, play.holds("director", sent.body))
        manager = play.holds("manager", goal["department"])
        play.take("goal.reword", key, manager, **wording(play, YEAR, goal | {"text": sent.words}))


def _propose(play: Play, those: tuple[Sent, ...] = (RETURNED, *READY)) -> None:
    for sent in those:
        key, goal = sent.found
        how = goal.get("measured", "Med indikatorn.")
        director = play.holds("director", sent.body)
        play.take("goal.propose", key, director, measurability=how, followed_how=how, realism="Inom nämndens ram.")


def _pass(play: Play, those: tuple[Sent, ...] = READY) -> None:
    for sent in those:
        play.take("goal.review", sent.found[0], "Rut", verdict="passed", criteria=criteria(play))


def _defer(play: Play) -> None:
    """The council puts them off, and asks for them again within twenty working days."""
    ruling = meetings.log(play, "KF", meetings.on(YEAR - 1, "08-27"), LATER)
    for sent in SENT:
        play.take("goal.adopt", sent.found[0], "Stig", verdict="deferred", decision=play.cases[ruling])
    back = meetings.log(play, "KF", meetings.on(YEAR - 1, "08-27"), SUMMER)
    play.take("goal.adopt", AGAIN.found[0], "Stig", verdict="remitted", decision=play.cases[back],
              instruction=AGAIN.instruction)  # fmt: skip


def _decide(play: Play, those: tuple[Sent, ...] = READY, days: tuple[str, str] = ("08-31", "09-01")) -> None:
    """The committees propose the goals anew, and the board, which met on the second day, prepares them."""
    for sent in those:
        key, _ = sent.found
        on = meetings.on(YEAR - 1, days[1] if sent.body == "KS" else days[0])
        own = meetings.log(play, sent.body, on, "Nämnden föreslår fullmäktige målet i dess nya lydelse.")
        keeper = play.holds("secretary", sent.body)
        play.take("goal.endorse", key, keeper, verdict="approved", decision=play.cases[own])
        board = meetings.log(
            play, "KS", meetings.on(YEAR - 1, days[1]), "Kommunstyrelsen tillstyrker målen i ny lydelse."
        )
        play.take("goal.prepare", key, "Stig", verdict="approved", decision=play.cases[board])


def _decide_late(play: Play) -> None:
    _decide(play, (WAITS, RETURNED, AGAIN), ("09-29", "09-29"))


def _return(play: Play) -> None:
    play.take("goal.review", RETURNED.found[0], "Rut", verdict="returned", remarks=VAGUE,
              criteria=criteria(play, "measurable", "Vad är en trivsam miljö?"))  # fmt: skip


def _propose_late(play: Play) -> None:
    _propose(play, (WAITS,))


def _judge(play: Play) -> None:
    """One of the group has judged; the verdict waits for the other."""
    play.take("goal.judge", WAITS.found[0], "Roy", reviewer=play.town.people["Roy"],
              criteria=criteria(play, "realistic", "Trettio är nio fler än i dag."))  # fmt: skip


def _stand_by(play: Play) -> None:
    """After the demonstration's first day: what is owed then gets done."""
    play.take("goal.stand_by", RETURNED.found[0], play.holds("chair", RETURNED.body), why="Nämnden vill ha målet kort.")
    _pass(play, (WAITS, AGAIN))


def _write_again(play: Play) -> None:
    _redraft(play, (AGAIN,))
    _propose(play, (AGAIN,))


def _adopt(play: Play) -> None:
    ruling = meetings.log(play, "KF", meetings.on(YEAR - 1, "10-12"), ADOPTED)
    for sent in (*SENT, AGAIN):
        key, goal = sent.found
        cited: dict[str, Any] = {"verdict": "approved", "decision": play.cases[ruling]}
        play.take("goal.adopt", key, "Stig", **cited)
        if "indicator" in goal:
            play.take("indicator.put_in_force", f"{key} i", "Stig", **cited)


ACTS: tuple[tuple[str, Callable[[Play], None]], ...] = (
    ("07-02", _redraft), ("08-24", _propose), ("08-28", _pass), ("08-31", _defer), ("09-02", _decide), ("09-07", _return),
    ("09-08", _propose_late), ("09-10", _judge), ("09-15", _write_again), ("09-21", _stand_by), ("10-01", _decide_late),
    ("10-13", _adopt),
)  # fmt: skip
