/* From what a terminal sends to events. */
#include "ui/decode.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define MOUSE_BUTTONS 3
#define MOUSE_MOTION 32
#define MOUSE_WHEEL 64
#define UNKNOWN_CP 0xfffdu

void decoder_init(struct decoder *d, bool utf8)
{
	memset(d, 0, sizeof *d);
	d->utf8 = utf8;
}

static int put_key(struct decoder *d, int key, struct event *e)
{
	memset(e, 0, sizeof *e);
	e->kind = d->pasting ? EVENT_PASTE : EVENT_KEY;
	e->key = key;
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
	text_decode(d->bytes, (size_t)d->count, &cp);
	d->count = 0;
	return put_key(d, cp == UNKNOWN_CP ? K_UNKNOWN : (int)cp, e);
}

static int feed_plain(struct decoder *d, int unit, struct event *e)
{
	switch (unit) {
	case K_PASTE_BEGIN:
		d->pasting = true;
		return 0;
	case K_PASTE_END:
		d->pasting = false;
		return 0;
	case K_MOUSE:
		d->state = DECODE_MOUSE;
		d->count = 0;
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
	return d->utf8 ? feed_utf8(d, unit, e) : put_key(d, K_UNKNOWN, e);
}

/* After Esc: either the start of a sequence that curses did not know, which is
 * swallowed whole, or the Esc key and then another key. */
static int feed_escape(struct decoder *d, int unit, struct event *e)
{
	int count;

	d->count = 0;
	if (unit == '[' || unit == 'O') {
		d->state = unit == '[' ? DECODE_CSI : DECODE_SS3;
		return 0;
	}
	d->state = DECODE_PLAIN;
	count = put_key(d, K_ESC, e);
	return count + feed_plain(d, unit, e + count);
}

static int feed_sequence(struct decoder *d, int unit, struct event *e)
{
	bool last = d->state == DECODE_SS3 || unit < 0x20 || unit > 0x3f;

	if (!last && ++d->count < DECODE_BYTES)
		return 0;
	d->state = DECODE_PLAIN;
	return put_key(d, K_UNKNOWN, e);
}

static bool parse_report(const char *bytes, char final, struct mouse *mouse)
{
	int button, x, y;

	if (sscanf(bytes, "%4d;%4d;%4d", &button, &x, &y) != 3 || x < 1 || y < 1)
		return false;
	mouse->x = x - 1;
	mouse->y = y - 1;
	if (button & MOUSE_WHEEL) {
		mouse->kind = button & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
		return final == 'M' && (button & MOUSE_BUTTONS) < 2;
	}
	if ((button & MOUSE_BUTTONS) != 0)
		return false;
	mouse->kind = final == 'm' ? MOUSE_RELEASE
		: button & MOUSE_MOTION ? MOUSE_DRAG : MOUSE_PRESS;
	return true;
}

static int feed_mouse(struct decoder *d, int unit, struct event *e)
{
	if ((unit >= '0' && unit <= '9') || unit == ';') {
		if (d->count < DECODE_BYTES - 1) {
			d->bytes[d->count++] = (char)unit;
			return 0;
		}
	}
	d->bytes[d->count] = '\0';
	d->count = 0;
	d->state = DECODE_PLAIN;
	memset(e, 0, sizeof *e);
	e->kind = EVENT_MOUSE;
	if (unit != 'M' && unit != 'm')
		return 0;
	return parse_report(d->bytes, (char)unit, &e->mouse) && !d->pasting ? 1 : 0;
}

int decoder_feed(struct decoder *d, int unit, struct event e[DECODE_EVENTS])
{
	switch (d->state) {
	case DECODE_UTF8:
		if (unit >= 0x80 && unit < 0xc0)
			return feed_utf8(d, unit, e);
		d->state = DECODE_PLAIN;
		return feed_plain(d, unit, e);
	case DECODE_ESCAPE:
		return feed_escape(d, unit, e);
	case DECODE_CSI:
	case DECODE_SS3:
		return feed_sequence(d, unit, e);
	case DECODE_MOUSE:
		return feed_mouse(d, unit, e);
	case DECODE_PLAIN:
	default:
		return feed_plain(d, unit, e);
	}
}

int decoder_flush(struct decoder *d, struct event e[DECODE_EVENTS])
{
	if (d->state != DECODE_ESCAPE)
		return 0;
	d->state = DECODE_PLAIN;
	return put_key(d, K_ESC, e);
}
