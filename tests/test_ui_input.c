/* From bytes to events, names of keys, lines being typed, stand-ins. */
#include "ui/decode.h"
#include "ui/glyph.h"
#include "ui/key.h"
#include "ui/line.h"
#include "ui/tty.h"

#include "base/utf8.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- keys ----------------------------------------------------------------- */

static void test_key_names_round_trip(void)
{
	static const int keys[] = {'a', 'Z', '?', ',', ' ', 0xe9, 0x4e2d, K_UP, K_SHIFT_LEFT,
		K_ENTER, K_ESC, K_BACKSPACE, K_PAGE_DOWN, K_F1, K_F12, K_SHIFT_TAB, KEY_CTRL('r'),
		KEY_CTRL('l'), K_DELETE};
	char name[KEY_NAME_MAX];

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		key_label(keys[i], name);
		CU_ASSERT_EQUAL(key_parse(name, strlen(name)), keys[i]);
	}
	CU_ASSERT_EQUAL(key_parse("F13", 3), K_NONE);
	CU_ASSERT_EQUAL(key_parse("F0", 2), K_NONE);
	CU_ASSERT_EQUAL(key_parse("Nonsense", 8), K_NONE);
	CU_ASSERT_EQUAL(key_parse("", 0), K_NONE);
}

static void test_key_lists(void)
{
	CU_ASSERT_TRUE(key_in_list("Up k", K_UP));
	CU_ASSERT_TRUE(key_in_list("Up k", 'k'));
	CU_ASSERT_FALSE(key_in_list("Up k", 'U'));
	CU_ASSERT_FALSE(key_in_list("Up k", ' '));
	CU_ASSERT_FALSE(key_in_list("", 'a'));
	CU_ASSERT_FALSE(key_in_list("Up k", K_NONE));
}

/* ---- the decoder ---------------------------------------------------------- */

/* What bytes come to: names of keys, P+character for pasted ones, M for the
 * mouse with its kind and place. */
static const char *decode(struct decoder *d, const int *unit, int count)
{
	static char out[400];
	struct event e[DECODE_EVENTS];

	out[0] = '\0';
	for (int i = 0; i <= count; i++) {
		int n = i < count ? decoder_feed(d, unit[i], e) : decoder_flush(d, false, e);

		CU_ASSERT_FATAL(n >= 0 && n <= DECODE_EVENTS);
		for (int k = 0; k < n; k++) {
			char name[KEY_NAME_MAX];
			size_t at = strlen(out);

			if (e[k].kind == EVENT_PASTE && e[k].key == K_PASTE_BEGIN)
				continue;
			if (e[k].kind == EVENT_COLOR)
				snprintf(out + at, sizeof out - at, "%lx ", (unsigned long)e[k].rgb);
			else if (e[k].kind == EVENT_KIND)
				snprintf(out + at, sizeof out - at, "kind ");
			else if (e[k].kind == EVENT_MOUSE)
				snprintf(out + at, sizeof out - at, "M%d@%d,%d ", (int)e[k].mouse.kind,
					e[k].mouse.x, e[k].mouse.y);
			else
				snprintf(out + at, sizeof out - at, "%s%s ",
					e[k].kind == EVENT_PASTE ? "P" : "", key_label(e[k].key, name));
		}
	}
	return out;
}

static const char *decode_text(struct decoder *d, const char *text)
{
	int unit[200], count = 0;

	for (; *text; text++)
		unit[count++] = (unsigned char)*text;
	return decode(d, unit, count);
}

static void test_decode_characters(void)
{
	struct decoder d;

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "aB?"), "a B ? ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\303\251\344\270\255"), "\303\251 \344\270\255 ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\r\n\t\b\177"),
		"Enter Enter Tab Backspace Backspace ");
	/* broken characters do not swallow the next key */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\303q"), "\357\277\275 q ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\377q"), "\357\277\275 q ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\355\240\200q"), "\357\277\275 q "); /* a surrogate */
}

static void test_decode_split_character(void)
{
	struct decoder d;
	struct event e[DECODE_EVENTS];

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_EQUAL(decoder_feed(&d, 0xc3, e), 0);
	CU_ASSERT_EQUAL(decoder_flush(&d, false, e), 0);
	CU_ASSERT_EQUAL(decoder_feed(&d, 0xa9, e), 1);
	CU_ASSERT_EQUAL(e[0].key, 0xe9);
}

