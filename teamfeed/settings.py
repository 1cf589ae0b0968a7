"""Read the settings once from the environment, strictly."""

import os
import secrets
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from teamfeed import environment

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
SECRETS = ("secret_key", "demo_password", "database_url")  # or VAR_FILE


class BadSettings(Exception):
    """A setting that cannot be used: says the variable, its value and what is allowed."""


class Settings(BaseSettings):
    """One frozen object; every field is an environment variable TEAMFEED_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="TEAMFEED_", frozen=True, extra="ignore")

    # Where it runs.
    host: str = Field(
        "127.0.0.1",
        validation_alias=AliasChoices("HOST", "TEAMFEED_HOST"),
        description="Address to listen on.",
    )
    port: int = Field(
        8000,
        ge=0,
        le=65535,
        validation_alias=AliasChoices("PORT", "TEAMFEED_PORT"),
        description="Port to listen on.",
    )
    public_url: str = Field(
        "",
        description="Address that people type, as in https://feed.firm.example; empty means "
        "http://HOST:PORT. Origins and hosts are checked against it.",
    )
    proxies: int = Field(
        0,
        ge=0,
        le=9,
        description="Reverse proxies in front, each of which adds X-Forwarded-For; people's "
        "addresses are read there, for the limits. Nobody may then reach the server past them.",
    )
    processes: int = Field(
        1, ge=1, le=64, description="Server processes; more than one needs PostgreSQL."
    )
    async_mode: Literal["eventlet", "threading"] = Field(
        "eventlet", description="Engine that serves the sockets."
    )

    # Where it keeps things.
    data_dir: Path = Field(Path("var"), description="Folder for the database, photos and secrets.")
    database_url: str = Field(
        "", description="postgresql://… to grow; empty means SQLite in the data folder."
    )
    commit_off_hub: bool = Field(
        False, description="Commit SQLite in a thread of its own (slow disks)."
    )

    # Secrets: the value itself, or a file that holds it.
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Signs cookies; empty means generated and kept in the data folder. Or "
        "TEAMFEED_SECRET_KEY_FILE.",
    )
    demo_password: SecretStr = Field(
        SecretStr(""),
        description="Password of the demo firm's people; empty means generated and kept in the "
        "data folder.",
    )

    # The firm.
    firm_name: str = Field("Kerbrat Bâtiment", description="Name shown on every page.")
    zone: str = Field("Europe/Paris", description="Time zone of the firm.")
    language_default: Literal["fr", "en"] = Field(
        "fr", description="Language when a reader asks for neither."
    )
    work_starts: time = Field(time(7), description="Start of working hours.")
    work_ends: time = Field(time(18), description="End of working hours.")
    work_days: Annotated[tuple[int, ...], NoDecode] = Field(
        (0, 1, 2, 3, 4), description="Working days, 0 is Monday, as in 0,1,2,3,4."
    )
    aged_after_minutes: int = Field(60, ge=1, description="Age at which a status looks old.")
    silent_after_minutes: int = Field(
        180, ge=1, description="Age at which a status is no longer believed."
    )

    # Notifications.
    quiet_from: time = Field(
        time(20),
        description="Start of the quiet hours of whoever chose none: nobody's phone is woken.",
    )
    quiet_to: time = Field(time(6), description="End of these quiet hours.")
    question_after_minutes: int = Field(
        20,
        ge=0,
        description="Silence at the start of the working day after which a person is asked where "
        "he is; 0 asks nobody.",
    )

    # The feed.
    feed_kept_days: int = Field(14, ge=1, description="Days of changes kept for catching up.")
    client_ids_kept_days: int = Field(
        30, ge=30, description="Days in which a repeated client id is recognised."
    )
    correct_minutes: int = Field(15, ge=0, description="Minutes in which a post can be corrected.")

    # Live.
    broadcast_window_ms: int = Field(
        25, ge=0, le=1000, description="At most one frame per viewer in this time."
    )
    heartbeat_seconds: float = Field(5.0, gt=0, le=600, description="Time between two heartbeats.")
    ping_seconds: float = Field(
        25.0, gt=0, le=600, description="Silence after which a connection is pinged."
    )
    ping_timeout_seconds: float = Field(
        20.0, gt=0, le=600, description="Time to answer a ping, then the connection is closed."
    )
    sockets_per_session: int = Field(
        20, ge=1, description="Live connections of one signed-in device."
    )
    sockets_per_account: int = Field(100, ge=1, description="Live connections of one account.")
    sockets_per_address: int = Field(
        2000, ge=1, description="Live connections from one network address."
    )
    sockets_total: int = Field(20000, ge=1, description="Live connections of one process.")

    # Limits.
    rate_limits: Literal["on", "off"] = Field(
        "on",
        description="Request limits; off is for tests and benchmarks and refused on a public "
        "address.",
    )

    @field_validator("work_days", mode="before")
    @classmethod
    def _days(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        days = [day.strip() for day in value.split(",")]
        if not set(days) <= set("0123456"):
            raise ValueError("days from 0 (Monday) to 6 are needed, as in 0,1,2,3,4")
        return tuple(int(day) for day in days)

    @field_validator("*")
    @classmethod
    def _local(cls, value: object) -> object:
        if isinstance(value, time) and value.tzinfo is not None:
            raise ValueError("a time of the firm's zone is needed, as in 07:00")
        return value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("a zone name such as Europe/Paris is needed") from error
        return value

    @property
    def url(self) -> str:
        """The public address, without a final slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether people reach the firm's feed by HTTPS."""
        return self.url.startswith("https://")

    @property
    def public(self) -> bool:
        """Whether anyone but this machine can reach it."""
        return self.host not in LOCAL_HOSTS or urlsplit(self.url).hostname not in LOCAL_HOSTS

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the database."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.absolute() / 'teamfeed.db'}"
        return self.database_url.replace("postgres://", "postgresql://", 1).replace(
            "postgresql://", "postgresql+psycopg2://", 1
        )

    @property
    def sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database.startswith("sqlite")

    def with_(self, **changes: object) -> Self:
        """The same settings with some values replaced."""
        return self.model_copy(update=changes)


