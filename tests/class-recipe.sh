#!/bin/sh
# Follows README's section "For a class" word for word: its commands are read from there and
# typed into terminals of tmux, one for the room, one for the projector, one a student; then
# the keys that it names. Prints the projector's screens.
#
# Usage: sh tests/class-recipe.sh [STUDENTS]     with haggle and tmux on the PATH
# Exit status: 0 all came as README says, 1 something did not, 77 it cannot be tried here.
set -u
cd "$(dirname "$0")/.."
students=${1:-4}
for tool in haggle tmux; do
	command -v $tool >/dev/null 2>&1 || { echo "skipped: there is no $tool"; exit 77; }
done
export LC_ALL=C.UTF-8 TERM=xterm-256color
dir=$(mktemp -d "${TMPDIR:-/tmp}/haggle-recipe.XXXXXX") || exit 1
terminal() {
	tmux -f /dev/null -S "$dir/tmux" "$@"
}
trap 'terminal kill-server 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

section=$(sed -n '/^## For a class/,/^## From/p' README.md)
# The N-th step's first command.
step() {
	printf '%s\n' "$section" | sed -n "s/^$1\\. [^\`]*\`\\(haggle [^\`]*\\)\`.*/\\1/p"
}
fail() {
	echo "WRONG: $1"
	terminal capture-pane -p -t "${2:-projector}"
	exit 1
}
# Types a command into a terminal of its own.
open_terminal() {
	[ -n "$2" ] || fail "README has no command for $1"
	if [ -S "$dir/tmux" ]; then
		terminal new-window -d -t recipe -n "$1" -c "$dir" sh
	else
		terminal new-session -d -s recipe -n "$1" -c "$dir" -x 80 -y 24 sh
	fi
	terminal send-keys -t "$1" "$2" Enter
}
has() {
	terminal capture-pane -p -t "$1" | grep -q -F -e "$2"
}
wait_for() {
	tries=0
	until has "$1" "$2"; do
		tries=$((tries + 1))
		[ $tries -lt 300 ] || fail "'$2' does not come" "$1"
		sleep 0.1
	done
}
key() {
	printf '%s\n' "$section" | grep -q -F -e "\`$2\`" || fail "README has no key $2"
	terminal send-keys -t "$1" "$2"
}
show() {
	printf '\n==== %s\n' "$1"
	terminal capture-pane -p -t projector
}
all() {
	n=0
	while [ $n -lt "$students" ]; do
		"$@" "student$n"
		n=$((n + 1))
	done
}

open_terminal room "$(step 1)"
wait_for room 'room econ: '
open_terminal projector "$(step 2)"
wait_for projector 'haggle room join econ'
join() {
	open_terminal "$1" "$(step 3)"
	wait_for "$1" 'Were you here before?'
	terminal send-keys -t "$1" Enter
	wait_for "$1" 'You are '
}
all join
wait_for projector "$students here"
show 'everybody is here'

letters=abcabc
vote() {
	wait_for "$1" "$question"
	key "$1" a
	wait_for "$1" '> a)'
	letter=$(echo $letters | cut -c$((n % 3 + 1)))
	terminal send-keys -t "$1" "$letter"
	wait_for "$1" "> $letter)"
}
key projector n
wait_for projector 'step 1 of '
key projector n
question='Vote by yourself'
all vote
wait_for projector "$students of $students answered"
key projector Space
wait_for projector '##'
show 'the counts'
key projector N
question='Talk with your neighbours'
letters=ccaccb
all vote
key projector Space
wait_for projector '=='
key projector Space
wait_for projector 'THE ANSWER'
show 'the answer'

key projector n
wait_for projector 'Round 1 of'
key projector n
wait_for projector 'haggle  '
act() {
	if has "$1" '> level' || has "$1" '> added'; then
		terminal send-keys -t "$1" Right Enter
	elif has "$1" 'accept theirs'; then
		key "$1" a
	elif has "$1" 'You offer: nothing yet' && has "$1" 'Enter offer'; then
		terminal send-keys -t "$1" Left Left Enter
	fi
}
rounds=0
until has projector 'pairs agreed'; do
	rounds=$((rounds + 1))
	[ $rounds -lt 300 ] || fail 'the pairs come to no end'
	all act
	sleep 0.2
done
show 'what came of the round'

export=$(step 6)
[ -n "$export" ] || fail 'README has no export'
for format in '' otree json; do
	printf '%s\n' "$section" | grep -q -e "--format=$format" || [ -z "$format" ] ||
		fail "README has no --format=$format"
	(cd "$dir" && eval "$export ${format:+--format=$format}") || fail "export $format"
	[ "$(wc -l <"$dir/econ.csv")" -gt "$students" ] || fail "export $format is short"
done
plan=$(printf '%s\n' "$section" | sed -n 's/^`\(haggle lesson [^`]*\)`.*/\1/p')
eval "$plan" | grep -q '13 to 32 min' || fail 'the plan of the hour'
echo
echo "$students students, by README's steps alone: all came as it says"
