#include "view/why.h"

#include "base/num.h"
#include "base/text.h"
#include "solver/why.h"
#include "sentences.h"
#include "game/verdict.h"
#include "view/say.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 600, CHOICES = 4, SPECIALISTS_TOLD = 64,
	SWITCH_DIGITS = 9 /* of the share at which somebody does something else */ };

struct teller {
	const struct study *st;
	struct solver *solver;
	struct why *out;
	enum status status;
};

static void say(struct teller *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void say(struct teller *t, const char *format, ...)
{
	char text[LINE_MAX_BYTES];
	va_list args;
	if (t->status != STATUS_OK)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	char **more = realloc(t->out->line, (size_t)(t->out->count + 1) * sizeof *more);
	char *copy = strdup(text);
	if (more)
		t->out->line = more;
	if (!more || !copy) {
		free(copy);
		t->status = STATUS_SYSTEM;
		return;
	}
	t->out->line[t->out->count++] = copy;
}

/* A utility, or a difference of two. */
static const char *util(const struct teller *t, struct numerals *f, double v)
{
	return numeral(f, study_tidy(t->st, v));
}

/* Two utilities compared. */
static void utils(const struct teller *t, struct numerals *f, double a, double b,
	const char *text[2])
{
	numerals_compare(f, (double[]){study_tidy(t->st, a), study_tidy(t->st, b)}, 2, text);
}

static const char *name_of(const struct teller *t, int player)
{
	const struct game *g = &t->st->scenario->game;
	return player == 0 ? g->generalist.name : g->specialist[player - 1].name;
}

/* ------------------------------------------------------------- specialists */

/* What a unit more earns and costs. */
static void margins_text(struct numerals *f, const struct margins *m, const char *text[2])
{
	numerals_compare(f, (double[]){m->earns, m->costs}, 2, text);
}

/* How it comes to its investment: it leaps, or unit by unit. */
static void begin_contribute(const struct teller *t, int i, const struct margins *first, char *out,
	size_t size)
{
	const struct domain_outcome *o = &t->st->present.domain[i];
	const struct game *g = &t->st->scenario->game;
	const char *d = name_of(t, i + 1), *unit[2], *pays[2];
	struct numerals f = {.next = 0};
	double delta = contract_kept_at(t->st, i), a0 = t->st->present.alpha0;
	struct passed over;
	const char *from = numeral(&f, a0);
	margins_text(&f, first, unit);
	if (!specialist_leaps(g, i, delta, a0, o->investment, first, &over)) {
		snprintf(out, size, "%s contributes: from level %s its first unit earns it %s and "
			"costs %s.", d, from, unit[0], unit[1]);
		return;
	}
	/* Of one pot it has a part, and what else is in it. */
	utils(t, &f, contract_if_adds(t->st, i, over.x), o->utility, pays);
	bool as_much = strcmp(pays[0], pays[1]) == 0;
	if (over.x > 0)
		snprintf(out, size, "%s leaps: from level %s it could invest %s and get %s; a little "
			"more would pay it less, but much more pays %s", d, from,
			numeral(&f, over.x), pays[0], as_much ? "as well" : "better.");
	else
		snprintf(out, size, "%s leaps: from level %s its first unit would earn it %s and "
			"cost %s, but more of them pay%s", d, from, unit[0], unit[1],
			as_much ? " as much as none" : ".");
	if (as_much)
		text_append(out, size, ", so it does what suits %s.", name_of(t, 0));
}

static void tell_contribute(struct teller *t, int i)
{
	const struct domain_outcome *o = &t->st->present.domain[i];
	const struct game *g = &t->st->scenario->game;
	struct numerals f = {.next = 0};
	char how[300], stop[200] = "";
	const char *more[2], *got[2];
	double delta = contract_kept_at(t->st, i), a0 = t->st->present.alpha0;
	struct margins last, first = specialist_margins(g, i, delta, a0);
	bool explained = specialist_stop(g, i, delta, a0, o->investment, &last);
	begin_contribute(t, i, &first, how, sizeof how);
	utils(t, &f, o->utility, contract_if_adds(t->st, i, 0), got);
	if (explained && last.loss > 0) {
		snprintf(stop, sizeof stop, ", beyond which it would at once lose %s,",
			numeral(&f, last.loss));
	} else if (explained) {
		margins_text(&f, &last, more);
		snprintf(stop, sizeof stop, ", where a further unit would earn %s and cost %s,",
			more[0], more[1]);
	}
	say(t, "%s It invests %s%s and gets %s; free-riding would have paid it %s, abstaining %s.", how,
		numeral(&f, o->investment), stop, got[0], got[1],
		util(t, &f, contract_if_out(t->st, i)));
}

static void tell_free_ride(struct teller *t, int i)
{
	const struct domain_outcome *o = &t->st->present.domain[i];
	const struct game *g = &t->st->scenario->game;
	const struct specialist *d = &g->specialist[i];
	struct numerals f = {.next = 0};
	struct margins m;
	const char *more[2];
	double a0 = t->st->present.alpha0;
	bool explained = specialist_stop(g, i, contract_kept_at(t->st, i), a0, 0, &m);
	margins_text(&f, &m, more);
	if (!explained)
		say(t, "%s free-rides: nothing it could reach beats the %s that level %s gives "
			"it as it is.", d->name, util(t, &f, o->utility), numeral(&f, a0));
	else if (m.loss > 0)
		say(t, "%s free-rides: beyond level %s it would at once lose %s. Taking the "
			"technology as it is pays it %s; abstaining would pay %s.", d->name,
			numeral(&f, a0), numeral(&f, m.loss), util(t, &f, o->utility),
			util(t, &f, contract_if_out(t->st, i)));
	else
		say(t, "%s free-rides: at level %s one more unit would earn it %s and cost %s. Taking "
			"the technology as it is pays it %s; abstaining would pay %s.", d->name,
			numeral(&f, a0), more[0], more[1], util(t, &f, o->utility),
			util(t, &f, contract_if_out(t->st, i)));
}

static void tell_abstain(struct teller *t, int i)
{
	const struct specialist *d = &t->st->scenario->game.specialist[i];
	struct numerals f = {.next = 0};
	const char *paid[2];
	struct domain_outcome best;
	struct error err;
	double a0 = t->st->present.alpha0, from;
	if (solver_active_payoff(t->solver, i, t->st->delta[i], a0, &best, &err) != STATUS_OK)
		return;
	if (t->st->scenario->game.contract == CONTRACT_PROFIT) {
		say(t, "%s abstains: at level %s the most it could add to the pot is %s, with an "
			"investment of %s.", d->name, numeral(&f, a0),
			numeral(&f, contract_adds(t->st, i, best.investment)),
			numeral(&f, best.investment));
	} else {
		utils(t, &f, best.utility + t->st->present.domain[i].payment, contract_if_out(t->st, i),
			paid);
		say(t, "%s abstains: with %s of its revenue kept, the best it could do at level %s is to "
			"invest %s, for a utility of %s, less than the %s of abstaining.", d->name,
			numeral_share(&f, 1 - t->st->delta[i]), numeral(&f, a0),
			numeral(&f, best.investment), paid[0], paid[1]);
	}
	if (solver_participation(t->solver, i, t->st->delta[i], &from, &err) == STATUS_OK &&
		from > a0 && isfinite(from))
		say(t, "%s would take part from level %s on.", d->name, numeral(&f, from));
	else if (isinf(from))
		say(t, "At this share no level would make %s take part.", d->name);
}

static void tell_specialists(struct teller *t)
{
	int n = t->st->n < SPECIALISTS_TOLD ? t->st->n : SPECIALISTS_TOLD;
	if (!t->st->present.invests) {
		/* They have made no choice that margins could explain. */
		say(t, "There is nothing for %s to adapt.",
			t->st->n == 1 ? name_of(t, 1) : "the specialists");
		return;
	}
	for (int i = 0; i < n; i++) {
		switch (t->st->present.domain[i].regime) {
		case REGIME_CONTRIBUTE:
			tell_contribute(t, i);
			break;
		case REGIME_FREE_RIDE:
			tell_free_ride(t, i);
			break;
		default:
			tell_abstain(t, i);
			break;
		}
	}
	if (n < t->st->n)
		say(t, "And %d specialists more.", t->st->n - n);
}

/* -------------------------------------------------------------- generalist */

/* "investing 0.05", "free-riding", "abstaining". */
static const char *doing(const struct domain_outcome *o, const char *investment, char *out,
	size_t size)
{
	if (o->regime == REGIME_CONTRIBUTE)
		snprintf(out, size, "investing %s", investment);
	else
		snprintf(out, size, "%s", o->regime == REGIME_ABSTAIN ? "abstaining" : "free-riding");
	return out;
}

static void tell_leap(struct teller *t, const struct choice *c)
{
	const struct edge *e = &c->edge;
	struct numerals f = {.next = 0};
	const char *g = name_of(t, 0), *d = name_of(t, e->specialist + 1), *x[2];
	char at[80], beside[80];
	numerals_compare(&f, (double[]){e->at.investment, e->beside.investment}, 2, x);
	doing(&e->at, x[0], at, sizeof at);
	doing(&e->beside, x[1], beside, sizeof beside);
	if (e->beyond)
		say(t, "%s stops at exactly level %s: right beyond it %s would leap from %s to %s. It "
			"gets %s.", g, numeral(&f, c->a0), d, at, beside,
			util(t, &f, t->st->present.u_generalist));
	else
		say(t, "%s goes to exactly level %s, where %s leaps from %s to %s: right below it %s "
			"would not. It gets %s.", g, numeral(&f, c->a0), d, beside, at, d,
			util(t, &f, t->st->present.u_generalist));
}

/* Whether c is an edge, which no margin explains, and what it is if so. */
static bool tell_edge(struct teller *t, const struct choice *c)
{
	char text[SQUEEZE_TEXT_MAX];
	struct squeeze q;
	if (c->edge.specialist < 0)
		return false;
	squeeze_find(t->st, t->solver, c, &q);
	if (q.squeezed) {
		squeeze_text(t->st, &q, text);
		say(t, "%s", text);
		squeeze_cost_text(t->st, &q, text);
		say(t, "%s", text);
	} else if (!q.known) {
		tell_leap(t, c);
	}
	bool told = q.squeezed || !q.known;
	squeeze_free(&q);
	return told;
}

static void tell_abstaining(struct teller *t, const struct choice *best)
{
	struct numerals f = {.next = 0};
	const char *g = name_of(t, 0);
	if (best && isfinite(best->payoff))
		say(t, "%s abstains: its best level would be %s, for a utility of %s. So nobody "
			"earns anything.", g, numeral(&f, best->a0), numeral(&f, best->payoff));
	else
		say(t, "%s abstains: no level would pay it. So nobody earns anything.", g);
}

/* At a share of 0 a fee or a lump sum may still pay it. */
static bool keeps_nothing(const struct study *st)
{
	for (int i = 0; i < st->n; i++)
		if (st->delta[i] > 0)
			return false;
	return study_tidy(st, st->present.u_generalist) == 0;
}

static void tell_level(struct teller *t, const struct choice *c)
{
	struct numerals f = {.next = 0};
	const char *g = name_of(t, 0);
	const struct outcome *o = &t->st->present;
	if (c && tell_edge(t, c))
		return;
	if (o->alpha0 > 0)
		say(t, "%s invests to level %s, where a further unit would bring it no more than it "
			"costs, the specialists' replies included. It gets %s.", g, numeral(&f, o->alpha0),
			util(t, &f, o->u_generalist));
	else if (keeps_nothing(t->st))
		say(t, "%s leaves the technology at level 0: at a share of 0 no level pays it "
			"anything, so it takes the least. It gets %s.", g, util(t, &f, o->u_generalist));
	else
		say(t, "%s leaves the technology at level 0: no higher level would pay it more, "
			"the specialists' replies included. It gets %s.", g,
			util(t, &f, o->u_generalist));
}

/* Not to develop the technology, for no more than lump sums, is better than any level that loses,
 * and as good as one that gains nothing. */
static void tell_next_best(struct teller *t, const struct choice *c, int count)
{
	struct numerals f = {.next = 0};
	const char *paid[2];
	double sunk = t->st->present.payment; /* it has whatever it builds */
	double best = study_tidy(t->st, t->st->present.u_generalist - sunk);
	double next = count > 1 ? study_tidy(t->st, c[1].payoff) : 0;
	if (next > 0 || (count > 1 && best == 0 && next == 0)) {
		double gap = c[0].payoff - c[1].payoff;
		/* where two choices pay nearly the same */
		const char *hint = gap <= .02 * fabs(c[0].payoff) ?
			", so that a small change may make it flip" : "";
		utils(t, &f, c[1].payoff + sunk, c[0].payoff + sunk, paid);
		if (study_tidy(t->st, gap) == 0)
			say(t, "Its next best level is %s, which would pay as much%s.", numeral(&f, c[1].a0), hint);
		else
			say(t, "Its next best level is %s, which would pay %s, %s less%s.", numeral(&f, c[1].a0),
				paid[0], util(t, &f, gap), hint);
	} else if (count > 1 && best > 0) {
		say(t, "Its next best choice is not to develop the technology at all, which would "
			"pay %s, %s less.", util(t, &f, sunk), util(t, &f, best));
		return;
	}
	if (best > 0 && count > 0)
		say(t, "Not developing the technology at all would pay %s %s.", name_of(t, 0),
			util(t, &f, sunk));
}

static void tell_generalist(struct teller *t)
{
	struct choice c[CHOICES];
	struct error err;
	int count = 0;
	/* Where the search for others fails, those found before it stand. */
	solver_choices(t->solver, t->st->delta, c, CHOICES, &count, &err);
	if (!t->st->present.invests) {
		tell_abstaining(t, count > 0 ? c : NULL);
		return;
	}
	tell_level(t, count > 0 ? c : NULL);
	tell_next_best(t, c, count);
}

/* ----------------------------------------------------------------- bargain */

static void tell_bargain(struct teller *t)
{
	const struct study *st = t->st;
	const struct rule_info *rule = rule_info(st->scenario->bargain.rule);
	char reason[REASON_MAX];
	struct numerals f = {.next = 0};
	const char *sum[2];
	if (st->no_agreement)
		say(t, "%s: no deal. No share leaves everybody at least as well off as without "
			"a deal, and somebody better off, so nobody plays: all keep their outside "
			"options, %s together.",
			rule->label, numeral(&f, st->present.joint));
	else if (st->scenario->bargain.rule == RULE_FIXED && st->shares == 1)
		say(t, "The share of %s is fixed at %s.", name_of(t, 0), numeral_share(&f, st->delta[0]));
	reason_text(st, reason);
	if (reason[0])
		say(t, "%s", reason);
	for (int k = 0; reason_of_gains(st) && k <= st->n && k <= SPECIALISTS_TOLD; k++)
		if (bystander_text(st, k, reason))
			say(t, "%s", reason);
	if (!isfinite(st->efficiency))
		return;
	utils(t, &f, st->present.joint, st->first_best.joint, sum);
	if (verdict_applies(&st->scenario->game))
		say(t, "Together they get %s of the %s that a single owner of everything would.",
			sum[0], sum[1]);
	else
		say(t, "Together they get %s of the %s that a single owner of everything would, at "
			"a level of %s.", sum[0], sum[1], numeral(&f, st->first_best.alpha0));
}

static void tell_threshold(struct teller *t, const struct threshold *h, const char *of)
{
	struct numerals f = {.next = 0};
	char at[NUM_TEXT_MAX], when[GAME_NAME_MAX + 80], jump[NUM_TEXT_MAX + 30] = "";
	const char *equilibria = threshold_equilibria(h);
	num_format_short(h->x, SWITCH_DIGITS, at, sizeof at);
	if (h->kind == THRESHOLD_JUMP)
		snprintf(jump, sizeof jump, " and a utility jumps by %s", numeral(&f, h->jump));
	if (!threshold_at_end(h, of, when, sizeof when))
		snprintf(when, sizeof when, "As %s passes %s", of, at);
	if (equilibria)
		say(t, "%s, %s.", when, equilibria);
	else if (h->specialist >= 0)
		say(t, "%s, %s switches from %s to %s%s.", when, name_of(t, h->specialist + 1),
			regime_doing(h->before), regime_doing(h->after), jump);
	else if (h->before != h->after)
		say(t, "%s, %s %s%s.", when, name_of(t, 0), h->after == REGIME_ABSTAIN ?
			"stops taking part" : "starts to take part", jump);
	else
		say(t, "%s, %s %s%s.", when, name_of(t, 0),
			threshold_flip(&t->st->scenario->game), jump);
}

static void tell_thresholds(struct teller *t)
{
	const struct study *st = t->st;
	char with[GAME_NAME_MAX + 20];
	const char *of = st->shares == 1 ? "the share" : st->axis >= 0 ? with : "every share";
	if (st->axis >= 0)
		snprintf(with, sizeof with, "the share with %s", name_of(t, st->axis + 1));
	for (int i = 0; (st->have & HAVE_THRESHOLDS) && i < st->thresholds; i++)
		tell_threshold(t, &st->threshold[i], of);
}

/* In a game with a law: what everybody does, and what the law comes to. */
static void tell_law(struct teller *t)
{
	char text[LAW_TEXT_MAX];

	for (int k = 0; k <= t->st->n && k <= SPECIALISTS_TOLD; k++) {
		law_sentence(t->st, k, text);
		say(t, "%s", text);
	}
	law_verdict(t->st, text);
	if (text[0])
		say(t, "%s", text);
}

/* How sure all this is, where it is not. */
static void tell_certainty(struct teller *t)
{
	const struct study *st = t->st;
	const struct solution *sol = study_solution(st, st->scenario->bargain);
	if (st->no_agreement)
		return;
	if (st->present.proof != PROOF_PROVED)
		say(t, "This equilibrium is %s.", proof_says(st->present.proof));
	if (isfinite(st->efficiency) && st->first_best.proof != PROOF_PROVED)
		say(t, "What a single owner would earn is %s.", proof_says(st->first_best.proof));
	if (sol && *search_says(sol->search))
		say(t, "%s %s.", st->shares == 1 ? "The share is" : "The shares are",
			search_says(sol->search));
}

enum status why_explain(const struct study *st, struct why *out, struct error *err)
{
	struct teller t = {.st = st, .out = out};
	*out = (struct why){0};
	if (!study_has_outcome(st))
		return error_set(err, STATUS_NO_EQUILIBRIUM, "%s",
			st->status != STATUS_OK ? st->error.text : "nothing is solved yet");
	t.status = solver_alloc(&st->scenario->game, &t.solver, err);
	if (t.status != STATUS_OK)
		return t.status;
	tell_bargain(&t);
	if (!st->no_agreement && verdict_applies(&st->scenario->game)) {
		tell_law(&t);
	} else if (!st->no_agreement) {
		tell_generalist(&t);
		tell_specialists(&t);
	}
	tell_thresholds(&t);
	tell_certainty(&t);
	solver_free(t.solver);
	if (t.status != STATUS_OK) {
		why_free(out);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	return STATUS_OK;
}

void why_free(struct why *w)
{
	for (int i = 0; i < w->count; i++)
		free(w->line[i]);
	free(w->line);
	*w = (struct why){0};
}
