/* Pieces of views: legends, notices, what a study can show. */
#include "draw.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LEGEND_MAX 16

int legend_width(const struct legend_entry *e, int count)
{
	int width = 0;

	for (int i = 0; i < count; i++)
		width += (i > 0 ? 2 : 0) + 2 + text_width(e[i].text);
	return width;
}

int legend_of_roster(struct legend_entry *e, const struct roster *r, const struct scenario *s)
{
	for (int i = 0; i < r->count; i++)
		e[i] = (struct legend_entry){ r->mark[i], player_role(r->player[i]),
			player_name(s, r->player[i]) };
	return r->count;
}

void legend_add_ghost(struct legend_entry *e, int *count, int max)
{
	e[*count] = (struct legend_entry){ MARK_GHOST, ROLE_GHOST, "pinned" };
	if (legend_width(e, *count + 1) <= max)
		*count += 1;
}

void legend_add_pinned(const struct view_model *m, struct legend_entry *e, int *count, int max)
{
	if (ghost_of(m))
		legend_add_ghost(e, count, max);
}

/* Columns of a name of which no more than `most` are shown. */
static int capped(const char *name, int most)
{
	int w = text_width(name);

	return w < most ? w : most;
}

/* Width of the legend where no name takes more than `most` columns. */
static int capped_width(char (*name)[NAME_MAX_BYTES], int count, int most)
{
	int width = 0;

	for (int i = 0; i < count; i++)
		width += (i > 0 ? 2 : 0) + 2 + capped(name[i], most);
	return width;
}

/* "Hospital group" -> "Hospital", where that says something. */
static void first_words(char (*name)[NAME_MAX_BYTES], int count)
{
	for (int i = 0; i < count; i++) {
		char *blank = strchr(name[i], ' ');

		if (blank && blank - name[i] >= 3)
			*blank = '\0';
	}
}

void draw_legend(struct canvas *c, struct rect r, const struct legend_entry *e, int count)
{
	char name[LEGEND_MAX][NAME_MAX_BYTES];
	int most = NAME_MAX_BYTES, x = r.x;

	count = count < LEGEND_MAX ? count : LEGEND_MAX;
	for (int i = 0; i < count; i++)
		snprintf(name[i], sizeof name[i], "%s", e[i].text);
	if (capped_width(name, count, most) > r.w)
		first_words(name, count);
	while (most > 6 && capped_width(name, count, most) > r.w)
		most--;
	while (count > 0 && capped_width(name, count, most) > r.w)
		count--;
	for (int i = 0; i < count; i++) {
		canvas_put(c, x, r.y, (unsigned char)e[i].mark, e[i].role);
		x += 2 + canvas_text_fit(c, x + 2, r.y, capped(name[i], most), ROLE_LABEL,
			name[i]) + 2;
	}
}

int draw_legend_rows(struct canvas *c, struct rect r, int title, struct legend_entry *e, int *count)
{
	int rows = 0;

	while (r.h - rows >= 14 && legend_width(e, *count) > r.w - title) {
		int fit = plot_legend(c, r.x, r.y + rows, r.w, e, *count - 1);

		if (fit == 0)
			break;
		memmove(e, e + fit, (size_t)(*count - fit) * sizeof *e);
		*count -= fit;
		rows++;
	}
	return rows;
}

int wrapped_rows(const char *text, int width)
{
	int rows = 0;
	const char *next;

	for (; *text && width > 0; text = next, rows++) {
		text_wrap(text, width, &next);
		if (next == text)
			break;
	}
	return rows;
}

int draw_wrapped(struct canvas *c, struct rect r, enum role role, const char *text)
{
	int row = 0;

	while (*text && row < r.h && r.w > 0) {
		char line[CANVAS_COLS_MAX * 4 + 1];
		const char *next;
		size_t n = text_wrap(text, r.w, &next);

		if (n >= sizeof line)
			n = sizeof line - 1;
		memcpy(line, text, n);
		line[n] = '\0';
		canvas_text(c, r.x, r.y + row, r.w, role, line);
		if (next == text)
			break;
		text = next;
		row++;
	}
	return row;
}

void draw_notice(struct canvas *c, struct rect r, enum role role, const char *text)
{
	int width = text_width(text), w = width < r.w - 4 ? width : r.w - 4, rows;

	if (w < 1 || r.h < 1)
		return;
	rows = (width + w - 1) / w;
	draw_wrapped(c, (struct rect){ r.x + (r.w - w) / 2, r.y + (r.h - rows) / 2, w, r.h }, role,
		text);
}

const char *lack_text(enum lack lack)
{
	return lack == LACK_AGREEMENT ? "no agreement" : "no equilibrium";
}

const char *curve_missing(const struct view_model *m)
{
	const struct study *st = m->study;

	if (m->hide)
		return "The curves are hidden: predict first.";
	if (!st)
		return "Nothing solved yet.";
	for (int i = 0; i < st->curve.count && (st->have & HAVE_CURVE); i++)
		if (st->curve.node[i].ok)
			return NULL;
	if (st->status != STATUS_OK)
		return st->error.text;
	return "Solving ...";
}

const struct study *ghost_of(const struct view_model *m)
{
	const struct study *p = m->pinned;

	if (!p || !(p->have & HAVE_CURVE) || !m->study || p->n != m->study->n)
		return NULL;
	return p;
}

char *share_title(const struct view_model *m, char *out, size_t size)
{
	const struct study *st = m->study;

	if (!st || st->n <= 1 || m->scenario->game.common)
		snprintf(out, size, "share of G");
	else if (st->curve.axis < 0)
		snprintf(out, size, "share of G, the same in all");
	else
		snprintf(out, size, "share of G in %s",
			player_name(m->scenario, st->curve.axis + 1));
	return out;
}

/* Whether the curve passes through a bargain with these shares. */
static bool on_curve(const struct view_model *m, const double *delta, double *share)
{
	const struct study *st = m->study;
	int axis = st->curve.axis;

	*share = delta[axis < 0 ? 0 : axis];
	for (int i = 0; i < st->n; i++) {
		bool moves = axis < 0 || i == axis;

		if (moves && fabs(delta[i] - *share) > 1e-9)
			return false;
		if (!moves && fabs(delta[i] - st->delta[i]) > 1e-9)
			return false;
	}
	return true;
}

bool present_share(const struct view_model *m, double *share)
{
	if (!m->study || !(m->study->have & HAVE_PRESENT) || m->study->n < 1)
		return false;
	return on_curve(m, m->study->delta, share);
}

bool solution_marked(const struct view_model *m, const struct solution *s)
{
	if (!s->done || !s->agreement)
		return false;
	return s->rule.rule != RULE_POWERFUL_SPECIALIST || m->scenario->game.n <= 3 ||
		s->rule.specialist == m->specialist;
}

bool solution_share(const struct view_model *m, const struct solution *s, double *share)
{
	if (!s->done || !s->agreement)
		return false;
	return on_curve(m, s->delta, share);
}
