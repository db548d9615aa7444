#include "axioms.h"

#include "base/text.h"
#include "view/caption.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define DECIMALS 3
#define DECIMALS_MAX 9
#define WORD_MAX 32

static const char *const player[2] = { "the generalist", "the specialist" };

char axiom_mark(enum axiom_verdict v)
{
	static const char mark[] = { [AXIOM_OPEN] = ' ', [AXIOM_SILENT] = '-', [AXIOM_ALWAYS] = '+',
		[AXIOM_HELD] = '.', [AXIOM_FAILS] = 'x' };

	return mark[v];
}

/* Less than this is no difference. */
#define ALIKE 1e-9

/* Two numbers, with as many decimals as show that they differ. */
struct pair {
	char a[WORD_MAX], b[WORD_MAX];
};

static void number(double v, int decimals, char *out)
{
	snprintf(out, WORD_MAX, "%.*f", decimals, v);
	if (out[0] == '-' && strspn(out + 1, "0.") == strlen(out + 1))
		memmove(out, out + 1, strlen(out));
}

static struct pair pair_of(double a, double b)
{
	struct pair p;
	int decimals = DECIMALS;

	do {
		number(a, decimals, p.a);
		number(b, decimals, p.b);
	} while (!strcmp(p.a, p.b) && fabs(a - b) > ALIKE && decimals++ < DECIMALS_MAX);
	return p;
}

/* What is agreed on: a share, or, of a pie, the generalist's part of what is gained. */
struct names { const char *it, *one, *all; };
static const struct names share_names = { "the share", "a share", "the shares" };
static const struct names part_names = { "the generalist's part", "a part", "the parts" };

/* What is changed: a clause. */
static void clause(const struct scenario *s, const struct axiom_result *r, const char *all, char *out,
	size_t size)
{
	const struct change *c = &r->change;
	struct pair p = pair_of(c->from, c->to), u = pair_of(c->u[0], c->u[1]);
	char factor[WORD_MAX];

	switch (c->kind) {
	case CHANGE_EXCHANGE:
		snprintf(out, size, "if the players change places, ");
		break;
	case CHANGE_UNITS:
		snprintf(factor, sizeof factor, "%g", c->factor);
		snprintf(out, size, "if %s's utility counts %s times as much, ", player[c->player],
			factor);
		break;
	case CHANGE_DROP:
		if (c->from <= 0)
			snprintf(out, size, "without %s above %s, which nobody chose, ", all, p.b);
		else if (c->to >= 1)
			snprintf(out, size, "without %s below %s, which nobody chose, ", all, p.a);
		else
			snprintf(out, size, "without %s below %s and above %s, which nobody chose, ", all,
				p.a, p.b);
		break;
	case CHANGE_ADD:
		snprintf(out, size, "with one more bargain, g %s and %c %s, ", u.a,
			player_mark(s, 1), u.b);
		break;
	case CHANGE_OUTSIDE:
		number(c->outside, DECIMALS, factor);
		snprintf(out, size, "with an outside option of %s for %s, ", factor,
			player[c->player]);
		break;
	case CHANGE_NONE:
	default:
		*out = '\0';
	}
}

/* Who loses most, and how much. */
static void loss(const struct axiom_result *r, char *out, size_t size)
{
	int k = r->before.u[0] - r->after.u[0] >= r->before.u[1] - r->after.u[1] ? 0 : 1;
	struct pair p = pair_of(r->before.u[k], r->after.u[k]);

	snprintf(out, size, "%s falls from %s to %s", player[k], p.a, p.b);
}

/* "the generalist gets 0.138 instead of 0.121": where somebody gets more; whether so. */
static bool more(const struct axiom_result *r, int k, const char *before, char *out, size_t size)
{
	struct pair p = pair_of(r->before.u[k], r->after.u[k]);

	if (r->after.u[k] - r->before.u[k] <= ALIKE)
		return false;
	text_append(out, size, "%s%s gets %s instead of %s", before, player[k], p.b, p.a);
	return true;
}

static void fails(const struct axioms *a, int row, enum axiom axiom, char *out, size_t size)
{
	const struct axiom_result *r = &a->row[row].result[axiom];
	const struct names *names = a->pie ? &part_names : &share_names;
	struct pair share = pair_of(r->before.share, r->after.share);
	char what[160], who[100];

	clause(a->scenario, r, names->all, what, sizeof what);
	snprintf(out, size, "%s: ", rule_info(a->row[row].rule.rule)->label);
	loss(r, who, sizeof who);
	if (r->change.kind == CHANGE_NONE) {
		text_append(out, size, "at %s of %s ", names->one, share.b);
		more(r, 1, more(r, 0, "", out, size) ? ", " : "", out, size);
		text_append(out, size, ".");
	} else if (r->after.added) {
		text_append(out, size, "%sthat one is chosen, and %s.", what, who);
	} else if (r->change.kind == CHANGE_ADD || r->change.kind == CHANGE_OUTSIDE) {
		text_append(out, size, "%s%s moves from %s to %s, and %s.", what, names->it,
			share.a, share.b, who);
	} else {
		text_append(out, size, "%s%s moves from %s to %s.", what, names->it, share.a,
			share.b);
	}
}

char *axiom_words(const struct axioms *a, int at, enum axiom axiom, char *out, size_t size)
{
	const struct axioms_row *row = &a->row[at];
	const struct axiom_result *r = &row->result[axiom];
	const char *rule = rule_info(row->rule.rule)->label;
	char says[200];

	snprintf(says, sizeof says, "%s", axiom_info(axiom)->says);
	says[0] = (char)tolower((unsigned char)says[0]);
	switch (r->verdict) {
	case AXIOM_FAILS:
		fails(a, at, axiom, out, size);
		break;
	case AXIOM_ALWAYS:
		snprintf(out, size, "%s, by proof: %s", rule, says);
		break;
	case AXIOM_HELD:
		if (r->tests)
			snprintf(out, size, "%s, held in %d tests, which proves nothing: %s", rule,
				r->tests, says);
		else
			snprintf(out, size, "%s: no deal here, so there is nothing to test.", rule);
		break;
	case AXIOM_SILENT:
		snprintf(out, size, "%s: this axiom is not about it.", rule);
		break;
	case AXIOM_OPEN:
	default:
		snprintf(out, size, "%s: not tried yet.", rule);
	}
	return out;
}
