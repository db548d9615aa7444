/* A lesson on paper. Each step is shown by an explorer that no terminal belongs to, so that
 * what a question keeps back is kept back here as it is on the screen. */
#include "ui/lesson_sheet.h"

#include "base/text.h"
#include "ui/handout.h"
#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

#define COLS 76       /* of texts and plots: a sheet of paper in a typewriter's letters */
#define PLOT_ROWS 20
#define PICTURE_ROWS 18

struct writer {
	const struct lesson_sheet *sheet;
	struct explorer e;
	FILE *f;
};

/* ---- words, in three formats -------------------------------------------------------------- */

/* Marks that would be Markdown's are kept from being so. */
static void put_md(FILE *f, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_<>[]#|~", *text))
			fputc('\\', f);
		fputc(*text, f);
	}
}

static void put(const struct writer *w, const char *text)
{
	if (w->sheet->format == SHEET_HTML)
		handout_put_html(text, w->f);
	else if (w->sheet->format == SHEET_MD)
		put_md(w->f, text);
	else
		fputs(text, w->f);
}

/* One paragraph of n bytes, wrapped; all lines but the first begin so far in. */
static void put_wrapped(FILE *f, const char *text, int indent)
{
	while (*text) {
		const char *next = text;
		size_t n = text_wrap(text, COLS - indent, &next);

		if (next == text)
			break;
		fprintf(f, "%.*s\n", (int)n, text);
		text = next;
		if (*text)
			fprintf(f, "%*s", indent, "");
	}
}

/* Paragraphs, with something in front of the first: "Goal: ". */
static void put_text(const struct writer *w, const char *label, const char *text)
{
	char *whole, *line, *rest = NULL;
	size_t size = strlen(label) + (text ? strlen(text) : 0) + 1;

	if (!text || !*text || !(whole = malloc(size)))
		return;
	snprintf(whole, size, "%s%s", label, text);
	for (line = strtok_r(whole, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (w->sheet->format == SHEET_TEXT) {
			put_wrapped(w->f, line, 0);
			fputc('\n', w->f);
			continue;
		}
		fputs(w->sheet->format == SHEET_HTML ? "<p>" : "", w->f);
		put(w, line);
		fputs(w->sheet->format == SHEET_HTML ? "</p>\n" : "\n\n", w->f);
	}
	free(whole);
}

static void put_heading(const struct writer *w, int level, const char *text)
{
	if (w->sheet->format == SHEET_HTML) {
		fprintf(w->f, "<h%d>", level);
		put(w, text);
		fprintf(w->f, "</h%d>\n", level);
	} else if (w->sheet->format == SHEET_MD) {
		fprintf(w->f, "%.*s ", level, "##");
		put(w, text);
		fputs("\n\n", w->f);
	} else {
		fprintf(w->f, "%s\n", text);
		for (int i = text_width(text); i > 0; i--)
			fputc(level == 1 ? '=' : '-', w->f);
		fputs("\n\n", w->f);
	}
}

/* ---- plots ------------------------------------------------------------------------------ */

static enum status put_canvas(const struct writer *w, const struct canvas *c, struct error *err)
{
	bool html = w->sheet->format == SHEET_HTML, md = w->sheet->format == SHEET_MD;
	char *text;
	enum status status = canvas_to_text(c, &text, err);

	if (status != STATUS_OK)
		return status;
	fputs(html ? "<pre>" : md ? "```text\n" : "", w->f);
	if (html)
		handout_put_html(text, w->f);
	else
		fputs(text, w->f);
	fputs(html ? "</pre>\n" : md ? "```\n\n" : "\n", w->f);
	free(text);
	return STATUS_OK;
}

/* By gnuplot; false: the plot has to be text. */
static bool put_picture(const struct writer *w, const struct export *x)
{
	struct export picture = *x;
	char *bytes = NULL, *svg;
	size_t length;

	picture.rows = PICTURE_ROWS;
	if (w->sheet->format != SHEET_HTML || !w->sheet->pictures
		|| handout_write(&picture, REPORT_SVG, &bytes, &length, NULL) != STATUS_OK)
		return false;
	svg = strstr(bytes, "<svg"); /* without the line that begins a file of its own */
	fprintf(w->f, "<figure>%s</figure>\n", svg ? svg : "");
	free(bytes);
	return svg != NULL;
}

static enum status put_plot(struct writer *w, struct error *err)
{
	struct view_model model = {0};
	struct export x = {.view = view_info(w->e.view), .model = &model, .name = w->e.base.name,
		.cols = COLS, .rows = PLOT_ROWS, .unicode = w->sheet->unicode};
	struct canvas canvas;
	enum status status;

	frame_view(&w->e, &model);
	if (model.hide) {
		put_text(w, "", w->e.base.lesson.step[w->e.lesson.step].is_lab
			? "(The class plays: there is no plot before that.)"
			: "(Before the answer there is no plot: predict first.)");
		return STATUS_OK;
	}
	if (put_picture(w, &x))
		return STATUS_OK;
	status = export_canvas(&x, &canvas, err);
	if (status != STATUS_OK)
		return status;
	status = put_canvas(w, &canvas, err);
	canvas_free(&canvas);
	return status;
}

/* ---- a step ------------------------------------------------------------------------------ */

static void put_filled(const struct writer *w, const char *label, const char *text,
	enum lesson_moment when)
{
	char *filled = lesson_words(&w->e, text, when);

	put_text(w, label, filled);
	free(filled);
}

static void put_choices(const struct writer *w, const struct lesson_step *step)
{
	static const char *const before[SHEET_FORMATS] = {"", "<ul class=\"choices\">\n", ""};
	static const char *const after[SHEET_FORMATS] = {"\n", "</ul>\n", "\n"};
	enum sheet_format format = w->sheet->format;

	if (step->choices == 0)
		return;
	fputs(before[format], w->f);
	for (int i = 0; i < step->choices; i++) {
		char *filled = lesson_words(&w->e, step->choice[i], LESSON_ASKED);

		if (format == SHEET_HTML)
			fprintf(w->f, "<li>%c) ", 'a' + i);
		else
			fprintf(w->f, format == SHEET_MD ? "- [ ] %c) " : "  [ ] %c) ", 'a' + i);
		if (format == SHEET_TEXT)
			put_wrapped(w->f, filled ? filled : "", 9);
		else
			put(w, filled ? filled : "");
		fputs(format == SHEET_HTML ? "</li>\n" : format == SHEET_MD ? "\n" : "", w->f);
		free(filled);
	}
	fputs(after[format], w->f);
}

static void put_answer(const struct writer *w, const struct lesson_step *step)
{
	char label[40];

	if (step->answer >= 0) {
		snprintf(label, sizeof label, "Answer: %c) ", 'a' + step->answer);
		put_filled(w, label, step->choice[step->answer], LESSON_ASKED);
	}
	put_filled(w, "", step->reveal, LESSON_TOLD);
	for (int i = 0; i < step->choices; i++) {
		snprintf(label, sizeof label, "For answer %c: ", 'a' + i);
		put_filled(w, label, step->because[i], LESSON_TOLD);
	}
}

static void put_changes(const struct writer *w, const char *label, char *const *set, int sets)
{
	char text[1000];

	if (sets == 0)
		return;
	snprintf(text, sizeof text, "%s%s", label, set[0]);
	for (int i = 1; i < sets; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), ", %s", set[i]);
	put_text(w, "", text);
}

