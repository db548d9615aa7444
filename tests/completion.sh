#!/usr/bin/env bash
# What haggle --completion=bash prints completes: commands, every option that
# --help knows, the words an option takes, presets and scenario files, also in directories
# with blanks in their names; what it prints for zsh and fish, as far as those are there.
# Usage: bash tests/completion.sh HAGGLE. Exit status: 0, 1, or 77: no bash.
set -u
program=$1
export HAGGLE_PRESETS=presets
failed=0

haggle() {
	"$program" "$@"
}
# Only readline's own completion may call it.
compopt() {
	:
}
eval "$("$program" --completion=bash)" || exit 1
[[ $(complete -p haggle) == *'-F _haggle'* ]] || { echo 'not registered'; exit 1; }

# Completes the last of the words; as readline does, --view=x is three of them.
offers() {
	COMP_WORDS=(haggle "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_haggle
	printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' '
}
expect() {
	local wanted=$1
	shift
	local got
	got=" $(offers "$@")"
	for word in $wanted; do
		[[ $got == *" $word "* ]] || { echo "haggle $* does not offer $word:$got"; failed=1; }
	done
}
refuse() {
	local wrong=$1
	shift
	[[ " $(offers "$@")" != *" $wrong "* ]] || { echo "haggle $* offers $wrong"; failed=1; }
}

expect 'solve sweep squeeze symmetric' s
expect 'plot presets' p
refuse 'plot' s
expect 'squeeze symmetric' solve s
refuse 'solve' solve s
expect 'generalist.outside=' solve --set gen
expect 'nash' --set = bargain = na
expect 'nash' --set bargain = na
expect 'generalist.cost.scale=' sweep --vary = generalist.cost.sc
expect 'json' solve -f ''
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
mkdir "$directory/sp ace"
: >"$directory/sp ace/a b.ini"
[ "$(offers check "$directory/sp")" = "$directory/sp ace " ] || { echo 'a directory'; failed=1; }
for typed in "$directory/sp ace/a" "$directory/sp\\ ace/a" "'$directory/sp ace/a"; do
	[ "$(offers check "$typed")" = "$directory/sp ace/a b.ini " ] ||
		{ echo "$typed: $(offers check "$typed")"; failed=1; }
done
options=$("$program" --help | grep -oE '^ .{5}--[a-z][a-z-]*=?' | grep -oE -- '--[a-z][a-z-]*=?')
[ "$(echo "$options" | wc -l)" -ge 15 ] || { echo "--help lists few options: $options"; failed=1; }
expect "$options" -
expect '--version' --v
refuse '--help' --v
expect 'overview map statics' --view =
expect 'map' --view = m
refuse 'overview' --view = m
expect 'json' solve --format = j
expect 'presets/flip.ini' check presets/f
refuse 'README.md' check R

zsh=$(command -v zsh || :)
if [ -n "$zsh" ]; then
	"$program" --completion=zsh | "$zsh" -n /dev/stdin || { echo 'zsh cannot read it'; failed=1; }
fi
fish=$(command -v fish || :)
if [ -n "$fish" ]; then
	"$program" --completion=fish >"$directory/haggle.fish"
	ln -s "$(realpath "$program")" "$directory/haggle"
	got=$(PATH=$directory:$PATH HOME=$directory "$fish" --no-config -c \
		"source $directory/haggle.fish; complete -C 'haggle solve --set=bargain=na'")
	[ "$got" = --set=bargain=nash ] || { echo "fish: $got"; failed=1; }
fi
"$program" --completion=zsh | head -n 1 | grep -qx '#compdef haggle' || { echo 'no #compdef'; failed=1; }
exit $failed
