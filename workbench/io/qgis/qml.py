"""A look as QML, the style language of QGIS (3.16 and later read what is written here)."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from workbench.io.qgis.looks import INK, UNASSIGNED_COLOUR, WHITE, Look, rgb, xml_text

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_FONT = "Arial"


def to_qml(look: Look) -> str:
    """The look as the text of a .qml file."""
    root = Xml.Element(
        "qgis",
        version="3.16.0",
        styleCategories="Symbology|Labeling",
        labelsEnabled="1" if look.label else "0",
    )
    _add_renderer(root, look)
    if look.label:
        _add_labels(root, look)
    _child(root, "blendMode").text = "0"
    _child(root, "featureBlendMode").text = "0"
    _child(root, "layerGeometryType").text = "0" if look.points else "2"
    return _DOCTYPE + Xml.tostring(root, encoding="unicode")


def _child(parent: Xml.Element, tag: str, /, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, tag, {key: xml_text(value) for key, value in attributes.items()})


def _add_renderer(root: Xml.Element, look: Look) -> None:
    plain = {"symbollevels": "0", "enableorderby": "0", "forceraster": "0"}
    if not look.categories:
        renderer = _child(root, "renderer-v2", type="singleSymbol", **plain)
        _add_symbol(_child(renderer, "symbols"), "0", look, look.fill)
        return
    renderer = _child(root, "renderer-v2", type="categorizedSymbol", attr=look.column, **plain)
    categories = _child(renderer, "categories")
    for place, one in enumerate(look.categories):
        _child(categories, "category", symbol=str(place), value=one.value, label=one.label, render="true")
    symbols = _child(renderer, "symbols")
    for place, one in enumerate(look.categories):
        _add_symbol(symbols, str(place), look, one.colour)
    _add_symbol(_child(renderer, "source-symbol"), "0", look, UNASSIGNED_COLOUR)


def _add_symbol(parent: Xml.Element, name: str, look: Look, fill: str) -> None:
    kind = "marker" if look.points else "fill"
    symbol = _child(parent, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    values = {
        "color": _colour(fill or WHITE, round(255 * look.opacity)),
        "outline_color": _colour(look.line),
        "outline_style": "solid",
        "outline_width": f"{look.width:g}",
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    if look.points:
        values |= {"name": "circle", "size": f"{look.size:g}", "size_unit": "MM", "scale_method": "diameter"}
    else:
        values |= {"style": "solid" if fill else "no"}
    layer_class = "SimpleMarker" if look.points else "SimpleFill"
    layer = _child(symbol, "layer", enabled="1", locked="0", **{"class": layer_class, "pass": "0"})
    options = _child(layer, "Option", type="Map")
    for key, value in values.items():
        _child(options, "Option", name=key, type="QString", value=value)
    for key, value in values.items():  # before 3.26 QGIS reads these
        _child(layer, "prop", k=key, v=value)


def _add_labels(root: Xml.Element, look: Look) -> None:
    settings = _child(_child(root, "labeling", type="simple"), "settings", calloutType="simple")
    text = _child(
        settings, "text-style",
        fieldName=look.label, isExpression="1", fontFamily=_FONT, fontSize="9", fontSizeUnit="Point",
        fontWeight="75", textColor=_colour(INK), textOpacity="1", multilineHeight="1",
    )  # fmt: skip
    _child(
        text, "text-buffer",
        bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor=_colour(WHITE),
        bufferOpacity="0.85", bufferJoinStyle="128", bufferNoFill="1",
    )  # fmt: skip
    _child(settings, "text-format", wrapChar="", autoWrapLength="22", multilineAlign="1")
    # 1: around a point, here over it; a polygon's point lies inside it
    _child(settings, "placement", placement="1", quadOffset="4", centroidInside="1", fitInPolygonOnly="0")
    _child(settings, "rendering", drawLabels="1", displayAll="0", obstacle="0", scaleVisibility="0")


def _colour(colour: str, alpha: int = 255) -> str:
    red, green, blue = rgb(colour)
    return f"{red},{green},{blue},{alpha}"