static enum status put_step(struct writer *w, int i, struct error *err)
{
	const struct lesson_step *step = &w->e.base.lesson.step[i];
	bool told = w->sheet->answers && step->question;
	char title[200], lab[LAB_WORDS_MAX];
	enum status status;

	lesson_begin(&w->e, i);
	w->e.due |= EFFECT_SOLVE;
	explorer_finish(&w->e);
	snprintf(title, sizeof title, "%d. %s", i + 1, step->title);
	put_heading(w, 2, title);
	put_filled(w, "", step->text, LESSON_ASKED);
	if (step->is_lab)
		put_text(w, "", lab_words(&step->lab, lab));
	put_changes(w, "Set: ", step->set, step->sets);
	if (!told && (status = put_plot(w, err)) != STATUS_OK)
		return status;
	put_filled(w, step->question ? "Question: " : "", step->question, LESSON_ASKED);
	put_choices(w, step);
	if (told) {
		put_answer(w, step);
		put_changes(w, "With the answer: ", step->reveal_set, step->reveal_sets);
		w->e.due |= act_reveal(&w->e, 0) & EFFECT_SOLVE;
		explorer_finish(&w->e);
		if ((status = put_plot(w, err)) != STATUS_OK)
			return status;
	} else if (step->question) {
		put_text(w, "", step->choices ? "Why? ____________________________________________"
			: "__________________________________________________");
	}
	if (w->sheet->answers)
		put_filled(w, "Notes: ", step->notes, LESSON_TOLD);
	return STATUS_OK;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static void put_begin(const struct writer *w)
{
	const struct scenario *s = w->sheet->scenario;

	if (w->sheet->format == SHEET_HTML) {
		fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<title>", w->f);
		put(w, s->title);
		fputs("</title>\n<style>\nbody{font-family:sans-serif;max-width:46em;margin:2em auto;"
		      "padding:0 1em;color:#000;background:#fff;line-height:1.4}\n"
		      "pre{font-family:monospace;font-size:80%;line-height:1.15}\n"
		      "figure{margin:1em 0}svg{width:100%;height:auto}\n"
		      "h2{margin-top:2em;break-after:avoid}.choices{list-style:none}\n"
		      "pre,figure,.choices{break-inside:avoid}\n</style>\n</head>\n<body>\n", w->f);
	}
	put_heading(w, 1, *s->title ? s->title : s->name);
	put_text(w, "", s->summary);
	put_text(w, "Goal: ", s->goal);
	put_text(w, "Minutes: ", s->minutes);
	if (w->sheet->answers) {
		put_text(w, "", "Teacher's key, with all answers.");
		put_text(w, "Notes: ", s->notes);
		put_text(w, "Source: ", s->source);
	}
}

static void start(struct explorer *e, const struct lesson_sheet *sheet)
{
	e->unicode_possible = e->unicode = e->canvas.unicode = sheet->unicode;
	e->zoom = true; /* the view has all the room */
}

enum status lesson_sheet_write(const struct lesson_sheet *sheet, FILE *f, struct error *err)
{
	struct explorer_options o = {.scenario = sheet->scenario, .restricted = true,
		.no_config = true};
	struct writer w = {.sheet = sheet, .f = f};
	enum status status = explorer_init(&w.e, &o, COLS, PLOT_ROWS + 4, err);

	if (status != STATUS_OK)
		return status;
	start(&w.e, sheet);
	put_begin(&w);
	for (int i = 0; i < sheet->scenario->lesson.steps && status == STATUS_OK; i++)
		if (sheet->step < 0 || sheet->step == i)
			status = put_step(&w, i, err);
	if (sheet->format == SHEET_HTML)
		fputs("</body>\n</html>\n", f);
	explorer_free(&w.e);
	return status;
}
