"""The words of a letter."""

from notifications.content import Content, Worded


def worded(content: Content) -> Worded:
    """The letter in words."""
    lines = [f"{item.what.in_(content.language)}: {item.case} {content.base}{item.address}" for item in content.items]
    text = "\n".join([*lines, content.link, content.code])
    return Worded("Målhjulet", text, f"<p>{text}</p>")
