#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 64

void buffer_free(struct buffer *b)
{
	free(b->text);
	*b = (struct buffer){.text = NULL};
}

void buffer_add(struct buffer *b, const char *bytes, size_t n)
{
	if (b->no_memory)
		return;
	if (b->length + n + 1 > b->room) {
		size_t room = 2 * b->room + n + FIRST_ROOM;
		char *text = realloc(b->text, room);
		if (!text) {
			b->no_memory = true;
			return;
		}
		b->text = text;
		b->room = room;
	}
	memcpy(b->text + b->length, bytes, n);
	b->length += n;
	b->text[b->length] = '\0';
}

void buffer_add_text(struct buffer *b, const char *text)
{
	buffer_add(b, text, strlen(text));
}

void *array_grown(void *items, int *room, int count, size_t size)
{
	int more = *room ? 2 * *room : 16;
	void *grown;

	if (count < *room)
		return items;
	grown = realloc(items, (size_t)more * size);
	if (grown)
		*room = more;
	return grown;
}

void stream_open(struct stream *s)
{
	*s = (struct stream){.f = NULL};
	s->f = open_memstream(&s->text, &s->length);
}

enum status stream_close(struct stream *s, char **out, struct error *err)
{
	bool failed = !s->f || ferror(s->f);

	failed = (s->f && fclose(s->f) != 0) || failed;
	*out = failed ? NULL : s->text;
	if (!failed)
		return STATUS_OK;
	free(s->text);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}
