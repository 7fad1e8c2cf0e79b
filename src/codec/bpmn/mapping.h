// What corresponds to what (docs/bpmn.md), shared by import and export.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codec/bpmn/xml.h"
#include "codec/fields.h"
#include "engine/workflow/template.h"

namespace fenming::bpmn {

// The part named so is the name of its owner's element.
inline constexpr std::string_view kElementName = "<";
inline constexpr std::string_view kConditionLanguage = "urn:fenming:condition:1";
inline constexpr std::string_view kOwnMessage = "fenming_message_";
// What a file of ours says where no other tool has said something.
inline constexpr std::string_view kOwnDefinitions = "definitions";
inline constexpr std::string_view kOwnTarget = "urn:fenming:template";
inline constexpr std::string_view kOwnExporter = "Fenming";
inline constexpr std::string_view kOwnDiagram = "diagram";
inline constexpr std::string_view kOwnPlane = "plane";

struct Tag {
  std::string_view name;
  workflow::NodeKind kind;
  std::optional<BpmnCode> listed;  // what it says of itself that we do not execute
};

// The tag of a flow node; null: this element is none that we know.
const Tag* find_tag(std::string_view element);
std::string_view element_of(workflow::NodeKind kind);

bool is_gateway(std::string_view element);
bool is_event(std::string_view element);
// Whether BPMN gives the element a default flow.
bool may_have_default(std::string_view element);
bool is_event_definition(std::string_view element);

// Children that are neither steps nor paths stand in the order of the schema; texts and comments
// come first. A path's children have the order of a step's.
int rank_in_process(const XmlNode& child);
int rank_in_node(const XmlNode& child);
int rank_in_file(const XmlNode& child);
std::vector<const XmlNode*> in_order(const XmlNode& parent, int (*rank)(const XmlNode&));
inline constexpr int kLastRank = 9;
inline constexpr int kRankNodes = 5;  // ranks below it stand before steps and paths
inline constexpr int kRankNotes = 7;  // those from it on behind notes
inline constexpr int kRankFlows = 2;  // ranks of a step's children from here follow its flows
inline constexpr int kRankDiagram = 2;

// Minutes of a duration such as PT90M or P1DT2H; nothing where it has other parts.
std::optional<int64_t> parse_duration_min(std::string_view text);

// The definition of a wait as we write it: by its timer, or by the message's id.
XmlNode timer_definition(int64_t minutes);
XmlNode message_definition(std::string_view message);

// The beginning of a text, at most so many characters.
std::string shorten(std::string_view text, size_t characters);

// The id where XML allows it (of ASCII, to be sure), else one like it.
std::string xml_name(std::string_view id);
// Whether a node, edge or note cannot have the id of its element, so that it is kept beside it.
bool is_foreign_id(std::string_view id);

// Without white space around it.
std::string trimmed(std::string_view text);

// The id without the prefix that some tools give it.
std::string_view without_prefix(std::string_view reference);

}  // namespace fenming::bpmn
