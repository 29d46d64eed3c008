"""What is asked of records, years and files beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule

RULES: Mapping[str, Rule] = {}
