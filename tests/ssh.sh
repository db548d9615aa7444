#!/bin/sh
# What haggle-restricted(8) promises, with a real sshd set up as it says, and the
# real client: every key pressed and every other way in tried, under strace.
#
# sshd runs as the present user, on ports of its own of 127.0.0.1, with keys made
# for it, in a directory of its own; nothing of an installed one is read or
# touched. The settings are those of the manual page, word for word but for the
# path of haggle and the group. Further ports show that the checks can fail: there
# is one where nothing is refused, and one whose haggle is not restricted.
#
# Usage: sh tests/ssh.sh [HAGGLE]       HAGGLE: build/haggle
# Needs Debian's openssh-server, openssh-client, strace and bash (make deps-dev), and
# HAGGLE's directory to have tests/torture/every_key. The last line says what was
# counted. Exit status: 0 all holds, 1 not, 77 it cannot be tried here.
set -u
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
export LC_ALL=C.UTF-8
skip() {
	echo "skipped: $1"
	exit 77
}
haggle=$(realpath "${1:-build/haggle}")
every_key=$(dirname "$haggle")/tests/torture/every_key
for tool in sshd ssh ssh-keygen scp sftp strace bash timeout; do
	command -v $tool >/dev/null 2>&1 ||
		skip "there is no $tool: apt-get install openssh-server openssh-client strace bash"
done
for program in "$haggle" "$every_key"; do
	[ -x "$program" ] || { echo "no program $program: make builds it"; exit 1; }
done
if grep -q -e __asan_init -e __tsan_init -e __gcov_ "$haggle"; then
	skip 'instrumented: it opens files of its own'
fi
strace -f -o /dev/null true 2>/dev/null || skip 'strace may trace nothing here'
[ ! -e /etc/nologin ] || skip 'there is an /etc/nologin'
[ ! -e /etc/ssh/sshrc ] || skip 'there is an /etc/ssh/sshrc, which every login runs'
user=$(id -un 2>/dev/null) && group=$(id -gn 2>/dev/null) || skip 'the user has no name'
shell=$(getent passwd "$user" | cut -d: -f7)
case ${shell##*/} in
sh | dash | bash) ;;
*) skip "the login shell, $shell, is one that may run more than it is told" ;;
esac

dir=$(mktemp -d "${TMPDIR:-/tmp}/haggle-ssh.XXXXXX") && dir=$(realpath "$dir") || exit 1
sshd=
clients=
privsep=
stop() {
	for pid in $clients $sshd; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	done
	[ -z "$privsep" ] || rmdir /run/sshd 2>/dev/null
	rm -rf "$dir"
}
trap stop EXIT
case $haggle$dir in
*[!A-Za-z0-9/._+-]*) skip 'a path holds characters that would have to be quoted' ;;
esac
trap 'exit 1' HUP INT TERM
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
	mkdir -m 755 /run/sshd || skip 'sshd wants /run/sshd'
	privsep=yes
fi

# ---- sshd -------------------------------------------------------------------

# The manual's block, with this haggle, options in the place of its own, this group.
settings() {
	sed -n '/^Match Group class$/,/^\.Ed$/{/^\.Ed$/d;p;}' man/haggle-restricted.8 | sed \
		"s,^Match Group class\$,$1,; s,/usr/local/bin/haggle --restricted --idle=1800,$haggle $2,"
}
recommended=$(settings "Match Group $group" '--restricted --idle=1800')
case $recommended in
*"ForceCommand $haggle --restricted --idle=1800"*DisableForwarding*) ;;
*) echo 'man/haggle-restricted.8 has no settings, or others than were looked for'; exit 1 ;;
esac

