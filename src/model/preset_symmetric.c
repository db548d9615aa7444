/* presets/symmetric.ini, so that haggle starts wherever it is put. A test holds
 * the two identical. */
#include "model/preset.h"

const char preset_symmetric[] =
	"; Two equals. Haggle starts here when no scenario is named.\n"
	";\n"
	"; Try: move the share with , and . and watch who gains from whose investment;\n"
	"; step cost scale of one side; then b for the other bargaining solutions.\n"
	"[scenario]\n"
	"title   = Two equals\n"
	"summary = Equal costs: every solution splits in half, and a quarter of the pie is lost.\n"
	"source  = Quadratic costs and linear revenue, solved in closed form\n"
	"share   = separate\n"
	"bargain = nash\n"
	"\n"
	"[generalist]\n"
	"name          = Generalist\n"
	"cost          = power\n"
	"cost.scale    = 1\n"
	"cost.exponent = 2\n"
	"\n"
	"[specialist medicine]\n"
	"name          = Specialist\n"
	"revenue       = linear\n"
	"revenue.scale = 1\n"
	"cost          = power\n"
	"cost.scale    = 1\n"
	"cost.exponent = 2\n";
