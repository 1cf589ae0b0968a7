"""Run every suite one after another and say in one line each what came of it."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from workshop import debian

from tests import postgres

SOURCE = Path(__file__).resolve().parent.parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# Suites of their own: with real servers, a browser, or minutes of load.
APART = ("live", "faults", "browser", "bench", "test_wheel.py")
# What has no database to differ by runs once.
REPEATED = [
    f"--ignore=tests/test_{name}.py"
    for name in ("architecture", "catalogues", "locks", "semgrep", "settings_page")
]
SLOWEST = 20 * 60


@dataclass(frozen=True)
class Suite:
    """One command whose output counts its tests."""

    name: str
    command: Sequence[str]
    needs: Sequence[str] = field(default=())  # Debian packages, looked for first
    wants: Sequence[str] = field(default=())  # without these some of its tests are skipped
    beside: bool = False  # may run beside another one: nothing in it waits for a moment


@dataclass
class Outcome:
    """What came of a suite."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    why: str = ""

    @property
    def line(self) -> str:
        """The summary line."""
        state = "SKIPPED" if self.why else "FAILED " if self.failed else "ok     "
        return (
            f"{state} {self.name:<24} {self.passed:>5} passed {self.failed:>3} failed "
            f"{self.skipped:>3} skipped {self.seconds:>6.1f} s  {self.why}".rstrip()
        )


def suites() -> Iterator[Suite]:
    """In the order of what fails soonest."""
    inner = [*PYTEST, "tests", *[f"--ignore=tests/{name}" for name in APART]]
    postgresql = ["--database=postgresql", *REPEATED]
    yield Suite("core-sqlite", inner, beside=True)
    yield Suite("core-postgresql", [*inner, *postgresql], ["postgresql"], beside=True)
    yield Suite("typescript", [".ci/workshop/with-node.sh", "node", "static/test.mjs"], beside=True)
    yield Suite("wheel", [*PYTEST, "tests/test_wheel.py"], beside=True)
    for mode in ("eventlet", "threading"):
        yield Suite(f"live-{mode}", [*PYTEST, "tests/live", f"--async-mode={mode}"], ["postgresql"])
    several = [f"tests/live/test_{name}.py" for name in ("feed", "revocation", "push")]
    yield Suite("live-postgresql", [*PYTEST, *several, "--database=postgresql"], ["postgresql"])
    yield Suite("browser", [*PYTEST, "tests/browser"], ["chromium"])
    yield Suite("faults", [*PYTEST, "tests/faults"], ["postgresql"], ["strace"])
    yield Suite("bench", [*PYTEST, "tests/bench"])


def main(wanted: Sequence[str]) -> int:
    """Run all suites, or those whose names start with one of the words; 0 when all passed."""
    os.chdir(SOURCE)
    chosen = [suite for suite in suites() if not wanted or suite.name.startswith(tuple(wanted))]
    outcomes = list(run_all(chosen))
    print("\n" + "\n".join(outcome.line for outcome in outcomes))
    passed, failed, skipped = (
        sum(getattr(outcome, count) for outcome in outcomes)
        for count in ("passed", "failed", "skipped")
    )
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


def run_all(chosen: Sequence[Suite]) -> Iterator[Outcome]:
    """Two at a time where they do not mind, as there are two cores; the others alone."""
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(run, [suite for suite in chosen if suite.beside])
    for suite in chosen:
        if not suite.beside:
            yield run(suite)


def run(suite: Suite) -> Outcome:
    """Run one suite and show its output; a missing program skips it and says so loudly."""
    missing = [package for package in suite.needs if not provide(package)]
    if missing:
        print(f"\n!! SKIPPED {suite.name}: install {', '.join(missing)} to run it", flush=True)
        return Outcome(suite.name, skipped=1, why=f"{', '.join(missing)} is not installed")
    for package in suite.wants:
        if not provide(package):
            print(f"\n!! {suite.name}: without {package} some tests are SKIPPED", flush=True)
    started = time.monotonic()
    output, code = _output(suite)
    outcome = counted(suite.name, output)
    outcome.seconds = time.monotonic() - started
    if code != 0 and outcome.failed == 0:
        outcome.failed = 1
    return outcome


def counted(name: str, output: str) -> Outcome:
    """Read the counts from pytest's last line or from node's."""
    outcome = Outcome(name)
    lines = [line for line in output.splitlines() if re.search(r"\b(passed|failed|error)", line)]
    last = lines[-1] if lines else ""
    for number, word in re.findall(r"(\d+) (passed|failed|error|skipped)", last):
        count = "failed" if word == "error" else word
        setattr(outcome, count, getattr(outcome, count) + int(number))
    for word, number in re.findall(r"^[#ℹ] (pass|fail|skipped) (\d+)", output, re.MULTILINE):
        count = {"pass": "passed", "fail": "failed"}.get(word, word)
        setattr(outcome, count, getattr(outcome, count) + int(number))
    return outcome


def provide(package: str) -> bool:
    """Find a program, or install its package where that needs nobody's permission."""
    return _found(package) or (debian.install(package) and _found(package))


def _found(package: str) -> bool:
    return bool(postgres.found() if package == "postgresql" else shutil.which(package))


def _output(suite: Suite) -> tuple[str, int]:
    """What a suite printed: shown as it goes, or at its end where two run side by side."""
    title = f"\n== {suite.name}"
    with subprocess.Popen(
        suite.command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=SOURCE,
    ) as process:
        assert process.stdout is not None
        if suite.beside:
            output = process.stdout.read()
            print(f"{title}\n{output}", flush=True)
        else:
            print(title, flush=True)
            output = "".join(map(_shown, process.stdout))
        return output, process.wait(SLOWEST)


def _shown(line: str) -> str:
    print(line, end="", flush=True)
    return line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
