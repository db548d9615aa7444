#!/bin/sh
# The library never prints, never ends the program, starts none, and keeps no
# state of its own: told from its symbols, so that no macro hides any of it.
# Usage: sh tests/check-library.sh LIBRARY, of a build without instruments.
set -u
library=$1
symbols=$(nm -u "$library") || exit 2
wrong=0

for call in $(echo "$symbols" | awk 'NF == 2 { print $2 }' | sort -u); do
	case ${call#__} in
	printf | printf_chk | vprintf | vprintf_chk | puts | putchar | perror | stdout | stderr | \
	exit | _exit | abort | system | popen | fork | execv* | setlocale | signal | sigaction | \
	initscr | newterm | getch | wgetch | stdscr | rand | atoi | atof | strtok)
		echo "$library calls $call" >&2
		wrong=1 ;;
	esac
done

# Writable data, but for what the loader writes once (.data.rel.ro).
state=$(objdump -t "$library" | awk 'NF >= 5 && $NF !~ /^\./ && $(NF - 2) ~ /^(\.data|\.bss|\*COM\*)$/ {
	print $NF }')
for name in $state; do
	echo "$library keeps state: $name" >&2
	wrong=1
done
[ "$wrong" -eq 0 ] && echo 'library: prints nothing, ends nothing, keeps no state'
exit "$wrong"
