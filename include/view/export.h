/* Exporting a view: as it stands, its data, or a gnuplot script that draws it. */
#ifndef HAGGLE_VIEW_EXPORT_H
#define HAGGLE_VIEW_EXPORT_H

#include "view/report.h"
#include "view/view.h"

/* What is exported. All is borrowed. */
struct export {
	const struct view_info *view;
	const struct view_model *model;
	const char *name;  /* the scenario's, as it was opened */
	int cols, rows;    /* of the picture, as its glyphs */
	bool unicode;
};

/* All endings that there is a format for: ".txt .csv ...", for messages. */
#define EXPORT_ENDINGS ".txt .csv .json .gp .svg .pdf .png .html .ans"
/* The format that a file of that name would be in, by its ending, or -1. */
int export_format_of(const char *path);
/* Writes it, as far as it has been computed, malloced into *out, in one of
 * REPORT_VIEW_FORMATS. STATUS_SYSTEM without memory. */
enum status export_write(const struct export *x, enum report_format format, char **out,
	struct error *err);
/* Draws it as text into a canvas, to be freed by the caller. STATUS_SYSTEM without memory. */
enum status export_canvas(const struct export *x, struct canvas *c, struct error *err);
/* What a picture says in words, each into EXPORT_WORDS_MAX bytes: scenario and view, the
 * bargain ("" where it is hidden or there is none), what its letters mean. */
#define EXPORT_WORDS_MAX 768
void export_words(const struct export *x, char *title, char *said, char *caption);

#endif
