"""What both workbooks share: title and identity of the document, and putting it in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from workbench.io.replacing import replacing
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.completing import completed

LONGEST_PROPERTY = 255
"""Characters that a document property can hold."""


def describe(book: Book, identity: Mapping[str, str]) -> None:
    """Give the document its title and, as properties of its own, the identity that an import looks for."""
    facts = book.facts
    book.workbook.set_properties(
        {
            "title": facts.titled(f"{book.document}: {facts.scenario.name}"),
            "subject": facts.project.name,
            "category": book.document,
            "status": facts.status,
            "author": facts.scenario.head.author,
            "created": facts.now.astimezone(UTC).replace(tzinfo=None),
        }
    )
    for name, value in identity.items():
        book.workbook.set_custom_property(name, value[:LONGEST_PROPERTY], "text")
    book.workbook.set_custom_property("Profile", facts.profile, "text")


def put_in_place(book: Book, path: Path) -> None:
    """Write the finished workbook beside its place and put it there when it is whole.

    Raises:
        ExportError: the file cannot be written.
    """
    content = completed(book.close(), heading_levels=book.heading_levels)
    with replacing(path) as beside:
        beside.write_bytes(content)
