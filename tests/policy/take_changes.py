"""Lets LibreOffice accept and reject all tracked changes of the .docx files in a folder.

    python3 take_changes.py SOFFICE FOLDER

Prints JSON: {file: {"accept": [paragraphs], "reject": [paragraphs]}}. Needs the `uno` module (Debian: python3-uno).
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not there yet
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not answer")


def words(paragraph):
    out = []
    portions = paragraph.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType == "Text":
            out.append(portion.getString())
    return "".join(out)


def main(soffice, folder):
    pipe = f"wardroom{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [soffice, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            found = {}
            for name in sorted(os.listdir(folder)):
                if not name.endswith(".docx"):
                    continue
                found[name] = {}
                for take, command in (("accept", ".uno:AcceptAllTrackedChanges"), ("reject", ".uno:RejectAllTrackedChanges")):
                    url = uno.systemPathToFileUrl(os.path.join(folder, name))
                    document = desktop.loadComponentFromURL(url, "_blank", 0, (prop("Hidden", True),))
                    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
                    paragraphs = []
                    each = document.Text.createEnumeration()
                    while each.hasMoreElements():
                        part = each.nextElement()
                        if part.supportsService("com.sun.star.text.Paragraph"):
                            paragraphs.append(words(part))
                    found[name][take] = paragraphs
                    document.close(True)
            print(json.dumps(found))
            try:
                desktop.terminate()
            except Exception:  # it goes without an answer
                pass
        finally:
            try:
                office.wait(10)
            except subprocess.TimeoutExpired:
                office.terminate()


main(*sys.argv[1:])
