/* The style table.
 *
 * A row gives, for each palette, the colour among 256, the one among 16 (of which
 * 8..15 are bold ones on a terminal with 8), and attributes. What has no colour among
 * the few looks as it does without any: on a ground that nobody knows, only some of the
 * 256 can be seen for certain. Bold is for dark grounds alone: many terminals make it a
 * brighter colour, PuTTY even of the text's own, which then is white on white, or grey in
 * reverse. Curves have no attributes where there are
 * colours: every change of attribute is sent, and costs more bytes than one of colour.
 * tests/test_style.c computes how all of them stand out from their grounds. */
#include "ui/style.h"

#include <string.h>

#define B STYLE_BOLD
#define R STYLE_REVERSE
#define U STYLE_UNDERLINE

#define OWN (-1)  /* the terminal's */
#define NONE (-2) /* as on a terminal without colours */

/* What a scheme comes to on a ground. */
enum palette {
	PALETTE_UNKNOWN, /* for any ground */
	PALETTE_DARK,
	PALETTE_LIGHT,
	PALETTE_SAFE_DARK,
	PALETTE_SAFE_LIGHT,
	PALETTE_BLACK, /* sets its ground */
	PALETTE_WHITE,
	PALETTE_MONO,
	PALETTES
};

struct look {
	short many, few; /* foreground with 256 colours, with 8 or 16 */
	unsigned char attr;
	short ground;    /* background with 256 colours; OWN: the palette's */
};

struct row {
	struct look look[PALETTES];
};

static const struct {
	const char *name;
	enum palette on[3]; /* by enum ground */
} schemes[SCHEMES] = {
	[SCHEME_AUTO] = {"auto", {PALETTE_UNKNOWN, PALETTE_DARK, PALETTE_LIGHT}},
	[SCHEME_DARK] = {"dark", {PALETTE_DARK, PALETTE_DARK, PALETTE_DARK}},
	[SCHEME_LIGHT] = {"light", {PALETTE_LIGHT, PALETTE_LIGHT, PALETTE_LIGHT}},
	[SCHEME_CONTRAST] = {"contrast", {PALETTE_BLACK, PALETTE_BLACK, PALETTE_WHITE}},
	[SCHEME_SAFE] = {"safe", {PALETTE_UNKNOWN, PALETTE_SAFE_DARK, PALETTE_SAFE_LIGHT}},
	[SCHEME_PROJECTOR] = {"projector", {PALETTE_BLACK, PALETTE_BLACK, PALETTE_WHITE}},
	[SCHEME_MONO] = {"mono", {PALETTE_MONO, PALETTE_MONO, PALETTE_MONO}},
};

/* What has no colour of its own: foreground and background. */
static const struct {
	short text_many, ground_many, text_few, ground_few;
} grounds[PALETTES] = {
	[PALETTE_UNKNOWN] = {OWN, OWN, OWN, OWN},
	[PALETTE_DARK] = {OWN, OWN, OWN, OWN},
	[PALETTE_LIGHT] = {OWN, OWN, OWN, OWN},
	[PALETTE_SAFE_DARK] = {OWN, OWN, OWN, OWN},
	[PALETTE_SAFE_LIGHT] = {OWN, OWN, OWN, OWN},
	[PALETTE_BLACK] = {231, 16, 15, 0},
	[PALETTE_WHITE] = {16, 231, 0, 15},
	[PALETTE_MONO] = {OWN, OWN, OWN, OWN},
};

/* A colour among 256, one among 16, attributes; an attribute alone. */
#define C(many, few, attr) {many, few, attr, OWN}
#define A(attr) {OWN, OWN, attr, OWN}

/* The palettes in order; the safe ones differ in the players alone. */
#define ROW(unknown, dark, light, black, white, mono) \
	{{unknown, dark, light, dark, light, black, white, mono}}
#define PLAYER(unknown, dark, light, safe_dark, safe_light, black, white, mono) \
	{{unknown, dark, light, safe_dark, safe_light, black, white, mono}}
