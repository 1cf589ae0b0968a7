"""A photo comes out upright, small and bare; anything else is refused with a reason."""

import io
import stat
import struct
import subprocess
import sys
import textwrap
import zlib
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageDraw
from sqlalchemy.engine import Connection

from teamfeed.clock import DAY
from teamfeed.core import media
from teamfeed.core.refusal import Refusal
from teamfeed.writer import Writer
from tests.cast import Cast
from tests.conftest import Clock

SECRET = "48.1173,-1.6778"


def picture(form: str, size: tuple[int, int] = (800, 600), mode: str = "RGB", **how: Any) -> bytes:
    """A picture whose left half is red."""
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    out = io.BytesIO()
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(out, quality=60)
    else:
        image.save(out, form, **how)
    return out.getvalue()


def colour(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    """One pixel of a stored photo."""
    red, green, blue = image.convert("RGB").crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def bomb() -> bytes:
    """A PNG of a few kilobytes that claims 50,000 x 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_is_stored_as_two_jpegs(form: str, tmp_path: Path) -> None:
    made = media.develop(picture(form, (2000, 1000)), tmp_path)

    with Image.open(media.path_of(tmp_path, made.name)) as full:
        assert (full.format, full.size) == ("JPEG", (1600, 800))
    with Image.open(media.path_of(tmp_path, made.name, small=True)) as small:
        assert small.size == (480, 240) == (made.thumb_width, made.thumb_height)
        red, white = colour(small, 20, 20), colour(small, 460, 20)
    assert red[0] > 200 > 60 > red[1]
    assert min(white) > 200


def test_nothing_but_pixels_is_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    data = picture(
        "JPEG",
        exif=exif,
        comment=SECRET.encode(),
        xmp=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode(),
    )
    assert data.count(SECRET.encode()) >= 3

    made = media.develop(data, tmp_path)

    for path in (tmp_path / "media").rglob("*.jpg"):
        assert SECRET.encode() not in path.read_bytes()
        with Image.open(path) as stored:
            assert not stored.getexif()
            assert set(stored.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
    assert made.bytes == sum(p.stat().st_size for p in (tmp_path / "media").rglob("*.jpg"))


def test_a_photo_taken_upright_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it

    made = media.develop(picture("JPEG", (800, 600), exif=exif), tmp_path)

    assert (made.width, made.height) == (600, 800)
    with Image.open(media.path_of(tmp_path, made.name)) as full:
        assert colour(full, 300, 20)[1] < 60 < 200 < colour(full, 300, 780)[1]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new(mode, (50, 40)).save(out, "PNG")

    assert media.develop(out.getvalue(), tmp_path).width == 50


def test_a_clear_background_becomes_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 40), (255, 0, 0, 0)).save(out, "PNG")

    made = media.develop(out.getvalue(), tmp_path)

    with Image.open(media.path_of(tmp_path, made.name)) as full:
        assert colour(full, 5, 5) == (255, 255, 255)


def test_the_second_picture_in_a_phones_jpeg_is_left_out(tmp_path: Path) -> None:
    made = media.develop(moving("MPO"), tmp_path)

    with Image.open(media.path_of(tmp_path, made.name)) as full:
        assert full.format == "JPEG"
        assert colour(full, 20, 20)[0] > 200


HOSTILE = {
    "nothing": (b"", "empty"),
    "a text": (b"hello" * 100, "not a photo"),
    "svg": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "not a photo",
    ),
    "html": (b"<!doctype html><script>alert(1)</script>", "not a photo"),
    "gif": (picture("GIF"), "not a photo"),
    "bmp": (picture("BMP"), "not a photo"),
    "tiff": (picture("TIFF"), "not a photo"),
    "pdf": (picture("PDF"), "not a photo"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "not a photo"),
    "a bomb": (bomb(), "megapixels"),
    "41 megapixels": (picture("JPEG", (8200, 5000), "L", quality=5), "megapixels"),
    "a moving png": (moving("PNG"), "moves"),
    "a moving webp": (moving("WEBP"), "moves"),
    "half a jpeg": (picture("JPEG")[:2500], "damaged"),
    "half a png": (picture("PNG")[:-200], "damaged"),
    "half a heic": (picture("HEIF")[:-200], None),
    "a jpeg's head": (picture("JPEG")[:20], None),
    "a heic's head": (picture("HEIF")[:32], None),
    "noise in a jpeg": (picture("JPEG")[:300] + bytes(range(256)) * 40, None),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_photo_is_refused_with_a_reason(kind: str, tmp_path: Path) -> None:
    data, reason = HOSTILE[kind]

    with pytest.raises(Refusal) as refused:
        media.develop(data, tmp_path)

    assert refused.value.status == 422
    assert (reason or "") in str(refused.value.reasons["file"])
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_photo_over_12_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        media.develop(picture("JPEG") + bytes(media.MOST_BYTES), tmp_path)

    assert refused.value.status == 413
    assert not list(tmp_path.iterdir())


def test_forty_megapixels_fit_into_the_limits(tmp_path: Path) -> None:
    made = media.develop(picture("PNG", (8000, 5000), compress_level=1), tmp_path)

    assert (made.width, made.height) == (1600, 1000)


def test_the_process_may_not_take_all_memory() -> None:
    script = "from teamfeed.core import photo; photo._limit(); bytearray(2 << 30)"

    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert "MemoryError" in done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "a" * 31,
        "A" * 32,
        "a" * 33,
        "g" * 32,
        "a" * 32 + "\n",
        "..%2f" * 6 + "aa",
        "/" + "a" * 31,
        "a" * 16 + "\0" + "a" * 15,
    ],
)
def test_a_name_that_we_did_not_give_leads_nowhere(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        media.path_of(tmp_path, name)


@pytest.mark.parametrize("name", ["", "a\0b", "../secret-key", "0" * 31])
def test_a_name_that_is_none_finds_nothing(connection: Connection, name: str) -> None:
    assert media.by_name(connection, name) is None


def test_nobody_else_on_the_machine_can_list_the_photos(tmp_path: Path) -> None:
    made = media.develop(picture("JPEG"), tmp_path)

    folder = media.path_of(tmp_path, made.name).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_sockets_stay_alive_while_a_photo_is_developed(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from teamfeed import green
        green.patch("eventlet")
        from teamfeed.core import media
        longest, last = 0.0, time.monotonic()
        def watch():
            global longest, last
            while True:
                green.sleep(0.005)
                longest, last = max(longest, time.monotonic() - last), time.monotonic()
        green.spawn(watch)
        data = Path(sys.argv[1]).read_bytes()
        green.sleep(0.05)
        longest = 0.0
        media.develop(data, Path(sys.argv[1]).parent)
        print(longest)
    """)
    source = tmp_path / "photo.png"
    source.write_bytes(picture("PNG", (4000, 3000)))

    done = subprocess.run(
        [sys.executable, "-c", script, str(source)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert float(done.stdout) < 0.1


def test_a_photo_no_post_took_is_gone_the_next_day(
    writer: Writer, cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    made = media.develop(picture("JPEG"), tmp_path)
    row = writer.do(media.add, cast.tess.id, made, "Le salon")

    clock.now += 2 * DAY
    media.erase(tmp_path, writer.do(media.forget_unused))

    assert not media.path_of(tmp_path, made.name).exists()
    assert writer.do(lambda tx: media.find(tx.connection, row["id"])) is None


def test_a_photo_is_described_by_its_owner_only(writer: Writer, cast: Cast, tmp_path: Path) -> None:
    row = writer.do(media.add, cast.tess.id, media.develop(picture("JPEG"), tmp_path))

    assert writer.do(media.describe, cast.tess.id, row["id"], "Le\u202e salon")["alt"] == "Le salon"
    with pytest.raises(Refusal):
        writer.do(media.describe, cast.tariq.id, row["id"], "Autre")
