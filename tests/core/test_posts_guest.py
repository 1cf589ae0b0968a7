"""A guest sees and fills one site, until his last day."""

import pytest

from teamfeed.clock import DAY
from teamfeed.core import board, timeline
from teamfeed.core.refusal import Refusal
from teamfeed.core.timeline import Page
from tests.core.firm import Firm, Json


def guests_timeline(firm: Firm) -> list[str]:
    found: list[Json] = firm.read(
        timeline.read,
        Page(),
        firm.settings,
        firm.clock.now,
        guest_site=firm.cast.dupont,
        guest_id=firm.cast.gil.id,
    )
    return [status["text"] for status in found]


def test_his_posts_stand_at_his_site(firm: Firm) -> None:
    status = firm.say(firm.cast.gil, "au travail").status
    assert status["teamfeed"]["site"]["name"] == "Dupont"
    assert firm.tile(firm.cast.gil)["site"]["name"] == "Dupont"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"site_id": "moreau"},
        {"site": "Moreau"},
        {"site": "chez Paul"},
        {"status": "au travail moreau"},
    ],
)
def test_elsewhere_is_refused(firm: Firm, elsewhere: dict[str, str]) -> None:
    if "site_id" in elsewhere:
        elsewhere = {"site_id": str(firm.cast.moreau)}
    head = firm.head()
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.gil, **{"availability": "working", **elsewhere})
    assert set(refused.value.reasons) == {"site_id"}
    assert firm.head() == head


def test_a_place_that_only_his_words_name_stays_in_his_words(firm: Firm) -> None:
    status = firm.say(firm.cast.gil, "en route chez Point P").status
    assert status["teamfeed"]["site"]["name"] == "Dupont"


def test_he_cannot_move_a_post_elsewhere_by_correcting_it(firm: Firm) -> None:
    post = firm.say(firm.cast.gil, "Bonjour")
    with pytest.raises(Refusal):
        firm.correct(firm.cast.gil, post, "Bonjour", site_id=str(firm.cast.moreau))
    assert firm.correct(firm.cast.gil, post, "Bonsoir")["teamfeed"]["site"]["name"] == "Dupont"


def test_nor_one_that_a_colleague_made_for_him(firm: Firm) -> None:
    post = firm.say(firm.cast.dana, "Gil arrive", on_behalf_of="gil")
    with pytest.raises(Refusal) as refused:
        firm.correct(firm.cast.gil, post, "Gil arrive", site_id=str(firm.cast.moreau))
    assert set(refused.value.reasons) == {"site_id"}
    assert firm.correct(firm.cast.gil, post, "J'y suis")["teamfeed"]["site"]["name"] == "Dupont"


def test_he_posts_for_himself_only(firm: Firm) -> None:
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.gil, availability="off", on_behalf_of="tess")
    assert refused.value.status == 403
    assert firm.tile(firm.cast.tess)["availability"] is None


def test_he_cannot_answer_what_he_cannot_see(firm: Firm) -> None:
    hidden = firm.say(firm.cast.tess, "Secret", site_id=str(firm.cast.moreau))
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.gil, "Je sais", in_reply_to_id=hidden.post_id)
    unknown = refused.value
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.gil, "Je sais", in_reply_to_id=42)
    assert (unknown.status, unknown.reasons) == (refused.value.status, refused.value.reasons)


def test_he_answers_what_he_sees(firm: Firm) -> None:
    seen = firm.say(firm.cast.tess, "La clé ?", site_id=str(firm.cast.dupont))
    assert firm.say(firm.cast.gil, "Chez moi", in_reply_to_id=seen.post_id).first


def test_he_reads_his_site_his_own_posts_and_those_about_him(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Ailleurs", site_id=str(firm.cast.moreau))
    firm.say(firm.cast.tess, "Nulle part")
    firm.say(firm.cast.tess, "Ici", site_id=str(firm.cast.dupont))
    firm.say(firm.cast.gil, "Moi")
    firm.say(firm.cast.dana, "Pour Gil", on_behalf_of="gil")
    assert guests_timeline(firm) == ["Pour Gil", "Moi", "Ici"]


def test_his_board_shows_those_at_his_site(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=str(firm.cast.dupont))
    firm.say(firm.cast.tariq, availability="working", site_id=str(firm.cast.moreau))
    seen = firm.read(board.read, firm.settings, firm.clock.now, firm.cast.dupont, firm.cast.gil.id)
    assert [tile["username"] for tile in seen["tiles"]] == ["gil", "tess"]
    assert sum(seen["counts"].values()) == 2


def test_after_his_last_day_he_posts_no_more(firm: Firm) -> None:
    firm.clock.now += 30 * DAY - 1
    firm.say(firm.cast.gil, "Dernier jour")
    firm.clock.now += 1
    with pytest.raises(Refusal, match="closed") as refused:
        firm.say(firm.cast.gil, "Encore moi")
    assert refused.value.status == 403
