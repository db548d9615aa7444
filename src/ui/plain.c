/* The explorer without a screen: a line is an answer to a question, a row, or a command;
 * what it does, the explorer's own handlers do. */
#include "ui/plain.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLS 80 /* of the screen that there is not: views take their room by it */
#define ROWS 24

enum status plain_line(struct plain *p, const char *text)
{
	struct error *err = &p->error;
	struct param_ref ref;
	const char *value;
	char line[LINE_BYTES];
	enum status status = STATUS_OK;
	size_t n;

	*p->e.message = '\0';
	text = plain_skip_blanks(text);
	n = strlen(text);
	while (n > 0 && isspace((unsigned char)text[n - 1]))
		n--;
	if (n >= sizeof line)
		return error_set(err, STATUS_INPUT, "a line has at most %zu bytes",
			sizeof line - 1);
	memcpy(line, text, n);
	line[n] = '\0';
	if (n == 0 || line[0] == '#')
		return STATUS_OK;
	if (plain_role_on(p))
		status = plain_role_line(p, line, err);
	else if (plain_answer(p, line))
		;
	else if (plain_find_row(p, line, &ref, &value) && *value)
		status = plain_set_row(p, &ref, value, err);
	else if (plain_find_row(p, line, &ref, &value))
		plain_say_row(p, &ref);
	else
		status = plain_word(p, line, err);
	if (status == STATUS_OK && !p->end)
		fputc('\n', p->out);
	return status;
}

enum status plain_init(struct plain *p, const struct explorer_options *o, FILE *out,
	struct error *err)
{
	enum status status;

	memset(p, 0, sizeof *p);
	p->out = out;
	p->before = NAN;
	status = explorer_init(&p->e, o, COLS, ROWS, err);
	if (status != STATUS_OK)
		return status;
	p->e.pipeline.always = HAVE_ALL; /* commands tell of anything */
	plain_do(p, EFFECT_NONE);
	*p->e.message = '\0';
	plain_say_opened(p, o->chosen);
	fputc('\n', out);
	return STATUS_OK;
}

void plain_free(struct plain *p)
{
	explorer_free(&p->e);
}

static void complain(const struct error *err, int line, FILE *complaints)
{
	char text[ERROR_TEXT_MAX + ERROR_FILE_MAX + 32];

	fprintf(complaints, "haggle: line %d: %s\n", line,
		error_format(err, text, sizeof text));
}

static enum status run_lines(struct plain *p, FILE *in, FILE *complaints, bool prompt,
	bool strict)
{
	char *line = NULL;
	size_t room = 0;
	enum status status = STATUS_OK;

	for (int number = 1; !p->end; number++) {
		if (prompt)
			fputs("> ", p->out);
		fflush(p->out);
		if (getline(&line, &room, in) < 0)
			break;
		status = plain_line(p, line);
		fflush(p->out);
		if (status != STATUS_OK)
			complain(&p->error, number, complaints);
		if (status != STATUS_OK && strict)
			break;
		status = STATUS_OK;
	}
	free(line);
	return status;
}

enum status plain_run(const struct explorer_options *o, FILE *in, FILE *out, FILE *complaints,
	bool prompt, bool strict, struct error *err)
{
	struct plain *p = malloc(sizeof *p);
	enum status status = p ? plain_init(p, o, out, err)
		: error_set(err, STATUS_SYSTEM, "out of memory");

	if (status != STATUS_OK) {
		free(p);
		return status;
	}
	/* what was wrong has been said, unless it is the end that could not be */
	status = run_lines(p, in, complaints, prompt, strict);
	plain_free(p);
	free(p);
	return status;
}
