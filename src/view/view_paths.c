/* How everybody's product comes about in the plane of performance and safety: the
 * generalist's way to its camp, each specialist's on from there, the floors as lines, and
 * the same without the law, or pinned, as a ghost. */
#include "figure.h"

#include "base/text.h"
#include "game/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TITLE "Safety up, performance across"
#define PLOT_ROWS 10      /* that the plot keeps before anything is written below it */
#define LINE_MAX 200
#define LINES_MAX (ROSTER_MAX + 5)
#define TOLD_MOST 3       /* specialists of whom the read-out tells one by one */
#define SPECIALISTS_MAX 4 /* whose ways are drawn, as long as rows are few */

/* ---- what there is ------------------------------------------------------------------ */

static const char *missing(const struct view_model *m)
{
	if (m->hide)
		return "The curves are hidden: predict first.";
	if (!verdict_applies(&m->scenario->game))
		return "This view is of games of performance and safety under regulation.";
	if (!m->study)
		return "Nothing solved yet.";
	if (study_has_outcome(m->study))
		return NULL;
	return m->study->status != STATUS_OK ? m->study->error.text : "Solving ...";
}

/* What is pinned; else, under a law, what would be without it; or NULL. */
static const struct outcome *paths_ghost(const struct view_model *m)
{
	const struct study *p = m->pinned ? m->pinned : m->study->unregulated;

	if (!p || !study_has_outcome(p) || p->n != m->study->n)
		return NULL;
	if (m->pinned)
		return verdict_applies(&m->pinned_scenario->game) ? &p->present : NULL;
	return game_floors(&m->scenario->game) ? &p->present : NULL;
}

/* Where player k's way begins and where it ends; false: it has none. */
static bool way_of(const struct outcome *out, int k, double x[2], double y[2])
{
	const struct domain_outcome *d = k > 0 ? &out->domain[k - 1] : NULL;

	if (!out->invests || (d && d->regime == REGIME_ABSTAIN))
		return false;
	x[0] = d ? out->alpha0 : 0;
	y[0] = d ? out->safety0 : 0;
	x[1] = d ? d->alpha : out->alpha0;
	y[1] = d ? d->safety : out->safety0;
	return true;
}

static void ranges(const struct view_model *m, struct axis *x, struct axis *y)
{
	const struct outcome *of[2] = { &m->study->present, paths_ghost(m) };
	double across = 0, up = 0, least = 0;

	for (int j = 0; j < 2 && of[j]; j++)
		for (int k = 0; k <= of[j]->n; k++) {
			double px[2], py[2];

			if (!way_of(of[j], k, px, py))
				continue;
			widen(&least, &across, px[1]);
			widen(&least, &up, py[1]);
		}
	for (int k = 0; k <= m->study->n; k++)
		widen(&least, &up, game_floor(&m->scenario->game, k));
	plot_range(0, across > 0 ? 1.05 * across : 1, &x->low, &x->high);
	plot_range(0, up > 0 ? 1.05 * up : 1, &y->low, &y->high);
}

/* ---- the plot ----------------------------------------------------------------------- */

static void plot_path(struct plot *p, const struct outcome *out, int k, char mark, enum ink ink,
	char end, enum ink end_ink)
{
	double x[2], y[2];

	if (!way_of(out, k, x, y))
		return;
	plot_curve(p, x, y, NULL, 2, mark, ink);
	plot_marker(p, x[1], y[1], end, end_ink);
}

static void draw_floors(struct plot *p, const struct game *g)
{
	for (int k = 0; k <= g->n; k++)
		if (game_floor(g, k) > 0)
			plot_hline(p, game_floor(g, k), INK_WARNING);
}

static void draw_ways(struct plot *p, const struct view_model *m, const struct roster *r)
{
	const struct outcome *ghost = paths_ghost(m);

	for (int i = r->count - 1; ghost && i >= 0; i--)
		plot_path(p, ghost, r->player[i], MARK_GHOST, INK_GHOST, MARK_BEFORE, INK_GHOST);
	for (int i = r->count - 1; i >= 0; i--)
		plot_path(p, &m->study->present, r->player[i], r->mark[i], player_ink(r->player[i]),
			MARK_PRESENT, INK_PRESENT);
	draw_floors(p, &m->scenario->game);
}

