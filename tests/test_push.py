"""Web Push: who is woken, with what, how often, and what a bad push service cannot do."""

import base64
import json
import stat
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from py_vapid import Vapid02
from sqlalchemy.engine import Engine
from structlog.testing import capture_logs

from teamfeed import push
from teamfeed.clock import MINUTE
from teamfeed.core import accounts, feed, notifications, posts, preferences, questions, sessions
from teamfeed.core import push as core
from teamfeed.core.drafts import Draft
from teamfeed.core.schema import push_subscriptions
from teamfeed.language import translate
from teamfeed.push import Pusher
from teamfeed.services import Services
from teamfeed.settings import Settings
from teamfeed.throttle import Throttle
from teamfeed.writer import Writer
from tests.cast import Cast, Person
from tests.conftest import Clock
from tests.live.clients import until
from tests.push_service import Browser, PushService

Json = dict[str, Any]


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.stop()


@pytest.fixture
def own(settings: Settings, engine: Engine, writer: Writer, clock: Clock) -> Services:
    return Services(settings, engine, writer, Throttle(settings), clock)


class Office:
    """The firm, its pushers, and the browsers of its people."""

    def __init__(self, own: Services, cast: Cast, service: PushService) -> None:
        self.own, self.cast, self.service = own, cast, service
        self.pushers: list[Pusher] = []
        self._cursor = 0

    def pusher(self, *pauses: float) -> Pusher:
        made = Pusher(self.own, pauses)
        made.start()
        self.pushers.append(made)
        return made

    def subscribe(self, who: Person, name: str) -> Browser:
        """Somebody lets a browser be woken; its session is the newest."""
        browser = self.service.browser(name)
        self.own.do(sessions.open_for, who.id, who.role, "a test")
        with self.own.reading() as connection:
            number = max(row["id"] for row in sessions.of_account(connection, who.id))
        given = core.check(browser.json, self.own.settings)
        self.own.do(core.subscribe, who.id, number, given)
        return browser

    def say(self, who: Person, text: str, **values: Any) -> int:
        """Somebody posts, and every process's follower sees it."""
        draft = Draft(text=text, language="fr", **values)
        published = self.own.do(posts.publish, who.id, draft)
        self.follow()
        return published.post_id

    def follow(self) -> None:
        with self.own.reading() as connection:
            changes = feed.after(connection, self._cursor, 1000)
        self._cursor = changes[-1].position
        for pusher in self.pushers:
            pusher.take(changes)

    def subscriptions(self) -> list[Json]:
        with self.own.reading() as connection:
            return [dict(row) for row in connection.execute(push_subscriptions.select()).mappings()]

    def failed(self, times: int) -> bool:
        """Whether the only browser could not be reached so many times in a row."""
        return [one["failures"] for one in self.subscriptions()] == [times]

    def quietly(self, browser: Browser, sentinel: Browser) -> bool:
        """Whether a browser was left alone while a later notification reached another."""
        self.say(self.cast.tess, "@ada pour finir")
        self.service.wait_for(sentinel)
        return not self.service.to(browser)


@pytest.fixture
def office(own: Services, cast: Cast, service: PushService) -> Iterator[Office]:
    made = Office(own, cast, service)
    yield made
    for pusher in made.pushers:
        pusher.stop()


def test_a_mention_wakes_the_phone_with_what_only_it_can_read(office: Office) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    office.pusher()

    number = office.say(office.cast.tess, "@dana le plafond est sec")

    (told,) = office.service.wait_for(phone)
    assert told == {
        "kind": "mention", "title": "Tess parle de toi", "body": "@dana le plafond est sec",
        "url": f"/p/{number}", "id": told["id"], "actions": []}  # fmt: skip
    (delivery,) = office.service.to(phone)
    assert b"plafond" not in delivery.body
    assert int(delivery.headers["TTL"]) > 3600
    _check_signature(delivery.headers["Authorization"], office.own.settings, office.service.url)


def test_every_browser_of_a_person_is_woken_and_nobody_elses(office: Office) -> None:
    phone = office.subscribe(office.cast.tess, "phone")
    desk = office.subscribe(office.cast.tess, "desk")
    other = office.subscribe(office.cast.mo, "other")
    office.pusher()
    said = office.say(office.cast.tess, "qui vient ?")

    office.say(office.cast.tariq, "moi", in_reply_to_id=said)

    for browser in (phone, desk):
        assert office.service.wait_for(browser)[0]["title"] == "Tariq te répond"
    assert office.service.to(other) == []


