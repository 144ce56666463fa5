"""The files of a case: one is attached, one is fetched - by whoever may see the case, and only the case's own."""

from contextlib import closing
from urllib.parse import quote

from flask import Blueprint, Flask, Response, flash, render_template, request
from flask import session as cookie
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from web.attached import KEY
from web.filling import once_anew, once_of
from web.forms.faults import Fault
from web.language import say
from web.names import titled
from web.session import moment, session, who
from web.visible import seen
from workflow.exchange import addresses
from workflow.facts.attachment import MEDIA, MOST, Attachment
from workflow.files import STEP, File, attach, faults, fetched
from workflow.records.queries.events import words
from workflow.states.context import CaseContext
from workflow.states.perform import Refused
from workflow.states.permissions import refusals
from workflow.words import Sentence

pages = Blueprint("attachments", __name__)
READ = 2 * MOST
"""Bytes that are read of what somebody sends who is signed in, so that a file that is too large is told so."""
LONGEST = 1000
"""Of what is said of a file."""
POLICY = "default-src 'none'; sandbox"


def init(app: Flask) -> None:
    """Let this one form, of somebody who is signed in, be as large as a file. To be called before the forms' token is
    looked for."""
    app.before_request(_make_room)


@pages.get("/mal/<int:number>/bilaga")
def ask(number: int) -> str:
    """The form."""
    ctx = _asked(number)
    return _drawn(ctx, closed=refusals(ctx))


@pages.post("/mal/<int:number>/bilaga")
def put(number: int) -> Answer | tuple[str, int]:
    """Attach the file; with everything that was written kept when it cannot be."""
    ctx = _asked(number)
    sent, once = _sent(), once_of(request.form)
    if wrong := faults(sent):
        return _drawn(ctx, once=once, note=sent.note, faults=[Fault("file", why) for why in wrong]), 422
    try:
        attach(session(), ctx.case.id, who(), sent, at=moment(), idempotency_key=once or None)
    except Refused as refused:
        return _drawn(ctx, once=once, note=sent.note, refused=refused.why), 409
    flash(say("“%(name)s” is attached.", name=sent.called))
    return redirect(f"{addresses.of_case(ctx.case, ctx.model)}#files", 303)


@pages.get("/mal/<int:number>/bilaga/<digest>")
def fetch(number: int, digest: str) -> Response:
    """The file itself, to be saved; never shown as a page of ours."""
    case = seen(number).case
    assert case
    short = case.facts.get(f"{KEY}{digest}")
    content = fetched(session(), case.organisation, digest) if short else None
    if short is None or content is None:
        raise NotFound
    told = words(session(), case.organisation, [short["seq"]]).get(short["seq"], {})
    said = Attachment.of({**short, **told.get(f"{KEY}{digest}", {})})
    name = said.name or f"{digest[:12]}.{said.form}"
    answer = Response(content, content_type=said.media)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _make_room() -> None:
    if request.endpoint == f"{pages.name}.put" and "_user_id" in cookie:
        request.max_content_length = READ


def _asked(number: int) -> CaseContext:
    """The situation with the step in mind."""
    ctx = seen(number)
    step = ctx.level.step.get(STEP)
    if step is None:
        raise NotFound
    return ctx.asking(step)


def _sent() -> File:
    note = request.form.get("note", "").strip()[:LONGEST]
    found = request.files.get("file")
    if found is None:
        return File("", b"", note)
    with closing(found):
        return File(found.filename or "", found.stream.read(MOST + 1), note)


def _drawn(
    ctx: CaseContext, once: str = "", note: str = "", faults: list[Fault] | None = None,
    closed: list[Sentence] | None = None, refused: tuple[Sentence, ...] = (),
) -> str:  # fmt: skip
    assert ctx.step
    return render_template(
        "attach.html", step=ctx.step, title=titled(ctx.case), number=ctx.case.id, once=once or once_anew(), note=note,
        faults=faults or [], closed=closed or [], refused=refused, most=MOST // 1024**2,
        back=addresses.of_case(ctx.case, ctx.model), accept=",".join(f".{form}" for form in MEDIA),
    )  # fmt: skip
