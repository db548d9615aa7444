/* Views for files and for paper. */
#include "ui/handout.h"

#include "base/buffer.h"
#include "ui/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE 20 /* s that gnuplot may take; it takes a tenth of one */
#define PROGRAM "gnuplot"
#define DPI 96

/* ---- by gnuplot -------------------------------------------------------------------- */

/* How gnuplot is told to write a format, and what all files of it begin with. */
static const char *magic_of(enum report_format format)
{
	return format == REPORT_PDF ? "%PDF" : format == REPORT_PNG ? "\x89PNG" : "<?xml";
}

static void put_terminal(const struct export *x, enum report_format format, FILE *f)
{
	int w = x->cols * HANDOUT_CELL_W, h = x->rows * HANDOUT_CELL_H;

	if (format == REPORT_PDF)
		fprintf(f, "set terminal pdfcairo noenhanced font 'sans,12' size %gin,%gin\n",
			(double)w / DPI, (double)h / DPI);
	else if (format == REPORT_PNG)
		fprintf(f, "set terminal pngcairo noenhanced font 'sans,12' size %d,%d\n", w, h);
	else
		fprintf(f, "set terminal svg noenhanced font 'sans,14' size %d,%d "
			"background '#ffffff'\n", w, h);
}

/* The script with what it is to be drawn as before it, malloced. */
static enum status script_for(const struct export *x, enum report_format format, char **script,
	struct error *err)
{
	char *figure = NULL;
	struct stream s;
	enum status status = export_write(x, REPORT_GNUPLOT, &figure, err);

	if (status != STATUS_OK)
		return status;
	stream_open(&s);
	if (s.f) {
		put_terminal(x, format, s.f);
		fputs(figure, s.f);
	}
	free(figure);
	return stream_close(&s, script, err);
}

/* What it answered, if it is what was asked for. */
static enum status take_picture(struct process_result *r, enum report_format format, char **out,
	size_t *length, struct error *err)
{
	const char *magic = magic_of(format);
	size_t n = strlen(magic);

	if (r->status == 0 && r->length > n && !memcmp(r->out, magic, n)) {
		*out = r->out;
		*length = r->length;
		return STATUS_OK;
	}
	free(r->out);
	return error_set(err, STATUS_SYSTEM, PROGRAM " draws no .%s: %s",
		report_format_name(format), r->said[0] ? r->said : "it does not say why");
}

static enum status draw_picture(const struct export *x, enum report_format format, char **out,
	size_t *length, struct error *err)
{
	char path[1024], *script = NULL;
	const char *argv[] = {path, "-d", NULL}; /* -d: without the user's own settings */
	struct process_result result = {0};
	enum status status;

	if (!process_find(PROGRAM, path, sizeof path))
		return error_set(err, STATUS_SYSTEM, "a .%s is drawn by " PROGRAM
			", which is not installed: .html .ans .txt and .gp do without",
			report_format_name(format));
	status = script_for(x, format, &script, err);
	if (status != STATUS_OK)
		return status;
	status = process_run(argv, script, PATIENCE, &result, err);
	free(script);
	return status == STATUS_OK ? take_picture(&result, format, out, length, err) : status;
}

/* ---- by ourselves ------------------------------------------------------------------ */

static enum status dress(const struct export *x, enum report_format format, char **out,
	size_t *length, struct error *err)
{
	char title[EXPORT_WORDS_MAX], said[EXPORT_WORDS_MAX], caption[EXPORT_WORDS_MAX];
	struct stream s;
	struct canvas canvas;
	enum status status = export_canvas(x, &canvas, err);

	if (status != STATUS_OK)
		return status;
	stream_open(&s);
	if (s.f && format == REPORT_HTML) {
		export_words(x, title, said, caption);
		handout_html(&canvas, title, said, caption, s.f);
	} else if (s.f) {
		handout_ansi(&canvas, s.f);
	}
	canvas_free(&canvas);
	status = stream_close(&s, out, err);
	*length = s.length;
	return status;
}

enum status handout_write(const struct export *x, enum report_format format, char **out,
	size_t *length, struct error *err)
{
	enum status status;

	switch (format) {
	case REPORT_SVG:
	case REPORT_PDF:
	case REPORT_PNG:
		return draw_picture(x, format, out, length, err);
	case REPORT_HTML:
	case REPORT_ANSI:
		return dress(x, format, out, length, err);
	default:
		status = export_write(x, format, out, err);
		*length = status == STATUS_OK ? strlen(*out) : 0;
		return status;
	}
}
