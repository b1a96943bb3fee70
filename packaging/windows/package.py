#!/usr/bin/env python3
"""Lays the Windows program out as a portable folder and packs it. Runs on any system; needs Python alone.

Usage: package.py EXE --version 0.1.0 [--licences THIRD-PARTY.html] --to DIR [--no-zip]

The program is built once, as one that belongs to a console, and the folder holds it twice:
  wardroom.com   as it was built: what a console finds first when somebody types `wardroom`; it prints there, keeps the
                 console waiting and hands on its exit status
  wardroom.exe   the same bytes marked as a program with windows: what menu, desktop and double click start, without a console
Both open the window and both know the commands. Sign them after this, not before: the mark is under the signature.
"""
import argparse
import shutil
import struct
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WINDOWED, CONSOLE = 2, 3


def with_subsystem(program: bytes, subsystem: int) -> bytes:
    """What Microsoft's `editbin /SUBSYSTEM` does: one field of the optional header."""
    (header,) = struct.unpack_from("<I", program, 0x3C)
    if program[:2] != b"MZ" or program[header : header + 4] != b"PE\0\0":
        sys.exit("this is not a Windows program")
    field = header + 4 + 20 + 68
    (found,) = struct.unpack_from("<H", program, field)
    if found != CONSOLE:
        sys.exit(f"the program was expected to be built for a console (3), but its subsystem is {found}")
    changed = bytearray(program)
    struct.pack_into("<H", changed, field, subsystem)
    return bytes(changed)


def crlf(text: str) -> bytes:
    """Notepad and cmd.exe of older systems want their own line ends."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("exe", type=Path)
    asked.add_argument("--version", required=True)
    asked.add_argument("--licences", type=Path, help="the licences of bundled parts, as packaging/RELEASE.md makes them")
    asked.add_argument("--to", type=Path, required=True)
    asked.add_argument("--no-zip", action="store_true", help="only the folder, to be signed before it is packed")
    args = asked.parse_args()

    name = f"Wardroom-{args.version}-windows-x64"
    folder = args.to / name
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    program = args.exe.read_bytes()
    (folder / "wardroom.com").write_bytes(program)
    (folder / "wardroom.exe").write_bytes(with_subsystem(program, WINDOWED))
    for script in ["associate.cmd", "README.txt"]:
        (folder / script).write_bytes(crlf((HERE / script).read_text(encoding="utf-8")))
    for licence in sorted(ROOT.glob("LICENSE-*")):
        (folder / f"{licence.name}.txt").write_bytes(crlf(licence.read_text(encoding="utf-8")))
    if args.licences:
        shutil.copy(args.licences, folder / "THIRD-PARTY.html")
    if not args.no_zip:
        pack(folder)


def pack(folder: Path) -> None:
    """The same files make the same archive: sorted names, one date."""
    with zipfile.ZipFile(folder.with_suffix(folder.suffix + ".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


main()
