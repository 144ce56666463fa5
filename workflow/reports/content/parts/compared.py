"""Adopted beside reported: every row that was adopted, what was reported on it, and how the two differ, in words."""

from collections.abc import Iterator

from workflow.goals import Goal
from workflow.goals.indicator import AdoptedIndicator, Indicator
from workflow.goals.target import amount
from workflow.measuring.values import Value
from workflow.reports.content.parts.wording import keys, listed, missing, sentenced, verdict
from workflow.reports.document import Block, Cell, Column, Heading, Table, Text
from workflow.words import Sentence, sentence

WRITTEN: dict[str, Sentence] = {
    "color": sentence("colour"), "trend": sentence("trend"), "fulfilment_pct": sentence("fulfilment in per cent"),
}  # fmt: skip
"""What a source says of how an indicator went."""


def outcomes(goal: Goal) -> Iterator[Block]:
    """What the figures say of each target, beside what a source says of it."""
    say, own = goal.year.say, [(row, row.now) for row in goal.as_adopted]
    if not own:
        return
    is_final = all(now is None or now.has_outcome or not now.is_measured for _, now in own)
    word = "Outcome" if is_final else "Latest value"
    columns = [Column(say("Indicator"), 4), Column(say("Target"), 3), Column(say(word), 2, figures=True),
               Column(say("Refers to"), 2), Column(say("Per cent of the target"), 2, figures=True),
               Column(say("The figures say"), 2)]  # fmt: skip
    if is_written := any(now and WRITTEN.keys() & now.kept.keys() for _, now in own):
        columns.append(Column(say("The source says"), 3))
    found = (_outcome(goal, row, now, is_written) for row, now in own)
    caption = "Outcome against target" if is_final else "Latest value against target"
    yield Table(say(caption), tuple(columns), tuple(found), sheet=say("Outcomes"), keys=keys(goal))


def compared(goal: Goal, level: int = 3) -> Iterator[Block]:
    """The adopted rows beside what was reported, under a heading of the level; nothing without indicators."""
    say, own = goal.year.say, goal.as_adopted
    added = [one for one in goal.indicators if goal.is_sealed and one.adopted is None]
    if not own and not added:
        return
    yield Heading(say("Adopted beside reported"), level)
    columns = (Column(say("As adopted"), 4), Column(say("As reported"), 4), Column(say("Difference"), 4))
    found = [
        (
            _named(row.adopted.name, row.target.in_words(say)),
            _now(row.now) if row.now else say("Nothing was reported."),
            difference(goal, row),
        )
        for row in own
    ]
    found += [(say("Not adopted with the goal"), _now(one), say("Added after the adoption.")) for one in added]
    yield Table(
        say("Each adopted row and what was reported"), columns, tuple(found), sheet=say("Adopted and reported"),
        keys=keys(goal),
    )  # fmt: skip
    if goal.wording.goal and goal.is_sealed and goal.adopted.words != goal.wording.goal:
        text = "The goal was decided in other words than it was put forward in: %(words)s"
        yield Text(say(text, words=goal.wording.goal))


def difference(goal: Goal, row: AdoptedIndicator) -> str:
    """How what was reported differs from what was adopted, in sentences; that it does not."""
    beside = unmeasured(goal, row.now) if row.now and not row.now.is_measured else ""
    return f"{changed(goal, row)} {beside}".strip() or goal.year.say("No difference.")


def changed(goal: Goal, row: AdoptedIndicator) -> str:
    """What became of an adopted row since, in sentences; "" when it is as it was adopted."""
    if row.now is None:
        return goal.year.say("The indicator is no longer there.")
    return " ".join(_differences(goal, row, row.now))


def _differences(goal: Goal, row: AdoptedIndicator, now: Indicator) -> Iterator[str]:
    say, kept = goal.year.say, row.adopted
    if now.has_left:
        yield say("The indicator was retired on %(day)s.", day=now.case.since)
    if kept.name not in (now.name, now.case.title):
        yield say("The indicator is now called “%(name)s”.", name=now.name)
    if kept.unit != now.unit:
        yield say("The unit was %(unit)s and is now %(now)s.", unit=kept.unit or "–", now=now.unit or "–")
    if kept.baseline != now.baseline:
        yield say("The baseline was changed.")
    yield from _target(goal, row, now)
    if now.came_late:
        text = "The value %(value)s came after the closing, which stands by %(before)s."
        yield say(text, value=now.in_words(now.outcome), before=now.in_words(now.at_closing) or say("no value"))
    if now.breaks:
        yield say("The method of measuring was changed on %(day)s.", day=now.breaks[-1][0])


