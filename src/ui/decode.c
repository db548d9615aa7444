/* From what a terminal sends to events. */
#include "ui/decode.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define MOUSE_BUTTONS 3
#define MOUSE_MOTION 32
#define MOUSE_WHEEL 64
#define SEQUENCE_MAX 128 /* bytes: what is longer was none */
#define STRING_MAX 4096
#define SS3_BYTES 3 /* a mark and two digits */
#define BEL 7

static const struct decode_sequence sequences[] = {
	{"\033[A", K_UP}, {"\033[B", K_DOWN}, {"\033[C", K_RIGHT}, {"\033[D", K_LEFT},
	{"\033OA", K_UP}, {"\033OB", K_DOWN}, {"\033OC", K_RIGHT}, {"\033OD", K_LEFT},
	{"\033[1;2A", K_SHIFT_UP}, {"\033[1;2B", K_SHIFT_DOWN},
	{"\033[1;2C", K_SHIFT_RIGHT}, {"\033[1;2D", K_SHIFT_LEFT},
	{"\033[a", K_SHIFT_UP}, {"\033[b", K_SHIFT_DOWN},
	{"\033[c", K_SHIFT_RIGHT}, {"\033[d", K_SHIFT_LEFT},
	{"\033[1;5C", K_CTRL_RIGHT}, {"\033[1;5D", K_CTRL_LEFT},
	{"\033Oc", K_CTRL_RIGHT}, {"\033Od", K_CTRL_LEFT},
	{"\033[H", K_HOME}, {"\033[F", K_END}, {"\033OH", K_HOME}, {"\033OF", K_END},
	{"\033[1~", K_HOME}, {"\033[4~", K_END}, {"\033[7~", K_HOME}, {"\033[8~", K_END},
	{"\033[2~", K_INSERT}, {"\033[3~", K_DELETE},
	{"\033[5~", K_PAGE_UP}, {"\033[6~", K_PAGE_DOWN}, {"\033[Z", K_SHIFT_TAB},
	/* the numeric pad, in application mode */
	{"\033Op", '0'}, {"\033Oq", '1'}, {"\033Or", '2'}, {"\033Os", '3'}, {"\033Ot", '4'},
	{"\033Ou", '5'}, {"\033Ov", '6'}, {"\033Ow", '7'}, {"\033Ox", '8'}, {"\033Oy", '9'},
	{"\033On", '.'}, {"\033Ol", ','}, {"\033Ok", '+'}, {"\033Om", '-'}, {"\033Oj", '*'},
	{"\033Oo", '/'}, {"\033OX", '='}, {"\033O ", ' '}, {"\033OI", K_TAB},
	{"\033OM", K_ENTER},
	{"\033[11~", K_F1}, {"\033[12~", K_F1 + 1}, {"\033[13~", K_F1 + 2},
	{"\033[14~", K_F1 + 3}, {"\033OP", K_F1}, {"\033OQ", K_F1 + 1},
	{"\033OR", K_F1 + 2}, {"\033OS", K_F1 + 3},
	{"\033[200~", K_PASTE_BEGIN}, {"\033[201~", K_PASTE_END}, {"\033[<", K_MOUSE},
	{"\033[M", K_MOUSE_X10},
};

#define SEQUENCES ((int)(sizeof sequences / sizeof sequences[0]))

const struct decode_sequence *decode_sequences(int *count)
{
	*count = SEQUENCES;
	return sequences;
}

static int put_event(enum event_kind kind, struct event *e)
{
	memset(e, 0, sizeof *e);
	e->kind = kind;
	return 1;
}

static int put_key(struct decoder *d, int key, struct event *e)
{
	put_event(d->pasting ? EVENT_PASTE : EVENT_KEY, e);
	e->key = d->alt ? key | K_ALT : key;
	d->alt = false;
	/* In pasted text, a special key has no meaning; line ends and tabs come through. */
	return d->pasting && key >= K_SPECIAL ? 0 : 1;
}

static int utf8_length(unsigned char lead)
{
	return lead >= 0xf5 ? 0 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
}

static int feed_utf8(struct decoder *d, int byte, struct event *e)
{
	unsigned cp;
	int length;

	d->bytes[d->count++] = (char)byte;
	length = utf8_length((unsigned char)d->bytes[0]);
	if (length > d->count) {
		d->state = DECODE_UTF8;
		return 0;
	}
	d->state = DECODE_PLAIN;
	utf8_decode(d->bytes, (size_t)d->count, &cp);
	d->count = 0;
	return put_key(d, (int)cp, e); /* K_UNREADABLE where it is none */
}

static void begin(struct decoder *d, enum decode_state state)
{
	d->state = state;
	d->count = 0;
}

static void keep(struct decoder *d, int byte)
{
	if (d->count < DECODE_BYTES)
		d->bytes[d->count] = (char)byte;
	d->count++;
}

