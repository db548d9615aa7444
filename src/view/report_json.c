/* A study as one JSON object on one line. */
#include "bargain/quantity.h"
#include "game/verdict.h"
#include "base/num.h"
#include "base/text.h"
#include "view/report_private.h"

#include <math.h>
#include <string.h>

void json_number(FILE *f, const char *before, double value)
{
	fputs(before, f);
	num_put(f, value, "null");
}

void json_numbers(FILE *f, const double *value, int n)
{
	for (int i = 0; i < n; i++) {
		fputc(i ? ',' : '[', f);
		num_put(f, value[i], "null");
	}
	fputs(n ? "]" : "[]", f);
}

static void json_interval(FILE *f, const struct share_interval *in)
{
	json_numbers(f, (const double[]){in->from, in->to}, 2);
}

static void json_intervals(FILE *f, const struct share_interval *in, int n)
{
	fputc('[', f);
	for (int i = 0; i < n; i++) {
		fputs(i ? "," : "", f);
		json_interval(f, &in[i]);
	}
	fputc(']', f);
}

static void json_alphas(FILE *f, const struct outcome *out)
{
	for (int i = 0; i < out->n; i++) {
		fputc(i ? ',' : '[', f);
		num_put(f, out->domain[i].alpha, "null");
	}
	fputs(out->n ? "]" : "[]", f);
}

/* Of a product that has two; attributes: whether it has. */
static void json_attributes(FILE *f, bool attributes, double performance, double safety)
{
	if (!attributes)
		return;
	json_number(f, ",\"performance\":", performance);
	json_number(f, ",\"safety\":", safety);
}

/* What contracts add, which is said where the scenario has one. */
static void json_payments(FILE *f, const struct study *st, const struct outcome *out)
{
	if (!st->scenario->game.transfers)
		return;
	fputs(",\"payments\":[", f);
	num_put(f, out->payment, "null");
	for (int i = 0; i < out->n; i++) {
		fputc(',', f);
		num_put(f, out->domain[i].payment, "null");
	}
	fputc(']', f);
}

static void json_parts(FILE *f, const struct study *st, const struct outcome *out)
{
	if (st->scenario->game.contract != CONTRACT_PROFIT)
		return;
	fputs(",\"parts\":[", f);
	for (int k = 0; k <= out->n; k++) {
		fputs(k ? "," : "", f);
		num_put(f, out->joint > 0 ? outcome_utility(out, k) / out->joint : NAN, "null");
	}
	fputc(']', f);
}

static void json_domain(FILE *f, const char *id, const struct domain_outcome *d, bool attributes,
	bool terms)
{
	fputs("{\"id\":", f);
	text_put_json(f, id);
	json_number(f, ",\"alpha\":", d->alpha);
	json_number(f, ",\"investment\":", d->investment);
	json_attributes(f, attributes, d->alpha, d->safety);
	json_number(f, ",\"utility\":", d->utility);
	if (terms)
		json_number(f, ",\"paid\":", d->paid);
	fprintf(f, ",\"regime\":\"%s\"}", regime_name(d->regime));
}

static const char *outcome_status(const struct study *st)
{
	return st->no_agreement ? lack_name(LACK_AGREEMENT) : proof_name(st->present.proof);
}

static void json_outcome(FILE *f, const struct study *st)
{
	const struct outcome *out = &st->present;
	bool attributes = quantity_exists(&st->scenario->game, QUANTITY_SAFETY);
	fprintf(f, "{\"agreement\":%s,\"delta\":", st->no_agreement ? "false" : "true");
	if (st->no_agreement)
		fputs("null", f);
	else
		json_numbers(f, st->delta, st->n);
	json_number(f, ",\"alpha0\":", out->alpha0);
	json_number(f, ",\"generalist\":{\"utility\":", out->u_generalist);
	json_attributes(f, attributes, out->alpha0, out->safety0);
	fprintf(f, ",\"regime\":\"%s\"},\"specialists\":[", report_regime(out, 0));
	for (int i = 0; i < st->n; i++) {
		fputs(i ? "," : "", f);
		json_domain(f, report_player(st->scenario, i + 1), &out->domain[i], attributes,
			game_has_terms(&st->scenario->game));
	}
	json_number(f, "],\"joint\":", out->joint);
	json_number(f, ",\"efficiency\":", st->efficiency);
	if (attributes)
		json_number(f, ",\"welfare\":", out->welfare);
	json_payments(f, st, out);
	json_parts(f, st, out);
	fprintf(f, ",\"status\":\"%s\"}", outcome_status(st));
}

