#include "app/designer/flow.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/designer/change.h"
#include "app/designer/drawing_svg.h"
#include "app/designer/edits.h"
#include "app/designer/layout.h"
#include "app/designer/sync.h"
#include "app/prices/sync.h"
#include "base/text.h"
#include "engine/workflow/run/file_world.h"
#include "engine/workflow/verify/priced.h"
#include "engine/workflow/verify/verification.h"

namespace fenming::app::designer {
namespace {

// While somebody types or drags the verifier would only judge what is half done.
constexpr double kCheckAfterMs = 200;
constexpr double kSaveAfterMs = 700;
// A screen waits for no search of this many states; the server looks further before it publishes.
constexpr size_t kReplayedAFrame = 10;  // tickets, about a frame's time
constexpr int64_t kScreenStates = 60'000;

void note_edit(AppState& state, Effects& effects) {
  Document& document = state.designer.document;
  ++document.edits;
  document.check_at_ms = state.surroundings.now_ms + kCheckAfterMs;
  document.save_at_ms = state.surroundings.now_ms + kSaveAfterMs;
  keep_copy(state, effects);
  follow_conflict(state.designer);
  follow_comparison(state.designer);
}

void run(AppState& state, const Edit& edit, Effects& effects) {
  Document& document = state.designer.document;
  if (!document.is_draft()) return;
  TemplateDocument after = document.content;
  edit.change(after);
  const Locale locale(state.preferences.language);
  const auto word = [&](size_t i) {
    return i < edit.words.size() ? std::string_view(edit.words[i]) : std::string_view();
  };
  std::string name = locale.format(edit.step, {word(0), word(1)});
  auto change = std::make_unique<TemplateChange>(std::move(name), document.content, after);
  if (change->empty()) return;
  document.log.execute(document.content, std::move(change));
  note_edit(state, effects);
}

void verify_document(AppState& state) {
  State& designer = state.designer;
  Document& document = designer.document;
  document.check_at_ms = -1;
  const workflow::VerifyInput input =
      workflow::verify_input(state.prices.file, document.code, local_today(state.surroundings));
  workflow::VerifyOptions options;
  options.max_states = kScreenStates;
  if (!designer.verification) designer.verification = std::make_shared<workflow::Verification>();
  designer.report = designer.verification->verify(document.content.model, input, options);
  designer.reported = document.edits;
  designer.scenarios =
      workflow::run_scenarios(document.content.model, state.prices.file,
                              local_today(state.surroundings), document.content.scenarios);
  restart_replay(state);
}

// The whole drawing, without what was found and without what is selected.
void export_drawing(AppState& state, bool as_png, Effects& effects) {
  const Document& document = state.designer.document;
  if (!document.is_open()) return;
  const Scene scene = make_scene(document.content, nullptr, Locale(state.preferences.language));
  std::string svg = drawing_svg(scene, document.content.model.name);
  if (as_png)
    effects.output.drawings.push_back({document.code + ".png", "image/png", std::move(svg)});
  else
    effects.output.downloads.push_back({document.code + ".svg", "image/svg+xml", std::move(svg)});
}

void play_scenario_again(AppState& state, size_t index) {
  const Document& document = state.designer.document;
  if (index >= document.content.scenarios.size()) return;
  state.designer.play = std::make_unique<PlayRun>(document.content, state.prices.file,
                                                  state.surroundings.unix_seconds,
                                                  &document.content.scenarios[index]);
}

struct Applier {
  AppState& state;
  Effects& effects;

