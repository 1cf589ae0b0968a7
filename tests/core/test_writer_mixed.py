"""Whatever waits together: the good are kept, the bad leave no trace, the feed has no gap."""

from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teamfeed.core import posts, schema, sites
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import forbidden
from tests.core.firm import Firm, together

Verb = Callable[[Transaction], Any]
NUMBERS = count()  # names are not used twice, so that one database serves all examples


def _opens(_firm: Firm, name: str) -> Verb:
    return lambda tx: sites.add(tx, name)


def _posts(firm: Firm, name: str) -> Verb:
    draft = firm.draft(name, availability="working", site_id=firm.cast.dupont)
    return lambda tx: posts.publish(tx, firm.cast.tess.id, draft)


def _refuses(_firm: Firm, _name: str) -> Verb:
    def verb(tx: Transaction) -> None:
        tx.next_id()
        raise forbidden()

    return verb


def _then(error: Callable[[Transaction], object]) -> Callable[[Firm, str], Verb]:
    """Writes a site and a post, then fails."""

    def bad(firm: Firm, name: str) -> Verb:
        post = _posts(firm, name)

        def verb(tx: Transaction) -> None:
            sites.add(tx, name)
            post(tx)
            error(tx)

        return verb

    return bad


def _refuse(_tx: Transaction) -> None:
    raise forbidden()


GOOD = (_opens, _posts)
BAD = (
    _refuses,
    _then(_refuse),
    _then(lambda _: 1 / 0),
    _then(lambda tx: sites.add(tx, "Dupont")),
    _then(lambda tx: sites.add(tx, "Far", radius_m=2**70)),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kinds=st.lists(st.sampled_from(GOOD + BAD), min_size=1, max_size=12))
def test_after_any_mix_exactly_the_good_are_there(
    firm: Firm, kinds: list[Callable[[Firm, str], Verb]]
) -> None:
    named = [(kind, f"n{next(NUMBERS)}") for kind in kinds]
    before = _names(firm)

    answers = together(firm.writer, [kind(firm, name) for kind, name in named])

    good = [name for kind, name in named if kind in GOOD]
    assert [isinstance(answer, Exception) for answer in answers] == [
        kind in BAD for kind, _ in named
    ]
    assert sorted(_names(firm) - before) == sorted(good)
    assert [change["position"] for change in firm.changes()] == list(range(1, firm.head() + 1))


def _names(firm: Firm) -> set[str]:
    texts = {row["text"] for row in firm.rows(schema.posts.select())}
    return texts | {row["name"] for row in firm.read(sites.all_of)}