/* What is read: the generalist's product, and the ways on from there. */
static void draw_read(struct plot *p, const struct view_model *m, const struct roster *r)
{
	const struct reading *read = m->reading;

	for (int i = 0; read->out && i < r->count; i++)
		if (r->player[i] > 0)
			plot_path(p, read->out, r->player[i], '.', INK_CURSOR, r->mark[i], INK_CURSOR);
	plot_marker(p, read->at[0], read->at[1], '|', INK_CURSOR);
}

/* ---- what is written below it ------------------------------------------------------- */

struct lines {
	int count;
	struct { char mark[3]; enum ink ink; char text[LINE_MAX]; } line[LINES_MAX];
};

static char *place(double x, double y, char *out, size_t size)
{
	char a[NUMBER_TEXT], b[NUMBER_TEXT];

	snprintf(out, size, "(%s, %s)", caption_number(x, a, sizeof a),
		caption_number(y, b, sizeof b));
	return out;
}

static void add_line(struct lines *l, const char *mark, enum ink ink, const char *text, int width)
{
	if (l->count == LINES_MAX || text_width(mark) + 1 + text_width(text) > width)
		return;
	snprintf(l->line[l->count].mark, sizeof l->line[0].mark, "%s", mark);
	snprintf(l->line[l->count].text, LINE_MAX, "%s", text);
	l->line[l->count++].ink = ink;
}

/* "g Model lab's camp @ (0.25, 0)", without the name where there is no room for it. */
static void add_player(struct lines *l, const struct view_model *m, int k, int width)
{
	char mark[2] = { player_mark(m->scenario, k), '\0' }, at[80], text[LINE_MAX];
	const char *name = player_name(m->scenario, k), *what = k > 0 ? "end" : "camp";
	double x[2], y[2];

	if (way_of(&m->study->present, k, x, y))
		snprintf(text, sizeof text, "%s's %s %c %s", name, what, MARK_PRESENT,
			place(x[1], y[1], at, sizeof at));
	else
		snprintf(text, sizeof text, "%s abstains", name);
	if (2 + text_width(text) > width && way_of(&m->study->present, k, x, y))
		snprintf(text, sizeof text, "%s %c %s", what, MARK_PRESENT, at);
	add_line(l, mark, player_ink(k), text, width);
}

static void add_floors(struct lines *l, const struct view_model *m, int width)
{
	const struct game *g = &m->scenario->game;
	char text[LINE_MAX] = "floors on safety:", v[NUMBER_TEXT];
	bool any = false;

	for (int k = 0; k <= g->n && strlen(text) < sizeof text - NUMBER_TEXT - 4; k++) {
		if (!(game_floor(g, k) > 0))
			continue;
		any = true;
		text_append(text, sizeof text, " %c %s",
			player_mark(m->scenario, k), caption_number(game_floor(g, k), v, sizeof v));
	}
	if (any)
		add_line(l, "-", INK_WARNING, text, width);
}

static void add_ghost(struct lines *l, const struct view_model *m, int width)
{
	const struct outcome *ghost = paths_ghost(m);
	const char *what = m->pinned ? "pinned" : "without the law";
	char text[LINE_MAX], a[80], b[80];
	double x[2], y[2];

	if (!ghost)
		return;
	if (ghost->n == 1 && way_of(ghost, 1, x, y))
		snprintf(text, sizeof text, "%s %s %s", what, place(x[0], y[0], a, sizeof a),
			place(x[1], y[1], b, sizeof b));
	else
		snprintf(text, sizeof text, "%s", what);
	add_line(l, "'&", INK_GHOST, 3 + text_width(text) > width ? what : text, width);
}

/* "the law backfires: safety 0.5 to 0.38"; of several domains, in all of them or in some. */
static void add_verdict(struct lines *l, const struct view_model *m, int width)
{
	const struct study *st = m->study, *bare = st->unregulated;
	enum verdict v = (enum verdict)st->present.verdict;
	int count;
	const struct legend_entry *e = &class_looks(QUANTITY_VERDICT, &count)[v].mark;
	char mark[2] = { e->mark, '\0' }, text[LINE_MAX], a[NUMBER_TEXT], b[NUMBER_TEXT];
	bool all = true;
	int n;

	if (!bare || !study_has_outcome(bare) || v == VERDICT_NONE)
		return;
	verdict_of(&st->present, &bare->present, &all);
	n = snprintf(text, sizeof text, "verdict: %s", verdict_name(v));
	if (st->n > 1 && v == VERDICT_BACKFIRES)
		snprintf(text + n, sizeof text - (size_t)n, " in %s", all ? "all domains" : "some domains");
	else if (st->n == 1 && v != VERDICT_AWAY)
		snprintf(text + n, sizeof text - (size_t)n, ", safety %s to %s",
			caption_number(bare->present.domain[0].safety, a, sizeof a),
			caption_number(st->present.domain[0].safety, b, sizeof b));
	add_line(l, mark, e->ink, text, width);
}

