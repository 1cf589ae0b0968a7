"""A setting that cannot be used is refused in one line that names the variable."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from pathlib import Path

import pytest

from teamfeed import settings
from teamfeed.settings import BadSettings, Settings


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """The line that a start with these variables ends with."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        settings.read()
    return str(refused.value)


def test_nothing_needs_to_be_set() -> None:
    own = settings.read()
    assert (own.url, own.public, own.secure, own.sqlite) == (
        "http://127.0.0.1:8000",
        False,
        False,
        True,
    )
    assert own.database == f"sqlite:///{Path('var').absolute()}/teamfeed.db"
    assert (own.work_starts, own.work_days) == (time(7), (0, 1, 2, 3, 4))


def test_what_is_set_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PORT": "9000",
        "TEAMFEED_WORK_DAYS": "0, 5",
        "TEAMFEED_WORK_STARTS": "06:30",
        "TEAMFEED_LANGUAGE_DEFAULT": "en",
        "TEAMFEED_COMMIT_OFF_HUB": "true",
        "TEAMFEED_DATABASE_URL": "postgres://u:p@h:5432/d",
        "TEAMFEED_PUBLIC_URL": "https://feed.firm.example/",
    }.items():
        monkeypatch.setenv(name, value)
    own = settings.read()
    assert (own.port, own.work_days, own.work_starts) == (9000, (0, 5), time(6, 30))
    assert (own.language_default, own.commit_off_hub) == ("en", True)
    assert (own.database, own.sqlite) == ("postgresql+psycopg2://u:p@h:5432/d", False)
    assert (own.url, own.public, own.secure) == ("https://feed.firm.example", True, True)


@pytest.mark.parametrize(
    ("name", "bad", "said"),
    [
        ("PORT", "abc", "integer"),
        ("PORT", "70000", "65535"),
        ("PORT", "", "integer"),
        ("TEAMFEED_PROCESSES", "0", "1"),
        ("TEAMFEED_PROCESSES", "many", "integer"),
        ("TEAMFEED_ASYNC_MODE", "gevent", "'eventlet' or 'threading'"),
        ("TEAMFEED_RATE_LIMITS", "no", "'on' or 'off'"),
        ("TEAMFEED_LANGUAGE_DEFAULT", "de", "'fr' or 'en'"),
        ("TEAMFEED_ZONE", "Mars/Base", "Europe/Paris"),
        ("TEAMFEED_ZONE", "../etc", "Europe/Paris"),
        ("TEAMFEED_WORK_DAYS", "monday", "0,1,2,3,4"),
        ("TEAMFEED_WORK_DAYS", "1,9", "0,1,2,3,4"),
        ("TEAMFEED_WORK_DAYS", "", "0,1,2,3,4"),
        ("TEAMFEED_WORK_STARTS", "25:00", "time"),
        ("TEAMFEED_WORK_STARTS", "07:00Z", "07:00"),
        ("TEAMFEED_WORK_ENDS", "06:00", "later than TEAMFEED_WORK_STARTS"),
        ("TEAMFEED_COMMIT_OFF_HUB", "perhaps", "boolean"),
        ("TEAMFEED_AGED_AFTER_MINUTES", "0", "1"),
        ("TEAMFEED_AGED_AFTER_MINUTES", "180", "more than TEAMFEED_AGED_AFTER_MINUTES"),
        ("TEAMFEED_CLIENT_IDS_KEPT_DAYS", "29", "30"),
        ("TEAMFEED_FEED_KEPT_DAYS", "-1", "1"),
        ("TEAMFEED_BROADCAST_WINDOW_MS", "5000", "1000"),
        ("TEAMFEED_HEARTBEAT_SECONDS", "nan", "600"),
        ("TEAMFEED_HEARTBEAT_SECONDS", "inf", "600"),
        ("TEAMFEED_PUBLIC_URL", "feed.firm.example", "https://feed.firm.example"),
        ("TEAMFEED_PUBLIC_URL", "https://", "https://feed.firm.example"),
        ("TEAMFEED_PUBLIC_URL", "https://firm.example/feed", "https://feed.firm.example"),
        ("TEAMFEED_PUBLIC_URL", "http://firm.example:99999", "https://feed.firm.example"),
        ("TEAMFEED_DATABASE_URL", "mysql://u:geheim@h/d", "postgresql://"),
        ("TEAMFEED_DATABASE_URL", "postgresql://u:geheim@h:x/d", "postgresql://"),
        ("TEAMFEED_DATABASE_URL", "teamfeed.db", "postgresql://"),
    ],
)
def test_a_bad_value_gives_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, bad: str, said: str
) -> None:
    line = refusal(monkeypatch, **{name: bad})
    assert name in line
    assert said in line
    assert "\n" not in line
    assert "geheim" not in line


