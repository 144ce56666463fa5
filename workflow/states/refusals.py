"""May this person take this step now? Every reason why not, as sentences."""

from workflow.facts import Fact, verdict_of
from workflow.governance.model import Step
from workflow.states.guards import GUARDS
from workflow.states.situation import Situation
from workflow.words import Sentence, Title, sentence


def refusals(now: Situation) -> list[Sentence]:
    """Every reason why the step in mind may not be taken: state, role, what is said, guards. Empty: it may."""
    assert now.step
    why = [*_state(now, now.step), *_role(now, now.step), *_said(now, now.step, now.fact)]
    return why + [said for name in now.step.needs if (said := GUARDS[name](now))]


def remarks(now: Situation) -> list[Sentence]:
    """What is to be remembered about the step, though it may be taken."""
    assert now.step
    return [said for name in now.step.marks if (said := GUARDS[name](now))]


def _state(now: Situation, step: Step) -> list[Sentence]:
    if now.case is None:
        return []
    level = now.level
    if step.only and not _fits_year(now, step):
        return [sentence("“%(step)s” is only taken in election years.", step=step.title)]
    allowed = step.from_ or tuple(name for name in level.state if level.is_open(name))
    if now.case.state in allowed:
        return []
    return [
        sentence(
            "“%(step)s” cannot be done now: the state is “%(state)s”, and it must be %(states)s.",
            step=step.title, state=level.state[now.case.state].title,
            states=Choice(tuple(level.state[name].title for name in allowed)),
        )
    ]  # fmt: skip


def _fits_year(now: Situation, step: Step) -> bool:
    assert now.case
    election = now.case.year is not None and now.model.is_election_year(now.case.year)
    return election == (step.only == "election_year")


def _role(now: Situation, step: Step) -> list[Sentence]:
    if now.roles.intersection(step.by):
        return []
    titles = tuple(now.model.roles[role].title for role in step.by)
    return [sentence("“%(step)s” is done by %(roles)s.", step=step.title, roles=Choice(titles))]


def _said(now: Situation, step: Step, fact: Fact | None) -> list[Sentence]:
    """What is said must be what the row asks for, in the model's own codes."""
    if fact is None:
        return []
    wrong = []
    if step.verdicts and verdict_of(fact) not in step.verdicts:
        wrong.append(sentence("“%(verdict)s” is not a verdict that “%(step)s” can have.",
                              verdict=verdict_of(fact), step=step.title))  # fmt: skip
    for name, scale in fact.scaled:
        code = getattr(fact, name)
        if code and now.model.verdict(scale, code) is None:
            wrong.append(sentence("“%(code)s” is not in the scale of this model.", code=code))
    return wrong


class Choice(tuple[Title, ...]):
    """Titles read as “a”, “b” or “c”."""

    def in_(self, language: str) -> str:
        """The choice in `language`."""
        names = [f"“{title.in_(language)}”" for title in self]
        word = sentence("or").in_(language)
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
