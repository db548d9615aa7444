/* Reads scenario files: sections, their order and their keys; every error of
 * a file, each with its line. */
#include "id_table.h"
#include "scenario_lines.h"
#include "section.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NOTHING, IN_SCENARIO, IN_GENERALIST, IN_SPECIALIST, IN_LESSON, IN_REGULATION, KINDS };

/* What begins each kind of section, whose parameters it has, and which, for messages. */
static const struct { const char *name; enum param_owner owner; const char *keys; } sections[] = {
	[NOTHING] = { "", OWNER_SCENARIO, "" },
	[IN_SCENARIO] = { "scenario", OWNER_SCENARIO,
		"title summary source try goal minutes notes game share bargain delta" },
	[IN_GENERALIST] = { "generalist", OWNER_GENERALIST, "name cost cost.* outside weight" },
	[IN_SPECIALIST] = { "specialist", OWNER_SPECIALIST,
		"name revenue revenue.* cost cost.* outside weight" },
	[IN_LESSON] = { "lesson", OWNER_SCENARIO, "" },
	[IN_REGULATION] = { "regulation", OWNER_REGULATION,
		"floor.generalist floor.specialists value" },
};

struct reader {
	struct reading r;
	enum kind kind;            /* of the section being read; NOTHING: skipped */
	struct section now;
	struct section scenario;   /* kept to the end: it speaks of the specialists */
	int line[KINDS];           /* of those that there is one of; 0: not met yet */
	bool too_many;             /* specialists; said once */
	struct id_table ids;       /* of the specialists */
	int continues;             /* 1: a value that may continue, 0: may not, -1: skip */
	bool prose;                /* that value is for readers: it has no comments */
	char last[KEY_MAX + 1];    /* key of that value */
};

/* ---- sections ------------------------------------------------------------- */

static void finish_section(struct reader *rd)
{
	switch (rd->kind) {
	case IN_GENERALIST:
		section_apply_player(&rd->r, &rd->now, 0);
		break;
	case IN_SPECIALIST:
		section_apply_player(&rd->r, &rd->now, rd->r.s->game.n);
		break;
	case IN_REGULATION:
		section_apply_player(&rd->r, &rd->now, PLAYER_REGULATION);
		break;
	case IN_LESSON:
		section_apply_lesson(&rd->r, &rd->now);
		break;
	case IN_SCENARIO: {
		struct section kept = rd->scenario;

		rd->scenario = rd->now;
		rd->now = kept;
		break;
	}
	case NOTHING:
	default:
		break;
	}
	rd->kind = NOTHING;
	section_clear(&rd->now);
}

static enum kind start_once(struct reader *rd, enum kind kind, int line)
{
	if (rd->line[kind]) {
		reading_fail(&rd->r, line, 0, "[%s] again: there is one in line %d, put its keys "
			"there", sections[kind].name, rd->line[kind]);
		return NOTHING;
	}
	rd->line[kind] = line;
	return kind;
}

static enum kind start_specialist(struct reader *rd, const char *id, int line)
{
	struct game *g = &rd->r.s->game;
	int before;

	if (!game_id_ok(id)) {
		reading_fail(&rd->r, line, 0, "'%.40s' cannot be a specialist's id: 1 to %d "
			"letters, digits, - and _, not generalist or regulation, as in [specialist medicine]", id,
			GAME_ID_MAX);
		return NOTHING;
	}
	before = id_table_line(&rd->ids, id);
	if (before) {
		reading_fail(&rd->r, line, 0, "[specialist %s] again: there is one in line %d, ids "
			"are unique", id, before);
		return NOTHING;
	}
	if (g->n == GAME_SPECIALISTS_MAX) {
		if (!rd->too_many)
			reading_fail(&rd->r, line, 0, "more than %d specialists",
				GAME_SPECIALISTS_MAX);
		rd->too_many = true;
		return NOTHING;
	}
	if (!game_append(g, id, NULL) || !id_table_add(&rd->ids, id, line)) {
		rd->r.no_memory = true;
		return NOTHING;
	}
	/* What the section does not say, [scenario] may. */
	g->specialist[g->n - 1].terms = (struct terms){NAN, NAN, NAN};
	return IN_SPECIALIST;
}

