// Descriptions of a template's parts that stand in files of their own.
#pragma once

#include "codec/fields.h"
#include "codec/template_document.h"
#include "engine/workflow/template.h"

namespace fenming {

template <typename IO>
void describe(IO& io, workflow::CustomField& value);
template <typename IO>
void describe(IO& io, workflow::Node& value);
template <typename IO>
void describe(IO& io, workflow::Edge& value);
template <typename IO>
void describe(IO& io, workflow::TemplateVersion& value);
template <typename IO>
void describe(IO& io, TemplateDocument& value);

// What names a node, edge or group that is not there says nothing any more, and is dropped.
void drop_dangling(TemplateDocument& document);

}  // namespace fenming
