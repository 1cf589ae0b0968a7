"""Paging with Mastodon's meanings of max_id, since_id and min_id, against a plain list."""

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from teamfeed.core import posts, timeline
from teamfeed.core.drafts import Draft
from teamfeed.core.feed import Transaction
from teamfeed.core.timeline import Column, Page
from tests.core.firm import Firm, Json

MOST = 12


@pytest.fixture
def ids(firm: Firm) -> list[int]:
    """The ids of some posts, newest first, two of them removed."""

    def fill(tx: Transaction) -> list[int]:
        made = [
            posts.publish(tx, firm.cast.tess.id, Draft(text=str(n))).post_id
            for n in range(MOST + 2)
        ]
        for number in (made.pop(3), made.pop(7)):
            posts.remove(tx, firm.cast.tess.id, number)
        return made

    return firm.do(fill)[::-1]


def model(ids: list[int], page: Page) -> list[int]:
    """Mastodon's meanings (docs.joinmastodon.org/api/guidelines), on a list, newest first."""
    found = [
        number
        for number in ids
        if (page.max_id is None or number < page.max_id)
        and (page.since_id is None or number > page.since_id)
        and (page.min_id is None or number > page.min_id)
    ]
    return found[-page.limit :] if page.min_id is not None else found[: page.limit]


bound = st.none() | st.integers(-1, MOST)


@hypothesis.settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    limit=st.integers(1, MOST + 3), bounds=st.tuples(bound, bound, bound), off=st.integers(-1, 1)
)
def test_a_page_is_what_a_plain_list_gives(
    firm: Firm, ids: list[int], limit: int, bounds: tuple[int | None, ...], off: int
) -> None:
    def pick(place: int | None) -> int | None:
        return None if place is None else ids[min(place, MOST - 1)] + off

    page = Page(limit, *(pick(place) for place in bounds))
    found = firm.read(timeline.read, page, firm.settings, firm.clock.now)
    assert [int(status["id"]) for status in found] == model(ids, page)


@pytest.mark.parametrize("limit", [1, 5, 40])
def test_older_and_older_pages_show_each_post_once(firm: Firm, ids: list[int], limit: int) -> None:
    seen: list[int] = []
    while found := firm.timeline(limit=limit, **({"max_id": seen[-1]} if seen else {})):
        seen += [int(status["id"]) for status in found]
    assert seen == ids


@pytest.mark.parametrize("limit", [1, 5, 40])
def test_newer_and_newer_pages_show_each_post_once(firm: Firm, ids: list[int], limit: int) -> None:
    seen: list[int] = []
    while found := firm.timeline(limit=limit, min_id=seen[0] if seen else 0):
        seen = [int(status["id"]) for status in found] + seen
    assert seen == ids


def test_a_column_holds_a_persons_posts_and_those_for_him(firm: Firm) -> None:
    firm.say(firm.cast.tariq, "Le mien")
    firm.say(firm.cast.dana, "Pour lui", on_behalf_of="tariq")
    firm.say(firm.cast.tess, "Autre chose")
    assert texts(firm, Column(account_id=firm.cast.tariq.id)) == ["Pour lui", "Le mien"]


def test_a_column_holds_a_sites_posts(firm: Firm) -> None:
    firm.say(firm.cast.tariq, "Ici", site_id=firm.cast.dupont)
    firm.say(firm.cast.tess, "Là", site_id=firm.cast.moreau)
    assert texts(firm, Column(site_id=firm.cast.dupont)) == ["Ici"]


def test_a_guests_column_of_another_site_is_empty(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Là", site_id=firm.cast.moreau)
    for column in (
        Column(),
        Column(site_id=firm.cast.moreau),
        Column(account_id=firm.cast.tess.id),
    ):
        assert texts(firm, column, guest=True) == []


@hypothesis.settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(("tess", "tariq", "dana", "gil")),
            st.sampled_from((None, "dupont", "moreau")),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_a_guest_never_reads_another_sites_posts(
    firm: Firm, said: list[tuple[str, str | None, bool]]
) -> None:
    for who, where, about_him in said:
        guest = who == "gil"
        site = None if guest or where is None else str(getattr(firm.cast, where))
        firm.say(
            getattr(firm.cast, who),
            "Bonjour",
            site_id=site,
            on_behalf_of="gil" if about_him and not guest else None,
        )
    for status in read(firm, Column(), guest=True):
        here = (status["teamfeed"]["site"] or {}).get("name") == "Dupont"
        about = (status["teamfeed"]["on_behalf_of"] or {}).get("username") == "gil"
        assert here or about or status["account"]["acct"] == "gil"


def read(firm: Firm, column: Column, guest: bool = False) -> list[Json]:
    whose = (firm.cast.dupont, firm.cast.gil.id) if guest else (None, None)
    return firm.read(timeline.read, Page(40), firm.settings, firm.clock.now, column, *whose)


def texts(firm: Firm, column: Column, guest: bool = False) -> list[str]:
    return [status["text"] for status in read(firm, column, guest)]
