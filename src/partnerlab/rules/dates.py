"""What is asked of the dates in each record."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule

RULES: Mapping[str, Rule] = {}
