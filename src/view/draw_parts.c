/* Pieces of views: legends, notices, what a study can show. */
#include "draw.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LEGEND_MAX 16
/* Columns that shortened names have: as long as there is room, and at least. */
#define NAME_FAIR 6
#define NAME_LEAST 4

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
		e[i] = (struct legend_entry){ r->mark[i], player_ink(r->player[i]),
			player_name(s, r->player[i]) };
	return r->count;
}

char selected_mark(const struct view_model *m)
{
	return m->specialist < m->scenario->game.n ? player_mark(m->scenario, m->specialist + 1)
						   : '\0';
}

void legend_add_ghost(struct legend_entry *e, int *count, int max)
{
	e[*count] = (struct legend_entry){ MARK_GHOST, INK_GHOST, "pinned" };
	if (legend_width(e, *count + 1) <= max)
		*count += 1;
}

void legend_add_pinned(const struct view_model *m, struct legend_entry *e, int *count, int max)
{
	if (ghost_of(m))
		legend_add_ghost(e, count, max);
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

/* A legend being fitted: the columns that names may take; 0: letters alone. */
struct fitting {
	char name[LEGEND_MAX][NAME_MAX_BYTES];
	int count, kept; /* kept: whose name goes last, or -1 */
	int most, most_kept;
};

static int name_cols(const struct fitting *f, int i)
{
	int w = text_width(f->name[i]), most = i == f->kept ? f->most_kept : f->most;

	return w < most ? w : most;
}

/* Columns before entry i: letters alone may stand closer together. */
static int gap_before(const struct fitting *f, int i)
{
	return i == 0 ? 0 : name_cols(f, i - 1) > 0 || name_cols(f, i) > 0 ? 2 : 1;
}

static int fitting_width(const struct fitting *f)
{
	int width = 0;

	for (int i = 0; i < f->count; i++) {
		int cols = name_cols(f, i);

		width += gap_before(f, i) + (cols > 0 ? 2 + cols : 1);
	}
	return width;
}

/* First names give way, from the longest on, then all but the kept one, then
 * that, then entries. */
static void fit(struct fitting *f, int w)
{
	f->most = f->most_kept = NAME_MAX_BYTES;
	if (fitting_width(f) <= w)
		return;
	first_words(f->name, f->count);
	for (; f->most > NAME_LEAST && fitting_width(f) > w; f->most--)
		f->most_kept = f->most - 1 > NAME_FAIR ? f->most - 1 : NAME_FAIR;
	if (fitting_width(f) > w)
		f->most = 0;
	for (f->most_kept = f->most ? f->most_kept : NAME_MAX_BYTES;
		f->most_kept > 0 && fitting_width(f) > w;)
		f->most_kept -= f->most_kept > NAME_LEAST ? 1 : f->most_kept;
	while (f->count > 0 && fitting_width(f) > w)
		f->count--;
}

void draw_legend(struct canvas *c, struct rect r, const struct legend_entry *e, int count,
	char kept)
{
	struct fitting f = { .kept = -1 };
	int x = r.x;

	f.count = count < LEGEND_MAX ? count : LEGEND_MAX;
	for (int i = 0; i < f.count; i++) {
		snprintf(f.name[i], sizeof f.name[i], "%s", e[i].text);
		if (kept && e[i].mark == kept)
			f.kept = i;
	}
	fit(&f, r.w);
	for (int i = 0; i < f.count; i++) {
		int cols = name_cols(&f, i);

		x += gap_before(&f, i);
		canvas_put(c, x, r.y, (unsigned char)e[i].mark, e[i].ink);
		x++;
		if (cols > 0)
			x += 1 + canvas_text_fit(c, x + 1, r.y, cols, INK_LABEL, f.name[i]);
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

int draw_wrapped(struct canvas *c, struct rect r, enum ink ink, const char *text)
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
		canvas_text(c, r.x, r.y + row, r.w, ink, line);
		if (next == text)
			break;
		text = next;
		row++;
	}
	return row;
}

void draw_notice(struct canvas *c, struct rect r, enum ink ink, const char *text)
{
	int width = text_width(text), w = width < r.w - 4 ? width : r.w - 4, rows;

	if (w < 1 || r.h < 1)
		return;
	rows = (width + w - 1) / w;
	draw_wrapped(c, (struct rect){ r.x + (r.w - w) / 2, r.y + (r.h - rows) / 2, w, r.h }, ink,
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
	else if (st->axis < 0)
		snprintf(out, size, "share of G, the same in all");
	else
		snprintf(out, size, "share of G in %s",
			player_name(m->scenario, st->axis + 1));
	return out;
}

/* Whether the curve passes through a bargain with these shares. */
static bool on_curve(const struct view_model *m, const double *delta, double *share)
{
	const struct study *st = m->study;
	int axis = st->axis;

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
