"""The tables. Times are milliseconds since 1970 UTC; ids sort by time."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    # BIGINT PRIMARY KEY is no alias of SQLite's rowid; INTEGER is.
    return Column(
        "id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )


def _account(name: str = "account_id", null: bool = False) -> Column[int]:
    return Column(name, BigInteger, ForeignKey("accounts.id"), nullable=null)


trades = Table(
    "trades",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("name_fr", String(40), nullable=False),
    Column("name_en", String(40), nullable=False),
    Column("letter", String(2), nullable=False),
    Column("rank", Integer, nullable=False, default=0),
)

sites = Table(
    "sites",
    metadata,
    _id(),
    Column("name", String(40), nullable=False, unique=True),
    Column("address", String(200), nullable=False, default=""),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_m", Integer, nullable=False, default=100),
    Column("open", Boolean, nullable=False, default=True),
    Column("progress", Integer),
    Column("blocked", Boolean, nullable=False, default=False),
    Column("created_at", BigInteger, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("handle", String(15), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("skeleton", String(80), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("trade", String(32), ForeignKey("trades.code")),
    Column("language", String(2), nullable=False),
    Column("theme", String(10), nullable=False, default="auto"),
    Column("phone", String(32)),
    Column("password_hash", String(200)),
    Column("site_id", BigInteger, ForeignKey("sites.id")),  # a guest's one site
    Column("until", BigInteger),  # a guest's end
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", BigInteger, nullable=False),
)

displays = Table(
    "displays",
    metadata,
    _id(),
    Column("name", String(40), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    Column("hash", String(64), nullable=False, unique=True),
    _account(null=True),
    Column("display_id", BigInteger, ForeignKey("displays.id")),
    Column("device", String(120), nullable=False, default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    sa.Index("ix_sessions_account", "account_id"),
)

tokens = Table(
    "tokens",
    metadata,
    _id(),
    Column("hash", String(64), nullable=False, unique=True),
    _account(),
    Column("name", String(60), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    sa.UniqueConstraint("account_id", "name", name="uq_tokens_account_name"),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    Column("hash", String(64), nullable=False, unique=True),
    Column("handle", String(15)),
    Column("name", String(40), nullable=False),
    Column("role", String(16), nullable=False),
    Column("trade", String(32)),
    Column("site_id", BigInteger),
    Column("until", BigInteger),
    Column("language", String(2), nullable=False),
    Column("display_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

posts = Table(
    "posts",
    metadata,
    _id(),
    _account(),
    _account("on_behalf_of", null=True),
    Column("text", Text, nullable=False, default=""),
    Column("availability", String(12)),
    Column("free_from", BigInteger),
    Column("site_id", BigInteger, ForeignKey("sites.id")),
    Column("place", String(60)),  # free text where no site fits
    Column("progress", Integer),
    Column("blocked", Boolean),
    Column("lat", Float),
    Column("lon", Float),
    Column("accuracy_m", Float),
    Column("position_at", BigInteger),
    Column("said_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("said_at_clamped", Boolean, nullable=False, default=False),
    Column("in_reply_to_id", BigInteger),
    Column("in_reply_to_account_id", BigInteger),
    Column("client_id", String(100)),
    Column("language", String(2), nullable=False),
    Column("corrected_at", BigInteger),
    Column("removed_at", BigInteger),
    Column("feed_position", BigInteger, nullable=False),
    sa.Index("ix_posts_account", "account_id", "id"),
    sa.Index("ix_posts_site", "site_id", "id"),
    sa.Index("ix_posts_on_behalf_of", "on_behalf_of", "id"),
    sa.Index("ix_posts_in_reply_to", "in_reply_to_id"),
)

post_versions = Table(
    "post_versions",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("availability", String(12)),
    Column("free_from", BigInteger),
    Column("site_id", BigInteger),
    Column("place", String(60)),
    Column("progress", Integer),
    Column("blocked", Boolean),
    Column("said_at", BigInteger, nullable=False),
    Column("replaced_at", BigInteger, nullable=False),
)

client_ids = Table(
    "client_ids",
    metadata,
    Column("account_id", BigInteger, ForeignKey("accounts.id"), primary_key=True),
    Column("client_id", String(100), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("post_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    sa.Index("ix_client_ids_at", "at"),
)

# What each person last said, so that the board is one read and a change costs O(1).
availabilities = Table(
    "availabilities",
    metadata,
    Column("account_id", BigInteger, ForeignKey("accounts.id"), primary_key=True),
    Column("availability", String(12), nullable=False),
    Column("free_from", BigInteger),
    Column("site_id", BigInteger, ForeignKey("sites.id")),
    Column("place", String(60)),
    Column("since", BigInteger, nullable=False),
    Column("said_at", BigInteger, nullable=False),
    Column("post_id", BigInteger, nullable=False),
)

media = Table(
    "media",
    metadata,
    _id(),
    Column("name", String(32), nullable=False, unique=True),
    _account(),
    Column("post_id", BigInteger),
    Column("rank", Integer, nullable=False, default=0),
    Column("alt", Text, nullable=False, default=""),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("thumb_width", Integer, nullable=False),
    Column("thumb_height", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    sa.Index("ix_media_post", "post_id"),
)

# The numbered record of every change. Rows are never deleted, only blanked.
feed = Table(
    "feed",
    metadata,
    Column(
        "position",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("kind", String(24), nullable=False),
    Column("body", Text),  # the change as JSON; null once blanked
    Column("account_id", BigInteger),
    Column("site_id", BigInteger),
    Column("post_id", BigInteger),
    Column("at", BigInteger, nullable=False),
    sa.Index("ix_feed_post", "post_id"),
    sa.Index("ix_feed_at", "at"),
)

feed_head = Table(
    "feed_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),
    Column("last_id", BigInteger, nullable=False),
)

# What tells one person of something: a mention, a reply, the morning's question.
notifications = Table(
    "notifications",
    metadata,
    _id(),
    _account(),
    Column("kind", String(12), nullable=False),
    _account("from_account_id", null=True),
    Column("post_id", BigInteger),  # what it tells of; of a question, its answer
    Column("site_id", BigInteger, ForeignKey("sites.id")),
    Column("created_at", BigInteger, nullable=False),
    Column("read_at", BigInteger),
    Column("answer", String(12)),
    Column("pushed_at", BigInteger),  # the process that wrote it here pushes it, no other
    sa.Index("ix_notifications_account", "account_id", "id"),
    sa.Index("ix_notifications_post", "post_id"),
)

# Without a row, the firm's quiet hours and every kind.
preferences = Table(
    "preferences",
    metadata,
    Column("account_id", BigInteger, ForeignKey("accounts.id"), primary_key=True),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),  # minutes since midnight
    Column("muted", String(200), nullable=False, default=""),  # kinds, joined by commas
)

# A browser that can be woken; it ends with the sign-in that made it.
push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    _id(),
    _account(),
    Column("session_id", BigInteger, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("endpoint", Text, nullable=False, unique=True),
    Column("p256dh", String(100), nullable=False),
    Column("auth", String(40), nullable=False),
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("created_at", BigInteger, nullable=False),
    sa.Index("ix_push_subscriptions_account", "account_id"),
    sa.Index("ix_push_subscriptions_session", "session_id"),
)
