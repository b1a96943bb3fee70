#!/usr/bin/env bash
# Makes Wardroom.app for both kinds of Mac, signs it, has it notarised and packs it as a disk image. Runs on a Mac with Xcode's
# command line tools and both targets: rustup target add aarch64-apple-darwin x86_64-apple-darwin
#
#   bundle.sh VERSION TO [THIRD-PARTY.html]
#
# Signing and notarising happen where these are set; without them the app is signed for this Mac alone:
#   WARDROOM_SIGN_AS       the name of a "Developer ID Application" certificate in the keychain
#   WARDROOM_NOTARY        the name of a keychain profile made once with: xcrun notarytool store-credentials NAME
set -euo pipefail
version=$1 to=$2 licences=${3:-}
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
app=$to/Wardroom.app; image=$to/Wardroom-$version-macos.dmg
mkdir -p "$to"

cd "$root"
export MACOSX_DEPLOYMENT_TARGET=11.0
for target in aarch64-apple-darwin x86_64-apple-darwin; do cargo build --release --locked --bin wardroom --target $target; done

rm -rf "$app"; mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
lipo -create -output "$app/Contents/MacOS/wardroom" \
  target/aarch64-apple-darwin/release/wardroom target/x86_64-apple-darwin/release/wardroom
sed "s/>VERSION</>$version</" "$here/Info.plist" > "$app/Contents/Info.plist"
plutil -lint -s "$app/Contents/Info.plist"
cp assets/app/wardroom.icns assets/app/office-file.icns LICENSE-* "$app/Contents/Resources/"
if [ -n "$licences" ]; then cp "$licences" "$app/Contents/Resources/THIRD-PARTY.html"; fi

# The hardened runtime is what notarisation asks for. No entitlements: the program makes no code at run time, and asks for
# neither camera nor network.
if [ -n "${WARDROOM_SIGN_AS:-}" ]; then
  codesign --force --options runtime --timestamp --sign "$WARDROOM_SIGN_AS" "$app"
else
  codesign --force --sign - "$app"
fi
codesign --verify --strict "$app"

rm -f "$image"; stage=$(mktemp -d); trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"; ln -s /Applications "$stage/Applications"
hdiutil create -quiet -volname Wardroom -srcfolder "$stage" -format UDZO "$image"
if [ -n "${WARDROOM_SIGN_AS:-}" ]; then codesign --timestamp --sign "$WARDROOM_SIGN_AS" "$image"; fi
if [ -n "${WARDROOM_NOTARY:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$WARDROOM_NOTARY" --wait
  xcrun stapler staple "$image"
  spctl --assess --type open --context context:primary-signature "$image"
fi
echo "$image"
