"""Phone dead: a colleague posts for him, marked; he can put it right."""

import pytest

from teamfeed.core import accounts
from teamfeed.core.refusal import Refusal
from tests.core.firm import Firm


@pytest.mark.parametrize("named", ["tariq", "@tariq", "Tariq", "id"])
def test_the_board_follows_whom_it_is_about(firm: Firm, named: str) -> None:
    named = str(firm.cast.tariq.id) if named == "id" else named
    status = firm.say(
        firm.cast.dana, availability="working", site_id=firm.cast.dupont, on_behalf_of=named
    ).status
    assert status["account"]["acct"] == "dana"
    assert status["teamfeed"]["on_behalf_of"] == {
        "id": str(firm.cast.tariq.id),
        "username": "tariq",
        "display_name": "Tariq",
    }
    assert firm.tile(firm.cast.tariq)["availability"] == "working"


def test_his_own_older_word_does_not_win(firm: Firm) -> None:
    firm.say(firm.cast.tariq, availability="working")
    firm.clock.advance(minutes=10)
    firm.say(firm.cast.dana, availability="help", on_behalf_of="tariq")
    assert firm.tile(firm.cast.tariq)["availability"] == "help"


def test_the_author_does_not_move(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="available")
    firm.say(firm.cast.tess, availability="off", on_behalf_of="tariq")
    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, availability="working"))
    assert firm.tile(firm.cast.tess)["availability"] == "available"
    assert firm.tile(firm.cast.tariq)["availability"] == "off"


def test_whom_it_is_about_can_correct_and_remove_it(firm: Firm) -> None:
    post = firm.say(firm.cast.dana, "Tariq arrive", availability="travelling", on_behalf_of="tariq")
    firm.correct(firm.cast.tariq, post, "J'y suis", availability="working")
    assert firm.tile(firm.cast.tariq)["availability"] == "working"
    firm.remove(firm.cast.tariq, post)
    assert firm.tile(firm.cast.tariq)["availability"] is None


def test_a_third_person_cannot(firm: Firm) -> None:
    post = firm.say(firm.cast.dana, "Tariq arrive", on_behalf_of="tariq")
    for verb in (
        lambda: firm.correct(firm.cast.tess, post, "Non"),
        lambda: firm.remove(firm.cast.tess, post),
    ):
        with pytest.raises(Refusal) as refused:
            verb()
        assert refused.value.status == 403
    assert firm.texts() == ["Tariq arrive"]


def test_for_oneself_is_for_nobody_else(firm: Firm) -> None:
    status = firm.say(firm.cast.tess, availability="working", on_behalf_of="tess").status
    assert status["teamfeed"]["on_behalf_of"] is None


@pytest.mark.parametrize("named", ["nobody", "42", "9" * 18, "@", "ta riq", "Ⅻ"])
def test_nobody_unknown_is_posted_for(firm: Firm, named: str) -> None:
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.dana, availability="working", on_behalf_of=named)
    assert (refused.value.status, set(refused.value.reasons)) == (422, {"on_behalf_of"})


def test_nobody_posts_for_those_who_left(firm: Firm) -> None:
    firm.do(accounts.deactivate, firm.cast.tariq.id)
    with pytest.raises(Refusal, match="closed") as refused:
        firm.say(firm.cast.dana, availability="working", on_behalf_of="tariq")
    assert set(refused.value.reasons) == {"on_behalf_of"}


def test_those_who_left_change_nothing_any_more(firm: Firm) -> None:
    post = firm.say(firm.cast.tariq, "La clé est sous le pot")
    firm.do(accounts.deactivate, firm.cast.tariq.id)
    for verb in (
        lambda: firm.correct(firm.cast.tariq, post, "Non"),
        lambda: firm.remove(firm.cast.tariq, post),
    ):
        with pytest.raises(Refusal, match="closed"):
            verb()
    assert firm.texts() == ["La clé est sous le pot"]
