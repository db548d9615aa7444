/* The sentence: what the selected specialist does at the present bargain, and
 * the margin that decides it. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"
#include "model/rule.h"
#include "solver/why.h"
#include "game/verdict.h"
#include "sentences.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#define SENTENCE_MAX 400
#define WORDINGS 3

/* Wordings from the longest to the shortest. */
struct wordings {
	char text[WORDINGS][SENTENCE_MAX];
};

static void say(struct wordings *w, int i, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void say(struct wordings *w, int i, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(w->text[i], SENTENCE_MAX, format, args);
	va_end(args);
}

/* Past what it leaps over, or from free-riding or abstaining. */
static void say_leap(struct wordings *w, const struct study *st, int i, const char *name,
	const struct margins *first, const struct passed *over)
{
	const struct domain_outcome *o = &st->present.domain[i];
	char e[NUMBER_MAX], k[NUMBER_MAX], x[NUMBER_MAX], more[NUMBER_MAX], less[NUMBER_MAX];
	char than[NUMBER_MAX + 20], by[NUMBER_MAX + 20] = "as much as";
	double passed = contract_if_adds(st, i, over->x), out = contract_if_out(st, i);

	number_text(first->earns, 3, 8, e);
	number_text(first->costs, 3, 8, k);
	number_text(o->investment, 3, 8, x);
	number_text(over->x, 3, 8, less);
	double gain = study_tidy(st, o->utility - fmax(passed, out));
	number_text(gain, 3, 8, more);
	if (gain != 0)
		snprintf(by, sizeof by, "%s more than", more);
	snprintf(than, sizeof than, over->x > 0 ? "investing %s" : "free-riding", less);
	say(w, 1, "%s leaps by %s, which pays it %s %s.", name, x, by,
		study_tidy(st, passed - out) >= 0 ? than : "abstaining");
	if (over->x > 0)
		say(w, 0, "%s Just beyond an investment of %s it would get less.", w->text[1], less);
	else
		say(w, 0, "%s Its first unit would earn it %s and cost %s.", w->text[1], e, k);
	say(w, 2, "%s leaps by %s.", name, x);
}

/* Why the generalist goes just as far as it does. */
static void say_squeeze(struct wordings *w, const struct study *st)
{
	char a0[NUMBER_MAX];

	number_text(st->present.alpha0, 3, 8, a0);
	text_append(w->text[0], SENTENCE_MAX, "; %s goes to %s, just far enough that it takes part.",
		player_name(st->scenario, 0), a0);
}

static void say_contribute(struct wordings *w, const struct study *st, int i, const char *name,
	bool squeezed)
{
	const struct game *g = &st->scenario->game;
	char e[NUMBER_MAX], k[NUMBER_MAX], stop[NUMBER_MAX], x[NUMBER_MAX];
	double invested = st->present.domain[i].investment, a0 = st->present.alpha0;
	struct margins last, first = specialist_margins(g, i, contract_kept_at(st, i), a0);
	bool explained = specialist_stop(g, i, contract_kept_at(st, i), a0, invested, &last);
	struct passed over;

	if (specialist_leaps(g, i, contract_kept_at(st, i), a0, invested, &first, &over)) {
		say_leap(w, st, i, name, &first, &over);
		return;
	}
	number_text(first.costs, 3, 8, k);
	number_text(last.loss > 0 ? last.loss : last.costs, 3, 8, stop);
	number_text(invested, 3, 8, x);
	if (isfinite(first.earns))
		number_text(first.earns, 3, 8, e);
	else
		snprintf(e, sizeof e, "much more");
	if (squeezed) {
		say(w, 0, "%s contributes %s: its first unit earns it %s and costs %s", name, x, e, k);
		say_squeeze(w, st);
	} else if (explained && last.loss > 0)
		say(w, 0,
			"%s contributes %s: its first unit earns it %s and costs %s; any more would "
			"at once lose it %s.",
			name, x, e, k, stop);
	else if (explained)
		say(w, 0,
			"%s contributes %s: its first unit earns it %s and costs %s; it stops where "
			"one more would cost %s and earn no more than that.",
			name, x, e, k, stop);
	else
		say(w, 0, "%s contributes %s: its first unit earns it %s and costs %s.", name, x, e,
			k);
	say(w, 1, "%s contributes: its first unit earns it %s and costs %s.", name, e, k);
	say(w, 2, "%s contributes %s.", name, x);
}

/* Where no margin says why it adds nothing. */
static void say_stays(struct wordings *w, const struct margins *m, const char *name,
	const char *a0)
{
	char loss[NUMBER_MAX];

	number_text(m->loss, 3, 8, loss);
	if (m->loss > 0)
		say(w, 1, "%s free-rides: beyond level %s it would at once lose %s.", name, a0,
			loss);
	else
		say(w, 1, "%s free-rides: nothing beyond level %s pays it more.", name, a0);
	say(w, 0, "%s", w->text[1]);
	say(w, 2, "%s free-rides.", name);
}

static void say_free_ride(struct wordings *w, const struct study *st, int i, const char *name,
	bool squeezed)
{
	const struct game *g = &st->scenario->game;
	char e[NUMBER_MAX], k[NUMBER_MAX], a0[NUMBER_MAX];
	struct margins m;

	number_text(st->present.alpha0, 3, 8, a0);
	if (!specialist_stop(g, i, contract_kept_at(st, i), st->present.alpha0, 0, &m) || m.loss > 0) {
		say_stays(w, &m, name, a0);
		return;
	}
	number_text(m.earns, 3, 8, e);
	number_text(m.costs, 3, 8, k);
	if (squeezed) {
		say(w, 0, "%s free-rides: one more unit would earn it %s and cost %s", name, e, k);
		say_squeeze(w, st);
	} else
		say(w, 0,
			"%s free-rides: it uses level %s as it is; one more unit would earn it %s "
			"and cost %s.",
			name, a0, e, k);
	say(w, 1, "%s free-rides: one more unit would earn it %s, cost %s.", name, e, k);
	say(w, 2, "%s free-rides.", name);
}

static void say_abstain(struct wordings *w, const struct study *st, int i, const char *name)
{
	char a0[NUMBER_MAX], kept[NUMBER_MAX];

	number_text(st->present.alpha0, 3, 8, a0);
	caption_share(1 - st->delta[i], 3, 8, kept);
	if (!st->present.invests) {
		say(w, 0, "%s abstains: at this share no level would pay it, and all get 0.",
			st->scenario->game.generalist.name);
		say(w, 1, "The generalist abstains: no level would pay it.");
		say(w, 2, "Everybody abstains.");
		return;
	}
	if (st->scenario->game.contract == CONTRACT_PROFIT) {
		say(w, 0, "%s abstains: starting from level %s, it would take more out of the pot than "
			"it put in.", name, a0);
		say(w, 1, "%s abstains: the pot would only lose.", name);
	} else {
		say(w, 0, "%s abstains: starting from level %s, with %s of the revenue kept, no "
			"investment would pay it.", name, a0, kept);
		say(w, 1, "%s abstains: no investment would pay it.", name);
	}
	say(w, 2, "%s abstains.", name);
}

/* A term of its contract for which the specialist would leave beside the level that keeps it in. */
static bool say_edge(struct wordings *w, const struct study *st, int i, bool beyond)
{
	char text[CONTRACT_TEXT_MAX], brief[CONTRACT_TEXT_MAX];

	if (!contract_edge(st, i, beyond, false, text) ||
		!contract_edge(st, i, beyond, true, brief))
		return false;
	say(w, 0, "%s", text);
	say(w, 1, "%s", brief);
	say(w, 2, "%s gets nothing.", player_name(st->scenario, i + 1));
	return true;
}

static void say_regime(struct wordings *w, const struct study *st, int i, const char *name)
{
	bool beyond, squeezed = squeeze_holds(st, i, &beyond);

	if (squeezed && say_edge(w, st, i, beyond))
		return;
	if (st->present.domain[i].regime == REGIME_CONTRIBUTE)
		say_contribute(w, st, i, name, squeezed && !beyond);
	else if (st->present.domain[i].regime == REGIME_FREE_RIDE)
		say_free_ride(w, st, i, name, squeezed && !beyond);
	else
		say_abstain(w, st, i, name);
}

/* What the law comes to, or else what the specialist does under it. */
static void say_law(struct wordings *w, const struct study *st, int i)
{
	char verdict[LAW_TEXT_MAX], does[LAW_TEXT_MAX], safety[NUMBER_MAX];

	law_verdict(st, verdict);
	law_sentence(st, i + 1, does);
	say(w, 0, st->present.verdict != VERDICT_NONE ? "%s %s" : "%s%s",
		st->present.verdict != VERDICT_NONE ? verdict : "", does);
	say(w, 1, "%s", does);
	number_text(st->present.domain[i].safety, 3, 8, safety);
	if (st->present.verdict != VERDICT_NONE)
		say(w, 2, "%s", verdict);
	else if (st->present.domain[i].regime == REGIME_ABSTAIN)
		say(w, 2, "%s abstains.", player_name(st->scenario, i + 1));
	else
		say(w, 2, "%s goes to safety %s.", player_name(st->scenario, i + 1), safety);
}

static void say_no_deal(struct wordings *w, const char *rule)
{
	say(w, 0,
		"%s: no deal. No share covers all outside options and leaves a gain: "
		"nobody plays.",
		rule);
	say(w, 1, "%s: no deal; all keep their outside options.", rule);
	say(w, 2, "No deal.");
}

/* The reason, where it fits. */
static void say_no_equilibrium(struct wordings *w, const char *reason)
{
	say(w, 0, "%s", reason);
	say(w, 1, "There is no equilibrium at this share; i gives the reason.");
	say(w, 2, "No equilibrium.");
}

void panel_sentence(struct canvas *c, int x, int y, int max, const struct study *st,
	int specialist)
{
	struct wordings w = { 0 };
	const char *name;
	enum ink ink = INK_TEXT;
	int pick = 0, used;

	if (!st || !(st->have & HAVE_PRESENT) || st->n < 1)
		return;
	specialist = specialist < st->n && specialist >= 0 ? specialist : 0;
	name = player_name(st->scenario, specialist + 1);
	if (!study_has_outcome(st)) {
		say_no_equilibrium(&w, st->error.text);
		ink = INK_ERROR;
	} else if (st->no_agreement) {
		say_no_deal(&w, rule_info(st->scenario->bargain.rule)->label);
	} else if (verdict_applies(&st->scenario->game)) {
		say_law(&w, st, specialist);
	} else {
		say_regime(&w, st, specialist, name);
	}
	while (pick + 1 < WORDINGS && text_width(w.text[pick]) > max)
		pick++;
	used = canvas_text_fit(c, x, y, max, ink, w.text[pick]);
	if (pick == WORDINGS - 1)
		draw_say_more(c, x + used, y, max - used);
}
