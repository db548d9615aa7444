/* Figures of what the study has: utilities and levels against the share, the frontier. */
#include "figure.h"

#include "base/text.h"
#include "model/rule.h"

#define UTILITY "utility"
#define WORD_ROOM 0.12 /* of a strip, that the name of a regime takes */

/* ---- letters ---------------------------------------------------------------------- */

char *figure_caption(const struct view_model *m, const char *more, char *out, size_t size)
{
	const struct study *st = m->study;

	out[0] = '\0';
	for (int i = 0; i < st->solutions; i++) {
		struct bargain b = st->solution[i].rule;
		const char *who = b.rule == RULE_POWERFUL_SPECIALIST
			? player_name(m->scenario, b.specialist + 1) : NULL;

		if (solution_marked(m, &st->solution[i]))
			text_append(out, size, "%c %s%s   ",
				bargain_mark(m->scenario, b), who ? "Powerful " : rule_info(b.rule)->label,
				who ? who : "");
	}
	return text_append(out, size, "%s", more);
}

static void mark_solution(struct figure *g, const struct solution *s, double x, double y)
{
	figure_mark(g, FIGURE_POINT, x, y, bargain_mark(g->m->scenario, s->rule));
}

/* Along the share, on the joint curve. */
static void mark_bargains(struct figure *g)
{
	const struct study *st = g->m->study;
	double share;

	if (present_share(g->m, &share) && !st->no_agreement) {
		figure_upright(g, share);
		figure_mark(g, FIGURE_POINT, share, st->present.joint, MARK_PRESENT);
	}
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];

		if (solution_marked(g->m, s) && solution_share(g->m, s, &share))
			mark_solution(g, s, share, s->out.joint);
	}
	for (int i = 0; (st->have & HAVE_THRESHOLDS) && i < st->thresholds; i++)
		figure_mark(g, FIGURE_FOOT, st->threshold[i].x, 0, MARK_THRESHOLD);
}

/* Between the utilities of kx and ky. */
static void mark_frontier(struct figure *g, int kx, int ky)
{
	const struct study *st = g->m->study;

	if (study_has_outcome(st) && !st->no_agreement)
		figure_mark(g, FIGURE_POINT, value_utility(&st->present, kx),
			value_utility(&st->present, ky), MARK_PRESENT);
	figure_mark(g, FIGURE_POINT, value_outside(g->m->scenario, kx),
		value_outside(g->m->scenario, ky), MARK_DISAGREEMENT);
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];

		if (solution_marked(g->m, s))
			mark_solution(g, s, value_utility(&s->out, kx),
				value_utility(&s->out, ky));
	}
}

/* ---- panels ------------------------------------------------------------------------ */

static void add_player(struct figure *g, const struct study *st, outcome_value value, int k,
	bool pinned)
{
	struct samples s = { 0 };

	samples_of_curve(&s, &st->curve, value, k);
	figure_curve(g, &s, player_ink(k), pinned ? FIGURE_PINNED : FIGURE_SOLID,
		pinned ? '\0' : player_mark(g->m->scenario, k),
		pinned ? NULL : player_name(g->m->scenario, k));
}

/* The pinned scenario's curves below the present ones, one of them in the key for all. */
static void add_pinned(struct figure *g, const struct roster *r, outcome_value value, bool joint)
{
	const struct study *ghost = ghost_of(g->m);

	for (int i = r->count - 1; ghost && i >= 0; i--)
		add_player(g, ghost, value, r->player[i], true);
	if (ghost) {
		struct samples s = { 0 };

		samples_of_curve(&s, &ghost->curve, value, joint ? PLAYER_JOINT : 0);
		figure_curve(g, &s, joint ? INK_JOINT : player_ink(0), FIGURE_PINNED, '\0', "pinned");
	}
}

/* The joint utility, what lies in the Pareto set apart from the rest. */
static void add_joint(struct figure *g)
{
	const struct study *st = g->m->study;
	bool parts = st->shares == 1 && (st->have & HAVE_PARETO);
	struct samples s = { 0 };

	samples_of_part(&s, st, parts ? PART_DOMINATED : PART_ALL, AXIS_SHARE, PLAYER_JOINT);
	figure_curve(g, &s, INK_JOINT, FIGURE_DOTTED, '\0', parts ? "joint, not Pareto" : "joint");
	if (!parts)
		return;
	samples_of_part(&s, st, PART_PARETO, AXIS_SHARE, PLAYER_JOINT);
	figure_curve(g, &s, INK_JOINT, FIGURE_STRONG, '\0', "joint, Pareto set");
}

/* A contract is held against what one owner would have. */
static void add_first_best(struct figure *g)
{
	const struct outcome *best = first_best_shown(g->m);

	if (best)
		figure_line(g, (const double[]){ 0, 1 }, (const double[]){ best->joint, best->joint },
			INK_DIM, FIGURE_DOTTED, '\0', "first best");
}

