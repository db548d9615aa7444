#!/bin/sh
# `make install` with a DESTDIR puts every file in its place and nothing
# elsewhere; `make uninstall` takes each away again and nothing else.
# Usage: sh tests/install.sh HAGGLE, the program of an up-to-date build.
set -eu
haggle=$1
build=${haggle%/*}
datadir=$(cat "$build/datadir")
dest=$(mktemp -d)
trap 'rm -rf "$dest"' EXIT
trouble() {
	echo "install: $1"
	exit 1
}
# -o: what is installed is what was tested, it is not made again.
again() {
	make --no-print-directory -o "$haggle" BUILD="$build" datadir="$datadir" bindir=/some\ where/bin \
		DESTDIR="$dest" "$@" >"$dest.log" 2>&1 || { cat "$dest.log"; trouble "make $* fails"; }
	rm -f "$dest.log"
}

mkdir -p "$dest$datadir/man/man1" "$dest/some where/bin"
: >"$dest$datadir/man/man1/hag.1"
: >"$dest/some where/bin/haggle-like"
again install
cmp "$haggle" "$dest/some where/bin/haggle" || trouble 'another program'
for preset in presets/*.ini; do
	cmp "$preset" "$dest$datadir/haggle/$preset" || trouble "no $preset"
done
for page in man/*.[1-8]; do
	[ ! -f "$page" ] || cmp "$page" "$dest$datadir/man/man${page##*.}/${page#man/}" ||
		trouble "no $page"
done
for document in README.md COPYING; do
	[ ! -f "$document" ] || cmp "$document" "$dest$datadir/doc/haggle/$document" ||
		trouble "no $document"
done
"$haggle" --completion=bash | cmp - "$dest$datadir/bash-completion/completions/haggle"
"$haggle" --completion=zsh | cmp - "$dest$datadir/zsh/site-functions/_haggle"
"$haggle" --completion=fish | cmp - "$dest$datadir/fish/vendor_completions.d/haggle.fish"
[ -x "$dest/some where/bin/haggle" ] || trouble 'not executable'
[ -z "$(find "$dest" -type f ! -perm -444)" ] || trouble 'others cannot read it all'

again uninstall

# A place with a blank in its name, in all of it.
again install datadir='/op t/share'
for file in haggle/presets/symmetric.ini bash-completion/completions/haggle zsh/site-functions/_haggle \
	fish/vendor_completions.d/haggle.fish man/man1/haggle.1; do
	[ -f "$dest/op t/share/$file" ] || trouble "no /op t/share/$file"
done
again uninstall datadir='/op t/share'

left=$(find "$dest" -type f | sed "s,.*/,," | sort | tr '\n' ' ')
[ "$left" = 'hag.1 haggle-like ' ] || trouble "uninstall leaves or takes: $left"
