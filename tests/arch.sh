#!/bin/sh
# Arch's recipe, as `make pkgbuild` leaves it: makepkg, as a user without privileges, checks the
# tarball's sum, builds it and makes the package; pacman installs that below a root of its own,
# where it is compared with what `make install` does, and removes it: nothing left. What the
# package depends on is the host's; its names are Arch's, and are not asked for.
#
# Usage, as root: sh tests/arch.sh [BUILD]. Exit status: 0 all holds, 1 not, 77 it cannot be
# tried here (Debian: apt-get install makepkg pacman-package-manager libarchive-tools fakeroot).
set -u
cd "$(dirname "$0")/.."
build=${1:-build}
skip() {
	echo "skipped: $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip 'pacman takes root'
for tool in makepkg pacman setpriv bsdtar fakeroot; do
	command -v $tool >/dev/null 2>&1 || skip "there is no $tool"
done
[ -f "$build/package/PKGBUILD" ] || { echo 'no recipe: make pkgbuild'; exit 1; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/haggle-arch.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
fail() {
	echo "$1"
	tail -n 30 "$dir/log"
	exit 1
}
mkdir "$dir/made" "$dir/root"
cp "$build"/package/PKGBUILD "$build"/package/haggle-*.tar.gz "$dir/made"
chmod 755 "$dir"
chown -R nobody "$dir/made"
(cd "$dir/made" && HOME=$dir/made MAKEFLAGS='' MAKELEVEL='' setpriv --reuid=nobody --regid=nogroup \
	--clear-groups makepkg --nodeps) >"$dir/log" 2>&1 || fail 'makepkg fails'
! grep -i 'warning:' "$dir/log" | grep -v 'Skipping dependency checks' | grep . || fail 'makepkg or the compiler warns'
package=$(ls "$dir"/made/haggle-*.pkg.tar*) || fail 'no package'
mkdir -p "$dir/root/var/lib/pacman"
arch() {
	pacman --root "$dir/root" --dbpath "$dir/root/var/lib/pacman" --cachedir "$dir/cache" --noconfirm "$@" \
		>"$dir/log" 2>&1
}
files() {
	(cd "$1" && find . -type f ! -path './var/*' | sort)
}
arch -Udd "$package" || fail 'pacman does not install it'
# The manuals are packed by makepkg; all else is as installed by hand.
files "$dir/root" | sed 's/\.gz$//' >"$dir/there"
make -C "$dir"/made/src/haggle-* install PREFIX=/usr DESTDIR="$dir/by-hand" >"$dir/log" 2>&1 || fail 'make install fails'
files "$dir/by-hand" >"$dir/here"
diff "$dir/here" "$dir/there" >"$dir/log" || fail 'other files than make install has:'
count=$(wc -l <"$dir/there")
"$dir/root/usr/bin/haggle" solve --presets="$dir/root/usr/share/haggle/presets" flip >"$dir/log" 2>&1 ||
	fail 'installed, it does not solve'
arch -Rdd haggle || fail 'pacman does not remove it'
left=$(files "$dir/root" | wc -l)
[ "$left" -eq 0 ] || fail "$left files are left"
echo "makepkg builds $(basename "$package"); pacman installs $count files, and removes them: nothing left"
