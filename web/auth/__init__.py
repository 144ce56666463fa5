"""Signing in, behind one door: nothing outside this package knows which library does it."""

from web.auth import letter, mailed, page
from web.auth.blueprint import pages
from web.auth.login import PUBLIC, init

__all__ = ["PUBLIC", "init", "letter", "mailed", "page", "pages"]
