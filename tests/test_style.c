/* Colours: what stands out from what, as WCAG 2 measures it, over the grounds that
 * terminals have and with the palettes that they come with. */
#include "ui/style.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT_LEAST 4.5
#define MARK_LEAST 3.0
#define CLASSES 7

/* ---- contrast --------------------------------------------------------------- */

static double linear(unsigned byte)
{
	double c = byte / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned rgb)
{
	return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255)
		+ 0.0722 * linear(rgb & 255);
}

static double contrast(unsigned a, unsigned b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static void test_contrast(void)
{
	CU_ASSERT_DOUBLE_EQUAL(contrast(0x000000, 0xffffff), 21, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(contrast(0x777777, 0xffffff), 4.48, 0.005);
	CU_ASSERT_EQUAL(contrast(0x123456, 0x123456), 1);
}

/* ---- what terminals make of numbers ------------------------------------------ */

static const unsigned dark_grounds[] = {0x000000, 0x1e1e1e, 0x002b36, 0x2e3436, 0x300a24};
static const unsigned light_grounds[] = {0xffffff, 0xfdf6e3, 0xeeeeee, 0xe5e5e5};

#define DARKS (sizeof dark_grounds / sizeof dark_grounds[0])
#define LIGHTS (sizeof light_grounds / sizeof light_grounds[0])

/* The first sixteen. */
static const struct {
	const char *name;
	unsigned rgb[16];
} palettes[] = {
	{"xterm", {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff}},
	{"VGA", {0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
		0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff}},
	{"PuTTY", {0x000000, 0xbb0000, 0x00bb00, 0xbbbb00, 0x0000bb, 0xbb00bb, 0x00bbbb, 0xbbbbbb,
		0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff}},
	{"Tango", {0x2e3436, 0xcc0000, 0x4e9a06, 0xc4a000, 0x3465a4, 0x75507b, 0x06989a, 0xd3d7cf,
		0x555753, 0xef2929, 0x8ae234, 0xfce94f, 0x729fcf, 0xad7fa8, 0x34e2e2, 0xeeeeec}},
	{"macOS", {0x000000, 0x990000, 0x00a600, 0x999900, 0x0000b2, 0xb200b2, 0x00a6b2, 0xbfbfbf,
		0x666666, 0xe50000, 0x00d900, 0xe5e500, 0x0000ff, 0xe500e5, 0x00e5e5, 0xe5e5e5}},
};

#define PALETTES (sizeof palettes / sizeof palettes[0])

/* xterm's 256 from 16 up: its cube and its greys. */
static unsigned indexed(int i)
{
	unsigned part[3], n = (unsigned)i - 16;

	if (i >= 232)
		return 0x010101u * (8 + 10 * ((unsigned)i - 232));
	for (int k = 2; k >= 0; k--, n /= 6)
		part[k] = n % 6 ? 55 + 40 * (n % 6) : 0;
	return part[0] << 16 | part[1] << 8 | part[2];
}

/* A scheme where it is used: on such a ground, with so many colours, of this palette. */
struct scene {
	enum scheme scheme;
	enum ground known;
	int colors;
	unsigned ground, text; /* the terminal's own */
	const unsigned *palette;
};

static unsigned seen(const struct scene *s, int number, unsigned own)
{
	return number < 0 ? own : s->colors == STYLE_DIRECT ? (unsigned)number
		: number < 16 ? s->palette[number] : indexed(number);
}

/* The contrast within a cell of that ink; bright: where bold makes one of eight colours
 * one of the other eight. */
static double contrast_of(const struct scene *s, enum ink ink, bool bright)
{
	struct style style = style_get(s->scheme, s->known, ink, s->colors);

	if (bright && (style.attr & STYLE_BOLD) && style.fg >= 0 && style.fg < 8)
		style.fg += 8;
	return contrast(seen(s, style.fg, s->text), seen(s, style.bg, s->ground));
}

/* Curves and what is secondary in a plot: seen, not read. */
static bool is_mark(enum ink ink)
{
	return (ink >= INK_GENERALIST && ink <= INK_SPECIALIST4) || ink == INK_JOINT
		|| ink == INK_AXIS || ink == INK_GHOST || ink == INK_DOMINATED;
}

/* All inks of a scene; says which one fails. Bold that does not make a colour bright
 * makes it thick. */
static void hold(const struct scene *s, bool players_read)
{
	for (int i = 0; i < INKS; i++) {
		enum ink ink = (enum ink)i;
		bool player = ink >= INK_GENERALIST && ink <= INK_SPECIALIST4;
		bool mark = is_mark(ink) && !(players_read && player);
		double c = contrast_of(s, ink, true), plain = contrast_of(s, ink, false);
		bool ok = c >= (mark ? MARK_LEAST : TEXT_LEAST) && plain >= MARK_LEAST;

		if (!ok)
			fprintf(stderr, "%s, ground %d (%06x), %d colours: ink %d has %.2f, %.2f\n",
				style_scheme_name(s->scheme), s->known, s->ground, s->colors, i, c,
				plain);
		CU_ASSERT_TRUE(ok);
	}
}

/* Text is the terminal's own, which is taken to be as far from its ground as can be. */
static void hold_over(enum scheme scheme, enum ground known, int colors, bool dark)
{
	for (size_t i = 0; i < (dark ? DARKS : LIGHTS); i++)
		hold(&(struct scene){scheme, known, colors,
			dark ? dark_grounds[i] : light_grounds[i], dark ? 0xffffff : 0,
			palettes[0].rgb}, known != GROUND_UNKNOWN);
}

static void test_many_colours(void)
{
	for (int direct = 0; direct < 2; direct++)
		for (int s = 0; s < SCHEMES; s++) {
			enum scheme scheme = (enum scheme)s;
			int colors = direct ? STYLE_DIRECT : 256;

			if (scheme != SCHEME_LIGHT)
				hold_over(scheme, GROUND_DARK, colors, true);
			if (scheme != SCHEME_DARK)
				hold_over(scheme, GROUND_LIGHT, colors, false);
			if (scheme == SCHEME_DARK || scheme == SCHEME_LIGHT)
				continue;
			hold_over(scheme, GROUND_UNKNOWN, colors, true);
			hold_over(scheme, GROUND_UNKNOWN, colors, false);
		}
}

/* Where nobody knows the ground, nothing among the few holds on both. */
static void test_few_colours(void)
{
	for (size_t p = 0; p < PALETTES; p++)
		for (int colors = 8; colors <= 16; colors += 8)
			for (int s = 0; s < SCHEMES; s++)
				for (int g = GROUND_UNKNOWN; g <= GROUND_LIGHT; g++) {
					bool light = s == SCHEME_LIGHT
						|| (g == GROUND_LIGHT && s != SCHEME_DARK);

					hold(&(struct scene){(enum scheme)s, (enum ground)g, colors,
						light ? 0xffffff : 0, light ? 0 : 0xffffff,
						palettes[p].rgb}, false);
				}
}

/* ---- single colours ------------------------------------------------------------ */

static int color_of(enum scheme s, enum ground g, enum ink ink, int colors)
{
	return style_get(s, g, ink, colors).fg;
}

/* The palettes as they were chosen, with the least contrast that was measured then. */
static void test_palettes(void)
{
	static const struct {
		enum scheme scheme;
		enum ground ground;
		int colors, player[5];
		double least[5];
	} want[] = {
		{SCHEME_AUTO, GROUND_DARK, 256, {81, 215, 219, 156, 147}, {7.6, 7.0, 7.7, 10.5, 6.3}},
		{SCHEME_AUTO, GROUND_LIGHT, 256, {24, 88, 90, 22, 94}, {5.6, 8.2, 7.0, 6.3, 4.5}},
		{SCHEME_AUTO, GROUND_UNKNOWN, 256, {31, 166, 134, 65, 100}, {3, 3, 3, 3, 3}},
		{SCHEME_SAFE, GROUND_DARK, 256, {117, 214, 219, 229, 79}, {7.9, 6.9, 7.7, 12.1, 7.1}},
		{SCHEME_SAFE, GROUND_LIGHT, 256, {25, 94, 89, 23, 52}, {5.1, 4.5, 7.6, 5.9, 11.2}},
		{SCHEME_DARK, GROUND_UNKNOWN, 16, {14, 11, 13, 10, 15}, {0}},
		{SCHEME_DARK, GROUND_UNKNOWN, 8, {6, 3, 5, 2, 7}, {0}},
		{SCHEME_LIGHT, GROUND_UNKNOWN, 8, {4, 1, 5, 0, 0}, {0}},
		{SCHEME_PROJECTOR, GROUND_DARK, 256, {51, 214, 118, 207, 147}, {0}},
		{SCHEME_CONTRAST, GROUND_LIGHT, 256, {22, 88, 53, 58, 24}, {0}},
	};

	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
		for (int k = 0; k < 5; k++) {
			int color = color_of(want[i].scheme, want[i].ground,
				(enum ink)(INK_GENERALIST + k), want[i].colors);
			double least = 21;

			CU_ASSERT_EQUAL(color, want[i].player[k]);
			for (size_t d = 0; d < DARKS && want[i].ground != GROUND_LIGHT; d++)
				least = fmin(least, contrast(indexed(color), dark_grounds[d]));
			for (size_t l = 0; l < LIGHTS && want[i].ground != GROUND_DARK; l++)
				least = fmin(least, contrast(indexed(color), light_grounds[l]));
			if (want[i].colors == 256 && want[i].least[k] > 0)
				CU_ASSERT_TRUE(least >= want[i].least[k] - 0.05);
		}
}

/* Bold brightens a colour on many terminals: on a light ground that takes it away. */
static void test_light_is_never_bold(void)
{
	static const struct {
		enum scheme scheme;
		enum ground ground;
	} light[] = {{SCHEME_LIGHT, GROUND_UNKNOWN}, {SCHEME_AUTO, GROUND_LIGHT},
		{SCHEME_SAFE, GROUND_LIGHT}, {SCHEME_CONTRAST, GROUND_LIGHT},
		{SCHEME_PROJECTOR, GROUND_LIGHT}};
	static const int counts[] = {8, 16, 256, STYLE_DIRECT};

	for (size_t i = 0; i < sizeof light / sizeof light[0]; i++)
		for (int c = 0; c < 4; c++)
			for (int k = 0; k < INKS; k++) {
				struct style s = style_get(light[i].scheme, light[i].ground,
					(enum ink)k, counts[c]);

				CU_ASSERT_FALSE((s.attr & STYLE_BOLD) && (s.fg >= 0 || s.bg >= 0));
				/* nor are there bright ones, nor green, yellow and cyan */
				CU_ASSERT_FALSE(counts[c] <= 16
					&& (s.fg == 2 || s.fg == 3 || s.fg == 6 || s.fg > 7));
			}
}

/* Only two schemes set a ground; cells of a map have their own in all. */
static void test_grounds(void)
{
	for (int s = 0; s < SCHEMES; s++)
		for (int g = GROUND_UNKNOWN; g <= GROUND_LIGHT; g++)
			for (int k = 0; k < INKS; k++) {
				bool cell = k >= INK_SHADE0 && k <= INK_SHADE6 && s != SCHEME_MONO;
				bool own = s == SCHEME_CONTRAST || s == SCHEME_PROJECTOR;
				struct style many =
					style_get((enum scheme)s, (enum ground)g, (enum ink)k, 256);
				struct style few =
					style_get((enum scheme)s, (enum ground)g, (enum ink)k, 16);

				CU_ASSERT_EQUAL(many.bg >= 0, own || cell);
				CU_ASSERT_EQUAL(few.bg >= 0, own);
			}
}

/* The classes of a map: figures can be read in each, and each is told from the next. */
static void test_classes(void)
{
	static const int ground[CLASSES] = {17, 19, 24, 30, 36, 114, 230};
	static const double figure[CLASSES] = {18, 13, 7, 4.8, 7.5, 12, 20};

	for (int i = 0; i < CLASSES; i++) {
		struct style s = style_get(SCHEME_AUTO, GROUND_UNKNOWN, (enum ink)(INK_SHADE0 + i), 256);
		struct style few = style_get(SCHEME_DARK, GROUND_DARK, (enum ink)(INK_SHADE0 + i), 8);

		CU_ASSERT_EQUAL(s.bg, ground[i]);
		CU_ASSERT_EQUAL(s.fg, i < 3 ? 231 : 16);
		CU_ASSERT_TRUE(contrast(indexed(s.fg), indexed(s.bg)) > figure[i] - 0.6);
		if (i > 0)
			CU_ASSERT_TRUE(contrast(indexed(ground[i]), indexed(ground[i - 1])) > 1.38);
		CU_ASSERT_EQUAL(few.attr, i % 2 ? STYLE_REVERSE : 0);
	}
}

/* ---- the table as a whole -------------------------------------------------------- */

static bool same(struct style a, struct style b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attr == b.attr;
}

static void test_colours_exist(void)
{
	static const int counts[] = {0, 8, 16, 256, STYLE_DIRECT};

	for (int t = 0; t < SCHEMES; t++)
		for (int c = 0; c < 5; c++)
			for (int i = 0; i < INKS * 3; i++) {
				struct style s = style_get((enum scheme)t, (enum ground)(i % 3),
					(enum ink)(i / 3), counts[c]);

				CU_ASSERT_TRUE(s.fg >= -1 && s.fg < (counts[c] ? counts[c] : 1));
				CU_ASSERT_TRUE(s.bg >= -1 && s.bg < (counts[c] ? counts[c] : 1));
				if (counts[c] == 0 || t == SCHEME_MONO)
					CU_ASSERT_TRUE(s.fg == -1 && s.bg == -1);
				if (counts[c] == STYLE_DIRECT)
					CU_ASSERT_TRUE((s.fg < 0 || s.fg >= 16) && (s.bg < 0 || s.bg >= 16));
				CU_ASSERT_FALSE(s.fg >= 0 && s.fg == s.bg);
			}
}

/* Bold is for grounds known to be dark: PuTTY makes it a brighter colour of the text's own,
 * white where the ground is. */
static void test_no_bold_on_white(void)
{
	static const struct { enum scheme scheme; enum ground ground; } looks[] = {
		{SCHEME_AUTO, GROUND_UNKNOWN}, {SCHEME_AUTO, GROUND_LIGHT},
		{SCHEME_LIGHT, GROUND_UNKNOWN}, {SCHEME_SAFE, GROUND_UNKNOWN},
		{SCHEME_SAFE, GROUND_LIGHT}, {SCHEME_MONO, GROUND_UNKNOWN},
		{SCHEME_CONTRAST, GROUND_LIGHT}};
	static const int counts[] = {0, 8, 16, 256, STYLE_DIRECT};

	for (size_t k = 0; k < sizeof looks / sizeof looks[0]; k++)
		for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
			for (int ink = 0; ink < INKS; ink++)
				CU_ASSERT_FALSE(style_get(looks[k].scheme, looks[k].ground,
					(enum ink)ink, counts[c]).attr & STYLE_BOLD);
}

/* What is told apart by colour is told apart without it as well. */
static void test_without_colour(void)
{
	static const enum ink loud[] = {INK_CURSOR, INK_ERROR, INK_PRESENT, INK_CHANGED, INK_TITLE,
		INK_KEY, INK_WARNING, INK_SOLUTION};

	for (int t = 0; t < SCHEMES; t++)
		for (size_t i = 0; i < sizeof loud / sizeof loud[0]; i++)
			CU_ASSERT_FALSE(
				same(style_get((enum scheme)t, GROUND_DARK, loud[i], 0),
					style_get((enum scheme)t, GROUND_DARK, INK_TEXT, 0)));
}

/* The players' curves have colours of their own where there are enough. */
static void test_players_differ(void)
{
	for (int t = 0; t < SCHEME_MONO; t++)
		for (int g = GROUND_UNKNOWN; g <= GROUND_LIGHT; g++)
			for (int a = INK_GENERALIST; a <= INK_SPECIALIST4; a++)
				for (int b = a + 1; b <= INK_SPECIALIST4; b++)
					CU_ASSERT_NOT_EQUAL(
						color_of((enum scheme)t, (enum ground)g, (enum ink)a, 256),
						color_of((enum scheme)t, (enum ground)g, (enum ink)b, 256));
}

static void test_names(void)
{
	char list[100] = "";

	for (int t = 0; t < SCHEMES; t++) {
		CU_ASSERT_EQUAL(style_scheme_find(style_scheme_name((enum scheme)t)), t);
		snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", t ? " " : "",
			style_scheme_name((enum scheme)t));
	}
	CU_ASSERT_STRING_EQUAL(list, SCHEME_NAME_LIST);
	CU_ASSERT_EQUAL(style_scheme_find("nonsense"), -1);
}

/* ---- the terminal's own ground ---------------------------------------------------- */

static void test_ground_answers(void)
{
	static const struct {
		const char *text;
		long rgb;
	} cases[] = {
		{"rgb:1e1e/1e1e/1e1e", 0x1e1e1e}, {"rgb:ffff/ffff/ffff", 0xffffff},
		{"rgb:ff/80/00", 0xff8000}, {"rgb:f/8/0", 0xff8800}, {"rgb:fff/800/000", 0xff8000},
		{"rgba:2e2e/3434/3636/ffff", 0x2e3436}, {"#2e3436", 0x2e3436}, {"#FFF", 0xffffff},
		{"#ffff80000000", 0xff8000}, {"", -1}, {"?", -1}, {"rgb:", -1}, {"rgb:1/2", -1},
		{"rgb:1/2/3/4", -1}, {"rgba:1/2/3", -1}, {"rgb:12345/0/0", -1}, {"rgb:1/2/3 ", -1},
		{"rgb:g/0/0", -1}, {"#", -1}, {"#12345", -1}, {"#1234567890abcde", -1}, {"white", -1},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CU_ASSERT_EQUAL(ground_parse(cases[i].text), cases[i].rgb);
	for (size_t i = 0; i < DARKS; i++)
		CU_ASSERT_EQUAL(ground_of_color(dark_grounds[i]), GROUND_DARK);
	for (size_t i = 0; i < LIGHTS; i++)
		CU_ASSERT_EQUAL(ground_of_color(light_grounds[i]), GROUND_LIGHT);
	CU_ASSERT_EQUAL(ground_of_color(0x0000ff), GROUND_DARK);
	CU_ASSERT_EQUAL(ground_of_color(0xffff00), GROUND_LIGHT);
}

static void test_ground_usual(void)
{
	CU_ASSERT_EQUAL(ground_usual("0;15", "xterm"), GROUND_LIGHT);
	CU_ASSERT_EQUAL(ground_usual("0;7", "xterm"), GROUND_LIGHT);
	CU_ASSERT_EQUAL(ground_usual("15;0", "xterm"), GROUND_DARK);
	CU_ASSERT_EQUAL(ground_usual("15;default;8", "rxvt"), GROUND_DARK);
	CU_ASSERT_EQUAL(ground_usual("0;default;9", "rxvt"), GROUND_LIGHT);
	CU_ASSERT_EQUAL(ground_usual("0;default", "rxvt"), GROUND_UNKNOWN);
	CU_ASSERT_EQUAL(ground_usual("0;16", "xterm"), GROUND_UNKNOWN);
	CU_ASSERT_EQUAL(ground_usual("15", NULL), GROUND_UNKNOWN);
	CU_ASSERT_EQUAL(ground_usual(NULL, "xterm-256color"), GROUND_UNKNOWN);
	CU_ASSERT_EQUAL(ground_usual(NULL, "linux"), GROUND_DARK);
	CU_ASSERT_EQUAL(ground_usual("", "linux-16color"), GROUND_DARK);
	CU_ASSERT_EQUAL(ground_usual("0;15", "linux"), GROUND_LIGHT);
}

/* It is waited for until it says what it is, and not for longer than 150 ms; what comes
 * before that is given up counts. */
static void test_ground_patience(void)
{
	struct ground_query q = {.rgb = -1};

	CU_ASSERT_EQUAL(ground_left(&q, 1000), 0);
	ground_ask(&q, 1000);
	CU_ASSERT_DOUBLE_EQUAL(ground_left(&q, 1000), 0.150, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(ground_left(&q, 1000.1), 0.050, 1e-9);
	CU_ASSERT_EQUAL(ground_left(&q, 1000.151), 0);
	ground_told(&q, 0xfdf6e3);
	CU_ASSERT_EQUAL(q.rgb, 0xfdf6e3);
	ground_over(&q);
	CU_ASSERT_EQUAL(ground_left(&q, 1000), 0);
	ground_told(&q, 0);
	CU_ASSERT_EQUAL(q.rgb, 0xfdf6e3);
}

void suite_style(void)
{
	CU_pSuite s = CU_add_suite("style", NULL, NULL);

	CU_add_test(s, "contrasts of known colours", test_contrast);
	CU_add_test(s, "contrasts with 256 colours and more", test_many_colours);
	CU_add_test(s, "contrasts with 8 and 16 colours", test_few_colours);
	CU_add_test(s, "palettes", test_palettes);
	CU_add_test(s, "no colour is bold on a light ground", test_light_is_never_bold);
	CU_add_test(s, "grounds", test_grounds);
	CU_add_test(s, "classes of a map", test_classes);
	CU_add_test(s, "colours exist on the terminal", test_colours_exist);
	CU_add_test(s, "meaning without colour", test_without_colour);
	CU_add_test(s, "players' colours differ", test_players_differ);
	CU_add_test(s, "names", test_names);
	CU_add_test(s, "answers for the ground", test_ground_answers);
	CU_add_test(s, "the ground where it is not told", test_ground_usual);
	CU_add_test(s, "patience with an answer", test_ground_patience);
	CU_add_test(s, "nothing bold on what may be white", test_no_bold_on_white);
}
