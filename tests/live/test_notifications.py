"""What is for one person reaches his own screens and nobody else's."""

from collections.abc import Callable

import requests

from teamfeed.core import feed
from tests.cast import Person
from tests.live.clients import Client, until
from tests.live.conftest import Firm


def seen(client: Client) -> list[str]:
    """The kinds of the changes that a client applied."""
    return [change["kind"] for change in client.applied]


def wait(firm: Firm, *clients: Client) -> None:
    """Until everybody is at the feed's head."""
    position = head(firm)
    until(lambda: all(client.cursor == position for client in clients))


def head(firm: Firm) -> int:
    """The feed's last position, which the server may still have to hear of."""
    with firm.engine.connect() as connection:
        return feed.head(connection)


def test_a_mention_reaches_its_persons_screens_alone(firm: Firm) -> None:
    cast = firm.cast
    with (
        firm.client(cast.dana) as phone,
        firm.client(cast.dana) as desk,
        firm.client(cast.mo) as mo,
        firm.client(cast.gil) as gil,
    ):
        wait(firm, phone, desk, mo, gil)
        firm.post(cast.tess, "@dana le plafond est sec")
        wait(firm, phone, desk, mo, gil)

        assert seen(phone) == seen(desk) == ["post.published", "notification"]
        assert phone.applied[1]["status"]["text"] == "@dana le plafond est sec"
        assert seen(mo) == ["post.published", "blank"]
        assert mo.applied[1] == {"position": mo.cursor, "kind": "blank"}
        assert seen(gil) == ["blank", "blank"]
        assert not [client for client in (phone, desk, mo, gil) if client.gaps]


def test_who_catches_up_finds_his_own_and_blanks_for_others(firm: Firm) -> None:
    cast = firm.cast
    cursor = head(firm)
    firm.post(cast.tess, "@tariq la prise du fond")
    firm.post(cast.tess, "@dana et la clé")

    with firm.client(cast.tariq, cursor) as tariq, firm.client(cast.mo, cursor) as mo:
        for client in (tariq, mo):
            client.call("catch_up", {"cursor": cursor})
        wait(firm, tariq, mo)
        assert seen(tariq) == ["post.published", "notification", "post.published", "blank"]
        assert seen(mo) == ["post.published", "blank", "post.published", "blank"]


def test_the_feed_over_http_tells_the_same(firm: Firm) -> None:
    cast = firm.cast
    cursor = head(firm)
    firm.post(cast.tess, "@ada un écran est noir")

    assert kinds(firm, cast.ada, cursor) == ["post.published", "notification"]
    assert kinds(firm, cast.mo, cursor) == ["post.published", "blank"]
    assert kinds(firm, cast.gil, cursor) == ["blank", "blank"]


def test_a_guest_gets_his_own_without_positions(firm: Firm) -> None:
    cast = firm.cast
    with firm.client(cast.gil) as gil:
        wait(firm, gil)
        gil.applied.clear()
        where = {"lat": 48.1, "lon": -1.6, "site_id": cast.dupont}
        firm.post(cast.tess, "@gil viens voir", **where)
        wait(firm, gil)

        assert seen(gil) == ["post.published", "notification"]
        assert gil.applied[1]["status"]["teamfeed"]["position"] is None


def test_on_a_page_of_many_each_gets_his_own(start: Callable[..., Firm]) -> None:
    firm = start()
    people = (firm.cast.dana, firm.cast.mo, firm.cast.tariq)
    clients = [firm.client(who) for who in people]
    for client in clients:
        client.connect()

    for number in range(30):
        firm.post(firm.cast.tess, f"@{people[number % 3].handle} {number}")
    wait(firm, *clients)

    for place, client in enumerate(clients):
        own = [
            change["status"]["text"]
            for change in client.applied
            if change["kind"] == "notification"
        ]
        assert own == [f"@{people[place].handle} {n}" for n in range(30) if n % 3 == place]
        assert len(client.said()) == 30
        assert client.gaps == 0
        client.leave()


def kinds(firm: Firm, who: Person, cursor: int | None) -> list[str]:
    answer = requests.get(
        f"{firm.url}/api/v1/teamfeed/feed",
        {"cursor": cursor},
        timeout=10,
        headers={"Authorization": f"Bearer {who.token}"},
    )
    return [change["kind"] for change in answer.json()["changes"]]
