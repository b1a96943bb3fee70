#!/usr/bin/env python3
"""Makes the icon font and `src/ui/icons.rs` from npm's `@phosphor-icons/web` 2.1.2: only the icons named here.

Usage: make.py PACKAGE/src/regular   (needs PyPI's fonttools)
"""
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

NAMES = """
house users user user-plus user-circle identification-card cardholder money coins bank receipt wallet hand-coins piggy-bank
calendar calendar-blank calendar-check clock clock-counter-clockwise chalkboard-teacher users-three megaphone check check-circle
list-checks checks file file-text file-pdf file-csv files folder folder-open book-open scroll article gear sliders-horizontal
arrow-counter-clockwise arrow-clockwise arrow-u-up-left arrow-u-up-right caret-down caret-up caret-right caret-left
caret-up-down dots-three plus minus x x-circle magnifying-glass warning warning-circle warning-octagon info question lock
lock-open lock-key key shield-check printer download-simple upload-simple export tray tray-arrow-down envelope-simple phone
map-pin house-line tag trash pencil-simple note note-pencil copy clipboard-text link-simple paperclip image funnel-simple
sort-ascending sort-descending arrow-up arrow-down arrow-left arrow-right arrows-left-right arrows-down-up arrow-square-out bell
eye eye-slash star flag scales gavel handshake hand-palm hand-heart chart-bar chart-line-up table rows columns sidebar-simple
moon sun palette command keyboard push-pin floppy-disk database hard-drive dot-outline ticket barcode package buildings
calculator percent currency-gbp currency-eur currency-dollar seal-check stamp git-merge git-diff arrows-merge prohibit sign-out
sign-in power archive stack list list-bullets list-numbers timer hourglass bookmark lightbulb quotes chat-text paragraph
""".split()
HERE = Path(__file__).parent
source = Path(sys.argv[1])
codes = {i["properties"]["name"].split(",")[0]: i["properties"]["code"] for i in json.loads((source / "selection.json").read_text())["icons"]}

font = TTFont(source / "Phosphor.ttf")
options = subset.Options()
options.layout_features = []
options.hinting = False
options.glyph_names = False
worker = subset.Subsetter(options)
worker.populate(unicodes=[codes[n] for n in NAMES])
worker.subset(font)
font.save(HERE / "Phosphor.ttf")

lines = ["//! The icons of the program: Phosphor (regular), the code points of `assets/icons/Phosphor.ttf`. Made by `assets/icons/make.py`.", ""]
lines += [f'pub const {n.upper().replace("-", "_")}: &str = "\\u{{{codes[n]:x}}}";' for n in NAMES]
lines += ["", "/// Every icon with its name, for the gallery and for the test that the font has them all."]
lines += ["pub const ALL: &[(&str, &str)] = &["] + [f'    ("{n}", {n.upper().replace("-", "_")}),' for n in NAMES] + ["];", ""]
(HERE.parent.parent / "src/ui/icons.rs").write_text("\n".join(lines))
