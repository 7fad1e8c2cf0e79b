// Descriptions of a template's parts that stand in files of their own.
#pragma once

#include "codec/fields.h"
#include "engine/workflow/template.h"

namespace fenming {

template <typename IO>
void describe(IO& io, workflow::CustomField& value);
template <typename IO>
void describe(IO& io, workflow::TemplateVersion& value);

}  // namespace fenming
