/* Exporting a view: as it stands (.txt), its data (.csv, .json), or a gnuplot
 * script that draws it (.gp). */
#include "view/export.h"

#include "base/buffer.h"
#include "base/num.h"
#include "base/text.h"
#include "figure.h"
#include "report_private.h"
#include "view/say.h"
#include "view/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_value(FILE *f, const struct value *v, const char *nothing)
{
	if (v->word) /* one of the program's own: nothing in it to be escaped */
		fprintf(f, "\"%s\"", v->word);
	else
		num_put(f, v->number, nothing);
}

static void put_csv(FILE *f, const struct sheet *t)
{
	for (int c = 0; c < t->columns; c++)
		fprintf(f, "%s%s", c ? "," : "", t->name[c]);
	for (int i = 0; i < t->rows * t->columns; i++) {
		fputc(i % t->columns ? ',' : '\n', f);
		put_value(f, &t->value[i], "");
	}
	fputc('\n', f);
}

static void put_json(FILE *f, const struct export *x, const struct sheet *t)
{
	fputs("{\"scenario\":", f);
	text_put_json(f, x->name);
	fputs(",\"title\":", f);
	text_put_json(f, x->model->scenario->title);
	fprintf(f, ",\"view\":\"%s\",\"rows\":[", x->view->name);
	for (int r = 0; r < t->rows; r++) {
		fputs(r ? ",\n{" : "\n{", f);
		for (int c = 0; c < t->columns; c++) {
			fprintf(f, "%s\"%s\":", c ? "," : "", t->name[c]);
			put_value(f, &sheet_at(t, r)[c], "null");
		}
		fputc('}', f);
	}
	fputs("\n]}\n", f);
}

/* ---- which ---------------------------------------------------------------- */

int export_format_of(const char *path)
{
	static const struct {
		const char *text;
		enum report_format format;
	} ending[] = { { ".txt", REPORT_TEXT }, { ".csv", REPORT_CSV }, { ".json", REPORT_JSON },
		{ ".gp", REPORT_GNUPLOT }, { ".gnuplot", REPORT_GNUPLOT },
		{ ".plt", REPORT_GNUPLOT }, { ".svg", REPORT_SVG }, { ".pdf", REPORT_PDF },
		{ ".png", REPORT_PNG }, { ".html", REPORT_HTML }, { ".htm", REPORT_HTML },
		{ ".ans", REPORT_ANSI }, { ".ansi", REPORT_ANSI } };
	size_t length = strlen(path);

	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		size_t n = strlen(ending[i].text);

		if (length > n && !strcmp(path + length - n, ending[i].text))
			return (int)ending[i].format;
	}
	return -1;
}

enum status export_canvas(const struct export *x, struct canvas *c, struct error *err)
{
	struct view_model model = *x->model;
	enum status status = canvas_init(c, x->cols, x->rows, err);

	if (status != STATUS_OK)
		return status;
	c->unicode = x->unicode;
	model.zoom = false;
	screen_plot(x->view, &model, c);
	return STATUS_OK;
}

void export_words(const struct export *x, char *title, char *said, char *caption)
{
	const struct view_model *m = x->model;
	const struct scenario *s = m->scenario;

	snprintf(title, EXPORT_WORDS_MAX, "%s: %s", s->title[0] ? s->title : s->name,
		x->view->label);
	*said = *caption = '\0';
	if (m->hide || !m->study)
		return;
	if (study_has_outcome(m->study))
		say_outcome(s, m->study, said, EXPORT_WORDS_MAX);
	figure_caption(m, "@ now", caption, EXPORT_WORDS_MAX);
}

static enum status canvas_text_of(const struct export *x, char **out, struct error *err)
{
	struct canvas canvas;
	enum status status = export_canvas(x, &canvas, err);

	if (status != STATUS_OK)
		return status;
	status = canvas_to_text(&canvas, out, err);
	canvas_free(&canvas);
	return status;
}

/* Its data. */
static enum status sheet_text(const struct export *x, enum report_format format, char **out,
	struct error *err)
{
	struct stream s = {.f = NULL};
	struct sheet t;

	sheet_init(&t);
	x->view->sheet(x->model, &t);
	if (!t.failed)
		stream_open(&s);
	if (s.f && format == REPORT_CSV)
		put_csv(s.f, &t);
	else if (s.f)
		put_json(s.f, x, &t);
	sheet_free(&t);
	return stream_close(&s, out, err);
}

/* The script that draws it. */
static enum status script_text(const struct export *x, char **out, struct error *err)
{
	struct figure figure = { .m = x->model, .view = x->view->label };
	struct stream s;
	enum status status;

	stream_open(&s);
	figure.f = s.f;
	if (s.f)
		x->view->figure(&figure);
	status = stream_close(&s, out, err);
	if (status == STATUS_OK && figure.failed) {
		free(*out);
		status = error_set(err, STATUS_SYSTEM, "out of memory");
	}
	return status;
}

enum status export_write(const struct export *x, enum report_format format, char **out,
	struct error *err)
{
	switch (format) {
	case REPORT_GNUPLOT:
		return script_text(x, out, err);
	case REPORT_CSV:
	case REPORT_JSON:
		return sheet_text(x, format, out, err);
	case REPORT_TEXT:
	default:
		return canvas_text_of(x, out, err);
	}
}
