"""A page as a test reads it: its form as a browser would send it, and its words."""

from html.parser import HTMLParser

from werkzeug.test import TestResponse


class Form(HTMLParser):
    """The fields of the form in `main`, what is marked as wrong, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.writing, self.chosen = False, "", ""
        self.fields: dict[str, str] = {}
        self.wrong: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field begins, or a choice in one."""
        said = {key: value or "" for key, value in attrs}
        self.inside = self.inside or tag == "main"
        if not self.inside:
            return
        name = said.get("name", "")
        if said.get("aria-invalid"):
            self.wrong.add(name)
        if tag == "input":
            self.fields[name] = said.get("value", "")
        elif tag in ("textarea", "select"):
            self.fields[name] = ""
            self.writing, self.chosen = (name, "") if tag == "textarea" else ("", name)
        elif tag == "option" and "selected" in said:
            self.fields[self.chosen] = said["value"]

    def handle_endtag(self, tag: str) -> None:
        """A text that is written in is over."""
        if tag == "textarea":
            self.writing = ""

    def handle_data(self, data: str) -> None:
        """Words, or what is written in a field."""
        if self.writing:
            self.fields[self.writing] += data
        elif self.inside:
            self.words.append(data)


def form(answer: TestResponse) -> Form:
    """The page, read."""
    found = Form()
    found.feed(answer.text)
    return found


def words(answer: TestResponse) -> str:
    """What can be read in `main`."""
    return " ".join("".join(form(answer).words).split())


def owed(answer: TestResponse) -> str:
    """What the start page asks for, without what was done lately."""
    return answer.text.partition("Gjort nyligen")[0]
