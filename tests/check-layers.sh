#!/bin/sh
# Holds the includes to the rule of the house: a layer includes itself and the
# layers below it, never one above; curses is included by the terminal's alone.
# Run from the top of the tree. Prints each breach, exits 1 if there is one.
set -u
layers='base model solver game bargain room view ui'
breaches=0

breach() {
	echo "$1" >&2
	breaches=$((breaches + 1))
}

# Prints what $1 includes, as "LINE:HEADER" for "..." and <...> alike.
includes() {
	sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*["<]\([^">]*\)[">].*/\1/p' "$1"
}

above=$layers
for layer in $layers; do
	above=${above#"$layer"}
	above=${above# }
	for file in include/"$layer"/*.h src/"$layer"/*.c src/"$layer"/*.h; do
		[ -f "$file" ] || continue
		for header in $(includes "$file"); do
			for upper in $above; do
				case $header in
				"$upper"/* | *"../$upper/"*)
					breach "$file: layer $layer includes $header" ;;
				esac
			done
		done
	done
done

files=0
for file in src/*.c src/*/*.c src/*/*.h include/*/*.h; do
	[ -f "$file" ] || continue
	files=$((files + 1))
	for header in $(includes "$file"); do
		case $header in
		*curses*.h | term.h | *panel.h)
			case $file:$header in
			src/ui/term.c:* | src/ui/term_*:* | *:view/panel.h) ;;
			*) breach "$file: includes $header, which belongs to src/ui/term*.c" ;;
			esac ;;
		esac
	done
done

# A decimal comma must enter no file and no screen: the locale is for characters.
for file in src/*.c src/*/*.c; do
	[ -f "$file" ] || continue
	for call in $(grep -o 'setlocale *([^)]*)' "$file" | tr -d ' '); do
		case $file:$call in
		'src/ui/term.c:setlocale(LC_CTYPE,"")') ;;
		*) breach "$file: calls $call" ;;
		esac
	done
done

[ "$files" -gt 0 ] || breach 'check-layers: no source files here'
[ "$breaches" -eq 0 ] || exit 1
echo "layers: $files files keep to their layers"
