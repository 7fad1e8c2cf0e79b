// The template designer: the list of templates; a template's drawing with what can be added on the
// left, what is selected on the right, and what the verifier found below.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/designer/edits.h"
#include "app/designer/scene.h"
#include "app/designer/wizard.h"
#include "ui/designer/canvas_shapes.h"
#include "ui/designer/canvas_view.h"
#include "ui/shell/screen.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {

// What the pointer is doing on the canvas.
enum class Gesture : uint8_t {
  kNone,
  kPan,
  kMarquee,
  kMove,
  kConnect,    // from a node to where the pointer is
  kReconnect,  // an end of an edge
  kBend,
  kSpace,  // pushes everything behind the pointer
  kAdd,    // a kind dragged in from the palette
  kResizeNote,
};

struct GestureState {
  Gesture kind = Gesture::kNone;
  bool moved = false;       // beyond what a click trembles
  ImVec2 from;              // pixels
  CanvasPoint start;        // canvas
  CanvasPoint now;          // canvas, snapped where that applies
  std::string id;           // node or edge
  bool at_start = false;    // kReconnect: which end
  bool moves_bend = false;  // kBend: one that is there, else a new one
  size_t bend = 0;
  bool copies = false;  // kMove with Alt
  bool horizontal = false;
  workflow::NodeKind adding = workflow::NodeKind::kTask;
  app::designer::Ids before;  // kMarquee: what was selected
  std::optional<int32_t> guide_x, guide_y;
};

// The list of kinds that is searched and picked from with the keyboard.
struct QuickAdd {
  bool wanted = false;
  bool replaces = false;          // picks another kind for `from`
  std::optional<CanvasPoint> at;  // nothing: below `from`
  std::string from;               // the node that it is appended to; empty: none
  std::string edge;               // the edge that it splits; empty: none
  std::string query;
};

// Transient state of the designer's panels.
struct DesignerPanel {
  CanvasView view;
  CanvasShapes shapes;
  Rect tools, crumbs;  // that lie on the canvas, where they were drawn last
  bool wants_begin = false;
  bool wants_fit = false;
  bool wants_reveal = false;
  bool wants_form = false;  // the keyboard goes to the form on the right
  std::string inside;       // the group that is opened; empty: the whole drawing

  // The scene, and what it was made of.
  app::designer::Scene scene;
  uint64_t scene_made = 0;  // how often
  uint64_t scene_opened = 0;
  uint64_t scene_edits = ~uint64_t{0};
  uint64_t scene_reported = ~uint64_t{0};
  app::Language scene_language = app::Language::kChinese;
  std::string scene_inside;

  app::designer::Ids selected;
  GestureState gesture;
  QuickAdd quick;
  std::string connecting;  // a node from which the keyboard draws an edge
  std::string connect_to;
  Rect menu_at;  // of the menu of the right button
  std::string hovered;
  std::string editing;  // whose title is being typed on the canvas
  bool space_tool = false;
  bool snaps = true;
  bool problems_open = true;
  int problem = -1;  // the finding that is shown with its path
  std::string find;  // what is searched for
  std::unordered_map<ImGuiID, SelectState> selects;
  std::map<std::string, std::string> refused;  // typed texts that cannot be used, by field

  // What the form has just got, by name: the keyboard goes there once it is drawn.
  std::string just_added;

  workflow::Values play_values;  // given for the next step of the play, by field

  std::string scenario_name;  // of the play that is kept
  std::string replayed;       // the ticket of the replay that is shown in full
  size_t replay_at = 0;       // the one that Tab leads to
  app::designer::WizardAnswers wizard;
  int wizard_page = 0;
  bool wants_wizard = false;

  bool wants_focus = false;
  bool wants_create = false;
  bool wants_publish = false;
  bool wants_discard = false;
  bool had_conflict = false;
  bool had_import = false;
  std::string new_name, new_code, new_from, note;

  std::unordered_set<std::string> compared;  // nodes that differ from the compared version

  // The selection as it is drawn: asked for every part in every frame.
  std::unordered_set<std::string> marked;
  bool is_selected(std::string_view id) const {
    return std::find(selected.begin(), selected.end(), id) != selected.end();
  }
  // The one that is selected; empty where none or several are.
  std::string one_selected() const {
    return selected.size() == 1 ? selected.front() : std::string();
  }
  void select(std::string id) {
    selected.assign(1, std::move(id));
    problem = -1;
  }
};

struct DesignerContext {
  Ui& ui;
  const app::AppState& state;
  DesignerPanel& panel;
  app::Actions& actions;

  const app::designer::State& own() const { return state.designer; }
  const app::designer::Document& document() const { return state.designer.document; }
  const TemplateDocument& content() const { return state.designer.document.content; }
  const workflow::TemplateVersion& model() const { return content().model; }
  bool may_edit() const {
    return state.account.has(app::Right::kTemplates) && document().is_draft();
  }
  void push(app::designer::Intent intent);
  // One step of history, where this account may edit.
  void edit(app::Key step, std::vector<std::string> words,
            std::function<void(TemplateDocument&)> change);
  std::string_view problem_at(std::string_view place) const {
    return own().problem_place == place ? std::string_view(own().problem) : std::string_view();
  }
  SelectState& select_state(std::string_view id) { return panel.selects[Ui::id(id)]; }
  std::string title_of(std::string_view id) const;
  std::string fee(std::string_view category) const;
};

