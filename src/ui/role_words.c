/* The words that role play says in many places. */
#include "ui/role_words.h"

#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

void role_line(struct list_state *l, enum ink ink, const char *format, ...)
{
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	list_add(l, "", text, ink, -1);
}

char *role_number(double x, char out[NUM_TEXT_MAX])
{
	return num_format_short(x, 4, out, NUM_TEXT_MAX);
}

const char *role_level(const struct role_game *g, const struct match_choice *c,
	char out[ROLE_CHOICE_MAX])
{
	char a[NUM_TEXT_MAX];

	out[0] = '\0';
	for (int i = 0; i < match_attributes(g->game); i++)
		text_append(out, ROLE_CHOICE_MAX, "%s%s %s",
			i ? " and " : "", match_attribute(g->game, i), role_number(c->of[i], a));
	return out;
}

const char *role_added(const struct role_game *g, const struct match_choice *c,
	char out[ROLE_CHOICE_MAX])
{
	bool any = false;

	for (int i = 0; i < MATCH_ATTRIBUTES; i++)
		any = any || c->of[i] != 0;
	if (!any)
		return "nothing";
	if (match_attributes(g->game) > 1)
		return role_level(g, c, out);
	return role_number(c->of[0], out);
}

bool role_stays_out(const struct match_choice *c)
{
	return c->of[0] == PLAY_STAY_OUT;
}

const char *role_adding(const struct role_game *g, const struct match_choice *c,
	char out[ROLE_ADDING_MAX])
{
	char a[ROLE_CHOICE_MAX];

	snprintf(out, ROLE_ADDING_MAX, "%s%s", role_stays_out(c) ? "abstaining" : "adding ",
		role_stays_out(c) ? "" : role_added(g, c, a));
	return out;
}

const char *role_payment(const struct role_state *r, const struct role_game *g, double payment,
	char out[ROLE_DEAL_MAX])
{
	char a[NUM_TEXT_MAX];

	out[0] = '\0';
	if (r->offers.lump_sums && payment == 0)
		snprintf(out, ROLE_DEAL_MAX, ", and no payment");
	else if (r->offers.lump_sums)
		snprintf(out, ROLE_DEAL_MAX, ", and at signing %s %s %s",
			role_number(fabs(payment), a), payment > 0 ? "to" : "from",
			role_voice(r, g, SIDE_SPECIALIST).object);
	return out;
}

const char *role_terms(const struct role_state *r, const struct role_game *g, struct deal d,
	char out[ROLE_DEAL_MAX])
{
	char a[NUM_TEXT_MAX], b[ROLE_DEAL_MAX];

	snprintf(out, ROLE_DEAL_MAX, "%s%.120s", role_number(d.share, a),
		role_payment(r, g, d.payment, b));
	return out;
}

const char *role_whole(const struct role_game *g)
{
	return g->game->contract == CONTRACT_PROFIT ? "pot" : "revenue";
}

const char *role_name(const struct role_game *g, enum side side)
{
	return side == SIDE_GENERALIST ? g->game->generalist.name
				       : g->game->specialist[g->specialist].name;
}

struct role_voice role_voice(const struct role_state *r, const struct role_game *g, enum side side)
{
	bool you = r->part != PART_BOTH && role_played(r, side);
	const char *called = role_name(g, side);

	return (struct role_voice){you ? "You" : called, you ? "you" : called, you};
}
