#include "base/text.h"

#include "base/cluster.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

size_t text_cluster(const char *text, size_t n, int *columns)
{
	struct cluster c;
	unsigned cp;
	size_t used = utf8_decode(text, n, &cp);

	cluster_begin(&c, cp);
	while (used < n) {
		size_t step = utf8_decode(text + used, n - used, &cp);

		if (!cluster_take(&c, cp))
			break;
		used += step;
	}
	*columns = c.columns;
	return used;
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
	utf8_decode(rest, n, &next);
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
	bool mark = utf8_width(cp) == 0 || (more && c.picture && !picture);

	if (cp == UTF8_JOINER) {
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
		size_t step = utf8_decode(text + i, n - i, &cp);
		bool invalid = cp == 0xfffd && step == 1;
		i += step;
		if (invalid || (utf8_unsafe(cp) &&
				!(cp == UTF8_JOINER && may_join(&o, text + i, n - i))))
			cp = '?';
		if (!take_clean(&o, cp, used))
			continue;
		step = utf8_encode(cp, piece);
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

char *text_sentence(char *out, size_t size, const char *format, va_list args)
{
	char text[TEXT_SENTENCE_MAX];

	vsnprintf(text, sizeof text, format, args);
	return text_sanitise(text, out, size);
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

char *text_append(char *out, size_t size, const char *format, ...)
{
	size_t used = strlen(out);
	va_list args;

	va_start(args, format);
	vsnprintf(out + used, size - used, format, args);
	va_end(args);
	return out;
}

static void put_utf8(FILE *f, unsigned cp)
{
	char bytes[4];
	size_t n = utf8_encode(cp, bytes);

	fwrite(bytes, 1, n, f);
}

void text_put_json(FILE *f, const char *text)
{
	size_t n = strlen(text);
	unsigned cp;

	fputc('"', f);
	for (size_t at = 0; at < n;) {
		at += utf8_decode(text + at, n - at, &cp);
		if (cp == '"' || cp == '\\')
			fprintf(f, "\\%c", (int)cp);
		else if (!utf8_unsafe(cp))
			put_utf8(f, cp);
		else if (cp < 0x10000)
			fprintf(f, "\\u%04x", cp);
		else
			fprintf(f, "\\u%04x\\u%04x", 0xd7c0 + (cp >> 10), 0xdc00 + (cp & 0x3ff));
	}
	fputc('"', f);
}

void text_put_csv(FILE *f, const char *text)
{
	bool quoted = strpbrk(text, ",\"\n\r");

	fputs(quoted ? "\"" : "", f);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', f);
		fputc(*text, f);
	}
	fputs(quoted ? "\"" : "", f);
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

int text_distance(const char *a, const char *b)
{
	enum { MOST = 60 };
	int n = (int)strlen(a), m = (int)strlen(b);
	int row[3][MOST + 1];

	if (n > MOST || m > MOST || abs(n - m) >= TEXT_FAR)
		return TEXT_FAR;
	for (int j = 0; j <= m; j++)
		row[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			int best = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[n % 3][m] < TEXT_FAR ? row[n % 3][m] : TEXT_FAR;
}
