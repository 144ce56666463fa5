"""Where tokens come from: a token endpoint of OAuth 2.0 on this machine, which gives them for the right secret."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

from notifications.smtp import AccessTokens

CLIENT, SECRET, SCOPE = "our-client", "a-secret-of-ours", "https://outlook.office365.com/.default"


@dataclass
class Authority:
    """An endpoint that runs: its address, what it was asked, and for how many seconds it says that a token lives."""

    url: str = ""
    lives: int = 3600
    asked: list[dict[str, str]] = field(default_factory=list)

    def tokens(self, secret: str = SECRET) -> AccessTokens:
        """Tokens from here, for whoever has the secret."""
        return AccessTokens(self.url, CLIENT, secret, SCOPE)


@contextmanager
def authority() -> Iterator[Authority]:
    """An endpoint as long as it is needed."""
    found = Authority()

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            found.asked.append(asked)
            right = asked.get("client_secret") == SECRET and asked.get("grant_type") == "client_credentials"
            given = {"access_token": f"token-{len(found.asked)}", "expires_in": found.lives, "token_type": "Bearer"}
            wrong = {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided."}
            self.send_response(200 if right else 401)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(given if right else wrong).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        found.url = f"http://127.0.0.1:{server.server_port}/tenant/oauth2/v2.0/token"
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
