#!/bin/sh
# A class over a real sshd, set up as haggle-restricted(8) says under "A class": twenty real
# clients on one shared account, each with the forced command, play the lesson of
# tests/torture/class_hour; then what else a student might ask for is tried.
#
# As tests/ssh.sh: sshd runs as the present user, on a port of its own of 127.0.0.1.
# Usage: sh tests/ssh-class.sh [HAGGLE [STUDENTS]]. Exit status: 0 all holds, 1 not, 77 it
# cannot be tried here.
set -u
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
skip() {
	echo "skipped: $1"
	exit 77
}
haggle=$(realpath "${1:-build/haggle}")
students=${2:-20}
hour=$(dirname "$haggle")/tests/torture/class_hour
for tool in sshd ssh ssh-keygen; do
	command -v $tool >/dev/null 2>&1 || skip "there is no $tool"
done
[ -x "$hour" ] || { echo "no program $hour: make builds it"; exit 1; }
user=$(id -un) || skip 'the user has no name'
dir=$(mktemp -d "${TMPDIR:-/tmp}/haggle-class.XXXXXX") || exit 1
sshd=
made=
stop() {
	[ -z "$sshd" ] || { kill "$sshd"; wait "$sshd"; } 2>/dev/null
	[ -z "$made" ] || rmdir /run/sshd 2>/dev/null
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
	mkdir -m 755 /run/sshd || skip 'sshd wants /run/sshd'
	made=yes
fi
mkdir -m 2750 "$dir/rooms"
for key in host student; do
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$dir/$key" || exit 1
done
cp "$dir/student.pub" "$dir/authorized_keys"
port=$((20000 + $$ % 30000))
{
	cat <<-EOF
	Port $port
	ListenAddress 127.0.0.1
	HostKey $dir/host
	PidFile none
	AuthorizedKeysFile $dir/authorized_keys
	PermitRootLogin yes
	StrictModes no
	UsePAM no
	UseDNS no
	PrintMotd no
	PrintLastLog no
	MaxStartups 100
	EOF
	sed -n '/^Match User student$/,/^\.Ed$/{/^\.Ed$/d;p;}' man/haggle-restricted.8 | sed \
		"s,^Match User student\$,Match User $user,; s,/usr/local/bin/haggle,$haggle,; s,/var/lib/haggle,$dir/rooms,"
} >"$dir/sshd_config"
grep -q "ForceCommand $haggle --restricted --dir=$dir/rooms --room=econ" "$dir/sshd_config" ||
	{ echo 'man/haggle-restricted.8 has no settings for a class, or others'; exit 1; }
program=$(command -v sshd)
"$program" -t -f "$dir/sshd_config" || { echo 'sshd refuses the settings'; exit 1; }
"$program" -D -e -f "$dir/sshd_config" 2>"$dir/log" &
sshd=$!
tries=0
until grep -q '^Server listening' "$dir/log"; do
	tries=$((tries + 1))
	kill -0 $sshd 2>/dev/null && [ $tries -lt 200 ] || skip "sshd does not start: $(tail -n 1 "$dir/log")"
	sleep 0.05
done
echo "[127.0.0.1]:$port $(cat "$dir/host.pub")" >"$dir/known_hosts"
cat >"$dir/ssh_config" <<EOF
Host *
    HostName 127.0.0.1
    Port $port
    User $user
    IdentityFile $dir/student
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile $dir/known_hosts
    GlobalKnownHostsFile /dev/null
    BatchMode yes
    EscapeChar none
    LogLevel ERROR
EOF
wrong=0
not() {
	what=$1
	shift
	! timeout 60 "$@" >"$dir/said" 2>&1 </dev/null || { wrong=$((wrong + 1)); echo "WRONG: $what"; }
}
"$hour" "$haggle" "$students" "$dir/rooms" "exec ssh -F $dir/ssh_config -tt host" >"$dir/hour" 2>&1 ||
	{ wrong=1; tail -n 40 "$dir/hour"; }
tail -n 1 "$dir/hour"
not 'a room that is served no more' ssh -F "$dir/ssh_config" -tt host
not 'leading' ssh -F "$dir/ssh_config" -T host haggle room lead econ
not 'a command' ssh -F "$dir/ssh_config" -T host "touch $dir/made"
[ ! -e "$dir/made" ] || { wrong=$((wrong + 1)); echo 'WRONG: a command was run'; }
[ $wrong -eq 0 ] || { echo "$wrong wrong"; exit 1; }
echo "$students clients of a real sshd on one account, each restricted to the room: all holds"
