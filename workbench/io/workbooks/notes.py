"""The Notes sheet: shorthand, and how the figures are worked out; titles and headers refer to its numbers."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.flows import residents_note
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value

SHORTHAND_NOTES = {
    "x": "[x] means not available: the figure is not known, or its data has not been imported or recorded. "
    "A sum that holds an unknown figure is [x] too, never a smaller number.",
    "z": "[z] means not applicable: the cell has no meaning in this row.",
    "unassigned": "Unassigned means that an area or a practice belongs to no locality.",
    "people": "Resident, registered and weighted people are three ways of counting and are never added "
    "together.",
}
"""Notes that every workbook of localities needs, by key."""
LOCALITY_NOTES = {
    "status": "Status: in, below or above the band; both limits belong to the band. "
    "Unknown where people are not known.",
    "localities": "Resident people of a locality add up its areas; registered people add up the lists of its "
    "practices, wherever the patients live. A split practice has one row for each share, with that "
    "share of its list.",
    "contiguous": "Contiguous: all areas of the locality are joined by borders of more than 1 cm or by "
    "declared links.",
    "compactness": "Compactness (Polsby-Popper): 4 x pi x area / perimeter squared; 1 is a circle.",
    "weights": "% in main LA and IMD score are weighted by residents.",
    "budget": "Budget and \N{POUND SIGN} per head hold [x] until the project records budgets.",
}
"""Notes that sheets of localities refer to, by key."""

COMPARISON_NOTES = {
    "scorecard": "Lines of the scorecard always stand in the same order. A line that the project holds no "
    "data for reads Not recorded. Best names the scenarios with the best value where a direction is agreed.",
    "moves": "Localities of two scenarios are the same where they have most people in common, whatever they "
    "are called: another name or number moves nobody. People of areas are residents, people of practices are "
    "registered patients; the two are not added together.",
    "distance": "Distances are straight lines from areas to the hub site of their locality before and after; "
    "by from and to they are means over residents. [x] where a locality has no hub site.",
}
"""Notes of the sheets that compare scenarios, by key."""


def write_notes(book: Book) -> None:
    """Write the notes that the workbook was begun with."""
    sheet = book.add_sheet(
        "Notes", title="Notes", holds="This worksheet contains one table: one row for each note."
    )
    rows: list[list[Value]] = [[f"note {n}", words] for n, words in enumerate(book.notes.values(), start=1)]
    columns = (Column("No.", narrowest=9), Column("Text", widest=107, narrowest=107))
    write_table(book, sheet, name="tbl_notes", title="Notes", columns=columns, rows=rows)


def comparison_notes() -> dict[str, str]:
    """The notes of the comparison workbook by key, in their order."""
    return SHORTHAND_NOTES | LOCALITY_NOTES | COMPARISON_NOTES


def configuration_notes(facts: Facts, *, compared: bool) -> dict[str, str]:
    """The notes of Workbook A by key, in their order."""
    notes = SHORTHAND_NOTES | LOCALITY_NOTES
    notes |= {
        "own": "Own-hub residents %: of the practice's list, the share of patients who live in the locality "
        "of that row.",
        "decile": "IMD decile 1 is the most deprived tenth.",
        "how": "How assigned of areas holds [x]: the project does not record it.",
        "merged": "Merged into: a practice that a what-if takes together with another, which counts as one.",
        "view": "View in consultation: Proposed, Consulted, Agreed or Objected; a practice is Proposed until "
        "somebody asks it.",
        "live": "Names, people, practices, areas, status and totals are formulas and follow a locality code "
        "that is changed. Contiguous, parts, compactness, main local authority, ages, IMD score and own-hub "
        "residents were worked out when the workbook was made and do not, and neither do Sites, Flows and "
        "what compares scenarios.",
        "flows": "Flows: every patient of the registrations file stands in one row. Unplaced are addresses "
        "without an area; other practices are those that the project does not list. The patients of a split "
        "practice are dealt out in whole people.",
        "residents": residents_note(facts),
        "sites": "Sites: a site that is not counted comes from an old source. Its sector is that of the "
        "source, else that of the table of sectors, else Unknown. Service groups are those of services in "
        "scope that name the site or its organisation as who delivers them.",
    }
    if compared:
        notes |= COMPARISON_NOTES
    if facts.working:
        notes["protected"] = (
            "Areas and Practices are protected without a password: only locality codes can be changed. "
            "The codes to choose from are on the sheet Lists."
        )
    return notes
