"""Files of boundaries that are none, or fit no district."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import Language, message, words


@dataclass(eq=False)
class NoOutlines(PartnerlabError):
    """A file of boundaries with no outline in it."""

    file: str
    template = message(
        "{file}: there are no outlines of districts in the file; it needs a GeoJSON FeatureCollection with one polygon "
        "a district."
    )


@dataclass(eq=False)
class WrongOutline(PartnerlabError):
    """A feature of a file of boundaries that is not a polygon."""

    file: str
    feature: int
    found: str
    template = message(
        "{file}, feature {feature}: «{found}» with these coordinates is not an outline; each feature must be a Polygon "
        "or MultiPolygon of at least three points."
    )


@dataclass(eq=False)
class NotDegrees(PartnerlabError):
    """A file of boundaries in metres or another projection."""

    file: str
    found: str
    template = message(
        "{file}: the coordinates are not degrees (found: {found}); save the file in WGS 84 (EPSG:4326), longitude "
        "first."
    )


@dataclass(eq=False)
class UnmatchedDistricts(PartnerlabError):
    """Districts of the records that the file of boundaries does not have."""

    districts: tuple[str, ...]
    outlines: tuple[str, ...]
    template = message(
        "These districts of the records have no outline: {districts}. These outlines have no district: {outlines}. "
        "Write the names alike in the records and in a text property of the file."
    )

    def said(self, language: Language) -> dict[str, object]:
        """Both lists; an empty one in a word."""
        none = words(language).say("none")
        return {name: fact or none for name, fact in super().said(language).items()}
