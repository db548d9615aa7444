/* The teacher's screen: no name on it but of who is missing, as the class sees it, too. */
#include "class_parts.h"

#include "base/num.h"

#include <stdio.h>

#define PLOT_ROWS 9
#define TWO_PLOTS 100 /* columns from which both fit side by side */
#define FIGURES 30    /* columns of the figures beside a plot */

static void lobby(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;

	column_text(at, INK_TEXT, "To join, each types this on a terminal, then presses Enter:");
	at->y++;
	column_say(at, INK_VALUE, "    haggle room join %s%s%s%s", m->directory ? "--dir=" : "",
		m->directory ? m->directory : "", m->directory ? " " : "", t->room);
	at->y++;
	column_say(at, INK_VALUE, "%d here", t->here);
	at->y++;
	column_text(at, INK_DIM, "You get a name and a code. If you lose the screen, type the same line "
		"again, and the code: you are then where you were.");
}

static void question(struct column *at, const struct told *t)
{
	column_text(at, INK_TEXT, t->text ? t->text : "");
	at->y++;
	column_text(at, INK_HEADING, t->question);
	if (t->choices > 0)
		column_say(at, INK_VALUE, "%d of %d answered%s", t->answered, t->here,
			t->ballot ? ", second vote" : "");
	class_choices(at, t, t->stage != ROOM_VOTE);
	if (t->reveal) {
		at->y++;
		column_text(at, INK_VALUE, t->reveal);
	}
}

static void pairs(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;

	column_say(at, INK_VALUE, "Round %d of %d: %g pair%s", t->round + 1, t->rounds,
		t->count[PAIR_BARGAIN], t->count[PAIR_BARGAIN] == 1 ? "" : "s");
	at->y++;
	class_rules(at, t);
	at->y++;
	column_text(at, INK_DIM, "n starts the clock.");
	if (t->sums > 0) {
		at->y++;
		class_rounds(at, m);
	}
}

static void deal(struct column *at, const struct class_model *m)
{
	static const char *const doing[PAIR_STAGES] = {
		[PAIR_BARGAIN] = "haggle", [PAIR_LEVEL] = "the generalist invests",
		[PAIR_ADD] = "the specialist invests", [PAIR_DONE] = "done",
		[PAIR_NO_DEAL] = "no deal", [PAIR_VOID] = "void"};
	const struct told *t = m->told;
	char clock[16];

	column_say(at, INK_VALUE, "Round %d of %d%s%s", t->round + 1, t->rounds,
		m->left >= 0 ? "   at most " : "", m->left >= 0 ? class_clock(m->left, clock) : "");
	at->y++;
	for (int k = 0; k < PAIR_STAGES; k++) {
		if (at->y >= at->end)
			return;
		canvas_printf(at->canvas, at->x, at->y, 24, INK_TEXT, "%s", doing[k]);
		for (int i = 0; i < (int)t->count[k] && 26 + i < at->w; i++)
			canvas_put(at->canvas, at->x + 24 + i, at->y, '#', k < PAIR_DONE ?
				INK_DIM : INK_GENERALIST);
		if ((int)t->count[k] + 30 < at->w)
			canvas_printf(at->canvas, at->x + 25 + (int)t->count[k], at->y, 5,
				INK_VALUE, "%g", t->count[k]);
		at->y++;
	}
	if (t->sums > 0) {
		at->y++;
		class_rounds(at, m);
	}
}

/* The solutions by their names, along the share; that of the scenario's rule stands out. */
static void solutions(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	char share[NUM_TEXT_MAX], name[CLASS_RULE_MAX];
	int order[RULES];

	for (int i = 0, n; i < t->marks; i++) {
		for (n = i; n > 0 && t->mark[order[n - 1]].share > t->mark[i].share; n--)
			order[n] = order[n - 1];
		order[n] = i;
	}
	for (int i = 0; i < t->marks; i++)
		column_say(at, t->mark[order[i]].share == t->best ? INK_VALUE : INK_SOLUTION,
			"%c %-16s%s", class_mark(m, order[i]), class_rule(m, order[i], name),
			class_figure(t->mark[order[i]].share, share));
}

