"""Every answer tells the browser to trust only us and to keep nothing."""

import re

from tests.cast import Cast
from tests.clients import Visitor
from tests.servers import Server


def test_every_page_forbids_foreign_and_inline_code(server: Server, server_cast: Cast) -> None:
    visitor = Visitor(server.url)
    pages = [visitor.get("/sign-in"), visitor.get("/nowhere")]
    visitor.sign_in("mo")
    pages += [visitor.get(path) for path in ("/", "/desk", "/wall", "/roster", "/me", "/u/tess")]
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'; trusted-types lit-html" in policy
        assert "unsafe" not in policy
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Permissions-Policy"].startswith("geolocation=(self), camera=(self)")


def test_no_page_carries_inline_code_or_style(server: Server, server_cast: Cast) -> None:
    visitor = Visitor(server.url)
    visitor.sign_in("mo")
    for path in ("/", "/desk", "/wall", "/roster", "/me"):
        text = visitor.get(path).text
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
        assert not re.search(r"<style|\sstyle=|\son\w+=", text)


def test_built_files_are_kept_for_ever(server: Server, server_cast: Cast) -> None:
    visitor = Visitor(server.url)
    name = re.search(r"/static/sign-in\.\w+\.css", visitor.get("/sign-in").text)
    assert name

    answer = visitor.get(name[0])

    assert "immutable" in answer.headers["Cache-Control"]
    assert visitor.get("/static/img/person.svg").ok
    assert visitor.get("/static/../pyproject.toml").status_code == 404


def test_what_people_write_cannot_end_the_script_block(server: Server, server_cast: Cast) -> None:
    visitor = Visitor(server.url)
    visitor.sign_in("tess")
    visitor.submit("/", status="</script><script>alert(1)</script>")

    text = visitor.get("/").text

    assert "<script>alert" not in text
    assert "\\u003c/script\\u003e" in text
