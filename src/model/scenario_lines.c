/* Reads lines through inih. inih knows no line numbers, cuts long lines and
 * stops at NUL bytes; so the reader that feeds it looks at every raw line
 * first, and gives it only what it reads completely. */
#include "scenario_lines.h"

#include "base/utf8.h"

#include <ini.h>
#include <stdbool.h>
#include <string.h>

struct feed {
	const char *next, *end;    /* what is left of the text */
	line_handler handler;
	void *user;
	int line;                  /* of the raw line given to inih last */
	char raw[LINE_BYTES_MAX + 1];
	bool pending;              /* that line must come back through the handler */
	bool ignore;               /* it was replaced; its call means nothing */
	bool open;                 /* inih would take an indented line as more of a value */
	bool lost;                 /* of a value that was refused */
};

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *p)
{
	while (blank(*p))
		p++;
	return p;
}

static void emit(struct feed *f, enum line_kind kind, int column, const char *key,
	const char *value)
{
	const struct line_event event = { .kind = kind, .line = f->line, .column = column,
		.key = key, .value = value };

	f->handler(f->user, &event);
}

/* Reports a trouble with the raw line and has inih skip it. */
static void refuse(struct feed *f, const char *why, char *line, const char *instead)
{
	emit(f, LINE_ERROR, 0, NULL, why);
	strcpy(line, instead);
	f->ignore = true;
	f->pending = false;
}

/* What is wrong with the bytes of a line, or NULL. */
static const char *bad_bytes(const char *p, size_t n)
{
	if (n > LINE_BYTES_MAX)
		return "the line is longer than 199 bytes: continue a long value on the next "
			"line, indented";
	if (memchr(p, '\0', n))
		return "the line has a NUL byte: a scenario is UTF-8 text";
	if (!utf8_is_valid(p, n))
		return "the line is not valid UTF-8";
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)p[i] < 0x20 && p[i] != '\t') || p[i] == 0x7f)
			return "the line has a control character: a scenario is plain text";
	return NULL;
}

static void trim(char *text)
{
	size_t n = strlen(text);

	while (n && blank(text[n - 1]))
		text[--n] = '\0';
}

/* Cuts text at a comment, which starts with a ; after a blank, and trims it. */
static void cut_comment(char *text)
{
	for (char *p = text; *p; p++)
		if (*p == ';' && p > text && blank(p[-1])) {
			*p = '\0';
			break;
		}
	trim(text);
}

/* A value, from `at` in the raw line on. Which of its two readings holds is known to
 * who knows the key. */
static void emit_value(struct feed *f, enum line_kind kind, const char *at, const char *key,
	const char *value)
{
	char prose[LINE_BYTES_MAX + 1];
	const struct line_event event = { .kind = kind, .line = f->line,
		.column = (int)(at - f->raw) + 1, .key = key, .value = value, .prose = prose };

	strcpy(prose, at);
	trim(prose);
	f->handler(f->user, &event);
}

/* A section's header, which starts at `start`: reported, and what is wrong
 * with it, or NULL. */
static const char *header(struct feed *f, const char *start)
{
	char name[LINE_BYTES_MAX + 1];
	const char *close = strchr(start, ']'), *after;
	size_t n;

	if (start > f->raw && f->open)
		return "an indented line continues the value above: start a [section] in the "
			"first column";
	if (!close)
		return "a [section] needs its ]";
	after = skip_blanks(close + 1);
	if (*after && *after != ';' && *after != '#')
		return "only a comment may follow a [section]";
	start = skip_blanks(start + 1);
	n = (size_t)(close - start);
	while (n && blank(start[n - 1]))
		n--;
	memcpy(name, start, n);
	name[n] = '\0';
	if (!n || strchr(name, ';') || n > 48)
		return "no [section] has such a name: scenario, generalist, specialist ID, lesson";
	emit(f, LINE_SECTION, (int)(start - f->raw) + 1, NULL, name);
	return NULL;
}

/* Whether the raw line, which may hold anything, was to be a section's header. */
static bool like_header(const char *p, size_t n)
{
	while (n && blank(*p)) {
		p++;
		n--;
	}
	return n && *p == '[';
}

/* A header that means nothing: what it is was said, or is being said. The
 * section above ends all the same, and the keys below are skipped. */
static void refuse_header(struct feed *f, const char *why, char *line)
{
	emit(f, LINE_SECTION, 0, NULL, "");
	refuse(f, why, line, "[refused]");
	f->open = f->lost = false;
}