/* What the law comes to, and the outcome without it. */
static void json_law(FILE *f, const struct study *st)
{
	const struct study *bare = st->unregulated;
	if (!bare)
		return;
	fprintf(f, ",\"verdict\":\"%s\",\"unregulated\":",
		verdict_name((enum verdict)st->present.verdict));
	if (study_has_outcome(bare))
		json_outcome(f, bare);
	else
		fputs("null", f);
}

static void json_first_best(FILE *f, const struct study *st)
{
	fputs(",\"first_best\":", f);
	if (!(st->have & HAVE_FIRST_BEST) || st->first_best_status != STATUS_OK) {
		fputs("null", f);
		return;
	}
	json_number(f, "{\"joint\":", st->first_best.joint);
	json_number(f, ",\"alpha0\":", st->first_best.alpha0);
	fputs(",\"alpha\":", f);
	json_alphas(f, &st->first_best);
	fprintf(f, ",\"status\":\"%s\"}", proof_name(st->first_best.proof));
}

static void json_agreement(FILE *f, const struct study *st, const struct solution *sol)
{
	fputs(",\"agreement\":true,\"delta\":", f);
	json_numbers(f, sol->delta, st->n);
	fputs(",\"tie\":", f);
	const struct share_interval *tie = solution_tie(sol);
	if (tie)
		json_interval(f, tie);
	else
		fputs("null", f);
	fputs(",\"ties\":", f);
	json_intervals(f, sol->tie, sol->ties);
	json_number(f, ",\"alpha0\":", sol->out.alpha0);
	fputs(",\"alpha\":", f);
	json_alphas(f, &sol->out);
	fputs(",\"utilities\":", f);
	for (int k = 0; k <= st->n; k++) {
		fputc(k ? ',' : '[', f);
		num_put(f, outcome_utility(&sol->out, k), "null");
	}
	fputs("],\"regimes\":", f);
	for (int i = 0; i < st->n; i++)
		fprintf(f, "%c\"%s\"", i ? ',' : '[', regime_name(sol->out.domain[i].regime));
	json_number(f, "],\"joint\":", sol->out.joint);
	json_number(f, ",\"efficiency\":", study_efficiency(st, sol->out.joint));
	fputs(",\"pareto\":", f);
	if (st->have & HAVE_PARETO)
		fputs(sol->pareto ? "true" : "false", f);
	else
		fputs("null", f);
	json_payments(f, st, &sol->out);
	json_parts(f, st, &sol->out);
	fprintf(f, ",\"status\":\"%s\"", proof_name(sol->out.proof));
}

/* The equilibria of alternating offers, the first proposer's best one first. */
static void json_roots(FILE *f, const struct solution *sol)
{
	fputs(",\"roots\":[", f);
	for (int i = 0; i < sol->roots; i++) {
		json_number(f, i ? ",{\"delta\":" : "{\"delta\":", sol->root[i].share);
		json_number(f, ",\"first\":", sol->root[i].first);
		fputc('}', f);
	}
	fputc(']', f);
}

