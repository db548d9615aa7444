/* What the rules promise: a table of axioms, and for one of its cells the bargaining set before
 * and after the change that breaks it. */
#include "axioms.h"
#include "figure.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LETTERS 3     /* columns before the table: a rule's letter */
#define CELL_WORDS 5  /* columns of a cell from which its axiom has a word, */
#define CELL_MAX 8    /* or a longer one */
#define PLOT_ROWS 6   /* that a plot needs */

#define MARK_SET '.'
#define MARK_AFTER 'o'

/* Of each axiom: its letter, and as many columns as CELL_WORDS and CELL_MAX leave. */
static const struct { const char *letter, *brief, *word; } head[AXIOMS] = {
	[AXIOM_PARETO_WEAK] = { "w", "weak", "weak" },
	[AXIOM_PARETO] = { "p", "Par.", "Pareto" },
	[AXIOM_SYMMETRY] = { "s", "symm", "symm." },
	[AXIOM_SCALE] = { "u", "unit", "units" },
	[AXIOM_IRRELEVANT] = { "i", "irr.", "irrel." },
	[AXIOM_RESTRICTED] = { "r", "rest", "restr." },
	[AXIOM_MONOTONE] = { "m", "mono", "mono." },
	[AXIOM_RATIONAL] = { "n", "ind.", "indiv." },
	[AXIOM_OUTSIDE] = { "o", "outs", "outside" },
};

/* ---- the cell looked at ------------------------------------------------------- */

/* A cell of the table. */
struct axioms_cell {
	int row;
	enum axiom axiom;
};

static int failing(const struct axioms_row *row)
{
	for (int x = 0; x < AXIOMS; x++)
		if (row->result[x].verdict == AXIOM_FAILS)
			return x;
	return -1;
}

/* The one that is read; else one that fails, of the rule chosen if it has one. */
static struct axioms_cell cell_of(const struct view_model *m, const struct axioms *a)
{
	const struct reading *read = m->reading;
	struct bargain b = m->scenario->bargain;
	struct axioms_cell cell = { -1, 0 };

	if (read && read->kind == READS_CELLS && read->rule < a->rows)
		return (struct axioms_cell){ read->rule, (enum axiom)lround(read->at[0]) };
	/* what the rule chosen fails first, else any */
	for (int i = 0; i < a->rows; i++) {
		int x = failing(&a->row[i]);
		bool chosen = a->row[i].rule.rule == b.rule;

		if (x >= 0 && (cell.row < 0 || chosen))
			cell = (struct axioms_cell){ i, (enum axiom)x };
		if (x >= 0 && chosen)
			break;
	}
	cell.row = cell.row < 0 ? 0 : cell.row;
	return cell;
}

/* ---- the set, before and after ------------------------------------------------ */

/* Utilities of both along the set, as they are, or (c not NULL) after the change. */
static void add_samples(const struct axioms *a, const struct change *c, struct samples *s)
{
	bool brk = true;

	for (int i = 0; i < a->plays->count; i++) {
		const struct trace_node *n = &a->plays->node[i];
		double u[2];

		if (!n->ok || (c && c->kind == CHANGE_DROP && (n->x < c->from || n->x > c->to))) {
			brk = true;
			continue;
		}
		u[0] = n->out.u_generalist;
		u[1] = n->out.domain[0].utility;
		if (c)
			change_utilities(c, u);
		if (s->count > 0)
			s->brk[s->count - 1] = s->brk[s->count - 1] || brk;
		if (!samples_add(s, u[0], u[1], n->break_after))
			return;
		brk = false;
	}
}

/* Whether the change leaves another set than the same and a point more. */
static bool moves_set(const struct axiom_result *r)
{
	return r->verdict == AXIOM_FAILS && (r->change.kind == CHANGE_EXCHANGE ||
		r->change.kind == CHANGE_UNITS || r->change.kind == CHANGE_DROP);
}

/* What is drawn of a rule and an axiom: the set, what it becomes, and what is marked. */
struct picture {
	struct samples set, changed; /* whoever draws frees them */
	int marks;
	struct { double u[2]; char mark; enum ink ink; } mark[3];
};

static void add_mark(struct picture *p, const double u[2], char mark, enum ink ink)
{
	p->mark[p->marks].u[0] = u[0];
	p->mark[p->marks].u[1] = u[1];
	p->mark[p->marks].mark = mark;
	p->mark[p->marks++].ink = ink;
}

