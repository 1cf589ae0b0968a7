"""One row of the table, and the arithmetic of repeated runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.load import Measured

FOREVER = float("inf")


@dataclass(frozen=True)
class Choice:
    """What the command line chose."""

    rounds: int
    seconds: float
    viewers: tuple[int, ...]
    rate: float
    frame_bytes: int
    async_mode: str


@dataclass(frozen=True)
class Row:
    """One measurement; ratio above 1 means that teamfeed is better."""

    what: str
    ours: str
    reference: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    remark: str = ""


def middle(runs: Sequence[Measured], value: Callable[[Measured], float | None]) -> float:
    """The median of the runs; what never came counts as forever."""
    return median(FOREVER if (found := value(run)) is None else found for run in runs)


def spread(runs: Sequence[Measured], value: Callable[[Measured], float | None]) -> str:
    """Median, with the lowest and highest of several runs."""
    found = [FOREVER if (one := value(run)) is None else one for run in runs]
    return f"{shown(median(found))}{_range(found)}"


def shown(number: float) -> str:
    """A number with as many digits as it deserves."""
    if number == FOREVER:
        return "never"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 1 else f"{number:.3f}"


def ratio(better: float, worse: float) -> float | None:
    """How many times; nothing when one of them was never reached."""
    return None if FOREVER in (better, worse) or not worse else better / worse


def mistakes(runs: Sequence[Measured]) -> str:
    """All that was lost, doubled or refused, in words; empty when all is exact."""
    found: dict[str, int] = {}
    for run in runs:
        for name, count in run.mistakes.items():
            found[name] = found.get(name, 0) + count
    return ", ".join(f"{count} {name}" for name, count in found.items())


def _range(found: Sequence[float]) -> str:
    return f" ({shown(min(found))} to {shown(max(found))})" if len(found) > 1 else ""
