"""Before a meeting is moved one may see what moves with it, and nothing is written."""

import re

from tests.web.conftest import SignIn
from tests.web.reading import form, words
from tests.web.town import Town
from workflow.records.sql import run


def planned(town: Town, sign_in: SignIn, on: str) -> str:
    """The address of a meeting that Nils has entered."""
    nils = sign_in("Nils")
    answer = nils.post("/nytt/meeting.plan", data={"unit": town.units["UN"], "on": on})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_what_moves_with_a_meeting_is_shown_before_it_is_moved(town: Town, sign_in: SignIn) -> None:
    meeting, nils = planned(town, sign_in, "2026-10-20"), sign_in("Nils")
    page = nils.get(f"{meeting}/move")
    assert "Se vad som flyttas" in page.text
    with town.database.reading() as session:
        before = run(session, "SELECT count(*) FROM event").scalar_one()
    sheet = form(page).fields | {"on": "2026-10-27", "why": "Krock", "act": "preview"}
    answer = nils.post(f"{meeting}/move", data=sheet)
    assert answer.status_code == 200
    text = words(answer)
    assert "Det här flyttas Ingenting är sparat än." in text and "Utbildningsnämnden" in text
    assert re.search(r"2\d okt. 2026", text), text
    with town.database.reading() as session:
        assert run(session, "SELECT count(*) FROM event").scalar_one() == before
    sheet = form(answer).fields
    assert (sheet["on"], sheet["why"]) == ("2026-10-27", "Krock")
    sheet.pop("act", None)
    assert nils.post(f"{meeting}/move", data=sheet).status_code == 303


def test_who_may_not_move_it_sees_nothing_of_it(town: Town, sign_in: SignIn) -> None:
    meeting = planned(town, sign_in, "2026-10-20")
    sheet = {"unit": str(town.units["UN"]), "on": "2026-10-27", "act": "preview"}
    assert sign_in("Rut").post(f"{meeting}/move", data=sheet).status_code == 409
    assert sign_in("Charlie").post(f"{meeting}/move", data=sheet).status_code == 404
    assert "Se vad som flyttas" not in sign_in("Rut").get(f"{meeting}/move").text


def test_other_steps_have_no_such_button(town: Town, sign_in: SignIn) -> None:
    assert "Se vad som flyttas" not in sign_in("Maja").get(f"/mal/{town.cases['goal']}/comment").text
    assert "Se vad som flyttas" not in sign_in("Nils").get("/nytt/meeting.plan").text