/* What the writer of an unknown section may have meant, or NULL. */
static const char *near_section(const char *name)
{
	char word[16];
	size_t n = strcspn(name, " \t");

	for (int i = IN_SCENARIO; i < KINDS; i++)
		if (i != IN_SPECIALIST && text_distance(name, sections[i].name) < 4)
			return sections[i].name;
	if (n >= sizeof(word))
		return NULL;
	memcpy(word, name, n);
	word[n] = '\0';
	return text_distance(word, "specialist") < 4 ? "specialist ID" : NULL;
}

static void start_section(struct reader *rd, const char *name, int line)
{
	int kind;

	finish_section(rd);
	rd->now.line = line;
	rd->continues = -1;
	if (!*name) {
		rd->r.lost = true;
		return;
	}
	for (kind = IN_SCENARIO; kind < KINDS && strcmp(name, sections[kind].name) != 0;)
		kind++;
	if (kind == IN_SCENARIO || kind == IN_GENERALIST || kind == IN_REGULATION) {
		rd->kind = start_once(rd, (enum kind)kind, line);
	} else if (kind == IN_LESSON || !strcmp(name, "lab")) {
		rd->kind = IN_LESSON;
		rd->now.lab = !strcmp(name, "lab");
	} else if (!strncmp(name, "specialist", 10) && strchr(" \t", name[10])) {
		rd->kind = start_specialist(rd, name + 10 + strspn(name + 10, " \t"), line);
	} else {
		const char *near = rd->r.errors->count < ERROR_LIST_MAX ? near_section(name) :
			NULL;

		if (near)
			reading_fail(&rd->r, line, 0, "unknown section [%s]: did you mean [%s]?",
				name, near);
		else
			reading_fail(&rd->r, line, 0, "unknown section [%s]: there is [scenario], "
				"[generalist], [specialist ID], [regulation], [lesson] and [lab]", name);
	}
}

/* ---- keys ----------------------------------------------------------------- */

/* The row of a key in a section of this kind, of those of a formula's constants
 * the one that stands for them; NULL: no such section has the key. A specialist's
 * share is set in [scenario], where all of them stand in one line. */
static const struct param_info *info_of(enum kind kind, const char *key)
{
	const struct param_info *info = param_info_find(key, sections[kind].owner);
	const struct function *f = param_key_function(key);

	if (!info && f && key[strlen(f->key)] == '.' &&
		(kind == IN_SPECIALIST || (kind == IN_GENERALIST && f == &cost_function)))
		return param_info_stored(f, STORE_CONSTANT);
	return info && info->store == STORE_DELTA && kind != IN_SCENARIO ? NULL : info;
}

/* Splits "cost.scale.range" where what is before is a number's key. */
static enum key_part split(enum kind kind, const char *key, char base[KEY_MAX + 1])
{
	const char *dot = strrchr(key, '.');
	const struct param_info *info;

	strcpy(base, key);
	if (!dot || (strcmp(dot, ".range") && strcmp(dot, ".step")))
		return KEY_VALUE;
	base[dot - key] = '\0';
	info = info_of(kind, base);
	if (info && info->kind == PARAM_NUMBER)
		return strcmp(dot, ".step") ? KEY_RANGE : KEY_STEP;
	strcpy(base, key);
	return KEY_VALUE;
}

static void unknown_key(struct reader *rd, const char *key, int line)
{
	const char *near = NULL;
	int best = strlen(key) < 8 ? 2 : 3; /* in a short word two slips make another */

	/* Past the last message nobody sees what was meant. */
	if (rd->r.errors->count == ERROR_LIST_MAX) {
		rd->r.errors->total++;
		return;
	}
	if (rd->kind == IN_LESSON) {
		reading_fail(&rd->r, line, 0, "unknown key %.49s in [%s], which takes %s", key,
			rd->now.lab ? "lab" : "lesson", lesson_keys(rd->now.lab));
		return;
	}
	if (rd->kind == IN_SPECIALIST && !strncmp(key, "delta", 5)) {
		reading_fail(&rd->r, line, 0, "%.49s: shares are given in [scenario], delta = one "
			"for all, or one a specialist", key);
		return;
	}
	for (int i = 0; i < param_rows(); i++) {
		const struct param_info *info = info_of(rd->kind, param_row(i)->key);
		int far = info && info->store != STORE_CONSTANT ?
			text_distance(key, info->key) : best;

		if (far < best) {
			best = far;
			near = info->key;
		}
	}
	if (near)
		reading_fail(&rd->r, line, 0, "unknown key %.49s in [%s]: did you mean %s?", key,
			sections[rd->kind].name, near);
	else
		reading_fail(&rd->r, line, 0, "unknown key %.49s in [%s], which takes %s", key,
			sections[rd->kind].name, sections[rd->kind].keys);
}