/* A cell of a map, with a ground of its own wherever there are colours enough. */
#define CLASS(fg, bg, mono) \
	{{{fg, NONE, 0, bg}, {fg, NONE, 0, bg}, {fg, NONE, 0, bg}, {fg, NONE, 0, bg}, \
		{fg, NONE, 0, bg}, {fg, NONE, 0, bg}, {fg, NONE, 0, bg}, A(mono)}}

/* clang-format off */
static const struct row table[INKS] = {
	/*                       unknown           dark              light             black             white             mono */
	[INK_TEXT]        = ROW(C(OWN, NONE, 0),  A(0),             C(OWN, 0, 0),     C(231, 15, 0),    C(16, 0, 0),      A(0)),
	[INK_DIM]         = ROW(C(OWN, NONE, 0),  C(248, 7, 0),     C(239, 0, 0),     C(248, 15, 0),    C(239, 0, 0),     A(0)),
	[INK_TITLE]       = ROW(A(R),             A(R),             A(R),             C(231, 15, R),    C(16, 0, R),      A(R)),
	[INK_TAB]         = ROW(A(U | R),         A(U | R),         A(U | R),         C(231, 15, U | R), C(16, 0, U | R), A(U | R)),
	[INK_HEADING]     = ROW(A(U),             A(B),             C(18, 4, 0),      C(231, 15, B),    C(16, 0, 0),      A(U)),
	[INK_CURSOR]      = ROW(A(R),             A(R),             A(R),             C(226, 15, R),    C(18, 0, R),      A(R)),
	[INK_VALUE]       = ROW(C(OWN, NONE, 0),  A(0),             C(OWN, 0, 0),     C(231, 15, 0),    C(16, 0, 0),      A(0)),
	[INK_CHANGED]     = ROW(A(R),             C(228, 15, B),    C(18, 4, 0),      C(226, 15, B),    C(18, NONE, 0),   A(R)),
	[INK_AXIS]        = ROW(C(244, NONE, 0),  C(248, 7, 0),     C(239, 0, 0),     C(248, 15, 0),    C(239, 0, 0),     A(0)),
	[INK_LABEL]       = ROW(C(OWN, NONE, 0),  A(0),             C(OWN, 0, 0),     C(231, 15, 0),    C(16, 0, 0),      A(0)),
	[INK_JOINT]       = ROW(C(244, NONE, 0),  C(250, 7, 0),     C(238, 0, 0),     C(250, 15, 0),    C(238, 0, 0),     A(0)),
	[INK_PARETO]      = ROW(A(0),             A(B),             C(16, 0, 0),      C(231, 15, B),    C(16, 0, 0),      A(0)),
	[INK_DOMINATED]   = ROW(C(244, NONE, 0),  C(246, 7, 0),     C(241, 0, 0),     C(246, 15, 0),    C(241, 0, 0),     A(0)),
	[INK_SOLUTION]    = ROW(A(U),             C(228, 15, 0),    C(18, 4, 0),      C(226, 15, 0),    C(18, 0, 0),      A(U)),
	[INK_PRESENT]     = ROW(A(U),             A(B),             C(16, 0, 0),      C(231, 15, B),    C(16, 0, 0),      A(U)),
	[INK_GHOST]       = ROW(C(244, NONE, 0),  C(246, 7, 0),     C(241, 0, 0),     C(246, 15, 0),    C(241, 0, 0),     A(0)),
	[INK_GOOD]        = ROW(A(U),             C(120, 10, 0),    C(22, 4, 0),      C(120, 15, 0),    C(22, 0, 0),      A(U)),
	[INK_WARNING]     = ROW(A(U),             C(221, 11, 0),    C(88, 1, 0),      C(221, 15, 0),    C(88, 0, 0),      A(U)),
	[INK_ERROR]       = ROW(A(R),             C(217, NONE, 0),  C(124, NONE, 0),  C(217, NONE, 0),  C(124, NONE, 0),  A(R)),
	[INK_KEY]         = ROW(A(U),             A(B),             C(18, 4, 0),      C(226, 15, B),    C(18, 0, 0),      A(U)),
	[INK_STATUS]      = ROW(C(OWN, NONE, 0),  A(0),             C(OWN, 0, 0),     C(231, 15, 0),    C(16, 0, 0),      A(0)),
	/*                          unknown           dark              light         safe: dark        light         black             white         mono */
	[INK_GENERALIST]  = PLAYER(C(31, NONE, 0),   C(81, 14, 0),     C(24, 4, 0),  C(117, 14, 0),    C(25, 4, 0),  C(51, 15, 0),     C(22, 0, 0),  A(0)),
	[INK_SPECIALIST]  = PLAYER(C(166, NONE, 0),  C(215, 11, 0),    C(88, 1, 0),  C(214, 11, 0),    C(94, 1, 0),  C(214, 15, 0),    C(88, 0, 0),  A(0)),
	[INK_SPECIALIST2] = PLAYER(C(134, NONE, 0),  C(219, 13, 0),    C(90, 5, 0),  C(219, 13, 0),    C(89, 5, 0),  C(118, 15, 0),    C(53, 0, 0),  A(0)),
	[INK_SPECIALIST3] = PLAYER(C(65, NONE, 0),   C(156, 10, 0),    C(22, 0, 0),  C(229, 10, 0),    C(23, 0, 0),  C(207, 15, 0),    C(58, 0, 0),  A(0)),
	[INK_SPECIALIST4] = PLAYER(C(100, NONE, 0),  C(147, 15, 0),    C(94, 0, 0),  C(79, 15, 0),     C(52, 0, 0),  C(147, 15, 0),    C(24, 0, 0),  A(0)),
	[INK_SHADE0]      = CLASS(231, 17, 0),
	[INK_SHADE1]      = CLASS(231, 19, R),
	[INK_SHADE2]      = CLASS(231, 24, 0),
	[INK_SHADE3]      = CLASS(16, 30, R),
	[INK_SHADE4]      = CLASS(16, 36, 0),
	[INK_SHADE5]      = CLASS(16, 114, R),
	[INK_SHADE6]      = CLASS(16, 230, 0),
};
/* clang-format on */

