"""The blueprint that every page belongs to."""

from flask import Blueprint

blueprint = Blueprint("web", __name__)
