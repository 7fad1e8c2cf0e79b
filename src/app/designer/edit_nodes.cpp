#include <algorithm>
#include <set>
#include <unordered_set>

#include "app/designer/edits.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

constexpr int32_t kWorkingDay = 480;  // minutes

// Who usually does a node of the kind, in the roles that every company has.
std::string_view usual_role(NodeKind kind) {
  switch (kind) {
    case NodeKind::kForm:
    case NodeKind::kAppoint:
    case NodeKind::kCallback:
      return "service_desk";
    case NodeKind::kDispatch:
    case NodeKind::kApproval:
      return "dispatcher";
    default:
      return "technician";
  }
}

Sla usual_sla() {
  Sla sla;
  sla.minutes = kWorkingDay;
  EscalationLevel level;
  level.target = "dispatcher";
  sla.chain.push_back(level);
  return sla;
}

std::vector<Action> usual_actions(NodeKind kind) {
  switch (kind) {
    case NodeKind::kTask:
      return {Action::kTake, Action::kComplete};
    case NodeKind::kApproval:
      return {Action::kAccept};
    case NodeKind::kVisit:
      return {Action::kArrive, Action::kComplete};
    default:
      return is_human(kind) ? std::vector{Action::kComplete} : std::vector<Action>{};
  }
}

// What the kind cannot be without; what is there already stays.
void complete_node(Node& node) {
  if (is_human(node.kind)) {
    if (node.who.empty()) node.who.role = usual_role(node.kind);
    if (node.actions.empty()) {
      node.actions = usual_actions(node.kind);
      node.stamps = usual_stamps(node.kind);
    }
  }
  if (waits(node.kind) && !node.sla && !node.open_ended) node.sla = usual_sla();
  if (node.kind == NodeKind::kWait && !node.timer_min && node.event.empty())
    node.timer_min = kWorkingDay;
  if (node.kind != NodeKind::kVisit) return;
  for (const Action action : {Action::kArrive, Action::kComplete}) {
    if (!node.offers(action)) node.actions.push_back(action);
  }
  if (node.outcomes.empty()) {
    for (const VisitOutcome outcome :
         {VisitOutcome::kDone, VisitOutcome::kPartNeeded, VisitOutcome::kCustomerAbsent,
          VisitOutcome::kCustomerRefused})
      node.outcomes.push_back({outcome, usual_fault(outcome)});
  }
}

template <typename List, typename Id>
auto* find_in(List& list, Id std::remove_cvref_t<decltype(list[0])>::*id, std::string_view wanted) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.*id == wanted; });
  return found == list.end() ? nullptr : &*found;
}

bool meets_any(const TemplateDocument& document, const CanvasBox& box) {
  const auto& places = document.drawing.places;
  return std::any_of(places.begin(), places.end(),
                     [&](const NodePlace& place) { return node_box(place.at).meets(box); });
}

// Below `from`, or right of what stands there.
CanvasPoint free_place(const TemplateDocument& document, CanvasPoint from) {
  CanvasPoint at{from.x, from.y + kRowPitch};
  for (int column = 0; column < 50 && meets_any(document, node_box(at)); ++column)
    at.x += kColumnPitch;
  return at;
}

// What a node of the new kind does not have.
void drop_foreign_parts(Node& node) {
  if (node.kind != NodeKind::kVisit) node.outcomes.clear();
  if (node.kind != NodeKind::kWait) {
    node.timer_min.reset();
    node.event.clear();
  }
  if (is_human(node.kind)) return;
  node.who = {};
  node.checklist.clear();
  node.fields.clear();
  node.actions.clear();
  node.return_to.clear();
  node.stamps.clear();
  node.triggers.clear();
  if (node.kind == NodeKind::kWait) return;
  node.sla.reset();
  node.open_ended = false;
}

}  // namespace

Node* find_node(TemplateDocument& document, std::string_view id) {
  return find_in(document.model.nodes, &Node::node, id);
}
const Node* find_node(const TemplateDocument& document, std::string_view id) {
  return find_in(document.model.nodes, &Node::node, id);
}
Edge* find_edge(TemplateDocument& document, std::string_view id) {
  return find_in(document.model.edges, &Edge::edge, id);
}
const Edge* find_edge(const TemplateDocument& document, std::string_view id) {
  return find_in(document.model.edges, &Edge::edge, id);
}
NodePlace* find_place(TemplateDocument& document, std::string_view id) {
  return find_in(document.drawing.places, &NodePlace::node, id);
}
CanvasNote* find_note(TemplateDocument& document, std::string_view id) {
  return find_in(document.drawing.notes, &CanvasNote::note, id);
}
NodeGroup* find_group(TemplateDocument& document, std::string_view id) {
  return find_in(document.drawing.groups, &NodeGroup::group, id);
}

std::string fresh_id(const TemplateDocument& document, std::string_view stem) {
  std::unordered_set<std::string_view> taken;
  for (const Node& node : document.model.nodes)
    taken.insert(node.node);
  for (const Edge& edge : document.model.edges)
    taken.insert(edge.edge);
  for (const CanvasNote& note : document.drawing.notes)
    taken.insert(note.note);
  for (const NodeGroup& group : document.drawing.groups)
    taken.insert(group.group);
  for (const NodeComment& comment : document.comments)
    taken.insert(comment.comment);
  std::string id(stem);
  for (int number = 2; taken.contains(id); ++number)
    id = std::string(stem) + "_" + std::to_string(number);
  return id;
}

