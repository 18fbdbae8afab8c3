"""The packages that the parts of the program need themselves, found among those that are installed."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OSI = "License :: OSI Approved :: "


def plain_name(distribution: str) -> str:
    """The name of a package as every list spells it: "et_xmlfile" -> "et-xmlfile"."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def needed_by(distributions: Iterable[str]) -> dict[str, str]:
    """Packages that are installed because others need them, each with the one that asked for it first."""
    asked = {plain_name(one): "" for one in distributions}
    waiting = list(asked)
    while waiting:
        parent = waiting.pop(0)
        for name in _requirements(parent):
            if name not in asked and is_installed(name):
                asked[name] = parent
                waiting.append(name)
    return {name: parent for name, parent in asked.items() if parent}


def is_installed(distribution: str) -> bool:
    """Whether a package is there."""
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def licence_of(distribution: str) -> str:
    """What a package calls its licence, in a few words."""
    about = importlib.metadata.metadata(distribution)
    classes = [one.removeprefix(_OSI) for one in about.get_all("Classifier") or () if one.startswith(_OSI)]
    words = [
        *(about.get_all("License-Expression") or ()),
        ", ".join(classes),
        *(about.get_all("License") or ()),
    ]
    said = next((one for one in words if one), "")
    first = said.strip().partition("\n")[0].strip()
    return first[:60] or "As its text says"


def _requirements(distribution: str) -> list[str]:
    """Names of what a package needs whatever extras are asked for."""
    try:
        lines = importlib.metadata.requires(distribution) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    found = [_NAME.match(line) for line in lines if "extra ==" not in line.replace("'", '"')]
    return [plain_name(match[0]) for match in found if match]