# Before them, what is worst of what distributions ship. The login shell would run
# what the user's home has for it: there is none, as the page wants it. And a key
# of the student's own, which brings a command and an environment along.
for key in host student own; do
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$dir/$key" || exit 1
done
{
	cat "$dir/student.pub"
	echo "command=\"touch $dir/made\",environment=\"LD_PRELOAD=$dir/evil/lib.so\" $(cat "$dir/own.pub")"
} >"$dir/authorized_keys"
printf '#!/bin/sh\ntouch "%s/made"\n' "$dir" >"$dir/xauth"
chmod 755 "$dir/xauth"
names='here idle own env open free'
configure() {
	port=$((20000 + ($$ * 13 + $1 * 997) % 30000))
	for name in $names; do
		eval "$name=$port"
		echo "Port $port"
		port=$((port + 1))
	done
	cat <<-EOF
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
	LogLevel INFO
	MaxStartups 100
	AcceptEnv LANG LC_*
	X11Forwarding yes
	XAuthLocation $dir/xauth
	Subsystem sftp internal-sftp
	SetEnv HOME=$dir/nowhere
	$penalties
	# Nothing refused.
	Match LocalPort $open
	    AcceptEnv *
	    ForceCommand none
	    DisableForwarding no
	    AllowAgentForwarding yes
	    X11Forwarding yes
	    MaxSessions 10
	# The settings, but that haggle is not restricted, or that the client may set
	# what it likes; other options.
	Match LocalPort $free
	    SetEnv HOME=$dir/evil TERMINFO=$dir/evil
	EOF
	settings "Match LocalPort $free" ''
	settings "Match LocalPort $env" '--restricted --idle=1800'
	echo '    AcceptEnv *'
	echo "    SetEnv HOME=$dir/evil"
	settings "Match LocalPort $idle" '--restricted --idle=1'
	echo "$unused"
	settings "Match LocalPort $own" "--restricted --presets=$dir/presets own"
	echo "$recommended"
}
sshd_program=$(command -v sshd)
# What not all versions know.
known() {
	! "$sshd_program" -T -f /dev/null -h "$dir/host" -o "$1" >/dev/null 2>&1 || echo "${1%=*} ${1#*=}"
}
penalties=$(known PerSourcePenalties=no)
unused=$(known UnusedConnectionTimeout=1)
traced=%file,%process,%network,%ipc,?io_uring_setup,?memfd_create,?ptrace,?setns,?unshare,?bpf
quicker=
strace -f --seccomp-bpf -o /dev/null true 2>/dev/null && quicker=--seccomp-bpf
listening() {
	[ "$(grep -c '^Server listening on' "$dir/log")" -eq "$(echo "$names" | wc -w)" ]
}
# Waits for a command to succeed, half a minute at most.
patience=600
await() {
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -le $patience ] || return 1
		sleep 0.05
	done
}
up_or_down() {
	listening || ! kill -0 "$sshd" || grep -q '^error: Bind' "$dir/log"
}
attempt=0
until [ -n "$sshd" ]; do
	attempt=$((attempt + 1))
	[ $attempt -le 8 ] || { tail -n 3 "$dir/log" >&2; skip "sshd does not start: $(tail -n 1 "$dir/log")"; }
	configure $attempt >"$dir/sshd_config"
	"$sshd_program" -t -f "$dir/sshd_config" || { echo 'sshd refuses the settings'; exit 1; }
	rm -rf "$dir/trace"
	mkdir "$dir/trace"
	strace -ff $quicker -I 2 -qq -v -s 4096 -e trace=$traced -o "$dir/trace/t" \
		"$sshd_program" -D -e -f "$dir/sshd_config" 2>"$dir/log" &
	sshd=$!
	await up_or_down
	listening || { kill $sshd 2>/dev/null; wait $sshd; sshd=; }
done

cat >"$dir/ssh_config" <<EOF
Host *
    HostName 127.0.0.1
    User $user
    IdentityFile $dir/student
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile $dir/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking accept-new
    BatchMode yes
    EscapeChar none
    LogLevel ERROR
EOF
for name in $names; do
	eval "echo \"[127.0.0.1]:\$$name $(cat "$dir/host.pub")\""
done >"$dir/known_hosts"

# ---- how a check is written down ---------------------------------------------

