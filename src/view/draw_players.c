/* Players: names, letters, colours, and which of many a plot shows. */
#include "draw.h"

#include "base/num.h"
#include "model/rule.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Not for players: the generalist's own, the rules' letters in lower case (what a
 * player alone would pick is its capital), and what else is a mark or a curve. */
static const char reserved[] = "gvnekpoxcfjr";
/* What is left of letters and digits; later specialists share a mark. */
#define LETTERED 24

#define SHARE_DECIMALS 7  /* that shares are known to */
#define MEANINGLESS 9.995 /* parts of a first best: next to that there is none */

const char *player_name(const struct scenario *s, int k)
{
	if (k == PLAYER_JOINT)
		return "joint";
	if (k == PLAYER_SPECIALISTS)
		return s->game.n == 1 ? s->game.specialist[0].name : "all specialists";
	if (k == 0)
		return s->game.generalist.name;
	return k <= s->game.n ? s->game.specialist[k - 1].name : "";
}

/* The first free one of its letters, then a digit, its own last one first, then any. */
static char free_mark(const char *id, const bool *used)
{
	static const char digits[] = "0123456789", letters[] = "abdhilmqstuwyz";
	size_t length = strlen(id);

	for (const char *at = id; *at; at++) {
		char ch = (char)tolower((unsigned char)*at);

		if (isalpha((unsigned char)ch) && !used[(unsigned char)ch])
			return ch;
	}
	if (length > 0 && isdigit((unsigned char)id[length - 1])
		&& !used[(unsigned char)id[length - 1]])
		return id[length - 1];
	for (const char *at = digits; *at; at++)
		if (!used[(unsigned char)*at])
			return *at;
	for (const char *at = letters; *at; at++)
		if (!used[(unsigned char)*at])
			return *at;
	return '*';
}

/* Marks in order, each the first one free: whoever comes later changes none. */
static char mark_in_turn(const struct scenario *s, int k)
{
	bool used[256] = { false };
	char mark = '*';

	for (const char *at = reserved; *at; at++)
		used[(unsigned char)*at] = true;
	for (int i = 0; i < k && i < s->game.n; i++) {
		mark = free_mark(s->game.specialist[i].id, used);
		if (mark != '*')
			used[(unsigned char)mark] = true;
	}
	return mark;
}

char player_mark(const struct scenario *s, int k)
{
	if (k == 0)
		return 'g';
	if (k == PLAYER_JOINT)
		return MARK_JOINT;
	if (k == PLAYER_SPECIALISTS)
		return s->game.n == 1 ? player_mark(s, 1) : 's';
	if (k > LETTERED || k > s->game.n)
		return '*';
	return mark_in_turn(s, k);
}

char bargain_mark(const struct scenario *s, struct bargain b)
{
	char mark = rule_info(b.rule)->mark;

	return b.rule == RULE_POWERFUL_SPECIALIST
		? (char)toupper((unsigned char)player_mark(s, b.specialist + 1)) : mark;
}

char *bargain_brief(const struct scenario *s, struct bargain b, char *out, size_t size)
{
	const char *brief = rule_info(b.rule)->brief;

	if (b.rule == RULE_POWERFUL_SPECIALIST)
		snprintf(out, size, "%s %c", brief, player_mark(s, b.specialist + 1));
	else
		snprintf(out, size, "%s", brief);
	return out;
}

char *param_caption(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size)
{
	const struct function *f = ref->info->function;
	const char *label = param_label(s, ref);
	bool share = strcmp(ref->info->key, "delta") == 0;

	if (s->game.n == 1 && strcmp(ref->info->key, "floor.specialists") == 0)
		snprintf(out, size, "floor of %c", player_mark(s, 1));
	else if (share && ref->player > 0)
		snprintf(out, size, "share with %c", player_mark(s, ref->player));
	else if (ref->player < 0)
		snprintf(out, size, "%s", label);
	else if (f && strcmp(ref->info->key, f->key) != 0)
		snprintf(out, size, "%s %s of %c", ref->info->adjective ? label : f->key,
			ref->info->adjective ? f->key : label, player_mark(s, ref->player));
	else
		snprintf(out, size, "%s of %c", label, player_mark(s, ref->player));
	return out;
}

char *caption_number(double v, char *out, size_t size)
{
	snprintf(out, size, "%.6g", num_tidy(v));
	return out;
}

char *caption_rounded(double v, int decimals, char *out, size_t size)
{
	double tidy = num_tidy(v);

	if (isnan(v))
		snprintf(out, size, "--");
	else
		snprintf(out, size, "%.*f", decimals, fabs(tidy) < .5 * pow(10, -decimals) ? 0 : tidy);
	return out;
}

char *caption_share(double v, int decimals, int width, char out[NUMBER_TEXT])
{
	v = num_part(v);
	number_text(v, decimals, width, out);
	for (int d = decimals + 1; num_misleads(out, v, 1) && d <= SHARE_DECIMALS; d++)
		number_text(v, d, width, out);
	return num_misleads(out, v, 1) ? strcpy(out, "<1") : out;
}

char *caption_percent(double part, int width, char out[NUMBER_TEXT])
{
	if (!isfinite(part) || fabs(part) >= MEANINGLESS)
		return strcpy(out, "--%");
	strcat(num_format_percent(part, 0, out), "%");
	if ((int)strlen(out) <= width)
		return out;
	return strcpy(out, part > .5 ? ">99%" : part > 0 ? "<1%" : "<0%");
}

enum ink player_ink(int k)
{
	if (k == 0)
		return INK_GENERALIST;
	if (k == PLAYER_JOINT)
		return INK_JOINT;
	if (k == PLAYER_SPECIALISTS)
		return INK_SPECIALIST;
	return (enum ink)(INK_SPECIALIST + (k - 1) % 4);
}

void roster_add(struct roster *r, const struct scenario *s, int k)
{
	r->player[r->count] = k;
	r->mark[r->count] = player_mark(s, k);
	r->count++;
}

int roster_room(int rows, int n)
{
	int most = rows < 12 ? 3 : rows < 30 ? 4 : ROSTER_MAX - 2;

	/* a low plot of many curves is a braid: the selected one stands for all */
	return n > most && rows < 12 ? 1 : most;
}

void roster_fill(struct roster *r, const struct view_model *m, bool generalist, int most)
{
	const struct scenario *s = m->scenario;
	int room, n = s->game.n, chosen = m->specialist;

	memset(r, 0, sizeof *r);
	if (generalist)
		roster_add(r, s, 0);
	most = most < ROSTER_MAX - 2 ? most : ROSTER_MAX - 2;
	room = n < most ? n : most;
	for (int i = 0; i < room; i++) {
		bool last = i == room - 1;

		roster_add(r, s, 1 + (last && chosen > i && chosen < n ? chosen : i));
	}
	r->others = n - room;
}