static void test_decode_escape(void)
{
	struct decoder d;

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033"), "Esc ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033\033"), "Esc Esc ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033q"), "Alt-q ");
	/* what comes right behind it was pressed together with Alt */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033\r\033\177\033\303\251\033 x"),
		"Alt-Enter Alt-Backspace Alt-\303\251 Alt-Space x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033"), "Esc ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "q"), "q ");
	/* unknown sequences are one unknown key, none of their letters a command */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[1;7Cx"), "Alt-C-Right x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[?62;22cx"), "kind x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[99~\033[1;5Bx"), "? ? x ");
	CU_ASSERT_STRING_EQUAL(decode(&d, (int[]){27, K_UP, 'q'}, 3), "Alt-Up q ");
}

/* What curses gave up waiting for, since it came in pieces, is what it is. */
static void test_decode_pieces(void)
{
	struct decoder d;

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[A\033[1;2D\033OH\033[5~"),
		"Up S-Left Home PgUp ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[200~q\033[201~q"), "Pq q ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[<0;231;7Mq"), "M0@230,6 q ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[20"), "");
	CU_ASSERT_TRUE(decoder_waits(&d));
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "0~q"), "Pq ");
	/* the mark of the end as well, even where Esc stood alone for a while */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033"), "");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "[201~q"), "q ");
	/* another key in the middle counts */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[20\033[Aq"), "? Up q ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033O\rq"), "? Enter q ");
	/* a function key of the Linux console; an answer of some length */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[[Aq"), "? q ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[?64;1;2;6;9;15;18;21;22;28;29cq"), "kind q ");
}

/* What is unfinished waits, but not for ever. */
static void test_decode_unfinished(void)
{
	static const char *const begun[] = {"\303", "\033[", "\033[2", "\033O", "\033[<0;3",
		"\033[M", "\033[M q", "\033]11;rgb", "\033P", "\033[200~abc", "\033[200~\033",
		"\033[200~\033[20"};
	struct decoder d;
	struct event e[DECODE_EVENTS];

	d = (struct decoder){.state = DECODE_PLAIN};
	for (size_t i = 0; i < sizeof begun / sizeof begun[0]; i++) {
		decode_text(&d, begun[i]);
		CU_ASSERT_TRUE(decoder_waits(&d));
		CU_ASSERT_EQUAL(decoder_flush(&d, false, e), 0);
		CU_ASSERT_TRUE(decoder_waits(&d));
		CU_ASSERT_TRUE(decoder_flush(&d, true, e) == 0 || e[0].kind == EVENT_PASTE
			|| e[0].key == K_UNREADABLE);
		CU_ASSERT_FALSE(decoder_waits(&d));
		CU_ASSERT_STRING_EQUAL(decode_text(&d, "q"), "q ");
	}
}

/* Answers to what others asked the terminal. */
static void test_decode_strings(void)
{
	struct decoder d;
	struct event e[DECODE_EVENTS];

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033]11;rgb:1e1e/1e1e/1e1e\033\\x"), "1e1e1e x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033]11;rgb:1e1e/1e1e/1e1e\ax"), "1e1e1e x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033]10;rgb:1e1e/1e1e/1e1e\ax"), "x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033P11;rgb:1e1e/1e1e/1e1e\ax"), "x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033P q \033\\x"), "x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033_q\303\251\r\033\\\033^q\033\\\033Xq\033\\x"),
		"x ");
	/* ended by what cannot be in it */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033]q\033[Ax"), "Up x ");
	CU_ASSERT_STRING_EQUAL(decode(&d, (int[]){27, ']', 'q', K_UP, 'x'}, 5), "? Up x ");
	/* the end in two pieces; none at all, and then Esc was the key */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033]q\033"), "");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\\x"), "x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033]q\033"), "");
	CU_ASSERT_EQUAL(decoder_flush(&d, true, e), 1);
	CU_ASSERT_EQUAL(e[0].key, K_ESC);
	/* bounded */
	decode_text(&d, "\033]");
	for (int i = 0; i < 5000; i++)
		decoder_feed(&d, '9', e);
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "q"), "q ");
}

