/* The style table.
 *
 * A row gives, for each theme, the colour on 256 colours, the one on 8 or 16
 * (8..15 falls back to bold on 8), and attributes. Curves have none where there
 * are colours enough: every change of attribute is sent, and costs more bytes
 * than one of colour. Monochrome gives attributes alone. Dark blue is used
 * nowhere: it cannot be read on black. */
#include "ui/style.h"

#include <string.h>

#define B STYLE_BOLD
#define D STYLE_DIM
#define R STYLE_REVERSE
#define U STYLE_UNDERLINE

struct look {
	short many, few; /* foreground with 256 colours, with 8 or 16; -1: the terminal's */
	unsigned char attr;
};

struct row {
	struct look look[THEMES];
};

static const struct theme_info {
	const char *name;
	short ground_many, ground_few; /* background; -1: the terminal's */
	short text_many, text_few;     /* foreground of what has none of its own */
} theme_table[THEMES] = {
	[THEME_DEFAULT] = {"default", -1, -1, -1, -1},
	[THEME_CONTRAST] = {"contrast", 16, 0, 231, 15},
	[THEME_LIGHT] = {"light", 231, 7, 16, 0},
	[THEME_COLOUR_BLIND] = {"colour-blind", -1, -1, -1, -1},
	[THEME_MONO] = {"mono", -1, -1, -1, -1},
};

#define N {-1, -1, 0}

/* clang-format off */
static const struct row table[INKS] = {
	/*                       default       contrast       light          colour-blind   mono */
	[INK_TEXT]        = {{ N,             N,             N,             N,             N }},
	[INK_DIM]         = {{ {245, -1, 0},  {250, 7, 0},   {241, 0, 0},   {245, -1, 0},  N }},
	[INK_TITLE]       = {{ {-1, -1, B},   {-1, -1, B},   {-1, -1, B},   {-1, -1, B},   {0, 0, B} }},
	[INK_HEADING]     = {{ {-1, -1, B},   {231, 15, B},  {-1, -1, B},   {-1, -1, B},   {0, 0, B} }},
	[INK_CURSOR]      = {{ {-1, -1, R},   {226, 11, R},  {-1, -1, R},   {-1, -1, R},   {0, 0, R} }},
	[INK_VALUE]       = {{ N,             {231, 15, B},  N,             N,             N }},
	[INK_CHANGED]     = {{ {-1, -1, B},   {226, 11, B},  {-1, -1, B},   {-1, -1, B},   {0, 0, B} }},
	[INK_AXIS]        = {{ {245, -1, 0},  {255, 15, 0},  {243, 0, 0},   {245, -1, 0},  N }},
	[INK_LABEL]       = {{ N,             {255, 15, 0},  N,             N,             N }},
	[INK_GENERALIST]  = {{ {6, 6, 0},     {51, 14, B},   {25, 6, B},    {74, 6, 0},    {0, 0, B} }},
	[INK_SPECIALIST]  = {{ {208, 3, 0},   {226, 11, B},  {130, 5, B},   {214, 3, 0},   N }},
	[INK_SPECIALIST2] = {{ {170, 5, 0},   {213, 13, B},  {90, 5, 0},    {175, 5, 0},   N }},
	[INK_SPECIALIST3] = {{ {142, 11, 0},  {154, 10, B},  {58, 2, 0},    {227, 11, 0},  N }},
	[INK_SPECIALIST4] = {{ {80, 14, 0},   {255, 15, 0},  {23, 6, 0},    {166, 1, 0},   N }},
	[INK_JOINT]       = {{ {245, -1, 0},  {250, 7, 0},   {240, 0, 0},   {36, 2, 0},    N }},
	[INK_PARETO]      = {{ {-1, -1, B},   {231, 15, B},  {16, 0, B},    {-1, -1, B},   {0, 0, B} }},
	[INK_DOMINATED]   = {{ {243, -1, 0},  {247, 7, 0},   {245, 0, 0},   {243, -1, 0},  N }},
	[INK_SOLUTION]    = {{ {220, 3, B},   {226, 11, B},  {94, 1, B},    {227, 3, B},   {0, 0, B} }},
	[INK_PRESENT]     = {{ {-1, -1, B},   {231, 15, B},  {-1, -1, B},   {-1, -1, B},   {0, 0, B} }},
	[INK_GHOST]       = {{ {242, -1, 0},  {246, 7, 0},   {248, 0, 0},   {242, -1, 0},  N }},
	[INK_GOOD]        = {{ {6, 6, 0},     {51, 14, B},   {25, 6, B},    {74, 6, 0},    {0, 0, B} }},
	[INK_WARNING]     = {{ {214, 3, B},   {226, 11, B},  {130, 5, B},   {214, 3, B},   {0, 0, B} }},
	[INK_ERROR]       = {{ {203, 1, B},   {231, 15, B|R},{124, 1, B},   {208, 1, B},   {0, 0, B|R} }},
	[INK_KEY]         = {{ {-1, -1, B},   {226, 11, B},  {-1, -1, B},   {-1, -1, B},   {0, 0, B} }},
	[INK_STATUS]      = {{ N,             {231, 15, 0},  N,             N,             N }},
	[INK_SHADE0]      = {{ {240, -1, 0},  {244, 7, 0},   {250, 3, 0},   {240, -1, 0},  N }},
	[INK_SHADE1]      = {{ {60, 5, 0},    {105, 13, 0},  {153, 6, 0},   {60, 5, 0},    N }},
	[INK_SHADE2]      = {{ {67, 6, 0},    {75, 14, 0},   {110, 6, 0},   {67, 6, 0},    N }},
	[INK_SHADE3]      = {{ {73, 6, 0},    {80, 14, 0},   {67, 6, 0},    {73, 6, 0},    N }},
	[INK_SHADE4]      = {{ {108, 6, B},   {121, 14, B},  {31, 6, B},    {109, 6, B},   N }},
	[INK_SHADE5]      = {{ {149, 3, 0},   {191, 11, 0},  {24, 5, 0},    {144, 3, 0},   N }},
	[INK_SHADE6]      = {{ {185, 3, B},   {227, 11, B},  {23, 5, B},    {179, 3, B},   {0, 0, B} }},
	[INK_SHADE7]      = {{ {229, 7, B},   {231, 15, B},  {16, 0, B},    {229, 7, B},   {0, 0, B} }},
};
/* clang-format on */

const char *style_theme_name(enum theme theme)
{
	return theme_table[theme].name;
}

int style_theme_find(const char *name)
{
	for (int i = 0; i < THEMES; i++)
		if (!strcmp(theme_table[i].name, name))
			return i;
	return -1;
}

/* Colours 8..15 on a terminal with eight: the dark one, bold. */
static int fold(int color, int colors, unsigned *attr)
{
	if (color < 8 || colors > 8)
		return color;
	*attr |= STYLE_BOLD;
	return color - 8;
}

struct style style_get(enum theme theme, enum ink ink, int colors)
{
	const struct theme_info *info = &theme_table[theme];
	const struct look *look = &table[ink].look[theme];
	struct style style = {-1, -1, look->attr};

	if (theme == THEME_MONO || colors < 8) {
		style.attr = table[ink].look[THEME_MONO].attr;
		return style;
	}
	if (colors >= 256) {
		style.fg = look->many >= 0 ? look->many : info->text_many;
		style.bg = info->ground_many;
	} else {
		style.fg = fold(look->few >= 0 ? look->few : info->text_few, colors, &style.attr);
		style.bg = fold(info->ground_few, colors, &style.attr);
	}
	return style;
}
