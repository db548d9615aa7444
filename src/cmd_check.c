/* haggle check: reads scenarios and says what is wrong with them. */
#include "cli.h"

enum status cmd_check(const struct cli *c)
{
	enum status result = STATUS_OK;
	for (int i = 0; i < c->operands; i++) {
		struct scenario s;
		enum status status = cli_open(c, c->operand[i], &s, NULL);
		if (status == STATUS_OK)
			scenario_free(&s);
		result = result == STATUS_OK ? status : result;
	}
	return result;
}
