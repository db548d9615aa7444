#!/bin/sh
# What is thrown at haggle, and what came of it, as a table. `make torture` runs
# it whole, hours on a small machine; QUICK=1, a part of make check, in seconds.
# Usage: [QUICK=1] [PART=N] [LANES=N] [ONLY=WORD] sh tests/torture.sh BUILD, from
# the top of the tree. PART divides counts, fuzzing's time and the suites under valgrind;
# LANES is how many rows are run at once, after those that are timed; ONLY runs the rows
# whose command holds the word. Exit status: 1 if anything was found.
set -u
build=$1
quick=${QUICK:-}
only=${ONLY:-}
part=${PART:-1}
lanes=${LANES:-1}
lane=${LANE:-} # of this process; none: it has begun the others
rows=0
found=0
log=$(mktemp)
trap 'rm -f "$log" "$log".*' EXIT

# row WHAT COMMAND...: what the command prints last is the result.
row() {
	what=$1
	shift
	case "$*" in
	*"$only"*) ;;
	*) return ;;
	esac
	rows=$((rows + 1))
	[ -z "$lane" ] || [ $((rows % lanes)) -eq "$lane" ] || return 0
	# A crash of the command itself must show, too.
	if "$@" >"$log" 2>&1; then
		result=$(tail -n 1 "$log")
	else
		status=$?
		found=1
		result="**status $status** $(tail -n 1 "$log")"
		tail -n 60 "$log" >&2
	fi
	printf '| %s | %s |\n' "$what" "$result"
}
# So many of them, or the part that is asked for.
of() {
	echo $(($1 / part > 0 ? $1 / part : 1))
}
# Counts that make prints among other things.
counts() {
	"$@" >"$log.counts" 2>&1
	status=$?
	[ $status -eq 0 ] || tail -n 40 "$log.counts"
	sed -n 's/^\([0-9]* passed, [0-9]* failed\).*$/\1/p' "$log.counts" | tail -n 1
	rm -f "$log.counts"
	return $status
}
# 77: it cannot be tried here, and it says why.
sshd() {
	sh tests/ssh.sh "$build/haggle" || [ $? -eq 77 ]
}
class_over_ssh() {
	sh tests/ssh-class.sh "$build/haggle" || [ $? -eq 77 ]
}
torture=$build/tests/torture

[ -n "$lane" ] || printf '| thrown at it | what came of it |\n|---|---|\n'
if [ -n "$quick" ]; then
	row 'random formulas' "$torture/random_formulas" 200
	row 'random games under terms' "$torture/random_terms" 200
	row 'random keys' "$torture/random_keys" "$build/haggle" 1
	row 'kills while saving' "$torture/kill_save" 100
	row 'kills of a room' "$torture/kill_room" "$build/haggle" 50
	row 'explorers at once' "$torture/crowd" "$build/haggle" 8 2
	exit $found
fi
# What is timed comes first and alone, while the machine is cool and nothing is left over.
if [ -z "$lane" ]; then
	row '200 explorers on presets and lessons, two keys a second each' "$torture/crowd" "$build/haggle" 200 60
	row 'the same, 10 of them hogs' "$torture/crowd" "$build/haggle" 200 60 10
	row '300 students vote, on a real socket' "$torture/class_load" "$build/haggle" 300 3
	make --no-print-directory asan >"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		exit 1
	}
	make --no-print-directory fuzz-library >"$log" 2>&1 # not by two at once; its rows tell
	if [ "$lanes" -gt 1 ]; then
		for lane in $(seq 0 $((lanes - 1))); do
			LANE=$lane sh "$0" "$build" >"$log.$lane" || touch "$log.found" &
		done
		wait
		cat "$log".[0-9]*
		[ ! -e "$log.found" ]
		exit
	fi
fi
row 'random games solved' "$torture/random_games" "$(of 1000000)"
row 'random games under regulation, against brute force' "$torture/random_regulation" "$(of 100000)"
row 'random games: offers in turn, axioms' "$torture/random_offers" "$(of 100000)"
row 'random games under terms: who gets what, nobody does better, one pot, units, payments' \
	"$torture/random_terms" "$(of 100000)"
row 'random formulas at fixed shares, against brute force' "$torture/random_formulas" "$(of 100000)"
row 'the same under terms' "$torture/random_formulas" "$(of 100000)" 0 20 1 terms
row 'the same of two specialists' "$torture/random_formulas" "$(of 10000)" 0 20 2
row 'of three, under terms' "$torture/random_formulas" "$(of 10000)" 0 20 3 terms
row 'of one, with kinks and steps that move' "$torture/random_formulas" "$(of 20000)" 0 20 1 moving
row 'of two, under terms, with such' "$torture/random_formulas" "$(of 10000)" 0 20 2 terms moving
row 'random games at fixed shares: units, order, nobody, duality, first best' \
	"$torture/properties" shares "$(of 100000)"
row 'the same and ties, goals, Pareto, with all rules: 1 specialist' "$torture/properties" 1 "$(of 10000)"
row '2 specialists' "$torture/properties" 2 "$(of 1000)"
row '3 specialists' "$torture/properties" 3 "$(of 300)"
row '4 specialists' "$torture/properties" 4 "$(of 300)"
row 'random games: no deviation pays, no grid finds better' \
	counts env HAGGLE_TORTURE="$part" "$build/tests/run" properties
row 'random keys, under ASan and UBSan' "$torture/random_keys" build-asan/haggle "$(of 500)"
row 'kills (SIGKILL) while saving' "$torture/kill_save" "$(of 20000)"
row 'kills of a room while its teacher works' "$torture/kill_room" "$build/haggle" "$(of 10000)" \
	"$build/kill_room.tally"
row 'each call of a served room fails once, all occurrences' \
	counts env HAGGLE_TORTURE=1 "$build/tests/run" faults_room
row 'a whole lesson: 24 students in terminals' "$torture/class_hour" "$build/haggle" 24
row 'a class of 20 behind sshd, each restricted to the room' class_over_ssh
for checks in tests/fuzz_*.c; do
	[ -f "$checks" ] || continue
	name=${checks#tests/fuzz_}
	name=${name%.c}
	row "fuzzing: $name" make --no-print-directory fuzz FUZZ_TIME="${FUZZ_TIME:-$(of 600)}" \
		FUZZ="build-fuzz/$name.run"
done
row 'the restricted explorer behind sshd, by OpenSSH'"'"'s client, under strace' sshd
row 'tests under ASan and UBSan' counts make --no-print-directory check-asan
row 'tests under TSan' counts make --no-print-directory check-tsan
row 'library tests under valgrind' counts make --no-print-directory valgrind PART="$part"
row 'tarball, unpacked and installed elsewhere' make --no-print-directory distcheck
exit $found
