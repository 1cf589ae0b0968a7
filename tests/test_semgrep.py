"""Each of our semgrep rules bites what it forbids and leaves good code alone."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parent.parent

BAD = {
    "no-watch-position": ("a.ts", "navigator.geolocation.watchPosition(show);"),
    "no-html-from-text": ("b.ts", "tile.innerHTML = name;"),
    "no-code-from-text": ("c.ts", "const f = new Function(text);"),
    "no-inline-in-lit": ("d.ts", 'const p = html`<p class="a" style="color: red">`;'),
    "no-third-party-in-browser": ("e.ts", 'await fetch("https://tiles.example/1");'),
    "no-unescaped-in-template": ("a.html", "<p>{{ post.text | safe }}</p>"),
    "no-inline-in-template": ("b.html", '<button class="x" onclick="send()">Go</button>'),
    "no-third-party-in-template": ("c.html", '<link rel="x" href="//fonts.example/a.css">'),
    "no-third-party-in-style": ("a.css", 'p { background: url("https://a.example/b.png") }'),
    "no-pause-in-a-write": (
        "a.py",
        "def publish(tx: Transaction, n: int) -> None:\n    if n:\n        green.sleep(0)\n",
    ),
    "no-blind-trust": ("b.py", "requests.get(url, verify=False)"),
    "no-unescaped-in-python": ("c.py", "page = Markup(text)"),
    "no-code-from-data": ("d.py", "subprocess.run(line, shell=True)"),
    "no-sql-from-text": ("e.py", 'sa.text(f"SELECT {name}")'),
}
GOOD = {
    "good.ts": "tile.textContent = name; render(html`<p class=a @click=${go}>${t(x)}</p>`, tile);\n"
    'navigator.geolocation.getCurrentPosition(show); await fetch("/api/v1/x");',
    "good.html": '<script type="application/json" id="bootstrap">{}</script><script type="module" '
    'src="{{ asset("phone.js") }}"></script><a href="https://firm.example">x</a>',
    "good.py": "def publish(tx: Transaction) -> None:\n    tx.execute(sa.text('SELECT 1'))\n"
    "def wait() -> None:\n    green.sleep(1)\n",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """(rule, file) of everything that one run over all samples reports."""
    folder = tmp_path_factory.mktemp("samples")
    for name, text in [*BAD.values(), *GOOD.items()]:
        (folder / name).write_text(text + "\n")
    done = subprocess.run(
        [
            Path(sys.executable).parent / "semgrep",
            "scan",
            f"--config={SOURCE}/.ci/semgrep.yml",
            "--metrics=off",
            "--disable-version-check",
            "--json",
            "--quiet",
            "--no-git-ignore",
            folder,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    assert not answer["errors"], answer["errors"]
    return {(hit["check_id"].split(".")[-1], Path(hit["path"]).name) for hit in answer["results"]}


@pytest.mark.parametrize("rule", BAD)
def test_the_rule_bites(rule: str, found: set[tuple[str, str]]) -> None:
    assert (rule, BAD[rule][0]) in found


def test_every_rule_has_a_sample() -> None:
    rules = [
        line.split("id:")[1].strip()
        for line in (SOURCE / ".ci" / "semgrep.yml").read_text().splitlines()
        if "- id:" in line
    ]

    assert sorted(rules) == sorted(BAD)


def test_good_code_is_left_alone(found: set[tuple[str, str]]) -> None:
    assert not [hit for hit in found if hit[1].startswith("good")]
