"""Tokens at work: their person sees which ones are still used."""

from teamfeed.core import tokens
from teamfeed.services import Services
from tests.api.callers import Caller
from tests.cast import Cast


def test_a_tokens_last_use_is_noted_once_a_minute(
    own: Services, server_cast: Cast, tess: Caller
) -> None:
    assert last_use(own, server_cast) is None

    tess.get("/api/v1/timelines/home")
    first = last_use(own, server_cast)
    tess.get("/api/v1/timelines/home")

    assert first is not None
    assert last_use(own, server_cast) == first


def last_use(own: Services, cast: Cast) -> int | None:
    with own.reading() as connection:
        (token,) = tokens.of_account(connection, cast.tess.id)
    used: int | None = token["used_at"]
    return used
