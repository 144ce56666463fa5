"""Signing in by mail, as a person does it: asked for in a browser, a letter that comes, its link and its code."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

from flask import Flask
from flask.testing import FlaskClient
from flask_mail import Message
from werkzeug.test import TestResponse

from notifications.compose import Site
from notifications.deliver import Sender, deliver
from notifications.enqueue import enqueue
from notifications.smtp import FromAddress, NullTransport
from tests.web.town import NOW, Town
from web.app import create_app
from workflow.settings import Settings

SETTINGS = Settings(secret_key="prov" * 12, base_url="http://localhost", _env_file=None)
LINK = re.compile(r"http://localhost(/logga-in/\d+-[0-9a-f]{32})")
CODE = re.compile(r"(?<![\w-])\d{6}(?![\w-])")


class Kept(NullTransport):
    """A shelf that can be looked at: who was sent what."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    def send(self, message: Message) -> None:
        """Put the letter's text on the shelf."""
        body = message_from_bytes(message.as_bytes(), policy=default).get_body(("plain",))
        assert body
        self.letters.append((str(message.recipients[0]), body.get_content()))


@dataclass
class Door:
    """A web with a clock of its own, and the letters that have been sent from it."""

    town: Town
    at: int = 0
    shelf: Kept = field(default_factory=Kept)

    def app(self, demo: bool = False, csrf: bool = False) -> Flask:
        """The web, outside the demonstration."""
        app = create_app(SETTINGS, self.town.database, lambda: self.now, demo=demo)
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=csrf)
        return app

    @property
    def now(self) -> "object":
        """The moment: so many seconds after the town's."""
        return NOW + timedelta(seconds=self.at)

    def send(self) -> list[tuple[str, str]]:
        """Send what lies in the outbox; who was sent what, this time."""
        before = len(self.shelf.letters)
        enqueue(self.town.database, self.now)  # type: ignore[arg-type]
        site = Site(SETTINGS.base_url, SETTINGS.secret_key)
        deliver(
            Sender(
                self.town.database, self.shelf, lambda: self.now, site, FromAddress("M", "m@example.org"), "prov", 1e6
            )
        )  # type: ignore[arg-type, return-value]
        return self.shelf.letters[before:]

    def asked(self, client: FlaskClient, address: str = "maja@example.org", **more: str) -> tuple[str, str]:
        """Ask for a sign-in in a browser; the link and the code of the letter that comes."""
        self.send()
        answer = ask(client, address, **more)
        assert answer.status_code == 303 and answer.headers["Location"] == "/logga-in/kod"
        [(_, text)] = self.send()
        return found(text)


def found(text: str) -> tuple[str, str]:
    """The link and the code in a letter."""
    link = LINK.search(text)
    assert link
    code = CODE.search(text.replace(link[0], ""))
    assert code
    return link[1], code[0]


def ask(client: FlaskClient, address: str = "maja@example.org", **more: str) -> TestResponse:
    """Ask for a sign-in."""
    return client.post("/logga-in/skicka", data={"epost": address, **more})


def is_in(client: FlaskClient) -> bool:
    """True when somebody is signed in."""
    return client.get("/").status_code == 200
