"""A form as a browser would send it: every field, boxes and radios only when they are on."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Sent = MultiDict[str, str]


class _Form(HTMLParser):
    """The fields of the form in `main` that a browser sends."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.writing = self.choosing = ""
        self.fields: Sent = MultiDict()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field begins, or a choice in one."""
        said = {key: value or "" for key, value in attrs}
        self.inside = self.inside or tag == "main"
        name = said.get("name", "")
        if not self.inside:
            return
        if tag == "input" and name and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self.fields.add(name, said.get("value", ""))
        elif tag == "textarea":
            self.writing, self.fields[name] = name, ""
        elif tag == "select":
            self.choosing, self.fields[name] = name, ""
        elif tag == "option" and ("selected" in said or (self.choosing and self.choosing not in self.fields)):
            self.fields[self.choosing] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A text that is written in is over."""
        if tag == "textarea":
            self.writing = ""

    def handle_data(self, data: str) -> None:
        """What is written in a field."""
        if self.writing:
            self.fields[self.writing] += data


def sheet(answer: TestResponse, **more: str) -> Sent:
    """The form on the page as it would be sent, with `more` in it."""
    found = _Form()
    found.feed(answer.text)
    sent = found.fields
    for name, value in more.items():
        sent[name] = value
    return sent
