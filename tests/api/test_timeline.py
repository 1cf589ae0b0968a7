"""Paging, exactly as Mastodon's clients expect it."""

import re

import pytest

from tests.api.callers import Caller

HOME = "/api/v1/timelines/home"


@pytest.fixture
def ids(tess: Caller) -> list[str]:
    """Five posts, the newest first."""
    return [tess.say(f"message {number}").get_json()["id"] for number in range(5)][::-1]


def test_the_newest_come_first(tess: Caller, ids: list[str]) -> None:
    assert [post["id"] for post in tess.get(HOME).get_json()] == ids


def test_max_id_since_id_and_min_id_mean_what_mastodon_means(tess: Caller, ids: list[str]) -> None:
    def page(**query: object) -> list[str]:
        return [post["id"] for post in tess.get(HOME, **query).get_json()]

    assert page(max_id=ids[2], limit=2) == ids[3:5]
    assert page(since_id=ids[3], limit=2) == ids[0:2]
    assert page(min_id=ids[3], limit=2) == ids[1:3]
    assert page(max_id=ids[1], since_id=ids[4]) == ids[2:4]


def test_following_next_shows_every_post_once(tess: Caller, ids: list[str]) -> None:
    seen, path = [], f"{HOME}?limit=2"
    while path:
        answer = tess.get(path)
        seen += [post["id"] for post in answer.get_json()]
        path = _links(answer.headers.get("Link", "")).get("next", "")

    assert seen == ids


def test_next_stands_first_and_links_are_absolute(tess: Caller, ids: list[str]) -> None:
    link = tess.get(HOME, limit=2).headers["Link"]

    assert link == (
        f'<http://127.0.0.1:8000{HOME}?limit=2&max_id={ids[1]}>; rel="next", '
        f'<http://127.0.0.1:8000{HOME}?limit=2&min_id={ids[0]}>; rel="prev"'
    )


def test_an_empty_page_has_no_links(tess: Caller) -> None:
    assert "Link" not in tess.get(HOME).headers


def test_at_most_forty_come_at_once(tess: Caller) -> None:
    for number in range(42):
        tess.say(f"n° {number}")

    assert len(tess.get(HOME, limit=80).get_json()) == 40
    assert len(tess.get(HOME).get_json()) == 20


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "x"}, {"max_id": "-3"}, {"min_id": "1e3"}]
)
def test_a_page_that_cannot_be_is_refused(tess: Caller, query: dict[str, str]) -> None:
    answer = tess.get(HOME, **query)

    assert answer.status_code == 422
    assert list(answer.get_json()["reasons"]) == list(query)


def test_a_persons_posts_are_a_timeline_too(tess: Caller, mo: Caller, ids: list[str]) -> None:
    mo.say("bonjour")
    me = tess.get("/api/v1/accounts/verify_credentials").get_json()["id"]

    assert [post["id"] for post in mo.get(f"/api/v1/accounts/{me}/statuses").get_json()] == ids


def _links(header: str) -> dict[str, str]:
    return {name: path for path, name in re.findall(r'<http://[^/]+([^>]+)>; rel="(\w+)"', header)}