/* How many keys a section can sensibly have; more are refused unread. */
#define KEYS_MAX 200
/* Bytes of a section's values, with room for the longest there is: a share for
 * each of 10,000 specialists. */
#define VALUES_MAX (400u << 10)

static void take_key(struct reader *rd, const struct line_event *e)
{
	char base[KEY_MAX + 1] = "";
	enum key_part part = KEY_VALUE;
	const struct param_info *info = NULL;
	const struct lesson_key *step = NULL;
	const struct entry *before;
	struct entry *entry;

	rd->prose = false;
	rd->continues = -1;
	if (rd->kind == NOTHING) {
		if (!rd->now.line)
			reading_fail(&rd->r, e->line, 0, "%.49s stands before any [section]",
				e->key);
		return;
	}
	if (strlen(e->key) <= KEY_MAX) {
		strcpy(base, e->key);
		if (rd->kind == IN_LESSON) {
			step = lesson_key(base, rd->now.lab);
		} else {
			part = split(rd->kind, e->key, base);
			info = info_of(rd->kind, base);
		}
	}
	if (!info && !step) {
		unknown_key(rd, e->key, e->line);
		return;
	}
	before = step && step->repeat ? NULL : section_find(&rd->now, base, part);
	if (before || rd->now.count == KEYS_MAX) {
		if (before)
			reading_fail(&rd->r, e->line, 0, "%s again: it is given in line %d", e->key,
				before->line);
		else
			reading_fail(&rd->r, e->line, 0, "more than %d keys in a section",
				KEYS_MAX);
		return;
	}
	rd->prose = info ? info->prose : step->prose;
	entry = section_add(&rd->now, base, rd->prose ? e->prose : e->value, e->line, e->column);
	if (!entry) {
		rd->r.no_memory = true;
		return;
	}
	entry->part = part;
	rd->continues = !info ? step->more : part == KEY_VALUE && (info->kind == PARAM_TEXT ||
		info->kind == PARAM_FORMULA || info->store == STORE_DELTA);
	snprintf(rd->last, sizeof(rd->last), "%s", e->key);
}

/* An indented line: it must not hide a key. */
static void take_more(struct reader *rd, const struct line_event *e)
{
	size_t n = strcspn(e->value, " \t=:"), equals = n + strspn(e->value + n, " \t");
	char key[KEY_MAX + 1], base[KEY_MAX + 1];
	bool hides;

	if (rd->continues < 0)
		return;
	if (!rd->continues) {
		reading_fail(&rd->r, e->line, 0, "an indented line continues the value above, but "
			"%s takes one line", rd->last);
		return;
	}
	if (n <= KEY_MAX && strchr("=:", e->value[equals]) && e->value[equals] &&
		e->value[equals + 1] != '=') {
		memcpy(key, e->value, n);
		key[n] = '\0';
		hides = rd->kind == IN_LESSON ? lesson_key(key, rd->now.lab) != NULL :
			(split(rd->kind, key, base), info_of(rd->kind, base) != NULL);
		if (hides) {
			reading_fail(&rd->r, e->line, 0, "an indented line continues the value "
				"above: start %s in the first column", key);
			return;
		}
	}
	if (rd->now.arena.length > VALUES_MAX) {
		reading_fail(&rd->r, e->line, 0, "%s is too long", rd->last);
		rd->continues = -1;
		return;
	}
	if (!section_more(&rd->now, rd->prose ? e->prose : e->value, e->line, e->column))
		rd->r.no_memory = true;
}

static void take_line(void *user, const struct line_event *e)
{
	struct reader *rd = user;

	if (rd->r.no_memory)
		return;
	switch (e->kind) {
	case LINE_SECTION:
		start_section(rd, e->value, e->line);
		break;
	case LINE_KEY:
		take_key(rd, e);
		break;
	case LINE_MORE:
		take_more(rd, e);
		break;
	case LINE_ERROR:
		reading_fail(&rd->r, e->line, 0, "%s", e->value);
		rd->now.refused = true;
		break;
	}
}

/* ---- the whole ------------------------------------------------------------ */

/* Which kind of game it is decides what players' sections may hold, wherever in the file
 * that is said. */
