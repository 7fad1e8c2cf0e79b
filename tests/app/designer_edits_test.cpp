// Edits of a template's drawing: whatever is done can be saved, undone and done again, exactly.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <sstream>

#include "app/designer/change.h"
#include "app/designer/edits.h"
#include "app/designer/labels.h"
#include "app/designer/layout.h"
#include "app/designer/routes.h"
#include "app/designer/scene.h"
#include "app/designer/words.h"
#include "base/sha256.h"
#include "codec/template_codec.h"
#include "engine/workflow/verify/verify.h"

using namespace fenming;
using namespace fenming::app::designer;
using workflow::NodeKind;

namespace {

constexpr std::array kShipped = {"ac_install", "ac_move",     "appliance_repair", "complaint",
                                 "dispute",    "key_account", "maintenance",      "part_swap",
                                 "presales",   "returns"};

TemplateDocument shipped(const std::string& code) {
  std::ifstream file(std::string(FENMING_ASSETS) + "/templates/" + code + ".json");
  std::stringstream text;
  text << file.rdbuf();
  Result<workflow::TemplateVersion> model = read_template(text.str());
  REQUIRE(model);
  TemplateDocument document;
  document.model = std::move(*model);
  REQUIRE(place_missing(document));
  return document;
}

std::string digest(const TemplateDocument& document) {
  return sha256_hex(write_template_document(document));
}

// Random edits of every kind, with ids that are there and some that are not.
class Editor {
 public:
  explicit Editor(uint32_t seed) : dice_(seed) {}
  int last = -1;  // which of the steps

  void edit(TemplateDocument& document) {
    using Step = std::function<void(TemplateDocument&)>;
    const std::vector<Step> steps = {
        [&](auto& d) { add_node(d, kind(), point(), text()); },
        [&](auto& d) { append_node(d, node(d), kind(), text()); },
        [&](auto& d) { connect(d, node(d), node(d)); },
        [&](auto& d) { reconnect(d, edge(d), below(2) == 0, node(d)); },
        [&](auto& d) { split_edge(d, edge(d), node(d)); },
        [&](auto& d) { remove_parts(d, some(d)); },
        [&](auto& d) { remove_bridging(d, {node(d)}); },
        [&](auto& d) { set_kind(d, node(d), kind()); },
        [&](auto& d) { set_title(d, any(d), text()); },
        [&](auto& d) { set_disabled(d, some(d), below(2) == 0); },
        [&](auto& d) { set_colour(d, some(d), below(2) == 0 ? "blue" : ""); },
        [&](auto& d) {
          set_bends(d, edge(d),
                    below(3) == 0 ? std::vector<CanvasPoint>{} : std::vector{point(), point()});
        },
        [&](auto& d) { set_otherwise(d, edge(d), below(2) == 0); },
        [&](auto& d) { set_condition(d, edge(d), condition(d)); },
        [&](auto& d) { move_edge(d, edge(d), below(2) == 0 ? -1 : 1); },
        [&](auto& d) { move_parts(d, some(d), below(200) - 100, below(200) - 100); },
        [&](auto& d) { align_parts(d, some(d), static_cast<Alignment>(below(6))); },
        [&](auto& d) { distribute_parts(d, some(d), below(2) == 0); },
        [&](auto& d) { make_space(d, below(2) == 0, below(800), below(160) - 80); },
        [&](auto& d) { add_note(d, point(), any(d)); },
        [&](auto& d) { resize_note(d, any(d), below(300), below(300)); },
        [&](auto& d) { group_parts(d, some(d), text()); },
        [&](auto& d) { ungroup(d, some(d)); },
        [&](auto& d) { set_collapsed(d, any(d), below(2) == 0); },
        [&](auto& d) { insert_parts(d, extract(d, some(d)), point(), below(2) == 0); },
        [&](auto& d) { toggle_action(d, node(d), action()); },
        [&](auto& d) { set_stamp(d, node(d), action(), TimeName::kTaken); },
        [&](auto& d) { tidy(d, below(2) == 0 ? Ids{} : some(d)); },
    };
    last = below(static_cast<int>(steps.size()));
    steps[static_cast<size_t>(last)](document);
  }