def _target(goal: Goal, row: AdoptedIndicator, now: Indicator) -> Iterator[str]:
    """That the target is another one, and by which § ."""
    say, kept, terms = goal.year.say, row.adopted, now.terms
    if (kept.target, kept.to) == (terms.target, terms.to) and kept.comparator in ("", terms.comparator):
        return
    decided = [one for one in now.targets if one.year in (None, goal.case.year)]
    by = decided[-1].cite if decided else None
    before, after = row.target.in_words(say) or "–", now.target.in_words(now.year.say) or "–"
    if by:
        yield say("The target was changed from %(before)s to %(after)s by %(decision)s.", before=before, after=after,
                  decision=by)  # fmt: skip
    else:
        yield say("The target was changed from %(before)s to %(after)s without a decision.", before=before, after=after)


def unmeasured(goal: Goal, now: Indicator) -> str:
    """That there is no outcome for the year, why, and what is known instead."""
    say = goal.year.say
    known = [one for one in now.readings if one.value.is_said]
    why = next((one.words for one in reversed(now.readings) if not one.value.is_said and one.words), "")
    if goal.is_imported and known:
        last = known[-1]
        return say("The outcome of %(year)s is missing in the source; the last value is %(value)s (%(period)s).",
                   year=goal.case.year, value=now.in_words(last.value), period=last.title or "–")  # fmt: skip
    if goal.is_imported:
        return say("Values are missing in the source.")
    text = "There is no value for %(year)s." if goal.is_over else "There is no value for %(year)s yet."
    text = say(text, year=goal.case.year)
    return f"{text} {sentenced(why)}".strip()


def _outcome(goal: Goal, row: AdoptedIndicator, now: Indicator | None, is_written: bool) -> tuple[Cell, ...]:
    say, lacks = goal.year.say, missing(goal)
    said = now.outcome if now else None
    share = now.judged.share if now else None
    judged = verdict(say, goal.model, "attainment", now.judged.code) if now else None
    value = shown(now, said)
    cells: list[Cell] = [
        row.adopted.name, (now.target.in_words(now.year.say) if now else row.target.in_words(say)) or lacks,
        lacks if value is None else value, _period(goal, now), share, judged or _silent(goal, now),
    ]  # fmt: skip
    return (*cells, _written(now)) if is_written else tuple(cells)


def _period(goal: Goal, now: Indicator | None) -> str:
    said = now.outcome if now else None
    if now is None or said is None or not said.is_said:
        return ""
    title = next((one.title for one in reversed(now.readings) if one.value == said), "") or str(goal.case.year or "")
    return goal.year.say("%(period)s, after the closing", period=title) if now.came_late else title


def _silent(goal: Goal, now: Indicator | None) -> str:
    """Why the figures say nothing."""
    say, said = goal.year.say, now.outcome if now else None
    if now and said and said.is_said:
        if not said.is_readable:
            return say("Nothing: the period cannot be read")
        if now.target_is_said:
            return say("Nothing: the value cannot be held against the target")
    return say("Nothing: value or target is missing")


def shown(indicator: Indicator | None, value: Value | None) -> Cell:
    """A value as it stands in a table: a number where it is one, else in words; None for none."""
    if indicator is None or value is None:
        return None
    return value.value if value.value is not None else indicator.in_words(value, with_unit=False) or None


def _written(now: Indicator | None) -> str:
    """What a source says of how the indicator went, as written."""
    if now is None:
        return ""
    say = now.year.say
    parts = ((WRITTEN[key], now.kept[key]) for key in WRITTEN if key in now.kept)
    return listed(
        say,
        (f"{say(label)}: {amount(say, value) if isinstance(value, int | float) else value}" for label, value in parts),
    )


def _now(indicator: Indicator) -> str:
    """Name, target and outcome as they are now."""
    say, said = indicator.year.say, indicator.outcome
    value = indicator.in_words(said)
    words = say("no value")
    if said and value:
        words = say("outcome %(value)s", value=value) if indicator.has_outcome else _latest(indicator, said)
    return f"{_named(indicator.name, indicator.target.in_words(indicator.year.say))}; {words}"


def _latest(indicator: Indicator, said: Value) -> str:
    """A value that does not tell how the year ended, with what it tells of."""
    say, value, period = indicator.year.say, indicator.in_words(said), indicator.told_title(said)
    if not period:
        return say("latest value %(value)s", value=value)
    return say("latest value %(value)s (%(period)s)", value=value, period=period)


def _named(name: str, aim: str) -> str:
    return f"{name}: {aim}" if aim else name