static int feed_plain(struct decoder *d, int unit, struct event *e)
{
	switch (unit) {
	case K_PASTE_BEGIN:
		d->pasting = true;
		put_event(EVENT_PASTE, e);
		e->key = K_PASTE_BEGIN;
		return 1;
	case K_PASTE_END:
		d->pasting = false;
		return 0;
	case K_MOUSE:
		begin(d, DECODE_CSI);
		keep(d, '<');
		return 0;
	case K_MOUSE_X10:
		begin(d, DECODE_X10);
		return 0;
	case K_ESC:
		d->state = DECODE_ESCAPE;
		return 0;
	case '\n':
		return put_key(d, K_ENTER, e);
	case '\b':
		return put_key(d, K_BACKSPACE, e);
	default:
		break;
	}
	if (unit < 0x80 || unit > 0xff)
		return put_key(d, unit, e);
	d->count = 0;
	return feed_utf8(d, unit, e);
}

/* What begins something of its own, and is no key that Alt can be held with. */
static bool begins(int unit)
{
	return unit == K_PASTE_BEGIN || unit == K_PASTE_END || unit == K_MOUSE
		|| unit == K_MOUSE_X10 || unit == K_ESC;
}

/* After Esc: either the start of something, or another key, which Alt is then held with:
 * had the Esc key been pressed, there would have been time to notice it (flush). */
static int feed_escape(struct decoder *d, int unit, struct event *e)
{
	int count;

	switch (unit) {
	case '[':
		begin(d, DECODE_CSI);
		return 0;
	case 'O':
		begin(d, DECODE_SS3);
		return 0;
	case ']': /* OSC, DCS, SOS, PM, APC: what terminals answer in */
	case 'P':
	case 'X':
	case '^':
	case '_':
		begin(d, DECODE_STRING);
		keep(d, unit);
		return 0;
	default:
		break;
	}
	d->state = DECODE_PLAIN;
	d->alt = !d->pasting && !begins(unit);
	count = d->alt ? 0 : put_key(d, K_ESC, e);
	return count + feed_plain(d, unit, e + count);
}

/* What the button's number means; false where it means nothing here. */
static bool read_button(int button, bool released, struct mouse *mouse)
{
	if (button & MOUSE_WHEEL) {
		mouse->kind = button & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
		return !released && (button & MOUSE_BUTTONS) < 2;
	}
	if ((button & MOUSE_BUTTONS) != 0)
		return false;
	mouse->kind = released ? MOUSE_RELEASE
		: button & MOUSE_MOTION ? MOUSE_DRAG : MOUSE_PRESS;
	return true;
}

static int put_mouse(const struct decoder *d, int button, bool released, int x, int y,
	struct event *e)
{
	put_event(EVENT_MOUSE, e);
	e->mouse.x = x - 1;
	e->mouse.y = y - 1;
	return x > 0 && y > 0 && !d->pasting && read_button(button, released, &e->mouse) ? 1 : 0;
}

/* The bytes kept are those between ESC [ < and the last one. */
static int put_report(struct decoder *d, int last, struct event *e)
{
	int button, x, y;

	if ((last != 'M' && last != 'm') || d->count >= DECODE_BYTES)
		return 0;
	d->bytes[d->count] = '\0';
	if (sscanf(d->bytes + 1, "%4d;%4d;%4d", &button, &x, &y) != 3)
		return 0;
	return put_mouse(d, button, last == 'm', x, y, e);
}

/* A sequence that is no key in the table: one with numbers, or what is none at all, an
 * answer (with one of < = > ? in front) or word that the window has the focus. */
static int put_other(struct decoder *d, bool csi, int last, struct event *e)
{
	bool answer = d->count > 0 && d->bytes[0] >= '<' && d->bytes[0] <= '?';
	bool focus = csi && d->count == 0 && (last == 'I' || last == 'O');
	int key = K_UNKNOWN;

	if (csi && answer && d->bytes[0] == '?' && last == 'c')
		return put_event(EVENT_KIND, e);
	if (answer || focus)
		return 0;
	if (d->count < DECODE_BYTES) {
		d->bytes[d->count] = '\0';
		key = csi_key(d->bytes, last);
	}
	return key == K_NONE ? 0 : put_key(d, key, e);
}

/* Curses gave up on it, so it came in pieces, or its description does not have it. */
static int put_sequence(struct decoder *d, const char *start, int last, struct event *e)
{
	size_t length = (size_t)d->count;

	for (int i = 0; d->count < DECODE_BYTES && i < SEQUENCES; i++) {
		const char *bytes = sequences[i].bytes;

		if (!strncmp(bytes, start, 2) && !strncmp(bytes + 2, d->bytes, length)
			&& bytes[2 + length] == last && bytes[3 + length] == '\0')
			return feed_plain(d, sequences[i].key, e);
	}
	return put_other(d, start[1] == '[', last, e);
}

/* Something else begins in the middle: what it interrupts is given up, and says `key`. */
static int interrupted(struct decoder *d, int key, int unit, struct event *e)
{
	int count;

	d->state = DECODE_PLAIN;
	count = put_key(d, key, e);
	return count + feed_plain(d, unit, e + count);
}