  void operator()(const Edit& edit) { run(state, edit, effects); }
  void operator()(const CreateTemplate& wish) { create(state, wish, effects); }
  void operator()(const StartDraft& wish) { start_draft(state, wish, effects); }
  void operator()(const DiscardDraft&) { discard(state, effects); }
  void operator()(const SaveNow&) { save_now(state, effects); }
  void operator()(const Publish& wish) { publish(state, wish, effects); }
  void operator()(const ChooseSide& choice) {
    if (state.designer.conflict && choice.row < state.designer.conflict->rows.size())
      state.designer.conflict->rows[choice.row].take_theirs = choice.take_theirs;
  }
  void operator()(const ResolveConflict&) {
    if (resolve_conflict(state)) note_edit(state, effects);
  }
  void operator()(const Compare& wish) { compare(state, wish.number, effects); }
  void operator()(const RevertRow& wish) {
    if (revert_row(state, wish.row)) note_edit(state, effects);
  }
  void operator()(const StartPlay&) {
    const Document& document = state.designer.document;
    if (!document.is_open()) return;
    state.designer.play = std::make_unique<PlayRun>(document.content, state.prices.file,
                                                    state.surroundings.unix_seconds);
  }
  void operator()(const StopPlay&) { state.designer.play.reset(); }
  void operator()(const PlayAgain&) {
    if (state.designer.play) state.designer.play->restart();
  }
  void operator()(const RunOn&) {
    if (state.designer.play) state.designer.play->run_on();
  }
  void operator()(const PlayMove& move) {
    if (state.designer.play) state.designer.play->move(move.offer, move.values);
  }
  void operator()(const ShowFrame& wish) {
    if (state.designer.play) state.designer.play->show(wish.frame);
  }
  void operator()(const PlayScenario& wish) { play_scenario_again(state, wish.scenario); }
  void operator()(const StartReplay& wish) { start_replay(state, wish, effects); }
  void operator()(const StopReplay&) { state.designer.replay.reset(); }
  void operator()(const CreateByWizard& wish) { create_by_wizard(state, wish, effects); }
  void operator()(const ExportDrawing& wish) { export_drawing(state, wish.as_png, effects); }
  void operator()(const ExportBpmn&) {
    const Document& document = state.designer.document;
    if (!document.is_open()) return;
    effects.output.bpmn.push_back(
        {true, document.code + ".bpmn", write_template_document(document.content)});
  }
  void operator()(const KeepImport& wish) { keep_import(state, wish, effects); }
  void operator()(const DropImport&) { state.designer.imported.reset(); }
  void operator()(const Attend& wish) { state.designer.attended = wish.node; }
  void operator()(const SaveDocument&) {
    const Document& document = state.designer.document;
    if (!document.is_open()) return;
    effects.output.downloads.push_back({document.code + ".template.json", "application/json",
                                        write_template_document(document.content)});
  }
};

void soonest(int& pause, double at_ms, double now_ms) {
  if (at_ms < 0) return;
  const int rest = std::max(0, static_cast<int>(at_ms - now_ms) + 1);
  if (pause < 0 || rest < pause) pause = rest;
}

}  // namespace

void apply(AppState& state, const Intent& intent, Effects& effects) {
  std::visit(Applier{state, effects}, intent);
}

void undo(AppState& state, Effects& effects) {
  Document& document = state.designer.document;
  if (document.log.undo(document.content)) note_edit(state, effects);
}
void redo(AppState& state, Effects& effects) {
  Document& document = state.designer.document;
  if (document.log.redo(document.content)) note_edit(state, effects);
}

Location document_location(std::string_view code, int32_t number) {
  Location location;
  location.screen = ScreenId::kTemplates;
  location.path = std::string(code) + "/" + (number == 0 ? "draft" : std::to_string(number));
  return location;
}

std::optional<Wanted> wanted_document(const AppState& state) {
  if (state.location.screen != ScreenId::kTemplates) return std::nullopt;
  const std::string& path = state.location.path;
  const size_t slash = path.find('/');
  if (path.empty() || slash == std::string::npos) return std::nullopt;
  const std::string what = path.substr(slash + 1);
  const auto number = parse_decimal(what, 0);
  if (what != "draft" && (!number || *number < 1)) return std::nullopt;
  return Wanted{path.substr(0, slash), what == "draft" ? 0 : static_cast<int32_t>(*number)};
}

std::string fresh_code(const State& state, std::string_view wish) {
  std::string stem;
  for (const char c : wish) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (fits) stem += c;
  }
  if (stem.empty()) stem = "template";
  std::string code = stem;
  for (int number = 2; state.entry(code) != nullptr; ++number)
    code = stem + "_" + std::to_string(number);
  return code;
}

std::vector<workflow::Fee> priced_fees(const AppState& state, const std::string& code) {
  const auto input =
      workflow::verify_input(state.prices.file, code, local_today(state.surroundings));
  std::vector<workflow::Fee> fees;
  for (const workflow::PricedCategory& priced : input.categories) {
    workflow::Fee fee;
    fee.relation = priced.relation;
    fee.category = priced.category;
    fee.occasion = usual_occasion(priced.category);
    fees.push_back(std::move(fee));
  }
  return fees;
}

int work(AppState& state, Effects& effects) {
  State& designer = state.designer;
  Document& document = designer.document;
  const double now = state.surroundings.now_ms;
  if (document.save_at_ms >= 0 && document.save_at_ms <= now) save_now(state, effects);
  if (state.location.screen == ScreenId::kTemplates) {
    if (designer.list_load == Load::kIdle) load_list(state, effects);
    if (state.prices.books_load == prices::Load::kIdle) {
      prices::load_books(state, effects);
      prices::load_file(state, effects);
    }
    if (designer.list_load == Load::kReady) load_wanted(state, effects);
  }
  if (document.is_open() && document.check_at_ms >= 0 && document.check_at_ms <= now)
    verify_document(state);
  int pause = -1;
  if (designer.replay && designer.replay->work(kReplayedAFrame)) pause = 0;
  soonest(pause, document.save_at_ms, now);
  soonest(pause, document.check_at_ms, now);
  return pause;
}

}  // namespace fenming::app::designer
