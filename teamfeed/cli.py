"""The command line: teamfeed COMMAND."""

from importlib import import_module

import click

from teamfeed import environment, green

# Each command lives in a module of its own, loaded when it is asked for.
NOUNS = {
    "account": "accounts",
    "demo": "demo",
    "display": "displays",
    "invite": "invite",
    "migrate": "migrate",
    "post": "post",
    "run": "run",
    "serve": "serve",
    "token": "tokens",
}
SERVERS = ("run", "serve")


class Teamfeed(click.Group):
    """Loads a command when it is called, and says in one line what stands in its way."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NOUNS:
            return None
        found: click.Command = import_module(f"teamfeed.commands.{NOUNS[cmd_name]}").command
        return found

    def resolve_command(
        self,
        ctx: click.Context,
        args: list[str],
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in SERVERS:  # before the command imports anything that the patch must reach
            green.patch(environment.async_mode())
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from teamfeed.commands.failure import shown

            if (failure := shown(error)) is None:
                raise
            raise failure from error


@click.command(cls=Teamfeed, name="teamfeed")
@click.version_option(package_name="teamfeed", prog_name="teamfeed")
def main() -> None:
    """The firm's own closed microblog."""


if __name__ == "__main__":
    main()
