"""Signing in, behind one door: nothing outside this package knows which library does it."""

from web.auth.login import PUBLIC, init
from web.auth.pages import pages

__all__ = ["PUBLIC", "init", "pages"]
