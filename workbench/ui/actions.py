"""Every command of the window in one table; menus, tool buttons, tooltips and the key list come from it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtGui import QKeySequence


class Menu(StrEnum):
    """The menus in their order, with their accelerators."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    DRAW = "&Draw"
    LOCALITIES = "&Localities"
    PRACTICES = "&Practices"
    SERVICES = "&Services"
    DATA = "D&ata"
    HELP = "&Help"


@dataclass(frozen=True)
class Situation:
    """What is the case now; an action names the one thing that it needs."""

    always: bool = True
    project: bool = False
    editable: bool = False
    can_save: bool = False
    can_undo: bool = False
    can_redo: bool = False
    target: bool = False
    target_editable: bool = False
    selection: bool = False
    selection_editable: bool = False
    practice: bool = False
    practice_chosen: bool = False
    merged: bool = False
    practices: bool = False
    practices_editable: bool = False
    registrations: bool = False
    flow_map: bool = False
    providers: bool = False
    site: bool = False
    localities: bool = False
    many_scenarios: bool = False
    issues: bool = False
    table: bool = False
    map: bool = False
    map_editable: bool = False
    services: bool = False
    services_editable: bool = False
    cells: bool = False
    cells_editable: bool = False


@dataclass(frozen=True)
class ActionSpec:
    """One command. ``handler`` is "group.method" of the commands; ``choice`` makes it one of several."""

    id: str
    menu: Menu
    text: str
    handler: str
    help: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    when: str = "always"
    choice: str = ""
    checkable: bool = False
    submenu: str = ""


SEPARATOR = None
M = Menu
A = ActionSpec

