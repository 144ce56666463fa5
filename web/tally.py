"""How many goals are judged how: by each verdict, apart from them in a source's own words, and not at all."""

from collections import Counter
from collections.abc import Iterable

from workflow.goals.goal import Judgement
from workflow.governance.model import Verdict
from workflow.words import Sentence, sentence

NO_VERDICT = {
    True: sentence("As the source says"),
    False: sentence("The source does not judge"),
}
"""What stands in the place of a verdict: whether the source judges in words of its own."""
Tally = list[tuple[Verdict | Sentence | None, int]]


def tally(judgements: Iterable[Judgement | None]) -> Tally:
    """How many have each verdict, the most first; then those without a code of ours, and those of which nothing is said."""
    found: Counter[Verdict | Sentence | None] = Counter(
        one and (one.verdict or NO_VERDICT[one.said.is_as_source_says]) for one in judgements
    )
    return sorted(found.items(), key=lambda pair: (pair[0] is None, isinstance(pair[0], Sentence), -pair[1]))
