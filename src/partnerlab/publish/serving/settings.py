"""Voila's settings: no overrides, no files, no tracebacks, time limits; and Tornado's."""

from __future__ import annotations

from typing import Any

from traitlets.config import Config

from partnerlab.publish.serving.place import Place
from partnerlab.publish.serving.wire import LARGEST_FRAME
from partnerlab.publish.warm_kernel import CLIENT, WarmKernelSpecs

CELL_SECONDS = 120
LARGEST_BODY = 16 * 1024
"""All that is ever posted is the token of a page that is left."""
HEADER_SECONDS = 75
"""So long may a connection take for its next request's headers; a proxy that keeps connections gives up before."""
BODY_SECONDS = 10
PING_MILLISECONDS = 20_000
"""A network that has gone silent is noticed by this; a proxy takes the connection for a living one."""


def of_voila(place: Place) -> Config:
    """What Voila is told."""
    config = Config()
    config.Voila.ip = place.host
    config.Voila.port = place.port
    config.Voila.port_retries = 0
    config.Voila.open_browser = False
    config.Voila.log_level = "ERROR"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.attempt_fix_notebook = False
    config.VoilaConfiguration.kernel_spec_manager_class = WarmKernelSpecs
    config.VoilaExecutor.timeout = CELL_SECONDS
    config.NotebookNotary.db_file = ":memory:"
    config.MappingKernelManager.buffer_offline_messages = False
    config.MappingKernelManager.cull_idle_timeout = 0
    config.KernelManager.autorestart = False
    config.KernelManager.transport = "ipc"
    config.KernelManager.client_class = CLIENT
    return config


def of_connections() -> dict[str, Any]:
    """What the listening server is told: nobody holds a connection, or its memory, by sending slowly or much.

    >>> of_connections()["max_body_size"]
    16384
    """
    return {
        "max_body_size": LARGEST_BODY,
        "idle_connection_timeout": HEADER_SECONDS,
        "body_timeout": BODY_SECONDS,
    }


def of_tornado(place: Place) -> dict[str, Any]:
    """What Tornado is told."""
    return {
        "compress_response": True,
        "xsrf_cookies": True,
        "xsrf_cookie_kwargs": {"httponly": True, "samesite": "Lax", "secure": place.is_secure},
        "websocket_max_message_size": LARGEST_FRAME,
        "websocket_compression_options": {},
        "ws_ping_interval": PING_MILLISECONDS,
        "allow_remote_access": True,
        "static_url_prefix": "/assets/",
    }