static int feed_csi(struct decoder *d, int unit, struct event *e)
{
	/* The Linux console's function keys: ESC [ [ and a letter. */
	bool console = d->count == 1 && d->bytes[0] == '[';
	bool more = (unit >= 0x20 && unit <= 0x3f) || (unit == '[' && d->count == 0);

	if (unit < 0x20 || unit > 0x7e)
		return interrupted(d, K_UNKNOWN, unit, e);
	if (more && !console && d->count < SEQUENCE_MAX) {
		keep(d, unit);
		return 0;
	}
	d->state = DECODE_PLAIN;
	if (d->count > 0 && d->bytes[0] == '<')
		return put_report(d, unit, e);
	return put_sequence(d, "\033[", unit, e);
}

static int feed_ss3(struct decoder *d, int unit, struct event *e)
{
	if (unit < 0x20 || unit > 0x7e)
		return interrupted(d, K_UNKNOWN, unit, e);
	/* Some tell the modifiers here, by a number: as ESC [ 1 ; and that would. */
	if (unit >= '0' && unit <= '9' && d->count < SS3_BYTES) {
		if (d->count == 0)
			keep(d, ';');
		keep(d, unit);
		return 0;
	}
	d->state = DECODE_PLAIN;
	return put_sequence(d, "\033O", unit, e);
}

/* Button, column and line, each with 32 added. Releases are of button 3: which
 * one it was is not told. */
static int feed_x10(struct decoder *d, int unit, struct event *e)
{
	int button;
	bool released;

	if (unit < 0x20 || unit > 0xff)
		return interrupted(d, K_UNKNOWN, unit, e);
	keep(d, unit);
	if (d->count < 3)
		return 0;
	d->state = DECODE_PLAIN;
	button = (unsigned char)d->bytes[0] - 32;
	released = !(button & MOUSE_WHEEL) && (button & MOUSE_BUTTONS) == MOUSE_BUTTONS;
	return put_mouse(d, released ? button & ~MOUSE_BUTTONS : button, released,
		(unsigned char)d->bytes[1] - 32, (unsigned char)d->bytes[2] - 32, e);
}

/* What was answered: the colour of the ground is of interest, if anything. */
static int put_answer(struct decoder *d, struct event *e)
{
	static const char ground[] = "]11;";

	d->state = DECODE_PLAIN;
	if (d->count >= DECODE_BYTES)
		return 0;
	d->bytes[d->count] = '\0';
	if (strncmp(d->bytes, ground, sizeof ground - 1) != 0)
		return 0;
	put_event(EVENT_COLOR, e);
	e->rgb = ground_parse(d->bytes + sizeof ground - 1);
	return 1;
}

/* Taken whole, up to its end: the program that ran before may have asked as well. */
static int feed_string(struct decoder *d, int unit, struct event *e)
{
	if (d->state == DECODE_STRING_END && unit != '\\')
		return feed_escape(d, unit, e);
	if (unit > 0xff)
		return interrupted(d, K_UNKNOWN, unit, e);
	if (unit == BEL || d->state == DECODE_STRING_END)
		return put_answer(d, e);
	if (unit == K_ESC)
		d->state = DECODE_STRING_END;
	else
		keep(d, unit);
	if (d->count >= STRING_MAX)
		d->state = DECODE_PLAIN;
	return 0;
}

int decoder_feed(struct decoder *d, int unit, struct event e[DECODE_EVENTS])
{
	switch (d->state) {
	case DECODE_UTF8:
		if (unit >= 0x80 && unit < 0xc0)
			return feed_utf8(d, unit, e);
		return interrupted(d, K_UNREADABLE, unit, e);
	case DECODE_ESCAPE:
		return feed_escape(d, unit, e);
	case DECODE_CSI:
		return feed_csi(d, unit, e);
	case DECODE_SS3:
		return feed_ss3(d, unit, e);
	case DECODE_X10:
		return feed_x10(d, unit, e);
	case DECODE_STRING:
	case DECODE_STRING_END:
		return feed_string(d, unit, e);
	case DECODE_PLAIN:
	default:
		return feed_plain(d, unit, e);
	}
}

bool decoder_waits(const struct decoder *d)
{
	return d->pasting || d->state != DECODE_PLAIN;
}

int decoder_flush(struct decoder *d, bool late, struct event e[DECODE_EVENTS])
{
	bool escape = d->state == DECODE_ESCAPE || d->state == DECODE_STRING_END;
	bool character = d->state == DECODE_UTF8;
	int count;

	/* In pasted text, Esc begins the mark of its end, if anything. */
	if (!late && (d->state != DECODE_ESCAPE || d->pasting))
		return 0;
	d->state = DECODE_PLAIN;
	d->alt = d->alt && character;
	count = escape ? put_key(d, K_ESC, e) : character ? put_key(d, K_UNREADABLE, e) : 0;
	if (late)
		d->pasting = false;
	return count;
}