checks=0
wrong=0
holds() {
	checks=$((checks + 1))
	[ "$1" -eq 0 ] && return
	wrong=$((wrong + 1))
	echo "WRONG: $2"
	[ -z "${3:-}" ] || tail -n 30 "$3"
}
# check WHAT COMMAND...: it must succeed. not WHAT COMMAND...: it must fail.
check() {
	what=$1
	shift
	"$@" >"$dir/said" 2>&1
	holds $? "$what" "$dir/said"
}
not() {
	what=$1
	shift
	! "$@" >"$dir/said" 2>&1
	holds $? "$what" "$dir/said"
}
# to PORT ARGUMENTS...: the client. Standard input is nothing.
to() {
	port=$1
	shift
	timeout 60 ssh -F "$dir/ssh_config" -p "$port" "$@" </dev/null
}
# in_terminal MODE... -- PORT ARGUMENTS...: the client in a pseudo-terminal.
in_terminal() {
	"$every_key" "$@"
}
client="ssh -F $dir/ssh_config"
# says TEXT COMMAND...: its output has it. silent COMMAND...: fails, and prints nothing.
says() {
	text=$1
	shift
	"$@" >"$dir/out" 2>&1
	cat "$dir/out"
	grep -q -e "$text" "$dir/out"
}
silent() {
	! "$@" >"$dir/out" 2>"$dir/err" && [ ! -s "$dir/out" ]
}

to "$open" host true >"$dir/said" 2>&1 || skip "sshd lets nobody in here: $(tail -n 1 "$dir/said")"
to "$open" -tt host true >"$dir/said" 2>&1 ||
	skip "sshd can hand out no terminal here, as devpts is mounted: $(tail -n 1 "$dir/said" | tr -d '\r')"
mkdir "$dir/evil" "$dir/evil/x" "$dir/presets" "$dir/got"
echo 'uid=secret' >"$dir/secret"
cp presets/flip.ini "$dir/secret.ini"

# ---- the page's own list: "Checking it" ---------------------------------------

check 'the explorer, and nothing after q' in_terminal look $client -t -p "$here" host
check 'the explorer again' in_terminal look $client -t -p "$here" host /bin/sh
check 'with a terminal: the explorer' in_terminal look $client -p "$here" host
check 'refused: no terminal' says 'not a terminal' to "$here" -T host cat "$dir/secret"
not 'refused with a status' to "$here" -T host cat "$dir/secret"
check 'and prints nothing' silent to "$here" -T host cat "$dir/secret"
check 'a command can be run where nothing is refused' says secret to "$open" -T host cat "$dir/secret"

[ $wrong -eq 0 ] || { echo "$wrong of the page's own list are wrong: nothing else was tried"; exit 1; }

# ---- every key ----------------------------------------------------------------

check 'every key' in_terminal keys "$dir" $client -t -p "$here" host
keys=$(sed -n 's/^\([0-9]*\) keys$/\1/p' "$dir/said")
not 'nothing was made' test -e "$dir/made" -o -e "$dir/made.ini" -o -e "$dir/made.txt"
check 'an explorer not restricted saves' in_terminal type "w<C-u>$dir/made.ini<Enter>" 'written: ' \
	$client -t -p "$free" host
check 'and the file is there' test -s "$dir/made.ini"
rm -f "$dir/made.ini"

# ---- commands, and files in either direction -------------------------------------

check 'a list of commands' silent to "$here" -T host "$haggle --help; id"
check 'options of its own' silent to "$here" -T -- host --help
check 'a command that would be typed in' says 'not a terminal' to "$here" -T host
for pseudo in 'sh -c id' 'touch made' '--version' '; id' '$(id)'; do
	check "asked for: $pseudo" in_terminal look $client -tt -p "$here" -- host "$pseudo"
done
check 'sftp, as a subsystem' silent to "$here" -s host sftp
check 'a subsystem that there is not' silent to "$here" -s host shell
put() {
	echo "put $dir/secret $dir/made" | sftp -F "$dir/ssh_config" -P "$1" -b - host && [ -e "$dir/made" ]
}
not 'sftp puts nothing' put "$here"
check 'sftp puts where nothing is refused' put "$open"
rm -f "$dir/made"
for old in '' -O; do
	not "scp $old puts nothing" scp $old -F "$dir/ssh_config" -P "$here" "$dir/secret" "host:$dir/made"
	not "scp $old gets nothing" scp $old -F "$dir/ssh_config" -P "$here" "host:$dir/secret" "$dir/got"
