"""What the server does by itself goes on, whatever happens once."""

from collections.abc import Iterator

import pytest

from teamfeed import chores
from teamfeed.core.refusal import unavailable


class Stopped(BaseException):
    """The end of the test, which no chore catches."""


@pytest.mark.parametrize("fault", [unavailable(), OSError("the photo cannot be erased")])
def test_a_chore_that_failed_is_tried_again(fault: Exception) -> None:
    outcomes: Iterator[BaseException] = iter([fault, Stopped()])

    def chore() -> None:
        raise next(outcomes)

    with pytest.raises(Stopped):
        chores.repeat(0, chore)
