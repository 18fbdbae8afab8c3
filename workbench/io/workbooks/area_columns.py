"""The names that an import of an edited Workbook A relies on: sheets, tables, key columns, the code to edit.

They stand for good: a workbook that was edited last year is still to be understood. Other columns may come
and go. The identity (scenario, export) is read by the labels of ``identity``, with ``DOCUMENT`` as its kind.
Headers of a publication may end in " [note 3]"; those below never do.
"""

from __future__ import annotations

from workbench.io.workbooks.values import NOT_APPLICABLE, UNASSIGNED

DOCUMENT = "Locality configuration"
"""The kind of document, as its identity says it."""
LOCALITY_CODE, LOCALITY = "Locality code", "Locality"
"""The code is what a person changes, on Areas and on Practices; the name follows by a formula."""
AREAS_SHEET, AREAS_TABLE, AREA_CODE = "Areas", "tbl_areas", "LSOA code"
"""One row an area, in the order of the project; the code is text."""
PRACTICES_SHEET, PRACTICES_TABLE = "Practices", "tbl_practices"
PRACTICE_CODE, SHARE, MERGED_INTO = "Practice code", "Share %", "Merged into"
"""One row a practice and share: a split practice has several. A share is a number from 0 to 1, or
``NOT_APPLICABLE`` in the one row of a practice without a locality. A practice that a what-if has merged names
the one that stays, every other ``NOT_APPLICABLE``."""
LOCALITIES_SHEET, LOCALITIES_TABLE = "Localities", "tbl_localities"
"""The codes that can be used, with their names."""

__all__ = [
    "AREAS_SHEET", "AREAS_TABLE", "AREA_CODE", "DOCUMENT", "LOCALITIES_SHEET", "LOCALITIES_TABLE", "LOCALITY",
    "LOCALITY_CODE", "MERGED_INTO", "NOT_APPLICABLE", "PRACTICES_SHEET", "PRACTICES_TABLE", "PRACTICE_CODE",
    "SHARE", "UNASSIGNED",
]  # fmt: skip