done
check 'scp gets where nothing is refused' \
	scp -F "$dir/ssh_config" -P "$open" "host:$dir/secret" "$dir/got/control"
check 'nothing else was got' test "$(ls "$dir/got")" = control

# The student's own key brings a command along.
check "a key's own command" in_terminal look $client -i "$dir/own" -t -p "$here" host
not 'has not been run' test -e "$dir/made"
to "$open" -i "$dir/own" -T host
check 'but is, where nothing is refused' test -e "$dir/made"
rm -f "$dir/made"

# ---- forwarding -------------------------------------------------------------------

# tunnel PORT OPTIONS...: a client without a session, until it is up or has ended.
tunnel() {
	port=$1
	shift
	: >"$dir/tunnel"
	ssh -F "$dir/ssh_config" -p "$port" -N -v -o ExitOnForwardFailure=yes "$@" host \
		</dev/null >>"$dir/tunnel" 2>&1 &
	tunnel=$!
	clients="$clients $tunnel"
	await settled
	kill -0 $tunnel 2>/dev/null
}
settled() {
	! kill -0 $tunnel || case $waiting in
	R) grep -q 'remote forward success' "$dir/tunnel" ;;
	*) grep -q 'Entering interactive session' "$dir/tunnel" ;;
	esac
}
close_tunnel() {
	kill $tunnel 2>/dev/null
	wait $tunnel 2>/dev/null
	clients=${clients% "$tunnel"}
}
# What is at a port says what it is; the same through SOCKS, which is asked for another port.
reaches() {
	says 'SSH-2\.0' timeout 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$1
		[ -z '${2:-}' ] || printf '\\4\\1\\x$(printf %x $((${2:-0} / 256)))\\x$(printf %x $((${2:-0} % 256)))\\177\\0\\0\\1\\0' >&3
		head -c 16 <&3 | tr -d '\\0'"
}
far=$((free + 1))
waiting=
for at in here open; do
	eval "port=\$$at"
	verb=not
	[ $at = here ] || verb=check
	check "$at: no session is asked for" tunnel "$port"
	close_tunnel
	tunnel "$port" -L "$far:127.0.0.1:$open"
	$verb "$at: -L reaches a port" reaches "$far"
	close_tunnel
	tunnel "$port" -D "127.0.0.1:$far"
	$verb "$at: -D reaches a port" reaches "$far" "$open"
	close_tunnel
	$verb "$at: -W reaches a port" says 'SSH-2\.0' timeout 10 ssh -F "$dir/ssh_config" -p "$port" \
		-W "127.0.0.1:$open" host
	waiting=R
	$verb "$at: -R listens" tunnel "$port" -R "$far:127.0.0.1:$open"
	$verb "$at: -R reaches back" reaches "$far"
	close_tunnel
	$verb "$at: -R listens at a path" tunnel "$port" -R "$dir/made.socket:127.0.0.1:$open"
	$verb "$at: -R makes a file" test -e "$dir/made.socket"
	close_tunnel
	rm -f "$dir/made.socket"
	waiting=
done
ssh-agent -D -a "$dir/agent" >/dev/null 2>&1 &
agent=$!
clients="$clients $agent"
await test -S "$dir/agent"
with_agent="env SSH_AUTH_SOCK=$dir/agent $client -o IdentityAgent=SSH_AUTH_SOCK -A"
with_display="env DISPLAY=127.0.0.1:77 $client -o XAuthLocation=/nonexistent -Y"
check 'the explorer, with an agent' in_terminal look $with_agent -t -p "$here" host
check 'the explorer, with a display' in_terminal look $with_display -t -p "$here" host
not 'xauth has not been run' test -e "$dir/made"
check 'an agent is forwarded where nothing is refused' \
	says '/agent' $with_agent -p "$open" host 'echo $SSH_AUTH_SOCK'
