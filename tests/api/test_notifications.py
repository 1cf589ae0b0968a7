"""The calls of the bell: what one is told, has read, answers, and is woken for."""

from datetime import time
from typing import Any

import pytest
from flask import Flask

from teamfeed.core import notifications, sessions
from teamfeed.core.schema import push_subscriptions
from teamfeed.services import Services
from teamfeed.settings import Settings
from tests.api.callers import Caller
from tests.cast import Cast, Person
from tests.push_service import Browser

Json = dict[str, Any]
BELL = "/api/v1/teamfeed/notifications"
PUSH = "/api/v1/teamfeed/push/subscription"
ME = "/api/v1/teamfeed/me"
PHONE = Browser("https://push.example.com/a-phone")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Work goes on until midnight: these tests run at any hour."""
    return settings.with_(work_ends=time(23, 59, 59))


def by_cookie(app: Flask, own: Services, who: Person) -> Caller:
    """Somebody's signed-in browser."""
    return Caller(app, cookie=own.do(sessions.open_for, who.id, who.role, "tests"))


def subscriptions(own: Services) -> list[Json]:
    with own.reading() as connection:
        return [dict(row) for row in connection.execute(push_subscriptions.select()).mappings()]


def ask(own: Services, who: Person, site: int | None) -> str:
    return f"/api/v1/teamfeed/questions/{own.do(notifications.ask, who.id, site)}/answer"


@pytest.fixture
def phone(app: Flask, own: Services, server_cast: Cast) -> Caller:
    """Tess's phone, signed in."""
    return by_cookie(app, own, server_cast.tess)


def test_each_reads_his_own(tess: Caller, mo: Caller, gil: Caller) -> None:
    tess.say("@mo la clé est sous le pot")

    (told,) = mo.get(BELL).get_json()
    assert (told["type"], told["status"]["text"]) == ("mention", "@mo la clé est sous le pot")
    assert tess.get(BELL).get_json() == gil.get(BELL).get_json() == []


def test_pages_go_back_in_time(tess: Caller, mo: Caller) -> None:
    for number in range(3):
        tess.say(f"@mo {number}")

    newest = mo.get(BELL, limit=1).get_json()
    older = mo.get(BELL, max_id=newest[0]["id"]).get_json()

    assert [one["status"]["text"] for one in newest + older] == ["@mo 2", "@mo 1", "@mo 0"]


def test_having_read_counts_down(tess: Caller, mo: Caller) -> None:
    tess.say("@mo un")
    tess.say("@mo deux")
    newest, oldest = (one["id"] for one in mo.get(BELL).get_json())

    assert read(mo, oldest) == {"unread": 1}
    assert read(tess, newest) == {"unread": 0}
    assert read(mo, newest) == {"unread": 0}
    assert all(one["read_at"] for one in mo.get(BELL).get_json())


def test_up_to_which_one_must_be_said(mo: Caller) -> None:
    assert mo.call("POST", f"{BELL}/read", json={}).status_code == 422
    assert mo.call("POST", f"{BELL}/read", json={"up_to_id": "x"}).status_code == 422


def test_an_answer_is_a_post_once(own: Services, tess: Caller, server_cast: Cast) -> None:
    path = ask(own, server_cast.tess, server_cast.dupont)
    body = {"answer": "yes", "said_at": None, "client_id": "tap"}

    answers = [tess.call("POST", path, json=body) for _ in range(2)]
    late = tess.call("POST", path, json={"answer": "absent"})

    statuses = [answer.get_json() for answer in answers]
    assert statuses[0]["id"] == statuses[1]["id"]
    assert statuses[0]["teamfeed"]["availability"] == "working"
    assert statuses[0]["teamfeed"]["site"]["name"] == "Dupont"
    assert late.status_code == 409
    assert tess.get(BELL).get_json()[0]["answer"] == "yes"


def test_nobody_answers_for_another(own: Services, mo: Caller, server_cast: Cast) -> None:
    path = ask(own, server_cast.tess, None)

    assert mo.call("POST", path, json={"answer": "yes"}).status_code == 404


