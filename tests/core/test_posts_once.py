"""Once per client id, however often and however close together it arrives."""

import pytest

from teamfeed.clock import DAY
from teamfeed.core import posts
from teamfeed.core.feed import Transaction
from teamfeed.core.posts import Published
from teamfeed.core.refusal import Refusal
from tests.core.firm import Firm, together

ID = "f3b0-composed-once"


def test_a_post_sent_twice_appears_once(firm: Firm) -> None:
    first = firm.say(firm.cast.tess, "Pause café", client_id=ID)
    head = firm.head()

    again = firm.say(firm.cast.tess, "Pause café", client_id=ID)

    assert (first.first, again.first) == (True, False)
    assert again.post_id == first.post_id
    assert again.status == first.status
    assert firm.head() == head
    assert firm.texts() == ["Pause café"]


def test_twice_in_one_commit_is_once_too(firm: Firm) -> None:
    draft, tess = firm.draft("Pause café", client_id=ID), firm.cast.tess.id
    answers = together(firm.writer, [lambda tx: posts.publish(tx, tess, draft)] * 3)
    assert [answer.first for answer in answers] == [True, False, False]
    assert len({answer.post_id for answer in answers}) == 1
    assert firm.texts() == ["Pause café"]


def test_in_one_commit_with_a_spoiler_it_is_once_too(firm: Firm) -> None:
    draft, tess = firm.draft("Pause café", client_id=ID), firm.cast.tess.id

    def spoils(tx: Transaction) -> None:
        posts.publish(tx, tess, draft)
        raise ZeroDivisionError

    answers = together(firm.writer, [spoils, *[lambda tx: posts.publish(tx, tess, draft)] * 2])
    assert isinstance(answers[0], ZeroDivisionError)
    assert [answer.first for answer in answers[1:]] == [True, False]
    assert firm.texts() == ["Pause café"]


def test_a_client_id_is_each_persons_own(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Pause café", client_id=ID)
    assert firm.say(firm.cast.tariq, "Pause café", client_id=ID).first


def test_without_a_client_id_the_same_words_are_two_posts(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Pause café")
    firm.say(firm.cast.tess, "Pause café")
    assert firm.texts() == ["Pause café", "Pause café"]


@pytest.mark.parametrize(
    "other",
    [
        {"status": "Pause thé"},
        {"status": "Pause café", "availability": "on_break"},
        {"status": "Pause café", "progress": 50},
        {"status": "Pause café", "blocked": True},
        {"status": "Pause café", "site": "chez Mme Jugan"},
    ],
)
def test_another_post_under_a_used_client_id_is_refused(
    firm: Firm, other: dict[str, object]
) -> None:
    firm.say(firm.cast.tess, "Pause café", client_id=ID)
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.tess, **{**other, "client_id": ID})  # type: ignore[arg-type]
    assert refused.value.status == 409
    assert set(refused.value.reasons) == {"client_id"}
    assert firm.texts() == ["Pause café"]


def test_the_same_words_as_json_and_as_a_form_are_the_same_post(firm: Firm) -> None:
    site = firm.cast.dupont
    firm.say(firm.cast.tess, "75%", client_id=ID, site_id=site, blocked=True, progress=75)
    again = firm.say(
        firm.cast.tess, " 75% ", client_id=ID, site_id=str(site), blocked="true", progress="75"
    )
    assert not again.first


def test_a_retry_may_compute_its_times_anew(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Pause", client_id=ID, said_at="2026-01-05T08:00:00.000Z")
    assert not firm.say(
        firm.cast.tess, "Pause", client_id=ID, said_at="2026-01-05T08:00:00.250Z"
    ).first


def test_a_retry_is_known_for_thirty_days_and_no_longer(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Pause café", client_id=ID)
    firm.clock.now += 30 * DAY
    firm.do(posts.forget_client_ids)
    assert not firm.say(firm.cast.tess, "Pause café", client_id=ID).first
    firm.clock.now += 1
    firm.do(posts.forget_client_ids)
    assert firm.say(firm.cast.tess, "Pause café", client_id=ID).first


def test_a_retry_after_a_correction_finds_the_corrected_post(firm: Firm) -> None:
    first = firm.say(firm.cast.tess, "Pause café", client_id=ID)
    firm.correct(firm.cast.tess, first, "Pause déjeuner")
    again = firm.say(firm.cast.tess, "Pause café", client_id=ID)
    assert (again.post_id, again.status["text"]) == (first.post_id, "Pause déjeuner")


def test_a_retry_after_the_removal_is_told_so_and_not_published(firm: Firm) -> None:
    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, "Pause café", client_id=ID))
    head = firm.head()

    with pytest.raises(Refusal, match="removed since") as refused:
        firm.say(firm.cast.tess, "Pause café", client_id=ID)

    assert refused.value.status == 404
    assert firm.head() == head
    assert firm.texts() == []


def test_published_and_removed_and_retried_in_one_commit(firm: Firm) -> None:
    draft, tess = firm.draft("Pause café", client_id=ID), firm.cast.tess.id
    made: list[Published] = []
    answers = together(
        firm.writer,
        [
            lambda tx: made.append(posts.publish(tx, tess, draft)),
            lambda tx: posts.remove(tx, tess, made[-1].post_id),
            lambda tx: posts.publish(tx, tess, draft),
        ],
    )
    assert isinstance(answers[2], Refusal)
    assert firm.texts() == []
