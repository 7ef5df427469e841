"""The kinds of damage, and the context that carries one of them through a renderer.

A renderer never damages text itself: it asks the context for every printed piece (`text`, `unit`, `person`, `head`), so that a
docx cell and a paragraph of prose suffer the same way. What concerns the layout (tabs, empty cells, pages) are plain flags.
"""

import random
import re

NAMES = {
    "none": "control",
    "tabs": "lost tabs",
    "empties": "dropped empty cells",
    "pages_headed": "page breaks, headers repeated, page numbers",
    "pages_bare": "page breaks without headers",
    "spaces": "OCR spaces",
    "fullwidth": "full width",
    "headers": "renamed headers",
}

HAN = "\u4e00-\u9fff"
WIDE = {c: chr(ord(c) + 0xFEE0) for c in "0123456789%():+.-/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}


def seeded(*parts):
    """A generator that depends on the words alone: no clock, no global state."""
    return random.Random("|".join(parts))


def widen(text):
    return "".join(WIDE.get(c, c) for c in text)


def space_out(text, rng):
    """Spaces as a scan leaves them: round most numbers, and now and then between two characters."""
    text = re.sub("([%s])(?=[0-9])|([0-9%%])(?=[%s])" % (HAN, HAN), lambda m: m[0] + " " * (rng.random() < 0.6), text)
    return re.sub("([%s])(?=[%s])" % (HAN, HAN), lambda m: m[0] + " " * (rng.random() < 0.03), text)


def space_unit(name, rng):
    """A space inside a unit's name, placed so that neither part could be a unit (县 教育局, 县教育 局)."""
    if len(name) < 4 or rng.random() > 0.25:
        return name
    at = rng.choice([1, len(name) - 1])
    return name[:at] + " " + name[at:] if re.match("[%s]{2}" % HAN, name[at - 1:at + 1]) else name


class Context:
    def __init__(self, shape, programme, damage):
        self.shape, self.programme, self.damage = shape, programme, damage
        self.lost_tabs = damage == "tabs"
        self.drop_empty = damage == "empties"
        self.pages = {"pages_headed": "headed", "pages_bare": "bare"}.get(damage)
        self.renamed = damage == "headers"
        self._noise = seeded("noise", shape, programme)

    def rng(self, purpose):
        return seeded(purpose, self.shape, self.programme)

    def text(self, s):
        if self.damage == "spaces":
            return space_out(s, self._noise)
        return widen(s) if self.damage == "fullwidth" else s

    def unit(self, name):
        if self.damage == "spaces":
            return space_unit(name, self._noise)
        return widen(name) if self.damage == "fullwidth" else name

    def person(self, name):
        if self.damage == "spaces" and len(name) == 2:
            return name[0] + (" " if self.shape == "aligned" else "  ") + name[1]    # two spaces would be a column there
        return widen(name) if self.damage == "fullwidth" else name

    def head(self, word):
        if self.damage == "spaces" and self._noise.random() < 0.4:
            return word[0] + " " + word[1:]
        return widen(word) if self.damage == "fullwidth" else word
