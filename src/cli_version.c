/* haggle --version --verbose: what a report of a fault begins with. */
#include "cli.h"

#include "base/sandbox.h"
#include "model/preset.h"
#include "ui/terminfo.h"

#include <gsl/gsl_version.h>

/* Also what there is not, so that nobody has to know what could be there. */
static void sandbox(FILE *f)
{
	unsigned parts = sandbox_offers();
	fputs("sandbox of --restricted:", f);
	for (unsigned part = 1; part <= SANDBOX_ALL; part <<= 1)
		fprintf(f, "%s %s%s", part > 1 ? "," : "", parts & part ? "" : "without ",
			sandbox_part_name((enum sandbox_part)part));
	fputc('\n', f);
}

void cli_version(const struct cli *c, FILE *f)
{
	char place[PRESET_PLACE_MAX];
	fprintf(f, "haggle %s\n", HAGGLE_VERSION);
	if (!c->verbose)
		return;
#ifdef __VERSION__
	fprintf(f, "compiler: %s\n", __VERSION__);
#endif
	fprintf(f, "GSL: %s\n", gsl_version);
	for (int i = 0; preset_place(c->explore.presets, i, place); i++)
		fprintf(f, "presets: %s\n", place);
	sandbox(f);
	if (terminfo_brought(0))
		fputs("terminals known by itself:", f);
	for (int i = 0; terminfo_brought(i); i++)
		fprintf(f, "%s %s", i ? "," : "", terminfo_brought(i));
	if (terminfo_brought(0))
		fputc('\n', f);
}