static void panel_of_utilities(struct figure *g)
{
	char share[NAME_MAX_BYTES];
	const struct figure_axis x = { .title = share_title(g->m, share, sizeof share), .high = 1 };
	const struct figure_axis y = { .title = UTILITY };
	const char *missing = curve_missing(g->m);
	struct roster roster;

	figure_panel(g, "", &x, &y);
	if (!missing) {
		roster_fill(&roster, g->m, true, ROSTER_MAX);
		add_pinned(g, &roster, value_utility, true);
		add_joint(g);
		for (int i = 0; i < roster.count; i++)
			add_player(g, g->m->study, value_utility, roster.player[i], false);
		add_first_best(g);
		figure_widen(g, 0, 0);
		mark_bargains(g);
	}
	figure_plot(g, missing);
}

static void add_frontier(struct figure *g, int kx, int ky)
{
	static const struct { enum figure_style style; enum ink ink, points; } look[] = {
		[FRONTIER_GHOST] = { FIGURE_PINNED, INK_GHOST, INK_GENERALIST },
		[FRONTIER_WITHOUT] = { FIGURE_DOTTED, INK_DOMINATED, INK_DOMINATED },
		[FRONTIER_DOMINATED] = { FIGURE_DOTTED, INK_DOMINATED, INK_DOMINATED },
		[FRONTIER_PARETO] = { FIGURE_STRONG, INK_TEXT, INK_TEXT },
		[FRONTIER_PIE] = { FIGURE_STRONG, INK_TEXT, INK_TEXT },
		[FRONTIER_OPEN] = { FIGURE_DOTTED, INK_DOMINATED, INK_DOMINATED },
	};
	struct frontier_layer layer[FRONTIER_LAYERS];
	int count = frontier_layers(g->m, kx, ky, layer);

	for (int i = 0; i < count; i++) {
		struct frontier_layer *l = &layer[i];

		if (l->joined)
			figure_curve(g, &l->samples, look[l->role].ink, look[l->role].style, '\0',
				l->title);
		else
			figure_points(g, &l->samples, look[l->role].points, l->title);
	}
}

/* "utility of g Generalist". */
static void utility_title(const struct view_model *m, int k, char *out, size_t size)
{
	if (k == PLAYER_SPECIALISTS && m->scenario->game.n > 1)
		snprintf(out, size, UTILITY " of all specialists together");
	else
		snprintf(out, size, UTILITY " of %c %s", player_mark(m->scenario, k),
			player_name(m->scenario, k));
}

static void panel_of_frontier(struct figure *g)
{
	int kx = frontier_player(g->m, g->m->frontier_x, 0);
	int ky = frontier_player(g->m, g->m->frontier_y, 1);
	char xt[NAME_MAX_BYTES * 2], yt[NAME_MAX_BYTES * 2];
	const struct figure_axis x = { .title = xt }, y = { .title = yt };
	const char *missing = curve_missing(g->m);

	utility_title(g->m, kx, xt, sizeof xt);
	utility_title(g->m, ky, yt, sizeof yt);
	figure_panel(g, "", &x, &y);
	if (!missing) {
		add_frontier(g, kx, ky);
		figure_widen(g, 0, 0);
		mark_frontier(g, kx, ky);
	}
	figure_plot(g, missing);
}

/* ---- levels and regimes ------------------------------------------------------------- */

static void panel_of_levels(struct figure *g, const struct roster *r)
{
	const struct figure_axis x = { .title = "", .high = 1 }, y = { .title = quantity_exists(
		&g->m->scenario->game, QUANTITY_PERFORMANCE) ? "performance" : "level" };
	double share;

	figure_panel(g, "", &x, &y);
	add_pinned(g, r, value_level, false);
	for (int i = 0; i < r->count; i++)
		add_player(g, g->m->study, value_level, r->player[i], false);
	figure_widen(g, 0, 0);
	if (present_share(g->m, &share)) {
		figure_upright(g, share);
		figure_mark(g, FIGURE_FOOT, share, 0, MARK_PRESENT);
	}
	figure_plot(g, "");
}

/* A stretch of shares over which player k is in one regime. */
struct stretch { double from, to; enum regime regime; int end; };

/* Where what node i begins with is divided from what is before it. The ends of the range
 * can be unlike all the rest: then they are no stretch, but a point. */
static double border(const struct trace *cv, int i)
{
	if (i <= 1)
		return cv->node[0].x;
	if (i >= cv->count - 1)
		return cv->node[cv->count - 1].x;
	return (cv->node[i - 1].x + cv->node[i].x) / 2;
}

