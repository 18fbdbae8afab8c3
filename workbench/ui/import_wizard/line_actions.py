"""What can be done about a line of the report, what is done now, and doing it to the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from workbench.io.published.area_codes import LIVES_IN, is_reason_of_pseudo_code
from workbench.io.published.recognised import Recognised
from workbench.io.published.registrations import OUTSIDE
from workbench.session.published.choice import LEAST_PATIENTS, OF_PRACTICES, AreaChoice, Declined
from workbench.session.refresh.deciding import choices_of
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.report_rows import OTHERS_CODE, PASSED, ReportRow, code_of


class Deed(Enum):
    """What an action does; those of files are the wizard's work."""

    CHOOSE = auto()
    ANSWER = auto()
    LEAVE_OUT = auto()
    OTHER_FILE = auto()
    ADD_FILE = auto()
    MAP_AGAIN = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class LineAction:
    """One entry of a line's menu. ``now`` says that it is what happens as things stand."""

    words: str
    deed: Deed
    now: bool = False
    choice: AreaChoice | None = None
    answer: str = ""


_KEPT_PRACTICES = {code_of(kind): kind for kind in OF_PRACTICES}
_MISSING = {
    "practices_not_placed": "Add a postcode directory…",
    "practices_not_in_epraccur": "Add a newer epraccur…",
    "vintage_differs": "Add the look-up of areas…",
    "areas_without_value": "Add a file or a look-up…",
    "areas_without_boundary": "Add their boundaries…",
}
"""Notices that one more file would answer."""


def actions_of(row: ReportRow, draft: ImportDraft) -> tuple[LineAction, ...]:
    """What can be done about a line; at most one of them is what happens now, and that stands first."""
    found = (*_of_decision(row, draft), *_of_rows(row, draft.choice), *_of_file(row, draft))
    if row.code in _MISSING:
        found = (*found, LineAction(_MISSING[row.code], Deed.ADD_FILE))
    return tuple(sorted(found, key=lambda one: not one.now))


def now_of(actions: Sequence[LineAction]) -> str:
    """What happens as things stand, as the table shows it."""
    return next((one.words for one in actions if one.now), "")


def file_of(row: ReportRow, draft: ImportDraft) -> Recognised | None:
    """The file of the draft that a line is about."""
    return next(
        (one for one in draft.files if row.account is not None and one.file == row.account.file), None
    )


def _of_decision(row: ReportRow, draft: ImportDraft) -> list[LineAction]:
    if row.decision is None or draft.imported is None:
        return []
    answer = draft.answer(row.decision)
    return [
        LineAction(one.words, Deed.ANSWER, one.key == answer, answer=one.key)
        for one in choices_of(draft.imported.project, row.decision)
    ]


def _of_rows(row: ReportRow, choice: AreaChoice) -> list[LineAction]:
    """The pairs of keeping rows in one way or another."""
    if row.code == OTHERS_CODE:
        return [
            _choose(choice, "Group as “Other practices”", least=LEAST_PATIENTS),
            _choose(choice, "List every practice", least=1),
        ]  # fmt: skip
    if row.code in _KEPT_PRACTICES:
        kind = _KEPT_PRACTICES[row.code]
        return [
            _choose(choice, "Keep these practices", keep=kind),
            _choose(choice, "Count their patients as “Other practices”", decline=kind),
        ]
    if row.reason == OUTSIDE or row.reason.startswith(LIVES_IN):
        kept, kind = "Count as outside the area", Declined.OUTSIDE
    elif is_reason_of_pseudo_code(row.reason):
        kept, kind = "Count as no known address", Declined.UNPLACED
    else:
        return []
    return [_choose(choice, kept, keep=kind), _choose(choice, "Skip these rows", decline=kind)]


def _choose(
    choice: AreaChoice, words: str, *, keep: Declined | None = None, decline: Declined | None = None,
    least: int | None = None,
) -> LineAction:  # fmt: skip
    declined = (choice.declined | {decline} if decline else choice.declined) - ({keep} if keep else set())
    after = replace(choice, declined=declined, least_patients=least or choice.least_patients)
    return LineAction(words, Deed.CHOOSE, after == choice, choice=after)


def _of_file(row: ReportRow, draft: ImportDraft) -> list[LineAction]:
    file = file_of(row, draft)
    if file is None:
        return []
    found = [
        LineAction("Leave this file out", Deed.LEAVE_OUT),
        LineAction("Choose another file…", Deed.OTHER_FILE),
    ]
    if file.columns:
        found.append(LineAction("Map its columns again", Deed.MAP_AGAIN))
    if row.result == PASSED:
        return [LineAction("Use these rows", Deed.NOTHING, now=True), *found]
    own = row.reason == OUTSIDE or is_reason_of_pseudo_code(row.reason)
    return found if own else [LineAction("Skip these rows", Deed.NOTHING, now=True), *found]