// ---- others.cpp
// In the row above the canvas, as far as there is room.
void draw_others(DesignerContext& context, Rect& row);
void draw_others_at_nodes(const DesignerContext& context, ImDrawList* list);
// Tells other windows at which node somebody works here.
void attend(DesignerContext& context);

// ---- canvas.cpp and its neighbours
// True while it has the focus.
bool draw_canvas(DesignerContext& context, const Rect& area);
void draw_scene(DesignerContext& context, ImDrawList* list);
void draw_gesture(DesignerContext& context, ImDrawList* list);
void draw_minimap(DesignerContext& context, const Rect& rect);
void handle_pointer(DesignerContext& context, const Interaction& it);
void handle_keys(DesignerContext& context, const Interaction& it);
// What lies below a point of the canvas: node, note, edge, then group; empty: nothing.
struct Hit {
  std::string id;
  bool is_edge = false;
  size_t piece = 0;  // of the edge's curve
};
Hit hit_test(const DesignerContext& context, CanvasPoint at);
// The edge below a point that a node could split; empty where there is none.
std::string edge_below(const DesignerContext& context, CanvasPoint at);
// The bends of an edge; whether its curve's Nth joint is one of them, for others only lead around a
// corner; and how many come before the end of a piece.
std::vector<CanvasPoint> bends_of(const DesignerContext& context, std::string_view edge);
bool is_bend(const DesignerContext& context, const app::designer::SceneEdge& edge, size_t joint);
size_t bends_before(const DesignerContext& context, const app::designer::SceneEdge& edge,
                    size_t piece);
// While something is dragged at the border the drawing comes towards it.
void scroll_at_border(DesignerContext& context, ImVec2 mouse);
// Where the new end of the node's outgoing edge is drawn from.
ImVec2 port_of(const DesignerContext& context, std::string_view node);
Rect handle_of(const DesignerContext& context, std::string_view node);

// ---- what both hands can do
void delete_selected(DesignerContext& context);
void duplicate_selected(DesignerContext& context);
void copy_selected(DesignerContext& context, bool cut);
void paste_parts(DesignerContext& context, bool keep_links);
void connect_nodes(DesignerContext& context, const std::string& from, const std::string& to);
// Without a place it stands below the node that it is appended to.
void add_at(DesignerContext& context, workflow::NodeKind kind, std::optional<CanvasPoint> at,
            const std::string& from, const std::string& edge);
void tidy_selected(DesignerContext& context);
void group_selected(DesignerContext& context);
void ungroup_selected(DesignerContext& context);
void add_note_here(DesignerContext& context);
void toggle_disabled(DesignerContext& context);
void align_selected(DesignerContext& context, app::designer::Alignment alignment);
void ask_quick_add(DesignerContext& context);
// A closed group opens as a drawing of its own; false where that is none.
bool open_group(DesignerContext& context, std::string_view id);
void set_group_closed(DesignerContext& context, const std::string& id, bool closed);
void show_finding(DesignerContext& context, int index);
void select_all(DesignerContext& context);

void draw_quick_add(DesignerContext& context);
void draw_context_menu(DesignerContext& context, const Interaction& it);

// ---- panels
void draw_palette(DesignerContext& context, const Rect& rect);
void draw_node_inspector(DesignerContext& context, const Rect& rect);
void draw_edge_inspector(DesignerContext& context, const Rect& rect);
void draw_template_inspector(DesignerContext& context, const Rect& rect);
void draw_group_inspector(DesignerContext& context, const Rect& rect);
void draw_many_inspector(DesignerContext& context, const Rect& rect);
void draw_flow_problems(DesignerContext& context, const Rect& rect);
void draw_play_panel(DesignerContext& context, const Rect& rect);
// Tokens of the play on their nodes.
void draw_tokens(DesignerContext& context, ImDrawList* list);
void draw_replay_panel(DesignerContext& context, const Rect& rect);
void draw_comparison_panel(DesignerContext& context, const Rect& rect);
void draw_import(DesignerContext& context);
void draw_wizard(DesignerContext& context);
void draw_template_list(DesignerContext& context, const Rect& rect);
void draw_designer_dialogs(DesignerContext& context);

class DesignerScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kTemplates; }
  Icon icon() const override { return Icon::kTemplates; }
  app::Key label() const override { return app::Key::designer_title; }
  bool comes_later() const override { return true; }
  void list_commands(const Ui& ui, const app::AppState& state, CommandList& list) override;
  void list_places(const app::AppState& state, CommandList& list) override;
  std::span<const app::Key> help() const override;
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  DesignerPanel panel_;
};

}  // namespace fenming::ui
