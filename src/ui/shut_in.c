#include "ui/shut_in.h"

#include "base/sandbox.h"
#include "model/preset.h"

#include <limits.h>
#include <wchar.h>

/* What the locale's characters need is read when the first of them is converted. */
static bool convert(void)
{
	mbstate_t in = {0}, out = {0};
	char bytes[MB_LEN_MAX];
	wchar_t wide;

	return mbrtowc(&wide, "a", 1, &in) == 1 && wcrtomb(bytes, wide, &out) == 1;
}

enum status shut_in(bool restricted, const char *presets, bool connects, struct error *err)
{
	char place[SANDBOX_READ_MAX][PRESET_PLACE_MAX];
	struct sandbox s = {.connects = connects};

	if (!restricted)
		return STATUS_OK;
	if (!convert())
		return error_set(err, STATUS_SYSTEM, "the locale has no letter a");
	for (int i = 0; i < SANDBOX_READ_MAX && preset_place(presets, i, place[i]); i++)
		s.read[i] = place[i];
	return sandbox_enter(&s, err);
}
