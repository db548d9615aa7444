/* The line of numbers below the views: the share, what everybody gets, the joint
 * surplus and its part of the first best; pinned, what differs in a line below. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"
#include "model/rule.h"
#include "view/say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LISTED_MAX 6
#define ITEMS_MAX (2 * LISTED_MAX + 6)
#define DECIMALS 4
#define DECIMALS_LEAST 3
#define BAR_COLS 9   /* "[#######-]" with a blank before it */
#define CHANGE_COLS 7
#define SAME 1e-9    /* parts of a number that it is not found to: no difference */

/* One item: "g 0.1557". */
struct item {
	char label[40];
	double value, before; /* before: of the pinned bargain; NaN: none */
	double last;          /* before the last key; NaN: not known */
	enum ink ink;
	int rank;             /* the highest rank is dropped first; 0: never */
	bool word;            /* the label is all */
	bool share;
	bool percent;         /* the value as a part of the first best */
	bool apart;           /* from the item before it, where there is room */
	int player;           /* whose utility it is, or whose absence; -1: no player's */
	bool others;          /* of all specialists that have no item of their own */
};

struct items {
	int count;
	struct item item[ITEMS_MAX];
};

/* How they are written: what gives way first where the row is short comes last. */
struct form {
	int decimals;
	bool bar, apart;
	bool columns; /* every number in columns of its own, so that differences stand below */
};

static struct item *item_add(struct items *it, const char *label, double value, enum ink ink,
	int rank)
{
	struct item *i = &it->item[it->count < ITEMS_MAX ? it->count++ : ITEMS_MAX - 1];

	*i = (struct item){ .value = value, .before = NAN, .last = NAN, .ink = ink,
		.rank = rank, .player = -1 };
	snprintf(i->label, sizeof i->label, "%s", label);
	return i;
}

/* Which specialists to list: the first few, the selected one among them. */
static int listed(const struct study *st, int chosen, int *of)
{
	int count = st->n < LISTED_MAX ? st->n : LISTED_MAX;

	for (int i = 0; i < count; i++)
		of[i] = i == count - 1 && chosen > i && chosen < st->n ? chosen : i;
	return count;
}

const char *uncertain(const struct study *st)
{
	const struct solution *sol = study_solution(st, st->scenario->bargain);

	if (st->no_agreement)
		return "";
	return sol && sol->search == SEARCH_GAVE_UP ? proof_word(PROOF_GAVE_UP) :
		proof_word(proof_of_numbers(st, &st->present));
}

/* The bargain whose numbers are shown: the present one, or the one that is read off. */
struct shown {
	const struct study *st;
	const double *delta;
	const struct outcome *out;
	double efficiency;
	bool no_deal, read;
};

static void collect_shares(struct items *it, const struct shown *s, const struct compared *old,
	int chosen, const int *of, int count)
{
	const char *word = s->read ? "read" : "share";

	for (int j = 0; j < (s->st->shares == 1 ? 1 : count); j++) {
		int i = of[j];
		bool only = s->st->shares == 1;
		char label[40];
		struct item *item;

		snprintf(label, sizeof label, "%s", word);
		if (!only)
			snprintf(label, sizeof label, "%s %c", word,
				player_mark(s->st->scenario, i + 1));
		item = item_add(it, label, s->delta[i], INK_PRESENT,
			only || i == chosen ? 0 : 20 + j);
		item->share = true;
		item->before = old->pinned && !old->pinned->no_agreement ?
			old->pinned->delta[i] : NAN;
		item->last = old->before ? old->before->delta[i] : NAN;
	}
}

/* A player's utility; of several specialists one that stays away is told by a word. */
static void collect_player(struct items *it, const struct shown *s, const struct compared *old,
	int k, int rank)
{
	char label[40], mark = player_mark(s->st->scenario, k);
	struct item *item;

	snprintf(label, sizeof label, "%c", mark);
	if (k > 0 && s->st->n > 1 && !s->no_deal
		&& s->out->domain[k - 1].regime == REGIME_ABSTAIN) {
		snprintf(label, sizeof label, "%c out", mark);
		item = item_add(it, label, 0, player_ink(k), rank);
		item->word = true;
		item->player = k;
		return;
	}
	item = item_add(it, label, study_tidy(s->st, outcome_utility(s->out, k)), player_ink(k),
		rank);
	item->player = k;
	item->before = old->pinned ? outcome_utility(&old->pinned->present, k) : NAN;
	item->last = old->before ? old->before->u[k] : NAN;
	item->apart = k == 0;
}