def read() -> Settings:
    """Read and check the environment; BadSettings says in one line what to mend."""
    try:
        settings = Settings(**_from_files())
    except ValidationError as error:
        raise BadSettings("; ".join(_plain(fault) for fault in error.errors())) from error
    _check_together(settings)
    return settings


def secret(settings: Settings, name: str, make: Callable[[], str] = secrets.token_urlsafe) -> str:
    """A secret of the data folder: made at first use, mode 0600."""
    path = settings.data_dir / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return _new_secret(path, make)


def typable() -> str:
    """A secret for thumbs: four times four letters that are not mistaken for one another."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _new_secret(path: Path, make: Callable[[], str]) -> str:
    value = make()
    # Whole before it has its name: another process may look for it at this moment.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(value)
    try:
        os.link(draft, path)
    except FileExistsError:  # the other process was first
        value = path.read_text().strip()
    finally:
        draft.unlink()
    return value


def _from_files() -> dict[str, Any]:
    """TEAMFEED_X_FILE names a file with the value of TEAMFEED_X, where that is a secret."""
    found = {}
    for name in SECRETS:
        variable = f"TEAMFEED_{name.upper()}_FILE"
        if path := environment.read(variable):
            found[name] = _read_secret(variable, path)
    return found


def _read_secret(variable: str, path: str) -> str:
    try:
        value = Path(path).read_text().strip()
    except OSError as error:
        raise BadSettings(f"{variable}={path}: {error.strerror}") from error
    except UnicodeDecodeError:
        raise BadSettings(f"{variable}={path}: the file must hold text") from None
    if not value:
        raise BadSettings(f"{variable}={path}: the file is empty")
    return value


def _plain(fault: object) -> str:
    assert isinstance(fault, dict)
    name = str(fault["loc"][0]).upper()
    variable = name if name in ("HOST", "PORT") else f"TEAMFEED_{name.removeprefix('TEAMFEED_')}"
    return f"{variable}={fault['input']!r}: {str(fault['msg']).removeprefix('Value error, ')}"


def _check_together(settings: Settings) -> None:
    if settings.sqlite and settings.processes > 1:
        raise BadSettings(
            "TEAMFEED_PROCESSES: SQLite serves one process; set "
            "TEAMFEED_DATABASE_URL to PostgreSQL for more"
        )
    if settings.rate_limits == "off" and settings.public:
        raise BadSettings("TEAMFEED_RATE_LIMITS=off is refused on a public address")
    if settings.silent_after_minutes <= settings.aged_after_minutes:
        raise BadSettings(
            "TEAMFEED_SILENT_AFTER_MINUTES must be more than TEAMFEED_AGED_AFTER_MINUTES"
        )
    if settings.work_ends <= settings.work_starts:
        raise BadSettings("TEAMFEED_WORK_ENDS must be later than TEAMFEED_WORK_STARTS")
    if not _address(settings.url, "http", "https") or urlsplit(settings.url).path:
        raise BadSettings(
            f"TEAMFEED_PUBLIC_URL={settings.public_url}: an address such as "
            "https://feed.firm.example is needed"
        )
    if not _address(settings.database, "sqlite", "postgresql+psycopg2"):
        # It may hold a password: it is not shown.
        raise BadSettings(
            "TEAMFEED_DATABASE_URL: an address such as "
            "postgresql://name:password@host/database is needed"
        )


def _address(url: str, *schemes: str) -> bool:
    """Whether it is an address of one of these schemes, with a machine where it needs one."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in schemes
            and parts.port != 0
            and (parts.hostname is not None or not parts.scheme.startswith("http"))
        )
    except ValueError:
        return False
