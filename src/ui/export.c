/* Exporting a view: as it stands (.txt), its data (.csv, .json), or a gnuplot
 * script that draws it (.gp). */
#include "ui/buffer.h"
#include "ui/state.h"
#include "ui/table.h"

#include "base/file.h"
#include "base/num.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_number(struct buffer *b, double number, const char *nothing)
{
	char text[NUM_TEXT_MAX];

	buffer_text(b, isfinite(number) ? num_format(number, text, sizeof text) : nothing);
}

/* A word of the program's own between quotation marks. */
static void put_word(struct buffer *b, const char *word)
{
	buffer_printf(b, "\"%s\"", word);
}

/* ---- CSV ------------------------------------------------------------------ */

static void put_csv(struct buffer *b, const struct table *t)
{
	for (int c = 0; c < t->columns; c++)
		buffer_printf(b, "%s%s", c ? "," : "", t->name[c]);
	buffer_text(b, "\n");
	for (int r = 0; r < t->rows; r++) {
		const struct value *v = t->value + (size_t)r * (size_t)t->columns;

		for (int c = 0; c < t->columns; c++) {
			buffer_text(b, c ? "," : "");
			if (v[c].word)
				put_word(b, v[c].word);
			else
				put_number(b, v[c].number, "");
		}
		buffer_text(b, "\n");
	}
}

/* ---- JSON ----------------------------------------------------------------- */

/* A text from outside, as a string. */
static void put_string(struct buffer *b, const char *text)
{
	size_t n = strlen(text);

	buffer_text(b, "\"");
	while (n > 0) {
		char piece[TEXT_JSON_MAX];
		size_t used = text_json(text, n, piece);

		buffer_text(b, piece);
		text += used;
		n -= used;
	}
	buffer_text(b, "\"");
}

static void put_json(struct buffer *b, const struct explorer *e, const struct table *t)
{
	buffer_text(b, "{\"scenario\":");
	put_string(b, e->base.name);
	buffer_text(b, ",\"title\":");
	put_string(b, e->scenario.title);
	buffer_printf(b, ",\"view\":\"%s\",\"rows\":[", view_info(e->view)->name);
	for (int r = 0; r < t->rows; r++) {
		const struct value *v = t->value + (size_t)r * (size_t)t->columns;

		buffer_text(b, r ? ",\n{" : "\n{");
		for (int c = 0; c < t->columns; c++) {
			buffer_printf(b, "%s\"%s\":", c ? "," : "", t->name[c]);
			if (v[c].word)
				put_word(b, v[c].word);
			else
				put_number(b, v[c].number, "null");
		}
		buffer_text(b, "}");
	}
	buffer_text(b, "\n]}\n");
}

/* ---- gnuplot -------------------------------------------------------------- */

/* The table as a block of data within the script; blank lines break curves. */
static void put_data(struct buffer *b, const struct table *t)
{
	buffer_text(b, "$data << END\n");
	for (int r = 0; r < t->rows; r++) {
		const struct value *v = t->value + (size_t)r * (size_t)t->columns;

		if (v[0].gap)
			buffer_text(b, "\n");
		for (int c = 0; c < t->columns; c++) {
			buffer_text(b, c ? " " : "");
			if (v[c].word)
				put_word(b, v[c].word);
			else
				put_number(b, v[c].number, "NaN");
		}
		buffer_text(b, "\n");
	}
	buffer_text(b, "END\n");
}

/* Text in single quotes, as gnuplot has it: on one line, whatever it is. */
static void put_title(struct buffer *b, const char *title)
{
	char clean[SCENARIO_TEXT_MAX + 1];
	const char *text = text_sanitise(title, clean, sizeof clean);

	buffer_text(b, "'");
	for (; *text; text++) {
		if (*text == '\'')
			buffer_text(b, "'");
		buffer_add(b, text, 1);
	}
	buffer_text(b, "'");
}

static bool starts(const char *name, const char *with)
{
	return !strncmp(name, with, strlen(with));
}

/* Which columns the view draws as curves. */
static bool drawn(const struct explorer *e, const char *name)
{
	switch (e->view) {
	case VIEW_INVESTMENT:
		return starts(name, "alpha");
	case VIEW_FUNCTIONS:
		return starts(name, "cost_") || starts(name, "revenue_");
	case VIEW_RESPONSE:
		return starts(name, "alpha_") || starts(name, "u_generalist");
	case VIEW_STATICS:
	case VIEW_OVERVIEW:
	case VIEW_UTILITIES:
	case VIEW_FRONTIER:
	case VIEW_MAP:
	case VIEW_SOLUTIONS:
	case VIEWS:
	default:
		return starts(name, "u_") || !strcmp(name, "joint");
	}
}

static int column(const struct table *t, const char *name)
{
	for (int c = 0; c < t->columns; c++)
		if (!strcmp(t->name[c], name))
			return c + 1;
	return 1;
}

static int player_column(const struct explorer *e, const struct table *t, int player)
{
	char name[TABLE_NAME_MAX] = "u_generalist";

	if (player > 0) {
		strcpy(name, "u_");
		strcat(name, e->scenario.game.specialist[player - 1].id);
	}
	return column(t, name);
}

