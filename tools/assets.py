"""Builds web/static/vendor from npm's packages and web/assets: the theme, the font, one style sheet, one script - each
also compressed, so that nobody compresses at every visit. And workflow/reports/fonts, the font that documents are set in."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import brotli
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules"
OWN = ROOT / "web/assets"
OUT = ROOT / f"build/vendor-{os.getpid()}"
BUILT = ROOT / "web/static/vendor"
SHEET = OUT / "designsystemet.css"
STAMP = ROOT / "build/assets.sha256"

COMPONENTS = NODE / "@digdir/designsystemet-css"
BASE = ("base", "heading", "label", "paragraph", "validation-message")
USED = (
    "link", "data-size-workaround", "button", "input", "field", "fieldset", "alert", "skip-link", "details", "list",
    "card", "tag", "error-summary", "table", "breadcrumbs",
)  # fmt: skip
"""The components that our pages use, in the package's own order; the rest would be half of what is sent."""
FONT = NODE / "@fontsource-variable/source-sans-3"
STYLES = ("wght", "wght-italic")
FACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
FILE = re.compile(r"source-sans-3-latin(?:-ext)?-wght-\w+\.woff2")
PAPER = ROOT / "workflow/reports/fonts"
PAPER_NAME = "Malhjulet Sans"
"""What is changed may not keep the font's reserved name."""
WEIGHTS = {400: "Regular", 600: "Bold"}
SUBSETS = ("latin", "latin-ext")
SCRIPT = OWN / "layer.js"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def main() -> None:
    """Build, unless nothing that goes in has changed since the last time."""
    now = fingerprint()
    if (BUILT / SHEET.name).exists() and PAPER.exists() and STAMP.exists() and STAMP.read_text() == now:
        print("The assets are up to date.")
        return
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    SHEET.write_text("\n".join([*components(), make_theme(), *font_faces(), *own_sheets()]))
    (OUT / SCRIPT.name).write_text(COMMENT.sub("", SCRIPT.read_text()).lstrip())
    copy_licences()
    for file in (SHEET, OUT / SCRIPT.name):
        compress(file)
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.parent.mkdir(exist_ok=True)
    OUT.rename(BUILT)
    make_paper_fonts()
    STAMP.write_text(now)
    built = BUILT / SHEET.name
    print(f"Assets built: {built.relative_to(ROOT)}, {built.stat().st_size // 1000} kB.")


def fingerprint() -> str:
    """One hash over everything that goes in."""
    names = ("designsystemet.config.json", "package-lock.json", "tools/assets.py")
    sources = [*(ROOT / name for name in names), *sorted(OWN.iterdir())]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.name}\0".encode() + source.read_bytes() + b"\0")
    return digest.hexdigest()


def components() -> Iterator[str]:
    """The components' styles, each in the layer that the whole package has it in."""
    yield "@layer ds.theme, ds.base, ds.components;"
    for layer, names in (("ds.base", BASE), ("ds.components", USED)):
        for name in names:
            yield f"@layer {layer}{{{(COMPONENTS / f'dist/src/{name}.css').read_text()}}}"


def make_theme() -> str:
    """The theme as CSS, made from the colours in designsystemet.config.json."""
    run_tokens("create", "--out-dir", "build/tokens")
    run_tokens("build", "--tokens", "build/tokens", "--out-dir", "build/theme")
    theme = (ROOT / "build/theme/malhjulet.css").read_text()
    return COMMENT.sub("", theme.replace('@charset "UTF-8";', ""))


def run_tokens(*arguments: str) -> None:
    """Designsystemet's own generator, heard only when it fails."""
    command = [NODE / ".bin/designsystemet", "tokens", *arguments, "--clean", "true"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"The theme could not be built:\n{done.stdout}{done.stderr}")


def font_faces() -> Iterator[str]:
    """The faces for Latin letters, their files copied: one file holds every weight."""
    for style in STYLES:
        for face in FACE.findall((FONT / f"{style}.css").read_text()):
            if name := FILE.search(face):
                shutil.copy(FONT / "files" / name[0], OUT)
                mark = hashlib.sha256((OUT / name[0]).read_bytes()).hexdigest()[:8]
                source = f"src: url({name[0]}?v={mark}) format('woff2');"
                yield re.sub(r"src: .*", source, face).replace(" Variable", "")


def own_sheets() -> Iterator[str]:
    """Our own style, last, in order of file name."""
    for sheet in sorted(OWN.glob("*.css")):
        yield COMMENT.sub("", sheet.read_text())


def compress(file: Path) -> None:
    """The file as brotli and as gzip beside it."""
    plain = file.read_bytes()
    file.with_name(f"{file.name}.br").write_bytes(brotli.compress(plain))
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(plain, mtime=0))


def make_paper_fonts() -> None:
    """The font as plain TrueType, a file a weight: what draws charts reads neither compressed nor variable fonts."""
    shutil.rmtree(PAPER, ignore_errors=True)
    PAPER.mkdir(parents=True)
    for weight, style in WEIGHTS.items():
        with tempfile.TemporaryDirectory() as folder:
            parts = [fixed(subset, weight, Path(folder)) for subset in SUBSETS]
            whole = Merger().merge(parts)
        names = {
            1: PAPER_NAME,
            2: style,
            3: f"{PAPER_NAME} {style}",
            4: f"{PAPER_NAME} {style}",
            6: f"MalhjuletSans-{style}",
        }
        whole["name"].names = [name for name in whole["name"].names if name.nameID in (0, 5, 14)]
        for number, text in names.items():
            whole["name"].setName(text, number, 3, 1, 0x409)
        whole.save(PAPER / f"malhjulet-sans-{weight}.ttf")
    shutil.copy(FONT / "LICENSE", PAPER / "LICENSE.txt")


def fixed(subset: str, weight: int, folder: Path) -> str:
    """A subset of the variable font at one weight, as a file in the folder."""
    font = instantiateVariableFont(TTFont(FONT / f"files/source-sans-3-{subset}-wght-normal.woff2"), {"wght": weight})
    font.flavor = None
    file = folder / f"{subset}.ttf"
    font.save(file)
    return str(file)


def copy_licences() -> None:
    """Every package's licence beside what was taken from it."""
    for package in (COMPONENTS, FONT):
        name = str(package.relative_to(NODE)).strip("@").replace("/", "-")
        shutil.copy(package / "LICENSE", OUT / f"LICENSE-{name}.txt")


if __name__ == "__main__":
    main()
