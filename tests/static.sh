#!/bin/sh
# The static program where there is nothing: a root that holds it and the presets alone, neither
# a library nor the description of a terminal. Batch commands give the same bytes as those of
# the usual program; the explorer is played in terminals of many names, restricted and not, and
# over a real sshd whose forced command is in that root.
#
# Usage, as root: sh tests/static.sh STATIC EVERY_KEY    (make check-static)
# The last line says what was counted. Exit status: 0 all holds, 1 not, 77 it cannot be tried.
set -u
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C.UTF-8
skip() {
	echo "skipped: $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip 'a chroot takes root'
chroot=$(command -v chroot) || skip "there is no chroot"
haggle=$(realpath "$1")
every_key=$(realpath "$2")
usual=$(dirname "$every_key")/../../haggle
dir=$(mktemp -d "${TMPDIR:-/tmp}/haggle-static.XXXXXX") || exit 1
sshd=
made=
stop() {
	[ -z "$sshd" ] || { kill "$sshd"; wait "$sshd"; } 2>/dev/null
	[ -z "$made" ] || rmdir /run/sshd 2>/dev/null
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
root=$dir/root
mkdir -p "$root/presets"
cp "$haggle" "$root/haggle"
cp presets/*.ini "$root/presets"
wrong=0
tried=0
holds() {
	what=$1
	shift
	tried=$((tried + 1))
	"$@" >"$dir/said" 2>&1 || {
		wrong=$((wrong + 1))
		echo "WRONG: $what"
		tail -n 5 "$dir/said"
	}
}
in_root() {
	env -i TERM="${TERM-}" LC_ALL=C.UTF-8 "$chroot" "$root" /haggle "$@"
}
same() {
	in_root "$@" >"$dir/there" && HAGGLE_PRESETS=presets "$usual" "$@" >"$dir/here" && cmp "$dir/there" "$dir/here"
}

export HAGGLE_PRESETS=/presets
for name in flip formula many-domains lesson-quarter; do
	holds "solve $name: the same bytes" same solve --presets=presets "$name"
done
holds 'a sweep: the same bytes' same sweep --presets=presets --vary delta=0:1:200 squeeze
holds 'a plot: the same bytes' same plot --presets=presets --size=100x30 three-domains

# Of its own, by a family's name, and none.
for term in xterm xterm-256color vt100 vt220 linux screen screen-256color tmux tmux-256color \
	rxvt-unicode-256color ansi xterm-kitty xterm-ghostty foot alacritty screen.xterm-256color; do
	for restricted in '' --restricted; do
		holds "TERM=$term $restricted" "$every_key" type 8 '8 Map' env -i TERM=$term LC_ALL=C.UTF-8 \
			"$chroot" "$root" /haggle $restricted --presets=/presets flip
	done
done
holds 'an unknown TERM is said' "$every_key" refused 'no terminal descriptions' \
	env -i TERM=no-such-kind "$chroot" "$root" /haggle
[ "$(find "$root" -type f | wc -l)" -eq $(($(ls presets/*.ini | wc -l) + 1)) ] ||
	{ wrong=$((wrong + 1)); echo 'WRONG: something was written'; }

# ---- over SSH ---------------------------------------------------------------------------------

over=
for tool in sshd ssh ssh-keygen; do
	command -v $tool >/dev/null 2>&1 || over=", without SSH (there is no $tool)"
done
if [ -z "$over" ]; then
	if [ ! -d /run/sshd ]; then
		mkdir -m 755 /run/sshd && made=yes
	fi
	for key in host student; do
		ssh-keygen -q -t ed25519 -N '' -C '' -f "$dir/$key" || exit 1
	done
	port=$((20000 + $$ % 30000))
	cat >"$dir/sshd_config" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $dir/host
PidFile none
AuthorizedKeysFile $dir/student.pub
PermitRootLogin yes
StrictModes no
UsePAM no
UseDNS no
PrintMotd no
ForceCommand $chroot $root /haggle --restricted --presets=/presets --idle=60
END
	"$(command -v sshd)" -D -e -f "$dir/sshd_config" 2>"$dir/log" &
	sshd=$!
	tries=0
	until grep -q '^Server listening' "$dir/log"; do
		tries=$((tries + 1))
		kill -0 $sshd 2>/dev/null && [ $tries -lt 200 ] || skip "sshd does not start: $(tail -n 1 "$dir/log")"
		sleep 0.05
	done
	for term in xterm-256color vt100 xterm-kitty; do
		holds "over SSH, TERM=$term" "$every_key" type 3 '3 Front' env TERM=$term ssh -F /dev/null -tt \
			-p $port -i "$dir/student" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
			-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -e none "$(id -un)@127.0.0.1"
	done
fi
[ $wrong -eq 0 ] || { echo "$wrong of $tried wrong"; exit 1; }
echo "$tried checks in a root of one program and its presets$over: all hold"