static void add_utilities(struct lines *l, const struct view_model *m, const struct roster *r,
	int width)
{
	const struct outcome *ghost = paths_ghost(m);
	char text[LINE_MAX] = "", now[NUMBER_MAX], more[NUMBER_MAX];

	for (int i = 0; ghost && i < r->count; i++) {
		double u = outcome_utility(&m->study->present, r->player[i]);
		double by = study_tidy(m->study, u - outcome_utility(ghost, r->player[i]));

		text_append(text, sizeof text, "%s%c %s (%s%s)",
			i > 0 ? "  " : "gets ", r->mark[i],
			number_text(study_tidy(m->study, u), 4, 8, now), by > 0 ? "+" : "",
			number_text(by, 4, 8, more));
		if (strlen(text) >= sizeof text - 40)
			break;
	}
	if (*text)
		add_line(l, "", INK_LABEL, text, width);
}

static void write_lines(const struct view_model *m, const struct roster *r, struct lines *l, int width)
{
	l->count = 0;
	for (int i = 0; i < r->count; i++)
		add_player(l, m, r->player[i], width);
	add_floors(l, m, width);
	add_ghost(l, m, width);
	add_verdict(l, m, width);
	add_utilities(l, m, r, width);
}

static void draw_lines(const struct lines *l, int count, struct canvas *c, struct rect r)
{
	for (int i = 0; i < count; i++) {
		int w = canvas_text(c, r.x, r.y + i, r.w, l->line[i].ink, l->line[i].mark);

		canvas_text(c, r.x + w + (w > 0), r.y + i, r.w - w - 1, INK_LABEL, l->line[i].text);
	}
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const char *why = missing(m);
	struct axis x = { .high = 1, .title = "perf." }, y = { .high = 1, .title = TITLE };
	struct lines lines = { 0 };
	struct roster roster;
	struct plot p;
	int count = 0;

	if (!why) {
		roster_fill(&roster, m, true, 1 + SPECIALISTS_MAX);
		ranges(m, &x, &y);
		write_lines(m, &roster, &lines, r.w);
		count = lines.count < r.h - PLOT_ROWS ? lines.count : r.h - PLOT_ROWS;
		x.below = count = count > 0 ? count : 0;
	}
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	if (why) {
		draw_notice(c, p.inner, why);
	} else {
		draw_ways(&p, m, &roster);
		if (m->reading)
			draw_read(&p, m, &roster);
		draw_lines(&lines, count, c, p.below);
	}
	*hit = (struct view_hit){ .reads = why ? READS_NOTHING : READS_PRODUCT, .inner = p.inner,
		.cell_w = 1, .x = { p.x.low, p.x.high, false }, .y = { p.y.low, p.y.high, false } };
	plot_end(&p);
}

/* ---- reading ------------------------------------------------------------------------ */

/* "From (0.75, 0) b would go to (1.35, 1), q would abstain". */
static void tell(const struct view_model *m, char *out, size_t size)
{
	const struct reading *r = m->reading;
	char from[80], to[80], regimes[160];

	snprintf(out, size, "From %s ", place(r->at[0], r->at[1], from, sizeof from));
	if (!r->out || r->out->n > TOLD_MOST) {
		text_append(out, size, "%s%s", r->out ? "" : "nothing: ", !r->out ? r->why :
			reading_regimes(m->scenario, r->out, regimes, sizeof regimes));
		return;
	}
	for (int k = 1; k <= r->out->n; k++) {
		const struct domain_outcome *d = &r->out->domain[k - 1];
		bool stays = d->regime == REGIME_ABSTAIN;

		text_append(out, size, "%s%c %s%s%s", k > 1 ? ", " : "",
			player_mark(m->scenario, k), k > 1 && !stays ? "" : "would ",
			stays ? "abstain" : k > 1 ? "to " : "go to ",
			stays ? "" : place(d->alpha, d->safety, to, sizeof to));
	}
}

