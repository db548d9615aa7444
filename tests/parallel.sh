#!/bin/sh
# A sweep spread by GNU parallel is, byte for byte, the sweep of one process:
# shards run in any order, by several jobs, and --keep-order joins them.
# Across machines the same line takes --sshlogin; here the machine is this one.
# Usage: sh tests/parallel.sh HAGGLE. Exit status: 0, 1, or 77: no GNU parallel.
set -eu
haggle=$1
case $(parallel --version 2>/dev/null || :) in
'GNU parallel '*) ;;
*) echo 'skipped: there is no GNU parallel'; exit 77 ;;
esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# parallel keeps state under $HOME; this one goes away again.
HOME=$dir
PARALLEL_HOME=$dir/parallel
export HOME PARALLEL_HOME
mkdir -p "$PARALLEL_HOME"
: >"$PARALLEL_HOME/will-cite"

sweep() {
	shards=$1
	shift
	"$haggle" sweep --jobs=1 "$@" presets/symmetric.ini >"$dir/whole"
	# The documented line.
	parallel --no-notice --keep-order --jobs 2 "$haggle" sweep --jobs=1 --shard={}/"$shards" "$@" \
		presets/symmetric.ini ::: $(seq "$shards") >"$dir/joined"
	cmp "$dir/whole" "$dir/joined"
	rows=$(wc -l <"$dir/whole")
	echo "$shards shards, $rows lines: the same bytes"
	[ "$rows" -eq "$expected" ]
}
expected=601 # a header in shard 1 and nowhere else
sweep 7 --vary generalist.cost.scale=0.5:4:20 --vary medicine.cost.scale=.5:4:30:log
expected=12 # more shards than rows: some are empty
sweep 16 --vary generalist.cost.scale=0.5:4:11
