"""The calendar part of a letter: where there is one thing to do, and its day has not passed."""

from datetime import UTC, datetime, time

from notifications.content import Content
from workflow.cycle.reminders import ESCALATION
from workflow.exchange.ical import calendar, event


def calendar_of(content: Content) -> str:
    """An all-day event of the deadline (RFC 5545), "" for a letter that needs none."""
    duties = [item for item in content.duties if item.rung != ESCALATION]
    if len(content.items) != 1 or not duties or duties[0].due is None or duties[0].due < content.today:
        return ""
    [item] = duties
    assert item.due
    title = " – ".join(part for part in (item.what.in_(content.language), item.case) if part)
    said = event(item.uid, title, item.due, content.base + item.address,
                 datetime.combine(content.today, time(), UTC))  # fmt: skip
    return calendar([said], content.organisation, "PUBLISH").decode()
