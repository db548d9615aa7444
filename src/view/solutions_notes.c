/* What the table of solutions cannot say, below it. */
#include "draw.h"

#include "base/text.h"
#include "game/verdict.h"
#include "model/rule.h"
#include "sentences.h"
#include "solutions.h"
#include "view/say.h"

#include <stdio.h>

#define LISTED 4 /* specialists, of many */

/* The short names at length, each with what it maximises. */
static int draw_key(const struct table *t, struct canvas *c, struct rect r, int y)
{
	const struct study *st = rules_of(t->m);
	enum rule last = RULE_FIXED;

	for (int i = 0; i < st->solutions && y < r.y + r.h; i++) {
		const struct rule_info *rule = rule_info(st->solution[i].rule.rule);
		char text[160];

		if (st->solution[i].rule.rule == last)
			continue;
		last = st->solution[i].rule.rule;
		canvas_put(c, r.x + 1, y, (unsigned char)bargain_mark(t->m->scenario,
			st->solution[i].rule), INK_SOLUTION);
		snprintf(text, sizeof text, "%s: %s", rule->label,
			rule_maximises(last, game_weighted(&t->m->scenario->game)));
		canvas_text_fit(c, r.x + 3, y, r.w - 3, INK_LABEL, text);
		y++;
	}
	return y;
}

/* A note where it fits as a whole; the row below. */
static int draw_note(struct canvas *c, struct rect r, int y, const char *text)
{
	struct rect at = { r.x + 1, y, r.w - 1, r.y + r.h - y };

	return wrapped_rows(text, at.w) <= at.h ? y + draw_wrapped(c, at, INK_LABEL, text) : y;
}

/* All the shares that do as well as a rule's solution, where they are an interval or more. */
static void tie_text(const struct table *t, const struct solution *s, char *out, size_t size)
{
	char a[NUMBER_MAX], b[NUMBER_MAX], between[3 * NUMBER_MAX + 16] = "";

	for (int i = 0; i < s->ties; i++)
		text_append(between, sizeof between, "%s from %s to %s",
			i == 0 ? "" : i + 1 < s->ties ? "," : " and",
			number_text(s->tie[i].from, 4, 8, a), number_text(s->tie[i].to, 4, 8, b));
	snprintf(out, size, "~ %s: every share%s does equally well.",
		s->rule.rule == RULE_POWERFUL_SPECIALIST
			? player_name(t->m->scenario, s->rule.specialist + 1)
			: rule_info(s->rule.rule)->label,
		between);
}

/* The shares that are equilibria of alternating offers, where there are several; false: one. */
static bool roots_text(const struct solution *s, char *out, size_t size)
{
	char share[NUMBER_MAX];

	if (s->roots < 2)
		return false;
	snprintf(out, size, "%s: %d equilibria, at shares",
		rule_info(s->rule.rule)->label, s->roots);
	for (int i = 0; i < s->roots; i++)
		text_append(out, size, "%s %s",
			i == 0 ? "" : i + 1 < s->roots ? "," : " and",
			number_text(s->root[i].share, 4, 8, share));
	text_append(out, size, "; shown is the first proposer's best.");
	return true;
}

/* How many specialists more there are than are listed. */
static void add_unlisted(const struct scenario *s, char *out, size_t size)
{
	if (s->game.n > LISTED)
		text_append(out, size, ", %d more", s->game.n - LISTED);
}

/* What all have without a bargain. */
static const char *outside_text(const struct scenario *s, char *out, size_t size)
{
	char v[NUMBER_MAX];

	snprintf(out, size, "Outside options (no deal, x): g %s",
		number_text(s->game.generalist.outside, 4, 8, v));
	for (int i = 0; i < s->game.n && i < LISTED; i++)
		text_append(out, size, ", %c %s", player_mark(s, i + 1),
			number_text(s->game.specialist[i].outside, 4, 8, v));
	add_unlisted(s, out, size);
	return out;
}

bool table_first_best(const struct table *t, char *out, size_t size)
{
	const struct study *st = t->m->study;
	char a[NUMBER_MAX], b[NUMBER_MAX];

	if (!(st->have & HAVE_FIRST_BEST) || st->first_best_status != STATUS_OK)
		return false;
	snprintf(out, size, "First best: joint %s, %s g %s",
		number_text(st->first_best.joint, 4, 10, a),
		verdict_applies(&t->m->scenario->game) ? "performance" : "levels",
		number_text(st->first_best.alpha0, 3, 10, b));
	for (int i = 0; i < st->n && i < LISTED; i++)
		text_append(out, size, "%s%c %s",
			i + 1 == st->n ? " and " : ", ", player_mark(t->m->scenario, i + 1),
			st->first_best.domain[i].regime == REGIME_ABSTAIN ? "out" :
				number_text(st->first_best.domain[i].alpha, 3, 10, a));
	add_unlisted(t->m->scenario, out, size);
	return true;
}

void table_notes(const struct table *t, struct canvas *c, struct rect r, int y)
{
	const struct study *st = t->m->study;
	char line[256], reason[REASON_MAX], said[SAY_MAX];

	if (table_first_best(t, line, sizeof line))
		y = draw_note(c, r, y, line);
	else if (st->have & HAVE_FIRST_BEST)
		y = draw_note(c, r, y, SAY_NO_FIRST_BEST);
	if (t->m->scenario->game.transfers)
		y = draw_note(c, r, y, "to g: the lump sum that g gets at signing");
	y = draw_note(c, r, y, outside_text(t->m->scenario, line, sizeof line));
	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].done && st->solution[i].agreement
			&& roots_text(&st->solution[i], line, sizeof line))
			y = draw_note(c, r, y, line);
	for (int i = 0; i < st->solutions; i++) {
		if (!st->solution[i].done || !st->solution[i].agreement ||
			st->solution[i].ties == 0)
			continue;
		tie_text(t, &st->solution[i], line, sizeof line);
		y = draw_note(c, r, y, line);
	}
	/* Where no share has an equilibrium nobody is a bystander for that. */
	bool none = st->status != STATUS_OK && curve_missing(t->m) != NULL;
	if (none)
		y = draw_note(c, r, y, curve_missing(t->m));
	for (int k = 0; !none && k <= st->n && k <= ROSTER_MAX; k++) {
		if (bystander_text(st, k, reason))
			y = draw_note(c, r, y, reason);
	}
	for (int i = 0; i < 2; i++)
		if (say_certainty(st, i, said))
			y = draw_note(c, r, y, said);
	reason_text(st, reason);
	if (reason[0])
		y = draw_note(c, r, y, reason);
	if (t->hidden > 0) {
		snprintf(line, sizeof line, "%d more powerful specialists", t->hidden);
		y = draw_note(c, r, y, line);
	}
	if (y + 9 <= r.y + r.h) {
		canvas_text_fit(c, r.x + 1, y + 1, r.w - 1, INK_HEADING,
			"What each rule maximises");
		draw_key(t, c, r, y + 2);
	}
}
