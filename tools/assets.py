"""Builds web/static/vendor from npm's packages and web/assets: the theme, the font, one style sheet."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules"
OWN = ROOT / "web/assets"
OUT = ROOT / "web/static/vendor"
SHEET = OUT / "designsystemet.css"
STAMP = ROOT / "build/assets.sha256"

COMPONENTS = NODE / "@digdir/designsystemet-css"
FONT = NODE / "@fontsource/source-sans-3"
WEIGHTS = ("400", "600", "700", "400-italic")
FACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
FILE = re.compile(r"source-sans-3-latin(?:-ext)?-\d+-\w+\.woff2")


def main() -> None:
    """Build, unless nothing that goes in has changed since the last time."""
    now = fingerprint()
    if SHEET.exists() and STAMP.exists() and STAMP.read_text() == now:
        print("The assets are up to date.")
        return
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    theme = make_theme()
    parts = [(COMPONENTS / "dist/src/index.css").read_text(), theme, *font_faces(), *own_sheets()]
    SHEET.write_text("\n".join(parts).replace('@charset "UTF-8";', ""))
    copy_licences()
    STAMP.write_text(now)
    print(f"Assets built: {SHEET.relative_to(ROOT)}, {SHEET.stat().st_size // 1000} kB.")


def fingerprint() -> str:
    """One hash over everything that goes in."""
    names = ("designsystemet.config.json", "package-lock.json", "tools/assets.py")
    sources = [*(ROOT / name for name in names), *sorted(OWN.glob("*.css"))]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.name}\0".encode() + source.read_bytes() + b"\0")
    return digest.hexdigest()


def make_theme() -> str:
    """The theme as CSS, made from the colours in designsystemet.config.json."""
    run_tokens("create", "--out-dir", "build/tokens")
    run_tokens("build", "--tokens", "build/tokens", "--out-dir", "build/theme")
    return (ROOT / "build/theme/malhjulet.css").read_text()


def run_tokens(*arguments: str) -> None:
    """Designsystemet's own generator, heard only when it fails."""
    command = [NODE / ".bin/designsystemet", "tokens", *arguments, "--clean", "true"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"The theme could not be built:\n{done.stdout}{done.stderr}")


def font_faces() -> Iterator[str]:
    """The faces for Latin letters, their files copied; `400.css` has the unicode-range, `latin-400.css` not."""
    for weight in WEIGHTS:
        for face in FACE.findall((FONT / f"{weight}.css").read_text()):
            if name := FILE.search(face):
                shutil.copy(FONT / "files" / name[0], OUT)
                yield re.sub(r"src: .*", f"src: url({name[0]}) format('woff2');", face)


def own_sheets() -> Iterator[str]:
    """Our own style, last, in order of file name."""
    for sheet in sorted(OWN.glob("*.css")):
        yield f"/* {sheet.name} */\n{sheet.read_text()}"


def copy_licences() -> None:
    """Every package's licence beside what was taken from it."""
    for package in (COMPONENTS, FONT):
        name = str(package.relative_to(NODE)).strip("@").replace("/", "-")
        shutil.copy(package / "LICENSE", OUT / f"LICENSE-{name}.txt")


if __name__ == "__main__":
    main()
