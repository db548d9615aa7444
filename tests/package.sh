#!/bin/sh
# Debian's package, as `make deb` leaves it, where it will be: installed by apt in a Debian of
# the smallest kind, the tests of src/package/debian/tests run there by autopkgtest, removed and
# purged, and nothing left; piuparts does the same its own way.
#
# Usage, as root: sh tests/package.sh [BUILD [SUITE]]    BUILD: build; SUITE: bookworm
# BARE=DIR names a root made by debootstrap --variant=minbase, which is copied; MIRROR=URL names
# Debian's mirror. Exit status: 0 all holds, 1 not, 77 it cannot be tried here.
set -u
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
place=${1:-build}/package
suite=${2:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
skip() {
	echo "skipped: $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip 'a chroot takes root'
for tool in debootstrap chroot unshare piuparts autopkgtest; do
	command -v $tool >/dev/null 2>&1 || skip "there is no $tool: apt-get install debootstrap piuparts autopkgtest"
done
deb=$(ls "$place"/haggle_*_*.deb) || { echo 'no package: make deb'; exit 1; }
source=$(ls -d "$place"/haggle-*/)
dir=$(mktemp -d /var/tmp/haggle-package.XXXXXX) || exit 1
root=$dir/root
trap 'rm -rf --one-file-system "$dir"' EXIT
trap 'exit 1' HUP INT TERM
fail() {
	echo "$1"
	tail -n 40 "$dir/log"
	exit 1
}
if [ -n "${BARE:-}" ]; then
	cp -a "$BARE" "$root"
else
	debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$dir/log" 2>&1 || fail 'debootstrap fails'
fi
apt-config dump Acquire::http Acquire::https 2>/dev/null | grep -i '::proxy' >"$root/etc/apt/apt.conf.d/90proxy" || :
# No service of the host's is to be started from there.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
inside() {
	unshare --mount --fork sh -euc '
		mount --make-rprivate /
		mount -t proc proc "$1/proc"
		root=$1
		shift
		exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
			DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 TERM=xterm chroot "$root" "$@" </dev/null' \
		sh "$root" "$@" >"$dir/log" 2>&1
}
files() {
	(cd "$root" && find etc usr var/lib -xdev ! -path 'var/lib/apt/*' ! -path 'var/lib/dpkg/*' | sort)
}
inside apt-get -qq update || fail 'apt-get update fails'
# What the package depends on stays; the package itself must go without a trace.
cp "$deb" "$root/tmp/haggle.deb"
needs=$(dpkg-deb -f "$deb" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')
# shellcheck disable=SC2086
inside apt-get -qq install -y --no-install-recommends $needs || fail 'what it depends on is not to be had'
files >"$dir/before"
inside apt-get -qq install -y --no-install-recommends /tmp/haggle.deb || fail 'it does not install'
inside haggle solve flip || fail 'installed, it does not solve'
inside sh -c 'haggle --version --verbose && [ -f /usr/share/man/man1/haggle.1.gz ] && haggle presets | grep -q squeeze' ||
	fail 'installed, it is not whole'
files >"$dir/installed"
added=$(comm -13 "$dir/before" "$dir/installed" | wc -l)
inside apt-get -qq remove -y haggle || fail 'it cannot be removed'
inside dpkg --purge haggle || fail 'it cannot be purged'
files >"$dir/after"
cmp -s "$dir/before" "$dir/after" || {
	diff "$dir/before" "$dir/after" >"$dir/log"
	fail 'it leaves, or takes:'
}

autopkgtest --summary-file="$dir/summary" --no-built-binaries "$deb" "$source" -- chroot "$root" >"$dir/log" 2>&1 || fail 'autopkgtest fails'
ran=$(grep -c ' PASS' "$dir/summary")
(cd "$root" && tar -czf "$dir/base.tgz" .)
piuparts --no-upgrade-test --basetgz="$dir/base.tgz" --distribution="$suite" --mirror="$mirror main" \
	--warn-on-debsums-errors "$deb" >"$dir/log" 2>&1 && grep -q 'PASS: All tests' "$dir/log" ||
	fail 'piuparts fails'
echo "installed ($added files and directories), used, removed, purged: nothing left; autopkgtest: $ran passed;" \
	'piuparts: all tests pass'
