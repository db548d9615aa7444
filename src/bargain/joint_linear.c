/* The best step where all is linear, by the simplex method: it begins at no step at all, which is
 * allowed. What goes up and down by a variable are columns of their own. */
#include "bargain/joint_linear.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* What rounding leaves of coefficients, which are about 1. */
#define NOTHING 1e-11
/* Rows that differ by less of their size, or of 1, depend on each other. */
#define DEPENDS 1e-9

enum { COLUMNS = 2 * LINEAR_VARIABLES, ROWS = LINEAR_ROWS + COLUMNS, PIVOTS = 200 };

/* A row says how much of its variable each column takes, the last column how much there is of it;
 * the last row is what is maximised. Variables have labels: first the columns there are at the
 * beginning, then the rows. */
struct tableau {
	int rows, columns;
	double at[ROWS + 1][COLUMNS + 1];
	int basic[ROWS], other[COLUMNS];
};

static void set_up(const struct linear *l, struct tableau *t)
{
	t->columns = 2 * l->variables;
	t->rows = l->rows + t->columns;
	for (int r = 0; r <= t->rows; r++) {
		double *row = t->at[r];
		memset(row, 0, sizeof t->at[r]);
		if (r >= l->rows && r < t->rows) { /* how far each may go up, and down */
			int c = r - l->rows, k = c / 2;
			row[c] = 1;
			row[t->columns] = c % 2 ? -l->low[k] : l->high[k];
			continue;
		}
		const double *from = r < l->rows ? l->row[r] : l->gain;
		for (int c = 0; c < t->columns; c++)
			row[c] = (c % 2 ? -1 : 1) * (r < l->rows ? -from[c / 2] : from[c / 2]);
		row[t->columns] = r < l->rows ? fmax(l->room[r], 0) : 0;
	}
	for (int c = 0; c < t->columns; c++)
		t->other[c] = c;
	for (int r = 0; r < t->rows; r++)
		t->basic[r] = t->columns + r;
}

/* Of those that gain the first, so that no basis comes again; -1: none. */
static int entering(const struct tableau *t)
{
	int best = -1;
	for (int c = 0; c < t->columns; c++)
		if (t->at[t->rows][c] > NOTHING && (best < 0 || t->other[c] < t->other[best]))
			best = c;
	return best;
}

static int leaving(const struct tableau *t, int c)
{
	double least = INFINITY;
	int best = -1;
	for (int r = 0; r < t->rows; r++) {
		if (!(t->at[r][c] > NOTHING))
			continue;
		double ratio = t->at[r][t->columns] / t->at[r][c];
		if (ratio < least || (ratio == least && t->basic[r] < t->basic[best])) {
			least = ratio;
			best = r;
		}
	}
	return best;
}

static void pivot(struct tableau *t, int r, int c)
{
	double by = 1 / t->at[r][c];
	for (int k = 0; k <= t->columns; k++)
		t->at[r][k] = k == c ? by : t->at[r][k] * by;
	for (int q = 0; q <= t->rows; q++) {
		double f = t->at[q][c];
		if (q == r || f == 0)
			continue;
		for (int k = 0; k <= t->columns; k++)
			t->at[q][k] = (k == c ? 0 : t->at[q][k]) - f * t->at[r][k];
	}
	int label = t->basic[r];
	t->basic[r] = t->other[c];
	t->other[c] = label;
}

double linear_best(const struct linear *l, double *step, bool *tight)
{
	struct tableau t;
	set_up(l, &t);
	for (int i = 0; i < PIVOTS; i++) {
		int c = entering(&t), r = c < 0 ? -1 : leaving(&t, c);
		if (r < 0)
			break;
		pivot(&t, r, c);
	}
	memset(step, 0, (size_t)l->variables * sizeof *step);
	for (int r = 0; r < l->rows; r++)
		tight[r] = true;
	for (int r = 0; r < t.rows; r++) {
		int v = t.basic[r];
		if (v < t.columns)
			step[v / 2] += (v % 2 ? -1 : 1) * t.at[r][t.columns];
		else if (v - t.columns < l->rows)
			tight[v - t.columns] = !(t.at[r][t.columns] > NOTHING);
	}
	double gain = 0;
	for (int k = 0; k < l->variables; k++)
		gain += l->gain[k] * step[k];
	return gain;
}

bool linear_change(const struct linear *l, const bool *tight, const bool *moves, const double *more,
	double *change)
{
	enum { V = LINEAR_VARIABLES, R = LINEAR_ROWS, S = R > V ? R : V };
	double a[S * R] = {0}, v[R * R], s[R], work[R];
	int row[R], rows = 0, variables = l->variables;
	memset(change, 0, (size_t)variables * sizeof *change);
	for (int r = 0; r < l->rows; r++)
		if (tight[r])
			row[rows++] = r;
	if (rows == 0)
		return true;
	for (int c = 0; c < rows; c++)
		for (int k = 0; k < variables; k++)
			a[k * rows + c] = moves[k] ? l->row[row[c]][k] : 0;
	size_t columns = (size_t)rows, lines = (size_t)(rows > variables ? rows : variables);
	gsl_matrix_view m = gsl_matrix_view_array(a, lines, columns);
	gsl_matrix_view w = gsl_matrix_view_array(v, columns, columns);
	gsl_vector_view sv = gsl_vector_view_array(s, columns);
	gsl_vector_view t = gsl_vector_view_array(work, columns);
	if (gsl_linalg_SV_decomp(&m.matrix, &w.matrix, &sv.vector, &t.vector))
		return false;
	for (int q = 0; q < rows && s[q] > DEPENDS * fmax(s[0], 1); q++) {
		double y = 0;
		for (int c = 0; c < rows; c++)
			y += v[c * rows + q] * more[row[c]];
		for (int k = 0; k < variables; k++)
			change[k] += a[k * rows + q] * y / s[q];
	}
	return true;
}
