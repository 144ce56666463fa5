"""The rules of the repository itself: what no file may say, and what every module has."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("workflow", "web", "notifications")
# Taken apart, so that this file does not break its own rule.
HOSTS = ("pypi|org", "pythonhosted|org", "npmjs|org", "npmjs|com", "yarnpkg|com", "debian|org", "crates|io")
MARKS = ("TO|DO", "FIX|ME")
HOMES = ("home", "root", "work", "Users")


def whole(parts: str, by: str) -> str:
    """A pattern for what was taken apart."""
    return by.join(re.escape(part) for part in parts.split("|"))


FORBIDDEN = {
    "the host of a package registry": re.compile("|".join(whole(host, r"\.") for host in HOSTS)),
    "somebody's own path": re.compile(rf"(?<![\w.-])/(?:{'|'.join(HOMES)})/\w"),
    "something left to do": re.compile(rf"\b(?:{'|'.join(whole(mark, '') for mark in MARKS)})\b"),
}


def files() -> list[Path]:
    """Every file that is, or could be, committed."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        return sorted(walked(ROOT))
    found = {ROOT / name for name in names.split("\0") if name}
    return sorted(path for path in found if path.is_file())


def walked(folder: Path) -> Iterator[Path]:
    """The same without git: everything but what .gitignore names."""
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines()} | {"/.git"}
    for path in folder.iterdir():
        if path.name in ignored or "/" + path.relative_to(ROOT).as_posix() in ignored or path.suffix == ".pyc":
            continue
        elif path.is_dir():
            yield from walked(path)
        else:
            yield path


def modules() -> list[Path]:
    """Every Python file of ours that runs in production."""
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, "\n".join(found)


def test_every_module_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert not silent, "no module docstring: " + ", ".join(silent)


def test_files_are_found_without_git_too() -> None:
    assert Path(__file__) in walked(ROOT)
    assert not [path for path in walked(ROOT) if ".venv" in path.parts]


def test_every_link_between_documents_leads_somewhere() -> None:
    lost = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in files()
        if path.suffix == ".md"
        for link in re.findall(r"\]\(([^)#:\s]+)", path.read_text())
        if link != "https" and not (path.parent / link).exists()
    ]
    named = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files()
        if path.suffix in (".md", ".py")
        for name in re.findall(r"\bdocs/[\w/.-]+\.md\b", path.read_text())
        if not (ROOT / name).exists()
    ]
    assert not lost + named