def test_preferences_change_one_by_one(tess: Caller) -> None:
    assert tess.get(ME).get_json() == {
        "quiet_from": "20:00", "quiet_to": "06:00", "notify": dict.fromkeys(
            ("mention", "reply", "alert", "call", "question"), True)}  # fmt: skip

    tess.call("PUT", ME, json={"notify": {"question": False}})
    tess.call("PUT", ME, json={"quiet_from": "21:30", "quiet_to": "07:15"})
    found = tess.call("PUT", ME, json={"notify": {"reply": False, "question": True}}).get_json()

    assert found == tess.get(ME).get_json()
    assert (found["quiet_from"], found["quiet_to"]) == ("21:30", "07:15")
    assert [kind for kind, on in found["notify"].items() if not on] == ["reply"]
    never = tess.call("PUT", ME, json={"quiet_from": None, "quiet_to": None}).get_json()
    assert (never["quiet_from"], never["quiet_to"]) == (None, None)


@pytest.mark.parametrize("given", [
    {"quiet_from": "25:00"}, {"quiet_from": "7:00"}, {"quiet_from": 7}, {"quiet_from": None},
    {"notify": "all"}, {"notify": {"reply": "perhaps"}},
])  # fmt: skip
def test_preferences_that_cannot_be_are_refused(tess: Caller, given: Json) -> None:
    before = tess.get(ME).get_json()

    answer = tess.call("PUT", ME, json=given)

    assert answer.status_code == 422
    assert answer.get_json()["reasons"]
    assert tess.get(ME).get_json() == before


def test_a_browser_subscribes_again_and_unsubscribes(own: Services, phone: Caller) -> None:
    assert len(phone.get("/api/v1/teamfeed/push").get_json()["public_key"]) == 87

    for _time in range(2):
        assert phone.call("POST", PUSH, json=PHONE.json).get_json() == {"subscribed": True}
    assert [one["endpoint"] for one in subscriptions(own)] == [PHONE.endpoint]
    phone.call("DELETE", PUSH, json={"endpoint": PHONE.endpoint})

    assert subscriptions(own) == []


def test_signing_out_ends_the_subscription(own: Services, phone: Caller) -> None:
    phone.call("POST", PUSH, json=PHONE.json)

    phone.call("POST", "/sign-out")

    assert subscriptions(own) == []


def test_a_shared_phone_wakes_only_who_signed_in_last(
    app: Flask, own: Services, phone: Caller, server_cast: Cast
) -> None:
    phone.call("POST", PUSH, json=PHONE.json)

    by_cookie(app, own, server_cast.tariq).call("POST", PUSH, json=PHONE.json)

    assert [one["account_id"] for one in subscriptions(own)] == [server_cast.tariq.id]


def test_nobody_unsubscribes_another(
    app: Flask, own: Services, phone: Caller, server_cast: Cast
) -> None:
    phone.call("POST", PUSH, json=PHONE.json)

    other = by_cookie(app, own, server_cast.tariq)
    other.call("DELETE", PUSH, json={"endpoint": PHONE.endpoint})

    assert len(subscriptions(own)) == 1


def test_a_person_has_so_many_browsers(own: Services, phone: Caller) -> None:
    for number in range(22):
        phone.call("POST", PUSH, json=Browser(f"https://push.example.com/{number}").json)

    kept = {one["endpoint"].rpartition("/")[2] for one in subscriptions(own)}
    assert kept == {str(number) for number in range(2, 22)}


GOOD = PHONE.json


@pytest.mark.parametrize("given", [
    {}, {"endpoint": GOOD["endpoint"]}, {**GOOD, "endpoint": "https://10.0.0.1/x"},
    {**GOOD, "endpoint": "https://[::ffff:127.0.0.1]/x"}, {**GOOD, "endpoint": 7},
    {**GOOD, "endpoint": "http://push.example.com/x"}, {**GOOD, "keys": "none"},
    {**GOOD, "keys": {**GOOD["keys"], "auth": "AAAA"}},
    {**GOOD, "keys": {**GOOD["keys"], "auth": "é" * 22}},
    {**GOOD, "keys": {**GOOD["keys"], "p256dh": "A" * 87}},
    {**GOOD, "keys": {**GOOD["keys"], "p256dh": GOOD["keys"]["p256dh"][:-4] + "AAAA"}},
])  # fmt: skip
def test_what_cannot_be_pushed_to_is_refused(own: Services, phone: Caller, given: Json) -> None:
    answer = phone.call("POST", PUSH, json=given)

    assert answer.status_code == 422
    assert answer.get_json()["reasons"]
    assert subscriptions(own) == []


def test_a_program_is_not_woken(tess: Caller) -> None:
    assert tess.call("POST", PUSH, json=PHONE.json).status_code == 403


def read(who: Caller, up_to: str) -> Json:
    found: Json = who.call("POST", f"{BELL}/read", json={"up_to_id": up_to}).get_json()
    return found
