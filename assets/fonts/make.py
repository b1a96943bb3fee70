#!/usr/bin/env python3
"""Makes the three bundled Inter fonts from the web fonts of the npm package `inter-ui` 4.1.1.

Usage: make.py FOLDER_OF_WOFF2_FILES   (needs PyPI's fonttools and brotli)

The screen and the printed page show figures in columns, and neither can ask a font for features, so the equal-width
digits take the place of the default ones. Only the digits and the signs around them change: the full stop and the comma
keep their own width. Contextual alternates are left out, because they would turn `->` into an arrow and `3x4` into `3×4`
in text that somebody typed. What remains covers Latin with its extensions, Vietnamese, Greek and Cyrillic.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

EQUAL_WIDTH = "0123456789+−±×÷=£€$¥¢"
KEPT = (
    [(0x0020, 0x007E), (0x00A0, 0x024F), (0x0250, 0x02AF), (0x02B0, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F)]
    + [(0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F)]
    + [(0x2150, 0x218F), (0x2190, 0x2199), (0x21E7, 0x21E7), (0x2318, 0x2318), (0x2200, 0x2265), (0x25A0, 0x25FF), (0x2713, 0x2717), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)]
)
HERE = Path(__file__).parent

for weight in ("Regular", "Medium", "SemiBold"):
    font = TTFont(Path(sys.argv[1]) / f"Inter-{weight}.woff2")
    font.flavor = None
    table = font["GSUB"].table
    equal = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    equal.update(getattr(part, "ExtSubTable", part).mapping)
    wanted = {ord(c) for c in EQUAL_WIDTH}
    for cmap in font["cmap"].tables:
        for code, glyph in list(cmap.cmap.items()):
            if code in wanted:
                cmap.cmap[code] = equal.get(glyph, glyph)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[c for first, last in KEPT for c in range(first, last + 1)])
    worker.subset(font)
    font.save(HERE / f"Inter-{weight}.ttf")
