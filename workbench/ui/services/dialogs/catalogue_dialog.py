"""The catalogue of services, edited in place: add, change, remove, put in order."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.errors import EditError
from workbench.models.edits import Edit
from workbench.models.project import Project
from workbench.models.services import PROVIDER_SECTORS, TAGS, Service, Tier
from workbench.session import catalogue_edits
from workbench.ui import formats
from workbench.ui.desk import Desk
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.services.dialogs.record_table import RecordColumn, RecordSource, RecordTable
from workbench.ui.theme import current_theme

AGES = {"A": "Adults", "C": "Children", "B": "All"}
_WHERE = ("Yes", "No")
COLUMNS = (
    RecordColumn("Id", fixed=True),
    RecordColumn("Service"),
    RecordColumn("Group"),
    RecordColumn("Ages", tuple(AGES.values())),
    RecordColumn("Usual tier", tuple(tier.words for tier in Tier)),
    RecordColumn("Usual providers"),
    RecordColumn("Out of hospital", _WHERE),
    RecordColumn("Tags"),
)


def catalogue_source(project: Project) -> RecordSource:
    """The services of a project as a table that can be edited."""

    def rows() -> list[tuple[str, list[str]]]:
        return [(service.id, _texts(service)) for service in project.services]

    def change(key: str, at: int, text: str) -> Edit | None:
        return catalogue_edits.change_service(project, key, **_change(at, text))

    def add() -> Edit:
        last = project.services[-1].group if project.services else "Primary care"
        id_ = catalogue_edits.free_service_id(project)
        return catalogue_edits.add_service(project, Service(id_, last, f"New service {id_}"))

    def move(key: str, steps: int) -> Edit | None:
        place = next(at for at, service in enumerate(project.services) if service.id == key)
        return catalogue_edits.move_service(project, key, max(0, place + steps))

    return RecordSource(
        COLUMNS, rows, change, add, lambda key: catalogue_edits.remove_service(project, key),
        move, stretch=(1, 7), add_text="Add a service",
        note=lambda: formats.count(len(project.services), "service"),
    )  # fmt: skip


def _texts(service: Service) -> list[str]:
    tags = "; ".join(TAGS.get(tag, tag) for tag in service.tags)
    where = _WHERE[0] if service.out_of_hospital else _WHERE[1]
    providers = "/".join(service.providers)
    ages, tier = AGES[service.ages], service.tier.words
    return [service.id, service.name, service.group, ages, tier, providers, where, tags]


def _change(at: int, text: str) -> dict[str, object]:
    match COLUMNS[at].title:
        case "Service":
            return {"name": _needed(text, "A service")}
        case "Group":
            return {"group": _needed(text, "A group")}
        case "Ages":
            return {"ages": _code(text, AGES, "ages")}
        case "Usual tier":
            return {"tier": Tier(_code(text, {tier.value: tier.words for tier in Tier}, "tier"))}
        case "Usual providers":
            codes = [part.strip().upper() for part in text.replace(";", "/").split("/") if part.strip()]
            known = {code: code for code in PROVIDER_SECTORS}
            return {"providers": tuple(_code(code, known, "kind of provider") for code in codes)}
        case "Out of hospital":
            return {"out_of_hospital": text == _WHERE[0]}
        case _:
            words = [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
            return {"tags": tuple(_code(word, TAGS, "tag") for word in words)}


def _needed(text: str, what: str) -> str:
    if not text:
        raise EditError(f"{what} needs a name.", remedy="Type a name.")
    return text


def _code(text: str, words: dict[str, str], what: str) -> str:
    wanted = text.strip().casefold()
    for code, word in words.items():
        if wanted in (code.casefold(), word.casefold()):
            return code
    raise EditError(f"“{text}” is no {what}.", remedy=f"Use one of {', '.join(words.values())}.")


class CatalogueDialog(AskingDialog):
    """The table in a dialog; each change is done at once and can be undone."""

    def __init__(self, desk: Desk, project: Project, parent: QWidget | None = None) -> None:
        super().__init__("Which services are there?", "Done", width=1080, parent=parent)
        self.page = RecordTable(desk, "Catalogue of services", catalogue_source(project))
        self.page.table.setMinimumHeight(current_theme().px(380))
        self.safe.hide()
        self.main.setDefault(False)
        self.fill(self.page)

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> None:
        """Show the dialog until it is closed."""
        if desk.bridge is not None:
            dialog = cls(desk, desk.bridge.project, parent)
            dialog.exec()
            dialog.deleteLater()
