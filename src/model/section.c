/* Keys and values as they were read. */
#include "section.h"

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void section_clear(struct section *sec)
{
	sec->line = sec->count = sec->pieces = 0;
	sec->arena.length = 0;
	sec->refused = sec->lab = false;
}

void section_free(struct section *sec)
{
	free(sec->entry);
	buffer_free(&sec->arena);
	free(sec->piece);
	memset(sec, 0, sizeof(*sec));
}

/* Appends n bytes and a NUL to the arena, over the last `over` bytes. */
static bool append(struct section *sec, const char *text, size_t n, size_t over)
{
	struct buffer *b = &sec->arena;

	b->length -= over;
	buffer_add(b, text, n);
	buffer_add(b, "", 1);
	if (b->no_memory)
		return false;
	/* A tab is a blank: screens have no other use for it. */
	for (char *at = b->text + b->length - n - 1; *at; at++)
		*at = (char)(*at == '\t' ? ' ' : *at);
	return true;
}

static bool add_piece(struct section *sec, size_t offset, int line, int column)
{
	struct piece *p = array_grown(sec->piece, &sec->pieces_room, sec->pieces, sizeof(*p));

	if (!p)
		return false;
	sec->piece = p;
	p[sec->pieces++] = (struct piece){ offset, line, column };
	return true;
}

struct entry *section_add(struct section *sec, const char *key, const char *value, int line,
	int column)
{
	struct entry *e = array_grown(sec->entry, &sec->capacity, sec->count, sizeof(*e));

	if (!e)
		return NULL;
	sec->entry = e;
	e += sec->count;
	memset(e, 0, sizeof(*e));
	snprintf(e->key, sizeof(e->key), "%s", key);
	e->line = line;
	e->value = sec->arena.length;
	e->piece = sec->pieces;
	e->pieces = 1;
	if (!append(sec, value, strlen(value), 0) || !add_piece(sec, 0, line, column))
		return NULL;
	sec->count++;
	return e;
}

bool section_more(struct section *sec, const char *value, int line, int column)
{
	struct entry *e = &sec->entry[sec->count - 1];
	size_t length = sec->arena.length - e->value - 1;

	/* An empty first line leaves no blank at the start. */
	if (length && !append(sec, " ", 1, 1))
		return false;
	length = sec->arena.length - e->value - 1;
	if (!append(sec, value, strlen(value), 1) || !add_piece(sec, length, line, column))
		return false;
	e->pieces++;
	return true;
}

struct entry *section_find(const struct section *sec, const char *key, enum key_part part)
{
	for (int i = 0; i < sec->count; i++)
		if (sec->entry[i].part == part && !strcmp(sec->entry[i].key, key))
			return &sec->entry[i];
	return NULL;
}

const char *section_value(const struct section *sec, const struct entry *e)
{
	return sec->arena.text + e->value;
}

void section_place(const struct section *sec, const struct entry *e, int at, int *line,
	int *column)
{
	const struct piece *p = &sec->piece[e->piece];

	for (int i = 1; i < e->pieces && p[1].offset <= (size_t)at; i++)
		p++;
	*line = p->line;
	*column = p->column + at - (int)p->offset;
}

void reading_error(struct reading *r, int line, int column, const struct error *err)
{
	struct error placed = *err;

	if (err->status == STATUS_SYSTEM)
		r->no_memory = true;
	placed.status = STATUS_INPUT;
	error_place(&placed, r->name, line, column);
	error_list_add(r->errors, &placed);
}

void reading_fail(struct reading *r, int line, int column, const char *format, ...)
{
	char text[ERROR_TEXT_MAX];
	struct error err = { .status = STATUS_INPUT };
	va_list args;

	/* A file of a million errors is refused no slower than a file of 20. */
	if (r->errors->count == ERROR_LIST_MAX) {
		r->errors->total++;
		return;
	}
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	error_set(&err, STATUS_INPUT, "%s", text);
	reading_error(r, line, column, &err);
}
