"""The web behind gunicorn, which is started from here: each worker has a database of its own."""

import gc
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from web.app import create_app
from web.clock import real
from workflow.records.database import connect
from workflow.settings import Settings

THREADS = 4
SELDOM = (50_000, 20, 50)
"""After how many new objects garbage is looked for; a request makes few rings."""


class Server(BaseApplication):
    """gunicorn with our settings: no file, no command line, no control socket."""

    def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
        self.make, self.options = make, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options as they are."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in the worker. What is there by then stays; looking through it for garbage at every few
        requests would cost more than most pages."""
        app = self.make()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SELDOM)
        return app


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until somebody stops it."""
    run(
        lambda: create_app(settings, connect(settings.database_url, settings.database_clock == "own"), real),
        host,
        port,
        workers,
    )


def run(make: Callable[[], Flask], host: str, port: int, workers: int = 1, **more: Any) -> None:
    """gunicorn on a port; `more` are settings of gunicorn's own."""
    options = {"bind": f"{host}:{port}", "workers": workers, "worker_class": "gthread", "threads": THREADS,
               "control_socket_disable": True, "loglevel": "warning", "worker_tmp_dir": None}  # fmt: skip
    Server(make, options | more).run()
