"""Run every check that needs no running program; all of them, even after one fails."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
SEMGREP = [
    "--config=.ci/semgrep.yml",
    "--metrics=off",
    "--disable-version-check",
    "--error",
    "--quiet",
    "--no-git-ignore",
]

CHECKS: dict[str, Sequence[str | Path]] = {
    "ruff": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "mypy": [BIN / "mypy", "--no-error-summary"],
    "tsc": [".ci/workshop/with-node.sh", "node_modules/.bin/tsc", "--noEmit"],
    "semgrep": [
        BIN / "semgrep",
        "scan",
        *SEMGREP,
        "teamfeed",
        "templates",
        "static/src",
        "static/css",
        "migrations",
        "wsgi.py",
    ],
    "rules, catalogues": [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_architecture.py",
        "tests/test_catalogues.py",
        "tests/test_locks.py",
        "tests/test_semgrep.py",
        "tests/test_settings_page.py",
    ],
}


def main() -> int:
    """Print a line a check, and the output of those that fail; 0 when all are good."""
    return 1 if [name for name, command in CHECKS.items() if not _good(name, command)] else 0


def _good(name: str, command: Sequence[str | Path]) -> bool:
    done = subprocess.run(command, cwd=SOURCE, text=True, capture_output=True, check=False)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
