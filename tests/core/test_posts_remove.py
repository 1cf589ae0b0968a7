"""A removed post is gone everywhere; its place in the feed stays, the board goes back."""

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from teamfeed.core import timeline
from teamfeed.core.availability import CODES
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import feed, post_versions, posts
from tests.core.firm import Firm

POSITION = {"lat": 48.2345, "lon": -1.6, "accuracy_m": 12, "at": "2026-01-05T07:59:30Z"}


def test_nothing_of_it_is_left(firm: Firm) -> None:
    post = firm.say(
        firm.cast.tess,
        "Chez la voisine",
        availability="working",
        progress=50,
        site_id=firm.cast.dupont,
        position=POSITION,
        blocked=True,
    )
    firm.correct(firm.cast.tess, post, "Chez le voisin", availability="working")
    firm.remove(firm.cast.tess, post)

    row = firm.rows(posts.select())[0]
    assert row["text"] == ""
    assert [
        row[name]
        for name in (
            "availability",
            "site_id",
            "place",
            "progress",
            "blocked",
            "lat",
            "lon",
            "accuracy_m",
            "position_at",
        )
    ] == [None] * 9
    assert firm.rows(post_versions.select()) == []
    told = str(firm.rows(feed.select()))
    assert "voisin" not in told
    assert "48.2345" not in told


def test_nobody_reads_it_any_more(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Pour rire")
    firm.remove(firm.cast.tess, post)
    assert firm.timeline() == []
    with pytest.raises(Refusal) as refused:
        firm.read(timeline.status, post.post_id, firm.settings, firm.clock.now)
    assert refused.value.status == 404


def test_everybody_is_told_its_id_alone(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Pour rire")
    head = firm.head()
    firm.remove(firm.cast.tess, post)
    assert firm.changes(head) == [
        {"position": head + 1, "kind": "post.removed", "id": str(post.post_id)}
    ]


def test_a_post_is_removed_once(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Pour rire")
    firm.remove(firm.cast.tess, post)
    head = firm.head()
    with pytest.raises(Refusal) as refused:
        firm.remove(firm.cast.tess, post)
    assert refused.value.status == 404
    assert firm.head() == head


def test_strangers_are_refused_whoever_they_are(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Un")
    for stranger in (firm.cast.tariq, firm.cast.dana, firm.cast.ada, firm.cast.gil):
        with pytest.raises(Refusal) as refused:
            firm.remove(stranger, post)
        assert refused.value.status == 403
    assert firm.texts() == ["Un"]


def test_also_an_old_post_can_be_removed(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Un")
    firm.clock.advance(minutes=60 * 24 * 400)
    firm.remove(firm.cast.tess, post)
    assert firm.texts() == []


def test_undone_in_five_seconds_the_board_is_what_it_was(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    firm.clock.advance(minutes=30)
    firm.say(firm.cast.tess, availability="working")  # still there, since nine
    before = firm.tile(firm.cast.tess)
    firm.clock.advance(minutes=2)
    head = firm.head()

    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, availability="off"))

    assert firm.tile(firm.cast.tess) == before
    assert [change["kind"] for change in firm.changes(head)] == [
        "post.removed",
        "blank",
        "post.removed",
        "availability",
    ]
    assert firm.changes()[-1]["teamfeed"] == before


def test_the_only_word_taken_back_leaves_no_news(firm: Firm) -> None:
    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, availability="available"))
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["since"], tile["silent"]) == (None, None, True)


def test_removing_talk_does_not_touch_the_board(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working")
    talk = firm.say(firm.cast.tess, "Il fait beau")
    head = firm.head()
    firm.remove(firm.cast.tess, talk)
    assert len(firm.changes(head)) == 1


def test_removing_an_older_word_does_not_touch_the_board(firm: Firm) -> None:
    old = firm.say(firm.cast.tess, availability="available")
    firm.clock.advance(minutes=5)
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont)
    before = firm.tile(firm.cast.tess)
    head = firm.head()
    firm.remove(firm.cast.tess, old)
    assert firm.tile(firm.cast.tess) == before
    assert len(firm.changes(head)) == 1


def test_a_place_that_was_taken_back_leaves_the_board_too(firm: Firm) -> None:
    old = firm.say(firm.cast.tess, availability="working", site="chez Mme Jugan")
    firm.clock.advance(minutes=5)
    firm.say(firm.cast.tess, availability="working")
    firm.remove(firm.cast.tess, old)
    assert firm.tile(firm.cast.tess)["site"] is None


@hypothesis.settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(
        st.tuples(
            st.sampled_from(CODES),
            st.sampled_from((None, "dupont", "moreau", "chez Paul")),
            st.integers(1, 300),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_taken_back_one_after_the_other_the_board_goes_the_same_way_back(
    firm: Firm, words: list[tuple[str, str | None, int]]
) -> None:
    tess, said, boards = firm.cast.tess, [], []
    start = firm.clock.now
    for code, where, minutes in words:
        boards.append(firm.tile(tess))
        firm.clock.advance(minutes)
        said.append(
            firm.say(
                tess,
                availability=code,
                site=where,
                free_from=("2027-01-05T14:00:00Z" if code == "soon" else None),
            )
        )

    for post, board in zip(reversed(said), reversed(boards), strict=True):
        firm.remove(tess, post)
        assert (told := firm.tile(tess)) | {"silent": None, "unconfirmed": None} == board | {
            "silent": None,
            "unconfirmed": None,
        }, told
    firm.clock.now = start