def test_a_question_brings_its_answers_in_the_persons_language(
    office: Office, clock: Clock
) -> None:
    phone = office.subscribe(office.cast.tess, "phone")
    office.say(office.cast.tess, "au travail", availability="working", site_id=office.cast.dupont)
    clock.now += (22 * 60 + 20) * MINUTE  # Tuesday, 7:20
    office.pusher()

    assert office.own.do(questions.ask) == [office.cast.tess.id]
    office.follow()

    (told,) = office.service.wait_for(phone)
    assert (told["kind"], told["title"]) == ("question", "Chez Dupont\u202f?")
    assert told["url"] == f"/?question={told['id']}"
    assert told["actions"] == [
        {"action": "yes", "title": "OUI"}, {"action": "elsewhere", "title": "AILLEURS"},
        {"action": "absent", "title": "ABSENT"}]  # fmt: skip
    headers = office.service.to(phone)[0].headers
    assert headers["Urgency"] == "high"
    assert int(headers["TTL"]) <= (10 * 60 + 40) * 60  # until the day's end
    assert translate("en", "At %(site)s?", site="Dupont") == "At Dupont?"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(office: Office, status: int) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    office.service.answers["/phone"] = [status]
    office.pusher(0.05)

    office.say(office.cast.tess, "@dana")

    until(lambda: not office.subscriptions())
    assert len(office.service.to(phone)) == 1


def test_a_push_service_in_trouble_is_tried_again(office: Office) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    office.service.answers["/phone"] = [503, 429, 201]
    office.pusher(0.05, 0.05, 0.05)

    office.say(office.cast.tess, "@dana encore")

    assert [told["body"] for told in office.service.wait_for(phone, 3)] == ["@dana encore"] * 3
    assert office.subscriptions()[0]["failures"] == 0


def test_a_browser_that_cannot_be_reached_too_often_is_forgotten(office: Office) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    office.service.answers["/phone"] = [400]
    office.pusher(0.05)

    for number in range(1, core.MOST_FAILURES):
        office.say(office.cast.tess, f"@dana {number}")
        until(partial(office.failed, number))
    office.say(office.cast.tess, "@dana pour finir")

    until(lambda: not office.subscriptions())
    assert len(office.service.to(phone)) == core.MOST_FAILURES  # a 400 is not tried again


def test_one_that_answers_again_starts_anew(office: Office) -> None:
    office.subscribe(office.cast.dana, "phone")
    office.service.answers["/phone"] = [400, 201]
    office.pusher()

    office.say(office.cast.tess, "@dana un")
    until(lambda: office.subscriptions()[0]["failures"] == 1)
    office.say(office.cast.tess, "@dana deux")

    until(lambda: office.subscriptions()[0]["failures"] == 0)


@pytest.mark.parametrize("fault", ["hanging", "dripping"])
def test_a_push_service_that_never_answers_is_given_up(
    office: Office, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "TIME_OUT", 0.4)
    office.subscribe(office.cast.dana, "stuck")
    good = office.subscribe(office.cast.mo, "good")
    getattr(office.service, fault).add("/stuck")
    office.pusher()

    office.say(office.cast.tess, "@dana @mo @ada")

    assert office.service.wait_for(good)
    until(lambda: sorted(one["failures"] for one in office.subscriptions()) == [0, 1], 3)


def test_at_most_four_are_sent_at_once(office: Office) -> None:
    phones = [office.subscribe(office.cast.dana, f"phone{n}") for n in range(12)]
    office.service.slow = 0.1
    office.pusher()

    office.say(office.cast.tess, "@dana")

    for phone in phones:
        office.service.wait_for(phone)
    assert office.service.busiest == push.AT_ONCE


def test_several_processes_push_once(office: Office) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    for _process in range(3):
        office.pusher()

    for number in range(5):
        office.say(office.cast.tess, f"@dana {number}")

    assert sorted(told["body"] for told in office.service.wait_for(phone, 5)) == [
        f"@dana {number}" for number in range(5)]  # fmt: skip
    last = office.subscribe(office.cast.ada, "last")
    assert office.quietly(office.service.browser("nobody"), last)
    assert len(office.service.to(phone)) == 5


