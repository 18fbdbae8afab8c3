"""The index of everything that has a name in a project, made once, and what is found in it. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest

import numpy as np

from workbench.models.parents import derived_parents
from workbench.models.plan import Plan
from workbench.models.project import StudyArea
from workbench.models.units import ParentColumn
from workbench.progress import Progress
from workbench.ui import formats

_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*(\d[a-z]{0,2})?")


class Kind(StrEnum):
    """What was found; the order is that of lines that fit equally well."""

    LOCALITY = "Locality"
    PLACE = "Place"
    PRACTICE = "Practice"
    SITE = "Site"
    AREA = "Area"


_RANK = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Hit:
    """Something with a name: ``code`` finds it again, for a place in its ``column`` of larger areas."""

    kind: Kind
    code: str
    title: str
    detail: str = ""
    column: ParentColumn | None = None
    says: str = ""
    """What it is, in words: "Practice", "Ward"."""


class SearchIndex:
    """Hits beside one text each, in which the words typed are looked for."""

    def __init__(self, hits: list[Hit], texts: list[str]) -> None:
        self._hits, self._texts = hits, texts

    def __len__(self) -> int:
        return len(self._hits)

    def find(self, typed: str, most: int, extra: SearchIndex | None = None) -> list[Hit]:
        """The best ``most`` hits that hold every word typed, or the postcode, here and in ``extra``."""
        words = typed.casefold().split()
        if not words:
            return []
        found = [] if extra is None else extra.matches(words)
        found += self.matches(words)
        if len(words) > 1 and _POSTCODE.fullmatch(" ".join(words)):
            joined = ["".join(words)]
            found += [one for one in self.matches(joined) if one not in found]
        whole = " ".join(words)

        def order(one: tuple[Hit, str]) -> tuple[int, int, int, str]:
            hit, text = one
            return (-_fit(whole, hit, text), _RANK[hit.kind], len(hit.title), hit.title)

        best = nsmallest(most, found, key=order)
        return [hit for hit, _ in best]

    def matches(self, words: list[str]) -> list[tuple[Hit, str]]:
        """Hits whose text holds all of these words, each with its text."""
        first, *others = sorted(words, key=len, reverse=True)
        texts = self._texts
        if len(first) == 1:  # one letter is in almost every name
            places = [at for at, text in enumerate(texts) if text.startswith(first)]
        else:
            places = [at for at, text in enumerate(texts) if first in text]
        for word in others:
            places = [at for at in places if word in texts[at]]
        return [(self._hits[at], texts[at]) for at in places]


def _fit(typed: str, hit: Hit, text: str) -> int:
    """How well a text fits: the whole name or code, its beginning, the beginning of a word, inside."""
    title, code = hit.title.casefold(), hit.code.casefold()
    if typed in (title, code):
        return 4
    if title.startswith(typed) or code.startswith(typed):
        return 3
    if f" {typed}" in f" {text}":
        return 2
    return 1


def _text(parts: Iterable[object]) -> str:
    return " ".join(str(part) for part in parts if part).casefold()


def make_index(area: StudyArea, progress: Progress) -> SearchIndex:
    """Index areas, practices, sites with their postcodes, and larger areas of a study area."""
    hits: list[Hit] = []
    texts: list[str] = []

    def add(hit: Hit, *more: object) -> None:
        hits.append(hit)
        texts.append(_text((hit.title, hit.code, *more)))

    for column in derived_parents(area.units, area.practices, area.patients).values():
        for code, name, count in _places(column):
            says = column.title or column.kind
            detail = f"{says}, {formats.count(count, 'area')}"
            add(Hit(Kind.PLACE, code, name, detail, column, says))
    progress.report(0.3)
    practices = area.practices
    for row, code in enumerate(practices.codes):
        post = str(practices.postcodes[row])
        pcn = str(practices.pcn_names[row])
        detail = ", ".join(part for part in (str(code), post, pcn) if part)
        add(Hit(Kind.PRACTICE, str(code), str(practices.names[row]), detail, says="Practice"),
            post, _joined(post))  # fmt: skip
    sites = area.sites
    for row, code in enumerate(sites.codes):
        post, owner = str(sites.postcodes[row]), str(sites.parent_names[row])
        detail = ", ".join(part for part in (str(sites.sectors[row]), owner, post) if part)
        add(Hit(Kind.SITE, str(code), str(sites.names[row]), detail, says="Site"), owner, post, _joined(post))
    progress.report(0.6)
    units = area.units
    for code, name in zip(units.codes.tolist(), units.names.tolist(), strict=True):
        add(Hit(Kind.AREA, code, name or code, code if name else "", says="Area"))
    return SearchIndex(hits, texts)


def locality_index(plan: Plan) -> SearchIndex:
    """Index the localities of a plan, which change while one works."""
    hits = [Hit(Kind.LOCALITY, one.code, one.name, f"Locality {one.number}", says="Locality") for one in plan]
    texts = [_text((one.name, one.number, one.code)) for one in plan]
    return SearchIndex(hits, texts)


def _places(column: ParentColumn) -> list[tuple[str, str, int]]:
    """Code, name and number of units of each larger area of a column."""
    codes, first, counts = np.unique(column.codes.astype(str), return_index=True, return_counts=True)
    return [
        (code, str(column.names[row]) or code, int(count))
        for code, row, count in zip(codes.tolist(), first.tolist(), counts.tolist(), strict=True)
        if code
    ]


def _joined(postcode: str) -> str:
    """A postcode without its space, as many people type it."""
    return postcode.replace(" ", "")
