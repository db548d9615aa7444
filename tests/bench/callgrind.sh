#!/bin/sh
# Instruction counts of the hot paths under callgrind: unlike times they are the
# same on a busy machine and an idle one, so that two versions can be compared.
#
#   sh tests/bench/callgrind.sh HAGGLE             prints them, beside those recorded
#   sh tests/bench/callgrind.sh HAGGLE --record    and records them in counts.tsv
#   sh tests/bench/callgrind.sh --terms BENCH      full re-solves under terms, BENCH being
#                                                  build/tests/bench/run: of each family, how many
#                                                  times what it takes without
#
# Each is the difference between a longer and a shorter run, a row: what it takes
# to start and to read the scenario cancels out. Counts depend on the compiler
# and its options; compare like with like. Run from the top of the tree.
set -eu
terms=
if [ "$1" = --terms ]; then
	terms=yes
	shift
fi
haggle=$1
record=${2:-}
table=tests/bench/counts.tsv
valgrind --version >/dev/null 2>&1 || { echo 'skipped: there is no valgrind'; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# instructions ARGUMENTS...: of one run of haggle.
instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$haggle" "$@" \
		2>"$dir/log" >/dev/null || { cat "$dir/log" >&2; exit 1; }
	sed -n 's/^.*Collected : *\([0-9]*\).*$/\1/p' "$dir/log"
}

show() {
	was=
	[ -f "$table" ] && was=$(awk -F '\t' -v what="$1" '$1 == what { print $2 }' "$table")
	if [ -n "$was" ] && [ "$was" -gt 0 ]; then
		change=$(awk "BEGIN { printf \"%+.1f %%\", 100 * ($2 - $was) / $was }")
	else
		change=new
	fi
	printf '%-46s %12s %12s %9s\n' "$1" "$2" "${was:--}" "$change"
	printf '%s\t%s\n' "$1" "$2" >>"$dir/counts.tsv"
}

# resolves FAMILY TERMS: what so many full re-solves take, by number; none where there are none.
resolves() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=study_once \
		"$haggle" resolve "$1" "$2" 2 2>"$dir/log" >"$dir/name" || return 0
	sed -n 's/^.*Collected : *\([0-9]*\).*$/\1/p' "$dir/log"
}

# A line a family: its instructions, then fee, cost share, base share and all three against that.
if [ -n "$terms" ]; then
	printf '%-40s %12s %6s %6s %6s %6s\n' 'a full re-solve, instructions' plain fee cost base all
	family=0
	while plain=$(resolves $family 0) && [ -n "$plain" ]; do
		name=$(sed 's/, plain$//' "$dir/name")
		printf '%-40.40s %12d' "$name" $((plain / 2))
		for k in 1 2 3 4; do
			printf ' %6s' "$(awk "BEGIN { printf \"%.2f\", $(resolves $family $k) / $plain }")"
		done
		echo
		family=$((family + 1))
	done
	exit 0
fi

# rows WHAT SHORT LONG ARGUMENTS...: a row of a sweep of one thread over the share.
rows() {
	what=$1 short=$2 long=$3
	shift 3
	few=$(instructions sweep --jobs=1 "$@" --vary="delta=0:1:$short" "$dir/game.ini")
	many=$(instructions sweep --jobs=1 "$@" --vary="delta=0:1:$long" "$dir/game.ini")
	show "$what" $(((many - few) / (long - short)))
}

# nash WHAT SHORT LONG ARGUMENTS...: the Nash bargain found anew, a row.
nash() {
	what=$1 short=$2 long=$3
	shift 3
	few=$(instructions sweep --jobs=1 --set=bargain=nash "$@" \
		--vary="generalist.cost.scale=1:2:$short" "$dir/game.ini")
	many=$(instructions sweep --jobs=1 --set=bargain=nash "$@" \
		--vary="generalist.cost.scale=1:2:$long" "$dir/game.ini")
	show "$what" $(((many - few) / (long - short)))
}

game() {
	printf '[scenario]\nbargain = fixed\ndelta = .5\n[generalist]\n[specialist d]\n%s\n' "$1" >"$dir/game.ini"
}

printf '%-46s %12s %12s %9s\n' 'instructions' now recorded change
game 'cost.scale = 2'
rows 'row of a sweep, closed form' 1000 11000
rows 'row of a sweep, closed form, JSON' 1000 11000 --format=json
nash 'Nash, closed form' 10 60
game 'revenue = log
revenue.scale = 2'
rows 'row of a sweep, logarithmic revenue' 200 2200
nash 'Nash, logarithmic revenue' 4 24
game 'cost.marginal = .2
cost.fixed = .1'
rows 'row of a sweep, squeeze' 200 2200
nash 'Nash, squeeze' 4 24
game 'revenue = logistic
revenue.scale = 3
revenue.midpoint = 1.2
revenue.width = .2'
rows 'row of a sweep, S-curve' 200 1200
nash 'Nash, S-curve' 2 7
game 'revenue = formula
revenue.formula = R*(1 - exp(-a/s))
revenue.R = 2
revenue.s = 1'
rows 'row of a sweep, formula' 200 1200
game 'revenue = formula
revenue.formula = a + 3*exp(-((a - 1.5)/.3)^2)'
rows 'row of a sweep, formula with a hump' 50 250
show 'haggle solve symmetric, the whole run' "$(instructions solve presets/symmetric.ini)"
show 'haggle check symmetric, the whole run' "$(instructions check presets/symmetric.ini)"
show 'haggle plot symmetric, the whole run' "$(instructions plot presets/symmetric.ini)"
if [ "$record" = --record ]; then
	cp "$dir/counts.tsv" "$table"
fi
