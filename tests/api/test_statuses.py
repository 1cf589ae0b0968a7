"""Posts by REST: JSON, form and multipart alike, each once."""

import io
from typing import Any

import pytest

from teamfeed.services import Services
from tests.api.callers import Caller
from tests.cast import Cast


def test_a_post_by_json_is_answered_as_a_mastodon_status(tess: Caller) -> None:
    answer = tess.say("libre, au dépôt")

    status = answer.get_json()
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert status["content"] == "<p>libre, au dépôt</p>"
    assert status["teamfeed"]["availability"] == "available"
    assert status["account"]["acct"] == "tess"
    assert status["visibility"] == "private"
    assert status["media_attachments"] == status["mentions"] == status["emojis"] == []


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_says_the_same_as_json(tess: Caller, server_cast: Cast, kind: str) -> None:
    form = {
        "status": "enduit fini à l'étage",
        "site_id": str(server_cast.dupont),
        "progress": "75",
        "blocked": "1",
        "position[lat]": "48.117",
        "position[lon]": "-1.677",
        "media_ids[]": [],
    }

    said = tess.call("POST", "/api/v1/statuses", data=form, content_type=kind).get_json()

    assert said["text"] == "enduit fini à l'étage"
    assert said["teamfeed"]["site"] == {"id": str(server_cast.dupont), "name": "Dupont"}
    assert said["teamfeed"]["progress"] == 75
    assert said["teamfeed"]["blocked"] is True
    assert said["teamfeed"]["position"]["lat"] == pytest.approx(48.117)


@pytest.mark.parametrize("said", [True, "true", "1", 1, "on"])
def test_truth_is_understood_in_every_spelling(tess: Caller, said: Any) -> None:
    assert tess.say("porte fermée", blocked=said).get_json()["teamfeed"]["blocked"] is True


def test_a_photo_and_its_post(tess: Caller, tiny_photo: bytes) -> None:
    file = {"file": (io.BytesIO(tiny_photo), "mur.png"), "description": "Le mur"}
    photo = tess.call("POST", "/api/v2/media", data=file).get_json()

    said = tess.call(
        "POST", "/api/v1/statuses", data={"status": "le mur", "media_ids[]": [photo["id"]]}
    ).get_json()

    assert tess.get(f"/api/v1/media/{photo['id']}").get_json()["id"] == photo["id"]
    assert said["media_attachments"][0]["description"] == "Le mur"


def test_a_repeat_answers_with_the_first_post(tess: Caller, own: Services) -> None:
    first = tess.say("pause", key="k1")
    again = tess.say("pause", key="k1")
    in_body = tess.say("pause", client_id="k1")

    assert first.status_code == again.status_code == in_body.status_code == 200
    assert first.get_json()["id"] == again.get_json()["id"] == in_body.get_json()["id"]


def test_a_client_id_with_another_text_is_refused(tess: Caller) -> None:
    tess.say("pause", key="k1")

    refused = tess.say("libre", key="k1")

    assert refused.status_code == 409
    assert "client_id" in refused.get_json()["reasons"]


def test_the_same_client_id_of_another_person_is_another_post(tess: Caller, mo: Caller) -> None:
    assert tess.say("pause", key="k").get_json()["id"] != mo.say("pause", key="k").get_json()["id"]


def test_a_removed_post_is_answered_with_its_text_and_is_gone(tess: Caller) -> None:
    number = tess.say("à effacer").get_json()["id"]

    removed = tess.call("DELETE", f"/api/v1/statuses/{number}")

    assert removed.get_json()["text"] == "à effacer"
    assert tess.get(f"/api/v1/statuses/{number}").status_code == 404
    assert tess.get("/api/v1/timelines/home").get_json() == []


def test_a_correction_says_when(tess: Caller) -> None:
    number = tess.say("libre a 14h").get_json()["id"]

    tess.call("PUT", f"/api/v1/statuses/{number}", json={"status": "libre"})

    found = tess.get(f"/api/v1/statuses/{number}").get_json()
    assert found["text"] == "libre"
    assert found["edited_at"] is not None


def test_only_the_author_corrects_and_removes(tess: Caller, mo: Caller) -> None:
    path = f"/api/v1/statuses/{tess.say('à moi').get_json()['id']}"

    assert mo.call("PUT", path, json={"status": "à nous"}).status_code == 403
    assert mo.call("DELETE", path).status_code == 403
    assert tess.get(path).get_json()["text"] == "à moi"


def test_a_conversation_reads_from_its_first_post_to_its_last(tess: Caller, mo: Caller) -> None:
    first = tess.say("qui a la clé ?").get_json()["id"]
    second = mo.say("moi", in_reply_to_id=first).get_json()["id"]
    third = tess.say("merci", in_reply_to_id=second).get_json()["id"]

    context = tess.get(f"/api/v1/statuses/{second}/context").get_json()

    assert [post["id"] for post in context["ancestors"]] == [first]
    assert [post["id"] for post in context["descendants"]] == [third]
    assert tess.get(f"/api/v1/statuses/{first}").get_json()["replies_count"] == 1


def test_a_route_answers_with_and_without_a_final_slash(tess: Caller) -> None:
    number = tess.say("bonjour").get_json()["id"]

    for path in ("/api/v1/instance", "/api/v1/timelines/home", f"/api/v1/statuses/{number}"):
        assert tess.get(path).status_code == tess.get(f"{path}/").status_code == 200
    assert tess.call("POST", "/api/v1/statuses/", json={"status": "salut"}).status_code == 200


def test_an_id_that_no_post_can_have_is_not_found(tess: Caller) -> None:
    for number in ("0", "99999999999999999999", "9" * 400, "-1", "x"):
        answer = tess.get(f"/api/v1/statuses/{number}")
        assert answer.status_code == 404
        assert set(answer.get_json()) == {"error", "reasons"}
