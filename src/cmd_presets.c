/* haggle presets: the presets found, a line each. */
#include "cli.h"

#include "base/text.h"
#include "model/preset.h"

enum status cmd_presets(const struct cli *c)
{
	struct preset_list list;
	struct error err;
	int width = 0;
	enum status status = preset_list_read(&list, c->explore.presets, &err);
	if (status != STATUS_OK)
		return cli_complain(&err);
	for (int i = 0; i < list.count; i++)
		width = text_width(list.item[i].name) > width ? text_width(list.item[i].name)
							      : width;
	for (int i = 0; i < list.count; i++) {
		const struct preset *p = &list.item[i];
		printf("%s%*s%s%s\n", p->name, width + 2 - text_width(p->name), "",
			p->bad ? "(does not read) " : "", p->title);
	}
	preset_list_free(&list);
	return STATUS_OK;
}
