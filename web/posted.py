"""Letters in the outbox, as pages show them: to whom, about what, how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select

from web.language import say
from web.missing import how
from web.names import Names, titled
from web.offered import round_title
from web.session import session
from workflow.cycle.heartbeat import pulse
from workflow.cycle.letter_hold import HELD
from workflow.governance.model import Model
from workflow.records.mail import Line, Mail
from workflow.records.queries.models import model_of, models_of
from workflow.words import Sentence, sentence

QUEUED, KEPT = "queued", "held"
SIGN_IN = "sign_in"
STATES = {
    QUEUED: ("●", sentence("Waits to be sent")), KEPT: ("!", sentence("Held")), "sent": ("✓", sentence("Sent")),
    "bounced": ("✕", sentence("Did not arrive")), "given_up": ("✕", sentence("Given up")),
    "expired": ("–", sentence("Too old, not sent")), "superseded": ("–", sentence("Taken into a later letter")),
    "done": ("–", sentence("Not sent: it had been done")),
}  # fmt: skip
"""What can have become of a letter, with its sign."""
MORNING = "morning"
KINDS = {MORNING: "Letter of the morning", "chased": "Chased", SIGN_IN: "Letter to sign in with"}
HELD_NOW = func.substr(Mail.next_at, 1, len(HELD)) == HELD
MOST = 200
"""So many letters are shown."""
COLUMNS = (
    Mail.organisation, Mail.number, Mail.kind, Mail.person, Mail.unit, Mail.at, Mail.next_at, Mail.attempts,
    Mail.done_at, Mail.why, Mail.address, Mail.subject, Mail.token,
)  # fmt: skip
"""Everything but what was sent."""


@dataclass(frozen=True)
class Posted:
    """A letter. `secret` for a sign-in's, whose subject may hold its code; `again` when it can be sent once more."""

    organisation: int
    number: int
    kind: str
    to: str
    address: str
    subject: str
    at: datetime
    done_at: datetime | None
    next_at: datetime | None
    attempts: int
    why: str
    state: str
    sign: str
    status: Sentence
    secret: bool

    @property
    def again(self) -> bool:
        """True when it has been tried and can go once more."""
        return self.done_at is not None and not self.secret and self.state != "superseded"


@dataclass(frozen=True)
class Told:
    """A line of a letter about a duty: who was told of what, when, how, and what became of the letter."""

    when: datetime
    to: str
    what: str
    title: str
    address: str
    how: str
    due: date | None
    sign: str
    status: Sentence


def posted(names: Names, state: str = "", number: int | None = None) -> list[Posted]:
    """The letters of an organisation, the newest first; those in one state, or with one number, when it is given."""
    wanted: list[ColumnElement[bool]] = [Mail.organisation == names.organisation]
    if state:
        wanted.append(_became() == state)
    if number is not None:
        wanted.append(Mail.number == number)
    found = select(*COLUMNS, _became().label("state")).where(*wanted).order_by(Mail.number.desc()).limit(MOST)
    rows = session().execute(found).all()
    names.add_people(row.person for row in rows)
    models = models_of(session(), names.organisation)
    return [_posted(row, names, models) for row in rows]


def how_many(organisation: int) -> dict[str, int]:
    """How many letters are in each state, in the order of `STATES`."""
    state = _became().label("state")
    found = select(state, func.count()).where(Mail.organisation == organisation).group_by(state)
    return dict.fromkeys(STATES, 0) | {row[0]: int(row[1]) for row in session().execute(found)}


def lines_posted(names: Names, about: int | None = None, duty: str = "", limit: int = MOST) -> list[Told]:
    """What letters told of duties, the newest first; of one case's duty, when it is given."""
    held = select(Line, *COLUMNS, _became().label("state")).join(
        Mail, (Mail.organisation == Line.organisation) & (Mail.number == Line.mail)
    )
    wanted = [Line.organisation == names.organisation, Line.duty != ""]
    if about is not None:
        wanted += [Line.case == about, Line.duty == duty]
    rows = session().execute(held.where(*wanted).order_by(Mail.number.desc(), Line.event).limit(limit)).all()
    names.add_people(row.person for row in rows)
    names.add_cases(row.Line.case for row in rows)
    return [_told(row.Line, row, names) for row in rows if row.Line.case in names.cases]


def _became() -> ColumnElement[str]:
    """What has become of a letter; while the clock is not to be trusted, the letters of the morning are held too."""
    last = pulse(session())
    held = HELD_NOW | (Mail.kind == MORNING) if last and last.held else HELD_NOW
    return case((Mail.done_at.is_not(None), Mail.outcome), (held, KEPT), else_=QUEUED)


def _posted(row: object, names: Names, models: Sequence[Model]) -> Posted:
    mail: Mail = row  # type: ignore[assignment]
    state = str(row.state)  # type: ignore[attr-defined]
    sign, status = STATES.get(state, ("", sentence(state)))
    secret = mail.token is not None
    return Posted(
        organisation=mail.organisation, number=mail.number, kind=_kind(mail.kind, models), to=_to(mail, names),
        address=mail.address, subject="" if secret else mail.subject, at=mail.at, done_at=mail.done_at,
        next_at=mail.next_at if state == QUEUED else None, attempts=mail.attempts, why=mail.why, state=state,
        sign=sign, status=status, secret=secret,
    )  # fmt: skip


def _told(line: Line, row: object, names: Names) -> Told:
    mail: Mail = row  # type: ignore[assignment]
    about = names.cases[line.case]
    model = model_of(names.session, names.organisation, about.model)
    level, _, name = line.duty.partition("/")[0].rpartition(".")
    step = model.levels[level or about.level].step.get(name)
    round = round_title(model, line.duty.partition("/")[2])
    what = ", ".join(say(title) for title in (step.title if step else line.duty, round) if title)
    sign, status = STATES[str(row.state)]  # type: ignore[attr-defined]
    return Told(mail.done_at or mail.at, _to(mail, names), what, titled(about), names.address(about.id), how(line.rung),
                line.due, sign, status)  # fmt: skip


def _to(mail: Mail, names: Names) -> str:
    return names.person(mail.person) if mail.person else names.unit(mail.unit)


def _kind(kind: str, models: Sequence[Model]) -> str:
    """What a sort of letter is called: after the step that it tells of, most of them."""
    if kind in KINDS:
        return say(KINDS[kind])
    level, _, name = kind.partition(".")
    steps = (model.levels[level].step.get(name) for model in models if level in model.levels)
    return next((say(step.title) for step in steps if step), kind)