ACTIONS: tuple[ActionSpec | None, ...] = (
    A("new", M.FILE, "&New project…", "file.new",
      "Read boundaries, practices and registrations", icon="new", keys=("Ctrl+Shift+N",)),
    A("open", M.FILE, "&Open…", "file.open", "Open a project file", icon="open", keys=("Ctrl+O",)),
    A("sample", M.FILE, "Open the &fictional sample", "file.open_sample",
      "A made-up county to try things on", icon="map"),
    SEPARATOR,
    A("save", M.FILE, "&Save", "file.save",
      "Write all work to the project file", icon="save", keys=("Ctrl+S",), when="can_save"),
    A("save_as", M.FILE, "Save &as…", "file.save_as",
      "Write all work to another file", keys=("Ctrl+Shift+S",), when="project"),
    A("close", M.FILE, "&Close project", "file.close",
      "Back to the start page", keys=("Ctrl+W",), when="project"),
    SEPARATOR,
    A("export", M.FILE, "&Export workbook…", "file.export_workbook",
      "The locality configuration as an Excel workbook", icon="export", keys=("Ctrl+E",), when="project"),
    A("export_map", M.FILE, "Export &map picture…", "file.export_map",
      "The map as a PNG picture", icon="map", when="project"),
    A("copy_map", M.FILE, "Copy map as &picture", "file.copy_map",
      "Put the map on the clipboard", icon="copy", when="project"),
    SEPARATOR,
    A("quit", M.FILE, "&Quit", "file.quit", "Close the window", keys=("Ctrl+Q",)),
    A("undo", M.EDIT, "&Undo", "edit.undo",
      "Take the last step back", icon="undo", keys=("Ctrl+Z",), when="can_undo"),
    A("redo", M.EDIT, "&Redo", "edit.redo",
      "Do the step again", icon="redo", keys=("Ctrl+Y", "Ctrl+Shift+Z"), when="can_redo"),
    SEPARATOR,
    A("copy_table", M.EDIT, "&Copy table", "edit.copy_table",
      "The table as text for a spreadsheet", icon="copy", keys=("Ctrl+C",), when="map"),
    SEPARATOR,
    A("clear_selection", M.EDIT, "&Drop selection", "edit.drop",
      "Drop a running stroke, or else the selection", keys=("Esc",), when="map"),
    A("view_map", M.VIEW, "&Map", "view.show_map",
      "The map of the study area", icon="map", keys=("Ctrl+1",), when="project", choice="view"),
    A("view_services", M.VIEW, "&Services", "view.show_services",
      "Services by localities: what is in scope, and who provides it",
      icon="services", keys=("Ctrl+2",), when="project", choice="view"),
    SEPARATOR,
    A("zoom_in", M.VIEW, "Zoom &in", "view.zoom_in",
      "Show less, larger", icon="zoom_in", keys=("Ctrl++", "Ctrl+="), when="map"),
    A("zoom_out", M.VIEW, "Zoom &out", "view.zoom_out",
      "Show more, smaller", icon="zoom_out", keys=("Ctrl+-",), when="map"),
    A("fit", M.VIEW, "&Whole area", "view.fit",
      "Show the whole study area", icon="fit", keys=("Ctrl+0",), when="map"),
    A("fit_locality", M.VIEW, "Fit &locality", "view.fit_locality",
      "Show the locality in hand as large as possible", keys=("Ctrl+9",), when="target"),
    SEPARATOR,
    A("next_issue", M.VIEW, "&Next issue", "view.next_issue",
      "Go to the next thing that needs a look", icon="next", keys=("F8",), when="issues"),
    A("previous_issue", M.VIEW, "&Previous issue", "view.previous_issue",
      "Go back to the issue before", icon="back", keys=("Shift+F8",), when="issues"),
    SEPARATOR,
    A("dock", M.VIEW, "Side &panel", "view.toggle_dock",
      "Show or hide the panel with tables", keys=("F9",), when="map", checkable=True),
    A("next_pane", M.VIEW, "Next p&ane", "view.next_pane",
      "Move the keyboard to the next part of the window", keys=("F6",)),
    A("full_screen", M.VIEW, "&Full screen", "view.full_screen",
      "Use the whole screen", keys=("F11",), checkable=True),
    SEPARATOR,
    A("theme_system", M.VIEW, "Follow the &system", "view.theme_system",
      "Light or dark, as the system is set", choice="theme", submenu="&Theme"),
    A("theme_light", M.VIEW, "&Light", "view.theme_light",
      "Dark words on light ground", choice="theme", submenu="&Theme"),
    A("theme_dark", M.VIEW, "&Dark", "view.theme_dark",
      "Light words on dark ground", choice="theme", submenu="&Theme"),
    A("tool_select", M.DRAW, "&Select", "draw.use_select",
      "Click areas; Shift adds, Ctrl removes", icon="select", keys=("V",), when="map", choice="tool"),
    A("tool_box", M.DRAW, "&Box", "draw.use_box",
      "Drag a box around areas", icon="box", keys=("B",), when="map", choice="tool"),
    A("tool_brush", M.DRAW, "&Brush", "draw.use_brush",
      "Paint areas into the locality; right button gives back",
      icon="brush", keys=("P",), when="map_editable", choice="tool"),
    A("tool_eraser", M.DRAW, "&Eraser", "draw.use_eraser",
      "Make areas unassigned", icon="eraser", keys=("E",), when="map_editable", choice="tool"),
    A("tool_pan", M.DRAW, "&Pan", "draw.use_pan",
      "Move the map; Space held does the same in every tool",
      icon="pan", keys=("H",), when="map", choice="tool"),
    SEPARATOR,
    A("smaller", M.DRAW, "S&maller brush", "draw.smaller",
      "Make the radius smaller", keys=("[",), when="map"),
    A("larger", M.DRAW, "&Larger brush", "draw.larger",
      "Make the radius larger", keys=("]",), when="map"),
    SEPARATOR,
    A("assign_selection", M.DRAW, "&Assign selection to the locality", "draw.assign_selection",
      "Give the selected areas to the locality in hand",
      icon="assign", keys=("Ctrl+Return",), when="selection_editable"),
    A("unassign_selection", M.DRAW, "&Unassign selection", "draw.unassign_selection",
      "Take the selected areas out", keys=("Del",), when="selection_editable"),
    A("new_locality", M.LOCALITIES, "&New locality", "localities.new",
      "Add an empty locality", icon="add", keys=("Ctrl+N",), when="editable"),
    A("new_from_selection", M.LOCALITIES, "New locality from &selection", "localities.new_from_selection",
      "The selected areas become a locality", icon="locality", keys=("Ctrl+L",), when="selection_editable"),
    SEPARATOR,
    A("rename", M.LOCALITIES, "&Rename", "localities.rename",
      "Give the locality in hand another name", icon="rename", keys=("F2",), when="target_editable"),
    A("recolour", M.LOCALITIES, "Re&colour…", "localities.recolour",
      "Choose one of eight hues", icon="recolour", when="target_editable"),
    A("hub_site", M.LOCALITIES, "&Hub site…", "localities.hub_site",
      "The practice or site that the locality works from; nearest to its people first",
      icon="site", when="target_editable"),
    A("lock", M.LOCALITIES, "&Lock or unlock", "localities.toggle_lock",
      "A locked locality neither gives nor takes areas", icon="lock", keys=("K",), when="target_editable"),
    A("lock_all", M.LOCALITIES, "Lock &all", "localities.lock_all", "Lock every locality", when="editable"),
    A("unlock_all", M.LOCALITIES, "&Unlock all", "localities.unlock_all",
      "Unlock every locality", icon="unlock", when="editable"),
    A("colour_apart", M.LOCALITIES, "Colour &neighbours apart", "localities.colour_apart",
      "Give neighbours different hues again", icon="recolour", when="editable"),
    A("delete", M.LOCALITIES, "&Delete", "localities.delete",
      "Its areas become unassigned; undo brings it back",
      icon="delete", keys=("Ctrl+Del",), when="target_editable"),
    SEPARATOR,
    A("band", M.LOCALITIES, "&Band and people…", "localities.band",
      "Least and most people, and which people count", icon="settings", when="editable"),
    A("assign_site", M.PRACTICES, "Assign by &site", "practices.by_site",
      "Each practice to the locality it stands in", icon="site", when="practices_editable"),
    A("assign_patients", M.PRACTICES, "Assign by most &patients", "practices.by_most_patients",
      "Each practice to the locality where most of its patients live",
      icon="people", when="practices_editable"),
    A("assign_share", M.PRACTICES, "Assign by &minimum share…", "practices.by_minimum_share",
      "As by most patients, where at least a share of the list lives there", icon="filter",
      when="practices_editable"),
    SEPARATOR,
    A("build_localities", M.PRACTICES, "&Build localities from practices…", "practices.build",
      "Each area goes to the PCN or group that holds most of its patients; shows the outcome before",
      icon="locality", keys=("Ctrl+Shift+B",), when="practices"),
    SEPARATOR,
    A("assign_practice", M.PRACTICES, "Assign practice to the &locality", "practices.to_target",
      "Give the practice in hand to the locality in hand; a choice by hand stays",
      icon="hand", keys=("Ctrl+Shift+A",), when="practice"),
    A("unassign_practice", M.PRACTICES, "Take practice &out", "practices.to_nobody",
      "The practice in hand belongs to no locality", when="practice"),
    A("split_practice", M.PRACTICES, "S&plit list…", "practices.split_in_hand",
      "Share the practice in hand among localities; the shares add up to 100 %",
      icon="split", keys=("Ctrl+Shift+L",), when="practice"),
    A("lock_practice", M.PRACTICES, "Loc&k or unlock practice", "practices.toggle_lock",
      "A locked practice keeps its locality, whatever rule is used",
      icon="lock", keys=("Shift+K",), when="practice"),
    A("view_proposed", M.PRACTICES, "&Proposed", "practices.view_proposed",
      "Nothing was said to the practice yet", when="practice", submenu="&View in the consultation"),
    A("view_consulted", M.PRACTICES, "&Consulted", "practices.view_consulted",
      "The practice was asked", when="practice", submenu="&View in the consultation"),
    A("view_agreed", M.PRACTICES, "&Agreed", "practices.view_agreed",
      "The practice agrees", when="practice", submenu="&View in the consultation"),
    A("view_objected", M.PRACTICES, "&Objected", "practices.view_objected",
      "The practice objects", when="practice", submenu="&View in the consultation"),
    SEPARATOR,
    A("merge_practices", M.PRACTICES, "Mer&ge practices…", "practices.merge",
      "Take the practice in hand and others as one, as a what-if of this scenario",
      icon="merge", when="practice"),
    A("unmerge_practices", M.PRACTICES, "&Take merged practice apart", "practices.unmerge_in_hand",
      "Each practice has again what it had before", when="merged"),
    SEPARATOR,
    A("patients_map", M.PRACTICES, "Where its patients li&ve", "practice_map.toggle",
      "Shade the map by the share of patients at the practice in hand; Esc ends it",
      icon="map", keys=("Ctrl+Shift+P",), when="practice_chosen", checkable=True),
    A("patient_lines", M.PRACTICES, "Lines to its patients", "practice_map.toggle_lines",
      "Lines to the areas where many of its patients live", when="practice_chosen"),
    A("flows", M.PRACTICES, "Flo&ws…", "flows.open",
      "Where people live and where they are registered, as a table",
      icon="people", keys=("Ctrl+Shift+F",), when="registrations"),
    A("flow_map", M.PRACTICES, "Flows on the map", "flows.toggle_lines",
      "Arrows from where people live to where they are registered",
      keys=("Ctrl+Shift+M",), when="flow_map", checkable=True),
    SEPARATOR,
    A("find_practice", M.PRACTICES, "&Find a practice", "practices.find",
      "Search by name, code or postcode", icon="search", keys=("Ctrl+F",), when="map"),
    A("scope_in", M.SERVICES, "&In scope", "services.scope_in",
      "Set the selected cells to In; in the table, type I", when="cells_editable"),
    A("scope_part", M.SERVICES, "&Partly in scope", "services.scope_part",
      "Set the selected cells to Part; in the table, type P", when="cells_editable"),
    A("scope_out", M.SERVICES, "&Out of scope…", "services.scope_out",
      "Take the selected cells out, with a reason; in the table, type O", when="cells_editable"),
    A("scope_none", M.SERVICES, "&Not applicable", "services.scope_none",
      "The service does not apply there; in the table, type N", when="cells_editable"),
    A("scope_reset", M.SERVICES, "R&eset cells", "services.reset",
      "Back to In, or the field shown to not recorded", keys=("Del",), when="cells_editable"),
    A("scope_details", M.SERVICES, "&Details of the cells", "services.details",
      "Put the keyboard into the panel at the right", keys=("F2",), when="cells"),
    SEPARATOR,
    A("cells_copy", M.SERVICES, "&Copy cells", "services.copy",
      "The words of the cells for a spreadsheet", icon="copy", keys=("Ctrl+C",), when="cells"),
    A("cells_paste", M.SERVICES, "P&aste cells", "services.paste",
      "One value fills the selection, a block starts at its first cell",
      keys=("Ctrl+V",), when="cells_editable"),
    A("fill_down", M.SERVICES, "Fill do&wn", "services.fill_down",
      "Copy the uppermost selected cells down", keys=("Ctrl+D",), when="cells_editable"),
    A("fill_right", M.SERVICES, "Fill &right", "services.fill_right",
      "Copy the leftmost selected cells to the right", keys=("Ctrl+R",), when="cells_editable"),
    SEPARATOR,
    A("find_service", M.SERVICES, "&Find a service", "services.find",
      "Search by name or id", icon="search", keys=("Ctrl+F",), when="services"),
    A("next_gap", M.SERVICES, "Next &gap", "services.next_gap",
      "Go to the next cell without an accountable organisation", icon="next", keys=("F8",), when="services"),
    A("previous_gap", M.SERVICES, "Previous gap", "services.previous_gap",
      "Go to the gap before", icon="back", keys=("Shift+F8",), when="services"),
    A("fold_groups", M.SERVICES, "Fold a&ll groups", "services.fold_all",
      "Show only the heads of groups; - folds one", when="services"),
    A("open_groups", M.SERVICES, "Open all groups", "services.open_all",
      "Show every service; + opens one group", when="services"),
    SEPARATOR,
    A("scope_presets", M.SERVICES, "Pre&sets…", "services.presets",
      "All services, out of hospital, MCP or PACS; shows what would change", when="editable"),
    A("catalogue", M.SERVICES, "Ca&talogue of services…", "services.catalogue",
      "Add, change, remove and order services, groups and tiers", icon="services", when="editable"),
    A("registers", M.SERVICES, "Partners, tea&ms, leads…", "services.registers",
      "Who takes part, with which shares and staff", icon="people", when="editable"),
    SEPARATOR,
    A("site_localities", M.SERVICES, "Localities that a site ser&ves…", "providers.choose_localities",
      "Several, none, or where the site stands; for the provider sites in hand",
      icon="provider", when="site"),
    A("sector_rules", M.SERVICES, "Sectors of &kinds of provider…", "providers.sector_rules",
      "Which sector a kind of provider has, where the source does not say", when="providers"),
    SEPARATOR,
    A("scope_import", M.SERVICES, "Import scope wor&kbook…", "services.import_workbook",
      "Bring an edited workbook back; shows each row before", icon="import", when="editable"),
    A("scope_export", M.SERVICES, "E&xport scope workbook…", "services.export_workbook",
      "The service-scope matrix as an Excel workbook", icon="export", keys=("Ctrl+Shift+E",), when="project"),
    A("import_plan", M.DATA, "&Import plan…", "data.import_plan",
      "Read which area lies in which locality from a CSV file", icon="import", when="editable"),
    A("export_plan", M.DATA, "&Export plan…", "data.export_plan",
      "Write which area lies in which locality to a CSV file", icon="export", when="project"),
    SEPARATOR,
    A("new_scenario", M.DATA, "&New scenario…", "data.new_scenario",
      "Start another alternative, empty or as a copy", icon="add", when="editable"),
    A("rename_scenario", M.DATA, "&Rename scenario…", "data.rename_scenario",
      "Give the scenario another name", icon="rename", when="editable"),
    A("delete_scenario", M.DATA, "&Delete scenario", "data.delete_scenario",
      "Undo brings it back whole", icon="delete", when="many_scenarios"),
    SEPARATOR,
    A("sources", M.DATA, "What the project &holds…", "data.sources",
      "Files, editions and what was noticed", icon="document", when="project"),
    A("keys", M.HELP, "&Keys", "help.keys", "All commands and their keys", icon="help", keys=("F1",)),
    A("about", M.HELP, "&About", "help.about", "Version and licences", icon="info"),
)  # fmt: skip
"""All commands in the order of the menus; None draws a line."""


def specs() -> list[ActionSpec]:
    """All commands without the lines between them."""
    return [spec for spec in ACTIONS if spec is not None]


def plain_text(spec: ActionSpec) -> str:
    """The words of a command without accelerator and dots."""
    return spec.text.replace("&", "").rstrip("…")


def keys_text(spec: ActionSpec) -> str:
    """The keys as this desktop writes them."""
    shown = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
    return " or ".join(shown)


def tooltip(spec: ActionSpec) -> str:
    """Name, first key and help."""
    head = plain_text(spec)
    if spec.keys:
        head = f"{head} ({QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"
    return f"{head}\n{spec.help}"


def known_situations() -> set[str]:
    """The words that ``when`` may be."""
    return {field.name for field in fields(Situation)}
