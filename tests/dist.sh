#!/bin/sh
# The tarball of `make dist`, unpacked elsewhere, builds, passes its tests and
# installs; what is installed is found from any directory, at the place it was
# compiled for and nowhere else; `make uninstall` leaves no file.
# Usage: sh tests/dist.sh TARBALL
set -eu
tarball=$(realpath "$1")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# What the calling make was told is not for this one.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES HAGGLE_PRESETS 2>/dev/null || :
trouble() {
	echo "dist: $1" >&2
	[ -z "${2:-}" ] || tail -n 40 "$2" >&2
	exit 1
}

tar -C "$dir" -xzf "$tarball"
cd "$dir"/haggle-*
make -j2 check >"$dir/check" 2>&1 || trouble 'its tests fail' "$dir/check"
tail -n 1 "$dir/check"

prefix=$dir/prefix
make PREFIX="$prefix" install >"$dir/install" 2>&1 || trouble 'it does not install' "$dir/install"
there=$(pwd)
cd /
# Its source tree is away: what is found was installed.
mv "$there" "$dir/away"
env -i HOME=/nonexistent "$prefix/bin/haggle" solve --format=json squeeze | grep -q '"title":"The squeeze"' \
	|| trouble 'the installed program does not find its presets'
[ "$(env -i "$prefix/bin/haggle" presets | wc -l)" -eq "$(ls "$dir"/away/presets/*.ini | wc -l)" ] \
	|| trouble 'not every preset is installed'
for page in "$dir"/away/man/*.[1-8]; do
	[ ! -f "$page" ] || [ -f "$prefix/share/man/man${page##*.}/${page##*/}" ] \
		|| trouble "$page is not installed"
done
for file in bash-completion/completions/haggle zsh/site-functions/_haggle \
	fish/vendor_completions.d/haggle.fish; do
	[ -s "$prefix/share/$file" ] || trouble "$file is not installed"
done
mv "$dir/away" "$there"
cd "$there"
make PREFIX="$prefix" uninstall >/dev/null
[ -z "$(find "$prefix" ! -type d)" ] || trouble "uninstall leaves $(find "$prefix" ! -type d)"
echo 'dist: builds, passes, installs, is found, and goes without a trace'
