/* [lab] steps: what a class does in them. */
#include "model/lesson.h"

#include <stdio.h>

struct lesson_lab lesson_lab_default(void)
{
	return (struct lesson_lab){.protocol = LAB_FREE, .rounds = 2, .seconds = 120,
		.alternating = true, .rematch = true, .bot = LAB_BOT_THEORY};
}

static const char *const terms[LAB_OVERS] = {[LAB_SHARE] = "", [LAB_FEE] = "fee",
	[LAB_COST_SHARE] = "cost share", [LAB_BASE_SHARE] = "base share", [LAB_PAYMENT] = "payment"};

const char *lab_over_name(enum lab_over over)
{
	return terms[over];
}

char *lab_words(const struct lesson_lab *lab, char out[LAB_WORDS_MAX])
{
	static const char *const how[LAB_PROTOCOLS] = {[LAB_FREE] = "any number of offers",
		[LAB_ALTERNATING] = "offers in turn", [LAB_ULTIMATUM] = "one offer, taken or left"};
	bool several = lab->rounds > 1;

	snprintf(out, LAB_WORDS_MAX, "A class plays this in pairs: %d round%s of %d:%02d, %s%s%s%s%s. "
		"Alone, role play against the theory is the same game.", lab->rounds,
		several ? "s" : "", lab->seconds / 60, lab->seconds % 60, how[lab->protocol],
		lab->over ? ", over share and " : "", terms[lab->over],
		!several ? "" : lab->alternating ? ", roles change" : ", roles are kept",
		!several ? "" : lab->rematch ? ", new partners each time" : ", the same partner");
	return out;
}
