"""A photo belongs to who took it, and to one post."""

import pytest

from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import media
from tests.cast import Person
from tests.core.firm import Firm


def take(firm: Firm, who: Person) -> str:
    """Somebody took a photo, which waits for its post."""

    def keep(tx: Transaction) -> int:
        number = tx.next_id()
        tx.execute(
            media.insert(),
            {
                "id": number,
                "name": f"{number:032x}",
                "account_id": who.id,
                "width": 40,
                "height": 30,
                "thumb_width": 4,
                "thumb_height": 3,
                "bytes": 99,
                "created_at": tx.now,
            },
        )
        return number

    return str(firm.do(keep))


def test_photos_are_shown_in_the_order_chosen(firm: Firm) -> None:
    first, second = take(firm, firm.cast.tess), take(firm, firm.cast.tess)
    status = firm.say(firm.cast.tess, "Le mur", media_ids=[second, first]).status
    assert [photo["id"] for photo in status["media_attachments"]] == [second, first]
    assert firm.timeline() == [status]


def test_a_photo_alone_is_a_post(firm: Firm) -> None:
    assert firm.say(firm.cast.tess, media_ids=[take(firm, firm.cast.tess)]).first


def test_a_photo_named_twice_is_shown_once(firm: Firm) -> None:
    photo = take(firm, firm.cast.tess)
    status = firm.say(firm.cast.tess, media_ids=[photo, photo]).status
    assert len(status["media_attachments"]) == 1


def test_anothers_photo_is_refused(firm: Firm) -> None:
    photo = take(firm, firm.cast.tariq)
    with pytest.raises(Refusal) as refused:
        firm.say(firm.cast.tess, "Regardez", media_ids=[photo])
    assert (refused.value.status, set(refused.value.reasons)) == (422, {"media_ids"})
    assert firm.texts() == []


def test_a_photo_is_used_once(firm: Firm) -> None:
    photo = take(firm, firm.cast.tess)
    firm.say(firm.cast.tess, "Le mur", media_ids=[photo])
    with pytest.raises(Refusal, match="belongs to another post"):
        firm.say(firm.cast.tess, "Le même mur", media_ids=[photo])


def test_a_photo_that_never_arrived_is_refused(firm: Firm) -> None:
    with pytest.raises(Refusal, match="Take it again"):
        firm.say(firm.cast.tess, "Le mur", media_ids=["42"])


def test_a_correction_keeps_the_photos(firm: Firm) -> None:
    photo = take(firm, firm.cast.tess)
    post = firm.say(firm.cast.tess, "Le mru", media_ids=[photo])
    status = firm.correct(firm.cast.tess, post, "Le mur")
    assert [photo["id"] for photo in status["media_attachments"]] == [photo]


def test_with_its_post_a_photo_leaves_the_timeline(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Le mur", media_ids=[take(firm, firm.cast.tess)])
    firm.remove(firm.cast.tess, post)
    assert firm.rows(media.select())[0]["post_id"] is None
    assert firm.timeline() == []
