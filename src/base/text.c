#include "base/text.h"

#include "base/cluster.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

size_t text_decode(const char *text, size_t n, unsigned *cp)
{
	utf8proc_int32_t value;
	utf8proc_ssize_t length;

	*cp = (unsigned char)*text;
	if (*cp < 0x80) /* the common case */
		return 1;
	length = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &value);
	*cp = length > 0 ? (unsigned)value : 0xfffd;
	return length > 0 ? (size_t)length : 1;
}

size_t text_encode(unsigned cp, char *out)
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
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
	int width = 0, columns;
	for (size_t i = 0; i < n;) {
		i += text_cluster(text + i, n - i, &columns);
		width += columns;
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

/* What text_sanitise has written: in which character it is. */
struct clean {
	struct cluster cluster;
	size_t begin;   /* where that one starts */
	int pictures;   /* joined in it so far */
	int marks;      /* on the last of them, or on the letter */
};

enum { MARKS_MAX = 2, PICTURES_MAX = 4 }; /* a family of four */

/* U+200D stays where it makes one picture of two, and only there. */
static bool may_join(const struct clean *o, const char *rest, size_t n)
{
	unsigned next;
	if (n == 0 || !o->cluster.picture || o->pictures >= PICTURES_MAX)
		return false;
	text_decode(rest, n, &next);
	return cluster_is_pictograph(next);
}

/* Takes cp in at offset `at`; false: it is a mark too many, or one with nothing
 * to sit on. */
static bool take_clean(struct clean *o, unsigned cp, size_t at)
{
	struct cluster c = o->cluster;
	bool more = at > 0 && cluster_take(&c, cp);
	/* Tones of skin have columns of their own where they stand alone. */
	bool picture = cluster_is_pictograph(cp);
	bool mark = text_cp_width(cp) == 0 || (more && c.picture && !picture);

	if (cp == TEXT_JOINER) {
		o->cluster = c;
		return true;
	}
	if (mark && (!more || o->marks == MARKS_MAX))
		return false;
	o->marks = mark ? o->marks + 1 : 0;
	if (!more) {
		cluster_begin(&c, cp);
		o->begin = at;
		o->pictures = 0;
	}
	o->pictures += picture;
	o->cluster = c;
	return true;
}

char *text_sanitise(const char *text, char *out, size_t size)
{
	size_t n = strlen(text), used = 0;
	struct clean o = {0};
	unsigned cp;

	if (size == 0)
		return out;
	for (size_t i = 0; i < n;) {
		char piece[4];
		size_t step = text_decode(text + i, n - i, &cp);
		bool invalid = cp == 0xfffd && step == 1;
		i += step;
		if (invalid || (text_cp_unsafe(cp) &&
				!(cp == TEXT_JOINER && may_join(&o, text + i, n - i))))
			cp = '?';
		if (!take_clean(&o, cp, used))
			continue;
		step = text_encode(cp, piece);
		if (used + step >= size) {
			used = o.begin;
			break;
		}
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
		int w;
		size_t step = text_cluster(text + i, n - i, &w);
		bool blank = text[i] == ' ';
		if (blank) {
			if (i > 0 && text[i - 1] != ' ')
				line = i;
			blank_seen = true;
			resume = i + 1;
		}
		/* A blank may hang over the edge; a line takes at least one character. */
		if (width + w > columns && !blank && i > 0) {
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
