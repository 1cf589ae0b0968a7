"""Compiles the load generator and installs the Node reference."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
BUILT = HERE.parent.parent / "build" / "bench"  # ignored by git
FLAGS = ["-O2", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Wshadow", "-Wconversion"]


class CannotBuild(Exception):
    """Says what is missing on this machine."""


def generator() -> Path:
    """Compile the load generator if its sources changed; the path of the program."""
    sources = sorted((HERE / "generator").glob("*.[ch]"))
    program = BUILT / f"generator-{_fingerprint(sources)}"
    if not program.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        # Under another name first: two builds at once do not meet.
        compile_generator(program.with_suffix(f".{os.getpid()}")).rename(program)
    return program


def compile_generator(program: Path, *flags: str) -> Path:
    """Compile it into a file of this name."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise CannotBuild(
            "no C compiler: install gcc (Debian: apt-get install gcc libc6-dev zlib1g-dev)"
        )
    sources = [str(source) for source in sorted((HERE / "generator").glob("*.c"))]
    _run([compiler, *FLAGS, *flags, "-o", str(program), *sources, "-lz"], HERE)
    return program


def reference() -> Path:
    """Install the Node reference if its packages changed; the folder to run it from."""
    source = HERE / "reference"
    locks = [source / "package.json", source / "package-lock.json"]
    folder = BUILT / f"reference-{_fingerprint(locks)}"
    done = folder / "node_modules" / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    for file in (*locks, source / ".npmrc", source / "server.js"):
        shutil.copy(file, folder)
    if not done.exists():
        print("bench: installing the Node reference (a minute when better-sqlite3 is compiled)")
        _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        done.touch()
    return folder


def _run(words: list[str], folder: Path) -> None:
    if shutil.which(words[0]) is None:
        raise CannotBuild(f"no {words[0]} here: install it, or run through `make bench`")
    ran = subprocess.run(words, cwd=folder, env=_environment(), capture_output=True, text=True)
    if ran.returncode:
        raise CannotBuild(f"{words[0]} failed:\n{ran.stdout}{ran.stderr}")


def _environment() -> dict[str, str]:
    """With the system's Node headers where there are some: a compile need not fetch them."""
    headers = Path("/usr/include/node/node.h")
    return {**os.environ, **({"npm_config_nodedir": "/usr"} if headers.exists() else {})}


def _fingerprint(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