def test_what_an_ended_process_left_is_pushed_by_the_next(office: Office, clock: Clock) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    office.say(office.cast.tess, "@dana trop vieux")
    clock.advance(11)
    office.say(office.cast.tess, "@dana à peine dit")

    office.pusher()

    assert [told["body"] for told in office.service.wait_for(phone)] == ["@dana à peine dit"]


def _at_night(office: Office, dana: Person) -> None:
    office.own.do(preferences.change, dana.id, {"quiet_from": "08:00", "quiet_to": "10:00"})


def _switched_off(office: Office, dana: Person) -> None:
    office.own.do(preferences.change, dana.id, {"notify": {"mention": False}})


def _signed_out(office: Office, dana: Person) -> None:
    office.own.do(sessions.close_others, dana.id, None)


def _closed(office: Office, dana: Person) -> None:
    office.own.do(accounts.deactivate, dana.id)


@pytest.mark.parametrize("change", [_at_night, _switched_off, _signed_out, _closed])
def test_whoever_is_not_to_be_woken_is_left_alone(
    office: Office, change: Callable[[Office, Person], None]
) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    sentinel = office.subscribe(office.cast.ada, "sentinel")
    change(office, office.cast.dana)
    office.pusher()

    office.say(office.cast.tess, "@dana chut")

    assert office.quietly(phone, sentinel)


def test_quiet_hours_silence_the_phone_and_not_the_bell(office: Office) -> None:
    office.subscribe(office.cast.dana, "phone")
    _at_night(office, office.cast.dana)

    office.say(office.cast.tess, "@dana chut")

    with office.own.reading() as connection:
        assert notifications.unread(connection, office.cast.dana.id) == 1


def test_what_was_read_meanwhile_wakes_nobody(office: Office) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    sentinel = office.subscribe(office.cast.ada, "sentinel")
    office.say(office.cast.tess, "@dana vu")
    office.own.do(notifications.mark_read, office.cast.dana.id, 2**62)
    office.pusher()

    assert office.quietly(phone, sentinel)


def test_no_redirect_is_followed(office: Office) -> None:
    phone = office.subscribe(office.cast.dana, "phone")
    inner = office.service.browser("inner")
    office.service.answers["/phone"] = [307]
    office.service.headers["Location"] = inner.endpoint
    office.pusher()

    office.say(office.cast.tess, "@dana")

    until(lambda: office.subscriptions()[0]["failures"] == 1)
    assert office.service.to(phone)
    assert office.service.to(inner) == []


def test_the_log_tells_nothing_of_people(office: Office) -> None:
    office.subscribe(office.cast.dana, "phone-secret-9")
    office.service.answers["/phone-secret-9"] = [400]

    with capture_logs() as said:
        office.pusher()
        office.say(office.cast.tess, "@dana le code du portail")
        until(partial(office.failed, 1))

    assert said == [{"event": "push not delivered", "log_level": "warning", "status": 400}]


def test_the_keys_are_made_once_and_kept_from_others(settings: Settings) -> None:
    first = push.public_key(settings)

    assert push.public_key(settings) == first
    kept = settings.data_dir / "vapid-key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text()) == 43
    other = settings.with_(data_dir=settings.data_dir / "other")
    other.data_dir.mkdir()
    assert push.public_key(other) != first


def _check_signature(header: str, settings: Settings, audience: str) -> None:
    """RFC 8292: a token for this push service, signed with the key that browsers know."""
    kind, _space, parts = header.partition(" ")
    said = dict(part.strip().split("=", 1) for part in parts.split(","))
    assert kind == "vapid"
    assert said["k"] == push.public_key(settings)
    signed, _dot, signature = said["t"].rpartition(".")
    key = Vapid02.from_raw_public(said["k"].encode())
    assert key.verify_token(signed.encode(), signature)
    claims = _claims(signed)
    assert claims["aud"] == audience
    assert claims["sub"].startswith("mailto:")


def _claims(signed: str) -> Json:
    middle = signed.split(".")[1]
    found: Json = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return found
