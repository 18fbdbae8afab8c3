"""Find the column that plays a part (unit code, list size and so on) by its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.errors import InputError

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Role:
    """A part that a column can play.

    ``patterns`` are regular expressions that must match the whole heading after ``plain_heading``; earlier
    ones win. With ``settles``, two headings that match the same pattern are refused, never guessed.
    """

    name: str
    title: str
    patterns: tuple[str, ...]
    required: bool = False
    settles: bool = False


@dataclass
class ColumnChoice:
    """Headings that the planner named for roles; remembers which of them were met in any file.

    Keys are role names, optionally with the dataset in front: ``unit_code`` or ``practices.list_size``.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def heading_for(self, *, dataset: str, role: str, headings: Sequence[str]) -> str | None:
        """The heading named for a role of this dataset, where the file has it."""
        for key in (f"{dataset}.{role}", role):
            wanted = self.named.get(key)
            if wanted is None:
                continue
            found = [h for h in headings if h == wanted] or [
                h for h in headings if h.strip().casefold() == wanted.strip().casefold()
            ]
            if found:
                self.met.add(key)
                return found[0]
        return None

    def refuse_unmet(self, known_roles: Mapping[str, Sequence[Role]]) -> None:
        """Check, after all files were read, that every named column was used.

        Raises:
            InputError: a role that does not exist, or a column that no file has.
        """
        for key, heading in self.named.items():
            if key in self.met:
                continue
            names = {role.name for roles in known_roles.values() for role in roles}
            qualified = {f"{kind}.{role.name}" for kind, roles in known_roles.items() for role in roles}
            if key not in names | qualified:
                raise InputError(
                    f"There is no column role “{key}”.",
                    why=f"The roles are: {', '.join(sorted(names))}.",
                    remedy="Use one of these before the equals sign.",
                )
            raise InputError(
                f"No file that was read has a column “{heading}” for {key}.",
                remedy="Check the spelling of the heading against the file.",
            )


def plain_heading(heading: str) -> str:
    """A heading without case, spaces and signs: "Number of Patients" gives "number_of_patients"."""
    return _NOT_A_WORD.sub("_", heading.casefold().replace("+", " plus ")).strip("_")


def find_columns(
    headings: Sequence[str], roles: Sequence[Role], *, dataset: str, file: str, choice: ColumnChoice
) -> dict[str, str]:
    """Heading by role name, for the roles that the file has.

    Raises:
        InputError: a required role has no column, or two columns match equally well where it matters.
    """
    found: dict[str, str] = {}
    for role in roles:
        heading = choice.heading_for(dataset=dataset, role=role.name, headings=headings)
        if heading is None:
            heading = _detected(headings, role, taken=set(found.values()), dataset=dataset, file=file)
        if heading is not None:
            found[role.name] = heading
        elif role.required:
            shown = ", ".join(f"“{h}”" for h in list(headings)[:12]) + (
                " and more" if len(headings) > 12 else ""
            )
            raise InputError(
                f"{file} has no column for the {role.title}.",
                why=f"Row 1 holds the headings {shown}.",
                remedy=f"Name the column with {role.name}=HEADING, or choose another file.",
            )
    return found


def _detected(headings: Sequence[str], role: Role, *, taken: set[str], dataset: str, file: str) -> str | None:
    plain = {heading: plain_heading(heading) for heading in headings if heading not in taken}
    for pattern in role.patterns:
        hits = [heading for heading, text in plain.items() if re.fullmatch(pattern, text)]
        if len(hits) > 1 and role.settles:
            raise InputError(
                f"{file} has {len(hits)} columns that could be the {role.title}: "
                f"{', '.join(f'“{hit}”' for hit in hits)}.",
                remedy=f"Name the right one with {dataset}.{role.name}={hits[0]} or the other heading.",
            )
        if hits:
            return hits[0]
    return None
