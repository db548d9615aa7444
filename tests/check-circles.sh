#!/bin/sh
# No file needs another that needs it, however many lie between: told from the
# symbols of the object files. Two or more that are one thing in several files
# count as one, and are named here. Usage: sh tests/check-circles.sh DIRECTORY,
# of objects built without instruments. Prints each circle, exits 1 if there is one.
set -u
directory=$1
objects=$(find "$directory" -name '*.o' | LC_ALL=C sort)
[ -n "$objects" ] || { echo "check-circles: no objects in $directory" >&2; exit 2; }

# shellcheck disable=SC2086 # a list of names without blanks
pairs=$(nm -gA $objects | awk -v top="$directory/" '
function thing(file) {
	file = substr(file, length(top) + 1)
	sub(/\.o$/, "", file)
	for (i = 1; i <= ones; i++)
		if (file ~ one[i])
			return name[i]
	return file
}
function together(what, files) {
	ones++
	name[ones] = what
	one[ones] = "^(" files ")$"
}
BEGIN {
	# Parameters: the table, and what finds, reads and writes by it.
	together("model/param*", "model/param(_find|_formula|_table)?")
	# A scenario is written anew, or what differs in its text is.
	together("model/scenario_*", "model/scenario_(write|amend)")
	# The explorer: a key may lead from everywhere to everywhere.
	together("ui/state", "ui/(action|bargain|bookmark|browser|choice|command|config|cursor|edit|" \
		"explorer_state|film|frame|help|hint|lesson|list|note|options|pin|pipeline|prompt|" \
		"range|read(_move)?|reload|role_(say|told|words)|save|structure|studies|undo|view_keys)")
}
{
	split($1, at, ":")
	file = at[1]
	symbol = $NF
	if ($(NF - 1) == "U") {
		needs++
		by[needs] = thing(file)
		what[needs] = symbol
	} else {
		home[symbol] = thing(file)
	}
}
END {
	for (i = 1; i <= needs; i++)
		if (what[i] in home && home[what[i]] != by[i])
			print by[i], home[what[i]]
}' | LC_ALL=C sort -u)

circles=$(echo "$pairs" | LC_ALL=C tsort 2>&1 >/dev/null | sed 's/^tsort: -: input contains a loop:$/circle:/; s/^tsort: /	/')
[ -z "$circles" ] || { echo "$circles" >&2; exit 1; }
echo "circles: none among $(echo "$objects" | wc -l) files"