static struct picture picture_of(const struct axioms *a, struct axioms_cell cell)
{
	const struct axioms_row *row = &a->row[cell.row];
	const struct axiom_result *r = &row->result[cell.axiom];
	double after[2] = { r->after.u[0], r->after.u[1] };
	struct picture p = { .marks = 0 };

	add_samples(a, NULL, &p.set);
	if (moves_set(r))
		add_samples(a, &r->change, &p.changed);
	if (r->verdict != AXIOM_FAILS) {
		if (row->settled.agreement)
			add_mark(&p, row->settled.u, MARK_PRESENT, INK_PRESENT);
		return p;
	}
	if (r->change.kind == CHANGE_ADD)
		add_mark(&p, r->change.u, MARK_AFTER, INK_PARETO);
	add_mark(&p, r->before.u, MARK_BEFORE, INK_GHOST);
	change_utilities(&r->change, after); /* counted as they then are */
	add_mark(&p, after, MARK_PRESENT, INK_PRESENT);
	return p;
}

static void widen_range(struct axis *axis, const struct picture *p, int k)
{
	const struct samples *s[2] = { &p->set, &p->changed };
	double min = INFINITY, max = -INFINITY;

	widen(&min, &max, 0);
	for (int j = 0; j < 2; j++)
		for (int i = 0; i < s[j]->count; i++)
			widen(&min, &max, k ? s[j]->y[i] : s[j]->x[i]);
	for (int i = 0; i < p->marks; i++)
		widen(&min, &max, p->mark[i].u[k]);
	plot_range(min, max, &axis->low, &axis->high);
}

static int plot_entries(const struct axiom_result *r, struct legend_entry *e)
{
	int n = 0;

	e[n++] = (struct legend_entry){ MARK_SET, INK_DOMINATED, "the set" };
	if (moves_set(r))
		e[n++] = (struct legend_entry){ MARK_AFTER, INK_PARETO, "changed" };
	else if (r->change.kind == CHANGE_ADD)
		e[n++] = (struct legend_entry){ MARK_AFTER, INK_PARETO, "added" };
	if (r->verdict == AXIOM_FAILS)
		e[n++] = (struct legend_entry){ MARK_BEFORE, INK_GHOST, "before" };
	e[n++] = (struct legend_entry){ MARK_PRESENT, INK_PRESENT,
		r->verdict == AXIOM_FAILS ? "after" : "chosen" };
	return n;
}

static void draw_plot(const struct view_model *m, const struct axioms *a, struct axioms_cell cell,
	struct canvas *c, struct rect r)
{
	struct picture of = picture_of(a, cell);
	struct legend_entry e[4];
	char title[64];
	struct axis x = { .title = "g =" }, y = { .title = title };
	struct plot p;

	widen_range(&x, &of, 0);
	widen_range(&y, &of, 1);
	snprintf(title, sizeof title, "%c against g", player_mark(m->scenario, 1));
	if (plot_begin(&p, c, r, &x, &y, NULL) == STATUS_OK) {
		draw_legend(c, p.top, e, plot_entries(&a->row[cell.row].result[cell.axiom], e));
		plot_samples(&p, &of.set, MARK_SET, INK_DOMINATED);
		if (of.changed.count > 0)
			plot_samples(&p, &of.changed, MARK_AFTER, INK_PARETO);
		for (int i = 0; i < of.marks; i++)
			plot_marker(&p, of.mark[i].u[0], of.mark[i].u[1], of.mark[i].mark,
				of.mark[i].ink);
		plot_end(&p);
	}
	samples_free(&of.set);
	samples_free(&of.changed);
}

/* ---- the table ------------------------------------------------------------------ */

