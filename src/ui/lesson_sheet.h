/* A lesson on paper: the handout for a class, or the teacher's key. */
#ifndef HAGGLE_UI_LESSON_SHEET_H
#define HAGGLE_UI_LESSON_SHEET_H

#include "model/scenario.h"

#include <stdbool.h>
#include <stdio.h>

enum sheet_format { SHEET_TEXT, SHEET_HTML, SHEET_MD, SHEET_FORMATS };

struct lesson_sheet {
	const struct scenario *scenario; /* it has a lesson */
	enum sheet_format format;
	int step;      /* only that one, from 0; -1: all */
	bool answers;  /* the teacher's: answers, what is said to each, notes */
	bool unicode;  /* plots in braille */
	bool pictures; /* in HTML, by gnuplot where it is installed */
};

/* Writes it to f: one file that needs no other. Every step has its plot, as it is before the
 * answer or, with answers, after it. STATUS_SYSTEM without memory. */
enum status lesson_sheet_write(const struct lesson_sheet *sheet, FILE *f, struct error *err);

#endif
