"""Pairs of names that may be one organisation, found without comparing each with each; and what speaks against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from partnerlab.sources.organisations.names import Name, compared
from partnerlab.sources.organisations.words import BRANCHES, GENERIC, INSTITUTIONS, SOUND_ALIKE, SUPPORTING, stem

Reason = Literal["one_number", "same_words", "number_missing", "part_missing", "misprint", "short_name", "initials"]
REASONS: tuple[Reason, ...] = (
    "one_number",
    "same_words",
    "number_missing",
    "part_missing",
    "misprint",
    "short_name",
    "initials",
)
"""Why names are proposed as one, the surest first."""

LARGEST_CROWD = 60
"""More names than this that could all be one are a common word, not an organisation."""
LONG_WORD, VERY_LONG_WORD = 6, 10
"""From how many letters on one letter, or two, may be a misprint."""
COMMON = 3
"""A word of so many different names is a word, not a misprint of another."""

Key = tuple[tuple[str, ...], frozenset[str]]
Blocks = dict[Key, list[int]]
Pair = tuple[int, int, Reason]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as typed with the tax number typed beside it, how many applications have both, and what it proves.

    `proof` is the number that tells it from others: a right Russian number, or another country's as typed.
    """

    name: str
    number: str
    count: int
    proof: str = ""


def agree(one: Name, other: Name) -> bool:
    """Whether nothing that two names state speaks against their being one organisation.

    >>> agree(compared("АНО «Лад»"), compared("Фонд «Лад»")), agree(compared("АНО «Лад»"), compared("«Лад»"))
    (False, True)
    """
    return (
        one.numbers == other.numbers
        and one.branch == other.branch
        and (not one.forms or not other.forms or bool(one.forms & other.forms))
        and (one.scopes <= other.scopes or other.scopes <= one.scopes)
        and (one.places <= other.places or other.places <= one.places)
        and one.marked <= other.said
        and other.marked <= one.said
        and not (one.lone and other.lone and one.words == other.words and one.lone != other.lone)
        and not _supports(one, other)
    )


def _supports(one: Name, other: Name) -> bool:
    """Whether one is the foundation or trust of a school or museum that the other is."""
    funds = [bool(name.forms & SUPPORTING) for name in (one, other)]
    return funds[0] != funds[1] and any(word in INSTITUTIONS for word in one.words)


def sure_pairs(blocks: Blocks, names: Sequence[Name], spellings: Sequence[Spelling]) -> Iterator[Pair]:
    """Pairs of one tax number, then those of the same words that state the same beside them."""
    yield from _one_number(spellings)
    yield from _same_words(blocks, names, spellings)


def likely_pairs(blocks: Blocks, names: Sequence[Name], spellings: Sequence[Spelling]) -> list[Pair]:
    """Pairs in which something is left out or misprinted, the surest first."""
    pairs = {*_parts_missing(blocks, names, spellings), *_initials(blocks, names)}
    pairs |= {*_misprints(blocks, names), *_short_names(blocks, names)}
    return sorted(pairs, key=lambda pair: (REASONS.index(pair[2]), pair[0], pair[1]))


def _one_number(spellings: Sequence[Spelling]) -> Iterator[Pair]:
    first: dict[str, int] = {}
    for place, one in enumerate(spellings):
        if one.proof:
            before = first.setdefault(one.proof, place)
            if before != place:
                yield before, place, "one_number"


