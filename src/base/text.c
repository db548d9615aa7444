#include "base/text.h"

#include <stdio.h>
#include <string.h>

size_t text_decode(const char *text, size_t n, unsigned *cp)
{
	const unsigned char *p = (const unsigned char *)text;
	static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3
			: p[0] < 0xf5 ? 4 : 0;

	*cp = 0xfffd;
	if (length == 0 || length > n)
		return 1;
	if (length == 1) {
		*cp = p[0];
		return 1;
	}
	unsigned value = p[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 1;
		value = value << 6 | (p[i] & 0x3fu);
	}
	if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 1;
	*cp = value;
	return length;
}

size_t text_encode(unsigned cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool text_is_utf8(const char *text, size_t n)
{
	unsigned cp;
	for (size_t i = 0; i < n;) {
		if (text[i] == '\0')
			return false;
		size_t step = text_decode(text + i, n - i, &cp);
		if (cp == 0xfffd && step == 1)
			return false;
		i += step;
	}
	return true;
}

int text_width(const char *text)
{
	size_t n = strlen(text);
	unsigned cp;
	int width = 0;
	for (size_t i = 0; i < n;) {
		i += text_decode(text + i, n - i, &cp);
		width += text_cp_width(cp);
	}
	return width;
}

bool text_cp_unsafe(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x61c ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb) ||
	       (cp & 0xfffe) == 0xfffe || (cp >= 0xe0000 && cp <= 0xe0fff);
}

char *text_sanitise(const char *text, char *out, size_t size)
{
	enum { MARKS_MAX = 2 };
	size_t n = strlen(text), used = 0;
	int marks = 0;
	unsigned cp;

	if (size == 0)
		return out;
	for (size_t i = 0; i < n;) {
		char piece[4];
		size_t step = text_decode(text + i, n - i, &cp);
		if (text_cp_unsafe(cp) || (cp == 0xfffd && step == 1))
			cp = '?';
		i += step;
		marks = text_cp_width(cp) == 0 ? marks + 1 : 0;
		/* A mark needs something to sit on, and few are readable. */
		if (marks > MARKS_MAX || (marks > 0 && used == 0))
			continue;
		step = text_encode(cp, piece);
		if (used + step >= size)
			break;
		memcpy(out + used, piece, step);
		used += step;
	}
	out[used] = '\0';
	return out;
}

char *text_shorten(const char *text, char *out, size_t size)
{
	size_t n = strlen(text), used;

	text_sanitise(text, out, size);
	/* It may have become shorter without being cut: marks are left out. */
	if (n < size)
		return out;
	text_sanitise(text, out, size - 3);
	used = strlen(out);
	memcpy(out + used, "...", 4);
	return out;
}

size_t text_json(const char *text, size_t n, char out[TEXT_JSON_MAX])
{
	unsigned cp;
	size_t step = text_decode(text, n, &cp);

	if (cp == '"' || cp == '\\')
		snprintf(out, TEXT_JSON_MAX, "\\%c", (int)cp);
	else if (!text_cp_unsafe(cp))
		out[text_encode(cp, out)] = '\0';
	else if (cp < 0x10000)
		snprintf(out, TEXT_JSON_MAX, "\\u%04x", cp);
	else
		snprintf(out, TEXT_JSON_MAX, "\\u%04x\\u%04x", 0xd7c0 + (cp >> 10),
			0xdc00 + (cp & 0x3ff));
	return step;
}

size_t text_wrap(const char *text, int columns, const char **next)
{
	size_t n = strlen(text), i = 0, line = 0, resume = 0;
	int width = 0;
	bool blank_seen = false;

	while (i < n && text[i] != '\n') {
		unsigned cp;
		size_t step = text_decode(text + i, n - i, &cp);
		if (cp == ' ') {
			if (i > 0 && text[i - 1] != ' ')
				line = i;
			blank_seen = true;
			resume = i + 1;
		}
		int w = text_cp_width(cp);
		/* A blank may hang over the edge; a line takes at least one character. */
		if (width + w > columns && cp != ' ' && i > 0) {
			if (!blank_seen)
				line = resume = i;
			while (text[resume] == ' ')
				resume++;
			*next = text + resume;
			return line;
		}
		width += w;
		i += step;
	}
	*next = text + i + (i < n);
	while (i > 0 && text[i - 1] == ' ')
		i--;
	return i;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool text_contains(const char *text, const char *needle)
{
	for (;; text++) {
		size_t i = 0;
		while (needle[i] && lower(text[i]) == lower(needle[i]))
			i++;
		if (!needle[i])
			return true;
		if (!*text)
			return false;
	}
}