check 'a display is forwarded where nothing is refused' \
	says 'host:[0-9]' $with_display -p "$open" host 'echo $DISPLAY'
rm -f "$dir/made"

# ---- the environment --------------------------------------------------------------

evil=$dir/evil
tricks="LD_LIBRARY_PATH=$evil TERMINFO=$evil TERMINFO_DIRS=$evil TERMCAP=$evil LOCPATH=$evil \
LC_ALL=$evil LC_CTYPE=$evil LANG=$evil HAGGLE_RESTRICTED= HAGGLE_PRESETS=$evil XDG_DATA_HOME=$evil \
XDG_CONFIG_HOME=$evil HOME=$evil ENV=$evil BASH_ENV=$evil NLSPATH=$evil GCONV_PATH=$evil TMPDIR=$evil \
MALLOC_TRACE=$evil GSL_RNG_TYPE=$evil NCURSES_TRACE=9 LINES=9999 COLUMNS=9999 ESCDELAY=100000"
check 'an environment, of which nothing is let in' \
	in_terminal look $client -o "SetEnv=LD_PRELOAD=$evil/lib.so $tricks" -t -p "$here" host
# Without LD_: the linker would obey before haggle is anything.
check 'an environment, all of it let in' \
	in_terminal look $client -o "SetEnv=${tricks#LD_* }" -t -p "$env" host
check 'a library is let in where nothing is refused' says "$evil/lib.so" \
	to "$open" -o "SetEnv=LD_PRELOAD=$evil/lib.so" host 'echo $LD_PRELOAD'
check 'an explorer not restricted looks where it is told' in_terminal type . share \
	$client -t -p "$free" host
long=$(printf '%300s' x | tr ' ' x)
for term in ../../x /etc/passwd .. "$long" 'x y' 'x$(id)' "$(printf 'x\033]0;owned\007')"; do
	check "TERM=$(printf %.20s "$term" | tr -d '\033\007')" in_terminal refused 'TERM is not the name' \
		env TERM="$term" $client -t -p "$here" host
done
plain() {
	printf 'save x\nquit\n' | TERM=dumb timeout 60 $client -tt -p "$here" host
}
check 'TERM=dumb, without a screen' says 'saving is switched off here' plain
check 'TERM=evil' in_terminal refused 'not a terminal known here' env TERM=evil $client -t -p "$here" host

# ---- presets of the administrator's -------------------------------------------------

{ printf '[game]\n' && head -c 70000 /dev/zero | tr '\0' '#'; } >"$dir/presets/large.ini"
cp presets/flip.ini "$dir/presets/own.ini"
ln -s "$dir/secret.ini" "$dir/presets/link.ini"
mkfifo "$dir/presets/fifo.ini"
check 'a preset' in_terminal type 'o' 'fifo' $client -t -p "$own" host
for one in 'link cannot be opened' 'fifo is not a regular file' 'large the file is larger'; do
	check "a preset: $one" in_terminal type "o${one%% *}<Enter>" "${one#* }" $client -t -p "$own" host
done

# ---- the end ------------------------------------------------------------------------

# The explorers of a port, as process numbers.
explorers() {
	for process in /proc/[0-9]*; do
		[ "$(readlink "$process/exe" 2>/dev/null)" = "$haggle" ] &&
			tr '\0' '\n' <"$process/environ" 2>/dev/null | grep -q "^SSH_CONNECTION=.* $1\$" &&
			echo "${process#/proc/}"
	done 2>/dev/null
}
running() {
	[ -n "$(explorers "$1")" ]
}
over() {
	! running "$1"
}
check 'no explorer is left' over "$here"
check 'idle: it ends' in_terminal idle $client -t -p "$idle" host
check 'idle: and is gone' await over "$idle"
if [ -n "$unused" ]; then
	check 'no session is asked for' tunnel "$idle"
	check 'and the client put out' await eval '! kill -0 $tunnel'
	close_tunnel
