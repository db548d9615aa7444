/* What a class does in a [lab] step. */
#include "model/lesson.h"

struct lesson_lab lesson_lab_default(void)
{
	return (struct lesson_lab){.protocol = LAB_FREE, .rounds = 2, .seconds = 120,
		.alternating = true, .rematch = true, .bot = true};
}

const char *lab_protocol_name(enum lab_protocol protocol)
{
	static const char *const names[LAB_PROTOCOLS] = {
		[LAB_FREE] = "free", [LAB_ALTERNATING] = "alternating",
		[LAB_ULTIMATUM] = "ultimatum"};

	return names[protocol];
}
