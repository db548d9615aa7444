#!/bin/sh
# Keeps the README's promise where nothing helps it: a Debian of the smallest
# kind (debootstrap --variant=minbase) with make and git, a clone of this
# repository's HEAD in it, and there, as root and with no terminal of its own,
#
#	make deps run       until the first screen is drawn, then q
#	make deps check
#	make install, and haggle from another directory; make uninstall
#	make install, and README's "For a class" (class-recipe.sh)
#
# Usage, as root:  sh tests/fresh-root.sh [SUITE]      SUITE: bookworm
# CLASS=1 does the last of these alone. MIRROR=URL names Debian's mirror; KEEP=DIR builds the root there, and leaves
# it. It takes some minutes and 1 GB of disk, and is not part of make check.
# Exit status: 0 all is well, 1 something is not, 77 it cannot be tried here.
set -eu
cd "$(dirname "$0")/.."
suite=${1:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}

skip() {
	echo "skipped: $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip 'a chroot takes root'
for tool in debootstrap chroot unshare git; do
	command -v $tool >/dev/null 2>&1 || skip "there is no $tool"
done
unshare --mount true 2>/dev/null || skip 'mounts of our own are not allowed'

root=${KEEP:-$(mktemp -d /var/tmp/haggle-root.XXXXXX)}
mkdir -p "$root"
chmod 755 "$root" # it becomes /, which every account passes through
# Mounts are made in a namespace of their own: nothing is left to unmount, and
# what is removed here can only be the root itself.
[ -n "${KEEP:-}" ] || trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 1' HUP INT TERM

if [ ! -x "$root/usr/bin/make" ]; then
	echo "== debootstrap $suite"
	debootstrap --variant=minbase --include=make,git "$suite" "$root" "$mirror" \
		>"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
	rm -f "$root.log"
fi
# The way to the mirror, where it is not the plain one.
apt-config dump Acquire::http Acquire::https 2>/dev/null | grep -i '::proxy' \
	>"$root/etc/apt/apt.conf.d/90proxy" || :
rm -rf "$root/srv/haggle.git" "$root/root/haggle"
git clone --quiet --bare . "$root/srv/haggle.git"

cat >"$root/root/promise" <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 TERM=xterm-256color
cd /root
for tool in cc gcc pkg-config; do
	! command -v $tool >/dev/null || echo "note: $tool is here already"
done
git clone --quiet /srv/haggle.git haggle
cd haggle

recipe() {
	echo '== make install, and a class by README'
	make deps install >/tmp/install 2>&1 || { tail -n 20 /tmp/install; exit 1; }
	apt-get install -y --no-install-recommends tmux >/tmp/install 2>&1 || {
		tail -n 20 /tmp/install
		exit 1
	}
	sh tests/class-recipe.sh >/tmp/recipe 2>&1 || { tail -n 40 /tmp/recipe; exit 1; }
	tail -n 1 /tmp/recipe
}
[ -z "${CLASS:-}" ] || { recipe; exit 0; }

echo '== make deps run'
rm -f /tmp/keys && mkfifo /tmp/keys
# The terminal has no size until stty gives it one.
script -qefc 'stty cols 80 rows 24; make deps run' /tmp/screen </tmp/keys >/dev/null &
exec 3>/tmp/keys
tries=0
until grep -q 'first best' /tmp/screen 2>/dev/null; do
	tries=$((tries + 1))
	if [ $tries -gt 600 ] || ! kill -0 $! 2>/dev/null; then
		tail -n 40 /tmp/screen
		echo 'make deps run: no screen'
		exit 1
	fi
	sleep 1
done
printf q >&3
wait $!
exec 3>&-
echo "a screen after about $tries s, and q ends it"

echo '== make deps check'
make deps check >/tmp/check 2>&1 || { tail -n 60 /tmp/check; exit 1; }
tail -n 1 /tmp/check

echo '== make install, uninstall'
find /usr /etc -xdev | sort >/tmp/before
make install >/tmp/install 2>&1 || { tail -n 20 /tmp/install; exit 1; }
cd /
haggle solve symmetric | head -n 3
haggle presets | grep -q '^squeeze '
cd /root/haggle
make uninstall >/dev/null
# Directories that were not there may stay; files may not.
find /usr /etc -xdev | sort >/tmp/after
for left in $(comm -13 /tmp/before /tmp/after); do
	[ -d "$left" ] || { echo "make uninstall leaves $left"; exit 1; }
done
recipe
echo '== the promise holds'
EOF

unshare --mount --fork sh -eu -c '
	mount --make-rprivate /
	mount -t proc proc "$1/proc"
	mount -t tmpfs tmpfs "$1/dev"
	for node in null zero full random urandom tty; do
		touch "$1/dev/$node"
		mount --bind /dev/$node "$1/dev/$node"
	done
	mkdir "$1/dev/pts" "$1/dev/shm"
	mount -t devpts -o newinstance,ptmxmode=666 devpts "$1/dev/pts"
	ln -s pts/ptmx "$1/dev/ptmx"
	ln -s /proc/self/fd "$1/dev/fd"
	exec env -i CLASS="${CLASS:-}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
		chroot "$1" sh /root/promise </dev/null' sh "$root"
