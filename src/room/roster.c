/* A list of those who may join. */
#include "server_private.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MAX 10000
#define LINE (ROOM_LABEL_MAX + 40) /* bytes of a line that are looked at, for a message */
#define BLANK " \t\r"
#define BOM "\xef\xbb\xbf"

struct roster {
	int count, room;
	char (*label)[ROOM_LABEL_MAX + 1];
};

/* A line without its end, as far as it has room: what is longer cannot be a name. False: none. */
static bool read_line(FILE *f, char line[LINE])
{
	int n = 0, c = 0;

	while (n < LINE - 1 && (c = getc(f)) != EOF && c != '\n')
		line[n++] = (char)(c ? c : '\1'); /* which can no more be in a name */
	line[n] = '\0';
	return n > 0 || c == '\n';
}

/* What stands in it, without the blanks around. */
static char *trim(char *line, bool first)
{
	char *from = line;
	size_t n;

	if (first && strncmp(from, BOM, strlen(BOM)) == 0)
		from += strlen(BOM);
	from += strspn(from, BLANK);
	n = strlen(from);
	while (n > 0 && strchr(BLANK, from[n - 1]))
		n--;
	from[n] = '\0';
	return from;
}

static enum status add(struct roster *r, const char *label, struct error *err)
{
	void *grown;

	if (!room_label_ok(label))
		return error_set(err, STATUS_INPUT, "'%s' cannot be a name here: 1 to %d letters, "
			"digits, . - and _, one name a line", label, ROOM_LABEL_MAX);
	if (r->count == NAMES_MAX)
		return error_set(err, STATUS_INPUT, "more than %d names", NAMES_MAX);
	grown = array_grown(r->label, &r->room, r->count, sizeof *r->label);
	if (!grown)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	r->label = grown;
	strcpy(r->label[r->count++], label);
	return STATUS_OK;
}

static enum status read_names(struct roster *r, FILE *f, const char *path, struct error *err)
{
	char line[LINE];
	enum status status = STATUS_OK;
	int number = 1;

	for (; status == STATUS_OK && read_line(f, line); number++) {
		const char *label = trim(line, number == 1);
		if (label[0] && (status = add(r, label, err)) != STATUS_OK)
			error_place(err, path, number, 0);
	}
	if (status == STATUS_OK && ferror(f))
		return place_fails(path, err);
	if (status == STATUS_OK && r->count == 0) {
		status = error_set(err, STATUS_INPUT, "there is no name: nobody could join");
		error_place(err, path, 0, 0);
	}
	return status;
}

enum status roster_read(const char *path, struct roster **out, struct error *err)
{
	FILE *f = fopen(path, "r");
	struct roster *r = NULL;
	enum status status;

	*out = NULL;
	if (!f)
		return place_fails(path, err);
	r = calloc(1, sizeof *r);
	status = r ? read_names(r, f, path, err) :
		error_set(err, STATUS_SYSTEM, "out of memory");
	fclose(f);
	if (status == STATUS_OK)
		*out = r;
	else
		roster_free(r);
	return status;
}

bool roster_has(const struct roster *r, const char *label)
{
	for (int i = 0; i < r->count; i++)
		if (strcmp(r->label[i], label) == 0)
			return true;
	return false;
}

void roster_free(struct roster *r)
{
	if (!r)
		return;
	free(r->label);
	free(r);
}
