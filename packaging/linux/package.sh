#!/usr/bin/env bash
# Packs the Linux program: package.sh PROGRAM VERSION TO [THIRD-PARTY.html]
# The archive holds a tree as it lies below /usr, and an install.sh that puts it below ~/.local or a prefix of one's choice.
set -euo pipefail
program=$1 version=$2 to=$3 licences=${4:-}
here=$(cd "$(dirname "$0")" && pwd); root=$here/../..
name=Wardroom-$version-linux-$(uname -m); folder=$to/$name
rm -rf "$folder"
put() { install -D -m "$1" "$2" "$folder/$3"; }
put 755 "$program" bin/wardroom
put 644 "$here/wardroom.desktop" share/applications/wardroom.desktop
put 644 "$here/wardroom-mime.xml" share/mime/packages/wardroom.xml
put 644 "$here/app.wardroom.Wardroom.metainfo.xml" share/metainfo/app.wardroom.Wardroom.metainfo.xml
put 644 "$root/assets/app/wardroom.svg" share/icons/hicolor/scalable/apps/wardroom.svg
put 644 "$root/assets/app/wardroom.png" share/icons/hicolor/256x256/apps/wardroom.png
put 644 "$root/assets/app/office-file.svg" share/icons/hicolor/scalable/mimetypes/application-vnd.wardroom.svg
for licence in "$root"/LICENSE-*; do put 644 "$licence" "share/doc/wardroom/$(basename "$licence")"; done
if [ -n "$licences" ]; then put 644 "$licences" share/doc/wardroom/THIRD-PARTY.html; fi
put 755 "$here/install.sh" install.sh
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$to" -czf "$to/$name.tar.gz" "$name"
echo "$to/$name.tar.gz"
