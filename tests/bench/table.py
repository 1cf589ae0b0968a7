"""Shows the rows: on the terminal, and in docs/performance.md."""

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.results import Row

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
START, END = "<!-- table -->", "<!-- end of table -->"


def line(row: Row) -> str:
    """One row for the terminal."""
    times = f"{row.ratio:6.2f}x" if row.ratio else " " * 7
    verdict = {None: "", True: "met", False: "NOT MET"}[row.met]
    return (
        f"{row.what:<62} {row.ours:>24} {row.reference:>24} {times}  "
        f"{row.goal:<18} {verdict:<8}{row.remark}"
    ).rstrip()


def heading() -> str:
    """Names of the columns."""
    return f"{'':<62} {'teamfeed':>24} {'Node reference':>24} {'ratio':>7}  goal"


def markdown(rows: Iterable[Row]) -> str:
    """The whole table with the machine and the date."""
    lines = [
        f"Measured on {machine()}.",
        "",
        "| measured | teamfeed | Node reference | ratio | goal | |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.what} | {row.ours} | {row.reference} | "
        f"{f'{row.ratio:.2f}' if row.ratio else ''} | {row.goal} | "
        f"{_words(row)} |"
        for row in rows
    ]
    return "\n".join(lines)


def write(rows: Sequence[Row], page: Path = PAGE) -> None:
    """Put the table into the page, between its marks."""
    text = page.read_text()
    before, _, rest = text.partition(START)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{page} has no {START} … {END}")
    page.write_text(f"{before}{START}\n{markdown(rows)}\n{END}{after}")


def machine() -> str:
    """The date, the processor, and the versions of what ran."""
    models = [
        text.partition(":")[2].strip()
        for text in Path("/proc/cpuinfo").read_text().splitlines()
        if text.startswith("model name")
    ]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    model = models[0] if models else "processor"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} x {model}, "
        f"Linux {platform.release()}, Python {platform.python_version()}, Node {node}"
    )


def _words(row: Row) -> str:
    verdict = {None: "", True: "met", False: "not met"}[row.met]
    return "; ".join(part for part in (verdict, row.remark) if part)
