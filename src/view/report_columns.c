/* Tables of aligned columns, for the text report. */
#include "base/buffer.h"
#include "base/num.h"
#include "base/text.h"
#include "view/report_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 6 };

void columns_init(struct columns *t, int columns)
{
	*t = (struct columns){.columns = columns};
}

void columns_free(struct columns *t)
{
	for (int i = 0; i < t->rows * t->columns; i++)
		free(t->cell[i]);
	free(t->cell);
	columns_init(t, t->columns);
}

void columns_row(struct columns *t)
{
	char **cell;

	if (t->failed)
		return;
	cell = array_grown(t->cell, &t->capacity, t->rows, (size_t)t->columns * sizeof *cell);
	t->failed = !cell;
	if (!cell)
		return;
	t->cell = cell;
	for (int i = 0; i < t->columns; i++)
		t->cell[t->rows * t->columns + i] = NULL;
	t->rows++;
}

void columns_set(struct columns *t, int column, const char *text)
{
	if (t->failed)
		return;
	char **cell = &t->cell[(t->rows - 1) * t->columns + column];
	/* Never longer than what it came from. */
	size_t size = strlen(text) + 1;
	free(*cell);
	*cell = malloc(size);
	t->failed = !*cell;
	if (*cell)
		text_sanitise(text, *cell, size);
}

void columns_number(struct columns *t, int column, double value)
{
	char text[NUM_TEXT_MAX];
	if (isfinite(value))
		columns_set(t, column, num_format_short(value, DIGITS, text, sizeof text));
	else
		columns_set(t, column, "-");
}

void columns_part(struct columns *t, int column, double part)
{
	char text[NUM_TEXT_MAX];
	columns_set(t, column, isfinite(part) ? num_format_part(part, DIGITS, text) : "-");
}

static int column_width(const struct columns *t, int column)
{
	int width = 0;
	for (int row = 0; row < t->rows; row++) {
		const char *cell = t->cell[row * t->columns + column];
		int w = cell ? text_width(cell) : 0;
		width = w > width ? w : width;
	}
	return width;
}

void columns_print(const struct columns *t, int left, FILE *f)
{
	int *width = calloc((size_t)t->columns, sizeof *width);
	for (int i = 0; width && i < t->columns; i++)
		width[i] = column_width(t, i);
	for (int row = 0; width && !t->failed && row < t->rows; row++) {
		int owed = 0; /* blanks, written only when something follows */
		for (int i = 0; i < t->columns; i++) {
			const char *cell = t->cell[row * t->columns + i];
			int blank = width[i] - (cell ? text_width(cell) : 0);
			if (cell && *cell) {
				fprintf(f, "%*s", owed + (i < left ? 0 : blank), "");
				fputs(cell, f);
				owed = i < left ? blank : 0;
			} else {
				owed += blank;
			}
			owed += 2;
		}
		fputc('\n', f);
	}
	free(width);
}
