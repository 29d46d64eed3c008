"""`partnerlab serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from partnerlab.cli.options import Accept, Boundaries, Data, Mapping, Speak, Table
from partnerlab.cli.speech import say, speaking
from partnerlab.wording import message, words

HELP = message("Serve the dashboards on this machine.\n\nExample: partnerlab serve --data contest.xlsx")
SERVING = message("Dashboards: {address} (stop with Ctrl+C)")
BUSY = message("The port {port} is in use; choose another with --port.")


def serve(
    data: Data = None,
    language: Speak = None,
    host: Annotated[str, typer.Option("--host", help=say("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=say("The port to listen on."))] = 8866,
    mapping: Mapping = None,
    table: Table = None,
    boundaries: Boundaries = None,
    accept_errors: Accept = False,
) -> None:
    """Serve the dashboards."""
    with speaking(language) as spoken:
        import socket

        from partnerlab.page import PUBLISHED
        from partnerlab.publish import opening, plan
        from partnerlab.publish.serve import serve as serve_dashboards
        from partnerlab.sources.forms.opening import elsewhere, remembered

        source = plan.place(data, table)
        if data:
            source = elsewhere(source)  # the kernels run in other folders
        records = opening.opened(data or PUBLISHED, mapping=mapping, table=table, accept_errors=accept_errors)
        outlines = opening.opened_boundaries(boundaries, records) if boundaries else None
        says = words(spoken)
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError:
                typer.echo(says.say(BUSY, port=port), err=True)
                raise typer.Exit(1) from None
        typer.echo(says.say(SERVING, address=f"http://{host}:{port}/"), err=True)
        with remembered(data or PUBLISHED):  # the kernels are told an address without its password
            serve_dashboards(
                source,
                records,
                language=spoken if language else None,
                host=host,
                port=port,
                boundaries=outlines,
                mapping=mapping,
            )
