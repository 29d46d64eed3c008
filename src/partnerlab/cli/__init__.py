"""The command line: what a user types, in the user's language; the work is done elsewhere."""

from __future__ import annotations

import typer

from partnerlab.cli import catalogue, check, convert, lab, organisations, report, sample, serve, table, template
from partnerlab.cli.speech import say

app = typer.Typer(
    help=say("What a city's yearly contest for NGO and neighbourhood projects achieves."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

for command, said in (
    (report.report, report.HELP),
    (serve.serve, serve.HELP),
    (lab.lab, lab.HELP),
    (table.table, table.HELP),
    (check.check, check.HELP),
    (organisations.organisations, organisations.HELP),
    (template.template, template.HELP),
    (convert.convert, convert.HELP),
    (sample.sample, sample.HELP),
    (catalogue.catalogue, catalogue.HELP),
):
    app.command(help=say(said))(command)


def main() -> None:
    """Run the command line."""
    app()
