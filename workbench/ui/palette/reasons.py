"""Why a command cannot be used now, in words for the palette."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Situation

REASONS: dict[str, str] = {
    "project": "Open a project first",
    "editable": "Needs a project that can be changed",
    "can_save": "Everything is saved",
    "can_undo": "Nothing to undo",
    "can_redo": "Nothing to redo",
    "target": "Choose a locality first",
    "target_editable": "Choose a locality first",
    "target_copyable": "Needs a locality in hand and another scenario",
    "selection": "Select areas first",
    "selection_editable": "Select areas first",
    "locked_areas": "No area is locked",
    "practice": "Choose a practice in the table first",
    "practice_chosen": "Choose a practice in the table first",
    "merged": "The practice in hand is not merged",
    "practices": "The project has no practices",
    "practices_editable": "Needs practices and localities",
    "registrations": "Needs registrations and localities",
    "flow_map": "Needs registrations and localities",
    "providers": "The project has no provider sites",
    "site": "Choose a provider site in the table first",
    "localities": "There is no locality yet",
    "many_scenarios": "There is one scenario only",
    "several_scenarios": "There is one scenario only",
    "scenario_before": "It is the first scenario",
    "scenario_after": "It is the last scenario",
    "issues": "Nothing needs a look",
    "map": "Only on the map",
    "map_editable": "Only on the map of a project that can be changed",
    "services": "Only in Services",
    "services_editable": "Only in Services",
    "cells": "Select cells in Services first",
    "cells_editable": "Select cells in Services first",
    "balance_ready": "Needs areas with people",
    "balance_kept": "No proposals wait",
    "balance": "Only in a balance preview",
    "balance_good": "Needs a drawing or a proposal",
    "balance_idle": "Only in a balance preview",
    "balance_result": "There is no proposal",
    "balance_editable": "There is no proposal",
    "balance_several": "There is one proposal only",
    "compare": "Only in Compare",
    "compare_ready": "Only in Compare, with scenarios to compare",
}
"""By what a command needs (``ActionSpec.when``)."""
NOT_NOW = "Not possible now"


def reason(spec: ActionSpec, now: Situation, on_the_map: Situation) -> str:
    """Why a command cannot be used; "" where it can.

    ``now`` is what is the case, ``on_the_map`` what would be if the map were in front.
    """
    if getattr(now, spec.when):
        return ""
    if not now.project and spec.when != "always":
        return REASONS["project"]
    if getattr(on_the_map, spec.when):
        return "Only on the map"
    return REASONS.get(spec.when, NOT_NOW)
