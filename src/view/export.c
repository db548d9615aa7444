/* Exporting a view: as it stands (.txt), its data (.csv, .json), or a gnuplot
 * script that draws it (.gp). */
#include "view/export.h"

#include "base/num.h"
#include "base/text.h"
#include "report_private.h"
#include "view/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_value(FILE *f, const struct value *v, const char *nothing)
{
	char text[NUM_TEXT_MAX];

	if (v->word) /* one of the program's own: nothing in it to be escaped */
		fprintf(f, "\"%s\"", v->word);
	else
		fputs(isfinite(v->number) ? num_format(v->number, text, sizeof text) : nothing, f);
}

static void put_row(FILE *f, const struct sheet *t, int row, char between, const char *nothing)
{
	const struct value *v = sheet_at(t, row);

	for (int c = 0; c < t->columns; c++) {
		if (c)
			fputc(between, f);
		put_value(f, &v[c], nothing);
	}
	fputc('\n', f);
}

static void put_csv(FILE *f, const struct sheet *t)
{
	for (int c = 0; c < t->columns; c++)
		fprintf(f, "%s%s", c ? "," : "", t->name[c]);
	fputc('\n', f);
	for (int r = 0; r < t->rows; r++)
		put_row(f, t, r, ',', "");
}

static void put_json(FILE *f, const struct export *x, const struct sheet *t)
{
	fputs("{\"scenario\":", f);
	json_string(f, x->name);
	fputs(",\"title\":", f);
	json_string(f, x->model->scenario->title);
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

/* ---- gnuplot -------------------------------------------------------------- */

/* Text in single quotes, as gnuplot has it: on one line, whatever it is. */
static void put_title(FILE *f, const char *title)
{
	char clean[SCENARIO_TEXT_MAX + 1];
	const char *text = text_sanitise(title, clean, sizeof clean);

	fputc('\'', f);
	for (; *text; text++) {
		if (*text == '\'')
			fputc('\'', f);
		fputc(*text, f);
	}
	fputc('\'', f);
}

/* Whether a column is among those of view_info.curves. */
static bool is_curve(const char *curves, const char *name)
{
	size_t n;

	for (; *curves; curves += n + strspn(curves + n, " ")) {
		n = strcspn(curves, " ");
		if (curves[n - 1] == '*' ? !strncmp(name, curves, n - 1)
			: n == strlen(name) && !strncmp(name, curves, n))
			return true;
	}
	return false;
}

static void put_curves(FILE *f, const char *curves, const struct sheet *t)
{
	const char *before = "plot";

	fputs("set xlabel ", f);
	put_title(f, t->name[0]);
	fputc('\n', f);
	for (int c = 1; c < t->columns; c++) {
		if (!is_curve(curves, t->name[c]))
			continue;
		fprintf(f, "%s $data using 1:%d with lines title ", before, c + 1);
		put_title(f, t->name[c]);
		before = ",";
	}
	fputc('\n', f);
}

/* The sheet as a block of data within the script; blank lines break curves. */
static void put_gnuplot(FILE *f, const struct export *x, const struct sheet *t)
{
	fputs("# gnuplot -p THIS_FILE\n$data << END\n", f);
	for (int r = 0; r < t->rows; r++) {
		if (sheet_at(t, r)->gap)
			fputc('\n', f);
		put_row(f, t, r, ' ', "NaN");
	}
	fputs("END\nset key outside noenhanced\nset xlabel noenhanced\n"
		"set ylabel noenhanced\nset title noenhanced\nset title ", f);
	put_title(f, x->model->scenario->title);
	fputc('\n', f);
	if (x->view->gnuplot)
		x->view->gnuplot(x->model, t, f);
	else
		put_curves(f, x->view->curves, t);
}

/* ---- which ---------------------------------------------------------------- */

int export_format_of(const char *path)
{
	static const struct {
		const char *text;
		enum report_format format;
	} ending[] = { { ".txt", REPORT_TEXT }, { ".csv", REPORT_CSV }, { ".json", REPORT_JSON },
		{ ".gp", REPORT_GNUPLOT }, { ".gnuplot", REPORT_GNUPLOT },
		{ ".plt", REPORT_GNUPLOT } };
	size_t length = strlen(path);

	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		size_t n = strlen(ending[i].text);

		if (length > n && !strcmp(path + length - n, ending[i].text))
			return (int)ending[i].format;
	}
	return -1;
}

static enum status picture(const struct export *x, char **out, struct error *err)
{
	struct view_model model = *x->model;
	struct canvas canvas;
	enum status status = canvas_init(&canvas, x->cols, x->rows, err);

	if (status != STATUS_OK)
		return status;
	canvas.unicode = x->unicode;
	model.zoom = false;
	screen_plot(x->view, &model, &canvas);
	status = canvas_to_text(&canvas, out, err);
	canvas_free(&canvas);
	return status;
}

static void put_sheet(FILE *f, const struct export *x, enum report_format format,
	const struct sheet *t)
{
	if (format == REPORT_CSV)
		put_csv(f, t);
	else if (format == REPORT_JSON)
		put_json(f, x, t);
	else
		put_gnuplot(f, x, t);
}

enum status export_write(const struct export *x, enum report_format format, char **out,
	struct error *err)
{
	size_t size = 0;
	char *text = NULL;
	struct sheet t;
	FILE *f;

	if (format == REPORT_TEXT)
		return picture(x, out, err);
	sheet_init(&t);
	x->view->sheet(x->model, &t);
	f = t.failed ? NULL : open_memstream(&text, &size);
	if (f)
		put_sheet(f, x, format, &t);
	sheet_free(&t);
	return f ? report_close(f, &text, out, err)
		: error_set(err, STATUS_SYSTEM, "out of memory");
}