/* Looks at the raw line before inih does. */
static void inspect(struct feed *f, const char *p, size_t n, char *line)
{
	const char *why = bad_bytes(p, n), *start;

	f->pending = f->ignore = false;
	if (why && like_header(p, n)) {
		refuse_header(f, why, line);
		return;
	}
	if (why) {
		/* An empty value takes any indented lines that follow. */
		refuse(f, why, line, "refused=");
		f->open = f->lost = true;
		return;
	}
	memcpy(f->raw, p, n);
	f->raw[n] = '\0';
	strcpy(line, f->raw);
	start = skip_blanks(f->raw);
	if (!*start || *start == ';' || *start == '#')
		return;
	if (*start == '[') {
		why = header(f, start);
		if (why) {
			refuse_header(f, why, line);
			return;
		}
		strcpy(line, "[section]");
		f->ignore = true;
		f->open = f->lost = false;
		return;
	}
	f->pending = true;
}

/* A line that inih did not hand over has neither = nor :. */
static void settle(struct feed *f)
{
	if (f->pending)
		emit(f, LINE_ERROR, 0, NULL, "neither a [section] nor key = value");
	f->pending = false;
}

/* inih's reader: the next line without its end, or NULL. */
static char *feed_line(char *line, int size, void *stream)
{
	struct feed *f = stream;
	const char *p = f->next, *end;
	size_t n;

	settle(f);
	if (p == f->end || size < LINE_BYTES_MAX + 1)
		return NULL;
	end = memchr(p, '\n', (size_t)(f->end - p));
	f->next = end ? end + 1 : f->end;
	n = (size_t)((end ? end : f->end) - p);
	if (n && p[n - 1] == '\r')
		n--;
	f->line++;
	if (f->line == 1 && n >= 3 && !memcmp(p, "\xEF\xBB\xBF", 3)) {
		p += 3;
		n -= 3;
	}
	inspect(f, p, n, line);
	return line;
}

/* inih's handler: a value, or more of one. */
static int take_line(void *user, const char *section, const char *key, const char *value)
{
	struct feed *f = user;
	const char *at;

	(void)section; /* cut at 50 bytes; header() has the whole */
	if (f->ignore)
		return 1;
	f->pending = false;
	if (f->open && blank(f->raw[0])) {
		char text[LINE_BYTES_MAX + 1];

		if (f->lost)
			return 1;
		at = skip_blanks(f->raw);
		strcpy(text, at);
		cut_comment(text);
		emit_value(f, LINE_MORE, at, NULL, text);
		return 1;
	}
	f->open = *key;
	f->lost = false;
	at = f->raw + strcspn(f->raw, "=:");
	at = skip_blanks(at + 1);
	if (!*key)
		emit(f, LINE_ERROR, 0, NULL, "there is no key before the =");
	else
		emit_value(f, LINE_KEY, at, key, value);
	return 1;
}

enum status scenario_lines(const char *text, size_t length, line_handler handler, void *user,
	struct error *err)
{
	struct feed f = { .next = text, .end = text + length, .handler = handler, .user = user };

	ini_parse_stream(feed_line, &f, take_line, &f);
	settle(&f);
	/* The end of the text is always reached, unless inih was built with
	 * shorter lines than these. */
	if (f.next != f.end)
		return error_set(err, STATUS_SYSTEM, "inih reads lines of fewer than %d bytes",
			LINE_BYTES_MAX);
	return STATUS_OK;
}

/* ---- written -------------------------------------------------------------------- */

/* Whether a line may start here: not like a comment, a section or a key. The =
 * of ==, <=, >= and != is a formula's, which compares. */
static bool may_start(const char *text)
{
	const char *after = text + strcspn(text, " =:");
	bool compares;

	after += strspn(after, " ");
	compares = *after == '=' &&
		(after[1] == '=' || (after > text && strchr("<>!", after[-1])));
	return *text && !strchr(" ;#[", *text) && *after != ':' && (*after != '=' || compares);
}

/* How much of text goes on a line of at most `most` bytes: up to a blank
 * whose next word a line may start with. 0: there is no such place. */
static size_t fit(const char *text, size_t most)
{
	size_t best = 0;

	if (strlen(text) <= most)
		return strlen(text);
	for (size_t i = 1; i <= most; i++)
		if (text[i] == ' ' && text[i - 1] != ' ' && may_start(text + i + 1))
			best = i;
	return best;
}

void write_key(struct buffer *w, const char *key, const char *value)
{
	/* Well below what a line may have, for readers' sake. */
	size_t room = 96 - strlen(key), most = LINE_BYTES_MAX - strlen(key) - 3;

	buffer_add_text(w, key);
	buffer_add_text(w, " = ");
	while (*value) {
		size_t n = fit(value, room);

		if (!n)
			n = fit(value, most);
		buffer_add(w, value, n);
		value += n + (n && value[n]);
		/* A word too long for what is left of the first line gets the
		 * next; one too long for that is no text of ours. */
		if (!n && most == LINE_BYTES_MAX - 4) {
			buffer_add_text(w, value);
			break;
		}
		room = 92;
		most = LINE_BYTES_MAX - 4;
		if (*value)
			buffer_add_text(w, "\n    ");
	}
	buffer_add_text(w, "\n");
}