const char *style_scheme_name(enum scheme scheme)
{
	return schemes[scheme].name;
}

int style_scheme_find(const char *name)
{
	for (int i = 0; i < SCHEMES; i++)
		if (!strcmp(schemes[i].name, name))
			return i;
	return -1;
}

/* A place in the palette of 256 as red, green and blue: a cube of six levels a
 * side, then greys. */
static int direct(int color)
{
	static const int level[] = {0, 95, 135, 175, 215, 255};
	int cube = color - 16, grey = 8 + 10 * (color - 232);

	if (color < 0)
		return color;
	if (color >= 232)
		return grey << 16 | grey << 8 | grey;
	if (cube == 0)
		return 16; /* black: what is less may be one of the terminal's own */
	return level[cube / 36] << 16 | level[cube / 6 % 6] << 8 | level[cube % 6];
}

/* Colours 8..15 on a terminal with eight: the dark ones. */
static int fold(int color, int colors)
{
	return color >= 8 && colors <= 8 ? color - 8 : color;
}

static struct style style_of_many(enum palette p, const struct look *look, int colors)
{
	struct style style = {look->many >= 0 ? look->many : grounds[p].text_many,
		look->ground >= 0 ? look->ground : grounds[p].ground_many, look->attr};

	if (colors == STYLE_DIRECT) {
		style.fg = direct(style.fg);
		style.bg = direct(style.bg);
	}
	return style;
}

static struct style style_of_few(enum palette p, const struct look *look, int colors)
{
	int fg = look->few >= 0 ? look->few : grounds[p].text_few;
	unsigned bold = fg >= 8 && colors <= 8 ? STYLE_BOLD : 0;

	return (struct style){fold(fg, colors), fold(grounds[p].ground_few, colors),
		look->attr | bold};
}

struct style style_get(enum scheme scheme, enum ground ground, enum ink ink, int colors)
{
	enum palette p = colors < 8 ? PALETTE_MONO : schemes[scheme].on[ground];
	const struct look *look = &table[ink].look[p];

	if (colors >= 256)
		return style_of_many(p, look, colors);
	return style_of_few(p, look->few == NONE ? &table[ink].look[PALETTE_MONO] : look, colors);
}
