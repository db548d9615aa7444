#include "axioms.h"
#include "base/buffer.h"
#include "base/num.h"
#include "base/text.h"
#include "view/caption.h"
#include "view/report_private.h"

#include <math.h>

/* ------------------------------------------------------------------- text */

/* Axioms in the order of the table, a line each, rules across by their letters. */
static void text_table(FILE *f, const struct axioms *a)
{
	struct columns t;
	char mark[2] = "";
	columns_init(&t, 1 + a->rows);
	columns_row(&t);
	for (int i = 0; i < a->rows; i++) {
		mark[0] = bargain_mark(a->scenario, a->row[i].rule);
		columns_set(&t, 1 + i, mark);
	}
	for (int x = 0; x < AXIOMS; x++) {
		columns_row(&t);
		columns_set(&t, 0, axiom_info((enum axiom)x)->label);
		for (int i = 0; i < a->rows; i++) {
			mark[0] = axiom_mark(a->row[i].result[x].verdict);
			columns_set(&t, 1 + i, mark);
		}
	}
	columns_print(&t, 1, f);
	columns_free(&t);
}

static void text_key(FILE *f, const struct axioms *a)
{
	fputc('\n', f);
	report_wrapped(f, "+ always: a proof. . held in all tests, which proves nothing. x fails. - not about "
		"it.");
	for (int i = 0; i < a->rows; i++)
		fprintf(f, "%s%c %s", i % 4 ? ", " : i ? ",\n" : "",
			bargain_mark(a->scenario, a->row[i].rule), rule_info(a->row[i].rule.rule)->label);
	fputs(".\n", f);
	if (a->pie)
		fputs("A pie is split: a part is what the generalist gets of the gain.\n", f);
	if (a->rows > 0 && !a->row[0].settled.agreement)
		fputs("No deal: there is nothing to test.\n", f);
}

static void text_broken(FILE *f, const struct axiom_info *info)
{
	fputc('\n', f);
	report_say(f, "Broken: %s. %s", info->label, info->says);
}

static void report_text_axioms(FILE *f, const struct axioms *a)
{
	char words[AXIOM_WORDS_MAX];
	report_heading(f, a->scenario);
	fputc('\n', f);
	text_table(f, a);
	text_key(f, a);
	for (int x = 0; x < AXIOMS; x++) {
		bool first = true;
		for (int i = 0; i < a->rows; i++) {
			if (a->row[i].result[x].verdict != AXIOM_FAILS)
				continue;
			if (first)
				text_broken(f, axiom_info((enum axiom)x));
			first = false;
			report_wrapped(f, axiom_words(a, i, (enum axiom)x, words, sizeof words));
		}
	}
}

/* ------------------------------------------------------------------- JSON */

static void json_key(FILE *f, const char *key)
{
	fprintf(f, ",\"%s\":", key);
}

/* Utilities, and the share; of the added alternative there is none. */
static void json_settled(FILE *f, const char *when, const struct settled *s)
{
	json_key(f, when);
	json_numbers(f, s->u, 2);
	fprintf(f, ",\"share_%s\":", when);
	num_put(f, s->added ? NAN : s->share, "null");
}

static void json_change(FILE *f, const struct axioms *a, const struct change *c)
{
	json_key(f, "change");
	text_put_json(f, change_name(c->kind));
	if (c->kind == CHANGE_ADD) {
		json_key(f, "at");
		json_numbers(f, c->u, 2);
	} else if (c->kind == CHANGE_DROP) {
		json_key(f, "keep");
		json_numbers(f, (const double[]){c->from, c->to}, 2);
	} else if (c->kind == CHANGE_UNITS || c->kind == CHANGE_OUTSIDE) {
		json_key(f, "player");
		text_put_json(f, report_player(a->scenario, c->player));
	}
	if (c->kind == CHANGE_UNITS) {
		json_number(f, ",\"factor\":", c->factor);
		json_number(f, ",\"shift\":", c->shift);
	} else if (c->kind == CHANGE_OUTSIDE) {
		json_number(f, ",\"outside\":", c->outside);
	}
}

static void json_result(FILE *f, const struct axioms *a, const struct axiom_result *r)
{
	fputs("{\"verdict\":", f);
	text_put_json(f, axiom_verdict_name(r->verdict));
	if (r->verdict == AXIOM_HELD || r->verdict == AXIOM_FAILS)
		fprintf(f, ",\"tests\":%d", r->tests);
	if (r->verdict == AXIOM_FAILS) {
		fprintf(f, ",\"failed\":%d", r->failed);
		json_change(f, a, &r->change);
		json_settled(f, "before", &r->before);
		json_settled(f, "after", &r->after);
	}
	fputc('}', f);
}

static void json_row(FILE *f, const struct axioms *a, const struct axioms_row *row)
{
	char name[GAME_ID_MAX + 20];
	snprintf(name, sizeof name, "%s%s", rule_info(row->rule.rule)->name,
		row->rule.rule == RULE_POWERFUL_SPECIALIST ? report_player(a->scenario, 1) : "");
	fputs("{\"scenario\":", f);
	text_put_json(f, a->scenario->name);
	json_key(f, "rule");
	text_put_json(f, name);
	fputs(",\"axioms\":{", f);
	for (int x = 0; x < AXIOMS; x++) {
		fprintf(f, "%s\"%s\":", x ? "," : "", axiom_info((enum axiom)x)->name);
		json_result(f, a, &row->result[x]);
	}
	fputs("}}\n", f);
}

enum status report_axioms(const struct axioms *a, enum report_format format, char **out,
	struct error *err)
{
	struct stream s;
	stream_open(&s);
	for (int i = 0; s.f && format == REPORT_JSON && i < a->rows; i++)
		json_row(s.f, a, &a->row[i]);
	if (s.f && format != REPORT_JSON)
		report_text_axioms(s.f, a);
	return stream_close(&s, out, err);
}
