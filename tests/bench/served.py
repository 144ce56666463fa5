"""A process of its own for the measurements of pages: our web and a bare "hello" behind one and the same gunicorn."""

import sys
from datetime import datetime

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from web.app import create_app
from web.serving import run
from workflow.records.database import connect
from workflow.settings import Settings


def both(url: str, at: datetime) -> Flask:
    """Our web; under /hello a Flask that only says so."""
    app = create_app(Settings(secret_key="measured" * 8, _env_file=None), connect(url), lambda: at, demo=True)
    app.config.update(WTF_CSRF_ENABLED=False)
    hello = Flask("hello")
    hello.add_url_rule("/", "hello", lambda: "hello")
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/hello": hello})  # type: ignore[method-assign]
    return app


if __name__ == "__main__":
    run(lambda: both(sys.argv[1], datetime.fromisoformat(sys.argv[3])), "127.0.0.1", int(sys.argv[2]))
