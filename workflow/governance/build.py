"""A model made of plain data whose shape is right."""

import json
from hashlib import sha256
from typing import Any

from workflow.governance.model import (
    AGAIN,
    DATES,
    SAME,
    Due,
    Level,
    Model,
    Quota,
    Rest,
    Role,
    RoundDefault,
    Rung,
    State,
    Step,
    Verdict,
)  # fmt: skip
from workflow.words import Title

Data = dict[str, Any]
FORMS = ("meeting", "round", "day", "agreed", "within")
"""Which key tells the form of a due, the first one found."""


def text_of(data: Data) -> str:
    """The merged text as it is stored: JSON without spaces, in the model's own order, which means something."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def built(data: Data, text: str) -> Model:
    """The model that `data` says; `text` is the same as it is stored."""
    return Model(
        name=data["name"],
        title=title(data["title"]),
        text=text,
        digest=sha256(text.encode()).hexdigest(),
        roles={name: role(name, row) for name, row in data["roles"].items()},
        levels={name: level(name, row) for name, row in data["levels"].items()},
        rounds={name: round_default(name, row) for name, row in data.get("rounds", {}).items()},
        ladders={name: tuple(map(rung, rows)) for name, rows in data.get("ladders", {}).items()},
        scales={name: scale(rows) for name, rows in data.get("scales", {}).items()},
        criteria={name: title(row) for name, row in data.get("criteria", {}).items()},
        quotas=tuple(quota(row) for row in listed(data.get("quotas"))),
        rest=tuple(rest(row) for row in listed(data.get("rest"))),
        sealed_by_council=tuple(data.get("sealed_by_council", ())),
        owed_by={kind: tuple(row) for kind, row in data.get("owed_by", {}).items()},
        election_years=election_years(data.get("election_years")),
        renamed={name: dict(row) for name, row in data.get("renamed", {}).items()},
    )


def title(row: Data) -> Title:
    """A name in both languages; the one there is, when there is only one."""
    return Title(row.get("sv") or row.get("en", ""), row.get("en") or row.get("sv", ""))


def level(name: str, row: Data) -> Level:
    """A level with its states and steps."""
    states = tuple(state(key, value) for key, value in row["states"].items())
    return Level(
        name,
        row["kind"],
        title(row["title"]),
        title(row["plural"]),
        row.get("parent", ""),
        row.get("owner", "parent"),
        states,
        tuple(step(name, key, value, states) for key, value in row["steps"].items()),
        row.get("yearly", True),
        row.get("known_to", "all"),
    )


def state(name: str, row: Data) -> State:
    """A state of a level; one that is out of the field is final too."""
    out = row.get("out", False)
    return State(name, title(row), final=out or row.get("final", False), out=out, sign=row.get("sign", ""))


def step(level: str, name: str, row: Data, states: tuple[State, ...]) -> Step:
    """A row of a level's table. A step from no state makes a case; `while` is then about its parent."""
    birth, ends = row["from"] == [], row["to"]
    return Step(
        level=level,
        name=name,
        title=title(row["title"]),
        from_=tuple(row.get("while", ())) if birth else from_states(row["from"], states),
        to=ends if isinstance(ends, str) else tuple((said, stays(end)) for said, end in ends.items()),
        again=() if isinstance(ends, str) else tuple(said for said, end in ends.items() if end == AGAIN),
        says=row.get("says", ""),
        due=tuple(due(part) for part in listed(row.get("due"))),
        opens=tuple(due(part) for part in listed(row.get("opens"))),
        ladder=row.get("ladder", ""),
        only=row.get("only", ""),
        instead=row.get("instead", ""),
        birth=birth,
        seals=row.get("seals", False),
        second=row.get("second", False),
        help=title(row["help"]) if "help" in row else None,
        **{key: tuple(row.get(key, ())) for key in ("by", "needs", "marks", "rounds", "tells", "each")},
    )


def stays(end: str) -> str:
    """The state, or that the case stays where it is to be taken up again."""
    return SAME if end == AGAIN else end


def from_states(said: str | list[str], states: tuple[State, ...]) -> tuple[str, ...]:
    """Said as "any": every state, "open": every one that is not final; a list: what it says."""
    if isinstance(said, str):
        return tuple(state.name for state in states if said == "any" or not state.final)
    return tuple(said)


def due(row: Data) -> Due:
    """A date in one of the five forms; a meeting is something others wait for, so its date moves earlier."""
    form = next((key for key in FORMS if key in row), "")
    tuples = {"verdict": tuple(row.get("verdict", ()))}
    return Due(**{"form": form, "moves": "earlier" if form == "meeting" else "later", **row, **tuples})


def role(name: str, row: Data) -> Role:
    """A role."""
    return Role(name, title(row), row.get("kind", "official"), row.get("scope", "organisation"))


def rung(row: Data) -> Rung:
    """A step of a ladder, named by what happens when: `reminder-7`, `escalation+3`."""
    return Rung(row.get("name", f"{row['kind']}{row['at']:+d}"), row["at"], row["kind"], tuple(row["tells"]))


def round_default(name: str, row: Data) -> RoundDefault:
    """A round with its default dates."""
    return RoundDefault(name, title(row), row.get("year", 0), **{key: row[key] for key in DATES})


def scale(rows: Data) -> tuple[Verdict, ...]:
    """The values of a scale, in order."""
    return tuple(
        Verdict(
            name, title(row), row.get("sign", ""), row.get("at_risk", False), row.get("unknown", False),
            tuple(row.get("also", ())),
        )
        for name, row in rows.items()
    )  # fmt: skip


def quota(row: Data) -> Quota:
    """How many goals."""
    return Quota(row.get("level", "goal"), row["body"], row["goals"], tuple(row.get("departments", ())))


def rest(row: Data) -> Rest:
    """A span of rest, in weeks or in days."""
    weeks, days = row.get("weeks"), row.get("days")
    return Rest((weeks[0], weeks[1]) if weeks else None, (days[0], days[-1]) if days else None)


def election_years(years: list[int] | None) -> tuple[int, int]:
    """The first election year that is counted from, and how many years lie between."""
    return (years[0], years[1]) if years else (2026, 4)


def listed(value: Any) -> list[Data]:
    """One table, several or none, as a list."""
    return value if isinstance(value, list) else [value] if value else []
