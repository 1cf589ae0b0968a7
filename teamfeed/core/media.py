"""Photos: developed in a process of their own, stored below the data folder."""

import json
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed import green
from teamfeed.clock import DAY
from teamfeed.core import photo, text
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.refusal import Refusal, invalid, not_found
from teamfeed.core.schema import media
from teamfeed.database import all_rows, first_row
from teamfeed.language import Message, _

MOST_BYTES = 12 << 20
ALT_LIMIT = 300
TIMEOUT_S = 30
UNUSED_KEPT = DAY  # a photo uploaded before its post was written

_NAME = re.compile(r"[0-9a-f]{32}")
_at_once = green.Semaphore(2)  # each takes a core and up to a gigabyte


@dataclass(frozen=True, slots=True)
class Developed:
    """A photo whose files are there; `bytes` counts both."""

    name: str
    width: int
    height: int
    thumb_width: int
    thumb_height: int
    bytes: int


def develop(data: bytes, data_dir: Path) -> Developed:
    """Make an upright JPEG and a small one of what came in, and forget the rest of it.

    JPEG, PNG, WebP or HEIC; at most 12 MB, 40 megapixels and one frame. Refuses with a reason
    under `file`. Takes a second or so: call it before the writer, never within a verb.
    """
    if not data:
        raise invalid(file=_("The photo is empty. Take it again."))
    if len(data) > MOST_BYTES:
        raise Refusal(413, _TOO_LARGE, file=_TOO_LARGE)
    with _at_once:
        return green.offload(_develop, data, data_dir)


def add(
    tx: Transaction, account_id: int, developed: Developed, alt: str = "", rank: int = 0
) -> Row:
    """Record a developed photo of a person; a post of the same person may then hold it."""
    row = {
        "id": tx.next_id(),
        "name": developed.name,
        "account_id": account_id,
        "post_id": None,
        "rank": rank,
        "alt": text.clean(alt)[:ALT_LIMIT],
        "width": developed.width,
        "height": developed.height,
        "thumb_width": developed.thumb_width,
        "thumb_height": developed.thumb_height,
        "bytes": developed.bytes,
        "created_at": tx.now,
    }
    tx.execute(media.insert(), row)
    return row


def describe(tx: Transaction, account_id: int, media_id: int, alt: str) -> Row:
    """Change the alternative text of one's own photo that is in no post yet."""
    mine = media.c.id == media_id, media.c.account_id == account_id, media.c.post_id.is_(None)
    tx.execute(media.update().where(*mine).values(alt=text.clean(alt)[:ALT_LIMIT]))
    if (row := first_row(tx.execute(sa.select(media).where(*mine)))) is None:
        raise not_found()
    return row


def find(connection: Connection, media_id: int) -> Row | None:
    """One photo by its id."""
    return first_row(connection.execute(sa.select(media).where(media.c.id == media_id)))


def by_name(connection: Connection, name: str) -> Row | None:
    """One photo by its random name; PostgreSQL cannot even be asked for some texts."""
    if not _NAME.fullmatch(name):
        return None
    return first_row(connection.execute(sa.select(media).where(media.c.name == name)))


def path_of(data_dir: Path, name: str, *, small: bool = False) -> Path:
    """Where a photo's file is; anything but a name we gave is refused."""
    if not _NAME.fullmatch(name):
        raise not_found()
    return data_dir / "media" / name[:2] / f"{name}{'-small' if small else ''}.jpg"


def forget_unused(tx: Transaction) -> list[str]:
    """Forget photos of removed posts, and those that no post took within a day; their names."""
    query = sa.select(media.c.id, media.c.name).where(
        media.c.post_id.is_(None), media.c.created_at < tx.now - UNUSED_KEPT
    )
    unused = all_rows(tx.execute(query))
    if unused:
        tx.execute(media.delete().where(media.c.id.in_([row["id"] for row in unused])))
    return [row["name"] for row in unused]


def erase(data_dir: Path, names: Iterable[str]) -> None:
    """Delete the files of forgotten photos, after the commit that forgot them."""
    for name in names:
        for small in (False, True):
            path_of(data_dir, name, small=small).unlink(missing_ok=True)


_TOO_LARGE = _("The photo is larger than %(most)d MB. Send a smaller one.", most=MOST_BYTES >> 20)
_REASONS: dict[str, Message] = {
    "unreadable": _("This is not a photo that we can read. Send a JPEG, PNG, WebP or HEIC."),
    "large": _(
        "The photo has more than %(most)d megapixels. Send a smaller one.",
        most=photo.MOST_PIXELS // 1_000_000,
    ),
    "moving": _("This picture moves. Send a single photo."),
    "damaged": _("The photo is damaged or came only in part. Take it again."),
}


def _develop(data: bytes, data_dir: Path) -> Developed:
    name = secrets.token_hex(16)
    full, small = (path_of(data_dir, name, small=which) for which in (False, True))
    full.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data_dir / "media", prefix="new-") as folder:
        source, *made = (Path(folder, file) for file in ("source", "full.jpg", "small.jpg"))
        source.write_bytes(data)
        found = _in_a_process(source, *made)
        size = sum(path.stat().st_size for path in made)
        for path, target in zip(made, (full, small), strict=True):
            path.replace(target)
    return Developed(
        name, found["width"], found["height"], found["small_width"], found["small_height"], size
    )


def _in_a_process(source: Path, full: Path, small: Path) -> dict[str, Any]:
    # -I: neither the environment nor the current folder changes what runs.
    command = [sys.executable, "-I", photo.__file__, str(source), str(full), str(small)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, env={}, check=False)
    except subprocess.TimeoutExpired as error:
        raise invalid(file=_REASONS["damaged"]) from error
    # A process that was killed at a limit, or crashed in a decoder, says nothing.
    found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    if "width" not in found:
        raise invalid(file=_REASONS[found.get("fault", "damaged")])
    return found
