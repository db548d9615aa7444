/* The explorer without a screen: its options, said and set. */
#include "ui/plain.h"

#include <string.h>
#include <strings.h>

static void say_option(struct plain *p, enum option option)
{
	plain_add(p, "%s: %s. It can be", option_row(option)->label, option_now(&p->e, option));
	for (int k = 0; k < option_row(option)->choices; k++)
		plain_add(p, "%s %s", k > 0 ? "," : "", option_word(option, k));
	plain_add(p, "%s.", option_row(option)->more);
}

/* The option whose name the line begins with; *word: what follows. OPTIONS: none. */
static enum option option_in(const char *line, const char **word)
{
	int i = 0;

	for (; i < OPTIONS; i++) {
		const char *label = option_row((enum option)i)->label;
		size_t n = strlen(label);

		if (strncasecmp(line, label, n) == 0 && strchr(" =", line[n])) {
			*word = line + n + strspn(line + n, " =");
			break;
		}
	}
	return (enum option)i;
}

enum status plain_options(struct plain *p, const char *text, struct error *err)
{
	const char *word = "";
	enum option option = option_in(text, &word);

	if (*text && option == OPTIONS)
		return error_set(err, STATUS_INPUT, "there is no option '%.40s'; options says which "
			"there are", text);
	for (int i = 0; !*text && i < OPTIONS; i++) {
		plain_add(p, i > 0 ? "\n" : "");
		say_option(p, (enum option)i);
	}
	if (*text && !*word)
		say_option(p, option);
	for (int k = 0; *word && k < option_row(option)->choices; k++)
		if (strcasecmp(word, option_word(option, k)) == 0) {
			plain_do(p, option_choose(&p->e, option, k));
			plain_say_message(p);
			return STATUS_OK;
		}
	return *word ? error_set(err, STATUS_INPUT, "%s cannot be '%.40s'; options %s says what it can be",
		option_row(option)->label, word, option_row(option)->label) : STATUS_OK;
}
