"""What this server is and can do; nothing about people."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response

from teamfeed import __version__
from teamfeed.api import entities
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.core import media, photo
from teamfeed.core.drafts import MEDIA_LIMIT, TEXT_LIMIT
from teamfeed.language import LANGUAGES, translate
from teamfeed.services import services
from teamfeed.settings import Settings

# The first number is Mastodon's, whose clients switch abilities on by it.
VERSION = f"4.3.0 (compatible; teamfeed {__version__})"
PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"]
Json = dict[str, Any]


@blueprint.get("/api/v1/instance")
@answers(entities.Instance)
def instance() -> Response:
    """The server as clients since Mastodon 1 ask for it."""
    settings = services().settings
    return json(
        {
            "uri": urlsplit(settings.url).netloc,
            "title": settings.firm_name,
            "short_description": _description(settings),
            "description": _description(settings),
            "email": "",
            "version": VERSION,
            "urls": {"streaming_api": settings.url},
            "stats": {"user_count": 0, "status_count": 0, "domain_count": 0},
            "thumbnail": f"{settings.url}/static/img/person.svg",
            "languages": _languages(settings),
            "registrations": False,
            "approval_required": False,
            "invites_enabled": False,
            "configuration": _configuration(),
            "contact_account": None,
            "rules": [],
        }
    )


@blueprint.get("/api/v2/instance")
@answers(entities.InstanceV2)
def instance_v2() -> Response:
    """The server as clients since Mastodon 4 ask for it."""
    settings = services().settings
    return json(
        {
            "domain": urlsplit(settings.url).netloc,
            "title": settings.firm_name,
            "version": VERSION,
            "api_versions": {"mastodon": 2},  # what 4.3 calls itself; Mastodon.py asks for it
            "source_url": "",
            "description": _description(settings),
            "usage": {"users": {"active_month": 0}},
            "thumbnail": {"url": f"{settings.url}/static/img/person.svg"},
            "icon": [],
            "languages": _languages(settings),
            "configuration": {**_configuration(), "urls": {"streaming": settings.url}},
            "registrations": {"enabled": False, "approval_required": False, "message": None},
            "contact": {"email": "", "account": None},
            "rules": [],
        }
    )


def _description(settings: Settings) -> str:
    return translate(settings.language_default, "The firm's own closed feed.")


def _languages(settings: Settings) -> list[str]:
    first = settings.language_default
    return [first, *(language for language in LANGUAGES if language != first)]


def _configuration() -> Json:
    return {
        "accounts": {"max_featured_tags": 0},
        "statuses": {
            "max_characters": TEXT_LIMIT,
            "max_media_attachments": MEDIA_LIMIT,
            "characters_reserved_per_url": 0,
        },
        "media_attachments": {
            "supported_mime_types": PHOTO_TYPES,
            "image_size_limit": media.MOST_BYTES,
            "image_matrix_limit": photo.MOST_PIXELS,
            "video_size_limit": 0,
            "video_frame_rate_limit": 0,
            "video_matrix_limit": 0,
        },
        "polls": {
            "max_options": 0,
            "max_characters_per_option": 0,
            "min_expiration": 0,
            "max_expiration": 0,
        },
        "translation": {"enabled": False},
    }
