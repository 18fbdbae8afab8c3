"""How the four words of scope look in the working copy; the word itself says it."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from workbench.io.workbooks.book import Book

SCOPE_LOOK = {
    "In": ("#0B4F47", "#E3F2EF"),
    "Partial": ("#7A4B00", "#FFF3DC"),
    "Out": ("#B3261E", "#FBEAE8"),
    "n.a.": ("#474F5C", "#ECEEF1"),
}
"""Text and ground by word, each above 4.5 to 1."""


def colour_words(
    book: Book,
    sheet: Worksheet,
    *,
    first: int,
    last: int,
    column: int,
    last_column: int,
    leave: tuple[str, ...] = (),
) -> None:
    """Colour the words of scope in a block of cells, but for some; a publication has no fills."""
    if not book.facts.working or last_column < column:
        return
    for word, (ink, ground) in SCOPE_LOOK.items():
        if word in leave:
            continue
        look = book.workbook.add_format({"font_color": ink, "bg_color": ground, "bold": word == "Out"})
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        sheet.conditional_format(first, column, last, last_column, rule)
