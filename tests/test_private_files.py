"""What lies on the disk is for the server's own account alone."""

from pathlib import Path

from teamfeed import database, migrate
from teamfeed.settings import Settings


def test_the_database_and_its_journal_are_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    engine = database.engine(Settings().with_(data_dir=tmp_path))
    migrate.upgrade(engine)

    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM accounts")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("teamfeed.db*")}
    engine.dispose()

    assert {"teamfeed.db", "teamfeed.db-wal", "teamfeed.db-shm"} <= set(modes)
    assert set(modes.values()) == {0o600}
