"""Notifications, who wants which, and the browsers that can be woken."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notifications",
        _id(),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("from_account_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("pushed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_notifications_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["from_account_id"], ["accounts.id"], name="fk_notifications_from_account_id"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_notifications_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
    )
    op.create_index("ix_notifications_account", "notifications", ["account_id", "id"])
    op.create_index("ix_notifications_post", "notifications", ["post_id"])
    op.create_table(
        "preferences",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
        sa.Column("muted", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_preferences_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_preferences"),
    )
    op.create_table(
        "push_subscriptions",
        _id(),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(length=100), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_push_subscriptions_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name="fk_push_subscriptions_session_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_push_subscriptions"),
        sa.UniqueConstraint("endpoint", name="uq_push_subscriptions_endpoint"),
    )
    op.create_index("ix_push_subscriptions_account", "push_subscriptions", ["account_id"])
    op.create_index("ix_push_subscriptions_session", "push_subscriptions", ["session_id"])


def downgrade() -> None:
    op.drop_table("push_subscriptions")
    op.drop_table("preferences")
    op.drop_table("notifications")


def _id() -> sa.Column[int]:
    return sa.Column(
        "id",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        autoincrement=False,
        nullable=False,
    )