struct kind_search {
	struct game *game;
	bool in_scenario;
};

static void find_kind(void *user, const struct line_event *e)
{
	struct kind_search *s = user;

	if (e->kind == LINE_SECTION)
		s->in_scenario = !strcmp(e->value, "scenario");
	else if (s->in_scenario && e->kind == LINE_KEY && !strcmp(e->key, "game"))
		for (int kind = 0; kind < GAME_KINDS; kind++)
			if (!strcmp(e->value, game_kind_name((enum game_kind)kind)))
				game_set_kind(s->game, (enum game_kind)kind);
}

static void check_game(struct reader *rd)
{
	struct error err = { .status = STATUS_OK };

	if (!rd->r.errors->total && game_check(&rd->r.s->game, &err) != STATUS_OK)
		reading_error(&rd->r, 0, 0, &err);
}

/* A specialist's own term, if it was given, or what [scenario] says, or 0. */
static double term_of(double own, double common)
{
	return !isnan(own) ? own : isnan(common) ? 0 : common;
}

/* Applies [scenario]: its terms are those of all specialists that give none of their own. */
static void finish_scenario(struct reader *rd)
{
	struct game *g = &rd->r.s->game;
	struct terms *own = malloc((size_t)(g->n ? g->n : 1) * sizeof(*own));

	if (!own) {
		rd->r.no_memory = true;
		return;
	}
	for (int i = 0; i < g->n; i++)
		own[i] = g->specialist[i].terms;
	section_apply_scenario(&rd->r, &rd->scenario);
	for (int i = 0; i < g->n; i++) {
		struct terms *t = &g->specialist[i].terms;

		t->fee = term_of(own[i].fee, t->fee);
		t->cost_share = term_of(own[i].cost_share, t->cost_share);
		t->base_share = term_of(own[i].base_share, t->base_share);
	}
	free(own);
}

/* What can be said only when everything was read. */
static void finish(struct reader *rd)
{
	struct scenario *s = rd->r.s;
	int n = s->game.n;

	finish_section(rd);
	s->delta = malloc((size_t)(n ? n : 1) * sizeof(*s->delta));
	if (!s->delta) {
		rd->r.no_memory = true;
		return;
	}
	for (int i = 0; i < n; i++)
		s->delta[i] = 0.5;
	finish_scenario(rd);
	if (!n && !rd->r.lost)
		reading_fail(&rd->r, 0, 0,
			"there is no specialist: give a section [specialist ID]");
	check_game(rd);
	/* On top of a game that is wrong, every step would be. */
	if (!rd->r.errors->total && s->lesson.steps)
		lesson_check(&rd->r);
}

static int by_line(const void *a, const void *b)
{
	const struct error *x = a, *y = b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) :
		(x->column > y->column) - (x->column < y->column);
}

enum status scenario_parse(const char *name, const char *text, size_t length,
	struct scenario *s, struct error_list *errors)
{
	struct reader rd = { .r = { .s = s, .errors = errors, .name = name }, .continues = -1 };
	struct error err = { .status = STATUS_OK };
	enum status status;

	error_list_init(errors);
	scenario_init(s);
	snprintf(s->name, sizeof(s->name), "%s", name);
	status = scenario_lines(text, length, find_kind, &(struct kind_search){.game = &s->game},
		&err);
	if (status == STATUS_OK)
		status = scenario_lines(text, length, take_line, &rd, &err);
	if (status == STATUS_OK)
		finish(&rd);
	if (status == STATUS_OK && !rd.r.no_memory && !errors->total) {
		s->text = malloc(length + 1);
		if (s->text) {
			memcpy(s->text, text, length);
			s->text[length] = '\0';
		}
		rd.r.no_memory = !s->text;
	}
	if (rd.r.no_memory) {
		/* What else is wrong may be so for want of it. */
		error_list_init(errors);
		status = error_set(&err, STATUS_SYSTEM, "out of memory");
	}
	if (status != STATUS_OK)
		reading_error(&rd.r, 0, 0, &err);
	else if (errors->total)
		status = STATUS_INPUT;
	qsort(errors->item, (size_t)errors->count, sizeof(*errors->item), by_line);
	if (status != STATUS_OK) {
		scenario_free(s);
		scenario_init(s);
	}
	section_free(&rd.now);
	section_free(&rd.scenario);
	id_table_free(&rd.ids);
	return status;
}
