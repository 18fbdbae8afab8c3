"""Fuzzy matching of what was typed with a name: words, beginnings, and letters in order. No Qt here."""

from __future__ import annotations

WORD, INSIDE, MENU, LETTERS = 100.0, 60.0, 50.0, 20.0


def score(typed: str, name: str, more: str = "", *, menu: str = "") -> float:
    """How well ``typed`` fits a name and what else is said of it; 0 where it does not.

    Every word typed has to be found: at the start of a word of the name (best), inside the name, at the start
    of a word of its menu, as letters in order in the name ("nwl" in "New locality"), or in ``more``.
    """
    words = typed.casefold().split()
    if not words:
        return 1.0
    name, more, menus = name.casefold(), more.casefold(), menu.casefold().replace(",", " ").split()
    total = 0.0
    for word in words:
        one = _score_word(word, name)
        if one < MENU and any(part.startswith(word) for part in menus):
            one = MENU
        if not one and word in more:
            one = LETTERS / 2 + (5.0 if any(part.startswith(word) for part in more.split()) else 0.0)
        if not one:
            return 0.0
        total += one
    return total / len(words) + 10.0 / (1 + len(name))


def _score_word(word: str, name: str) -> float:
    if name.startswith(word):
        return WORD + 10
    if any(part.startswith(word) for part in name.split()):
        return WORD
    if word in name:
        return INSIDE
    return LETTERS if _in_order(word, name) else 0.0


def _in_order(word: str, name: str) -> bool:
    """Whether the letters stand in the name in this order, the first at the start of a word."""
    if len(word) < 2:
        return False
    starts = [at for at, letter in enumerate(name) if letter == word[0] and (at == 0 or name[at - 1] == " ")]
    for start in starts:
        at = start
        for letter in word:
            at = name.find(letter, at)
            if at < 0:
                break
            at += 1
        else:
            return True
    return False
