#include "view/report_private.h"

#include <stdlib.h>
#include <string.h>

enum status report_write(const struct study *st, const struct report_more *more,
	enum report_format format, char **out, struct error *err)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f = open_memstream(&text, &size);
	if (!f)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	if (format == REPORT_TEXT)
		report_text(f, st, more->floors);
	else if (format == REPORT_JSON)
		report_json(f, st, more->floors);
	else
		report_csv(f, st, more);
	return report_close(f, &text, out, err);
}

enum status report_lack(const struct scenario *s, enum lack lack, const struct report_more *more,
	enum report_format format, char **out, struct error *err)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f = open_memstream(&text, &size);
	if (!f)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	if (format == REPORT_JSON)
		report_json_lack(f, s, lack);
	else if (format == REPORT_CSV)
		report_csv_lack(f, s, lack, more);
	return report_close(f, &text, out, err);
}

enum status report_close(FILE *f, char **text, char **out, struct error *err)
{
	bool failed = ferror(f) != 0;
	if (fclose(f) != 0 || failed) {
		free(*text);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = *text;
	return STATUS_OK;
}