static void put_curves(struct buffer *b, const struct explorer *e, const struct table *t)
{
	const char *before = "plot";

	buffer_text(b, "set xlabel ");
	put_title(b, t->name[0]);
	buffer_text(b, "\n");
	for (int c = 1; c < t->columns; c++) {
		if (!drawn(e, t->name[c]))
			continue;
		buffer_printf(b, "%s $data using 1:%d with lines title ", before, c + 1);
		put_title(b, t->name[c]);
		before = ",";
	}
	buffer_text(b, "\n");
}

/* A group of bars a rule, a bar a player. */
static void put_bars(struct buffer *b, const struct table *t)
{
	const char *before = "plot";

	for (int c = 1; c < t->columns; c++) {
		if (!starts(t->name[c], "u_"))
			continue;
		buffer_printf(b, "%s $data using %d:xtic(1) title '%s'", before, c + 1,
			t->name[c]);
		before = ",";
	}
	buffer_text(b, "\n");
}

static void put_plot(struct buffer *b, const struct explorer *e, const struct table *t)
{
	int x, y;

	switch (e->view) {
	case VIEW_FRONTIER:
		x = player_column(e, t, e->frontier_x < 0 ? 1 : e->frontier_x);
		y = player_column(e, t, e->frontier_y < 0 ? 1 : e->frontier_y);
		buffer_printf(b, "set xlabel '%s'\nset ylabel '%s'\n", t->name[x - 1],
			t->name[y - 1]);
		buffer_printf(b, "plot $data using %d:%d with lines notitle\n", x, y);
		break;
	case VIEW_MAP:
		buffer_printf(b, "set view map\nset xlabel '%s'\nset ylabel '%s'\n", t->name[0],
			t->name[1]);
		buffer_printf(b, "splot $data using 1:2:3 with pm3d title '%s'\n", t->name[2]);
		break;
	case VIEW_SOLUTIONS:
		buffer_text(b, "set style data histograms\nset style fill solid 0.5\n"
			"set xtics rotate by -30\n");
		put_bars(b, t);
		break;
	case VIEW_OVERVIEW:
	case VIEW_UTILITIES:
	case VIEW_INVESTMENT:
	case VIEW_RESPONSE:
	case VIEW_FUNCTIONS:
	case VIEW_STATICS:
	case VIEWS:
	default:
		put_curves(b, e, t);
		break;
	}
}

static void put_gnuplot(struct buffer *b, const struct explorer *e, const struct table *t)
{
	buffer_text(b, "# gnuplot -p THIS_FILE\n");
	put_data(b, t);
	buffer_text(b, "set key outside noenhanced\nset xlabel noenhanced\n"
		"set ylabel noenhanced\nset title noenhanced\nset title ");
	put_title(b, e->scenario.title);
	buffer_text(b, "\n");
	put_plot(b, e, t);
}

/* ---- which ---------------------------------------------------------------- */

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_GNUPLOT, FORMATS };

static int format_of(const char *path)
{
	static const char *const endings[] = {".txt", ".csv", ".json", ".gp", ".gnuplot", ".plt"};
	size_t length = strlen(path);

	for (int i = 0; i < 6; i++) {
		size_t ending = strlen(endings[i]);

		if (length > ending && !strcmp(path + length - ending, endings[i]))
			return i < FORMAT_GNUPLOT ? i : FORMAT_GNUPLOT;
	}
	return -1;
}

/* The view alone at the present size, as `haggle plot` prints it. */
static enum status put_picture(struct buffer *b, const struct explorer *e, struct error *err)
{
	struct view_model model;
	struct canvas canvas;
	char *text;
	enum status status = canvas_init(&canvas, e->canvas.cols, e->canvas.rows, err);

	if (status != STATUS_OK)
		return status;
	canvas.unicode = e->unicode;
	memset(&model, 0, sizeof model);
	frame_view(e, &model);
	model.zoom = false;
	screen_plot(e->view, &model, &canvas);
	status = canvas_to_text(&canvas, &text, err);
	canvas_free(&canvas);
	if (status != STATUS_OK)
		return status;
	buffer_text(b, text);
	free(text);
	return STATUS_OK;
}

static enum status put_table(struct buffer *b, const struct explorer *e, int format,
	struct error *err)
{
	struct table t;
	bool failed;

	table_of_view(e, &t);
	if (format == FORMAT_CSV)
		put_csv(b, &t);
	else if (format == FORMAT_JSON)
		put_json(b, e, &t);
	else
		put_gnuplot(b, e, &t);
	failed = t.failed;
	table_free(&t);
	return failed ? error_set(err, STATUS_SYSTEM, "out of memory") : STATUS_OK;
}

enum status export_check(const struct explorer *e, const char *path, struct error *err)
{
	if (e->restricted)
		return error_set(err, STATUS_INPUT, "exporting is switched off here");
	if (format_of(path) < 0)
		return error_set(err, STATUS_INPUT,
			"the ending says what it becomes: .txt .csv .json .gp");
	return STATUS_OK;
}

enum status export_view(const struct explorer *e, const char *path, struct error *err)
{
	struct buffer b;
	int format = format_of(path);
	enum status status = export_check(e, path, err);

	if (status != STATUS_OK)
		return status;
	buffer_init(&b);
	status = format == FORMAT_TEXT ? put_picture(&b, e, err) : put_table(&b, e, format, err);
	if (status == STATUS_OK && b.failed)
		status = error_set(err, STATUS_SYSTEM, "out of memory");
	if (status == STATUS_OK)
		status = file_write(path, b.bytes ? b.bytes : "", b.length, err);
	buffer_free(&b);
	return status;
}