static void json_solution(FILE *f, const struct study *st, const struct solution *sol)
{
	char name[GAME_ID_MAX + 32];
	fputs("{\"name\":", f);
	text_put_json(f, scenario_bargain_name(st->scenario, sol->rule, name, sizeof name));
	if (sol->agreement)
		json_agreement(f, st, sol);
	else
		fputs(",\"agreement\":false,\"delta\":null,\"tie\":null,\"ties\":null,\"alpha0\":null,\"alpha\":"
		      "null,"
		      "\"utilities\":null,\"regimes\":null,\"joint\":null,\"efficiency\":null,"
		      "\"pareto\":null,\"status\":null",
			f);
	fprintf(f, ",\"search\":\"%s\"", search_name(sol->search));
	if (sol->rule.rule == RULE_ALTERNATING)
		json_roots(f, sol);
	fputc('}', f);
}

static void json_solutions(FILE *f, const struct study *st)
{
	bool first = true;
	fputs(",\"solutions\":[", f);
	for (int i = 0; i < report_solutions(st); i++) {
		if (!st->solution[i].done)
			continue;
		fputs(first ? "" : ",", f);
		json_solution(f, st, &st->solution[i]);
		first = false;
	}
	fputc(']', f);
}

static void json_pareto(FILE *f, const struct study *st)
{
	fputs(",\"pareto\":", f);
	if (!(st->have & HAVE_PARETO) || st->shares > 1) {
		fputs("null", f);
	} else {
		json_intervals(f, st->interval, st->intervals);
	}
	fputs(",\"profit_sharing\":", f);
	if (st->have & HAVE_PARETO)
		fputs(st->profit_sharing ? "true" : "false", f);
	else
		fputs("null", f);
}

/* What is asked, and in a word what is known of the answer. */
static void json_scenario(FILE *f, const struct scenario *s, const char *status)
{
	char name[GAME_ID_MAX + 32];
	fputs("{\"scenario\":", f);
	text_put_json(f, s->name);
	fputs(",\"title\":", f);
	text_put_json(f, s->title);
	if (s->game.kind != GAME_FINE_TUNING)
		fprintf(f, ",\"game\":\"%s\"", game_kind_name(s->game.kind));
	if (game_has_terms(&s->game))
		fprintf(f, ",\"contract\":\"%s\"", contract_words[s->game.contract]);
	if (s->game.transfers)
		fputs(",\"transfers\":true", f);
	fprintf(f, ",\"share\":\"%s\",\"bargain\":", s->game.common ? "common" : "separate");
	text_put_json(f, scenario_bargain_name(s, s->bargain, name, sizeof name));
	fputs(",\"specialists\":[", f);
	for (int i = 0; i < s->game.n; i++) {
		fputs(i ? "," : "", f);
		text_put_json(f, s->game.specialist[i].id);
	}
	fprintf(f, "],\"status\":\"%s\",", status);
}

void report_json_lack(FILE *f, const struct scenario *s, enum lack lack)
{
	json_scenario(f, s, lack_name(lack));
	fputs("\"outcome\":null,\"first_best\":null,\"solutions\":[],\"pareto\":null,"
	      "\"profit_sharing\":null}\n",
		f);
}

/* The regulator's, searched for on grids: null where there are none. */
static void json_floors(FILE *f, const struct best_floors *floors)
{
	if (!floors)
		return;
	fputs(",\"best_floors\":", f);
	if (!floors->found) {
		fputs("null", f);
		return;
	}
	json_number(f, "{\"generalist\":", floors->generalist);
	json_number(f, ",\"specialists\":", floors->specialists);
	json_number(f, ",\"welfare\":", floors->welfare);
	fprintf(f, ",\"search\":\"%s\"}", search_name(SEARCH_SAMPLED));
}

void report_json(FILE *f, const struct study *st, const struct best_floors *floors)
{
	json_scenario(f, st->scenario, outcome_status(st));
	fputs("\"outcome\":", f);
	json_outcome(f, st);
	json_law(f, st);
	json_floors(f, floors);
	json_first_best(f, st);
	json_solutions(f, st);
	json_pareto(f, st);
	fputs("}\n", f);
}
