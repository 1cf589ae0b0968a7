"""Develop one photo in a process of its own, with little memory and time.

    python -I photo.py SOURCE FULL SMALL

Prints {"width", "height", "small_width", "small_height"} or {"fault": one of FAULTS}. What it
reads comes from anywhere, and decoders have holes: so it runs alone, limited, imports nothing of
ours, and writes a new picture of pixels only.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any

FAULTS = ("unreadable", "large", "moving", "damaged")
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MOST_PIXELS = 40_000_000
FULL_SIZE, SMALL_SIZE = 1600, 480
MEMORY, SECONDS, LARGEST_FILE = 1 << 30, 20, 32 << 20

Json = dict[str, Any]


class Fault(Exception):
    """Why there is no photo: one of FAULTS."""


def develop(source: str, full: str, small: str) -> Json:
    """Write the photo upright as JPEG at most 1600 px long, and a copy of at most 480 px."""
    picture = _pixels(source)
    picture.save(full, "JPEG", quality=82, optimize=True, progressive=True)
    found = {"width": picture.width, "height": picture.height}
    picture.thumbnail((SMALL_SIZE, SMALL_SIZE))
    picture.save(small, "JPEG", quality=78, optimize=True, progressive=True)
    return {**found, "small_width": picture.width, "small_height": picture.height}


def _pixels(source: str) -> Any:
    """The photo as plain RGB, without anything that was written beside the pixels."""
    from PIL import Image, ImageOps

    opened = _opened(source)
    try:
        opened.thumbnail((FULL_SIZE, FULL_SIZE))
        upright = _in_srgb(ImageOps.exif_transpose(opened))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Fault("damaged") from error
    # A new image: Pillow would write a comment and XMP of the old one again.
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    return clean


def _opened(source: str) -> Any:
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, before anything is decoded
    try:
        opened = Image.open(source, formats=FORMATS)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Fault("unreadable") from error
    if opened.width * opened.height > MOST_PIXELS:
        raise Fault("large")
    # A phone's JPEG may carry a second picture (MPO): the first is the photo.
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise Fault("moving")
    return opened


def _in_srgb(picture: Any) -> Any:
    """Colours as every screen understands them; transparency is kept for later."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    clear = picture.has_transparency_data
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(
                picture, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            return picture.convert("RGB")  # a broken profile is no reason to lose the photo
    return picture.convert("RGBA" if clear else "RGB")


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(source: str, full: str, small: str) -> Json:
    """Develop within the limits; a photo that needs more is damaged or made to harm."""
    _limit()
    warnings.simplefilter("ignore")
    try:
        return develop(source, full, small)
    except Fault as fault:
        return {"fault": str(fault)}
    except MemoryError:
        return {"fault": "damaged"}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))  # noqa: T201 - the answer to the process that waits
