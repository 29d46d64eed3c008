"""What is asked of texts that may hold personal data."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule

RULES: Mapping[str, Rule] = {}
