"""What is asked of texts that may hold personal data."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

RULES: Mapping[str, Rule] = {
    "personal_column": Rule(
        "warning",
        message("Is the table free of columns of personal data?"),
        message("the column «{found}» looks like personal data and is left out (cells: {cells})"),
        mend=message(
            "nothing need be done for the reports; delete the column in the copies of the file that you pass on"
        ),
    ),
    "personal_data": Rule(
        "warning",
        message("Are the texts free of telephones, e-mail addresses and numbers of documents?"),
        message("«{found}» looks like personal data: a telephone, an e-mail address, a document, a birthday or a home"),
        mend=message("delete it from the text: pages and tables made from the records can show it"),
    ),
    "person_as_organisation": Rule(
        "note",
        message("Are the applicants organisations?"),
        message("the applicant is a person by name; pages that list organisations will show the name (rows: {count})"),
        mend=message("write a code in place of the name if the pages are for the public"),
        summed=True,
    ),
}
