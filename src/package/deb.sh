#!/bin/sh
# Debian's package of what is committed: build/package/haggle_VERSION_ARCH.deb, looked at by
# lintian where that is installed. Needs debhelper.
# Usage: sh src/package/deb.sh VERSION BUILD
set -eu
version=$1
place=$2/package
tree=$place/haggle-$version
rm -rf "$place"
mkdir -p "$tree"
git archive HEAD | tar -x -C "$tree"
cp -R src/package/debian "$tree/debian"
cat >"$tree/debian/changelog" <<END
haggle ($version) unstable; urgency=medium

  * Packaged from its source.

 -- The haggle authors <haggle@localhost>  $(git log -1 --format=%cD HEAD)
END
(cd "$tree" && unset MAKEFLAGS MFLAGS MAKELEVEL && dpkg-buildpackage -us -uc -b -d) >"$place/log" 2>&1 || {
	tail -n 30 "$place/log"
	exit 1
}
ls "$place"/*.deb
# Its authors have no address together, which is no fault of the package.
! command -v lintian >/dev/null 2>&1 || lintian --fail-on error,warning \
	--suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog "$place"/*.changes
