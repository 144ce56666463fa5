"""A: Django admin's list of 50 rows out of 10,000, as somebody signed in gets it through the test client."""

import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROWS, SHOWN, UNITS = 10_000, 50, 40
SETTINGS: dict[str, Any] = {
    "SECRET_KEY": "measured", "ROOT_URLCONF": "tests.bench.peers.townhall.urls", "ALLOWED_HOSTS": ["*"], "USE_TZ": True,
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField", "STATIC_URL": "/static/",
    "INSTALLED_APPS": ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
                       "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
                       "tests.bench.peers.townhall"],
    "MIDDLEWARE": ["django.middleware.security.SecurityMiddleware",
                   "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
                   "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
                   "django.contrib.messages.middleware.MessageMiddleware"],
    "TEMPLATES": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
        "context_processors": ["django.template.context_processors.request",
                               "django.contrib.auth.context_processors.auth",
                               "django.contrib.messages.context_processors.messages"]}}],
}  # fmt: skip
"""What `django-admin startproject` gives."""


class AdminList:
    """The list, ready to be asked for."""

    def __init__(self, folder: Path) -> None:
        import django
        from django.conf import settings

        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "django.db")}
        settings.configure(DATABASES={"default": database}, **SETTINGS)
        django.setup()
        from django.contrib.auth.models import User
        from django.core.management import call_command
        from django.test import Client

        call_command("migrate", run_syncdb=True, verbosity=0)
        _fill()
        self.client: Any = Client()
        self.client.force_login(User.objects.create_superuser("kia", "kia@kommun.invalid", "measured"))

    def once(self) -> float:
        """Milliseconds of the processor's for one GET, right after another: others have used its caches meanwhile."""
        self.client.get("/admin/townhall/goal/")
        start = time.process_time()
        answer = self.client.get("/admin/townhall/goal/")
        taken = time.process_time() - start
        assert answer.status_code == 200 and answer.content.count(b'class="action-select"') == SHOWN
        return taken * 1000


def _fill() -> None:
    from tests.bench.peers.townhall.models import Goal, Unit

    units = Unit.objects.bulk_create([Unit(name=f"Nämnden för område {number}") for number in range(UNITS)])
    Goal.objects.bulk_create(
        Goal(title=f"Andelen elever med examen ska vara minst {number % 100} %", state=("draft", "adopted")[number % 2],
             unit=units[number % UNITS], due=date(2027, 1, 1) + timedelta(days=number % 365), year=2027)
        for number in range(ROWS)
    )  # fmt: skip