/* Three bytes, whatever they are: no command is among them. */
static void test_decode_old_mouse(void)
{
	struct decoder d;
	int click[] = {K_MOUSE_X10, ' ', 'q', '\'', 'x'};
	int far[] = {K_MOUSE_X10, ' ', 0xff, 0xc3, 'x'};
	int cut[] = {K_MOUSE_X10, ' ', K_UP, 'x'};

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode(&d, click, 5), "M0@80,6 x ");
	CU_ASSERT_STRING_EQUAL(decode(&d, far, 5), "M0@222,162 x ");
	CU_ASSERT_STRING_EQUAL(decode(&d, cut, 4), "? Up x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[M q'x"), "M0@80,6 x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[M#q'x"), "M2@80,6 x ");   /* released */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[M@q'x"), "M1@80,6 x ");   /* dragged */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[M`q'x"), "M3@80,6 x ");   /* the wheel */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[Maq'x"), "M4@80,6 x ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[M\"q'x"), "x ");          /* right button */
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033[M  'x"), "x ");           /* nowhere */
}

static void test_decode_mouse(void)
{
	struct decoder d;
	struct event e[DECODE_EVENTS];
	int press[] = {K_MOUSE, '0', ';', '2', '3', '1', ';', '7', 'M'};
	int release[] = {K_MOUSE, '0', ';', '1', ';', '1', 'm'};
	int drag[] = {K_MOUSE, '3', '2', ';', '5', ';', '6', 'M'};
	int up[] = {K_MOUSE, '6', '4', ';', '5', ';', '6', 'M'};
	int down[] = {K_MOUSE, '6', '5', ';', '5', ';', '6', 'M'};
	int right[] = {K_MOUSE, '2', ';', '5', ';', '6', 'M'};
	int zero[] = {K_MOUSE, '0', ';', '0', ';', '6', 'M'};
	int broken[] = {K_MOUSE, '0', ';', 'q', 'z'};

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode(&d, press, 9), "M0@230,6 ");
	CU_ASSERT_STRING_EQUAL(decode(&d, release, 7), "M2@0,0 ");
	CU_ASSERT_STRING_EQUAL(decode(&d, drag, 8), "M1@4,5 ");
	CU_ASSERT_STRING_EQUAL(decode(&d, up, 8), "M3@4,5 ");
	CU_ASSERT_STRING_EQUAL(decode(&d, down, 8), "M4@4,5 ");
	CU_ASSERT_STRING_EQUAL(decode(&d, right, 7), "");
	CU_ASSERT_STRING_EQUAL(decode(&d, zero, 7), "");
	CU_ASSERT_STRING_EQUAL(decode(&d, broken, 5), "z ");
	/* a number without end stays within bounds */
	decoder_feed(&d, K_MOUSE, e);
	for (int i = 0; i < 1000; i++)
		decoder_feed(&d, '9', e);
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "q"), "q ");
}

static void test_decode_paste(void)
{
	struct decoder d;
	int paste[] = {K_PASTE_BEGIN, 'q', '\r', K_UP, 0xc3, 0xa9, K_PASTE_END, 'q'};

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode(&d, paste, 8), "Pq PEnter P\303\251 q ");
}

/* The numeric pad says the same in both of its modes. */
static void test_decode_pad(void)
{
	struct decoder d;

	d = (struct decoder){.state = DECODE_PLAIN};
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033Op\033Oq\033Or\033Os\033Ot\033Ou\033Ov"
		"\033Ow\033Ox\033Oy"), "0 1 2 3 4 5 6 7 8 9 ");
	CU_ASSERT_STRING_EQUAL(decode_text(&d, "\033On\033Ol\033Ok\033Om\033Oj\033Oo\033OX"
		"\033OM"), ". , + - * / = Enter ");
}

