"""What viewers see: every change, in order, exactly once."""

import threading
import time

import pytest

from teamfeed.core import displays, feed, sessions
from teamfeed.database import reading
from tests.live.clients import Client, until
from tests.live.conftest import Firm, signed


def head(firm: Firm) -> int:
    with reading(firm.engine) as connection:
        return feed.head(connection)


def test_hello_says_who_you_are_and_where_the_feed_stands(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        hello = tess.hellos[0]
    assert hello["head"] == head(firm)
    assert hello["you"]["username"] == "tess"
    assert hello["server_time"].endswith("Z")


def test_a_post_reaches_every_viewer_and_continues_his_hello(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess, firm.client(firm.cast.mo) as mo:
        tess.post("plâtre fini au 2e")
        until(lambda: "plâtre fini au 2e" in mo.said() and "plâtre fini au 2e" in tess.said())
    assert mo.gaps == 0


def test_a_post_committed_by_another_process_arrives_within_a_second(firm: Firm) -> None:
    with firm.client(firm.cast.mo) as mo:
        firm.post(firm.cast.dana, "réunion à 14h")
        until(lambda: "réunion à 14h" in mo.said(), 1)


def test_joining_while_others_post_misses_nothing(firm: Firm) -> None:
    stop = threading.Event()
    with firm.client(firm.cast.dana) as dana:
        posting = threading.Thread(target=_post_until, args=(dana, stop))
        posting.start()
        clients = [firm.client(firm.cast.tess) for _ in range(15)]
        for client in clients:
            client.connect()
        stop.set()
        posting.join()
        last = head(firm)
        until(lambda: all(client.cursor == last for client in clients))
        assert [client.gaps for client in clients] == [0] * 15
        for client in clients:
            client.leave()


@pytest.mark.parametrize("asked", [True, False])
def test_catching_up_gives_each_change_once_in_order_while_others_post(
    firm: Firm, asked: bool
) -> None:
    for number in range(600):
        firm.post(firm.cast.mo, f"avant {number}")
    stop = threading.Event()
    with firm.client(firm.cast.dana) as dana, firm.client(firm.cast.tess, cursor=0) as tess:
        posting = threading.Thread(target=_post_until, args=(dana, stop))
        posting.start()
        time.sleep(0.1)
        if asked:
            tess.call("catch_up", {"cursor": 0})
        else:
            tess.emit("catch_up", {"cursor": 0})
        until(lambda: (tess.cursor or 0) >= 600)
        time.sleep(0.3)
        stop.set()
        posting.join()
        last = head(firm)
        until(lambda: tess.cursor == last)
    positions = [change["position"] for change in tess.applied]
    assert positions == list(range(1, last + 1))


def test_a_client_at_the_head_has_missed_nothing(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        answer = tess.call("catch_up", {"cursor": head(firm)})
    assert answer == {"head": head(firm), "changes": [], "reload": False}


def test_a_cursor_from_beyond_the_head_must_reload(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        assert tess.call("catch_up", {"cursor": head(firm) + 5})["reload"] is True
        tess.emit("catch_up", {"cursor": head(firm) + 5})
        until(lambda: any(frame.get("reload") for frame in tess.frames))


@pytest.mark.parametrize(
    "data",
    [
        None,
        5,
        "x",
        [],
        {},
        {"cursor": "1"},
        {"cursor": -1},
        {"cursor": True},
        {"cursor": 2**70},
        {"cursor": 1.5},
    ],
)
def test_a_wrong_cursor_is_refused_politely(firm: Firm, data: object) -> None:
    with firm.client(firm.cast.mo) as mo:
        answer = mo.call("catch_up", data)
    assert answer["ok"] is False
    assert "cursor" in answer["reasons"]


def test_heartbeats_carry_the_head(firm: Firm) -> None:
    with firm.client(firm.cast.tess) as tess:
        until(lambda: tess.heartbeats, 8)
    assert tess.heartbeats[0]["head"] == tess.cursor
    assert tess.heartbeats[0]["server_time"].endswith("Z")


def test_a_display_sees_no_positions(firm: Firm) -> None:
    display = firm.writer.do(displays.add, f"mur {time.time()}"[:30])
    reference = firm.writer.do(sessions.open_display, display, "a screen")
    with Client(firm.url, cookie=signed(reference)) as wall:
        firm.post(firm.cast.tess, "ici", lat=48.11, lon=-1.67, accuracy_m=8.0)
        until(lambda: "ici" in wall.said())
    assert wall.hellos[0]["you"]["name"].startswith("mur")
    assert "48.11" not in str(wall.applied)


def test_a_guest_sees_his_site_and_his_own_posts_and_blanks_for_the_rest(firm: Firm) -> None:
    with firm.client(firm.cast.gil) as gil:
        firm.post(firm.cast.tess, "chez Dupont", site_id=firm.cast.dupont, lat=48.1, lon=-1.6)
        firm.post(firm.cast.tess, "chez Moreau", site_id=firm.cast.moreau)
        assert gil.post("sans lieu")["ok"]
        last = head(firm)
        until(lambda: gil.cursor == last)
    assert gil.gaps == 0
    assert gil.said() == ["chez Dupont", "sans lieu"]
    blanks = [change for change in gil.applied if change["kind"] == "blank"]
    assert blanks
    assert all(set(change) == {"position", "kind"} for change in blanks)
    missed = gil.applied[0]["position"] - 1
    with firm.client(firm.cast.gil, cursor=missed) as again:
        again.call("catch_up", {"cursor": missed})
        assert again.said() == ["chez Dupont", "sans lieu"]


def _post_until(client: Client, stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        assert client.post(f"message {number}")["ok"]
        number += 1
