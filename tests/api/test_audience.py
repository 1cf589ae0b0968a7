"""A guest sees his site, a display no position, an outsider nothing."""

from typing import Any

import pytest

from tests.api.callers import Caller
from tests.cast import Cast

HERE: dict[str, Any] = {"position": {"lat": 48.1, "lon": -1.6, "accuracy_m": 12}}


@pytest.fixture
def said(tess: Caller, gil: Caller, server_cast: Cast) -> dict[str, str]:
    """Three posts: at the guest's site, elsewhere, and his own."""
    return {
        "here": _id(tess.say("à Dupont", site_id=str(server_cast.dupont), **HERE)),
        "elsewhere": _id(tess.say("à Moreau", site_id=str(server_cast.moreau), **HERE)),
        "own": _id(gil.say("libre")),
    }


def test_a_guest_reads_his_site_and_his_own_posts(gil: Caller, said: dict[str, str]) -> None:
    seen = gil.get("/api/v1/timelines/home").get_json()

    assert {post["id"] for post in seen} == {said["here"], said["own"]}
    assert all(post["teamfeed"]["position"] is None for post in seen)
    assert gil.get(f"/api/v1/statuses/{said['here']}").status_code == 200
    assert gil.get(f"/api/v1/statuses/{said['elsewhere']}").status_code == 404
    assert gil.get(f"/api/v1/statuses/{said['elsewhere']}/context").status_code == 404


def test_a_guest_sees_no_position_by_his_bell_nor_by_a_correction(
    gil: Caller, tess: Caller, server_cast: Cast
) -> None:
    named = _id(tess.say("@gil à Dupont", site_id=str(server_cast.dupont), **HERE))
    made = _id(tess.say("Gil arrive", on_behalf_of="gil", **HERE))

    bell = gil.get("/api/v1/teamfeed/notifications").get_json()
    corrected = gil.call("PUT", f"/api/v1/statuses/{made}", json={"status": "J'y suis"})

    assert [told["status"]["id"] for told in bell] == [named]
    assert bell[0]["status"]["teamfeed"]["position"] is None
    assert corrected.get_json()["teamfeed"]["position"] is None


def test_a_guest_learns_by_his_bell_nothing_of_where_people_are_elsewhere(
    gil: Caller, tess: Caller, server_cast: Cast
) -> None:
    tess.say("@gil la clé est à Dupont", site_id=str(server_cast.dupont))
    tess.say("au travail", site_id=str(server_cast.moreau))

    bell = gil.get("/api/v1/teamfeed/notifications").get_data(as_text=True)

    assert "la clé" in bell
    assert "Moreau" not in bell


def test_a_guests_conversation_leaves_out_what_is_not_for_him(
    gil: Caller, tess: Caller, said: dict[str, str], server_cast: Cast
) -> None:
    tess.say("retour", in_reply_to_id=said["here"], site_id=str(server_cast.moreau))

    context = gil.get(f"/api/v1/statuses/{said['here']}/context").get_json()

    assert context == {"ancestors": [], "descendants": []}


def test_a_guests_board_and_sites_are_those_of_his_site(
    gil: Caller, tess: Caller, server_cast: Cast
) -> None:
    tess.say("au travail", site_id=str(server_cast.moreau))
    board = gil.get("/api/v1/teamfeed/board").get_json()
    sites = gil.get("/api/v1/teamfeed/sites").get_json()

    assert [tile["username"] for tile in board["tiles"]] == ["gil"]
    assert [site["name"] for site in sites] == ["Dupont"]


def test_a_guests_feed_is_gapless_and_blank_where_it_is_not_his(
    gil: Caller, said: dict[str, str]
) -> None:
    feed = gil.get("/api/v1/teamfeed/feed", cursor=0).get_json()

    positions = [change["position"] for change in feed["changes"]]
    posts = {change["id"] for change in feed["changes"] if change["kind"] == "post.published"}
    assert positions == list(range(1, feed["head"] + 1))
    assert posts == {said["here"], said["own"]}
    assert {"kind", "position"} in [set(change) for change in feed["changes"]]


@pytest.mark.parametrize("path", ["/api/v1/timelines/home", "/api/v1/teamfeed/feed"])
def test_a_display_sees_everybody_and_no_position(
    path: str, wall: Caller, said: dict[str, str]
) -> None:
    seen = wall.get(path).get_data(as_text=True)

    assert "à Moreau" in seen
    assert '"lat":48.1,' not in seen
    assert "accuracy_m" not in seen


def test_a_display_cannot_post_nor_sign_in_as_somebody(wall: Caller) -> None:
    assert wall.say("libre").status_code == 403
    assert wall.get("/api/v1/accounts/verify_credentials").status_code == 403


def test_a_revocation_is_a_blank_position_for_everybody(
    tess: Caller, wall: Caller, server_cast: Cast
) -> None:
    for caller in (tess, wall):
        changes = caller.get("/api/v1/teamfeed/feed").get_json()["changes"]
        assert "revocation" not in {change["kind"] for change in changes}


def test_the_feed_goes_on_from_a_cursor_in_pages(tess: Caller, said: dict[str, str]) -> None:
    first = tess.get("/api/v1/teamfeed/feed", cursor=2, limit=3).get_json()
    rest = tess.get("/api/v1/teamfeed/feed", cursor=5).get_json()

    assert [change["position"] for change in first["changes"]] == [3, 4, 5]
    assert rest["changes"][-1]["position"] == rest["head"]
    assert first["reload"] is rest["reload"] is False


def test_a_cursor_of_another_database_is_told_to_reload(tess: Caller) -> None:
    ahead = tess.get("/api/v1/teamfeed/feed", cursor=10_000).get_json()

    assert ahead["reload"] is True
    assert ahead["changes"] == []


def test_the_instance_tells_nothing_of_people(olly: Caller, said: dict[str, str]) -> None:
    first, second = olly.get("/api/v1/instance").get_json(), olly.get("/api/v2/instance").get_json()

    assert first["version"] == second["version"]
    assert "(compatible; teamfeed" in first["version"]
    assert first["configuration"]["statuses"]["max_characters"] == 140
    assert first["stats"] == {"user_count": 0, "status_count": 0, "domain_count": 0}
    assert first["contact_account"] is second["contact"]["account"] is None


def _id(answer: object) -> str:
    return str(answer.get_json()["id"])  # type: ignore[attr-defined]
