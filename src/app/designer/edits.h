// Edits of a template's drawing: plain functions that change a document. Whoever calls them makes
// one step of history from the difference (change.h), so nothing here knows undo. An id that is not
// there is passed over: another window may have removed it.
//
// Every edit leaves a document that can be saved, however unsound the template is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/designer/shapes.h"
#include "codec/template_document.h"

namespace fenming::app::designer {

using Ids = std::vector<std::string>;

workflow::Node* find_node(TemplateDocument& document, std::string_view id);
const workflow::Node* find_node(const TemplateDocument& document, std::string_view id);
workflow::Edge* find_edge(TemplateDocument& document, std::string_view id);
const workflow::Edge* find_edge(const TemplateDocument& document, std::string_view id);
NodePlace* find_place(TemplateDocument& document, std::string_view id);
CanvasNote* find_note(TemplateDocument& document, std::string_view id);
NodeGroup* find_group(TemplateDocument& document, std::string_view id);
// An id of that stem that nothing in the document has: "task", "task_2", ….
std::string fresh_id(const TemplateDocument& document, std::string_view stem);

// ---- nodes and edges

// Whose fault an outcome usually is.
workflow::Fault usual_fault(workflow::VisitOutcome outcome);
// A node with what its kind cannot be without; returns its id.
std::string add_node(TemplateDocument& document, workflow::NodeKind kind, CanvasPoint at,
                     std::string title);
// A node behind another, on a free place below it, joined to it. Returns its id.
std::string append_node(TemplateDocument& document, std::string_view after, workflow::NodeKind kind,
                        std::string title);
// An edge between both; none where one is there, where it would leave an end or enter a start.
// Returns its id, or nothing.
std::string connect(TemplateDocument& document, std::string_view from, std::string_view to);
void reconnect(TemplateDocument& document, std::string_view edge, bool its_start,
               std::string_view node);
// The node comes between both ends of the edge; the first part keeps the condition.
void split_edge(TemplateDocument& document, std::string_view edge, std::string_view node);
// Nodes with their edges, edges, notes and groups (whose members stay).
void remove_parts(TemplateDocument& document, const Ids& ids);
// Nodes leave the flow, and who came to one goes where it led, where that is one place.
void remove_bridging(TemplateDocument& document, const Ids& ids);
// Another kind in place: what both kinds have stays.
void set_kind(TemplateDocument& document, std::string_view node, workflow::NodeKind kind);
// The times that prices are pinned by (settlement.md T1), as actions of the kind usually set them;
// of several nodes the first one counts.
std::vector<workflow::Stamp> usual_stamps(workflow::NodeKind kind);
// Offers an action, with the time that it usually stamps, or takes it away with what only it can
// do: its times and, of `return`, the targets. What it settled stays, so that it is told and not
// lost.
void toggle_action(TemplateDocument& document, std::string_view node, workflow::Action action);
// The time of the ticket that an action of the node sets; none where nothing is given.
void set_stamp(TemplateDocument& document, std::string_view node, workflow::Action action,
               std::optional<TimeName> time);
// How often a fee category is usually settled: each visit has its own 上门费 and 空跑费.
workflow::FeeOccasion usual_occasion(std::string_view category);
// What a new trigger there would settle: the template's fees of the relation that no trigger
// settles yet, those of a visit at its end and those of the ticket elsewhere; 工时费 where none is
// left.
std::vector<std::string> open_fees(const TemplateDocument& document, std::string_view node,
                                   workflow::Action action, Relation relation);
// Title of a node or group, text of a note.
void set_title(TemplateDocument& document, std::string_view id, std::string text);
void set_disabled(TemplateDocument& document, const Ids& ids, bool disabled);
void set_colour(TemplateDocument& document, const Ids& ids, const std::string& colour);
void set_bends(TemplateDocument& document, std::string_view edge, std::vector<CanvasPoint> bends);
// An else edge has no condition and is the only one of its node.
void set_otherwise(TemplateDocument& document, std::string_view edge, bool otherwise);
void set_condition(TemplateDocument& document, std::string_view edge,
                   std::optional<Condition> condition);
// One place earlier (-1) or later (1) among its node's edges.
void move_edge(TemplateDocument& document, std::string_view edge, int direction);

// ---- places

void move_parts(TemplateDocument& document, const Ids& ids, int32_t dx, int32_t dy);
enum class Alignment : uint8_t { kLeft, kCenter, kRight, kTop, kMiddle, kBottom };
void align_parts(TemplateDocument& document, const Ids& ids, Alignment alignment);
// Equal gaps between neighbours; the outer two stay.
void distribute_parts(TemplateDocument& document, const Ids& ids, bool horizontally);
// Everything right of (or below) the line moves by so much.
void make_space(TemplateDocument& document, bool horizontally, int32_t from, int32_t by);

// ---- notes and groups

std::string add_note(TemplateDocument& document, CanvasPoint at, std::string_view about);
void resize_note(TemplateDocument& document, std::string_view note, int32_t width, int32_t height);
// Returns the group's id; empty where there is nothing to group.
std::string group_parts(TemplateDocument& document, const Ids& ids, std::string title);
void ungroup(TemplateDocument& document, const Ids& ids);
// What holds nothing any more goes, and is held by nothing.
void drop_empty_groups(TemplateDocument& document);
void set_collapsed(TemplateDocument& document, std::string_view group, bool collapsed);

// ---- copies

// The parts as a document of their own, for the clipboard: nodes, what joins them, notes, groups.
TemplateDocument extract(const TemplateDocument& document, const Ids& ids);
// Puts in another document's parts under fresh ids, moved by so much; returns their new ids. Its
// fields and fees come along where this document has none of that code. `keep_links`: edges that
// led into or out of the copied nodes in this document lead into the copies, too.
Ids insert_parts(TemplateDocument& document, const TemplateDocument& parts, CanvasPoint by,
                 bool keep_links);

}  // namespace fenming::app::designer
