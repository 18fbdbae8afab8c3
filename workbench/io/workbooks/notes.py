"""The Notes sheet: shorthand, how the figures are worked out, and what was noticed in the data."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.flows import residents_note
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value


def write_notes(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Notes", title="Notes", holds="This worksheet contains one table: one row for each note."
    )
    rows: list[list[Value]] = [[number, words] for number, words in enumerate(_texts(book.facts), start=1)]
    columns = (Column("No.", "number", narrowest=6), Column("Text", widest=110, narrowest=110))
    write_table(book, sheet, name="tbl_notes", title="Notes", columns=columns, rows=rows)


def _texts(facts: Facts) -> list[str]:
    texts = [
        "[x] means not available: the figure is not known, or its data has not been imported or recorded. "
        "A sum that holds an unknown figure is [x] too, never a smaller number.",
        "[z] means not applicable: the cell has no meaning in this row.",
        "Unassigned means that an area or a practice belongs to no locality.",
        "Resident, registered and weighted people are three ways of counting and are never added together.",
        "Status: in, below or above the band; both limits belong to the band. "
        "Unknown where people are not known.",
        "Resident people of a locality add up its areas; registered people add up the lists of its "
        "practices, wherever the patients live. A split practice has one row for each share, with that "
        "share of its list.",
        "Own-hub residents %: of the practice's list, the share of patients who live in the locality of "
        "that row.",
        "Contiguous: all areas of the locality are joined by borders of more than 1 cm or by declared links. "
        "Compactness (Polsby-Popper): 4 x pi x area / perimeter squared; 1 is a circle.",
        "% in main LA and IMD score are weighted by residents. IMD decile 1 is the most deprived tenth.",
        "View in consultation: Proposed, Consulted, Agreed or Objected; a practice is Proposed until "
        "somebody asks it.",
        "Budget £, £ per head and How assigned of areas hold [x] until the project records them.",
        "Names, people, practices, areas, status and totals are formulas and follow a locality code that is "
        "changed. Contiguous, parts, compactness, main local authority, ages, IMD score and own-hub "
        "residents were worked out when the workbook was made and do not, and neither do Sites and Flows.",
        "Flows: every patient of the registrations file stands in one row. Unplaced are addresses without an "
        "area; other practices are those that the project does not list. The patients of a split practice "
        "are dealt out in whole people.",
        residents_note(facts),
        "Sites: a site that is not counted comes from an old source. Its sector is that of the source, else "
        "that of the table of sectors, else Unknown. Service groups are those of services in scope that "
        "name the site or its organisation as who delivers them.",
    ]
    if facts.working:
        texts.append(
            "Areas and Practices are protected without a password: only locality codes can be changed. "
            "The codes to choose from are on the sheet Lists."
        )
    healing = facts.project.area.healing
    if not healing.untouched:
        texts.append(
            f"Boundaries were mended so that neighbours meet: {healing.snapped_vertices:,} points moved, "
            f"{healing.mended_polygons:,} areas mended, {healing.removed_slivers:,} slivers removed; "
            f"the largest change of an area is {healing.largest_area_change_m2:,.0f} square metres."
        )
    texts += [notice.text for notice in facts.project.area.notices]
    texts += [
        f"Declared link ({link.kind}): {link.name}, joining {link.unit_a} and {link.unit_b}."
        for link in facts.figures.rules.links
    ]
    return texts