/* Modifiers as numbers: xterm's, modifyOtherKeys' two forms, kitty's. */
static void test_decode_modifiers(void)
{
	static const char *const cases[][2] = {
		{"\033[1;2A\033[1;5D\033[1;3D\033[1;9C", "S-Up C-Left Alt-Left Alt-Right "},
		{"\033[5;3~\033[11;3~\033[1;3P\033[3;1~", "Alt-PgUp Alt-F1 Alt-F1 Del "},
		{"\033O5D\033O2A\033O3P", "C-Left S-Up Alt-F1 "},
		{"\033[27;5;114~\033[27;3;120~\033[27;6;99~\033[27;2;13~", "C-r Alt-x C-c Enter "},
		{"\033[27;5;9~\033[27;5;13~\033[27;2;9~\033[27;2;33~", "? ? S-Tab ! "},
		{"\033[27uq\033[13u\033[9u\033[127u\033[32u\033[104;5u", "Esc q Enter Tab Backspace Space Backspace "},
		{"\033[114;5u\033[120;3u\033[99;5u\033[97;2u", "C-r Alt-x C-c A "},
		{"\033[13;2u\033[9;2u\033[27;2u\033[127;3u", "Enter S-Tab Esc Alt-Backspace "},
		/* locks are not held; caps lock makes capitals */
		{"\033[97;129u\033[97;65u\033[97;66u\033[1;129B", "a A a Down "},
		/* what it is with Shift, what it types */
		{"\033[49:33;2u\033[97:65;2u\033[54;2;63u\033[233u", "! A ? \303\251 "},
		/* pressed, again, released; a modifier alone */
		{"\033[97;1:1u\033[97;1:2u\033[97;1:3u\033[1;1:3A\033[57441u\033[57441;2:3u", "a a "},
		/* the numeric pad */
		{"\033[57400u\033[57409u\033[57404u\033[57414u\033[57413u\033[57417u",
			"1 . 5 Enter + Left "},
		{"\033[57376u\033[99999999u\033[1;5;7;9u\033[;u", "? ? ? ? "},
		/* no keys: focus, answers */
		{"\033[I\033[Ox\033[?1u\033[>0;95;0cx", "x x "},
	};
	struct decoder d;

	d = (struct decoder){.state = DECODE_PLAIN};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *got = decode_text(&d, cases[i][0]);

		if (strcmp(got, cases[i][1]) != 0)
			fprintf(stderr, "%s is wanted, it is %s\n", cases[i][1], got);
		CU_ASSERT_STRING_EQUAL(got, cases[i][1]);
	}
}

/* ---- lines ---------------------------------------------------------------- */

static void type(struct line *l, const char *text)
{
	while (*text) {
		unsigned cp;

		text += utf8_decode(text, strlen(text), &cp);
		CU_ASSERT_TRUE(line_key(l, (int)cp));
	}
}

static void test_line_editing(void)
{
	struct line l;

	line_init(&l, "");
	type(&l, "one two\303\251");
	CU_ASSERT_STRING_EQUAL(l.text, "one two\303\251");
	CU_ASSERT_TRUE(line_key(&l, K_BACKSPACE));
	CU_ASSERT_STRING_EQUAL(l.text, "one two");
	line_key(&l, K_LEFT);
	line_key(&l, K_LEFT);
	type(&l, "\303\251");
	CU_ASSERT_STRING_EQUAL(l.text, "one t\303\251wo");
	line_key(&l, K_LEFT);
	line_key(&l, K_DELETE);
	CU_ASSERT_STRING_EQUAL(l.text, "one two");
	line_key(&l, K_HOME);
	line_key(&l, K_BACKSPACE); /* nothing before it */
	line_key(&l, K_LEFT);
	type(&l, "X");
	CU_ASSERT_STRING_EQUAL(l.text, "Xone two");
	line_key(&l, KEY_CTRL('e'));
	line_key(&l, K_DELETE); /* nothing after it */
	line_key(&l, K_RIGHT);
	line_key(&l, KEY_CTRL('w'));
	CU_ASSERT_STRING_EQUAL(l.text, "Xone ");
	line_key(&l, K_HOME);
	line_key(&l, K_RIGHT);
	line_key(&l, KEY_CTRL('k'));
	CU_ASSERT_STRING_EQUAL(l.text, "X");
	line_key(&l, KEY_CTRL('u'));
	CU_ASSERT_STRING_EQUAL(l.text, "");
	CU_ASSERT_EQUAL(l.length, 0);
	CU_ASSERT_EQUAL(l.cursor, 0);
}

static void test_line_words(void)
{
	struct line l;

	line_init(&l, "one two  three");
	line_key(&l, K_ALT | 'b');
	CU_ASSERT_EQUAL(l.cursor, 9);
	line_key(&l, K_CTRL_LEFT);
	CU_ASSERT_EQUAL(l.cursor, 4);
	line_key(&l, K_ALT | 'f');
	CU_ASSERT_EQUAL(l.cursor, 7);
	line_key(&l, K_ALT | 'd');
	CU_ASSERT_STRING_EQUAL(l.text, "one two");
	line_key(&l, K_ALT | K_BACKSPACE);
	CU_ASSERT_STRING_EQUAL(l.text, "one ");
	line_key(&l, K_HOME);
	line_key(&l, K_CTRL_RIGHT);
	CU_ASSERT_EQUAL(l.cursor, 3);
	CU_ASSERT_FALSE(line_key(&l, K_ALT | 'x'));
	CU_ASSERT_STRING_EQUAL(l.text, "one ");
}

