#include "ui/imports/names_panel.h"

#include <algorithm>
#include <array>

#include "app/amount_text.h"
#include "app/pricing/condition_sentence.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace imports = app::imports;

constexpr float kQuestion = 92;  // height of the question below the table
constexpr size_t kMostCandidates = 6;

Key noun_key(ImportNoun noun) {
  constexpr std::array kKeys = {Key::noun_item, Key::noun_part, Key::noun_division,
                                Key::noun_person, Key::noun_unit};
  return kKeys[static_cast<size_t>(noun)];
}

Key question_key(ImportNoun noun) {
  constexpr std::array kKeys = {Key::names_which_item, Key::names_which_part,
                                Key::names_which_division, Key::names_which_person,
                                Key::names_which_unit};
  return kKeys[static_cast<size_t>(noun)];
}

Key source_key(imports::NameSource source) {
  constexpr std::array kKeys = {Key::names_unknown,  Key::names_remembered, Key::names_by_name,
                                Key::names_by_place, Key::names_chosen,     Key::names_unknown};
  return kKeys[static_cast<size_t>(source)];
}

// A place by its path, an item by its name beside its code.
std::string meaning_text(const app::AppState& state, ImportNoun noun, const std::string& code) {
  if (code.empty()) return {};
  if (noun == ImportNoun::kDivision) {
    const auto nodes = state.divisions.nodes();
    const int32_t node = state.divisions.list ? state.divisions.list->find(code) : -1;
    if (node < 0) return code;
    const std::string above = app::path_above(nodes, node);
    const std::string name(nodes[static_cast<size_t>(node)].name);
    return (above.empty() ? name : above + " / " + name) + " " + code;
  }
  if (const auto* codes = imports::codes_for(state.imports.names, noun)) {
    for (const imports::CodeName& entry : *codes) {
      if (entry.code == code) return entry.name + " " + code;
    }
  }
  return code;
}

class NameQuestion {
 public:
  NameQuestion(Ui& ui, const app::AppState& state, NamesPanel& panel, app::Actions& actions,
               const imports::NameRow& row)
      : ui_(ui), state_(state), panel_(panel), actions_(actions), row_(row) {}

  void draw(Rect rest) {
    label(ui_, rest.cut_top(22, 6), ui_.tr(question_key(row_.noun), {row_.written}),
          {type::kBase, Weight::kSemibold});
    Rect line = rest.cut_top(space::kControl, 6);
    draw_answers(line.cut_left(std::min(320.0f, line.w * 0.5f), 10));
    if (row_.noun != ImportNoun::kDivision && row_.code != row_.written &&
        button_left(ui_, line, {.id = "keep", .label = ui_.tr(Key::names_keep)}))
      say(row_.written);
    if (!row_.code.empty() &&
        button_left(
            ui_, line,
            {.id = "forget", .label = ui_.tr(Key::names_forget), .kind = ButtonKind::kQuiet}))
      say({});
    if (row_.noun == ImportNoun::kDivision) draw_candidates(line);
  }

 private:
  void say(std::string code) {
    actions_.push(imports::Intent{imports::SetMeaning{row_.noun, row_.written, std::move(code)}});
  }

  void draw_answers(const Rect& rect) {
    if (row_.noun == ImportNoun::kDivision) return draw_places(rect);
    std::vector<std::string> codes;
    std::vector<std::string> texts;
    const imports::Names& names = state_.imports.names;
    if (const auto* known = imports::codes_for(names, row_.noun)) {
      for (const imports::CodeName& entry : *known) {
        codes.push_back(entry.code);
        texts.push_back(entry.name.empty() ? entry.code : entry.name + " " + entry.code);
      }
    } else {
      codes = row_.noun == ImportNoun::kPerson ? names.people : names.units;
      if (row_.noun == ImportNoun::kUnit)
        std::erase_if(codes, [&](const std::string& unit) {
          return !unit_factor(row_.written, unit).has_value();
        });
      texts = codes;
    }
    const auto at = std::find(codes.begin(), codes.end(), row_.code);
    const std::vector<std::string_view> options(texts.begin(), texts.end());
    const int chosen =
        select(ui_, rect,
               {.id = "meaning",
                .label = ui_.tr(Key::names_meaning),
                .options = options,
                .hint = ui_.tr(Key::names_choose)},
               at == codes.end() ? -1 : static_cast<int>(at - codes.begin()), panel_.select);
    if (chosen >= 0) say(codes[static_cast<size_t>(chosen)]);
  }

