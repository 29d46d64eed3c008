"""partnerlab: what a city's yearly contest for NGO and neighbourhood projects achieves.

Nothing heavy is loaded until a name is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnerlab import charts, metrics
    from partnerlab.dataset import Dataset, Source
    from partnerlab.page import open_page
    from partnerlab.sources.prices import in_prices, price_index
    from partnerlab.sources.published import published
    from partnerlab.sources.records import check, open_records
    from partnerlab.sources.synthetic.sample import sample_records

__version__ = "0.1.0"

_HOMES = {
    "Dataset": "partnerlab.dataset",
    "Source": "partnerlab.dataset",
    "check": "partnerlab.sources.records",
    "in_prices": "partnerlab.sources.prices",
    "open_page": "partnerlab.page",
    "open_records": "partnerlab.sources.records",
    "price_index": "partnerlab.sources.prices",
    "published": "partnerlab.sources.published",
    "sample_records": "partnerlab.sources.synthetic.sample",
}
_ROOMS = ("charts", "metrics")

__all__ = [
    "Dataset",
    "Source",
    "charts",
    "check",
    "in_prices",
    "metrics",
    "open_page",
    "open_records",
    "price_index",
    "published",
    "sample_records",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"partnerlab.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'partnerlab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