static void draw_table(const struct view_model *m, const struct axioms *a, struct axioms_cell cell,
	struct canvas *c, struct rect r, int w)
{
	for (int x = 0; x < AXIOMS; x++) {
		const char *word = w >= CELL_MAX ? head[x].word :
			w >= CELL_WORDS ? head[x].brief : head[x].letter;

		canvas_text(c, r.x + LETTERS + x * w, r.y, w, INK_LABEL, word);
	}
	for (int i = 0; i < a->rows && i + 1 < r.h; i++) {
		bool chosen = a->row[i].rule.rule == m->scenario->bargain.rule;
		int y = r.y + 1 + i;

		canvas_put(c, r.x, y, chosen ? '>' : ' ', INK_PRESENT);
		canvas_put(c, r.x + 1, y, (unsigned char)bargain_mark(m->scenario, a->row[i].rule),
			INK_SOLUTION);
		for (int x = 0; x < AXIOMS; x++) {
			int at = r.x + LETTERS + x * w + (w >= CELL_WORDS ? 1 : 0);
			enum axiom_verdict v = a->row[i].result[x].verdict;
			bool here = i == cell.row && x == (int)cell.axiom;
			enum ink ink = v == AXIOM_FAILS ? INK_WARNING : INK_TEXT;

			canvas_put(c, at, y, (unsigned char)axiom_mark(v), here ? INK_CURSOR : ink);
			if (here) {
				canvas_put(c, at - 1, y, '[', INK_CURSOR);
				canvas_put(c, at + 1, y, ']', INK_CURSOR);
			}
		}
	}
}

/* The rules' letters and names in the last rows of r; returns how many. */
static int draw_key(const struct axioms *a, struct canvas *c, struct rect r)
{
	char key[400] = "";
	int rows;

	for (int i = 0; i < a->rows; i++)
		text_append(key, sizeof key, "%s%c %s", i ? ", " : "",
			bargain_mark(a->scenario, a->row[i].rule), rule_info(a->row[i].rule.rule)->label);
	rows = wrapped_rows(key, r.w - 1);
	draw_wrapped(c, (struct rect){ r.x, r.y + r.h - rows, r.w - 1, rows }, INK_LABEL, key);
	return rows;
}

/* Why there is no table yet, or NULL. */
static const char *missing_of(const struct view_model *m)
{
	const struct axioms *a = m->lab;

	if (m->hide)
		return "What the rules promise is hidden: predict first.";
	if (m->scenario->game.n != 1)
		return "What the rules promise is tried with one specialist.";
	return a && a->rows > 0 ? NULL : "Solving ...";
}

/* Of the table, whose columns have room for the beginnings of names: the one that is looked at. */
static void draw_heading(enum axiom axiom, struct canvas *c, struct rect r)
{
	static const struct legend_entry e[] = { { '+', INK_TEXT, "always" },
		{ '.', INK_TEXT, "held" }, { 'x', INK_WARNING, "fails" } };
	char label[60];
	int used;

	snprintf(label, sizeof label, "%s", axiom_info(axiom)->label);
	label[0] = (char)toupper((unsigned char)label[0]);
	if (text_width(label) + 2 + legend_width(e, 3) > r.w)
		strcpy(label, "Axioms");
	used = canvas_text(c, r.x, r.y, r.w, INK_HEADING, label) + 2;
	draw_legend(c, (struct rect){ r.x + used, r.y, r.w - used, 1 }, e, 3);
}

#define KEY_ROWS 30 /* of a view that has room for a key to the letters */

static void draw(const struct view_model *m, struct canvas *c, struct rect r, struct view_hit *hit)
{
	const struct axioms *a = m->lab;
	const char *missing = missing_of(m);
	char words[AXIOM_WORDS_MAX];
	int w = (r.w - LETTERS) / AXIOMS, below, top;
	struct axioms_cell cell;

	if (missing) {
		draw_notice(c, r, missing);
		return;
	}
	w = w > CELL_MAX ? CELL_MAX : w;
	cell = cell_of(m, a);
	draw_heading(cell.axiom, c, r);
	draw_table(m, a, cell, c, (struct rect){ r.x, r.y + 1, r.w, r.h - 1 }, w);
	*hit = (struct view_hit){ .reads = READS_CELLS, .cell_w = w,
		.inner = { r.x + LETTERS, r.y + 2, w * AXIOMS, a->rows } };
	for (int i = 0; i < a->rows && i < VIEW_HIT_RULES; i++)
		hit->rule[i] = i;
	top = a->rows + 2;
	if (r.h >= KEY_ROWS)
		r.h -= draw_key(a, c, r);
	axiom_words(a, cell.row, cell.axiom, words, sizeof words);
	below = wrapped_rows(words, r.w - 1);
	if (below > r.h - top) /* no room for all of it: it is in the read-out */
		return;
	draw_wrapped(c, (struct rect){ r.x, r.y + r.h - below, r.w - 1, below }, INK_TEXT, words);
	if (r.h - top - below >= PLOT_ROWS)
		draw_plot(m, a, cell, c, (struct rect){ r.x, r.y + top, r.w, r.h - top - below });
}

