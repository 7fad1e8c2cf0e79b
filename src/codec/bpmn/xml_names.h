// The namespaces that we know, with the prefixes that they have in the tree and in our files.
#pragma once

#include <array>
#include <string_view>

namespace fenming::bpmn {

struct KnownNamespace {
  std::string_view prefix;
  std::string_view uri;
};

inline constexpr std::array<KnownNamespace, 6> kKnownNamespaces = {{
    {"bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"},
    {"bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"},
    {"dc", "http://www.omg.org/spec/DD/20100524/DC"},
    {"di", "http://www.omg.org/spec/DD/20100524/DI"},
    {"xsi", "http://www.w3.org/2001/XMLSchema-instance"},
    {"fenming", "urn:fenming:bpmn:1"},
}};

}  // namespace fenming::bpmn
