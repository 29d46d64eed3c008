"""What is asked of headings that no heading is known by, and of a user's own mapping."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule

RULES: Mapping[str, Rule] = {}
