"""Partners, teams, leads, the checklist, sites and sectors as tabs of one dialog."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QTabWidget, QWidget

from workbench.errors import EditError
from workbench.metrics.services.checklist import PRIMARY_CARE_HOME
from workbench.models.edits import Edit
from workbench.models.impossible import CHECKLIST_ANSWERS
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.registers import ChecklistItem, Lead, Partner, Team
from workbench.models.scenario import Scenario
from workbench.session import register_edits
from workbench.ui import formats
from workbench.ui.desk import Desk
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.services.dialogs.record_table import RecordColumn, RecordSource, RecordTable
from workbench.ui.services.dialogs.sector_register import sector_source
from workbench.ui.services.dialogs.site_register import site_source
from workbench.ui.theme import current_theme


class RegistersDialog(AskingDialog):
    """Each change is done at once and can be undone."""

    def __init__(
        self, desk: Desk, project: Project, scenario: Scenario, parent: QWidget | None = None
    ) -> None:
        super().__init__("Who takes part?", "Done", width=940, parent=parent)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        sources = {
            "Partners": partner_source(project, scenario),
            "Teams": team_source(project, scenario),
            "Leads": lead_source(project, scenario),
            "Primary care home": checklist_source(project, scenario),
        }
        if len(project.area.sites):
            sources["Sites"] = site_source(project, scenario)
            sources["Sectors"] = sector_source(project)
        self.pages: dict[str, RecordTable] = {}
        for name, source in sources.items():
            page = RecordTable(desk, name, source)
            page.table.setMinimumHeight(current_theme().px(320))
            self.pages[name] = page
            self.tabs.addTab(page, name)
        self.safe.hide()
        self.main.setDefault(False)
        self.fill(self.tabs)

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, *, tab: str = "") -> None:
        """Show the dialog until it is closed, ``tab`` in front."""
        if desk.bridge is not None:
            dialog = cls(desk, desk.bridge.project, desk.bridge.scenario, parent)
            if tab in dialog.pages:
                dialog.tabs.setCurrentWidget(dialog.pages[tab])
            dialog.exec()
            dialog.deleteLater()


# -- partners
_PARTNER_FIELDS = ("code", "name", "sector", "role", "contact_role", "gain_share", "risk_share")


def partner_source(project: Project, scenario: Scenario) -> RecordSource:
    """Organisations that take part, with their shares of gain and risk."""

    def all_() -> tuple[Partner, ...]:
        return scenario.registers.of("partner", Partner)

    def texts(one: Partner) -> list[str]:
        shares = [formats.number(share, 1, unknown="") for share in (one.gain_share, one.risk_share)]
        return [one.code, one.name, one.sector.value, one.role, one.contact_role, *shares]

    def change(key: str, at: int, text: str) -> Edit | None:
        value: object = text
        if at == 2:
            value = Sector(text) if text in {s.value for s in Sector} else Sector.UNKNOWN
        elif at >= 5:
            value = _number(text, "share")
        return register_edits.change_partner(project, scenario, key, **{_PARTNER_FIELDS[at]: value})

    def add() -> Edit | None:
        used = {one.code for one in all_()}
        code = next(f"P{n:02d}" for n in range(1, 10_000) if f"P{n:02d}" not in used)
        return register_edits.put_partner(project, scenario, Partner(code, f"New partner {code}"))

    def note() -> str:
        words = []
        for name in ("gain", "risk"):
            shares = [getattr(one, f"{name}_share") for one in all_()]
            known = [share for share in shares if share is not None]
            if known:
                total = sum(known)
                fits = "adds up to 100%" if abs(total - 100) < 0.05 else "is to be 100%"
                words.append(f"Share of {name}: {formats.number(total, 1)}%, {fits}")
        return "; ".join(words)

    columns = (
        RecordColumn("Code", fixed=True), RecordColumn("Organisation"),
        RecordColumn("Sector", tuple(sector.value for sector in Sector)), RecordColumn("Role"),
        RecordColumn("Contact role"), RecordColumn("Gain %"), RecordColumn("Risk %"),
    )  # fmt: skip
    return RecordSource(
        columns, lambda: [(one.code, texts(one)) for one in all_()], change, add,
        lambda key: register_edits.remove_partner(project, scenario, key),
        add_text="Add a partner", note=note,
    )  # fmt: skip


# -- teams
def team_source(project: Project, scenario: Scenario) -> RecordSource:
    """Integrated teams: whole-time equivalents, employers and localities with their shares."""

    def team(key: str) -> Team:
        found = scenario.registers.get("team", key)
        if not isinstance(found, Team):
            raise EditError(f"There is no team {key}.", remedy="Choose one of the list.")
        return found

    def change(key: str, at: int, text: str) -> Edit | None:
        now = team(key)
        match at:
            case 1:
                now = replace(now, name=text)
            case 2:
                now = replace(now, role=text)
            case 3:
                now = replace(now, wte=_number(text, "number of staff"))
            case 4:
                now = replace(now, employers=_split(text))
            case _:
                now = replace(now, localities=_split(text))
        return register_edits.put_team(project, scenario, now)

    def add() -> Edit | None:
        id_ = register_edits.free_team_id(scenario)
        return register_edits.put_team(project, scenario, Team(id_, f"New team {id_}"))

    def texts(one: Team) -> list[str]:
        wte = formats.number(one.wte, 1, unknown="")
        return [one.id, one.name, one.role, wte, _split_text(one.employers), _split_text(one.localities)]

    columns = (
        RecordColumn("Id", fixed=True), RecordColumn("Team"), RecordColumn("Role"), RecordColumn("WTE"),
        RecordColumn("Employers, %"), RecordColumn("Localities, %"),
    )  # fmt: skip
    return RecordSource(
        columns, lambda: [(one.id, texts(one)) for one in scenario.registers.of("team", Team)], change, add,
        lambda key: register_edits.remove_team(project, scenario, key), add_text="Add a team",
        note=lambda: "Shares are typed as code and per cent: P01 60; P02 40",
    )  # fmt: skip


# -- leads
def lead_source(project: Project, scenario: Scenario) -> RecordSource:
    """Lead roles of localities; one without an organisation is vacant."""

    def name(code: str) -> str:
        locality = scenario.plan.get(code)
        return code if locality is None else locality.name

    def change(key: str, _at: int, text: str) -> Edit | None:
        locality, _, role = key.partition("|")
        return register_edits.set_lead(project, scenario, locality, role, text)

    def remove(key: str) -> Edit:
        locality, _, role = key.partition("|")
        return register_edits.remove_lead(project, scenario, locality, role)

    def rows() -> list[tuple[str, list[str]]]:
        leads = scenario.registers.of("lead", Lead)
        return [
            (one.key, [name(one.locality), one.role, one.organisation, "" if one.organisation else "Vacant"])
            for one in leads
        ]

    def note() -> str:
        vacant = sum(not one.organisation for one in scenario.registers.of("lead", Lead))
        return f"{formats.count(vacant, 'role')} vacant" if vacant else ""

    columns = (
        RecordColumn("Locality", fixed=True), RecordColumn("Role", fixed=True), RecordColumn("Organisation"),
        RecordColumn("Status", fixed=True),
    )  # fmt: skip
    return RecordSource(
        columns, rows, change, lambda: register_edits.want_leads(project, scenario), remove, stretch=(2,),
        add_text="Add the usual roles everywhere", note=note,
    )  # fmt: skip


# -- the checklist
def checklist_source(project: Project, scenario: Scenario) -> RecordSource:
    """Evidence for the four characteristics of a primary care home, by locality."""

    def item(locality: str, number: int) -> ChecklistItem:
        found = scenario.registers.get("checklist", f"{locality}|{number}")
        return found if isinstance(found, ChecklistItem) else ChecklistItem(locality, number)

    def rows() -> list[tuple[str, list[str]]]:
        return [
            (one.key, [place.name, words, one.met, one.evidence])
            for place in scenario.plan
            for number, words in enumerate(PRIMARY_CARE_HOME, start=1)
            for one in (item(place.code, number),)
        ]

    def change(key: str, at: int, text: str) -> Edit | None:
        locality, _, number = key.partition("|")
        now = item(locality, int(number))
        met, evidence = (text, now.evidence) if at == 2 else (now.met, text)
        return register_edits.set_checklist(
            project, scenario, locality, int(number), met=met, evidence=evidence
        )

    columns = (
        RecordColumn("Locality", fixed=True), RecordColumn("Characteristic", fixed=True),
        RecordColumn("Met", tuple(CHECKLIST_ANSWERS)), RecordColumn("Evidence"),
    )  # fmt: skip
    return RecordSource(columns, rows, change, stretch=(1, 3))


# -- numbers and splits
def _number(text: str, what: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "").rstrip("% "))
    except ValueError:
        raise EditError(f"“{text}” is no {what}.", remedy="Type a number, as in 12.5.") from None


def _split(text: str) -> tuple[tuple[str, float], ...]:
    """Shares of a text such as "P01 60; P02 40"."""
    pairs: list[tuple[str, float]] = []
    for part in text.split(";"):
        code, _, share = part.strip().rpartition(" ")
        if not part.strip():
            continue
        number = _number(share, "share")
        if not code or number is None:
            raise EditError(f"“{part.strip()}” is no share.", remedy="Type code and per cent, as in P01 60.")
        pairs.append((code.strip(), number))
    return tuple(pairs)


def _split_text(pairs: tuple[tuple[str, float], ...]) -> str:
    return "; ".join(f"{code} {share:g}" for code, share in pairs)
