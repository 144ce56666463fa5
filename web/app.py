"""The application: Flask, put together from its parts. Whoever starts it gives it settings, database and clock."""

import re
from pathlib import Path

from flask import Flask, current_app, g
from flask_wtf.csrf import CSRFProtect
from jinja2.ext import Extension
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from web import auth, errors, headers, language, menu, numbers, roles, session
from web.clock import Clock
from web.compiled import kept_templates
from web.pages import attachments, blueprints, document_template, letters
from web.session import moment
from workflow.cycle.heartbeat import Pulse, mistrust, pulse
from workflow.goals.marks import OWED, WAITS
from workflow.goals.reporting_status import MISSING
from workflow.records.database import Database
from workflow.settings import Settings
from workflow.words import CATALOGUES, Sentence, catalogue

HERE = Path(__file__).parent
MOST = 2 * 1024 * 1024
"""Bytes that may be sent at a time: text. Files have room of their own (`pages/attachments.py`)."""
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
SIGNS = {"✓": "success", "!": "warning", "✕": "danger", "●": "info", "–": "neutral", "": "neutral"}
"""The colour that goes with each sign: never the colour alone."""


class Unindented(Extension):
    """Templates without the indentation that is there for whoever writes them: a fifth of a long list's weight. Lines stay
    where they are, so that faults name the right one."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template as it is read."""
        return INDENTATION.sub("", source)


def create_app(settings: Settings, database: Database, clock: Clock, demo: bool = False) -> Flask:
    """The web of one installation. `demo`: one may sign in as anybody."""
    app = Flask("web", root_path=str(HERE), static_folder=None)
    app.jinja_options = {"bytecode_cache": kept_templates()}
    app.config.update(
        SECRET_KEY=settings.secret_key, LANGUAGE=settings.language, DEMO=demo, MAX_CONTENT_LENGTH=MOST,
        SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        SESSION_COOKIE_NAME="malhjulet", WTF_CSRF_TIME_LIMIT=None,
    )  # fmt: skip
    app.extensions |= {"database": database, "clock": clock, "settings": settings}
    speak()
    numbers.init(app)
    attachments.init(app)
    document_template.init(app)
    CSRFProtect(app).exempt(letters.pages)  # a mail program has no token; the address is one
    for part in (headers, session, auth, roles, language, errors):
        part.init(app)
    for pages in (auth.pages, *blueprints()):
        app.register_blueprint(pages)
    menu.init(app)
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.globals.update(colours=SIGNS, owed_sign=OWED, waits_sign=WAITS, nothing_said=MISSING)
    app.context_processor(_around)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


def mistrusted() -> tuple[Sentence, Pulse] | None:
    """Why the clock is not trusted, and when it last lived: for whoever is to look at it. None when it is trusted."""
    if not roles.may(roles.MINDS):
        return None
    try:
        last = pulse(session.session())
    except SQLAlchemyError:  # a page of an error is drawn when the database has failed too
        return None
    why = mistrust(last, moment())
    return (why, last) if why and last else None


def speak() -> None:
    """Let the web's own texts be found beside the engine's."""
    if (HERE / "translations") not in CATALOGUES:
        CATALOGUES.append(HERE / "translations")
        catalogue.cache_clear()


def _around() -> dict[str, object]:
    """What every page shows around its own content."""
    signed = "who" in g
    return {
        "person": g.person if signed else None, "organisation": g.organisation if signed else None,
        "demo": current_app.config["DEMO"], "today": moment,
        "holds": roles.may, "mistrusted": mistrusted,
        "menu_main": lambda: menu.ways(menu.MAIN), "menu_more": lambda: menu.ways(menu.MORE),
    }  # fmt: skip
