/* Role play without a screen: what is asked, as sentences, and a word or a number for each
 * answer. Nothing else is answered meanwhile: outcomes stay hidden. */
#include "ui/plain.h"

#include "ui/key.h"

#include <string.h>
#include <strings.h>

bool plain_role_on(const struct plain *p)
{
	return p->e.mode == MODE_LIST && p->e.list.kind == LIST_ROLE;
}

/* What a stage takes, with the keys that say the same on a screen. */
struct word {
	const char *word;
	int key;
};

#define WORDS_MAX 4

static const struct {
	const char *takes;
	struct word word[WORDS_MAX];
} stages[] = {
	[STAGE_PART] = {"generalist, specialist or both",
		{{"generalist", 'g'}, {"specialist", 'd'}, {"d", 'd'}, {"both", 'b'}}},
	[STAGE_OPPONENT] = {"theory, greedy, fair or random",
		{{"theory", 't'}, {"greedy", 'g'}, {"fair", 'f'}, {"random", 'r'}}},
	[STAGE_SHARE] = {"a share from 0 to 1", {{NULL, 0}}},
	[STAGE_ANSWER] = {"accept, counter or walk",
		{{"accept", 'a'}, {"counter", 'c'}, {"walk", 'w'}}},
	[STAGE_HAND] = {"next", {{"next", K_ENTER}}},
	[STAGE_LEVEL] = {"a level from 0 up", {{NULL, 0}}},
	[STAGE_ADD] = {"a number from 0 up, or out", {{"out", K_LEFT}}},
	[STAGE_RESULT] = {"next", {{"next", K_ENTER}}},
};

static void say_stage(struct plain *p)
{
	const struct role_state *r = &p->e.role;

	if (list_update(&p->e))
		for (int i = 0; i < p->e.list.count; i++) {
			plain_add(p, "%s", i > 0 ? "\n" : "");
			plain_stop(p, p->e.list.item[i].text);
		}
	plain_add(p, "\nSay %s; leave ends the game.", stages[r->stage].takes);
}

enum status plain_role(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	(void)err;
	act_role(&p->e, 0);
	p->e.role.words_only = true;
	say_stage(p);
	return STATUS_OK;
}

static int key_of(const struct role_state *r, const char *line)
{
	for (int i = 0; i < WORDS_MAX && stages[r->stage].word[i].word; i++)
		if (!strncasecmp(stages[r->stage].word[i].word, line, strlen(line)))
			return stages[r->stage].word[i].key;
	return 0;
}

/* Types it as a number; false: it is none that is allowed. */
static bool type(struct plain *p, const char *line)
{
	struct role_state *r = &p->e.role;

	for (const char *at = line; *at; at++)
		if (!role_takes(r, (unsigned char)*at))
			return false;
	line_init(&r->line, line);
	explorer_key(&p->e, K_ENTER);
	if (!r->wrong)
		return true;
	line_init(&r->line, "");
	r->wrong = false;
	return false;
}

enum status plain_role_line(struct plain *p, const char *line, struct error *err)
{
	const struct role_state *r = &p->e.role;
	int key = key_of(r, line);

	if (!strcasecmp(line, "leave") || !strcasecmp(line, "quit")) {
		p->end = !strcasecmp(line, "quit");
		explorer_key(&p->e, K_ESC);
		if (!p->end)
			plain_add(p, "Role play ends.");
		return STATUS_OK;
	}
	if (key != 0)
		explorer_key(&p->e, key);
	if (key == K_LEFT) /* left of 0: it stays out */
		explorer_key(&p->e, K_ENTER);
	if (key == 0 && !type(p, line))
		return error_set(err, STATUS_INPUT, "say %s; leave ends role play",
			stages[r->stage].takes);
	say_stage(p);
	return STATUS_OK;
}
