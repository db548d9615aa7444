#include "room/export.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "room/record.h"
#include "room_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[EXPORT_FORMATS] = {
	[EXPORT_CSV] = "csv", [EXPORT_OTREE] = "otree", [EXPORT_JSON] = "json"};

int export_format_find(const char *name)
{
	for (int i = 0; i < EXPORT_FORMATS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

const char *export_format_names(void)
{
	return "csv, otree, json";
}

/* Nothing for what is not known. */
static void put_number(FILE *f, double x)
{
	fputc(',', f);
	num_put(f, x, "");
}

static const char *role_name(enum seat k)
{
	return k == SEAT_GENERALIST ? "generalist" : "specialist";
}

/* What the pairs of a step haggle over beside the share. */
static enum lab_over over_of(const struct room *r, int step)
{
	return r->scenario.lesson.step[step].lab.over;
}

/* Without the code to come back by, which is nobody's business. */
static const char *shown_body(const struct record_event *e, char out[ROOM_BODY_MAX + 1])
{
	snprintf(out, ROOM_BODY_MAX + 1, "%s", e->body);
	if (strcmp(e->kind, "join") == 0)
		out[strcspn(out, " ")] = '\0';
	return out;
}

/* ---- a row an event --------------------------------------------------------------- */

struct rows {
	FILE *f;
	bool headed;                  /* the columns have been named */
	bool terms;                   /* some step has a term beside the share */
	int round;                    /* whose payoffs are being told, by their number in all */
	bool paid[ROOM_PEOPLE_MAX];   /* pairs whose are */
};

/* Names the columns, where that is not done: those of a term only where there is one. */
static void put_heading(struct rows *rows, const struct room *r)
{
	if (rows->headed)
		return;
	rows->headed = true;
	for (int i = 0; i < r->scenario.lesson.steps; i++)
		rows->terms = rows->terms || over_of(r, i) != LAB_SHARE;
	fprintf(rows->f, "ms,step,round,pair,who,role,kind,body,share,level,added,payoff,_is_bot%s\n",
		rows->terms ? ",over,term_offered,term" : "");
}

/* The term beside the share: its name, what was just offered of it, what was agreed. */
static void put_term(FILE *f, const struct room *r, const struct room_round *round,
	const struct room_pair *p, int k, const char *kind)
{
	enum lab_over over = round ? over_of(r, round->step) : LAB_SHARE;
	bool there = p && over != LAB_SHARE && r->stage != ROOM_PAIRS;

	fprintf(f, ",%s", there ? lab_over_name(over) : "");
	put_number(f, there && strcmp(kind, "offer") == 0 ? p->term_offer[k] : NAN);
	put_number(f, there ? p->term : NAN);
}

static void put_row(const struct rows *rows, const struct room *r, const struct room_round *round,
	const struct room_pair *p, int k, const char *who, const char *kind, const char *body)
{
	FILE *f = rows->f;
	bool over = p && !pair_at_work(p) && p->stage != PAIR_VOID && r->stage != ROOM_PAIRS;

	fprintf(f, "%lld,%d,", r->ms, r->step + 1);
	if (p)
		fprintf(f, "%d,%d,", round->number + 1, (int)(p - round->pair) + 1);
	else
		fputs(",,", f);
	text_put_csv(f, who);
	fprintf(f, ",%s,%s,", p ? role_name((enum seat)k) : "", kind);
	text_put_csv(f, body);
	put_number(f, p && r->stage != ROOM_PAIRS ? p->share : NAN);
	put_number(f, p && r->stage != ROOM_PAIRS ? p->level : NAN);
	put_number(f, p && r->stage != ROOM_PAIRS ? p->added : NAN);
	put_number(f, over ? p->u[k] : NAN);
	fprintf(f, ",%s", p && r->stage != ROOM_PAIRS ? p->helped[k] ? "1" : "0" : "");
	if (rows->terms)
		put_term(f, r, round, p, k, kind);
	fputc('\n', f);
}

static void see_row(void *context, const struct room *r, const struct record_event *e)
{
	struct rows *rows = context;
	int who = room_find(r, e->who);
	enum seat k = SEAT_GENERALIST;
	const struct room_round *round = room_in_lab(r) ? room_round(r) : NULL;
	const struct room_pair *p = room_pair_of(round, who, &k);

	char body[ROOM_BODY_MAX + 1];

	put_heading(rows, r);
	put_row(rows, r, round, p, (int)k, e->who, e->kind, shown_body(e, body));
	if (r->rounds != rows->round) {
		rows->round = r->rounds;
		memset(rows->paid, 0, sizeof rows->paid);
	}
	for (int i = 0; round && i < round->pairs && r->stage != ROOM_PAIRS; i++) {
		p = &round->pair[i];
		if (rows->paid[i] || pair_at_work(p))
			continue;
		rows->paid[i] = true;
		for (int j = 0; j < SEATS; j++)
			put_row(rows, r, round, p, j, p->seat[j] < 0 ? "computer" :
				r->person[p->seat[j]].label, "payoff", pair_stage_name(p->stage));
	}
}

/* ---- a row a participant ----------------------------------------------------------- */

static bool is_poll(const struct lesson_step *s)
{
	return s->question && s->choices > 0;
}

/* "haggle3.1.group.cost_share": named after what is haggled over. */
static void put_term_column(FILE *f, int step, int round, enum lab_over over)
{
	if (over == LAB_SHARE)
		return;
	fprintf(f, ",haggle%d.%d.group.", step, round);
	for (const char *c = lab_over_name(over); *c; c++)
		fputc(*c == ' ' ? '_' : *c, f);
}

static void put_columns(FILE *f, const struct room *r)
{
	fputs("participant.code,participant.label,participant._is_bot,participant.payoff,"
		"session.code", f);
	for (int i = 0; i < r->scenario.lesson.steps; i++)
		if (is_poll(&r->scenario.lesson.step[i]))
			fprintf(f, ",poll.%d.player.vote1,poll.%d.player.vote2", i + 1, i + 1);
	for (int i = 0; i < r->rounds; i++) {
		int step = r->round[i].step + 1, n = r->round[i].number + 1;
		static const char *const fields[] = {"player.id_in_group", "player.role",
			"player.payoff", "player._is_bot", "player.regret",
			"group.id_in_subsession", "group.share", "group.level", "group.added",
			"group.agreement"};
		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
			fprintf(f, ",haggle%d.%d.%s", step, n, fields[k]);
		put_term_column(f, step, n, over_of(r, step - 1));
	}
	fputc('\n', f);
}

static void put_votes(FILE *f, const struct room *r, int person)
{
	for (int i = 0; i < r->scenario.lesson.steps; i++)
		for (int b = 0; b < 2 && is_poll(&r->scenario.lesson.step[i]); b++) {
			int vote = room_vote(r, i, b, person);
			fprintf(f, vote < 0 ? "," : ",%d", vote + 1);
		}
}

static void put_round(FILE *f, const struct room_round *round, int person, enum lab_over over)
{
	enum seat k;
	const struct room_pair *p = room_pair_of(round, person, &k);

	if (!p) {
		fputs(over == LAB_SHARE ? ",,,,,,,,,," : ",,,,,,,,,,,", f);
		return;
	}
	fprintf(f, ",%d,%s", (int)k + 1, role_name(k));
	put_number(f, p->stage == PAIR_VOID ? NAN : p->u[k]);
	fprintf(f, ",%d", p->helped[k]);
	put_number(f, p->regret[k]);
	fprintf(f, ",%d", (int)(p - round->pair) + 1);
	put_number(f, p->share);
	put_number(f, p->level);
	put_number(f, p->added);
	fprintf(f, ",%s", pair_at_work(p) || p->stage == PAIR_VOID ? "" : p->stage == PAIR_DONE ?
		"1" : "0");
	if (over != LAB_SHARE)
		put_number(f, p->term);
}

static void put_people(FILE *f, const struct room *r)
{
	/* a round whose clock stands has no payoffs yet */
	int rounds = r->stage == ROOM_PAIRS ? r->rounds - 1 : r->rounds;
	struct room shown = *r;

	shown.rounds = rounds;
	put_columns(f, &shown);
	for (int i = 0; i < r->people; i++) {
		fprintf(f, "p%d,%s,0", i + 1, r->person[i].label);
		put_number(f, room_earned(r, ROOM_ANY_STEP, rounds, i));
		fprintf(f, ",%s", r->name);
		put_votes(f, r, i);
		for (int k = 0; k < rounds; k++)
			put_round(f, &r->round[k], i, over_of(r, r->round[k].step));
		fputc('\n', f);
	}
}

/* ---- a line an event ---------------------------------------------------------------- */

static void put_json(FILE *f, const char *name, const char *text)
{
	fprintf(f, ",\"%s\":", name);
	text_put_json(f, text);
}

static bool see_json(void *context, const struct record_event *e)
{
	FILE *f = context;
	char body[ROOM_BODY_MAX + 1];

	fprintf(f, "{\"seq\":%lld,\"ms\":%lld", e->seq, e->ms);
	put_json(f, "who", e->who);
	put_json(f, "kind", e->kind);
	put_json(f, "body", shown_body(e, body));
	fputs("}\n", f);
	return true;
}

/* ---- all of them -------------------------------------------------------------------- */

enum status export_record(const char *path, enum export_format format, FILE *f,
	struct error *err)
{
	struct rows rows = {.f = f};
	struct record_watch watch = {.see = format == EXPORT_CSV ? see_row : NULL,
		.context = &rows};
	struct record *rec;
	struct room *r = NULL;
	enum status status = record_open(path, false, &rec, err);

	if (status != STATUS_OK)
		return status;
	if (format == EXPORT_JSON)
		status = record_each(rec, see_json, f, err);
	else
		status = record_replay(rec, watch, &r, err);
	if (status == STATUS_OK && format == EXPORT_CSV)
		put_heading(&rows, r); /* nothing happened yet */
	if (status == STATUS_OK && format == EXPORT_OTREE)
		put_people(f, r);
	room_free(r);
	record_close(rec);
	return status;
}

enum status export_file(const char *record, enum export_format format, const char *path,
	struct error *err)
{
	char *text = NULL;
	struct stream s;
	enum status status = STATUS_OK;

	stream_open(&s);
	if (s.f)
		status = export_record(record, format, s.f, err);
	if (stream_close(&s, &text, status == STATUS_OK ? err : NULL) != STATUS_OK && !status)
		status = STATUS_SYSTEM;
	if (status == STATUS_OK)
		status = file_write(path, text, s.length, err);
	free(text);
	return status;
}