static const struct view_read read_paths = { READS_PRODUCT, NULL, tell };

/* ---- data --------------------------------------------------------------------------- */

static void add_rows(const struct view_model *m, const struct outcome *out, bool floors,
	struct sheet *t)
{
	for (int k = 0; k <= out->n; k++) {
		struct value *v;
		double x[2], y[2];

		if (!way_of(out, k, x, y) || !(v = sheet_row(t)))
			continue;
		(v++)->word = k > 0 ? m->scenario->game.specialist[k - 1].id : "generalist";
		(v++)->word = floors ? "in-force" : "none";
		for (int i = 0; i < 2; i++) {
			(v++)->number = x[i];
			(v++)->number = y[i];
		}
		(v++)->number = floors ? game_floor(&m->scenario->game, k) : 0;
		v->number = outcome_utility(out, k);
	}
}

static void sheet(const struct view_model *m, struct sheet *t)
{
	static const char *const column[] = { "player", "law", "from_performance", "from_safety",
		"performance", "safety", "floor", "utility" };

	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		sheet_column(t, "%s", column[i]);
	if (missing(m))
		return;
	add_rows(m, &m->study->present, true, t);
	if (m->study->unregulated && study_has_outcome(m->study->unregulated))
		add_rows(m, &m->study->unregulated->present, false, t);
}

/* ---- as a script ---------------------------------------------------------------------- */

static void put_way(struct figure *g, const struct outcome *out, int k, bool ghost, const char *title)
{
	double x[2], y[2];

	if (!way_of(out, k, x, y))
		return;
	figure_line(g, x, y, player_ink(k), ghost ? FIGURE_PINNED : FIGURE_STRONG, '\0', title);
	figure_mark(g, FIGURE_POINT, x[1], y[1], ghost ? MARK_BEFORE : MARK_PRESENT);
}

/* A dotted line a floor, as far as products go. */
static void put_floors(struct figure *g)
{
	double right = 0;

	for (int k = 0; k <= g->m->study->n; k++) {
		double x[2], y[2];

		if (way_of(&g->m->study->present, k, x, y))
			right = fmax(right, x[1]);
	}
	for (int k = 0; k <= g->m->study->n; k++) {
		double floor = game_floor(&g->m->scenario->game, k);
		const double x[2] = { 0, 1.1 * fmax(right, 1e-3) }, y[2] = { floor, floor };

		if (floor > 0)
			figure_line(g, x, y, player_ink(k), FIGURE_DOTTED,
				player_mark(g->m->scenario, k), NULL);
	}
}

void figure_of_paths(struct figure *g)
{
	const struct view_model *m = g->m;
	const struct figure_axis x = { .title = "performance" }, y = { .title = "safety" };
	const struct outcome *ghost;

	if (m->hide || !m->study || !study_has_outcome(m->study)) {
		figure_nothing(g, &x, &y, curve_missing(m));
		return;
	}
	ghost = paths_ghost(m);
	figure_begin(g, 1, 1, !ghost ? "@ now   dotted: floors" : m->pinned ?
		"@ now   & pinned   dotted: floors" : "@ now   & without the law   dotted: floors");
	figure_panel(g, "", &x, &y);
	figure_widen(g, 0, 0);
	for (int k = 0; ghost && k <= ghost->n; k++)
		put_way(g, ghost, k, true, NULL);
	for (int k = 0; k <= m->study->n; k++)
		put_way(g, &m->study->present, k, false, player_name(m->scenario, k));
	put_floors(g);
	figure_plot(g, "");
	figure_end(g);
}

static bool applies(const struct scenario *s)
{
	return verdict_applies(&s->game);
}

const struct view_info view_paths = {
	.id = VIEW_PATHS,
	.name = view_name[VIEW_PATHS],
	.label = "Paths",
	.tab = 4,
	.min_rows = 8,
	.need = HAVE_FIRST,
	.only = "games under regulation",
	.applies = applies,
	.draw = draw,
	.read = &read_paths,
	.sheet = sheet,
	.figure = figure_of_paths,
};