/* ---- reading, data -------------------------------------------------------------- */

static void tell(const struct view_model *m, char *out, size_t size)
{
	const struct axioms *a = m->lab;
	struct axioms_cell cell;

	if (missing_of(m))
		return;
	cell = cell_of(m, a);
	snprintf(out, size, "%s", axiom_info(cell.axiom)->says);
}

static const struct view_read read_cells = { READS_CELLS, NULL, tell };

static void sheet_result(const struct axioms_row *row, int x, struct value *v)
{
	const struct axiom_result *r = &row->result[x];

	v[0].word = rule_info(row->rule.rule)->label;
	v[1].word = axiom_info((enum axiom)x)->name;
	v[2].word = axiom_verdict_name(r->verdict);
	if (r->verdict == AXIOM_HELD || r->verdict == AXIOM_FAILS)
		v[3].number = r->tests;
	if (r->verdict != AXIOM_FAILS)
		return;
	v[4].number = r->failed;
	v[5].word = change_name(r->change.kind);
	v[6].number = r->before.share;
	v[7].number = r->before.u[0];
	v[8].number = r->before.u[1];
	v[9].number = r->after.added ? NAN : r->after.share;
	v[10].number = r->after.u[0];
	v[11].number = r->after.u[1];
}

static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	static const char *const column[] = { "rule", "axiom", "verdict", "tests", "failed", "change",
		"delta_before", "u_generalist_before", "u_specialist_before", "delta_after",
		"u_generalist_after", "u_specialist_after" };
	const struct axioms *a = m->lab;

	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		sheet_column(t, "%s", column[i]);
	for (int i = 0; !missing_of(m) && i < a->rows; i++)
		for (int x = 0; x < AXIOMS; x++) {
			struct value *v = sheet_row(t);

			if (v)
				sheet_result(&a->row[i], x, v);
		}
}

/* ---- as a script ------------------------------------------------------------------ */

static void put_picture(struct figure *g, struct picture *p)
{
	struct samples added = { 0 };

	figure_curve(g, &p->set, INK_JOINT, FIGURE_DOTTED, 0, "the set");
	figure_curve(g, &p->changed, INK_PARETO, FIGURE_STRONG, 0, "changed");
	for (int i = 0; i < p->marks; i++)
		if (p->mark[i].mark != MARK_AFTER)
			figure_mark(g, FIGURE_POINT, p->mark[i].u[0], p->mark[i].u[1],
				p->mark[i].mark);
		else if (samples_add(&added, p->mark[i].u[0], p->mark[i].u[1], true))
			figure_points(g, &added, INK_PARETO, "added");
}

void figure_of_axioms(struct figure *g)
{
	const struct axioms *a = g->m->lab;
	const char *missing = missing_of(g->m);
	struct figure_axis x = { .title = "utility of the generalist" };
	struct figure_axis y = { .title = "utility of the specialist" };
	char words[AXIOM_WORDS_MAX];
	struct axioms_cell cell;
	struct picture of;

	if (missing) {
		figure_nothing(g, &x, &y, missing);
		return;
	}
	cell = cell_of(g->m, a);
	figure_begin(g, 1, 1, "& before   @ after");
	figure_panel(g, axiom_words(a, cell.row, cell.axiom, words, sizeof words), &x, &y);
	of = picture_of(a, cell);
	put_picture(g, &of);
	figure_plot(g, "No deal.");
	figure_end(g);
}

/* ---- what it computes ------------------------------------------------------------ */

LAB_OF(axioms)

static enum status lab_start(void *work, const struct lab_plan *plan, struct error *err)
{
	return axioms_reset(work, plan->scenario, &(struct axioms_plan){ .pause = plan->pause }, err);
}

static const struct lab_ops lab = { LAB_OPS, .reset = lab_start };

static bool applies(const struct scenario *s)
{
	return axioms_check(s, NULL) == STATUS_OK;
}

const struct view_info view_axioms = {
	.id = VIEW_AXIOMS,
	.name = view_name[VIEW_AXIOMS],
	.label = "Axioms",
	.tab = 2,
	.spare = true,
	.min_rows = 10,
	.need = HAVE_FIRST,
	.applies = applies,
	.only = "games with one specialist",
	.draw = draw,
	.read = &read_cells,
	.sheet = fill_sheet,
	.figure = figure_of_axioms,
	.lab = &lab,
	.takes = VIEW_TAKES_SHARES,
};