def test_two_bad_values_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    line = refusal(monkeypatch, PORT="abc", TEAMFEED_ZONE="Mars")
    assert "PORT='abc'" in line
    assert "TEAMFEED_ZONE='Mars'" in line


def test_sqlite_serves_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    line = refusal(monkeypatch, TEAMFEED_PROCESSES="3")
    assert "TEAMFEED_PROCESSES" in line
    assert "TEAMFEED_DATABASE_URL" in line
    monkeypatch.setenv("TEAMFEED_DATABASE_URL", "postgresql:///firm?host=/run/postgresql")
    assert settings.read().processes == 3


@pytest.mark.parametrize(
    "where",
    [
        {"TEAMFEED_PUBLIC_URL": "https://feed.firm.example"},
        {"HOST": "0.0.0.0"},
        {"HOST": "::"},
        {"HOST": "192.168.1.7"},
        {"TEAMFEED_PUBLIC_URL": "http://localhost.firm.example"},
    ],
)
def test_without_rate_limits_nobody_is_served_in_public(
    monkeypatch: pytest.MonkeyPatch, where: dict[str, str]
) -> None:
    line = refusal(monkeypatch, TEAMFEED_RATE_LIMITS="off", **where)
    assert "TEAMFEED_RATE_LIMITS=off" in line


@pytest.mark.parametrize(
    "url", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"]
)
def test_without_rate_limits_this_machine_is_served(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("TEAMFEED_RATE_LIMITS", "off")
    monkeypatch.setenv("TEAMFEED_PUBLIC_URL", url)
    assert not settings.read().public


@pytest.mark.parametrize("name", ["secret_key", "demo_password", "database_url"])
def test_a_secret_may_lie_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "secret"
    file.write_text("postgresql://u:p@h/d\n")
    monkeypatch.setenv(f"TEAMFEED_{name.upper()}_FILE", str(file))
    kept = getattr(settings.read(), name)
    assert (kept if isinstance(kept, str) else kept.get_secret_value()) == "postgresql://u:p@h/d"


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), (b"", "empty"), (b" \n", "empty"), (b"\xff\xfe\x00", "text")],
)
def test_a_secrets_file_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    line = refusal(monkeypatch, TEAMFEED_SECRET_KEY_FILE=str(file))
    assert line.startswith(f"TEAMFEED_SECRET_KEY_FILE={file}: ")
    assert said in line


def test_no_secret_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DEMO_PASSWORD"):
        monkeypatch.setenv(f"TEAMFEED_{name}", "geheim")
    assert "geheim" not in repr(settings.read())


def test_a_generated_secret_is_kept_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    own = Settings().with_(data_dir=tmp_path)
    made = settings.secret(own, "secret-key")
    assert len(made) >= 43
    assert settings.secret(own, "secret-key") == made
    assert stat.S_IMODE(os.stat(tmp_path / "secret-key").st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_processes_that_start_together_share_the_secret(tmp_path: Path) -> None:
    own = Settings().with_(data_dir=tmp_path)
    for attempt in range(20):
        with ThreadPoolExecutor(4) as starting:
            made = list(starting.map(lambda _, n=attempt: settings.secret(own, f"k{n}"), range(4)))
        assert len(set(made)) == 1
        assert made[0]


def test_settings_do_not_change() -> None:
    own = settings.read()
    with pytest.raises(ValueError, match="frozen"):
        own.port = 9  # type: ignore[misc]
    assert own.with_(port=9).port == 9
    assert own.port == 8000
