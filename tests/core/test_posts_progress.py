"""A site's progress and BLOCKED follow what was said last of it."""

from typing import Any

from teamfeed.clock import MINUTE, iso
from teamfeed.core import sites
from tests.core.firm import Firm


def site(firm: Firm, number: int | None = None) -> tuple[int | None, bool]:
    row: Any = firm.read(sites.find, number or firm.cast.dupont)
    return row["progress"], row["blocked"]


def tell(firm: Firm, **given: Any) -> Any:
    firm.clock.advance(minutes=1)
    return firm.say(firm.cast.tess, **{"site_id": str(firm.cast.dupont), **given})


def test_a_post_moves_its_site_and_tells_everybody(firm: Firm) -> None:
    tell(firm, progress=75)
    assert site(firm) == (75, False)
    change = firm.changes()[-1]
    assert (change["kind"], change["name"], change["progress"]) == ("site", "Dupont", 75)


def test_the_same_again_is_no_news(firm: Firm) -> None:
    tell(firm, progress=75)
    head = firm.head()
    tell(firm, progress=75)
    assert [change["kind"] for change in firm.changes(head)] == ["post.published"]


def test_blocked_lasts_until_somebody_says_otherwise(firm: Firm) -> None:
    tell(firm, blocked=True)
    tell(firm, availability="working")
    assert site(firm) == (None, True)
    tell(firm, blocked=False)
    assert site(firm) == (None, False)


def test_progress_means_that_work_goes_on(firm: Firm) -> None:
    tell(firm, progress=50)
    tell(firm, blocked=True)
    assert site(firm) == (50, True)
    tell(firm, progress=60)
    assert site(firm) == (60, False)


def test_without_a_site_progress_moves_nothing(firm: Firm) -> None:
    head = firm.head()
    tell(firm, site_id=None, progress=75, status="75%")
    assert len(firm.changes(head)) == 1


def test_a_late_post_does_not_turn_progress_back(firm: Firm) -> None:
    tell(firm, progress=80)
    tell(firm, progress=60, blocked=True, said_at=iso(firm.clock.now - 30 * MINUTE))
    assert site(firm) == (80, False)


def test_taken_back_the_site_is_what_it_was(firm: Firm) -> None:
    tell(firm, progress=50)
    before = site(firm)
    firm.remove(firm.cast.tess, tell(firm, progress=90, blocked=True))
    assert site(firm) == before
    assert firm.changes()[-1]["progress"] == 50


def test_a_block_taken_back_keeps_the_progress_nobody_posted(firm: Firm) -> None:
    firm.do(sites.change, firm.cast.dupont, progress=40)
    firm.remove(firm.cast.tess, tell(firm, blocked=True))
    assert site(firm) == (40, False)


def test_a_correction_moves_its_site(firm: Firm) -> None:
    tell(firm, progress=50)
    post = tell(firm, progress=90)
    firm.correct(firm.cast.tess, post, progress=70, site_id=str(firm.cast.dupont))
    assert site(firm) == (70, False)
    firm.correct(firm.cast.tess, post, progress=70, site_id=str(firm.cast.moreau))
    assert site(firm) == (50, False)
    assert site(firm, firm.cast.moreau) == (70, False)
