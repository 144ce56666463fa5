"""Certificates that a test's relay signs itself."""

import subprocess
from pathlib import Path

COMMAND = (
    "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=relay -addext subjectAltName={name} -keyout {key} -out {file}"
)


def certificate(folder: Path, name: str) -> Path:
    """A certificate for `name` ("DNS:localhost"), with its key in the same file."""
    file, key = folder / "certificate.pem", folder / "key.pem"
    command = COMMAND.format(name=name, key=key, file=file).split()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    whole = folder / "both.pem"
    whole.write_text(key.read_text() + file.read_text())
    return whole
