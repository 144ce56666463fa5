"""The command: what it prints, what it returns, and that faults are sentences."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from tests.people import mariestad
from web.cli import main
from workflow.records.database import connect
from workflow.settings import settings

FILE = """
municipality: Provkommun
code: "9999"
year: 2026
focus_areas: [Boende]
bodies:
  - {name: Kommunfullmäktige, short: KF, kind: council}
  - {name: Socialnämnden, short: SN, kind: committee}
goals:
  - {body: Socialnämnden, text: "Alla ska känna sig trygga.", kind: committee, focus_areas: [Boende]}
  - {body: Socialnämnden, text: "Färre ska vänta.", kind: committee, unheard: of}
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs the command on a database of its own; `said` are its words."""
    monkeypatch.setenv("MALHJULET_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prov.yaml").write_text(FILE)

    def runs(*said: str, **environment: str) -> Result:
        settings.cache_clear()
        return CliRunner(env=environment).invoke(main, said)

    yield runs
    settings.cache_clear()


def test_every_command_has_help(run: Run) -> None:
    wanted = {"demo", "serve", "migrate", "import", "export", "model", "tick", "simulate", "smart", "verify"}
    assert wanted <= set(main.commands)
    for name in main.commands:
        assert run(name, "--help").exit_code == 0


def test_a_played_year_is_kept_and_becomes_documents(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "year.db"
    assert run("simulate", "--model", "base", "--year", "2027", "--keep", str(kept)).exit_code == 0
    again = run("simulate", "--model", "base", "--year", "2027", "--keep", str(kept))
    assert again.exit_code == 1 and "year.db finns redan" in again.stderr
    monkeypatch.setenv("MALHJULET_DATABASE_URL", f"sqlite:///{kept}")
    settings.cache_clear()
    assert run("verify").exit_code == 0
    assert run("report", "closing-book", "--year", "2027").exit_code == 0
    assert sorted(file.name for file in tmp_path.glob("malbokslut-2027.*")) == [
        "malbokslut-2027.docx", "malbokslut-2027.html", "malbokslut-2027.pdf", "malbokslut-2027.xlsx",
    ]  # fmt: skip


def test_a_file_goes_in_and_comes_out_again(run: Run, tmp_path: Path) -> None:
    done = run("import", "prov.yaml", "--model", "base", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["goals"] == 2 and told["organisation"] == "9999" and "unheard" in str(told["warnings"])
    assert run("export", "out.yaml").exit_code == 0
    assert "Färre ska vänta." in (tmp_path / "out.yaml").read_text()
    assert json.loads(run("export", "-", "--format", "json").stdout)["organisation"]["code"] == "9999"
    assert run("verify").exit_code == 0


def test_a_dry_run_leaves_nothing(run: Run) -> None:
    assert run("import", "prov.yaml", "--dry-run").exit_code == 0
    assert run("export", "-").exit_code == 1


def test_what_is_wrong_with_a_file_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(FILE.replace("year: 2026", "year: snart"))
    done = run("import", "wrong.yaml")
    assert done.exit_code == 1 and "year" in done.stderr and "Traceback" not in done.stderr
    assert run("import", "nothing.yaml").exit_code == 2


def test_a_tick_twice_does_no_more_than_once(run: Run) -> None:
    run("import", "prov.yaml", "--model", "base", "--at", "2026-01-12")
    counts = {"opened", "advanced", "reminders", "escalations", "mails", "held"}
    slip = run("tick", "--at", "2026-09-02T06:00", "--json")
    assert json.loads(slip.stdout) == dict.fromkeys(counts, 0) | {"held": True}, "far from now, and nothing is done"
    assert "långt från nu" in slip.stderr
    assert run("release", "--at", "2026-09-01T06:00").exit_code == 0
    first = json.loads(run("tick", "--at", "2026-09-02T06:00", "--json").stdout)
    assert set(first) == counts and first["opened"] > 0
    second = json.loads(run("tick", "--at", "2026-09-02T06:00", "--json").stdout)
    assert second["opened"] == second["reminders"] == 0
    assert run("tick", "--at", "tomorrow").exit_code == 2
    assert run("tick", "--organisation", "1").exit_code == 1


def test_verify_tells_what_does_not_hold(run: Run, tmp_path: Path) -> None:
    assert run("verify").exit_code == 2
    run("import", "prov.yaml", "--model", "base")
    assert run("verify", "--organisation", "7").exit_code == 2
    database = connect(f"sqlite:///{tmp_path}/cli.db")
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE cases SET title = 'Något annat' WHERE level = 'goal'"))
    database.dispose()
    done = run("verify", "--json")
    assert done.exit_code == 1 and done.stderr and json.loads(done.stdout)[0]["faults"]


def test_verify_cannot_tell_of_what_is_no_database(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no.db").write_text("Det här är ingen databas. " * 100)
    nobody = "postgresql://127.0.0.1:9/malhjulet?connect_timeout=2"
    for url in (f"sqlite:///{tmp_path}/no.db", nobody, "oracle:///x", f"sqlite:///{tmp_path}/no.db/x.db"):
        monkeypatch.setenv("MALHJULET_DATABASE_URL", url)
        settings.cache_clear()
        done = run("verify")
        assert done.exit_code == 2 and done.stderr and "Traceback" not in done.stderr, url


def test_models_are_listed_checked_and_drawn(run: Run, tmp_path: Path) -> None:
    assert "mariestad-2016" in {row["name"] for row in json.loads(run("model", "list", "--json").stdout)}
    assert run("model", "check", "mariestad-2016").exit_code == 0
    assert "stateDiagram" in run("model", "diagram", "base", "--level", "goal").stdout
    assert run("model", "diagram", "base", "--level", "nothing").exit_code == 1
    (tmp_path / "wrong.toml").write_text('extends = "base"\nunheard = "of"\n')
    done = run("model", "check", "wrong.toml")
    assert done.exit_code == 1 and "wrong.toml:2" in done.stderr


def test_a_model_is_not_chosen_where_nobody_is(run: Run) -> None:
    run("import", "prov.yaml", "--model", "base")
    done = run("model", "adopt", "mariestad-2016", "--year", "2029")
    assert done.exit_code == 1 and "Här finns ingen som kan välja modell än." in done.stderr


def test_a_model_is_chosen_by_somebody_and_a_paragraph_and_followed_when_its_year_opens(
    run: Run, tmp_path: Path
) -> None:
    run("migrate")
    database = connect(f"sqlite:///{tmp_path}/cli.db")
    town = mariestad(database)
    section = town.paragraph("KF", town.today, "216")
    database.dispose()
    ways = ("--organisation", "1493", "--year", "2035")
    by, kf = ("--by", "kia@mariestad.invalid"), ("--decision", "§ 216")
    for more, why in (
        (kf, "Säg vem som gör det, med --by och en e-postadress."),
        (("--by", "eve@mariestad.invalid", *kf), "Ingen här har adressen eve@mariestad.invalid."),
        (by, "Ange den § som modellen valdes med: --decision och dess nummer. Logga den först."),
        ((*by, "--decision", "§ 217"), "Beslutet finns inte loggat."),
        ((*by, *kf, "--year", "2027"), "Målåret 2027 har öppnat och följer mariestad-2016."),
        ((*by, *kf, "--year", "2036", "--running"), "Målåret 2036 har inte öppnat."),
    ):
        done = run("model", "adopt", "haparanda-2012", *ways, *more)
        assert done.exit_code == 1 and done.stderr.splitlines() == [why]
    assert run("model", "adopt", "nothing-like-it", *ways, *by, *kf).exit_code == 1
    for cited in ("§ 216", str(section), "216 KS 2026/00123"):
        done = run("model", "adopt", "haparanda-2012", *ways, *by, "--decision", cited)
        assert (done.exit_code, done.stderr) == (
            0, "Mariestads kommun följer haparanda-2012 från och med målåret 2035.\n",
        ), cited  # fmt: skip
    assert run("verify").exit_code == 0


def test_the_schema_is_brought_up_and_compared(run: Run) -> None:
    assert run("migrate", "--check").exit_code == 1
    assert run("tick").exit_code == 1
    assert run("migrate").exit_code == 0
    assert run("tick").exit_code == 0
    assert run("migrate", "--check").exit_code == 0


def test_a_setting_that_is_wrong_is_named(run: Run) -> None:
    for name, value, must in (
        ("LANGUAGE", "de", "den måste vara sv eller en."),
        ("TIMEZONE", "Europe/Helsinki", "dagarna är svenska, så den måste vara Europe/Stockholm; ingen annan stöds."),
        ("BASE_URL", "malhjulet.kommunen.se", "den måste vara en adress: http:// eller https:// och en värd."),
        ("BASE_URL", "https://", "den måste vara en adress: http:// eller https:// och en värd."),
        ("BASE_URL", "ftp://kommunen.se", "den måste vara en adress: http:// eller https:// och en värd."),
        ("BEHIND_PROXY", "kanske", "den måste vara 1 eller 0."),
        ("MAIL_RATE", "0", "den måste vara ett tal över 0."),
    ):
        done = run("tick", **{f"MALHJULET_{name}": value})
        assert (done.exit_code, done.stderr) == (1, f"Inställningen MALHJULET_{name} är fel: {must}\n")
    assert "MALHJULET_BASE_URL" not in run("tick", MALHJULET_BASE_URL="https://kommunen.se:8443/mal/").stderr
    done = run("serve", MALHJULET_SECRET_KEY="short")
    assert done.exit_code == 1 and "MALHJULET_SECRET_KEY" in done.stderr
    done = run("tick", MALHJULET_DATABASE_URL="nonsense")
    assert done.exit_code == 1 and "MALHJULET_DATABASE_URL" in done.stderr


def test_sentences_follow_the_language(run: Run) -> None:
    assert "Kör: malhjulet migrate" in run("tick").stderr
    assert "Run: malhjulet migrate" in run("tick", MALHJULET_LANGUAGE="en").stderr


def test_a_wording_gets_its_hints(run: Run) -> None:
    told = json.loads(run("smart", "Utveckla ett kvalitetssystem", "--json").stdout)
    assert told["lacks"] == ["specific", "measurable", "time_bound"]
    assert {hint["criterion"] for hint in told["hints"]} == set(told["lacks"]) and all(
        hint["text"] for hint in told["hints"]
    )
    assert "measurable: " in run("smart", "Utveckla ett system").stdout
    assert run("smart", "Andelen ska vara 75 %", "--year", "2027").stdout.startswith("Inget i orden")
