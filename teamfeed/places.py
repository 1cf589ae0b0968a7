"""Where templates, built static files and migrations lie: the source tree, else the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SOURCE = PACKAGE.parent


def templates() -> Path:
    """The folder of Jinja templates."""
    return _place(SOURCE / "templates", PACKAGE / "templates")


def static() -> Path:
    """The folder of built scripts, styles and images, with manifest.json."""
    return _place(SOURCE / "static" / "dist", PACKAGE / "static")


def migrations() -> Path:
    """The folder of Alembic's env.py and versions."""
    return _place(SOURCE / "migrations", PACKAGE / "migrations")


def _place(source: Path, installed: Path) -> Path:
    # Beside an installed package, `static` or `migrations` could be another project's folder.
    return source if (SOURCE / "pyproject.toml").exists() else installed
