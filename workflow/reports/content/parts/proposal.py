"""Words for the minutes on a round's report: the same in the secretary's form and in the officer's memo."""

from workflow.words import Sentence, sentence

FILED = "%(body)s has taken part of %(round)s %(year)s and files the report."
MEASURED = "%(body)s decides on measures as proposed, for the goals that are not expected to be reached in full."
OTHERWISE = {
    "remitted": "%(body)s sends the report of %(round)s %(year)s back.",
    "deferred": "%(body)s defers the report of %(round)s %(year)s.",
}
"""What is said instead, by verdict."""


def proposed(body: str, round: str, year: int | None, verdict: str, measures: bool) -> list[Sentence]:
    """What the body says of the report when it decides `verdict`, and of the measures when it approves."""
    texts = [OTHERWISE.get(verdict, FILED)]
    if measures and verdict not in OTHERWISE:
        texts.append(MEASURED)
    return [sentence(text, body=body, round=round, year=year) for text in texts]
