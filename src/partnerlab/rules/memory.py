"""What is asked of the memory of earlier checks, `findings.csv`."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

RULES: Mapping[str, Rule] = {
    "strange_memory": Rule(
        "warning",
        message("Is it known what earlier checks found?"),
        message("findings.csv beside the file cannot be read as a list of findings; nothing counts as accepted"),
        mend=message("rename it if it is a file of your own, or restore its headings"),
    ),
}
