"""Posting by socket: acknowledged once durable, refused with reasons, never doubled."""

import pytest

from teamfeed.core import displays, posts, sessions
from teamfeed.core.drafts import Draft
from tests.live.clients import Client, until
from tests.live.conftest import Firm, signed


def test_a_post_is_acknowledged_with_its_status(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        answer = tess.post("libre", client_id="un")
    assert answer["ok"] is True
    assert answer["post"]["teamfeed"]["availability"] == "available"
    assert answer["post"]["teamfeed"]["client_id"] == "un"


def test_a_post_sent_twice_appears_once(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        first = tess.post("une fois", client_id="deux")
        again = tess.post("une fois", client_id="deux")
        until(lambda: "une fois" in tess.said())
    assert first["post"]["id"] == again["post"]["id"]
    assert tess.said().count("une fois") == 1


def test_a_client_id_reused_for_another_text_is_refused(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        tess.post("un texte", client_id="trois")
        answer = tess.post("un autre", client_id="trois")
    assert answer["ok"] is False
    assert answer["reasons"]


@pytest.mark.parametrize("data", [None, 5, "x", [], [1], True, 1.5])
def test_what_is_no_post_is_refused_politely(firm: Firm, data: object) -> None:
    with firm.client(firm.cast.mo) as mo:
        answer = mo.call("post", data)
    assert answer["ok"] is False
    assert answer["error"].startswith("A post is")


def test_an_empty_or_too_long_post_is_refused_in_the_readers_language(firm: Firm) -> None:
    with firm.client(firm.cast.mo) as mo, firm.client(firm.cast.tess) as tess:
        assert mo.post("")["reasons"]["status"].startswith("There is nothing to post")
        assert "141" in mo.post("x" * 141)["reasons"]["status"]
        assert tess.post("x" * 141)["ok"] is False


def test_an_unknown_event_is_refused_politely(firm: Firm) -> None:
    with firm.client(firm.cast.mo) as mo:
        assert mo.call("publish", {"status": "x"})["ok"] is False


@pytest.mark.parametrize("event", ["connect", "disconnect", "joined", "trigger_event", "__init__"])
def test_a_client_cannot_call_what_is_not_an_event(firm: Firm, event: str) -> None:
    with firm.client(firm.cast.mo) as mo:
        mo.emit(event, {"token": firm.cast.ada.token})
        assert mo.post("toujours là")["ok"]


def test_a_display_cannot_post(firm: Firm) -> None:
    display = firm.writer.do(displays.add, "atelier")
    reference = firm.writer.do(sessions.open_display, display, "a screen")
    with Client(firm.url, cookie=signed(reference)) as wall:
        assert wall.post("coucou")["ok"] is False


def test_a_guest_posts_for_himself_only(firm: Firm) -> None:
    with firm.client(firm.cast.gil) as gil:
        assert gil.post("je suis là")["ok"]
        assert gil.post("il est libre", on_behalf_of="tess")["ok"] is False


def test_posts_of_one_client_keep_their_order(firm: Firm) -> None:
    with firm.client(firm.cast.dana) as dana, firm.client(firm.cast.mo) as mo:
        for number in range(50):
            dana.emit("post", {"status": f"ordre {number}", "client_id": f"o{number}"})
        until(lambda: mo.said()[-50:] == [f"ordre {number}" for number in range(50)])


def test_a_post_by_another_door_and_one_by_socket_share_the_feed(firm: Firm) -> None:
    with firm.client(firm.cast.mo) as mo:
        firm.writer.do(posts.publish, firm.cast.dana.id, Draft(text="autre porte", language="fr"))
        mo.post("prise")
        until(lambda: {"autre porte", "prise"} <= set(mo.said()))
