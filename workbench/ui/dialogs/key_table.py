"""All commands and keys as groups: for the page of keys, its text, and the table in the documents."""

from __future__ import annotations

import html
from collections.abc import Callable

from workbench.ui.actions import ActionSpec, keys_text, plain_text, specs

KeyRow = tuple[str, str, str]
"""Command, keys, what it does."""
ON_THE_MAP: tuple[KeyRow, ...] = (
    ("Cursor from area to area", "Arrows", "The neighbour that fits best; over gaps the nearest area"),
    ("Extend the selection", "Shift+Arrows", "Selects the areas that the cursor passes over"),
    ("Select the area under the cursor", "Space", "Again to take it out of the selection"),
    ("Give to the locality in hand", "Enter",
     "The selected areas, or the one under the cursor; closes an outline that is being drawn"),
    ("Take out of its locality", "Del", "The selected areas, or the one under the cursor"),
    ("Give to a locality, or choose one", "1 to 99",
     "Selected areas or the one under the cursor; without either, the locality to paint into. Two digits"
     " within a second for 10 and up"),
    ("Locality in hand", "Home", "Goes to the middle of the locality in hand"),
    ("Next or previous locality", "Page Down, Page Up", "Takes it in hand"),
    ("Move the map", "Ctrl+Arrows", "Or hold Space and drag, or the middle button"),
    ("Zoom", "+, −, wheel", "Ctrl and the wheel, or [ and ], change the radius of the brush"),
    ("Menu", "Menu, Shift+F10", "What can be done with the area; in tables, with the rows"),
    ("Give areas back", "Right-drag", "With the brush, from the target to where the drag starts"),
)  # fmt: skip
"""Keys and gestures that are no commands of a menu."""
MAP_GROUP = "On the map"


def key_groups(typed: str = "") -> list[tuple[str, list[KeyRow]]]:
    """Menu by menu, the keys of the map first; only rows that hold every word typed."""
    groups: dict[str, list[KeyRow]] = {MAP_GROUP: list(ON_THE_MAP)}
    for spec in specs():
        groups.setdefault(spec.menu.value.replace("&", ""), []).append(_row(spec))
    words = typed.casefold().split()
    kept = {
        name: [row for row in rows if all(word in f"{name} {' '.join(row)}".casefold() for word in words)]
        for name, rows in groups.items()
    }
    return [(name, rows) for name, rows in kept.items() if rows]


def _row(spec: ActionSpec) -> KeyRow:
    submenu = f"{spec.submenu.replace('&', '')}: " if spec.submenu else ""
    return (f"{submenu}{plain_text(spec)}", keys_text(spec), spec.help)


def key_text(typed: str = "") -> str:
    """The table as text for a spreadsheet: group, command, keys, what it does."""
    lines = ["Menu\tCommand\tKeys\tWhat it does"]
    lines += ["\t".join((name, *row)) for name, rows in key_groups(typed) for row in rows]
    return "\n".join(lines) + "\n"


def key_markdown() -> str:
    """The table as it stands in docs/keys.md."""
    parts = [
        "# Commands and keys\n\nMade from the table of commands by `scripts/make_keys_page.py`; Ctrl+F1 shows"
        " the same in the program.\n"
    ]
    for name, rows in key_groups():
        parts.append(f"\n## {name}\n\n| Command | Keys | What it does |\n|---|---|---|\n")
        parts += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows]
    return "".join(parts)


def key_html(typed: str, colour: Callable[[str], str]) -> str:
    """The table as a page; ``colour`` gives the colour of a token."""
    text, quiet, line = colour("text"), colour("text2"), colour("line")
    parts = [f"<body style='color:{text}'>"]
    for name, rows in key_groups(typed):
        parts.append(f"<h3 style='margin-top:14px; margin-bottom:2px'>{html.escape(name)}</h3>")
        parts.append("<table width='100%' cellspacing='0' cellpadding='4'>")
        for command, keys, does in rows:
            rule = f"border-bottom: 1px solid {line}"
            parts.append(
                f"<tr><td width='31%' style='{rule}'>{html.escape(command)}</td>"
                f"<td width='21%' style='{rule}'><b>{html.escape(keys)}</b></td>"
                f"<td style='{rule}; color:{quiet}'>{html.escape(does)}</td></tr>"
            )
        parts.append("</table>")
    if len(parts) == 1:
        parts.append(f"<p style='color:{quiet}'>Nothing is called “{html.escape(typed.strip())}”</p>")
    return "".join([*parts, "</body>"])