static void collect(struct items *it, const struct shown *s, const struct compared *old,
	int chosen)
{
	const struct study *st = s->st;
	int of[LISTED_MAX], count = listed(st, chosen, of);
	struct item *item;
	char label[80];

	if (s->no_deal) {
		snprintf(label, sizeof label, "%s: NO DEAL",
			rule_info(st->scenario->bargain.rule)->label);
		item_add(it, label, 0, INK_WARNING, 0)->word = true;
	} else {
		collect_shares(it, s, old, chosen, of, count);
	}
	collect_player(it, s, old, 0, 1);
	for (int j = 0; j < count; j++)
		collect_player(it, s, old, of[j] + 1, of[j] == chosen ? 2 : 10 + j);
	item = item_add(it, "", 0, INK_LABEL, 0);
	item->others = true;
	item = item_add(it, "joint", study_tidy(s->st, s->out->joint), INK_JOINT, 30);
	item->before = old->pinned ? old->pinned->present.joint : NAN;
	item->last = old->before ? old->before->joint : NAN;
	if (isfinite(s->efficiency)) {
		item = item_add(it, "", s->efficiency, INK_VALUE, 0);
		item->percent = item->apart = true;
		item->before = old->pinned ? old->pinned->efficiency : NAN;
		item->last = old->before ? old->before->efficiency : NAN;
	}
	if (!s->read && *uncertain(st))
		item_add(it, uncertain(st), 0, INK_WARNING, 3)->word = true;
}

static void drop(struct items *it, int i)
{
	memmove(&it->item[i], &it->item[i + 1], (size_t)(it->count - i - 1) * sizeof it->item[0]);
	it->count--;
}

/* "others 9:", what all together get that have no item: it goes where there are none. */
static void sum_others(struct items *it, const struct shown *s)
{
	double sum = s->out->joint;
	int count = s->st->n + 1, at = -1;

	for (int i = 0; i < it->count; i++) {
		at = it->item[i].others ? i : at;
		if (it->item[i].player >= 0) {
			sum -= outcome_utility(s->out, it->item[i].player);
			count--;
		}
	}
	if (at < 0)
		return;
	it->item[at].value = study_tidy(s->st, sum);
	snprintf(it->item[at].label, sizeof it->item[at].label, "others %d:", count);
	it->item[at].word = count == 0; /* as yet: a narrower row may leave some out */
	if (count == 0)
		it->item[at].label[0] = '\0';
}

static const char *value_text(const struct item *i, const struct form *f, double v, char *out)
{
	return i->percent ? caption_percent(v, 10, out) :
		i->share ? caption_share(v, f->decimals, 9, out) :
			   number_text(v, f->decimals, 9, out);
}

static int number_cols(const struct item *i, const struct form *f)
{
	char text[NUMBER_MAX];
	int w = text_width(value_text(i, f, i->value, text));

	return f->columns && !i->percent && w < CHANGE_COLS ? CHANGE_COLS : w;
}

static int label_cols(const struct item *i, const struct form *f)
{
	int w = text_width(i->label);

	/* "from &" stands below the share's */
	return f->columns && !i->word && !strncmp(i->label, "share", 5) && w < 6 ? 6 : w;
}

static int item_cols(const struct item *i, const struct form *f)
{
	if (i->word)
		return label_cols(i, f);
	if (i->percent)
		return number_cols(i, f) + text_width(" of first best") + (f->bar ? BAR_COLS + 2 : 0);
	return label_cols(i, f) + 1 + number_cols(i, f);
}

static int gap_before(const struct items *it, int i, const struct form *f)
{
	return i == 0 || item_cols(&it->item[i], f) == 0 ? 0 : f->columns || (f->apart && it->item[i].apart) ? 3 : 2;
}

static int items_width(const struct items *it, const struct form *f)
{
	int width = 0;

	for (int i = 0; i < it->count; i++)
		width += gap_before(it, i, f) + item_cols(&it->item[i], f);
	return width;
}

/* Drops the item that is needed least; false: all that are left stay. */
static bool drop_least(struct items *it)
{
	int worst = 0;

	for (int i = 1; i < it->count; i++)
		if (it->item[i].rank > it->item[worst].rank)
			worst = i;
	if (it->item[worst].rank == 0)
		return false;
	drop(it, worst);
	return true;
}

static void fit(struct items *it, const struct shown *s, struct form *f, int max)
{
	for (sum_others(it, s); items_width(it, f) > max; sum_others(it, s)) {
		if (f->bar)
			f->bar = false;
		else if (f->apart)
			f->apart = false;
		else if (f->decimals > DECIMALS_LEAST)
			f->decimals--;
		else if (f->columns)
			f->columns = false;
		else if (!drop_least(it))
			return;
	}
}

/* Whether a number looks other than it did before the last key. */
static bool looks_changed(const struct item *i, const struct form *f)
{
	char now[NUMBER_MAX], then[NUMBER_MAX];

	return !isnan(i->last)
		&& strcmp(value_text(i, f, i->value, now), value_text(i, f, i->last, then)) != 0;
}

