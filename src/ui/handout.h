/* Views for files and for paper: whatever view/export.h writes, and what needs colours
 * (ANSI, HTML) or gnuplot (SVG, PDF, PNG). */
#ifndef HAGGLE_UI_HANDOUT_H
#define HAGGLE_UI_HANDOUT_H

#include "view/export.h"

#include <stdio.h>

/* Of a picture that gnuplot draws, for each cell of export.cols and rows. */
#define HANDOUT_CELL_W 12
#define HANDOUT_CELL_H 25

/* The bytes of the export in that format, malloced into *out. STATUS_SYSTEM without
 * memory, and for pictures where there is no gnuplot or it fails, in one sentence. The
 * explorer and the command refuse a restricted user before they come here. */
enum status handout_write(const struct export *x, enum report_format format, char **out,
	size_t *length, struct error *err);

/* A canvas with its colours as escapes, for a terminal on any ground; as a page of HTML
 * that needs no other file, whose words are title, said and caption ("": none). Written
 * to f. */
void handout_ansi(const struct canvas *c, FILE *f);
void handout_html(const struct canvas *c, const char *title, const char *said,
	const char *caption, FILE *f);
/* Text as HTML has it, also within quotes. */
void handout_put_html(const char *text, FILE *f);

#endif