 private:
  int below(int most) { return static_cast<int>(dice_() % static_cast<uint32_t>(most)); }
  CanvasPoint point() { return {below(1600) - 400, below(1600) - 400}; }
  NodeKind kind() { return static_cast<NodeKind>(below(workflow::kNodeKindCount)); }
  workflow::Action action() { return static_cast<workflow::Action>(below(4)); }
  std::string text() { return "词" + std::to_string(below(50)); }
  template <typename List, typename Id>
  std::string of(const List& list, Id id) {
    if (list.empty() || below(12) == 0) return "nothing";
    return list[static_cast<size_t>(below(static_cast<int>(list.size())))].*id;
  }
  std::string node(const TemplateDocument& d) { return of(d.model.nodes, &workflow::Node::node); }
  std::string edge(const TemplateDocument& d) { return of(d.model.edges, &workflow::Edge::edge); }
  std::string any(const TemplateDocument& d) {
    switch (below(4)) {
      case 0:
        return of(d.drawing.notes, &CanvasNote::note);
      case 1:
        return of(d.drawing.groups, &NodeGroup::group);
      case 2:
        return edge(d);
      default:
        return node(d);
    }
  }
  Ids some(const TemplateDocument& d) {
    Ids ids;
    for (int i = below(5); i >= 0; --i)
      ids.push_back(any(d));
    return ids;
  }
  std::optional<Condition> condition(const TemplateDocument&) {
    if (below(3) == 0) return std::nullopt;
    Condition test;
    test.op = ConditionOp::kIn;
    test.fact = {Fact::kOutcome, {}};
    test.values = {"done"};
    return test;
  }

  std::mt19937 dice_;
};

}  // namespace

TEST_CASE("200 random steps: each can be saved, and undo and redo give every document again") {
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    TemplateDocument document = shipped(seed % 2 == 0 ? "ac_install" : "maintenance");
    app::CommandLog<TemplateDocument> log;
    Editor editor(seed);
    std::vector<std::string> digests{digest(document)};
    while (digests.size() <= 200) {
      TemplateDocument after = document;
      editor.edit(after);
      auto change = std::make_unique<TemplateChange>("step", document, after);
      if (change->empty()) {
        REQUIRE(digest(after) == digests.back());
        continue;
      }
      log.execute(document, std::move(change));
      digests.push_back(digest(document));
      REQUIRE(digests.back() == digest(after));
      // What stands is what is stored: reading drops nothing and changes nothing.
      const std::string text = write_template_document(document);
      const Result<TemplateDocument> read = read_template_document(text);
      REQUIRE_MESSAGE(read, (read ? "" : read.error().field + ": " + read.error().message));
      const std::string again = write_template_document(*read);
      const auto differs = std::mismatch(text.begin(), text.end(), again.begin(), again.end());
      CAPTURE(editor.last);
      CAPTURE(std::string(differs.first - std::min<ptrdiff_t>(300, differs.first - text.begin()),
                          std::min(differs.first + 400, text.end())));
      const bool same = again == text;
      REQUIRE(same);
    }
    for (size_t step = digests.size() - 1; step-- > 0;) {
      REQUIRE(log.undo(document));
      REQUIRE(digest(document) == digests[step]);
    }
    for (size_t step = 1; step < digests.size(); ++step) {
      REQUIRE(log.redo(document));
      REQUIRE(digest(document) == digests[step]);
    }
  }
}

TEST_CASE("a tidy drawing goes down from the start, and nothing lies on anything") {
  for (const char* code : kShipped) {
    CAPTURE(code);
    const TemplateDocument document = shipped(code);
    const auto& places = document.drawing.places;
    CHECK(places.size() == document.model.nodes.size());
    for (size_t a = 0; a < places.size(); ++a) {
      for (size_t b = a + 1; b < places.size(); ++b)
        CHECK_FALSE(node_box(places[a].at).meets(node_box(places[b].at)));
    }
    int upwards = 0;
    const Places known(document);
    for (const workflow::Edge& edge : document.model.edges)
      upwards += known.box_of(edge.to).y <= known.box_of(edge.from).y ? 1 : 0;
    // The ways back (改约, 缺件, 返修) are the few.
    CHECK(upwards * 3 <= static_cast<int>(document.model.edges.size()));
    // Two drawings of one template are the same.
    CHECK(digest(shipped(code)) == digest(document));
  }
}

