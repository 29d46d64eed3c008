"""What is asked of organisations: their names and their tax numbers."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule

RULES: Mapping[str, Rule] = {}
