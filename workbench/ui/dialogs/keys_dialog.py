"""All commands with their keys, from the one table of actions; it can be searched."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.ui.actions import ActionSpec, keys_text, plain_text, specs
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import Column
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

OTHER_KEYS = (
    ("Map", "Locality to paint into", "1 to 9", "Two digits within a second for 10 and up"),
    ("Map", "Assign the selection", "1 to 9", "While areas are selected with Select or Box"),
    ("Map", "Move the map", "Arrows", "Or hold Space and drag, or the middle button"),
    ("Map", "Zoom at the pointer", "Wheel", "Ctrl and the wheel changes the radius of the brush"),
    ("Map", "Give areas back", "Right-drag", "With the brush, from the target to where the drag starts"),
)
"""Keys and gestures that are no commands of a menu."""

KeyRow = tuple[str, str, str, str]


def key_rows() -> list[KeyRow]:
    """Menu, command, keys and help of everything."""
    return [_row(spec) for spec in specs()] + list(OTHER_KEYS)


def _row(spec: ActionSpec) -> KeyRow:
    return (spec.menu.value.replace("&", ""), plain_text(spec), keys_text(spec), spec.help)


class KeysDialog(QDialog):
    """A table of commands with a search field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle("Keys")
        columns: tuple[Column[KeyRow], ...] = (
            Column("menu", "Menu", "Menu of the command", lambda r: r[0], lambda r: r[0],
                   width_text="Localities"),
            Column("command", "Command", "What it is called", lambda r: r[1], lambda r: r[1],
                   width_text="Assign selection to the locality"),
            Column("keys", "Keys", "Keys of the command", lambda r: r[2], lambda r: r[2],
                   width_text="Ctrl+Y or Ctrl+Shift+Z"),
            Column("help", "What it does", "What it does", lambda r: r[3], lambda r: r[3],
                   tip=lambda r: r[3]),
        )  # fmt: skip
        model = ColumnTableModel[KeyRow](columns, lambda r: (r[0], r[1]), key_rows(), parent=self)
        self.table = TableView(model, "Keys")
        search = QLineEdit()
        search.setPlaceholderText("Find a command")
        search.setAccessibleName("Find a command")
        search.textChanged.connect(self.table.set_filter)
        close = button("Close", kind=Kind.PRIMARY, clicked=self.accept)
        layout = column(label("Keys", Role.HEADING), search, margins=(24, 20, 24, 18), spacing=12)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(None, close))
        self.setLayout(layout)
        self.resize(theme.px(860), theme.px(600))

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        dialog = cls(parent)
        dialog.exec()
        dialog.deleteLater()
