"""LibreOffice without a window, with one profile of its own for a whole run of tests."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_VALUE_OF_FORMULA = re.compile(rb"(</f>)<v>[^<]*</v>")
_TYPE_OF_FORMULA = re.compile(rb'(<c [^>]*) t="str"(><f>)')
_XLSX = "Calc MS Excel 2007 XML"
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>
</library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{code}</script:module>"""


class Office:
    """Starts the program; each start takes seconds, so that files are handed over together."""

    def __init__(self, program: str, folder: Path) -> None:
        self._profile = folder / "profile"
        self._command = [program, f"-env:UserInstallation={self._profile.as_uri()}", "--headless"]

    def convert(self, sources: Sequence[Path], folder: Path, *, to: str) -> list[Path]:
        """Every file as the other kind, in a folder; the extension comes before a colon and the filter."""
        command = [*self._command, "--convert-to", to, "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=280)
        return [folder / f"{source.stem}.{to.partition(':')[0]}" for source in sources]

    def recalculated(self, sources: Sequence[Path], folder: Path) -> list[Path]:
        """The workbooks as it saves them after working out every formula, without any value of ours."""
        bare = folder / "bare"
        bare.mkdir()
        for source in sources:
            _without_values(source, bare / source.name)
        return self.convert([bare / source.name for source in sources], folder / "saved", to=f"xlsx:{_XLSX}")

    def edited(self, source: Path, target: Path, cells: Mapping[tuple[str, str], str]) -> None:
        """Type words into cells (sheet, address), as a person does, and save under another name."""
        lines = [
            f'book.Sheets.getByName("{sheet}").getCellRangeByName("{address}").setString("{words}")'
            for (sheet, address), words in cells.items()
        ]
        code = f"""Sub Main
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden"
hidden(0).Value = True
book = StarDesktop.loadComponentFromURL("{source.as_uri()}", "_blank", 0, hidden())
{chr(10).join(lines)}
Dim kind(0) As New com.sun.star.beans.PropertyValue
kind(0).Name = "FilterName"
kind(0).Value = "{_XLSX}"
book.storeToURL("{target.as_uri()}", kind())
book.close(True)
StarDesktop.terminate()
End Sub"""
        library = self._profile / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        words = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        (library / "Module1.xba").write_text(_MODULE.format(code=words), encoding="utf-8")
        command = [*self._command, "macro:///Standard.Module1.Main"]
        subprocess.run(command, check=True, capture_output=True, timeout=280)


def _without_values(source: Path, target: Path) -> None:
    """A copy of a workbook whose formulas have no cached values, so that they must be worked out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = _TYPE_OF_FORMULA.sub(rb"\1\2", _VALUE_OF_FORMULA.sub(rb"\1", content))
            new.writestr(entry, content)
