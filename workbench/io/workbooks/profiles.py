"""The two profiles of a workbook: a working copy, and a publication after the accessibility guidance."""

from __future__ import annotations

from workbench.errors import ExportError

PROFILES = ("working", "publication")
"""Names of the profiles, the usual one first."""


def see_profile(profile: str) -> None:
    """See that there is such a profile.

    Raises:
        ExportError: there is none.
    """
    if profile not in PROFILES:
        raise ExportError(
            f"There is no workbook profile “{profile}”.", remedy=f"Choose one of: {', '.join(PROFILES)}."
        )
