"""Writing: letter files and layouts, compiled once, filled with what a letter is about."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, StrictUndefined, Template

from notifications.texts.content import LetterItem
from workflow.words import CATALOGUES, Sentence, catalogue, said

HERE = Path(__file__).parent
LOCALES = {"sv": "sv", "en": "en_GB"}
Values = dict[str, Any]
STYLES = {
    "page": "margin:0;padding:24px 12px;background:#f2f4f6;color:#14222c;"
            "font-family:'Source Sans 3',system-ui,-apple-system,'Segoe UI',Arial,sans-serif;font-size:16px;line-height:1.5",
    "card": "max-width:600px;margin:0 auto;padding:28px;background:#ffffff;border-radius:6px;"
            "overflow-wrap:anywhere;hyphens:auto",
    "quiet": "margin:0 0 4px;font-size:14px;color:#4a5863",
    "h1": "margin:0 0 16px;font-size:22px;line-height:1.25",
    "h2": "margin:24px 0 8px;font-size:17px",
    "p": "margin:0 0 12px",
    "list": "margin:0 0 16px;padding:0;list-style:none",
    "item": "margin:0 0 12px;padding:0 0 12px;border-bottom:1px solid #d5dbe0",
    "link": "color:#005a7d;text-decoration:underline",
    "button": "display:inline-block;margin:4px 0 16px;padding:12px 20px;background:#005a7d;color:#ffffff;"
              "font-weight:600;text-decoration:none;border-radius:6px",
    "code": "margin:0 0 16px;font-size:28px;font-weight:700;letter-spacing:4px",
    "quote": "margin:0 0 12px;padding:0 0 0 12px;border-left:4px solid #8a5a00",
    "foot": "margin:20px 0 0;font-size:14px;color:#4a5863",
}  # fmt: skip
"""The look, on each element: mail programs read no style sheets."""
if (HERE.parent / "translations") not in CATALOGUES:
    CATALOGUES.append(HERE.parent / "translations")
    catalogue.cache_clear()


def written(name: str, language: str, values: Values) -> tuple[str, list[str]]:
    """The subject and the paragraphs of a letter."""
    text = _template(f"{name}.{language}.txt", language).render(values)
    subject, _, rest = text.strip().partition("\n")
    paragraphs = (" ".join(part.split()) for part in rest.split("\n\n"))
    return " ".join(subject.split()), [part for part in paragraphs if part]


def laid_out(form: str, language: str, values: Values) -> str:
    """The whole letter as text ("txt") or as HTML ("html")."""
    return _template(f"layout.{form}", language).render(values)


@lru_cache
def _template(file: str, language: str) -> Template:
    return _environment(file.endswith(".html"), language).from_string((HERE / file).read_text("utf-8"))


@lru_cache
def _environment(html: bool, language: str) -> Environment:
    made = Environment(undefined=StrictUndefined, autoescape=html, trim_blocks=True, lstrip_blocks=True)
    say: Callable[..., str] = lambda text, **values: Sentence(text, values).in_(language)  # noqa: E731
    made.globals |= {"_": say, "s": STYLES, "language": language}
    made.filters |= {
        "say": lambda value: said(value, language), "day": lambda value: day(value, language),
        "short": lambda value: short(value, language), "lower_first": lambda text: text[:1].lower() + text[1:],
        "plain": lambda text: " ".join(text.split()), "done": lambda item: done(item, language),
    }  # fmt: skip
    return made


def done(item: LetterItem, language: str) -> str:
    """By whom, when and with which verdict something was done."""
    on = day(item.on, language) if item.on else ""
    return ", ".join(
        part for part in (item.who, on, said(item.verdict, language).lower() if item.verdict else "") if part
    )


@lru_cache(maxsize=512)
def day(value: date, language: str) -> str:
    """A day as one says it: fredag 11 september 2026."""
    return str(format_date(value, "EEEE d MMMM y", locale=LOCALES[language]))


@lru_cache(maxsize=512)
def short(value: date, language: str) -> str:
    """A day as a subject says it: 11 september."""
    return str(format_date(value, "d MMMM", locale=LOCALES[language]))