TEST_CASE("curves begin and end at the boxes that they join, and pass every bend") {
  std::mt19937 dice(7);
  const auto box = [&] {
    return node_box({static_cast<int32_t>(dice() % 900), static_cast<int32_t>(dice() % 900)});
  };
  const auto on_border = [](const CanvasBox& around, CanvasPoint at) {
    const bool within =
        at.x >= around.x && at.x <= around.right() && at.y >= around.y && at.y <= around.bottom();
    return within && (at.x == around.x || at.x == around.right() || at.y == around.y ||
                      at.y == around.bottom());
  };
  for (int i = 0; i < 500; ++i) {
    std::vector<CanvasPoint> bends(dice() % 4);
    for (CanvasPoint& bend : bends)
      bend = {static_cast<int32_t>(dice() % 900), static_cast<int32_t>(dice() % 900)};
    const RouteRequest request{box(), box(), {1, 3}, {0, 2}, &bends};
    const auto curve = route(request);
    REQUIRE(curve.size() % 3 == 1);
    REQUIRE(curve.size() >= 3 * (bends.size() + 1) + 1);
    CHECK(on_border(request.from, curve.front()));
    CHECK(on_border(request.to, curve.back()));
    // In their order, each where a piece ends.
    size_t at = 0;
    for (const CanvasPoint& bend : bends) {
      do
        at += 3;
      while (at < curve.size() && !(curve[at] == bend));
      CHECK(at < curve.size());
    }
    CHECK(nearest_on(curve, curve.front()).distance_squared == 0);
  }
}

TEST_CASE("what is pasted keeps its shape under ids of its own") {
  TemplateDocument document = shipped("ac_install");
  const size_t nodes = document.model.nodes.size();
  const Ids wanted = {"visit", "parts_request", "parts_arrive"};
  const TemplateDocument parts = extract(document, wanted);
  CHECK(parts.model.nodes.size() == 3);
  CHECK(parts.model.edges.size() == 2);
  const Ids fresh = insert_parts(document, parts, {400, 0}, false);
  CHECK(fresh.size() == 3);
  CHECK(document.model.nodes.size() == nodes + 3);
  const workflow::Node* copy = find_node(document, "visit_2");
  REQUIRE(copy != nullptr);
  CHECK(copy->outcomes == find_node(document, "visit")->outcomes);
  const Places places(document);
  CHECK(places.box_of("visit_2").x == places.box_of("visit").x + 400);

  // Into a document that knows nothing of it: its fields come along.
  TemplateDocument other;
  insert_parts(other, parts, {0, 0}, false);
  CHECK(other.model.field("site_photos") != nullptr);
  CHECK(other.model.field("satisfaction") == nullptr);

  // With its links: who led to the original leads to the copy.
  TemplateDocument linked = shipped("ac_install");
  insert_parts(linked, extract(linked, {"parts_request"}), {400, 0}, true);
  const auto leads = [&](const char* from, const char* to) {
    const auto& edges = linked.model.edges;
    return std::any_of(edges.begin(), edges.end(), [&](const workflow::Edge& edge) {
      return edge.from == from && edge.to == to;
    });
  };
  CHECK(leads("visit", "parts_request_2"));
  CHECK(leads("parts_request_2", "parts_arrive"));
}

TEST_CASE(
    "a node dropped on an edge stands between both ends, with the edge's condition before it") {
  TemplateDocument document = shipped("ac_install");
  std::string edge;
  for (const workflow::Edge& one : document.model.edges) {
    if (one.from == "appoint" && one.to == "visit") edge = one.edge;
  }
  const auto condition = find_edge(document, edge)->when;
  REQUIRE(condition);
  const std::string node = add_node(document, NodeKind::kNotify, {0, 0}, "提醒");
  split_edge(document, edge, node);
  CHECK(find_edge(document, edge)->to == node);
  CHECK(find_edge(document, edge)->when == condition);
  CHECK(document.model.edges.back().from == node);
  CHECK(document.model.edges.back().to == "visit");
  CHECK_FALSE(document.model.edges.back().when);
}

