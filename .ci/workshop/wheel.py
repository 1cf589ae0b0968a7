"""Put templates, built static files and migrations into the wheel, where places.py looks."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACES = {
    "templates": "teamfeed/templates",
    "static/dist": "teamfeed/static",
    "migrations": "teamfeed/migrations",
}


class Places(BuildHookInterface[Any]):
    """Runs for wheels; an editable install reads the source tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the three folders, or say how to make the one that is built."""
        if version == "editable":
            return
        if not (Path(self.root) / "static" / "dist" / "manifest.json").exists():
            raise FileNotFoundError("static/dist is not built: run `make build` first")
        build_data["force_include"].update(PLACES)
