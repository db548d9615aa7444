/* Choosing: the parameter under the cursor, the selected specialist. */
#include "ui/state.h"

#include <string.h>

bool edit_ref(const struct explorer *e, struct param_ref *ref)
{
	return param_at(&e->scenario, e->cursor, ref);
}

static int player_at(const struct explorer *e, int i)
{
	struct param_ref ref;

	return param_at(&e->scenario, i, &ref) ? ref.player : -1;
}

/* The selection follows the cursor to a specialist and stays elsewhere. */
static void follow(struct explorer *e)
{
	int player = player_at(e, e->cursor);

	if (player > 0)
		e->specialist = player - 1;
}

void explorer_settle(struct explorer *e)
{
	int count = param_count(&e->scenario), n = e->scenario.game.n;

	if (e->cursor >= count)
		e->cursor = count - 1;
	if (e->cursor < 0)
		e->cursor = 0;
	if (e->specialist >= n)
		e->specialist = n - 1;
	if (e->specialist < 0)
		e->specialist = 0;
	if (e->frontier_x > n)
		e->frontier_x = 0;
	if (e->frontier_y > n || e->frontier_y == e->frontier_x)
		e->frontier_y = e->frontier_x == 0 ? 1 : 0;
	follow(e);
}

void edit_go(struct explorer *e, const char *param)
{
	struct param_ref wanted, ref;

	if (!*param || param_find(&e->scenario, param, &wanted, NULL) != STATUS_OK)
		return;
	for (int i = 0; param_at(&e->scenario, i, &ref); i++)
		if (param_same(&ref, &wanted)) {
			e->cursor = i;
			follow(e);
			return;
		}
}

unsigned act_cursor(struct explorer *e, int by)
{
	int count = param_count(&e->scenario);

	/* Round the ends: the bargain at the bottom is one key from the top. */
	if (count > 0)
		e->cursor = (e->cursor + by + count) % count;
	follow(e);
	return EFFECT_REDRAW;
}

unsigned act_player(struct explorer *e, int by)
{
	int count = param_count(&e->scenario), at = e->cursor, player = player_at(e, at);

	if (by < 0) {
		/* To the first of this player, or from there to the one above. */
		if (at > 0 && player_at(e, at - 1) != player)
			player = player_at(e, --at);
		while (at > 0 && player_at(e, at - 1) == player)
			at--;
	} else {
		while (at < count - 1 && player_at(e, at) == player)
			at++;
	}
	e->cursor = at;
	follow(e);
	return EFFECT_REDRAW;
}

unsigned act_end(struct explorer *e, int which)
{
	e->cursor = which < 0 ? 0 : param_count(&e->scenario) - 1;
	explorer_settle(e);
	return EFFECT_REDRAW;
}

void cursor_to_player(struct explorer *e, int player)
{
	for (int i = 0; i < param_count(&e->scenario); i++)
		if (player_at(e, i) == player) {
			e->cursor = i;
			follow(e);
			return;
		}
}

unsigned act_select(struct explorer *e, int by)
{
	int n = e->scenario.game.n;

	if (n < 2)
		return explorer_say(e, INK_STATUS, "there is one specialist; a adds another");
	cursor_to_player(e, (e->specialist + by + n) % n + 1);
	return EFFECT_REDRAW;
}
