"""`partnerlab serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partnerlab.cli.options import Accept, Boundaries, Data, Mapping, Speak, Table
from partnerlab.cli.speech import say, speaking
from partnerlab.wording import message, words

HELP = message("Serve the dashboards on this machine.\n\nExample: partnerlab serve --data contest.xlsx")
SERVING = message("Dashboards: {address} (stop with Ctrl+C)")
COMING = message("Getting the dashboards ready…")
BUSY = message("The port {port} is in use; choose another with --port.")
NO_ADDRESS = message(
    "--public «{address}» is not an address such as https://contest.example.org/: give it without a path."
)
NO_REPORTS = message("There are no reports in «{folder}»: make them with partnerlab report, or leave --reports out.")


def serve(
    data: Data = None,
    language: Speak = None,
    host: Annotated[str, typer.Option("--host", help=say("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=say("The port to listen on."))] = 8866,
    visitors: Annotated[
        int,
        typer.Option(
            "--visitors",
            min=1,
            max=10_000,
            help=say("How many pages may be open at once, of up to 60 MB each; beyond it a page asks to wait."),
        ),
    ] = 100,
    reports: Annotated[
        Path | None,
        typer.Option(
            "--reports",
            metavar="DIR",
            help=say("Reports to link from the dashboards. Without it: ./reports, if made from the same data."),
        ),
    ] = None,
    public: Annotated[
        str,
        typer.Option(
            "--public",
            metavar="ADDRESS",
            help=say("The address under which a proxy shows the dashboards (https://...)."),
        ),
    ] = "",
    mapping: Mapping = None,
    table: Table = None,
    boundaries: Boundaries = None,
    accept_errors: Accept = False,
) -> None:
    """Serve the dashboards."""
    with speaking(language) as spoken:
        from partnerlab.page import PUBLISHED
        from partnerlab.publish import opening, plan
        from partnerlab.publish.serving.running import serve as serve_dashboards
        from partnerlab.sources.forms.opening import elsewhere, remembered

        says = words(spoken)
        if public and not _is_address(public):
            _refuse(says.say(NO_ADDRESS, address=public))
        if reports is not None and not (reports / "manifest.json").is_file():
            _refuse(says.say(NO_REPORTS, folder=reports))
        source = plan.place(data, table)
        if data:
            source = elsewhere(source)  # the kernels run in other folders
        records = opening.opened(data or PUBLISHED, mapping=mapping, table=table, accept_errors=accept_errors)
        outlines = opening.opened_boundaries(boundaries, records) if boundaries else None
        if not _is_free(host, port):
            _refuse(says.say(BUSY, port=port), status=1)
        typer.echo(says.say(COMING), err=True)
        serving = says.say(SERVING, address=public or f"http://{host}:{port}/")
        with remembered(data or PUBLISHED):  # the kernels are told an address without its password
            serve_dashboards(
                source,
                records,
                language=spoken if language else None,
                host=host,
                port=port,
                boundaries=outlines,
                mapping=mapping,
                visitors=visitors,
                reports_folder=reports,
                public=public,
                told=lambda: typer.echo(serving, err=True),
            )


def _is_address(public: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(public)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path in ("", "/") and not parts.query
        )
    except ValueError:
        return False


def _is_free(host: str, port: int) -> bool:
    import socket

    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def _refuse(said: str, *, status: int = 2) -> None:
    typer.echo(said, err=True)
    raise typer.Exit(status)