fi
check 'the client is killed' in_terminal kill $client -t -p "$here" host
patience=60
check 'and the explorer gone, within three seconds' await over "$here"
patience=600

# One that stays, to look at.
"$every_key" stay $client -M -S "$dir/mux" -t -p "$here" host >/dev/null 2>&1 &
held=$!
clients="$clients $held"
check 'an explorer is found' await running "$here"
check 'a second session is refused' says 'refused' $client -S "$dir/mux" -p "$here" -T host
process=/proc/$(explorers "$here" | head -n 1)
limit() {
	grep -q "^Max $1  *$2  *$2 " "$process/limits" || { cat "$process/limits"; false; }
}
check 'address space' await limit 'address space' $((256 * 1024 * 1024))
check 'open files' await limit 'open files' 32
check 'core files' await limit 'core file size' 0
check 'file size' await limit 'file size' 0
# The kernel's own fence, where there is one: by /proc, as the student has no say in it.
fenced() {
	"$haggle" --version --verbose | grep -q "^sandbox.*[:,] $1"
}
fence() {
	grep -q "^$1:[[:space:]]*$2\$" "$process/status" || { cat "$process/status"; false; }
}
! fenced 'no new privileges' || check 'no new privileges' fence NoNewPrivs 1
! fenced seccomp || check 'calls are filtered' fence Seccomp 2
! fenced 'not dumpable' || check 'its memory is not for others of its user' \
	test "$(stat -c %U "$process/mem")" = root
check 'nothing but its terminal and a pipe of its own is open' \
	test -z "$(ls -l "$process/fd" | sed 1d | grep -v -e ' -> /dev/pts/' -e ' -> pipe:')"
kill $held
wait $held 2>/dev/null
check 'its terminal is gone, and so is it' await over "$here"
kill $agent
clients=

# ---- what was done meanwhile ------------------------------------------------------------

"$sshd_program" -T -f "$dir/sshd_config" -C "user=$user,host=localhost,addr=127.0.0.1,lport=$here" \
	>"$dir/effective"
for setting in "forcecommand $haggle --restricted --idle=1800" 'permituserrc no' \
	'permituserenvironment no' 'disableforwarding yes'; do
	check "in force: $setting" grep -q "^$setting\$" "$dir/effective"
done
kill $sshd
wait $sshd 2>/dev/null
sshd=

# audit PORT=COMMAND...: of these ports.
audit() {
	for each; do
		echo "${each%%=*} ${each#*=}"
	done >"$dir/forced"
	printf '%s\n' /lib/ /lib64/ /usr/lib/ /usr/lib64/ /usr/local/lib/ /etc/ld.so. /usr/share/locale \
		/usr/share/terminfo /etc/terminfo /lib/terminfo /proc/self/exe /dev/tty /dev/null /dev/pts/ \
		"$(cat "$(dirname "$haggle")/datadir")/haggle/presets" "$PWD/presets" "$dir/presets" >"$dir/places"
	awk -v haggle="$haggle" -v shell="$shell" -v shell_name="${shell##*/}" -v lax="$env" \
		-v forced_file="$dir/forced" -v place_file="$dir/places" -f tests/ssh.awk \
		"$dir"/trace/t.* >"$dir/result"
	status=$?
	cat "$dir/result"
	return $status
}
check 'nothing is executed, written, made or connected to, nothing read but what is needed' \
	audit "$here=$haggle --restricted --idle=1800" "$env=$haggle --restricted --idle=1800" \
	"$idle=$haggle --restricted --idle=1" "$own=$haggle --restricted --presets=$dir/presets own"
summary=$(tail -n 1 "$dir/result")
not 'the same of the explorer that is not restricted' audit "$free=$haggle"
for breach in "looked at: .*$dir/evil" "opened for writing: .*\\.haggle-"; do
	check "of which is found: ${breach%%:*}" grep -q "$breach" "$dir/result"
done

[ $wrong -eq 0 ] || { echo "$checks checks, $wrong wrong; $summary"; exit 1; }
echo "$checks checks hold, ${keys:-no} keys pressed; traced: $summary"
