#include "room/wire.h"

#include "base/num.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void begin(struct buffer *w, const char *name)
{
	if (w->length > 0 && w->text[w->length - 1] != '\n')
		buffer_add(w, "\t", 1);
	buffer_add_text(w, name);
	buffer_add(w, "=", 1);
}

void wire_text(struct buffer *w, const char *name, const char *value)
{
	if (!value)
		return;
	begin(w, name);
	while (*value) {
		size_t n = strcspn(value, "\\\t\n");
		buffer_add(w, value, n);
		value += n;
		if (*value)
			buffer_add(w, *value == '\\' ? "\\\\" : *value == '\t' ? "\\t" : "\\n", 2);
		value += *value != '\0';
	}
}

void wire_int(struct buffer *w, const char *name, long long value)
{
	char text[NUM_TEXT_MAX];

	snprintf(text, sizeof text, "%lld", value);
	wire_text(w, name, text);
}

void wire_numbers(struct buffer *w, const char *name, const double *value, int count)
{
	char text[NUM_TEXT_MAX];

	begin(w, name);
	for (int i = 0; i < count; i++) {
		if (i > 0)
			buffer_add(w, " ", 1);
		buffer_add_text(w, isfinite(value[i]) ? num_format(value[i], text, sizeof text) : "-");
	}
}

/* Takes escapes out of [text, end), in place; the end of what is left. */
static char *unescape(char *text, const char *end)
{
	char *to = text;

	for (const char *from = text; from < end; from++) {
		if (*from == '\\' && from + 1 < end) {
			from++;
			*to++ = (char)(*from == 't' ? '\t' : *from == 'n' ? '\n' : *from);
		} else {
			*to++ = *from;
		}
	}
	return to;
}

/* Nothing in [text, end) but characters that may be shown, and line ends. What is replaced
 * becomes one byte, so that nothing grows. */
static char *clean(char *text, const char *end)
{
	char *to = text;

	for (const char *from = text; from < end;) {
		unsigned cp;
		size_t n = utf8_decode(from, (size_t)(end - from), &cp);
		if (cp == '\n' || (!utf8_unsafe(cp) && cp != 0xfffdu)) {
			memmove(to, from, n);
			to += n;
		} else {
			*to++ = '?';
		}
		from += n;
	}
	return to;
}

bool wire_next(char **at, const char **name, char **value)
{
	char *field = *at, *end, *equals;

	if (!*field)
		return false;
	end = field + strcspn(field, "\t");
	*at = *end ? end + 1 : end;
	equals = memchr(field, '=', (size_t)(end - field));
	*name = field;
	if (!equals) {
		*end = '\0';
		*value = end;
		return true;
	}
	*equals = '\0';
	*value = equals + 1;
	*clean(*value, unescape(*value, end)) = '\0';
	return true;
}

int wire_read_numbers(const char *value, double *to, int most)
{
	int count = 0;

	while (*value) {
		const char *end = value + strcspn(value, " ");
		if (count == most)
			return -1;
		if (end - value == 1 && *value == '-')
			to[count] = NAN;
		else if (!num_read(value, end, &to[count]))
			return -1;
		count++;
		value = end + (*end == ' ');
	}
	return count;
}
