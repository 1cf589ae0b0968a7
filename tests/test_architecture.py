"""The building's rules, read from the source: who imports, commits, reads, names what."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent
LONGEST = 400

# From the inside out; a module may import its own floor and those before it.
FLOORS = (
    {"environment"},
    {"clock", "language", "places", "settings", "green", "logs"},
    {"outgoing"},
    {"database", "migrate"},
    {"core"},
    {"writer", "throttle"},
    {"open_sites", "services"},
    {"authorisation", "auth", "errors"},
    {"chores", "push"},
    {"live", "web", "api", "demo"},
    {"app", "serving"},
    {"commands"},
    {"cli"},
)
READERS = {
    "teamfeed/settings.py",
    "teamfeed/cli.py",
    "teamfeed/commands/host.py",
}  # the engine, the language
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
WEB = {
    "flask",
    "flask_login",
    "flask_socketio",
    "flask_wtf",
    "flask_limiter",
    "werkzeug",
    "socketio",
    "engineio",
}

Rule = Callable[[str, ast.Module], Iterator[str]]


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that a source names in an import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from (
                [f"teamfeed.{alias.name}" for alias in node.names]
                if node.module == "teamfeed"
                else [node.module]
            )
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level


def imports_point_inward(path: str, tree: ast.Module) -> Iterator[str]:
    """No module knows one on a floor above it."""
    here = _floor(path.removesuffix(".py").split("/")[1])
    for name in imports(tree):
        if name.startswith("."):
            yield "imports relatively"
        if name.startswith("teamfeed.__"):  # a value of the package itself
            continue
        if name.startswith("teamfeed.") and _floor(name.split(".")[1]) > here:
            yield f"imports {name}"


def core_knows_no_web(path: str, tree: ast.Module) -> Iterator[str]:
    """The domain never imports Flask or a socket."""
    if path.startswith("teamfeed/core/"):
        yield from (f"imports {name}" for name in imports(tree) if name.split(".")[0] in WEB)


def one_module_names_eventlet(path: str, tree: ast.Module) -> Iterator[str]:
    """Only green.py knows the engine; a setting's value is a word, not the engine."""
    if path != "teamfeed/green.py":
        yield from (
            f"imports {name}"
            for name in imports(tree)
            if name.split(".")[0] in ("eventlet", "greenlet", "gevent")
        )
        yield from (
            f"names {node.id}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and node.id in ("eventlet", "greenlet")
        )


def one_reader_of_the_environment(path: str, tree: ast.Module) -> Iterator[str]:
    """Settings come from settings.py, which reads the variables through environment.py."""
    if path in ("teamfeed/settings.py", "teamfeed/environment.py"):
        return
    if path not in READERS:
        yield from (f"imports {name}" for name in imports(tree) if name == "teamfeed.environment")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"):
            # WSGI calls its request dictionary environ too: only os's counts.
            if isinstance(node.value, ast.Name) and node.value.id == "os":
                yield f"reads os.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (
                f"imports os.{alias.name}"
                for alias in node.names
                if alias.name in ("environ", "environb", "getenv")
            )


def one_committer(path: str, tree: ast.Module) -> Iterator[str]:
    """Only the writer commits; migrations run in a transaction of their own."""
    if path in ("teamfeed/writer.py", "teamfeed/migrate.py"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "begin"):
            yield f"calls .{node.attr} in line {node.lineno}"
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.strip("; \n").upper() == "COMMIT"
        ):
            yield f"says COMMIT in line {node.lineno}"


def no_drawer_for_everything(path: str, _tree: ast.Module) -> Iterator[str]:
    """A module is named for what it does."""
    yield from (
        f"is called {part}"
        for part in path.removesuffix(".py").split("/")
        if part in FORBIDDEN_NAMES
    )


def one_job_said_first(path: str, tree: ast.Module) -> Iterator[str]:
    """The docstring's first line says the one job."""
    said = ast.get_docstring(tree)
    if not said:
        yield "has no docstring"
    elif len(said.splitlines()[0].split()) > 20:
        yield "needs too many words for its job"


RULES: tuple[Rule, ...] = (
    imports_point_inward,
    core_knows_no_web,
    one_module_names_eventlet,
    one_reader_of_the_environment,
    one_committer,
    no_drawer_for_everything,
    one_job_said_first,
)

# For each rule, a file that breaks it: a rule that lets it pass is no rule.
BROKEN = (
    (imports_point_inward, "teamfeed/core/posts.py", "from teamfeed.live import follower"),
    (imports_point_inward, "teamfeed/core/posts.py", "from teamfeed import app"),
    (imports_point_inward, "teamfeed/core/posts.py", "def f():\n    import teamfeed.writer"),
    (imports_point_inward, "teamfeed/database.py", "from teamfeed.core.schema import feed"),
    (imports_point_inward, "teamfeed/settings.py", "from . import app"),
    (imports_point_inward, "teamfeed/surprise.py", "'A part on no floor.'"),
    (core_knows_no_web, "teamfeed/core/posts.py", "from flask import request"),
    (one_module_names_eventlet, "teamfeed/live/gate.py", "import eventlet.hubs"),
    (one_module_names_eventlet, "teamfeed/app.py", "eventlet.sleep(1)"),
    (one_reader_of_the_environment, "teamfeed/app.py", "import os\nos.environ.get('PORT')"),
    (one_reader_of_the_environment, "teamfeed/app.py", "from os import getenv"),
    (one_committer, "teamfeed/core/posts.py", "def f(c):\n    c.commit()"),
    (one_committer, "teamfeed/web/me.py", "def f(engine):\n    with engine.begin():\n        pass"),
    (one_committer, "teamfeed/web/me.py", "def f(c):\n    c.exec_driver_sql('commit')"),
    (no_drawer_for_everything, "teamfeed/core/utils.py", ""),
    (no_drawer_for_everything, "teamfeed/helpers/dates.py", ""),
    (one_job_said_first, "teamfeed/core/posts.py", "x = 1"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    faults = [f"{path} {fault}" for path, tree in _sources() for fault in _apply(rule, path, tree)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_the_rule_sees_who_breaks_it(rule: Rule, path: str, source: str) -> None:
    assert _apply(rule, path, ast.parse(source))


def test_no_file_is_longer_than_one_can_read() -> None:
    long = [f"{path}: {lines} lines" for path, lines in _lengths() if lines > LONGEST]

    assert not long, "\n".join(long)


def _apply(rule: Rule, path: str, tree: ast.Module) -> list[str]:
    try:
        return list(rule(path, tree))
    except LookupError as error:
        return [str(error)]


def _floor(part: str) -> int:
    if part in ("__init__", "__main__"):
        return len(FLOORS)
    for number, parts in enumerate(FLOORS):
        if part in parts:
            return number
    raise LookupError(f"{part} stands on no floor: name it in tests/test_architecture.py")


def _sources() -> Iterator[tuple[str, ast.Module]]:
    files = sorted((SOURCE / "teamfeed").rglob("*.py"))
    assert len(files) > 10, "the source was not found"
    for file in files:
        yield str(file.relative_to(SOURCE)), ast.parse(file.read_text())


def _lengths() -> Iterator[tuple[str, int]]:
    for folder in (
        "teamfeed",
        "tests",
        "static/src",
        "static/css",
        "templates",
        ".ci/workshop",
        "migrations",
    ):
        for file in (SOURCE / folder).rglob("*.*"):
            if file.suffix in (".py", ".ts", ".css", ".html", ".c", ".h", ".mjs"):
                yield str(file.relative_to(SOURCE)), len(file.read_text().splitlines())
