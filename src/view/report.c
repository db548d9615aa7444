#include "view/report_private.h"

#include "base/buffer.h"

enum status report_write(const struct study *st, const struct report_more *more,
	enum report_format format, char **out, struct error *err)
{
	struct stream s;

	stream_open(&s);
	if (s.f && format == REPORT_TEXT)
		report_text(s.f, st, more->floors);
	else if (s.f && format == REPORT_JSON)
		report_json(s.f, st, more->floors);
	else if (s.f)
		report_csv(s.f, st, more);
	return stream_close(&s, out, err);
}

enum status report_lack(const struct scenario *s, enum lack lack, const struct report_more *more,
	enum report_format format, char **out, struct error *err)
{
	struct stream to;

	stream_open(&to);
	if (to.f && format == REPORT_JSON)
		report_json_lack(to.f, s, lack);
	else if (to.f && format == REPORT_CSV)
		report_csv_lack(to.f, s, lack, more);
	return stream_close(&to, out, err);
}