#define FAMILY "\360\237\221\250\342\200\215\360\237\221\251"
#define E_ACUTE "e\314\201"
#define FLAGS_US_DE "\360\237\207\272\360\237\207\270\360\237\207\251\360\237\207\252"

/* A character of several code points is passed and deleted as one. */
static void test_line_characters(void)
{
	struct line l;

	line_init(&l, "a" FAMILY E_ACUTE FLAGS_US_DE);
	line_key(&l, K_LEFT);
	CU_ASSERT_EQUAL(l.length - l.cursor, 8);
	line_key(&l, K_LEFT);
	line_key(&l, K_LEFT);
	line_key(&l, K_LEFT);
	CU_ASSERT_EQUAL(l.cursor, 1);
	line_key(&l, K_RIGHT);
	CU_ASSERT_EQUAL(l.cursor, 1 + (int)strlen(FAMILY));
	line_key(&l, K_BACKSPACE);
	CU_ASSERT_STRING_EQUAL(l.text, "a" E_ACUTE FLAGS_US_DE);
	line_key(&l, K_DELETE);
	CU_ASSERT_STRING_EQUAL(l.text, "a" FLAGS_US_DE);
	line_key(&l, K_DELETE);
	CU_ASSERT_STRING_EQUAL(l.text, "a\360\237\207\251\360\237\207\252");
}

/* Their code points come one by one, typed or pasted, at the end or amid others. */
static void test_line_joins(void)
{
	struct line l;

	for (int amid = 0; amid < 2; amid++) {
		line_init(&l, FLAGS_US_DE);
		if (amid)
			line_key(&l, K_HOME);
		for (const char *at = FAMILY E_ACUTE FLAGS_US_DE; *at;) {
			unsigned cp;

			at += utf8_decode(at, strlen(at), &cp);
			CU_ASSERT_EQUAL(line_key(&l, (int)cp), cp != UTF8_JOINER);
		}
		CU_ASSERT_STRING_EQUAL(l.text, amid ? FAMILY E_ACUTE FLAGS_US_DE FLAGS_US_DE
			: FLAGS_US_DE FAMILY E_ACUTE FLAGS_US_DE);
	}
	/* a joiner that joins nothing is not there; nor one before which the cursor went */
	line_init(&l, "a");
	CU_ASSERT_FALSE(line_key(&l, UTF8_JOINER));
	CU_ASSERT_TRUE(line_key(&l, 'b'));
	CU_ASSERT_TRUE(line_key(&l, 0x1f468));
	CU_ASSERT_FALSE(line_key(&l, UTF8_JOINER));
	CU_ASSERT_TRUE(line_key(&l, 'c'));
	line_key(&l, K_LEFT);
	line_key(&l, UTF8_JOINER);
	line_key(&l, K_LEFT);
	line_key(&l, K_RIGHT);
	CU_ASSERT_TRUE(line_key(&l, 0x1f469));
	CU_ASSERT_STRING_EQUAL(l.text, "ab\360\237\221\250\360\237\221\251c");
	/* a mark needs a letter, and two are enough */
	line_init(&l, "");
	CU_ASSERT_FALSE(line_key(&l, 0x301));
	CU_ASSERT_TRUE(line_key(&l, 'e'));
	CU_ASSERT_TRUE(line_key(&l, 0x301));
	CU_ASSERT_TRUE(line_key(&l, 0x301));
	CU_ASSERT_FALSE(line_key(&l, 0x301));
}

static void test_line_keeps_out(void)
{
	static const int never[] = {0, 7, K_ESC, K_UP, K_F1, 0x85, 0x202e, 0x200b, 0xfeff, K_UNKNOWN};
	struct line l;

	line_init(&l, "a");
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
		CU_ASSERT_FALSE(line_key(&l, never[i]));
	CU_ASSERT_STRING_EQUAL(l.text, "a");
}

