"""Only a photo of somebody we know may be large; nothing comes in a thousand parts."""

import pytest

from tests.api.callers import Caller

TYPE = "multipart/form-data; boundary=b"


def parts(count: int, size: int) -> bytes:
    """A form of so many files."""
    one = b'--b\r\nContent-Disposition: form-data; name="x"; filename="x"\r\n\r\n%s\r\n'
    return one % (b"x" * size) * count + b"--b--\r\n"


@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/statuses", "/api/v2/media", "/nowhere"])
def test_an_outsider_sends_nothing_large(olly: Caller, path: str) -> None:
    answer = olly.call("POST", path, data=parts(2, 40_000), content_type=TYPE)

    assert answer.status_code == 413


def test_a_colleague_sends_a_large_photo_and_nothing_else_large(tess: Caller) -> None:
    photo, post = (
        tess.call("POST", path, data=parts(1, 300_000), content_type=TYPE)
        for path in ("/api/v2/media", "/api/v1/statuses")
    )

    assert (photo.status_code, post.status_code) == (422, 413)


def test_a_form_in_too_many_parts_is_refused(tess: Caller) -> None:
    fields = parts(101, 1).replace(b'; filename="x"', b"")
    answer = tess.call("POST", "/api/v2/media", data=fields, content_type=TYPE)

    assert answer.status_code == 413
