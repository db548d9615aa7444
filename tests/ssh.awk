# What processes did under strace -ff -v, a file each: breaches of what tests/ssh.sh
# holds sessions to, a line each, and at last counts. Before haggle, only the login
# shell with the forced command may be executed; from then on, only what the
# explorer needs may be called, only what it needs looked at.
# forced_file: lines of a port and its forced command; other ports do as they like.
# place_file: what the names of files may begin with. lax: a port at which the
# client may set the environment.
BEGIN {
	while ((getline line <forced_file) > 0) {
		port = line
		sub(/ .*/, "", port)
		sub(/^[^ ]* /, "", line)
		forced[port] = line
	}
	while ((getline line <place_file) > 0)
		place[++places] = line
}
function breach(what) {
	printf "%s: %s: %.300s\n", port, what, $0
	breaches++
}
function port_of(line) {
	if (!match(line, /"SSH_CONNECTION=[^"]*"/))
		return ""
	line = substr(line, RSTART, RLENGTH - 1)
	sub(/.* /, "", line)
	return line
}
function starts(text) { return index($0, text) == 1 }
FNR == 1 { explorer = 0 }
/^execve\(.* = 0$/ {
	port = port_of($0)
	if (port == "") {
		if (explorer || $0 !~ /^execve\("[^"]*\/sshd(-session|-auth)?", /)
			breach("executed")
		next
	}
	if (!(port in forced)) {
		explorer = 0
		next
	}
	programs++
	words = split(forced[port], word, " ")
	arguments = "\"" word[1] "\""
	for (i = 2; i <= words; i++)
		arguments = arguments ", \"" word[i] "\""
	if (explorer || !(starts("execve(\"" haggle "\", [" arguments "], ") ||
		starts("execve(\"" shell "\", [\"" shell_name "\", \"-c\", \"" forced[port] "\"], ")))
		breach("executed")
	if (!starts("execve(\"" haggle "\""))
		next
	explorer = 1
	sessions++
	if (port != lax && ($0 ~ /"(LD_|SSH_AUTH_SOCK=|DISPLAY=|TERMINFO|HAGGLE_|ENV=|BASH_ENV=|LOCPATH=|XDG_|LINES=|COLUMNS=)/ ||
		$0 ~ /"HOME=[^"]*\/evil/))
		breach("environment")
	next
}
!explorer || /^[-+]/ { next }
{
	calls++
	call = $0
	sub(/\(.*/, "", call)
	path = ""
	if (match($0, /"[^"]*"/))
		path = substr($0, RSTART + 1, RLENGTH - 2)
}
# A thread of its own is no other process.
call ~ /^clone3?$/ && /CLONE_THREAD/ { next }
call !~ /^(access|faccessat2?|open|openat|stat|lstat|newfstatat|fstatat64|statx|readlink|readlinkat|exit|exit_group|arch_prctl)$/ {
	breach("called")
	next
}
call ~ /^open/ {
	opened++
	if (/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/ && path !~ /^\/dev\/(tty|null|pts\/[0-9]+)$/)
		breach("opened for writing")
}
path != "" {
	for (i = 1; i <= places; i++)
		if (index(path, place[i]) == 1 && path !~ /\/\.\.\//)
			next
	breach("looked at")
}
END {
	printf "%d sessions, %d programs, %d calls, %d files opened, %d breaches\n", sessions, programs,
		calls, opened, breaches
	exit breaches > 0
}
