"""Which addresses are taken where they are written: those that a letter can be sent to, and no other."""

import pytest

from workflow.mail_address import objection


@pytest.mark.parametrize(
    "address",
    ["maja+mal@exempel.se", "MAJA@EXEMPEL.SE", "info@håbo.example", "o'brien@kommun.example", "a@b.c.example"],
)
def test_an_address_that_letters_reach_is_taken(address: str) -> None:
    assert objection(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "åsa.öberg@exempelkommun.se", "a@exempel.se;b@exempel.se", "<c@exempel.se>", "d@exempel.se,", "mailto:e@exempel.se",
        "f@@exempel.se", "g..h@exempel..se", "g..h@exempel.se", "g@exempel..se", ".g@exempel.se", "i@exempel", "", "@", "j@",
        "@exempel.se", "k@exempel.se\n", "k@exempel.se\u2028", "l l@exempel.se", '"m m"@exempel.se', "n@-exempel.se",
        "o@exempel.se, p@exempel.se", f"{'q' * 65}@exempel.se", f"r@{'s' * 64}.se", f"r@{'s.' * 120}se", "t@[127.0.0.1]",
    ],
)  # fmt: skip
def test_what_no_letter_can_be_sent_to_is_refused_with_a_reason(address: str) -> None:
    assert objection(address)
