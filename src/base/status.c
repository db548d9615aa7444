#include "base/status.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum status error_set(struct error *err, enum status status, const char *format, ...)
{
	va_list ap;

	if (!err)
		return status;
	memset(err, 0, sizeof *err);
	err->status = status;
	va_start(ap, format);
	text_sentence(err->text, sizeof err->text, format, ap);
	va_end(ap);
	return status;
}

void error_place(struct error *err, const char *file, int line, int column)
{
	if (!err)
		return;
	text_sanitise(file, err->file, sizeof err->file);
	err->line = line;
	err->column = column;
}

char *error_format(const struct error *err, char *out, unsigned long size)
{
	char place[ERROR_FILE_MAX + 32];
	size_t used = 0;

	place[0] = '\0';
	if (err->file[0])
		used += (size_t)snprintf(place, sizeof place, "%s:", err->file);
	else if (err->line > 0)
		used += (size_t)snprintf(place, sizeof place, "line ");
	if (err->line > 0)
		used += (size_t)snprintf(place + used, sizeof place - used, "%d:", err->line);
	if (err->column > 0)
		used += (size_t)snprintf(place + used, sizeof place - used,
			err->line > 0 ? "%d:" : "column %d:", err->column);
	if (size > 0)
		snprintf(out, size, "%s%s%s", place, used ? " " : "", err->text);
	return out;
}

void error_list_init(struct error_list *list)
{
	list->count = list->total = 0;
}

void error_list_add(struct error_list *list, const struct error *err)
{
	list->total++;
	if (list->count < ERROR_LIST_MAX)
		list->item[list->count++] = *err;
}
