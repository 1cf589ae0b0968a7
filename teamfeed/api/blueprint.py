"""The blueprint that every call of the API joins, and what a call says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint
from pydantic import BaseModel
from werkzeug.routing import IntegerConverter

from teamfeed.core.values import LARGEST_ID

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("api", __name__)


class Identity(IntegerConverter):
    """An id in a path; a number that no id can be is simply not found."""

    def to_python(self, value: str) -> int:
        # Not ValidationError: beside a route with another method it would mean 405.
        return LARGEST_ID if len(value) > 19 else min(int(value), LARGEST_ID)


@dataclass(frozen=True, slots=True)
class Operation:
    """What the OpenAPI description says of a call beyond its route and its row."""

    answer: Any  # an entity, or a list of one
    takes: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    headers: type[BaseModel] | None = None
    refuses: tuple[int, ...] = ()


def answers(
    answer: Any,
    *,
    takes: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    headers: type[BaseModel] | None = None,
    refuses: tuple[int, ...] = (),
) -> Callable[[View], View]:
    """Say what a call answers and takes, for the OpenAPI description."""

    def described(view: View) -> View:
        vars(view)["operation"] = Operation(answer, takes, query, headers, refuses)
        return view

    return described
