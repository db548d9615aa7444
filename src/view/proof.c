#include "view/proof.h"

const char *proof_says(enum proof proof)
{
	static const char *const says[] = {
		[PROOF_PROVED] = "proved: no other level or investment pays anybody more",
		[PROOF_SAMPLED] = "sampled: a better level may hide between those tried",
		[PROOF_GAVE_UP] = "not proved: the search gave up before it was done",
	};
	return says[proof];
}

const char *proof_word(enum proof proof)
{
	static const char *const word[] = {
		[PROOF_PROVED] = "",
		[PROOF_SAMPLED] = "sampled",
		[PROOF_GAVE_UP] = "gave up",
	};
	return word[proof];
}
