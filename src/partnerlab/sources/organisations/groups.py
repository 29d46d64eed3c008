"""Names that are probably one organisation: proposed for a person to decide, never merged here.

Tax numbers win over names: one right number is one organisation, two are never proposed as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from partnerlab.sources.organisations.names import Name, compared
from partnerlab.sources.organisations.pairs import (
    LARGEST_CROWD,
    REASONS,
    Pair,
    Reason,
    Spelling,
    agree,
    blocks_of,
    likely_pairs,
    sure_pairs,
)

__all__ = ["Group", "Reason", "Spelling", "proposed"]


@dataclass(frozen=True, slots=True)
class Group:
    """Spellings that are probably one organisation, by their places, and why."""

    members: tuple[int, ...]
    reason: Reason


def proposed(
    spellings: Sequence[Spelling],
    *,
    together: Iterable[Collection[int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[Group]:
    """Groups of spellings that are probably one organisation, those of most applications first.

    `together` are the places that a person has said to be one, `apart` the pairs said not to be.

    >>> names = ("АНО «Вектор-Лад»", 'автономная некоммерческая организация "Вектор-лад"')
    >>> [(group.members, group.reason) for group in proposed([Spelling(name, "", 1) for name in names])]
    [((0, 1), 'same_words')]
    """
    numbered = all(one.proof for one in spellings)  # then no two but those of one number can be one
    names = [] if numbered else [compared(one.name) for one in spellings]
    clusters = _Clusters(spellings, names, apart)
    for places in together:
        clusters.bind(list(places))
    blocks = blocks_of(names)
    clusters.join_all(sure_pairs(blocks, names, spellings))
    clusters.join_clear(likely_pairs(blocks, names, spellings))
    return clusters.groups()


class _Clusters:
    """Spellings joined so far, none of which contradict each other."""

    def __init__(self, spellings: Sequence[Spelling], names: Sequence[Name], apart: Collection[tuple[int, int]]):
        self._spellings, self._names = spellings, names
        self._apart = {frozenset(pair) for pair in apart}
        self._of = list(range(len(spellings)))
        self._members: dict[int, list[int]] = {place: [place] for place in range(len(spellings))}
        self._reasons: dict[int, int] = {}

    def bind(self, places: Sequence[int]) -> None:
        """Join what a person has said to be one."""
        for place in places[1:]:
            self._unite(self._of[places[0]], self._of[place], -1)

    def join_all(self, pairs: Iterable[Pair]) -> None:
        """Join pairs, as far as nothing speaks against it."""
        for left, right, reason in pairs:
            one, other = self._of[left], self._of[right]
            if one != other and self._agree(one, other, by_number=reason == "one_number"):
                self._unite(one, other, REASONS.index(reason))

    def join_clear(self, pairs: Sequence[Pair]) -> None:
        """Join pairs, but not a name that could belong to two organisations."""
        beside: dict[int, set[int]] = defaultdict(set)
        agreed = []
        for left, right, reason in pairs:
            one, other = self._of[left], self._of[right]
            if one != other and self._agree(one, other):
                beside[one].add(other)
                beside[other].add(one)
                agreed.append((left, right, reason))
        unclear = {
            one
            for one, others in beside.items()
            if len(others) > LARGEST_CROWD or not all(self._agree(a, b) for a, b in combinations(others, 2))
        }
        self.join_all(
            (left, right, reason)
            for left, right, reason in agreed
            if self._of[left] not in unclear and self._of[right] not in unclear
        )

    def groups(self) -> list[Group]:
        """The clusters of several spellings in which anything is new."""
        made = [
            Group(tuple(sorted(members)), REASONS[self._reasons[one]])
            for one, members in self._members.items()
            if len(members) > 1 and self._reasons.get(one, -1) >= 0
        ]
        return sorted(made, key=lambda one: (-sum(self._spellings[place].count for place in one.members), one.members))

    def _agree(self, one: int, other: int, *, by_number: bool = False) -> bool:
        left, right = self._members[one], self._members[other]
        if len(left) * len(right) > LARGEST_CROWD**2 and not by_number:
            return False
        proofs = {proof for place in (*left, *right) if (proof := self._spellings[place].proof)}
        if len(proofs) > 1 and not self._bound(left, right):
            return False
        if self._apart and any(frozenset((a, b)) in self._apart for a in left for b in right):
            return False
        return by_number or (
            any(agree(self._names[a], self._names[b]) for a in left for b in right)
            and not any(self._contradict(a, b) for a in left for b in right)
        )

    def _bound(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether a person joined different numbers on one side already and the other side adds none."""
        own = [{p for place in side if (p := self._spellings[place].proof)} for side in (left, right)]
        return own[0] <= own[1] or own[1] <= own[0]

    def _contradict(self, a: int, b: int) -> bool:
        proof = self._spellings[a].proof
        if proof and proof == self._spellings[b].proof:
            return False
        return not agree(self._names[a], self._names[b])

    def _unite(self, one: int, other: int, reason: int) -> None:
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for place in self._members[other]:
            self._of[place] = one
        self._members[one] += self._members.pop(other)
        self._reasons[one] = max(reason, self._reasons.get(one, -1), self._reasons.pop(other, -1))
