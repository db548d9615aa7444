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

/* The format that a file of that name would be in, by its ending, or -1. */
int export_format_of(const char *path);
/* Writes it, as far as it has been computed, malloced into *out. STATUS_SYSTEM
 * without memory. */
enum status export_write(const struct export *x, enum report_format format, char **out,
	struct error *err);

#endif
