/* A line being typed. */
#include "ui/line.h"

#include "base/text.h"
#include "base/utf8.h"
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
	l->joining = false;
}

static void cut(struct line *l, int from, int to)
{
	memmove(l->text + from, l->text + to, (size_t)(l->length - to + 1));
	l->length -= to - from;
	l->cursor = from;
}

static int character(const struct line *l, int at)
{
	int columns;

	return (int)text_cluster(l->text + at, (size_t)(l->length - at), &columns);
}

/* Where the character before `at` starts. */
static int before(const struct line *l, int at)
{
	int start = 0;

	for (int next = 0; next < at; next += character(l, next))
		start = next;
	return start;
}

/* Where the character at `at` ends. */
static int after(const struct line *l, int at)
{
	int end = 0;

	while (end <= at && end < l->length)
		end += character(l, end);
	return end;
}

static int word_after(const struct line *l)
{
	int at = l->cursor;

	while (at < l->length && l->text[at] == ' ')
		at++;
	while (at < l->length && l->text[at] != ' ')
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

/* Whether text_sanitise leaves the bytes as they are where they would go. */
static bool harmless(const struct line *l, const char *bytes, size_t n)
{
	char text[LINE_BYTES + 8], alone[LINE_BYTES + 8], both[LINE_BYTES + 8];
	int start = before(l, l->cursor);
	size_t length = (size_t)(l->cursor - start);

	memcpy(text, l->text + start, length);
	text[length] = '\0';
	text_sanitise(text, alone, sizeof alone);
	memcpy(text + length, bytes, n);
	text[length + n] = '\0';
	text_sanitise(text, both, sizeof both);
	length = strlen(alone);
	return strlen(both) == length + n && !memcmp(both, alone, length)
		&& !memcmp(both + length, bytes, n);
}

bool line_insert(struct line *l, int cp)
{
	char bytes[8];
	size_t joiner = l->joining ? utf8_encode(UTF8_JOINER, bytes) : 0, n;

	/* A joiner is nothing by itself: it waits for what it joins. */
	l->joining = cp == UTF8_JOINER;
	if (!key_is_text(cp) || l->joining)
		return false;
	n = joiner + utf8_encode((unsigned)cp, bytes + joiner);
	/* Characters that steer a terminal would come back as something else. */
	if (joiner > 0 && !harmless(l, bytes, n)) {
		n -= joiner;
		memmove(bytes, bytes + joiner, n);
	}
	if (!harmless(l, bytes, n))
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
	if (!key_is_text(key))
		l->joining = false;
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
	case K_CTRL_LEFT:
	case K_ALT | K_LEFT:
	case K_ALT | 'b':
		l->cursor = word_before(l);
		return true;
	case K_CTRL_RIGHT:
	case K_ALT | K_RIGHT:
	case K_ALT | 'f':
		l->cursor = word_after(l);
		return true;
	case K_ALT | 'd':
		cut(l, l->cursor, word_after(l));
		return true;
	case KEY_CTRL('w'):
	case K_ALT | K_BACKSPACE:
		cut(l, word_before(l), l->cursor);
		return true;
	default:
		return line_insert(l, key);
	}
}
