"""A look as SLD 1.1, the standard's style language, for programs other than QGIS (OGC 05-078r4, 05-077r4)."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from workbench.io.qgis.looks import INK, WHITE, Look, xml_text

_NAMESPACES = {
    "xmlns": "http://www.opengis.net/sld",
    "xmlns:se": "http://www.opengis.net/se",
    "xmlns:ogc": "http://www.opengis.net/ogc",
    "version": "1.1.0",
}
_PIXELS_A_MM = 1 / 0.28
"""SLD lengths are pixels of 0.28 mm."""


def to_sld(look: Look, layer: str) -> str:
    """The look of a layer as the text of an .sld file."""
    root = Xml.Element("StyledLayerDescriptor", _NAMESPACES)
    named = Xml.SubElement(root, "NamedLayer")
    _text(named, "se:Name", layer)
    style = Xml.SubElement(named, "UserStyle")
    _text(style, "se:Name", layer)
    rules = Xml.SubElement(style, "se:FeatureTypeStyle")
    for one in look.categories:
        rule = Xml.SubElement(rules, "se:Rule")
        _text(rule, "se:Name", one.label)
        equal = Xml.SubElement(Xml.SubElement(rule, "ogc:Filter"), "ogc:PropertyIsEqualTo")
        _text(equal, "ogc:PropertyName", look.column)
        _text(equal, "ogc:Literal", one.value)
        _add_symbol(rule, look, one.colour)
    if not look.categories:
        _add_symbol(Xml.SubElement(rules, "se:Rule"), look, look.fill)
    if look.label_column:
        _add_label(Xml.SubElement(rules, "se:Rule"), look)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True)


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = xml_text(text)


def _parameter(parent: Xml.Element, name: str, value: str) -> None:
    Xml.SubElement(parent, "se:SvgParameter", name=name).text = value


def _add_symbol(rule: Xml.Element, look: Look, fill: str) -> None:
    if look.points:
        graphic = Xml.SubElement(Xml.SubElement(rule, "se:PointSymbolizer"), "se:Graphic")
        symbol = Xml.SubElement(graphic, "se:Mark")
        _text(symbol, "se:WellKnownName", "circle")
        _add_paint(symbol, look, fill)
        _text(graphic, "se:Size", f"{look.size * _PIXELS_A_MM:.1f}")
        return
    _add_paint(Xml.SubElement(rule, "se:PolygonSymbolizer"), look, fill)


def _add_paint(symbol: Xml.Element, look: Look, fill: str) -> None:
    if fill:
        paint = Xml.SubElement(symbol, "se:Fill")
        _parameter(paint, "fill", fill)
        if look.opacity < 1:
            _parameter(paint, "fill-opacity", f"{look.opacity:g}")
    stroke = Xml.SubElement(symbol, "se:Stroke")
    _parameter(stroke, "stroke", look.line)
    _parameter(stroke, "stroke-width", f"{look.width * _PIXELS_A_MM:.2f}")
    _parameter(stroke, "stroke-linejoin", "round")


def _add_label(rule: Xml.Element, look: Look) -> None:
    symbol = Xml.SubElement(rule, "se:TextSymbolizer")
    _text(Xml.SubElement(symbol, "se:Label"), "ogc:PropertyName", look.label_column)
    font = Xml.SubElement(symbol, "se:Font")
    _parameter(font, "font-family", "Arial")
    _parameter(font, "font-size", "12")
    _parameter(font, "font-weight", "bold")
    halo = Xml.SubElement(symbol, "se:Halo")
    _text(halo, "se:Radius", "2")
    _parameter(Xml.SubElement(halo, "se:Fill"), "fill", WHITE)
    _parameter(Xml.SubElement(symbol, "se:Fill"), "fill", INK)