static void test_line_is_bounded(void)
{
	struct line l;
	int taken = 0;

	line_init(&l, "");
	for (int i = 0; i < 3 * LINE_BYTES; i++)
		taken += line_insert(&l, 0x4e2d);
	CU_ASSERT_EQUAL(taken, (LINE_BYTES - 1) / 3);
	CU_ASSERT_EQUAL((int)strlen(l.text), l.length);
	CU_ASSERT_TRUE(utf8_is_valid(l.text, strlen(l.text)));
}

/* ---- stand-ins ------------------------------------------------------------- */

static void test_ascii(void)
{
	for (uint32_t cp = 0; cp < 0x3000; cp++) {
		char c = ascii_for(cp);

		CU_ASSERT_TRUE(c >= ' ' && c <= '~');
	}
	CU_ASSERT_EQUAL(ascii_for('a'), 'a');
	CU_ASSERT_EQUAL(ascii_for(0x2500), '-');
	CU_ASSERT_EQUAL(ascii_for(0x2502), '|');
	CU_ASSERT_EQUAL(ascii_for(0x253c), '+');
	CU_ASSERT_EQUAL(ascii_for(0x2800), ' ');
	CU_ASSERT_EQUAL(ascii_for(0x28ff), '#');
	CU_ASSERT_EQUAL(ascii_for(0x4e2d), '?');
	CU_ASSERT_EQUAL(ascii_for(7), '?');
}

static void test_base64(void)
{
	static const char *const pairs[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
		{"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"}, {"\377\376\375", "//79"}};
	char out[BASE64_BYTES(16) + 1];

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		out[base64_encode(pairs[i][0], strlen(pairs[i][0]), out)] = '\0';
		CU_ASSERT_STRING_EQUAL(out, pairs[i][1]);
	}
}

/* What a terminal's name tells of it. */
static void test_families(void)
{
	CU_ASSERT_STRING_EQUAL(tty_like("xterm-ghostty")[0], "xterm-256color");
	CU_ASSERT_STRING_EQUAL(tty_like("foot-extra")[1], "xterm");
	CU_ASSERT_STRING_EQUAL(tty_like("tmux-256color")[0], "screen-256color");
	CU_ASSERT_STRING_EQUAL(tty_like("st")[0], "xterm-256color");
	CU_ASSERT_PTR_NULL(tty_like("nonexistent"));
	CU_ASSERT_PTR_NULL(tty_like("vt100"));
	CU_ASSERT_TRUE(tty_private_modes("wezterm"));
	CU_ASSERT_FALSE(tty_private_modes("stuff"));
	CU_ASSERT_EQUAL(tty_copy_most("vt100"), 0);
	CU_ASSERT_TRUE(tty_copy_most("xterm") > 40000);
	unsetenv("TMUX");
	/* screen takes 768 bytes of a string, base64 makes three bytes four */
	CU_ASSERT_TRUE(strlen("]52;c;") + BASE64_BYTES(tty_copy_most("screen-256color")) < 768);
}

void suite_ui_input(void)
{
	CU_pSuite s = CU_add_suite("ui_input", NULL, NULL);

	CU_add_test(s, "names of keys round trip", test_key_names_round_trip);
	CU_add_test(s, "lists of keys", test_key_lists);
	CU_add_test(s, "characters", test_decode_characters);
	CU_add_test(s, "a character in two pieces", test_decode_split_character);
	CU_add_test(s, "Esc and unknown sequences", test_decode_escape);
	CU_add_test(s, "sequences in pieces", test_decode_pieces);
	CU_add_test(s, "sequences without end", test_decode_unfinished);
	CU_add_test(s, "answers of the terminal", test_decode_strings);
	CU_add_test(s, "mouse reports", test_decode_mouse);
	CU_add_test(s, "mouse reports of the old kind", test_decode_old_mouse);
	CU_add_test(s, "pasted text", test_decode_paste);
	CU_add_test(s, "the numeric pad", test_decode_pad);
	CU_add_test(s, "keys with modifiers", test_decode_modifiers);
	CU_add_test(s, "editing a line", test_line_editing);
	CU_add_test(s, "words of a line", test_line_words);
	CU_add_test(s, "characters of several code points in a line", test_line_characters);
	CU_add_test(s, "such characters typed", test_line_joins);
	CU_add_test(s, "what stays out of a line", test_line_keeps_out);
	CU_add_test(s, "a line is bounded", test_line_is_bounded);
	CU_add_test(s, "ASCII stand-ins", test_ascii);
	CU_add_test(s, "base64", test_base64);
	CU_add_test(s, "families of terminals", test_families);
}
