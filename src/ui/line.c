/* A line being typed. */
#include "ui/line.h"

#include "base/text.h"
#include "ui/key.h"

#include <string.h>

void line_init(struct line *l, const char *text)
{
	size_t length = strlen(text);

	if (length >= LINE_BYTES)
		length = LINE_BYTES - 1;
	memcpy(l->text, text, length);
	l->text[length] = '\0';
	l->length = l->cursor = (int)length;
}

static void cut(struct line *l, int from, int to)
{
	memmove(l->text + from, l->text + to, (size_t)(l->length - to + 1));
	l->length -= to - from;
	l->cursor = from;
}

/* Where the character before or after at starts: continuation bytes are
 * passed over. */
static int before(const struct line *l, int at)
{
	while (at > 0 && ((unsigned char)l->text[--at] & 0xc0) == 0x80)
		;
	return at;
}

static int after(const struct line *l, int at)
{
	if (at < l->length)
		at++;
	while (at < l->length && ((unsigned char)l->text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static int word_before(const struct line *l)
{
	int at = l->cursor;

	while (at > 0 && l->text[at - 1] == ' ')
		at--;
	while (at > 0 && l->text[at - 1] != ' ')
		at--;
	return at;
}

bool line_insert(struct line *l, int cp)
{
	char bytes[5], clean[8];
	size_t n;

	if (!key_is_text(cp))
		return false;
	n = text_encode((unsigned)cp, bytes);
	bytes[n] = '\0';
	/* Characters that steer a terminal would come back as something else. */
	if (strcmp(text_sanitise(bytes, clean, sizeof clean), bytes) != 0)
		return false;
	if (l->length + (int)n >= LINE_BYTES)
		return false;
	memmove(l->text + l->cursor + n, l->text + l->cursor,
		(size_t)(l->length - l->cursor + 1));
	memcpy(l->text + l->cursor, bytes, n);
	l->length += (int)n;
	l->cursor += (int)n;
	return true;
}

bool line_key(struct line *l, int key)
{
	switch (key) {
	case K_LEFT:
		l->cursor = before(l, l->cursor);
		return true;
	case K_RIGHT:
		l->cursor = after(l, l->cursor);
		return true;
	case K_HOME:
	case KEY_CTRL('a'):
		l->cursor = 0;
		return true;
	case K_END:
	case KEY_CTRL('e'):
		l->cursor = l->length;
		return true;
	case K_BACKSPACE:
		cut(l, before(l, l->cursor), l->cursor);
		return true;
	case K_DELETE:
		cut(l, l->cursor, after(l, l->cursor));
		return true;
	case KEY_CTRL('u'):
		cut(l, 0, l->cursor);
		return true;
	case KEY_CTRL('k'):
		cut(l, l->cursor, l->length);
		return true;
	case KEY_CTRL('w'):
		cut(l, word_before(l), l->cursor);
		return true;
	default:
		return line_insert(l, key);
	}
}
