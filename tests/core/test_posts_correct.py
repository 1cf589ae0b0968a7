"""A post can be put right for a quarter of an hour; what it said before is kept."""

import pytest

from teamfeed.core import feed
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import post_versions
from tests.core.firm import Firm


def test_a_correction_replaces_what_a_post_says(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Au travial", availability="working")
    firm.clock.advance(minutes=3)
    status = firm.correct(firm.cast.tess, post, "Au travail", availability="working")
    assert (status["text"], status["content"]) == ("Au travail", "<p>Au travail</p>")
    assert status["edited_at"] == "2026-01-05T08:03:00.000Z"
    assert status["created_at"] == "2026-01-05T08:00:00.000Z"
    assert firm.timeline() == [status]


def test_a_correction_is_told_as_it_is_read_afresh(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Vanne 3", site_id=firm.cast.dupont, availability="working")
    firm.say(firm.cast.tariq, "Vu", in_reply_to_id=str(post.post_id))
    head = firm.head()
    firm.correct(firm.cast.tess, post, "Vanne 4", site_id=firm.cast.dupont, availability="working")
    change = firm.changes(head)[0]
    assert change.pop("kind") == "post.corrected"
    assert change.pop("position") == head + 1
    assert change == firm.timeline()[1]


def test_what_it_said_before_is_kept(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Un")
    firm.correct(firm.cast.tess, post, "Deux")
    firm.clock.advance(minutes=1)
    firm.correct(firm.cast.tess, post, "Trois")
    kept = firm.rows(post_versions.select().order_by(post_versions.c.version))
    assert [(row["version"], row["text"]) for row in kept] == [(1, "Un"), (2, "Deux")]
    assert [row["replaced_at"] for row in kept] == [firm.clock.now - 60_000, firm.clock.now]


@pytest.mark.parametrize(("minutes", "allowed"), [(15, True), (15.01, False)])
def test_a_quarter_of_an_hour_is_the_limit(firm: Firm, minutes: float, allowed: bool) -> None:
    post = firm.say(firm.cast.tess, "Un", said_at="2026-01-05T07:00:00Z")  # counts from arrival
    firm.clock.advance(minutes)
    if allowed:
        assert firm.correct(firm.cast.tess, post, "Deux")["text"] == "Deux"
    else:
        with pytest.raises(Refusal, match="corrected for") as refused:
            firm.correct(firm.cast.tess, post, "Deux")
        assert refused.value.status == 403
        assert firm.texts() == ["Un"]


def test_strangers_are_refused_whoever_they_are(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Un")
    for stranger in (firm.cast.tariq, firm.cast.dana, firm.cast.ada, firm.cast.gil):
        with pytest.raises(Refusal) as refused:
            firm.correct(stranger, post, "Deux")
        assert refused.value.status == 403
    assert firm.texts() == ["Un"]


def test_what_is_removed_cannot_be_corrected(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Un")
    firm.remove(firm.cast.tess, post)
    with pytest.raises(Refusal) as refused:
        firm.correct(firm.cast.tess, post, "Deux")
    assert refused.value.status == 404


def test_a_correction_keeps_to_open_sites(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Un")
    with pytest.raises(Refusal) as refused:
        firm.correct(firm.cast.tess, post, "Deux", site_id="42")
    assert set(refused.value.reasons) == {"site_id"}
    assert firm.rows(post_versions.select()) == []


def test_the_board_follows_a_correction(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    head = firm.head()
    firm.correct(firm.cast.tess, post, availability="on_break", site_id=firm.cast.moreau)
    assert [change["kind"] for change in firm.changes(head)] == ["post.corrected", "availability"]
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["site"]["name"]) == ("on_break", "Moreau")


def test_a_corrected_word_alone_does_not_move_the_board(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Chez Dupnt", availability="working")
    head = firm.head()
    firm.correct(firm.cast.tess, post, "Chez Dupont", availability="working")
    assert [change["kind"] for change in firm.changes(head)] == ["post.corrected"]


def test_correcting_an_older_post_does_not_move_the_board(firm: Firm) -> None:
    old = firm.say(firm.cast.tess, availability="working")
    firm.clock.advance(minutes=5)
    firm.say(firm.cast.tess, availability="on_break")
    firm.correct(firm.cast.tess, old, availability="travelling")
    assert firm.tile(firm.cast.tess)["availability"] == "on_break"


def test_an_availability_taken_out_gives_the_board_back(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="available")
    firm.clock.advance(minutes=5)
    post = firm.say(firm.cast.tess, "Besoin d'aide pour choisir la teinte", availability="help")
    firm.correct(firm.cast.tess, post, "La teinte, s'il te plaît")
    assert firm.tile(firm.cast.tess)["availability"] == "available"


@pytest.mark.parametrize(
    ("availability", "kept"), [("working", True), ("on_break", False), ("off", False)]
)
def test_a_break_takes_the_position_out(firm: Firm, availability: str, kept: bool) -> None:
    post = firm.say(firm.cast.tess, availability="working", position={"lat": 48.1, "lon": -1.6})
    status = firm.correct(firm.cast.tess, post, availability=availability)
    assert (status["teamfeed"]["position"] is not None) == kept
    assert firm.timeline()[0]["teamfeed"]["position"] == status["teamfeed"]["position"]
    told = b"".join(change.body for change in firm.read(feed.after, 0, 1000))
    assert (b"48.1" in told.replace(b"48.1173", b"").replace(b"48.1102", b"")) == kept
