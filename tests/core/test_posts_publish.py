"""Publishing: stored, told in order, and the same for those who saw it live and who read later."""

from typing import Any

import pytest

from teamfeed.core import accounts, sites
from teamfeed.core.refusal import Refusal
from tests.core.firm import Firm

POSITION = {"lat": 48.1174, "lon": -1.6779, "accuracy_m": 30, "at": "2026-01-05T07:59:30.000Z"}
EVERYTHING: dict[str, Any] = {
    "status": "Plâtre fini, 75% #plâtre",
    "availability": "working",
    "progress": 75,
    "blocked": True,
    "position": POSITION,
    "said_at": "2026-01-05T07:58:00.000Z",
    "client_id": "c1",
    "language": "fr",
}


def test_a_post_says_what_its_author_said(firm: Firm) -> None:
    status = firm.say(firm.cast.tess, **EVERYTHING, site_id=firm.cast.dupont).status
    assert status["text"] == "Plâtre fini, 75% #plâtre"
    assert status["account"]["acct"] == "tess"
    assert [tag["name"] for tag in status["tags"]] == ["plâtre"]
    said = status["teamfeed"]
    assert said == {
        "availability": "working",
        "free_from": None,
        "progress": 75,
        "blocked": True,
        "site": {"id": str(firm.cast.dupont), "name": "Dupont"},
        "position": POSITION,
        "said_at": "2026-01-05T07:58:00.000Z",
        "received_at": "2026-01-05T08:00:00.000Z",
        "said_at_clamped": False,
        "on_behalf_of": None,
        "client_id": "c1",
        "feed_position": said["feed_position"],
    }


@pytest.mark.parametrize(
    "given",
    [
        {"status": "Bonjour"},
        {"availability": "available"},
        EVERYTHING,
        {"availability": "working", "site": "chez Mme Jugan"},
        {"availability": "soon", "free_from": "2026-01-05T13:00:00Z"},
        {"status": "Pour lui", "on_behalf_of": "tariq", "availability": "help"},
    ],
)
def test_live_and_read_afresh_it_is_the_same(firm: Firm, given: dict[str, Any]) -> None:
    head = firm.head()
    published = firm.say(firm.cast.tess, **given)
    change = firm.changes(head)[0]
    assert (change.pop("position"), change.pop("kind")) == (head + 1, "post.published")
    assert change == published.status == firm.timeline()[0]
    assert change["teamfeed"]["feed_position"] == head + 1


def test_first_the_post_then_the_board_then_the_site(firm: Firm) -> None:
    head = firm.head()
    firm.say(firm.cast.tess, **EVERYTHING, site_id=firm.cast.dupont)
    assert [change["kind"] for change in firm.changes(head)] == [
        "post.published",
        "availability",
        "site",
    ]


def test_the_board_told_live_is_the_board_read_afresh(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    assert firm.changes()[-1]["teamfeed"] == firm.tile(firm.cast.tess)


def test_talk_does_not_move_the_board(firm: Firm) -> None:
    head = firm.head()
    firm.say(firm.cast.tess, "Il fait beau")
    assert [change["kind"] for change in firm.changes(head)] == ["post.published"]


def test_words_of_the_grammar_move_the_board(firm: Firm) -> None:
    firm.say(firm.cast.tess, "au travail dupont")
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["site"]["name"]) == ("working", "Dupont")
    firm.say(firm.cast.tess, "en route chez Mme Le Goff")
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["site"]) == (
        "travelling",
        {"id": None, "name": "chez Mme Le Goff"},
    )