  void draw_places(const Rect& rect) {
    const app::DivisionState& divisions = state_.divisions;
    const std::array<std::string, 1> chosen = {row_.code};
    const TreePickerResult picked = tree_picker(
        ui_, rect,
        {.id = "meaning",
         .label = ui_.tr(Key::names_meaning),
         .hint = ui_.tr(Key::names_choose),
         .nodes = divisions.nodes(),
         .chosen = std::span<const std::string>(chosen).first(row_.code.empty() ? 0 : 1),
         .notice = ui_.tr(divisions.failed ? Key::tree_failed : Key::tree_loading)},
        panel_.tree);
    if (picked.opened) actions_.push(app::LoadDivisions{});
    if (!picked.toggled.empty()) say(picked.toggled == row_.code ? std::string() : picked.toggled);
  }

  // Where a place may be several, these stand beside the tree.
  void draw_candidates(Rect& line) {
    const auto place = state_.imports.names.places.find(row_.written);
    if (place == state_.imports.names.places.end()) return;
    const auto& candidates = place->second.candidates;
    for (size_t i = 0; i < std::min(candidates.size(), kMostCandidates); ++i) {
      ImGui::PushID(static_cast<int>(i));
      const std::string text = meaning_text(state_, ImportNoun::kDivision, candidates[i]);
      if (button_left(ui_, line, {.id = "candidate", .label = text})) say(candidates[i]);
      ImGui::PopID();
    }
  }

  Ui& ui_;
  const app::AppState& state_;
  NamesPanel& panel_;
  app::Actions& actions_;
  const imports::NameRow& row_;
};

}  // namespace

void draw_names(Ui& ui, const app::AppState& state, NamesPanel& panel, app::Actions& actions,
                const Rect& rect) {
  const auto& rows = state.imports.names.rows;
  const bool has_places = std::any_of(rows.begin(), rows.end(), [](const imports::NameRow& row) {
    return row.noun == ImportNoun::kDivision;
  });
  if (has_places && !state.divisions.list && !state.divisions.loading && !state.divisions.failed)
    actions.push(app::LoadDivisions{});
  Rect content = card(ui, rect, 14);
  const bool chosen = panel.table.row >= 0 && panel.table.row < static_cast<int>(rows.size());
  const Rect question = chosen ? content.cut_bottom(kQuestion, 10) : Rect{};
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::names_written), .flex = 1},
      TableColumn{.title = ui.tr(Key::names_kind), .width = 64},
      TableColumn{.title = ui.tr(Key::names_rows), .width = 64, .align = Align::kRight},
      TableColumn{.title = ui.tr(Key::field_paid), .width = 116, .align = Align::kRight},
      TableColumn{.title = ui.tr(Key::names_meaning), .flex = 1.4f},
      TableColumn{.title = ui.tr(Key::names_source), .width = 92}};
  table(ui, content,
        {.id = "names",
         .label = ui.tr(Key::names_title),
         .columns = columns,
         .rows = static_cast<int>(rows.size()),
         .cell =
             [&](int index, int column, TableCell& cell) {
               const imports::NameRow& row = rows[static_cast<size_t>(index)];
               const bool open = row.code.empty();
               switch (column) {
                 case 0:
                   cell.text = row.written;
                   cell.tone = open ? CellTone::kStrong : CellTone::kNormal;
                   break;
                 case 1:
                   cell.text = ui.tr(noun_key(row.noun));
                   cell.tone = CellTone::kSecondary;
                   break;
                 case 2:
                   cell.text = app::format_count(row.rows);
                   break;
                 case 3:
                   cell.text = app::format_money(row.paid_fen);
                   break;
                 case 4:
                   cell.text = open ? std::string(ui.tr(Key::names_choose))
                                    : meaning_text(state, row.noun, row.code);
                   if (open) cell.tone = CellTone::kWarn;
                   break;
                 default:
                   cell.text = ui.tr(source_key(row.source));
                   cell.tone = CellTone::kSecondary;
               }
             },
         .empty_text = ui.tr(Key::names_none)},
        panel.table);
  if (!chosen) return;
  const imports::NameRow& row = rows[static_cast<size_t>(panel.table.row)];
  ImGui::PushID(row.written.c_str());
  NameQuestion(ui, state, panel, actions, row).draw(question);
  ImGui::PopID();
}

}  // namespace fenming::ui
