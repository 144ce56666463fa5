"""Every page there is, and as whom one looks at it: {rule: (who, address)}. A test says when a route is missing here."""

PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    "/": (("Maja", "/"), ("Kia", "/")),
    "/arshjul": (("Kia", "/arshjul"),),
    "/arshjul/<int:year>": (("Kia", "/arshjul/2026"),),
    "/arshjul/<int:year>/<name>": (("Kia", "/arshjul/2026/postpone"),),
    "/arshjul/<int:year>/tidplan": (("Kia", "/arshjul/2026/tidplan"),),
    "/beslut": (("Stig", "/beslut"),),
    "/beslut/<int:number>": (("Stig", "/beslut/{meeting §}"),),
    "/beslut/<int:number>/<name>": (("Stig", "/beslut/{meeting §}/complete"),),
    "/borta": (("Maja", "/borta"),),
    "/demo": (("-", "/demo"),),
    "/dev/mail": (("-", "/dev/mail"),),
    "/kalender": (("Maja", "/kalender"),),
    "/logga-in": (("-", "/logga-in"),),
    "/mal": (("Kia", "/mal?ar=2026"),),
    "/mal/<int:number>": (
        ("Maja", "/mal/{goal}"), ("Stig", "/mal/{goal}"), ("Olle", "/mal/{draft}"), ("Kia", "/mal/{committee_year}"),
        ("Kia", "/mal/{indicator}"), ("Kia", "/mal/{focus}"), ("Kia", "/mal/999999"),
    ),
    "/mal/<int:number>/<name>": (
        ("Maja", "/mal/{goal}/describe_consequence?omgang=R3"), ("Maja", "/mal/{draft}/reword"),
        ("Maja", "/mal/{goal}/close"), ("Maja", "/mal/{goal}/indicator.add"),
    ),
    "/nytt/<name>": (("Nils", "/nytt/meeting.plan"),),
    "/paminnelser": (("Kia", "/paminnelser"),),
    "/post": (("Ada", "/post"),),
    "/rapporter/<int:number>": (("Dina", "/rapporter/{report}"),),
    "/rapporter/<int:number>/<name>": (("Dina", "/rapporter/{report}/comment"),),
    "/saknas": (("Kia", "/saknas"),),
    "/saknas/<code>": (("Kia", "/saknas/UN"),),
    "/sammantraden": (("Nils", "/sammantraden"),),
    "/sammantraden/<int:number>": (("Nils", "/sammantraden/{meeting}"),),
    "/sammantraden/<int:number>/<name>": (("Nils", "/sammantraden/{meeting}/decision.log"),),
    "/tillganglighet": (("-", "/tillganglighet"),),
}  # fmt: skip
"""`{goal}` is a case of the town, by its short name. "-": nobody is signed in."""
OTHERS = {
    "/brev/<int:organisation>-<int:person>-<key>", "/dev/mail/<int:home>/<int:number>",
    "/dev/mail/<int:home>/<int:number>/html", "/feed/<token>.ics", "/healthz", "/logga-in/<int:number>-<mark>",
    "/logga-in/kod", "/readyz", "/saknas/brev/<reader>", "/till/<mark>/", "/till/<mark>/<path:rest>",
}  # fmt: skip
"""What leads on, is no page, or is looked at in a test of its own."""
