/* The lines of a scenario file: inih's syntax, with the exact place of
 * everything. Private to the model layer. */
#ifndef HAGGLE_MODEL_SCENARIO_LINES_H
#define HAGGLE_MODEL_SCENARIO_LINES_H

#include "base/buffer.h"
#include "base/status.h"

#include <stddef.h>

#define LINE_BYTES_MAX 199 /* of a line, without its end */

enum line_kind {
	LINE_SECTION, /* [name]: value is the name, "" where it was refused */
	LINE_KEY,     /* key = value */
	LINE_MORE,    /* an indented line that continues the value above */
	LINE_ERROR,   /* value says what is wrong */
};

/* Strings are valid during the call only. */
struct line_event {
	enum line_kind kind;
	int line;          /* from 1 */
	int column;        /* where the value starts, from 1; 0 for errors */
	const char *key;   /* LINE_KEY only */
	const char *value; /* trimmed, without comment */
	const char *prose; /* of LINE_KEY and LINE_MORE: trimmed, with what may be a comment */
};

typedef void (*line_handler)(void *user, const struct line_event *event);

/* Calls handler for every line that is not blank and not a comment, in order.
 * Fails only with STATUS_SYSTEM. */
enum status scenario_lines(const char *text, size_t length, line_handler handler, void *user,
	struct error *err);

/* "key = value", long values on indented lines. */
void write_key(struct buffer *w, const char *key, const char *value);

#endif