/* Of the round. */
static void figures(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	const struct told_round *r = t->sums > 0 ? &t->sum[t->sums - 1] : NULL;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	if (!r)
		return;
	column_say(at, INK_VALUE, "%g of %g pair%s agreed", r->deals, r->pairs - r->voids,
		r->pairs - r->voids == 1 ? "" : "s");
	if (r->voids > 0)
		column_say(at, INK_DIM, "%g void", r->voids);
	if (r->helped > 0)
		column_say(at, INK_DIM, "%g with the computer", r->helped);
	column_say(at, INK_TEXT, "median share      %s", class_figure(r->median, a));
	column_say(at, INK_DIM, "theory            %s", class_figure(t->best, a));
	for (int k = 0; k < 2; k++)
		column_say(at, INK_TEXT, "%c gets %s, regrets %s", class_letter(m, k),
			class_figure(r->u[k], a), class_figure(r->regret[k], b));
	column_say(at, INK_TEXT, "agreed after      %s s", class_figure(r->seconds, a));
}

/* The last round; what a table of all rounds has is not said again. */
static void payoffs(struct canvas *c, struct rect body, const struct class_model *m, bool table)
{
	int plot = body.w - FIGURES - 1;
	struct column at = {c, body.x + plot + 1, body.y + 1, FIGURES, body.y + body.h};
	struct rect first = {body.x, body.y, plot, body.h};

	if (body.w >= TWO_PLOTS) {
		struct rect second = {body.x + plot / 2 + 1, body.y, plot - plot / 2 - 1, body.h};
		first.w = plot / 2;
		class_share_plot(c, second, m);
	}
	class_frontier_plot(c, first, m);
	column_say(&at, INK_VALUE, "Round %d", m->told->round + 1);
	if (!table)
		figures(&at, m);
	solutions(&at, m);
}

static void debrief(struct canvas *c, struct rect body, const struct class_model *m)
{
	struct column at = {c, body.x, body.y, body.w, body.y + body.h};

	class_rounds(&at, m);
	body.h -= at.y + 1 - body.y;
	body.y = at.y + 1;
	if (body.h >= PLOT_ROWS)
		payoffs(c, body, m, true);
}

static void words(struct canvas *c, struct rect body, const struct class_model *m)
{
	const struct told *t = m->told;
	struct column at = {c, body.x, body.y, body.w, body.y + body.h};

	switch (t->stage) {
	case ROOM_LOBBY:
		lobby(&at, m);
		break;
	case ROOM_TEXT:
		column_text(&at, INK_TEXT, t->text ? t->text : "");
		break;
	case ROOM_VOTE:
	case ROOM_COUNTS:
	case ROOM_ANSWER:
		question(&at, t);
		break;
	case ROOM_PAIRS:
		pairs(&at, m);
		break;
	case ROOM_DEAL:
		deal(&at, m);
		break;
	case ROOM_PAYOFFS:
		payoffs(c, body, m, false);
		break;
	case ROOM_DEBRIEF:
		debrief(c, body, m);
		break;
	case ROOM_END:
	case ROOM_STAGES:
	default:
		column_text(&at, INK_VALUE, "That was it.");
		break;
	}
}

void class_draw_teacher(struct canvas *c, const struct class_model *m)
{
	const struct told *t = m->told;
	char right[100], clock[16], steps[40];

	if (!class_begin(c))
		return;
	if (t->step < 0)
		snprintf(steps, sizeof steps, "%d step%s", t->steps, t->steps == 1 ? "" : "s");
	else
		snprintf(steps, sizeof steps, "step %d of %d", t->step < t->steps ? t->step + 1 :
			t->steps, t->steps);
	snprintf(right, sizeof right, "%s%s%d of %d here   %s", m->left >= 0 ?
		class_clock(m->left, clock) : "", m->left >= 0 ? "   " : "", t->here, t->people,
		steps);
	class_title(c, t, right);
	words(c, class_body(c), m);
	class_foot(c, m);
}
