"""Rows on the clipboard that a spreadsheet takes for what they are: figures as figures, codes as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from workbench.io.safe_csv import safe_text

_FIGURE = re.compile(
    r"(?P<sign>[+\-\u2212]?)(?P<whole>0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?P<part>\.\d+)?(?P<share>%?)"
)
Lines = Sequence[Sequence[str]]


def put_rows(lines: Lines) -> None:
    """Put lines of cells, the first of them the headings, on the clipboard: as text with tabs, as a table."""
    data = QMimeData()
    data.setText(tabbed(lines))
    data.setHtml(table_html(lines))
    QGuiApplication.clipboard().setMimeData(data)


def tabbed(lines: Lines) -> str:
    """Lines of cells with tabs between them: figures without thousands commas and with a plain minus."""
    return "".join("\t".join(_plain(cell) for cell in line) + "\n" for line in lines)


def table_html(lines: Lines) -> str:
    """The same as a table, in which figures carry their value and everything else is said to be text.

    ``x:num`` and ``x:str`` are what Excel reads, ``sdval`` and ``sdnum`` what LibreOffice does.
    """
    head, *rows = lines
    body = [_line(f"<th nowrap align=left>{escape(safe_text(_one_line(cell)))}</th>" for cell in head)]
    body += [_line(_cell(cell) for cell in row) for row in rows]
    names = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
    return (
        f'<html {names}><head><meta charset="utf-8"></head><body><table>{"".join(body)}</table></body></html>'
    )


def figure_in(text: str) -> str | None:
    """The figure that a cell shows, as "-1681" or "12.5%"; None for text, such as a code with a leading 0."""
    found = _FIGURE.fullmatch(text.strip())
    if found is None:
        return None
    sign = "" if found["sign"] in ("", "+") else "-"
    return f"{sign}{found['whole'].replace(',', '')}{found['part'] or ''}{found['share']}"


def _plain(cell: str) -> str:
    figure = figure_in(cell)
    return safe_text(_one_line(cell)) if figure is None else figure


def _cell(cell: str) -> str:
    figure = figure_in(cell)
    if figure is None:
        return (
            f'<td nowrap x:str style="mso-number-format:\'\\@\'" sdnum="2057;0;@">{escape(_plain(cell))}</td>'
        )
    value, form = figure, ""
    if figure.endswith("%"):
        places = len(figure.rstrip("%").partition(".")[2])
        value = f"{float(figure[:-1]) / 100:.{places + 2}f}"
        form = f' sdnum="2057;0;0{"." if places else ""}{"0" * places}%"'
    return f'<td align=right x:num="{value}" sdval="{value}"{form}>{figure}</td>'


def _line(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _one_line(text: str) -> str:
    return " ".join(text.split()) if any(mark in text for mark in "\t\r\n") else text
