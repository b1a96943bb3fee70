#!/bin/sh
# Puts Wardroom below ~/.local, or below the folder given: install.sh [PREFIX]; install.sh --remove [PREFIX] takes it away.
# Offices and backups are never touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
remove=no
if [ "${1:-}" = --remove ]; then remove=yes; shift; fi
prefix=${1:-$HOME/.local}
cd "$here"
find bin share -type f | while read -r file; do
  if [ $remove = yes ]; then rm -f "$prefix/$file"
  else mkdir -p "$prefix/$(dirname "$file")"; cp "$file" "$prefix/$file"; fi
done
# The menu, the file type and the icons are found again; a system without these tools finds them at the next login.
update-desktop-database "$prefix/share/applications" 2>/dev/null || true
update-mime-database "$prefix/share/mime" 2>/dev/null || true
gtk-update-icon-cache -f -t "$prefix/share/icons/hicolor" 2>/dev/null || true
if [ $remove = yes ]; then echo "Wardroom was removed from $prefix"
else
  echo "Wardroom is in $prefix/bin/wardroom"
  case ":$PATH:" in *":$prefix/bin:"*) ;; *) echo "Add $prefix/bin to PATH to start it by its name" ;; esac
fi
