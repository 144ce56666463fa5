"""An SMTP server in a process of its own: it writes who got what when to a file, and fails as it is asked to."""

import asyncio
import json
import re
import socket
import ssl
import struct
import subprocess
import sys
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.post.faults import Faults

MESSAGE_ID = re.compile(rb"^Message-ID:\s*<(.+?)>", re.IGNORECASE | re.MULTILINE)
FOREVER = 3600
PATIENCE = 30


class Taken(NamedTuple):
    """A letter that the server took."""

    message: str
    reader: str
    at: float


class Sink(NamedTuple):
    """A server that runs, and where it writes."""

    port: int
    file: Path
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        """Its address, for a Relay that is patient for a second."""
        return f"smtp://127.0.0.1:{self.port}?timeout=1"

    @property
    def taken(self) -> list[Taken]:
        """The letters that it has taken, in order."""
        return [Taken(*json.loads(line)) for line in self.file.read_text().splitlines() if line.endswith("]")]


@contextmanager
def sink(folder: Path, faults: Faults | None = None) -> Iterator[Sink]:
    """A server as long as it is needed."""
    file = folder / f"sink-{time.monotonic_ns()}"
    file.touch()
    given = json.dumps((faults or Faults())._asdict())
    command = [sys.executable, "-W", "ignore", "-m", "tests.post.sink", str(file), given]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield Sink(int(process.stdout.readline()), file, process)
        finally:
            process.kill()


class Handler:
    """What the server does with a letter."""

    def __init__(self, file: Path, faults: Faults) -> None:
        self.lines, self.faults = file.open("a", buffering=1), faults
        self.chance = Random(faults.seed)
        self.served: Counter[str] = Counter()

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        """Whether the token is good; what was wrong is told as Exchange and Google do, and answered with nothing."""
        said = b64decode(args[1]).decode()
        token = said.partition("auth=Bearer ")[2].rstrip("\1")
        if said.startswith("user=malhjulet@") and token.startswith(self.faults.token) and self._is_good(token):
            return AuthResult(success=True, auth_data=token)
        assert await server.challenge_auth(b'{"status":"401"}') == b""
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whether we still know who it is."""
        if self.faults.token and not self._is_good(session.auth_data) and self.faults.forgets_at != "DATA":
            if self.faults.forgets_at == "cut":
                server.transport.abort()
            return "530 5.7.57 Client not authenticated to send mail"
        envelope.mail_from = address
        return "250 OK"

    def _is_good(self, token: str) -> bool:
        return self.served[token] < self.faults.lives

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:  # noqa: N802
        """Whether the reader is known here."""
        if address.startswith("refused"):
            return "550 5.1.1 No such reader"
        if address.startswith("later") or self.chance.random() < self.faults.later / 2:
            return "450 4.2.0 Come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the letter, or not."""
        draw, faults = self.chance.random(), self.faults
        if faults.token and not self._is_good(session.auth_data):
            return "535 5.7.139 Authentication unsuccessful"
        self.served[str(session.auth_data)] += 1
        if draw < faults.stalls:
            await asyncio.sleep(FOREVER)
        if (draw := draw - faults.stalls) < faults.resets:
            _reset(server)
            return "451 Gone"
        if (draw := draw - faults.resets) < faults.later / 2:
            return "451 4.3.0 Come again"
        self._take(envelope)
        if draw - faults.later / 2 < faults.closes:
            server.transport.abort()
        return "250 OK"

    def _take(self, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        found = MESSAGE_ID.search(content)
        assert found, content
        taken = Taken(found.group(1).decode(), envelope.rcpt_tos[0], time.monotonic())
        self.lines.write(json.dumps(taken) + "\n")


def _reset(server: SMTP) -> None:
    """Break the connection as a crash does."""
    raw = server.transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server.transport.abort()


def _server(handler: Handler, faults: Faults) -> Any:
    if faults.silent:
        return asyncio.Protocol()
    more: dict[str, Any] = {}
    if faults.password:
        more["authenticator"] = lambda server, session, envelope, mechanism, given: AuthResult(
            success=given.password == faults.password.encode(), handled=False
        )
        more["auth_require_tls"] = False
    if faults.token:
        more |= {"auth_required": True, "auth_require_tls": False}
    if faults.certificate:
        more["tls_context"] = context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(faults.certificate)
    return SMTP(handler, hostname="sink", loop=asyncio.get_running_loop(), **more)


async def _main(file: Path, faults: Faults) -> None:
    handler = Handler(file, faults)
    server = await asyncio.get_running_loop().create_server(lambda: _server(handler, faults), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), Faults(**json.loads(sys.argv[2]))))