/* The one that begins at node i; false where there is no outcome. */
static bool stretch_at(const struct trace *cv, int i, int k, struct stretch *s)
{
	const struct trace_node *n = &cv->node[i];
	int end = i + 1;

	while (end < cv->count && cv->node[end].ok == n->ok && (!n->ok
		|| cv->node[end].out.domain[k - 1].regime == n->out.domain[k - 1].regime))
		end++;
	s->end = end;
	if (!n->ok)
		return false;
	s->regime = n->out.domain[k - 1].regime;
	s->from = border(cv, i);
	s->to = border(cv, end);
	return true;
}

/* The stretches in that regime of all the roster's specialists as a block: x, y, the
 * corners of a box, and its word, "" where it is too short for that. Whether any is. */
static bool put_stretches(struct figure *g, const struct roster *r, enum regime regime,
	const char *word)
{
	const struct trace *cv = &g->m->study->curve;
	bool begun = false;

	for (int row = 1; row < r->count; row++) {
		struct stretch s;

		for (int i = 0; i < cv->count; i = s.end) {
			int y = r->count - row;

			if (!stretch_at(cv, i, r->player[row], &s) || s.regime != regime
				|| s.from == s.to)
				continue;
			if (!begun)
				figure_block(g);
			begun = true;
			fprintf(g->f, "%.9g %d %.9g %.9g %g %g \"%s\"\n", (s.from + s.to) / 2, y,
				s.from, s.to, y - 0.4, y + 0.4,
				s.to - s.from > WORD_ROOM ? word : "");
		}
	}
	if (begun)
		fputs("END\n", g->f);
	return begun;
}

/* Where the next panel stands, in parts of the page's height; how its x numbers are
 * written. */
static void put_margins(struct figure *g, double top, double bottom, const char *format)
{
	fprintf(g->f, "set lmargin 10\nset tmargin at screen %g\nset format x%s\n", top, format);
	g->bottom = bottom;
}

/* Who does what at each share: a row a specialist, a box a stretch, in it the regime's
 * name where it is long enough for that. */
static void panel_of_regimes(struct figure *g, const struct roster *r)
{
	static const struct { enum regime regime; const char *look; } of[] = {
		{ REGIME_CONTRIBUTE, "fs solid 0.35 lc rgb '#117733'" },
		{ REGIME_FREE_RIDE, "fs solid 0.35 lc rgb '#d5a000'" },
		{ REGIME_ABSTAIN, "fs solid 0.2 lc rgb '#888888'" } };
	char share[NAME_MAX_BYTES];
	const struct figure_axis x = { .title = share_title(g->m, share, sizeof share), .high = 1 };
	const struct figure_axis y = { .title = "", .low = 0.4, .high = r->count - 0.4 };

	figure_panel(g, "", &x, &y);
	fputs("set key at graph 0.5, graph 1 bottom center\nset ytics (", g->f);
	for (int i = 1; i < r->count; i++)
		fprintf(g->f, "%s'%c' %d", i > 1 ? ", " : "", r->mark[i], r->count - i);
	fputs(")\n", g->f);
	for (size_t i = 0; i < sizeof of / sizeof *of && !g->failed; i++) {
		const char *word = regime_name(of[i].regime);

		if (!put_stretches(g, r, of[i].regime, word))
			continue;
		fprintf(figure_clause(g), "$b%d using 1:2:3:4:5:6 with boxxyerror %s title '%s'",
			g->blocks, of[i].look, word);
		fprintf(figure_clause(g), "$b%d using 1:2:7 with labels notitle", g->blocks);
	}
	figure_plot(g, "");
}

void figure_of_investment(struct figure *g)
{
	const char *missing = curve_missing(g->m);
	struct roster roster;

	if (missing) {
		figure_nothing(g, NULL, NULL, missing);
		return;
	}
	roster_fill(&roster, g->m, true, ROSTER_MAX);
	figure_begin(g, 2, 1, "@ now");
	put_margins(g, 0.82, 0.31 + 0.03 * roster.count, " ''");
	panel_of_levels(g, &roster);
	put_margins(g, 0.22 + 0.03 * roster.count, 0.16, "");
	panel_of_regimes(g, &roster);
	figure_end(g);
}

/* ---- the views' figures -------------------------------------------------------------- */

/* The panels, side by side, with what their letters mean. */
static void share_figure(struct figure *g, bool utilities, bool frontier)
{
	char more[80], caption[512];

	snprintf(more, sizeof more, "@ now   %s%s",
		utilities && g->m->study->thresholds > 0 ? "^ somebody switches   " : "",
		frontier ? "x no deal   " : "");
	figure_begin(g, 1, utilities + frontier,
		figure_caption(g->m, more, caption, sizeof caption));
	if (utilities)
		panel_of_utilities(g);
	if (frontier)
		panel_of_frontier(g);
	figure_end(g);
}

void figure_of_overview(struct figure *g)
{
	share_figure(g, true, true);
}

void figure_of_utilities(struct figure *g)
{
	share_figure(g, true, false);
}

void figure_of_frontier(struct figure *g)
{
	share_figure(g, false, true);
}