def test_a_word_without_a_place_keeps_that_of_the_day(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    firm.clock.advance(minutes=180)
    firm.say(firm.cast.tess, availability="on_break")
    assert firm.tile(firm.cast.tess)["site"]["name"] == "Dupont"
    firm.clock.advance(minutes=60 * 24)
    firm.say(firm.cast.tess, availability="available")
    assert firm.tile(firm.cast.tess)["site"] is None


def test_saying_the_same_again_keeps_since_when(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    firm.clock.advance(minutes=50)
    firm.say(firm.cast.tess, availability="working")
    tile = firm.tile(firm.cast.tess)
    assert tile["since"] == "2026-01-05T08:00:00.000Z"
    assert tile["said_at"] == "2026-01-05T08:50:00.000Z"


def test_after_more_than_a_days_work_it_begins_anew(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    firm.clock.advance(minutes=12 * 60)
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    assert firm.tile(firm.cast.tess)["since"] == "2026-01-05T20:00:00.000Z"


def test_the_same_at_another_site_begins_anew(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    firm.clock.advance(minutes=50)
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.moreau)
    assert firm.tile(firm.cast.tess)["since"] == "2026-01-05T08:50:00.000Z"


@pytest.mark.parametrize("code", ["on_break", "off"])
def test_in_a_break_and_after_work_the_position_is_dropped(firm: Firm, code: str) -> None:
    status = firm.say(firm.cast.tess, availability=code, position=POSITION).status
    assert status["teamfeed"]["position"] is None
    assert firm.timeline()[0]["teamfeed"]["position"] is None


def test_an_answer_names_what_it_answers(firm: Firm) -> None:
    question = firm.say(firm.cast.dana, "Qui a la clé de Dupont ?")
    answer = firm.say(firm.cast.tess, "Moi", in_reply_to_id=str(question.post_id)).status
    assert answer["in_reply_to_id"] == str(question.post_id)
    assert answer["in_reply_to_account_id"] == str(firm.cast.dana.id)
    assert [status["replies_count"] for status in firm.timeline()] == [0, 1]


def test_answers_that_were_removed_do_not_count(firm: Firm) -> None:
    question = firm.say(firm.cast.dana, "Qui a la clé de Dupont ?")
    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, "Moi", in_reply_to_id=question.post_id))
    assert firm.timeline()[0]["replies_count"] == 0


def test_nothing_can_be_answered_that_is_not_there(firm: Firm) -> None:
    gone = firm.say(firm.cast.dana, "Oubliez")
    firm.remove(firm.cast.dana, gone)
    for number in (gone.post_id, 42):
        with pytest.raises(Refusal) as refused:
            firm.say(firm.cast.tess, "Moi", in_reply_to_id=number)
        assert set(refused.value.reasons) == {"in_reply_to_id"}
    assert firm.texts() == []


def test_unknown_and_closed_sites_take_no_post(firm: Firm) -> None:
    firm.do(sites.change, firm.cast.dupont, open=False)
    head = firm.head()
    for site, reason in ((firm.cast.dupont, "Dupont is closed"), (42, "no such site")):
        with pytest.raises(Refusal) as refused:
            firm.say(firm.cast.tess, availability="working", site_id=site)
        assert refused.value.status == 422
        assert reason in str(refused.value.reasons["site_id"])
    assert firm.head() == head
    assert firm.tile(firm.cast.tess)["availability"] is None


def test_the_name_of_a_closed_site_is_a_place_like_any_other(firm: Firm) -> None:
    firm.do(sites.change, firm.cast.dupont, open=False)
    status = firm.say(firm.cast.tess, availability="working", site="Dupont").status
    assert status["teamfeed"]["site"] == {"id": None, "name": "Dupont"}


def test_a_closed_account_posts_no_more(firm: Firm) -> None:
    firm.do(accounts.deactivate, firm.cast.tess.id)
    with pytest.raises(Refusal, match="closed") as refused:
        firm.say(firm.cast.tess, "Encore là")
    assert refused.value.status == 403


def test_a_post_speaks_its_authors_language_unless_it_says_another(firm: Firm) -> None:
    assert firm.say(firm.cast.tess, "Bonjour").status["language"] == "fr"
    assert firm.say(firm.cast.mo, "Morning").status["language"] == "en"
    assert firm.say(firm.cast.tess, "Morning", language="en-GB").status["language"] == "en"
    assert firm.say(firm.cast.tess, "Dia dhuit", language="ga").status["language"] == "fr"
