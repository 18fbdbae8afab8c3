"""Every tool of the map by name, in the order of the menu.

A new tool is a file beside this one, a line in ``make_tools``, a line in ``ui/tool_actions.py`` (its id is
``tool_`` and the name) and, where it has a place in the rail, its key in ``panels/tool_rail.py``. What it
needs in the option bar beyond target and radius goes into ``OptionBar.own`` under its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.ui.map.tools.bigger_area import BiggerAreaTool
from workbench.ui.map.tools.border import BorderTool
from workbench.ui.map.tools.box import BoxTool
from workbench.ui.map.tools.brush import BrushTool
from workbench.ui.map.tools.click import ClickTool
from workbench.ui.map.tools.eraser import EraserTool
from workbench.ui.map.tools.fill import FillTool
from workbench.ui.map.tools.identify import IdentifyTool
from workbench.ui.map.tools.lasso import LassoTool
from workbench.ui.map.tools.measure import MeasureTool
from workbench.ui.map.tools.merge import MergeTool
from workbench.ui.map.tools.outline import OutlineTool
from workbench.ui.map.tools.pan import PanTool
from workbench.ui.map.tools.polygon import PolygonTool
from workbench.ui.map.tools.select import SelectTool
from workbench.ui.map.tools.split_line import SplitTool

if TYPE_CHECKING:
    from workbench.ui.map.tools.base import StrokeHost, Tool


def make_tools(host: StrokeHost) -> dict[str, Tool]:
    """Make one of each tool for a host."""
    tools: tuple[Tool, ...] = (
        SelectTool(host),
        BoxTool(host),
        LassoTool(host),
        PolygonTool(host),
        BrushTool(host),
        EraserTool(host),
        ClickTool(host),
        FillTool(host),
        BiggerAreaTool(host),
        BorderTool(host),
        OutlineTool(host),
        SplitTool(host),
        MergeTool(host),
        PanTool(host),
        IdentifyTool(host),
        MeasureTool(host),
    )
    return {tool.name: tool for tool in tools}
