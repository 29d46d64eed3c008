"""How long it takes to find the names that are probably one organisation: `python tests/benchmarks/organisations.py`.

Names are made up of words in the manner of registers; a fifth of them is another spelling of one before. Prints one
line of JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time

from partnerlab.sources.organisations.groups import Spelling, proposed

FORMS = ("АНО", "РОО", "Благотворительный фонд", "ТОС", "Пермская городская общественная организация", "МБУ")
KINDS = ("", "Центр ", "Клуб ", "Союз ", "Совет ветеранов ", "Центр поддержки семьи ", "Общество инвалидов ")
PARTS = ("ка", "мо", "ра", "ли", "та", "но", "ве", "со", "ду", "ри", "ба", "ше", "гу", "зо", "пе", "ла", "фи", "ня")


def made_up(count: int) -> list[str]:
    """So many different names."""
    chance = random.Random(2004)  # noqa: S311
    names: dict[str, None] = {}
    while len(names) < count:
        if names and chance.random() < 0.2:
            name = chance.choice(list(names)[-200:]).replace("АНО", "Автономная некоммерческая организация")
            name = name.replace("«", '"').replace("»", '"').upper()
        else:
            words = [
                "".join(chance.choices(PARTS, k=chance.randint(2, 4))).title() for _ in range(chance.choice((1, 1, 2)))
            ]
            number = f" № {chance.randint(1, 150)}" if chance.random() < 0.1 else ""
            name = f"{chance.choice(FORMS)} «{chance.choice(KINDS)}{' '.join(words)}»{number}"
        names[name] = None
    return list(names)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    spellings = [Spelling(name, "", 2) for name in made_up(wanted)]
    start = time.perf_counter()
    groups = proposed(spellings)
    print(json.dumps({"names": wanted, "groups": len(groups), "seconds": round(time.perf_counter() - start, 2)}))
