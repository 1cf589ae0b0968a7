"""What cannot be taken is refused with reasons in the reader's language; nothing is half-stored."""

from typing import Any

import pytest
import sqlalchemy as sa

from teamfeed.clock import DAY, iso, now
from teamfeed.core import schema, sites
from teamfeed.core.feed import head
from teamfeed.services import Services
from tests.api.callers import Caller
from tests.cast import Cast

STATUSES = "/api/v1/statuses"
FAMILY = "👨‍👩‍👧‍👦"
JSON = {"Content-Type": "application/json"}


def stored(own: Services) -> dict[str, int]:
    """How many rows every table has, and where the feed ends."""
    with own.reading() as connection:
        tables = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            or 0
            for table in schema.metadata.sorted_tables
        }
        return {**tables, "head": head(connection)}


BAD: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "too long": (
        {"status": "x" * 141},
        "status",
        "141 caractères : il y a de la place pour 140. Raccourcis le texte de 1.",
        "141 characters: at most 140 fit. Shorten the text by 1.",
    ),
    "too long, in families": (
        {"status": FAMILY * 141},
        "status",
        "141 caractères : il y a de la place pour 140. Raccourcis le texte de 1.",
        "141 characters: at most 140 fit. Shorten the text by 1.",
    ),
    "empty": ({}, "status", "Il n’y a rien à publier", "There is nothing to post"),
    "blank": ({"status": " \u200b\n "}, "status", "Il n’y a rien à publier", "There is nothing"),
    "unknown site": (
        {"status": "ici", "site_id": "123"},
        "site_id",
        "Ce chantier n’existe pas.",
        "There is no such site.",
    ),
    "impossible latitude": (
        {"status": "ici", "position": {"lat": 91, "lon": 0}},
        "position.lat",
        "La valeur va de -90 à 90.",
        "It must lie between -90 and 90.",
    ),
    "impossible longitude": (
        {"status": "ici", "position": {"lat": 0, "lon": -180.5}},
        "position.lon",
        "La valeur va de -180 à 180.",
        "It must lie between -180 and 180.",
    ),
    "half a position": (
        {"status": "ici", "position": {"lat": 48}},
        "position",
        "Une position a besoin de lat et de lon.",
        "A position needs both lat and lon.",
    ),
    "a position that is no object": (
        {"status": "ici", "position": [48, -1]},
        "position",
        "Il faut ici un objet",
        "An object with named values",
    ),
    "a time without its zone": (
        {"status": "x", "said_at": "2026-01-05T07:30:00"},
        "said_at",
        "Il faut une heure ici",
        "A time such as",
    ),
    "a time that is none": (
        {"status": "x", "said_at": "hier"},
        "said_at",
        "Il faut une heure",
        "A time such as",
    ),
    "a time of another century": (
        {"status": "x", "free_from": "1912-01-05T07:30:00Z"},
        "free_from",
        "Cette heure ne peut pas être juste.",
        "This time cannot be right.",
    ),
    "text that is a number": (
        {"status": 12},
        "status",
        "Le texte doit être du texte.",
        "The text must be text.",
    ),
    "text that is a list": (
        {"status": ["libre"]},
        "status",
        "Le texte doit être du texte.",
        "The text must be text.",
    ),
    "an unknown availability": (
        {"availability": "dancing"},
        "availability",
        "Les disponibilités sont",
        "Availabilities are",
    ),
    "soon without a time": (
        {"availability": "soon"},
        "free_from",
        "Dis à partir de quand",
        "Say from when",
    ),
    "more than a hundred per cent": (
        {"status": "x", "progress": 101},
        "progress",
        "La valeur va de 0 à 100.",
        "It must lie between 0 and 100.",
    ),
    "half a per cent": (
        {"status": "x", "progress": 12.5},
        "progress",
        "Il faut un nombre entier ici.",
        "A whole number is needed here.",
    ),
    "neither true nor false": (
        {"status": "x", "blocked": "peut-être"},
        "blocked",
        "Réponds par true ou false.",
        "Say true or false.",
    ),
    "a photo that is not there": (
        {"status": "x", "media_ids": ["5"]},
        "media_ids",
        "Une photo manque",
        "A photo is missing",
    ),
    "five photos": (
        {"status": "x", "media_ids": ["1", "2", "3", "4", "5"]},
        "media_ids",
        "Il y en a 4 au plus.",
        "At most 4 are possible.",
    ),
    "an answer to nothing": (
        {"status": "oui", "in_reply_to_id": "77"},
        "in_reply_to_id",
        "Le post auquel tu réponds",
        "The post that you answer",
    ),
    "on behalf of nobody": (
        {"status": "libre", "on_behalf_of": "personne"},
        "on_behalf_of",
        "Personne n’est connu sous «\u00a0personne\u00a0».",
        "Nobody is known as “personne”.",
    ),
    "a client id as long as a novel": (
        {"status": "x", "client_id": "k" * 101},
        "client_id",
        "Il faut ici une ligne de 100 caractères au plus.",
        "One line of at most 100 characters",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_field_is_refused_with_its_reason(
    name: str, tess: Caller, mo: Caller, own: Services
) -> None:
    fields, field, french, english = BAD[name]
    before = stored(own)

    for caller, words in ((tess, french), (mo, english)):
        answer = caller.call("POST", STATUSES, json=fields)
        said = answer.get_json()
        assert answer.status_code == 422
        assert said["reasons"][field].replace("\u00a0:", " :").startswith(words)
        assert said["error"] in said["reasons"].values()
    assert stored(own) == before


def test_a_closed_site_is_refused_by_its_name(
    tess: Caller, mo: Caller, own: Services, server_cast: Cast
) -> None:
    own.do(lambda tx: sites.change(tx, server_cast.dupont, open=False))
    before = stored(own)

    french = tess.say("au travail", site_id=str(server_cast.dupont))
    english = mo.say("working", site_id=str(server_cast.dupont))

    assert french.get_json()["error"] == "Le chantier Dupont est fermé. Choisis-en un autre."
    assert english.get_json()["error"] == "The site Dupont is closed. Choose another one."
    assert french.status_code == english.status_code == 422
    assert stored(own) == before


def test_every_bad_field_has_its_reason_at_once(tess: Caller) -> None:
    answer = tess.call("POST", STATUSES, json={"status": 1, "progress": "x", "site_id": "-"})

    assert set(answer.get_json()["reasons"]) == {"status", "progress", "site_id"}


BODIES: dict[str, tuple[int, bytes, str]] = {
    "bad JSON": (400, b'{"status": "libre"', "application/json"),
    "bad UTF-8 in JSON": (400, b'{"status": "d\xe9p\xf4t"}', "application/json"),
    "half a surrogate": (400, b'{"status": "\\ud83d"}', "application/json"),
    "no object": (422, b'["libre"]', "application/json"),
    "only null": (422, b"null", "application/json"),
    "deeper than a mine": (400, b"[" * 30_000, "application/json"),
    "no number": (400, b'{"progress": NaN}', "application/json"),
    "bad UTF-8 in a form": (400, b"status=d%E9p%F4t", "application/x-www-form-urlencoded"),
    "bad bytes in a form": (400, b"status=d\xe9p\xf4t", "application/x-www-form-urlencoded"),
    "too many fields": (400, b"&".join([b"a=1"] * 300), "application/x-www-form-urlencoded"),
    "bad UTF-8 in multipart": (
        400,
        b'--b\r\nContent-Disposition: form-data; name="status"\r\n\r\nd\xe9p\xf4t\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    "a part without a name": (
        422,
        b"--b\r\nContent-Disposition: form-data; x=y\r\n\r\nlibre\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "multipart without its end": (422, b"--b\r\nContent-Dis", "multipart/form-data; boundary=b"),
    "multipart without a boundary": (422, b"--b\r\n", "multipart/form-data"),
    "another kind of content": (415, b"libre", "text/plain"),
    "no kind of content": (415, b"libre", ""),
    "nothing": (422, b"", "application/json"),
    "huge JSON": (413, b'{"status": "' + b"x" * 70_000 + b'"}', "application/json"),
    "huge form": (413, b"status=" + b"x" * 70_000, "application/x-www-form-urlencoded"),
    "huge part": (
        413,
        b'--b\r\nContent-Disposition: form-data; name="status"\r\n\r\n'
        + b"x" * 70_000
        + b"\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_read_is_refused_in_words(
    name: str, tess: Caller, mo: Caller, own: Services
) -> None:
    status, body, kind = BODIES[name]
    before = stored(own)

    french = tess.call("POST", STATUSES, data=body, content_type=kind)
    english = mo.call("POST", STATUSES, data=body, content_type=kind)

    assert french.status_code == english.status_code == status
    assert french.get_json()["error"] != english.get_json()["error"]
    assert set(french.get_json()) == {"error", "reasons"}
    assert stored(own) == before


def test_a_said_time_out_of_reach_is_clamped_and_marked(tess: Caller) -> None:
    said = tess.say("libre", said_at=iso(now() - 30 * DAY)).get_json()["teamfeed"]

    assert said["said_at_clamped"] is True
    assert said["said_at"] > iso(now() - 8 * DAY)


def test_characters_are_counted_as_people_count_them(tess: Caller) -> None:
    assert tess.say(FAMILY * 140).status_code == 200


def test_a_text_that_was_cut_in_two_by_the_network_is_not_stored(
    tess: Caller, own: Services
) -> None:
    before = stored(own)

    cut = tess.call("POST", STATUSES, data=b'{"status": "lib', headers=JSON)

    assert cut.status_code == 400
    assert stored(own) == before
