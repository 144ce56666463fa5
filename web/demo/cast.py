"""Who there is in the demonstration: bodies, departments and invented people with their seats."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.governance.model import Model
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.records.organisation import FOREVER
from workflow.states.context import Who

NAME = "Exempelkommun"
UNITS = (
    ("KF", "Kommunfullmäktige", "council", ""), ("KS", "Kommunstyrelsen", "board", ""),
    ("UN", "Utbildningsnämnden", "committee", ""), ("SN", "Socialnämnden", "committee", ""),
    ("TN", "Tekniska nämnden", "committee", ""), ("MBN", "Miljö- och byggnadsnämnden", "committee", ""),
    ("STAB", "Kommunledningskontoret", "group", ""), ("UTV", "Utvecklingsavdelningen", "department", "KS"),
    ("KULTUR", "Kulturavdelningen", "department", "KS"), ("FRITID", "Fritidsavdelningen", "department", "KS"),
    ("SKOLA", "Grundskola och gymnasium", "department", "UN"), ("OMS", "Vård och omsorg", "department", "SN"),
    ("GATA", "Gata, park och VA", "department", "TN"), ("MILJO", "Miljö- och byggavdelningen", "department", "MBN"),
)  # fmt: skip
"""Code, name, kind and the body above."""
ABOVE = {code: above for code, _, _, above in UNITS}
SEATS = (
    ("Maja", "manager", ("SKOLA",)), ("Dina", "director", ("UN",)), ("Nils", "secretary", ("UN", "MBN")),
    ("Olle", "chair", ("UN",)), ("Stig", "clerk", ("STAB",)), ("Rut", "review_chair", ("STAB",)),
    ("Roy", "reviewer", ("STAB",)),
    ("Kia", "quality_chief", ("STAB",)), ("Ada", "administrator", ("STAB",)), ("Conny", "controller", ("STAB",)),
    ("Nora", "secretary", ("KS", "SN", "TN")), ("Pia", "director", ("KS",)), ("Eva", "director", ("SN",)),
    ("Per", "director", ("TN",)), ("Lars", "director", ("MBN",)), ("Ulla", "manager", ("UTV",)),
    ("Vera", "manager", ("KULTUR",)), ("Hugo", "manager", ("FRITID",)), ("Sara", "manager", ("OMS",)),
    ("Tore", "manager", ("GATA",)), ("Bo", "manager", ("MILJO",)), ("Karl", "chair", ("KS",)),
    ("Anna", "chair", ("SN",)), ("Jan", "chair", ("TN",)), ("Ines", "chair", ("MBN",)), ("Mona", "member", ("KF",)),
)  # fmt: skip
"""First name, role and the units of the seats; who comes first can be tried first."""
LEAVES = {"Hugo": date(2026, 9, 6), "Roy": date(2026, 9, 30)}
"""The last day of a seat that nobody has taken over: it is vacant, or soon will be."""
SINCE = date(2024, 1, 1)


@dataclass
class Town:
    """The organisation and the numbers of its people and units."""

    clock: Who
    people: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)

    def who(self, name: str) -> Who:
        """A person of the demonstration."""
        return Who(self.clock.organisation, self.people[name])

    def holds(self, role: str, unit: str, day: date) -> str:
        """The first name of who holds the role at the unit on the day; its director, or that of the body above, while
        the seat is vacant."""
        return self.sits(role, unit, day) or self.holds("director", unit if role != "director" else ABOVE[unit], day)

    def sits(self, role: str, unit: str, day: date) -> str:
        """The first name of who sits in the seat itself on the day, "" while it is vacant."""
        sitting = (name for name, held, units in SEATS
                   if held == role and unit in units and day <= LEAVES.get(name, FOREVER))  # fmt: skip
        return next(sitting, "")


def settle(session: Session, model: Model, at: datetime) -> Town:
    """Found the municipality and give everybody their seats."""
    town = Town(found(session, "DEMO", NAME, model, at=at))
    organisation = town.clock.organisation
    for code, name, kind, above in UNITS:
        town.units[code] = add_unit(session, town.clock, code, name, kind, town.units.get(above), at=at)
    for name, role, units in SEATS:
        town.people[name] = add_person(session, organisation, f"{name} Exempel", f"{name.lower()}@example.org")
        for code in units:
            place = Place(role, town.units[code], SINCE, LEAVES.get(name, FOREVER))
            appoint(session, town.clock, town.people[name], place, at=at)
    return town
