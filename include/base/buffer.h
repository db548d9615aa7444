/* What grows: a text, an array, a file in memory. */
#ifndef HAGGLE_BASE_BUFFER_H
#define HAGGLE_BASE_BUFFER_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A text. Zeroed, it is empty. */
struct buffer {
	char *text;     /* owned, terminated; NULL: nothing was added yet */
	size_t length, room;
	bool no_memory; /* something was added that is not there */
};

void buffer_free(struct buffer *b);
/* Add bytes, or a text. Once memory has run out, nothing more is added. */
void buffer_add(struct buffer *b, const char *bytes, size_t n);
void buffer_add_text(struct buffer *b, const char *text);

/* The malloced array of `count` items of that size, *room of them allocated, with room for one
 * more; its old address is then no good. NULL without memory: it is as it was. */
void *array_grown(void *items, int *room, int count, size_t size);

/* What is written to f becomes a text. */
struct stream {
	FILE *f; /* NULL: there was no memory */
	char *text;
	size_t length;
};
void stream_open(struct stream *s);
/* *out is what was written, malloced, its length in s->length. STATUS_SYSTEM, and nothing to
 * free, where memory ran out, at the beginning too. */
enum status stream_close(struct stream *s, char **out, struct error *err);

#endif