Fault usual_fault(VisitOutcome outcome) {
  switch (outcome) {
    case VisitOutcome::kCustomerAbsent:
    case VisitOutcome::kCustomerMoved:
    case VisitOutcome::kCustomerRefused:
    case VisitOutcome::kWrongAddress:
      return Fault::kCustomer;
    case VisitOutcome::kTechnicianLate:
      return Fault::kTechnician;
    default:
      return Fault::kNobody;
  }
}

std::string add_node(TemplateDocument& document, NodeKind kind, CanvasPoint at, std::string title) {
  Node node;
  node.node = fresh_id(document, node_kind_name(kind));
  node.kind = kind;
  node.title = std::move(title);
  complete_node(node);
  NodePlace place;
  place.node = node.node;
  place.at = on_grid(at);
  document.drawing.places.push_back(place);
  document.model.nodes.push_back(std::move(node));
  return place.node;
}

std::string append_node(TemplateDocument& document, std::string_view after, NodeKind kind,
                        std::string title) {
  const NodePlace* place = find_place(document, after);
  const CanvasPoint from = place != nullptr ? place->at : CanvasPoint{};
  const std::string id = add_node(document, kind, free_place(document, from), std::move(title));
  connect(document, after, id);
  return id;
}

void remove_parts(TemplateDocument& document, const Ids& ids) {
  const std::set<std::string, std::less<>> gone(ids.begin(), ids.end());
  const auto is_gone = [&](const std::string& id) { return gone.contains(id); };
  std::set<std::string, std::less<>> cut;  // edges
  for (const Edge& edge : document.model.edges) {
    if (is_gone(edge.edge) || is_gone(edge.from) || is_gone(edge.to)) cut.insert(edge.edge);
  }
  Drawing& drawing = document.drawing;
  std::erase_if(document.model.edges, [&](const Edge& edge) { return cut.contains(edge.edge); });
  std::erase_if(document.model.nodes, [&](const Node& node) { return is_gone(node.node); });
  for (Node& node : document.model.nodes) {
    std::erase_if(node.return_to, is_gone);
    if (is_gone(node.who.previous)) node.who.previous.clear();
  }
  std::erase_if(drawing.places, [&](const NodePlace& place) { return is_gone(place.node); });
  std::erase_if(drawing.routes, [&](const EdgeRoute& route) { return cut.contains(route.edge); });
  std::erase_if(drawing.notes, [&](const CanvasNote& note) { return is_gone(note.note); });
  for (CanvasNote& note : drawing.notes) {
    if (is_gone(note.about) || cut.contains(note.about)) note.about.clear();
  }
  ungroup(document, ids);
  for (NodeGroup& group : drawing.groups)
    std::erase_if(group.members, is_gone);
  drop_empty_groups(document);
  std::erase_if(document.comments, [&](const NodeComment& one) { return is_gone(one.node); });
  std::erase_if(document.foreign, [&](const ForeignPart& part) {
    return is_gone(part.owner) || cut.contains(part.owner);
  });
}

void remove_bridging(TemplateDocument& document, const Ids& ids) {
  for (const std::string& id : ids) {
    const Edge* only = nullptr;
    int leaving = 0;
    for (const Edge& edge : document.model.edges) {
      if (edge.from != id || edge.to == id) continue;
      only = &edge;
      ++leaving;
    }
    if (leaving == 1) {
      const std::string target = only->to;
      for (Edge& edge : document.model.edges) {
        if (edge.to == id && edge.from != target) edge.to = target;
      }
    }
    remove_parts(document, {id});
  }
}

void set_kind(TemplateDocument& document, std::string_view id, NodeKind kind) {
  Node* node = find_node(document, id);
  if (node == nullptr || node->kind == kind) return;
  node->kind = kind;
  drop_foreign_parts(*node);
  complete_node(*node);
  if (is_final(kind)) {
    Ids cut;
    for (const Edge& edge : document.model.edges) {
      if (edge.from == id) cut.push_back(edge.edge);
    }
    remove_parts(document, cut);
  }
}

void set_title(TemplateDocument& document, std::string_view id, std::string text) {
  if (Node* node = find_node(document, id)) node->title = text;
  if (CanvasNote* note = find_note(document, id)) note->text = text;
  if (NodeGroup* group = find_group(document, id)) group->title = std::move(text);
}

void set_disabled(TemplateDocument& document, const Ids& ids, bool disabled) {
  for (const std::string& id : ids) {
    if (NodePlace* place = find_place(document, id)) place->disabled = disabled;
  }
}

void set_colour(TemplateDocument& document, const Ids& ids, const std::string& colour) {
  for (const std::string& id : ids) {
    if (NodePlace* place = find_place(document, id)) place->colour = colour;
    if (CanvasNote* note = find_note(document, id)) note->colour = colour;
  }
}

}  // namespace fenming::app::designer
