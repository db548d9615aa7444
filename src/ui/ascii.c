/* ASCII stand-ins. */
#include "ui/glyph.h"

#include <stddef.h>

static const struct {
	uint32_t from, to;
	char ascii;
} table[] = {
	{0x00a0, 0x00a0, ' '}, /* no-break space */
	{0x00b7, 0x00b7, '.'}, /* middle dot */
	{0x00d7, 0x00d7, 'x'}, /* times */
	{0x03b1, 0x03b1, 'a'}, /* alpha */
	{0x03b4, 0x03b4, 'd'}, /* delta */
	{0x0394, 0x0394, 'D'}, /* Delta */
	{0x2010, 0x2015, '-'}, /* dashes */
	{0x2018, 0x2019, '\''}, /* quotation marks */
	{0x201c, 0x201d, '"'},
	{0x2022, 0x2022, '*'}, /* bullet */
	{0x2026, 0x2026, '.'}, /* ellipsis */
	{0x2190, 0x2190, '<'}, /* arrows */
	{0x2191, 0x2191, '^'},
	{0x2192, 0x2192, '>'},
	{0x2193, 0x2193, 'v'},
	{0x2212, 0x2212, '-'}, /* minus */
	{0x2500, 0x2501, '-'}, /* lines */
	{0x2502, 0x2503, '|'},
	{0x2504, 0x2505, '-'},
	{0x2506, 0x2507, '|'},
	{0x2508, 0x2509, '-'},
	{0x250a, 0x250b, '|'},
	{0x250c, 0x254b, '+'},
	{0x254c, 0x254d, '-'},
	{0x254e, 0x254f, '|'},
	{0x2550, 0x2550, '='},
	{0x2551, 0x2551, '|'},
	{0x2552, 0x2573, '+'},
	{0x2574, 0x2574, '-'},
	{0x2576, 0x2576, '-'},
	{0x2575, 0x2575, '|'},
	{0x2577, 0x257f, '|'},
	{0x2580, 0x2590, '#'}, /* blocks */
	{0x2591, 0x2591, '.'}, /* shades */
	{0x2592, 0x2592, ':'},
	{0x2593, 0x2593, '#'},
	{0x2594, 0x259f, '#'},
	{0x25a0, 0x25ff, 'o'}, /* shapes */
};

static char braille(uint32_t dots)
{
	static const char by_count[] = " ..::oo##";
	int count = 0;

	for (uint32_t d = dots; d; d &= d - 1)
		count++;
	return by_count[count];
}

char ascii_for(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7f)
		return (char)cp;
	if (cp >= 0x2800 && cp <= 0x28ff)
		return braille(cp - 0x2800);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (cp >= table[i].from && cp <= table[i].to)
			return table[i].ascii;
	return '?';
}
