// The list of templates, and the ways to a new one: empty, from the library, from an imported file,
// by three questions.
#include <utility>

#include "app/designer/edits.h"
#include "app/designer/flow.h"
#include "app/designer/layout.h"
#include "app/designer/sync.h"
#include "app/designer/sync_parts.h"
#include "base/text.h"
#include "codec/template_codec.h"

namespace fenming::app::designer {
namespace {

TemplateEntry read_entry(const Json& json) {
  TemplateEntry entry;
  entry.code = json_text(json, "template");
  entry.name = json_text(json, "name");
  entry.name_en = json_text(json, "name_en");
  entry.draft_base = static_cast<int32_t>(json_integer(json, "draft_base", -1));
  entry.has_draft = entry.draft_base >= 0;
  if (const Json* others = json.find("others")) {
    for (const Json& one : others->items())
      entry.others.push_back({json_text(one, "author"), json_integer(one, "changed_at", 0)});
  }
  const Json* versions = json.find("versions");
  if (versions == nullptr) return entry;
  for (const Json& one : versions->items()) {
    entry.versions.push_back({static_cast<int32_t>(json_integer(one, "number", 0)),
                              json_text(one, "status"), json_text(one, "published_by"),
                              json_integer(one, "published_at", 0), json_text(one, "note")});
  }
  return entry;
}

void take_list(AppState& state, const HttpResponse& response) {
  State& designer = state.designer;
  const Result<Json> json = parse_json(response.body);
  const Json* list = json ? json->find("templates") : nullptr;
  if (response.status != 200 || list == nullptr) {
    designer.list_load = Load::kFailed;
    return show_problem(designer, response, "load");
  }
  designer.templates.clear();
  for (const Json& entry : list->items())
    designer.templates.push_back(read_entry(entry));
  designer.library.clear();
  if (const Json* library = json->find("library")) {
    for (const Json& one : library->items())
      designer.library.push_back(
          {json_text(one, "template"), json_text(one, "name"), json_text(one, "name_en")});
  }
  designer.list_load = Load::kReady;
}

// The first document of a new template goes to the server as its draft.
void send_created(AppState& state, TemplateDocument content, Effects& effects) {
  State& designer = state.designer;
  place_missing(content);
  HttpRequest request = json_request("PUT", "designer.created", draft_path(designer.created),
                                     write_template_document(content));
  request.headers.emplace_back("If-None-Match", "*");
  send(state, effects, std::move(request));
}

void take_base(AppState& state, const HttpResponse& response, Effects& effects) {
  State& designer = state.designer;
  if (response.status != 200) return show_problem(designer, response, "create");
  Result<workflow::TemplateVersion> model = read_template(response.body);
  if (!model) return show_problem(designer, response, "create");
  TemplateDocument content;
  content.model = std::move(*model);
  content.model.code = designer.created;
  if (!designer.creating_text.empty()) content.model.name = designer.creating_text;
  content.model.version = 1;
  content.model.status = workflow::TemplateStatus::kDraft;
  send_created(state, std::move(content), effects);
}

}  // namespace

std::string template_path(std::string_view code) {
  return "/api/v1/templates/" + percent_encoded(code);
}
std::string draft_path(std::string_view code) {
  return template_path(code) + "/draft";
}

void show_problem(State& designer, const HttpResponse& response, std::string place) {
  designer.problem = problem_text(response);
  designer.problem_place = std::move(place);
}

void go_to(AppState& state, std::string_view code, int32_t number, Effects& effects) {
  state.location = document_location(code, number);
  effects.output.history = HistoryStep::kPush;
  effects.output.url = format_url(state.location);
}

void load_list(AppState& state, Effects& effects) {
  if (state.designer.list_load != Load::kReady) state.designer.list_load = Load::kLoading;
  send(state, effects, get_request("designer.list", "/api/v1/templates"));
}

void create(AppState& state, const CreateTemplate& wish, Effects& effects) {
  State& designer = state.designer;
  designer.problem.clear();
  designer.created = wish.code;
  designer.creating_text = wish.name;
  if (!wish.from.empty()) {
    return send(
        state, effects,
        get_request("designer.base", "/api/v1/template-library/" + percent_encoded(wish.from)));
  }
  TemplateDocument content;
  content.model.code = wish.code;
  content.model.name = wish.name;
  content.model.fees = priced_fees(state, wish.code);
  const Locale locale(state.preferences.language);
  add_node(content, workflow::NodeKind::kStart, {0, 0}, std::string(locale.text(Key::node_start)));
  send_created(state, std::move(content), effects);
}

void keep_import(AppState& state, const KeepImport& wish, Effects& effects) {
  State& designer = state.designer;
  if (!designer.imported || !designer.imported->document) return;
  TemplateDocument content = *designer.imported->document;
  content.model.code = wish.code;
  content.model.name = wish.name;
  content.model.version = 1;
  content.model.status = workflow::TemplateStatus::kDraft;
  designer.problem.clear();
  designer.created = wish.code;
  send_created(state, std::move(content), effects);
}

void create_by_wizard(AppState& state, const CreateByWizard& wish, Effects& effects) {
  State& designer = state.designer;
  designer.problem.clear();
  designer.created = wish.answers.code;
  send_created(state, wizard_document(state, wish.answers), effects);
}

TemplateDocument wizard_document(const AppState& state, const WizardAnswers& answers) {
  const auto& calendars = state.prices.file.calendars;
  const std::string calendar = calendars.empty() ? std::string() : calendars[0].calendar;
  return wizard_template(answers, priced_fees(state, answers.code), calendar,
                         Locale(state.preferences.language));
}

void take_created(AppState& state, std::string_view what, const HttpResponse& response,
                  Effects& effects) {
  State& designer = state.designer;
  if (what == "list") take_list(state, response);
  if (what == "base") take_base(state, response, effects);
  if (what != "created") return;
  if (response.status != 201) return show_problem(designer, response, "create");
  designer.imported.reset();
  load_list(state, effects);
  go_to(state, std::exchange(designer.created, {}), 0, effects);
}

}  // namespace fenming::app::designer
