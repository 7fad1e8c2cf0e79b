#include "app/settings/company.h"

#include <utility>

namespace fenming::app::settings {
namespace {

std::string body_of(const Company& company) {
  JsonText json;
  json.open('{').boolean("second_person", company.second_person).key("legal_entities").open('[');
  for (const LegalEntity& entity : company.entities) {
    json.open('{').text("code", entity.code).text("name", entity.name);
    json.text("tax_number", entity.tax_number).close('}');
  }
  return json.close(']').close('}').take();
}

// What is shown stays what the server has, until it has taken the change.
void save(AppState& state, const Company& wanted, Effects& effects) {
  Company& company = state.settings.company;
  if (company.saving || company.etag.empty()) return;
  company.saving = true;
  state.settings.refusal.reset();
  HttpRequest request =
      json_request("PUT", "settings.company_set", "/api/v1/company", body_of(wanted));
  request.if_match = company.etag;
  send(state, effects, std::move(request));
}

bool is_complete(const LegalEntity& entity) {
  return !entity.code.empty() && !entity.name.empty();
}

}  // namespace

void ask_company(AppState& state, Effects& effects) {
  send(state, effects, get_request("settings.company", "/api/v1/company"));
}

void set_second_person(AppState& state, bool needed, Effects& effects) {
  Company wanted = state.settings.company;
  if (std::exchange(wanted.second_person, needed) != needed) save(state, wanted, effects);
}

void set_entity(AppState& state, const SetEntity& action, Effects& effects) {
  Company& company = state.settings.company;
  const auto row = static_cast<size_t>(action.row);
  if (action.row < 0 || row > company.entities.size()) return;
  const bool fresh = row == company.entities.size();
  LegalEntity entity = fresh ? company.unfinished : company.entities[row];
  (action.column == 0   ? entity.code
   : action.column == 1 ? entity.name
                        : entity.tax_number) = action.text;
  if (fresh) company.unfinished = entity;
  if (!is_complete(entity)) return;  // what is typed so far is kept
  Company wanted = company;
  if (fresh)
    wanted.entities.push_back(std::move(entity));
  else
    wanted.entities[row] = std::move(entity);
  save(state, wanted, effects);
}

void remove_entity(AppState& state, const RemoveEntity& action, Effects& effects) {
  Company wanted = state.settings.company;
  if (action.row < 0 || static_cast<size_t>(action.row) >= wanted.entities.size()) return;
  wanted.entities.erase(wanted.entities.begin() + action.row);
  save(state, wanted, effects);
}

void take_company(AppState& state, const HttpResponse& response, Effects& effects) {
  Company& company = state.settings.company;
  const bool was_saving = std::exchange(company.saving, false);
  const Result<Json> json = parse_json(response.body);
  if (response.status != 200 || !json) {
    if (!was_saving) return;
    state.settings.refusal = Refusal{Place::kCompany, {}, problem_text(response)};
    return ask_company(state, effects);  // somebody else may have been quicker
  }
  const Json* needed = json->find("second_person");
  company.second_person =
      needed != nullptr && needed->is(Json::Kind::kBool) && needed->bool_value();
  const size_t before = company.entities.size();
  company.entities.clear();
  if (const Json* list = json->find("legal_entities"); list != nullptr) {
    for (const Json& entity : list->items())
      company.entities.push_back(
          {json_text(entity, "code"), json_text(entity, "name"), json_text(entity, "tax_number")});
  }
  if (was_saving && company.entities.size() > before) company.unfinished = {};
  company.etag = response.header("etag").value_or("");
}

}  // namespace fenming::app::settings
