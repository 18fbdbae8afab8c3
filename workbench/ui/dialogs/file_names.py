"""What a file is called that is suggested from names that planners have given."""

from __future__ import annotations

import re
import unicodedata

_NO_FILE_NAME = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ENDING = re.compile(r"\.\w{1,8}$", re.ASCII)
_LONGEST = 100
"""Characters of a name without its ending; folders and systems add to it."""


def file_name(wanted: str) -> str:
    """``wanted`` as a file may be called on every system: ``file_name("../../x.csv")`` is ``"x.csv"``.

    Nothing in it leads to another folder, stands for a device of Windows, or cannot be seen.
    """
    seen = "".join(sign for sign in wanted if not unicodedata.category(sign).startswith("C"))
    plain = " ".join(_NO_FILE_NAME.sub(" ", seen).split())
    found = _ENDING.search(plain)
    ending = found[0] if found else ""
    stem = plain.removesuffix(ending).strip(" .")[:_LONGEST].strip(" .") or "Plan"
    return f"{stem}_{ending}" if _RESERVED.fullmatch(stem) else f"{stem}{ending}"
