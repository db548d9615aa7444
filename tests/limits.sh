#!/bin/sh
# What haggle-restricted(8) says about bounding each student, tried in a Debian of the smallest
# kind: the accounts, the settings of sshd and limits.d/class.conf as on the page, word for word;
# then two logins play and a third is refused, until one of them ends. The slice of systemd,
# which a chroot does not run, is read by systemd-analyze, and what it bounds is counted of
# the two that play.
#
# Usage, as root: sh tests/limits.sh DEB EVERY_KEY [SUITE]   DEB: haggle's package (make deb)
# BARE=DIR names a root made by debootstrap --variant=minbase, which is copied; MIRROR=URL names
# Debian's mirror. Exit status: 0 all holds, 1 not, 77 it cannot be tried here.
set -u
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
deb=$1
every_key=$(realpath "$2")
suite=${3:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
skip() {
	echo "skipped: $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip 'a chroot takes root'
for tool in debootstrap chroot unshare ssh ssh-keygen setsid; do
	command -v $tool >/dev/null 2>&1 || skip "there is no $tool"
done
dir=$(mktemp -d /var/tmp/haggle-limits.XXXXXX) || exit 1
root=$dir/root
sshd=
players=
stop() {
	[ -z "$sshd" ] || kill -KILL $sshd 2>/dev/null # unshare takes no other signal; what is in it ends, too
	for pid in $players; do
		kill "$pid" 2>/dev/null
	done
	wait 2>/dev/null
	rm -rf --one-file-system "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
fail() {
	echo "$1"
	tail -n 30 "$dir/log"
	exit 1
}
if [ -n "${BARE:-}" ]; then
	cp -a "$BARE" "$root"
else
	debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$dir/log" 2>&1 || fail 'debootstrap fails'
fi
apt-config dump Acquire::http Acquire::https 2>/dev/null | grep -i '::proxy' >"$root/etc/apt/apt.conf.d/90proxy" || :
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp "$deb" "$root/tmp/haggle.deb"
# In namespaces of its own: what is mounted, and what is started, ends with it.
inside() {
	exec unshare --mount --pid --fork --kill-child sh -euc '
		mount --make-rprivate /
		mount -t proc proc "$1/proc"
		mount -t tmpfs tmpfs "$1/dev"
		for node in null zero full random urandom tty; do
			touch "$1/dev/$node"
			mount --bind /dev/$node "$1/dev/$node"
		done
		mkdir "$1/dev/pts"
		mount -t devpts -o newinstance,ptmxmode=666 devpts "$1/dev/pts"
		ln -s pts/ptmx "$1/dev/ptmx"
		root=$1
		shift
		exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
			DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$root" "$@" </dev/null' sh "$root" "$@"
}
(inside sh -c 'apt-get -qq update && apt-get -qq install -y --no-install-recommends /tmp/haggle.deb openssh-server') \
	>"$dir/log" 2>&1 || fail 'the packages cannot be installed'

# ---- as the page says -----------------------------------------------------------------------

page=man/haggle-restricted.8
sed -n '/^groupadd class$/,/^passwd student$/p' $page | sed '/^passwd/d; s/\\e$/\\/' >"$root/root/accounts"
sed -n '/^@class hard maxlogins/p' $page >"$root/etc/security/limits.d/class.conf"
mkdir -p "$root/etc/systemd/system/user-.slice.d"
sed -n '/^\[Slice\]$/,/^\.Ed$/{/^\.Ed$/d;p;}' $page >"$root/etc/systemd/system/user-.slice.d/class.conf"
port=$((20000 + $$ % 30000))
ssh-keygen -q -t ed25519 -N '' -C '' -f "$dir/student" || exit 1
cp "$dir/student.pub" "$root/etc/ssh/student.pub"
chmod 644 "$root/etc/ssh/student.pub"
{
	printf 'Port %s\nListenAddress 127.0.0.1\nPidFile none\nUsePAM yes\nUseDNS no\nPrintMotd no\n' $port
	echo 'AuthorizedKeysFile /etc/ssh/student.pub'
	sed -n '/^Match Group class$/,/^\.Ed$/{/^\.Ed$/d;p;}' $page | sed 's,/usr/local/bin/haggle,/usr/bin/haggle,'
} >"$root/etc/ssh/sshd_config"
[ -s "$root/root/accounts" ] && [ -s "$root/etc/security/limits.d/class.conf" ] || { echo 'the page has changed'; exit 1; }
: >"$root/run/utmp"
(inside sh -ec 'sh /root/accounts && mkdir -p /run/sshd && exec /usr/sbin/sshd -D -e') >"$dir/log" 2>&1 &
sshd=$!
tries=0
until grep -q '^Server listening' "$dir/log"; do
	tries=$((tries + 1))
	kill -0 $sshd 2>/dev/null && [ $tries -lt 400 ] || fail 'sshd does not start'
	sleep 0.05
done

# ---- logins ---------------------------------------------------------------------------------

set -- env TERM=xterm-256color ssh -F /dev/null -tt -p $port -i "$dir/student" \
	-o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
	-o LogLevel=ERROR -e none student@127.0.0.1
# How many explorers there are, by the processes of the root's own.
explorers() {
	count=0
	for exe in /proc/[0-9]*/exe; do
		[ "$(readlink "$exe" 2>/dev/null)" != "$root/usr/bin/haggle" ] &&
			[ "$(readlink "$exe" 2>/dev/null)" != /usr/bin/haggle ] || count=$((count + 1))
	done
	[ $count -eq "$1" ]
}
await() {
	tries=0
	until "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 600 ] || return 1
		sleep 0.1
	done
}
"$every_key" stay "$@" >"$dir/one" 2>&1 &
players=$!
"$every_key" stay "$@" >"$dir/two" 2>&1 &
second=$!
players="$players $second"
await explorers 2 || fail 'two logins do not play'
"$every_key" refused 'too many logins' "$@" >"$dir/three" 2>&1 || { cat "$dir/three"; fail 'a third login is not refused'; }
# What the slice would bound: tasks and memory of one account.
tasks=0
memory=0
student=$(sed -n 's/^student:[^:]*:\([0-9]*\):.*/\1/p' "$root/etc/passwd")
for status in /proc/[0-9]*/status; do
	grep -q "^Uid:[[:space:]]*$student[[:space:]]" "$status" 2>/dev/null || continue
	tasks=$((tasks + $(sed -n 's/^Threads:[[:space:]]*//p' "$status")))
	memory=$((memory + $(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' "$status")))
done
kill $second
await explorers 1 || fail 'the second does not end'
"$every_key" look "$@" >"$dir/four" 2>&1 || { cat "$dir/four"; fail 'there is no room for another when one has ended'; }

slice='not read, as there is no systemd-analyze'
if command -v systemd-analyze >/dev/null 2>&1; then
	mkdir -p "$dir/units"
	cp "$root/etc/systemd/system/user-.slice.d/class.conf" "$dir/units/haggle-class.slice"
	said=$(systemd-analyze verify "$dir/units/haggle-class.slice" 2>&1 | grep haggle-class)
	[ -z "$said" ] || fail "the slice: $said"
	slice='read by systemd without a word'
fi
echo "two logins of one account play ($tasks tasks, $((memory / 1024)) MiB in all), a third is refused until one ends; slice: $slice"