TEST_CASE("a collapsed group stands for what it holds") {
  TemplateDocument document = shipped("ac_install");
  const std::string group =
      group_parts(document, {"finish", "acceptance", "parts_consume", "finished"}, "收尾");
  set_collapsed(document, group, true);
  const app::Locale locale;
  const Scene scene = make_scene(document, nullptr, locale);
  CHECK(scene.nodes.size() == document.model.nodes.size() - 4);
  REQUIRE(scene.groups.size() == 1);
  CHECK(scene.groups[0].nodes == 4);
  // Edges within it are gone, those that cross its border end at it.
  const auto crossing =
      std::count_if(scene.edges.begin(), scene.edges.end(),
                    [](const SceneEdge& edge) { return edge.from < 0 || edge.to < 0; });
  CHECK(crossing == 2);
  const Scene inside = make_scene(document, nullptr, locale, group);
  CHECK(inside.nodes.size() == 4);
  CHECK(inside.edges.size() == 4);
}

TEST_CASE("the words of an edge lie over no card and over no other words") {
  for (const char* code : kShipped) {
    CAPTURE(code);
    const Scene scene = make_scene(shipped(code), nullptr, app::Locale());
    std::vector<CanvasBox> taken;
    for (const SceneNode& node : scene.nodes) {
      taken.push_back(node.box);
      if (!node.fees.empty()) taken.push_back(fee_box(node));
    }
    int words = 0;
    for (const SceneEdge& edge : scene.edges) {
      const CanvasBox box = label_box(edge);
      if (edge.label.empty()) continue;
      ++words;
      for (const CanvasBox& other : taken)
        CHECK_MESSAGE(!box.meets(other), edge.title << ": " << edge.label);
      taken.push_back(box);
    }
    CHECK(words > 0);
  }
}

TEST_CASE("the shipped templates say everything in words, nothing by its code") {
  const app::Locale locale(app::Language::kChinese);
  const auto named = [&](const std::string& code, const std::string& words) {
    CHECK_MESSAGE((code.empty() || code != words), code << " has no name");
  };
  for (const char* file : kShipped) {
    CAPTURE(file);
    const TemplateDocument document = shipped(file);
    for (const workflow::Node& node : document.model.nodes) {
      named(node.who.role, staff_text(node.who.role, locale));
      named(node.who.team, staff_text(node.who.team, locale));
      named(node.who.region_rule, region_rule_text(node.who.region_rule, locale));
      named(node.event, event_text(node.event, locale));
      if (!node.sla) continue;
      for (const auto& level : node.sla->chain)
        named(level.target, staff_text(level.target, locale));
    }
    for (const auto& fee : document.model.fees)
      named(fee.category, fee_text(fee.category, locale));
  }
}

TEST_CASE("arrows and reach follow the drawing") {
  const TemplateDocument document = shipped("ac_install");
  const Scene scene = make_scene(document, nullptr, app::Locale());
  CHECK(neighbour(scene, "start", 0, 1) == "intake");
  CHECK(neighbour(scene, "intake", 0, -1) == "start");
  CHECK(neighbour(scene, "start", 0, -1) == "");
  const Ids behind = reachable(document, {"callback"}, Reach::kBehind);
  CHECK(std::find(behind.begin(), behind.end(), "end") != behind.end());
  CHECK(std::find(behind.begin(), behind.end(), "intake") == behind.end());
  CHECK(reachable(document, {"end"}, Reach::kConnected).size() == document.model.nodes.size());
}

TEST_CASE("what the verifier found is marked where it shows") {
  TemplateDocument document = shipped("ac_install");
  set_kind(document, "finished", NodeKind::kBranch);
  const auto report = workflow::verify(document.model);
  REQUIRE(report.refuted());
  const Scene scene = make_scene(document, &report, app::Locale());
  const auto marked =
      std::count_if(scene.nodes.begin(), scene.nodes.end(),
                    [](const SceneNode& node) { return node.mark == Mark::kError; });
  CHECK(marked >= 1);
}
