"""The font that documents are set in, as files: made with the assets (tools/assets.py), or not there – then documents
are set in what the system has."""

from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
FAMILY = "Malhjulet Sans"


def files(folder: Path = FOLDER) -> list[Path]:
    """The font's files, a weight each."""
    return sorted(folder.glob("*.ttf"))


def faces(folder: Path = FOLDER) -> str:
    """The same as CSS: the weight is the last word of a file's name."""
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{file.stem.rpartition('-')[2]};src:url({file.as_uri()})}}"
        for file in files(folder)
    )
