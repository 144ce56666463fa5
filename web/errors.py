"""What went wrong, as a page with a sentence that says what to do. What one may not see is not there."""

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from web.session import NotDone
from workflow.states.context import Unknown
from workflow.states.perform import Refused
from workflow.words import Sentence, sentence

TEXTS = {
    400: ("The form could not be read", "Go back, load the page again and send the form once more."),
    404: ("There is no such page", "The address may be wrong, or the page is not for you to see."),
    405: ("There is no such page", "Go back to the page before and use its buttons."),
    409: ("It cannot be done now", "Load the page again to see how it is now."),
    413: ("That was too much to send", "Shorten the text or send a smaller file."),
    422: ("The form has faults", "Go back and put them right."),
    500: (
        "Something went wrong",
        "Nothing was saved. Try again in a while; tell the administrator if it stays so.",
    ),
}


def init(app: Flask) -> None:
    """A page for every way in which something can go wrong."""
    app.register_error_handler(Unknown, lambda _: page(404))
    app.register_error_handler(CSRFError, lambda _: page(400))
    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, lambda error: page(error.code or 500))
    app.register_error_handler(NotFound, lambda _: page(404))
    app.register_error_handler(NotDone, lambda _: page(500))
    app.register_error_handler(Exception, unexpected)


def page(code: int, why: tuple[Sentence, ...] = ()) -> tuple[str, int]:
    """The page for a status."""
    title, text = TEXTS.get(code, TEXTS[500] if code >= 500 else TEXTS[400])
    return render_template("error.html", title=title, text=sentence(text), why=why), code


def refused(error: Exception) -> tuple[str, int]:
    """A rule said no where no form could show it."""
    return page(409, getattr(error, "why", ()))


def unexpected(error: Exception) -> tuple[str, int]:
    """A fault of ours: written to the log, told in a sentence."""
    if current_app.testing:
        raise error
    current_app.logger.error("Unexpected fault", exc_info=error)
    return page(500)