def blocks_of(names: Sequence[Name]) -> Blocks:
    """The spellings of the same words and numbers, in any order."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        if name.words:
            blocks[tuple(sorted(set(name.words))), name.numbers].append(place)
    return blocks


def _same_words(blocks: Blocks, names: Sequence[Name], spellings: Sequence[Spelling]) -> Iterator[Pair]:
    """Spellings of the same words that state the same beside them."""
    for members in blocks.values():
        stated: dict[tuple[object, ...], int] = {}
        for place in members if len(members) > 1 else ():
            first = stated.setdefault((*_beside(names[place]), spellings[place].proof), place)
            if first != place:
                yield first, place, "same_words"


def _beside(name: Name) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return name.forms, name.scopes, name.places


def _parts_missing(blocks: Blocks, names: Sequence[Name], spellings: Sequence[Spelling]) -> Iterator[Pair]:
    """Spellings of the same words of which one leaves out the legal form, the level, the place or the tax number."""
    for members in blocks.values():
        states = list({(*_beside(names[place]), spellings[place].proof): place for place in reversed(members)}.values())
        if len(states) > LARGEST_CROWD:
            continue
        for one, other in combinations(sorted(states), 2):
            if _beside(names[one]) == _beside(names[other]):
                yield one, other, "number_missing"
            elif _told_alike(names[one], names[other]) or (
                len(names[one].words) > 2 and _same_reach(one, other, names)
            ):
                yield one, other, "part_missing"


def _told_alike(one: Name, other: Name) -> bool:
    """Whether the words alone tell who it is, or all else that is stated is the same."""
    return one.distinctive or _beside(one) == _beside(other)


def _same_reach(one: int, other: int, names: Sequence[Name]) -> bool:
    return names[one].places == names[other].places and names[one].scopes == names[other].scopes


def _misprints(blocks: Blocks, names: Sequence[Name]) -> Iterator[Pair]:
    """Names that differ in one word, and there in a letter or two."""
    common = Counter(word for words, _ in blocks for word in words)
    lacking: dict[tuple[Key, str], list[tuple[str, Key]]] = defaultdict(list)
    for words, numbers in blocks:
        for place, word in enumerate(words):
            if len(word) >= LONG_WORD:
                rest = words[:place] + words[place + 1 :]
                lead = word[:1] if rest else word[:2]
                lacking[(rest, numbers), lead].append((word, (words, numbers)))
    for (key, _), one_word in lacking.items():
        rest = key[0]
        if 1 < len(one_word) <= LARGEST_CROWD:
            pairs: Iterable[tuple[tuple[str, Key], tuple[str, Key]]] = combinations(one_word, 2)
        elif len(one_word) > 1:
            pairs = _near(one_word)
        else:
            continue
        for (word, one), (typed, other) in pairs:
            if _misprinted(word, typed, alone=all(one in GENERIC for one in rest)) and not (
                common[word] >= COMMON and common[typed] >= COMMON
            ):
                yield from _between(blocks[one], blocks[other], names)
    yield from _spaced_otherwise(blocks, names)


def _near(words: Sequence[tuple[str, Key]]) -> Iterator[tuple[tuple[str, Key], tuple[str, Key]]]:
    """Pairs of words of a long list of which one letter differs: they are alike once a letter is left out."""
    without: dict[str, list[tuple[str, Key]]] = defaultdict(list)
    for word in words:
        for text in {word[0], *(word[0][:cut] + word[0][cut + 1 :] for cut in range(len(word[0])))}:
            without[text].append(word)
    seen = set[frozenset[Key]]()
    for alike in without.values():
        if 1 < len(alike) <= LARGEST_CROWD:
            for one, other in combinations(alike, 2):
                pair = frozenset((one[1], other[1]))
                if len(pair) == 2 and pair not in seen:
                    seen.add(pair)
                    yield one, other


def _misprinted(word: str, typed: str, *, alone: bool) -> bool:
    """Whether one word is the other with a misprint; `alone`: no other word of the name tells who it is."""
    from rapidfuzz.distance import OSA

    shorter = min(len(word), len(typed))
    if shorter < LONG_WORD or (stem(word) in GENERIC and stem(typed) in GENERIC):
        return False
    allowed = 2 if shorter >= VERY_LONG_WORD and not alone else 1
    letters = OSA.distance(word, typed, score_cutoff=allowed)
    return letters <= allowed and ((letters < 2 and not alone) or _slip_of_the_hand(word, typed))


def _slip_of_the_hand(word: str, typed: str) -> bool:
    """A letter left out, doubled or exchanged with the next; for another letter, one that sounds alike."""
    if len(word) != len(typed):
        return True
    changed = [frozenset(pair) for pair in zip(word, typed, strict=True) if pair[0] != pair[1]]
    return (changed[0] == changed[-1] and len(changed) == 2) or all(pair in SOUND_ALIKE for pair in changed)


def _between(left: Sequence[int], right: Sequence[int], names: Sequence[Name]) -> Iterator[Pair]:
    """All pairs of two blocks that may be one organisation but for a misprint."""
    if len(left) * len(right) <= LARGEST_CROWD**2:
        for one in left:
            for other in right:
                if _told_alike(names[one], names[other]) and agree(names[one], names[other]):
                    yield one, other, "misprint"


def _spaced_otherwise(blocks: Blocks, names: Sequence[Name]) -> Iterator[Pair]:
    """Names that differ in spaces and hyphens alone."""
    joined: dict[tuple[str, frozenset[str]], Key] = {}
    for words, numbers in blocks:
        if len(words) <= 3:
            letters = names[blocks[words, numbers][0]].letters
            if len(letters) >= LONG_WORD:
                before = joined.setdefault((letters, numbers), (words, numbers))
                if before != (words, numbers):
                    yield from _between(blocks[before], blocks[words, numbers], names)


def _short_names(blocks: Blocks, names: Sequence[Name]) -> Iterator[Pair]:
    """«АНО «Вектор»» beside one longer name that has «Вектор» in its quotation marks."""
    bearers: dict[Key, list[int]] = defaultdict(list)
    for (words, numbers), members in blocks.items():
        # a name without quotation marks may be the whole of what another has in them
        for named in {frozenset(names[place].quoted) or frozenset(words) for place in members[:LARGEST_CROWD]}:
            if any(word not in GENERIC for word in named):
                bearers[tuple(sorted(named)), numbers].append(members[0])
    for (quoted, numbers), places in bearers.items():
        if not 1 < len(places) <= LARGEST_CROWD:
            continue
        before = {place: frozenset(names[place].words) - frozenset(quoted) for place in places}
        fits = {
            pair
            for pair in combinations(places, 2)
            if _same_but_for(quoted, before, names[pair[0]], names[pair[1]], pair)
        }
        beside: dict[int, list[int]] = defaultdict(list)
        for one, other in fits:
            beside[one].append(other)
            beside[other].append(one)
        clear = {
            one
            for one, others in beside.items()
            if all((a, b) in fits or (b, a) in fits for a, b in combinations(others, 2))
        }
        for one, other in fits:
            if one in clear and other in clear:
                left, right = (blocks[tuple(sorted(set(names[place].words))), numbers] for place in (one, other))
                yield from ((a, b, "short_name") for a in left[:LARGEST_CROWD] for b in right[:LARGEST_CROWD])


def _same_but_for(
    quoted: tuple[str, ...], before: Mapping[int, frozenset[str]], one: Name, other: Name, pair: tuple[int, int]
) -> bool:
    """Whether what stands before the quotation marks is left out, or cut short to its first letters."""
    if one.places != other.places:
        return False
    short, long = sorted((before[place] for place in pair), key=len)
    if not short:
        return (bool(one.forms & other.forms) or len(quoted) > 1) and not long & BRANCHES
    if short < long:
        return not long & BRANCHES
    if len(short) > 1 or len(long) < 2:
        return False
    first = [word[0] for word in (one if len(before[pair[0]]) > 1 else other).words if word in long]
    return "".join(first) in short


def _initials(blocks: Blocks, names: Sequence[Name]) -> Iterator[Pair]:
    """«ПЦРГИ» beside the one name whose words begin with these letters, or that gives them in brackets."""
    spelled: dict[str, list[int]] = defaultdict(list)
    for members in blocks.values():
        name = names[members[0]]
        alias = compared(name.alias).words if name.alias else ()
        for letters in {name.initials, alias[0] if len(alias) == 1 else ""}:
            if len(letters) >= 4 and (letters,) != name.words:
                spelled[letters].append(members[0])
    for (words, _), members in blocks.items():
        alone = {names[place].lone or (words[0] if len(words) == 1 else "") for place in members}
        letters = next((word for word in alone if word in spelled), "")
        if letters and len(full := spelled[letters]) == 1 and full[0] not in members:
            for place in members:
                yield full[0], place, "initials"
