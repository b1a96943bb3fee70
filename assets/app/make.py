#!/usr/bin/env python3
"""Makes the pictures of the program and of its files, in every form a system wants, from the two SVGs beside this script.

Usage: make.py     (needs rsvg-convert, of Debian's librsvg2-bin, and PyPI's pillow)
"""
import io
import subprocess
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
ICO = [16, 20, 24, 32, 40, 48, 64, 128, 256]
ICNS = [16, 32, 64, 128, 256, 512, 1024]


def drawn(svg: str, size: int) -> Image.Image:
    """Each size is drawn by itself, so that small ones are sharp."""
    png = subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), HERE / svg], check=True, capture_output=True)
    return Image.open(io.BytesIO(png.stdout)).convert("RGBA")


def make(name: str) -> None:
    pictures = {size: drawn(f"{name}.svg", size) for size in set(ICO + ICNS)}
    largest = pictures[max(ICO)]
    largest.save(HERE / f"{name}.ico", sizes=[(n, n) for n in ICO], append_images=[pictures[n] for n in ICO])
    others = [pictures[n] for n in ICNS]
    pictures[1024].save(HERE / f"{name}.icns", append_images=others)


make("wardroom")
make("office-file")
# The window's own icon.
drawn("wardroom.svg", 256).save(HERE / "wardroom.png", optimize=True)