static void draw_item(struct canvas *c, int x, int y, const struct item *i, const struct form *f)
{
	char text[NUMBER_MAX];
	enum ink ink = looks_changed(i, f) ? INK_CHANGED : i->ink;
	int w = number_cols(i, f);

	canvas_text(c, x, y, 60, i->word ? i->ink : INK_LABEL, i->label);
	if (i->word)
		return;
	x += i->percent ? 0 : label_cols(i, f) + 1;
	canvas_text_right(c, x + w - 1, y, w, ink, value_text(i, f, i->value, text));
	if (!i->percent)
		return;
	x += w + canvas_text(c, x + w, y, 20, INK_LABEL, " of first best");
	if (f->bar)
		draw_bar(c, x + 1, y, BAR_COLS + 1, i->value);
}

/* Below a number what it is more, or less, than the pinned one. */
static void draw_difference(struct canvas *c, int x, int y, const struct item *i,
	const struct form *f)
{
	char text[NUMBER_MAX], signed_text[NUMBER_MAX + 1];
	double change = i->value - i->before, size = fmax(fabs(i->value), fabs(i->before));
	int w = number_cols(i, f);

	if (i->word || isnan(i->before))
		return;
	if (i->percent) {
		canvas_printf(c, x, y, c->cols - x - 1, INK_DIM, "was %s",
			value_text(i, f, i->before, text));
		return;
	}
	change = fabs(change) > SAME * size ? change : 0;
	x += label_cols(i, f) + 1;
	number_text(fabs(change), f->decimals, CHANGE_COLS - 1, text);
	snprintf(signed_text, sizeof signed_text, "%c%s", change < 0 ? '-' : '+', text);
	canvas_text_right(c, x + w - 1, y, w, INK_CHANGED, signed_text);
}

/* The share, where it is known, and that there is no outcome at it. */
static void say_none(struct canvas *c, int x, int y, int max, const struct reading *r,
	const struct study *st)
{
	const char *none = r ? "nothing to read here" : "no equilibrium";
	char text[64], share[NUMBER_MAX];

	if (r ? r->kind == READS_SHARE : st->shares == 1 && st->scenario->bargain.rule == RULE_FIXED)
		snprintf(text, sizeof text, "%s %s   %s", r ? "read" : "share",
			caption_share(r ? r->at[0] : st->scenario->delta[0], DECIMALS, 9, share), none);
	else
		snprintf(text, sizeof text, "%s", none);
	canvas_text_fit(c, x, y, max, INK_ERROR, text);
}

/* What is shown, or why there is nothing: false. */
static bool find_shown(struct canvas *c, int x, int y, int max, const struct view_model *m,
	struct shown *s)
{
	const struct study *st = m->study;
	const struct reading *r = m->reading && m->reading->kind != READS_LEVEL ? m->reading : NULL;

	if (!st || !(st->have & HAVE_PRESENT)) {
		canvas_text_fit(c, x, y, max, st && st->status != STATUS_OK ? INK_ERROR : INK_DIM,
			st && st->status != STATUS_OK ? st->error.text : "Solving ...");
		return false;
	}
	if (r ? !r->out : !study_has_outcome(st)) {
		say_none(c, x, y, max, r, st);
		return false;
	}
	*s = (struct shown){ .st = st, .delta = st->delta, .out = &st->present,
		.efficiency = st->efficiency, .no_deal = st->no_agreement };
	if (r)
		*s = (struct shown){ .st = st, .delta = r->delta, .out = r->out,
			.efficiency = r->efficiency, .read = true };
	return true;
}

struct compared compared_with(const struct view_model *m)
{
	const struct study *st = m->study, *pinned = m->pinned;
	struct compared old = { 0 };

	if (m->reading)
		return old;
	if (pinned && study_has_outcome(pinned) && pinned->n == st->n)
		old.pinned = pinned;
	if (m->before && m->before->on && m->before->n == st->n)
		old.before = m->before;
	return old;
}

bool panel_numbers(struct canvas *c, int x, int y, int max, const struct view_model *m,
	bool differences)
{
	struct compared old;
	struct shown shown;
	struct items it = { 0 };
	struct form f = { .decimals = DECIMALS, .bar = true, .apart = true };

	if (!find_shown(c, x, y, max, m, &shown))
		return false;
	old = compared_with(m);
	collect(&it, &shown, &old, m->specialist);
	f.columns = differences = differences && old.pinned;
	f.bar = !f.columns;
	fit(&it, &shown, &f, max);
	differences = differences && f.columns;
	if (differences)
		canvas_text(c, x, y + 1, 6, INK_LABEL, "from &");
	for (int i = 0; i < it.count; i++) {
		x += gap_before(&it, i, &f);
		draw_item(c, x, y, &it.item[i], &f);
		if (differences)
			draw_difference(c, x, y + 1, &it.item[i], &f);
		x += item_cols(&it.item[i], &f);
	}
	return differences;
}
