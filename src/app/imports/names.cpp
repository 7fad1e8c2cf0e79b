#include "app/imports/names.h"

#include <algorithm>

#include "app/app.h"
#include "app/imports/state.h"
#include "engine/division.h"

namespace fenming::app::imports {
namespace {

constexpr size_t kMostPlaces = 2000;  // of one question

std::vector<CodeName> read_code_names(const Json& json, std::string_view member) {
  std::vector<CodeName> list;
  if (const Json* entries = json.find(member); entries != nullptr) {
    for (const Json& entry : entries->items())
      list.push_back({json_text(entry, "code"), json_text(entry, "name")});
  }
  return list;
}

std::vector<std::string> read_texts(const Json& json, std::string_view member) {
  std::vector<std::string> list;
  if (const Json* entries = json.find(member); entries != nullptr) {
    for (const Json& entry : entries->items())
      list.push_back(entry.text());
  }
  return list;
}

bool is_code(const std::vector<CodeName>& list, const std::string& text) {
  return std::any_of(list.begin(), list.end(),
                     [&](const CodeName& entry) { return entry.code == text; });
}

// Needs no meaning: it is a code already, or nothing is known that it could be compared with.
bool is_known(const Names& names, ImportNoun noun, const std::string& written) {
  switch (noun) {
    case ImportNoun::kItem:
    case ImportNoun::kPart: {
      const std::vector<CodeName>& list = noun == ImportNoun::kItem ? names.items : names.parts;
      return list.empty() || is_code(list, written);
    }
    case ImportNoun::kDivision:
      return is_division_code(written);
    case ImportNoun::kPerson:
      return names.people.empty() ||
             std::binary_search(names.people.begin(), names.people.end(), written);
    case ImportNoun::kUnit:
      return false;  // behind a number it always needs a meaning
  }
  return true;
}

// The one code of that name; empty where there is none or there are several.
std::string code_by_name(const std::vector<CodeName>& list, const std::string& written) {
  std::string code;
  for (const CodeName& entry : list) {
    if (entry.name != written) continue;
    if (!code.empty()) return {};
    code = entry.code;
  }
  return code;
}

Meaning propose(const Names& names, ImportNoun noun, const std::string& written) {
  switch (noun) {
    case ImportNoun::kItem:
      return {code_by_name(names.items, written), NameSource::kByName};
    case ImportNoun::kPart:
      return {code_by_name(names.parts, written), NameSource::kByName};
    case ImportNoun::kDivision: {
      const auto place = names.places.find(written);
      return {place == names.places.end() ? std::string() : place->second.code,
              NameSource::kByPlace};
    }
    case ImportNoun::kUnit: {
      const bool used =
          std::find(names.units.begin(), names.units.end(), written) != names.units.end();
      return {used ? written : std::string(), NameSource::kByName};
    }
    case ImportNoun::kPerson:
      return {};
  }
  return {};
}

void list_rows(State& own) {
  Names& names = own.names;
  names.rows.clear();
  names.unknown = 0;
  for (const ImportValue& value : own.result.values) {
    if (is_known(names, value.noun, value.written)) continue;
    const auto meaning = names.meanings.find({value.noun, value.written});
    const Meaning stands = meaning == names.meanings.end() ? Meaning{} : meaning->second;
    names.rows.push_back(
        {value.noun, value.written, value.rows, value.paid_fen, stands.code, stands.source});
    if (stands.code.empty()) ++names.unknown;
  }
  std::stable_partition(names.rows.begin(), names.rows.end(),
                        [](const NameRow& row) { return row.code.empty(); });
}

}  // namespace

void ask_names(AppState& state, Effects& effects) {
  state.imports.names = Names{};
  send(state, effects, get_request("import.names", "/api/v1/import-names"));
}

void take_names(State& own, const HttpResponse& response) {
  const Result<Json> json = parse_json(response.body);
  if (response.status != 200 || !json || own.stage != Stage::kMapping) return;
  Names& names = own.names;
  names.items = read_code_names(*json, "items");
  names.parts = read_code_names(*json, "parts");
  names.units = read_texts(*json, "units");
  names.people = read_texts(*json, "people");
  std::sort(names.people.begin(), names.people.end());
  if (const Json* list = json->find("aliases"); list != nullptr) {
    if (const auto aliases = read_aliases(*list)) {
      for (const ImportAlias& alias : *aliases)
        names.meanings.try_emplace({alias.noun, alias.written},
                                   Meaning{alias.code, NameSource::kRemembered});
    }
  }
  names.loaded = true;
}

void ask_places(AppState& state, Effects& effects) {
  Names& names = state.imports.names;
  if (!names.loaded || !names.asked.empty()) return;
  JsonText body;
  body.open('{').key("texts").open('[');
  for (const NameRow& row : names.rows) {
    const bool open = row.noun == ImportNoun::kDivision && row.code.empty() &&
                      row.source == NameSource::kUnknown && !names.places.contains(row.written);
    if (!open || names.asked.size() == kMostPlaces) continue;
    std::string quoted;
    append_json_string(quoted, row.written);
    body.element(quoted);
    names.asked.push_back(row.written);
  }
  if (names.asked.empty()) return;
  names.asking = state.next_request;
  send(state, effects,
       json_request("POST", "import.places", "/api/v1/divisions/resolve",
                    body.close(']').close('}').take()));
}

void take_places(State& own, const HttpResponse& response) {
  if (response.id != own.names.asking) return;  // of another file
  const std::vector<std::string> asked = std::exchange(own.names.asked, {});
  const Result<Json> json = parse_json(response.body);
  const Json* results = response.status == 200 && json ? json->find("results") : nullptr;
  const bool fits = results != nullptr && results->items().size() == asked.size();
  // Asked once, whatever the answer.
  for (size_t i = 0; i < asked.size(); ++i) {
    ResolvedPlace& place = own.names.places[asked[i]];
    if (!fits) continue;
    const Json& result = results->items()[i];
    place = {json_text(result, "code"), read_texts(result, "candidates")};
  }
}

void set_meaning(State& own, ImportNoun noun, const std::string& written, std::string code) {
  const NameSource source = code.empty() ? NameSource::kRefused : NameSource::kChosen;
  own.names.meanings[{noun, written}] = {std::move(code), source};
}

bool judge_names(State& own) {
  Names& names = own.names;
  if (!names.loaded) return false;
  std::vector<ImportAlias> aliases;
  for (const ImportValue& value : own.result.values) {
    if (is_known(names, value.noun, value.written)) continue;
    const NameKey key{value.noun, value.written};
    auto meaning = names.meanings.find(key);
    if (meaning == names.meanings.end()) {
      Meaning proposed = propose(names, value.noun, value.written);
      if (proposed.code.empty()) continue;
      meaning = names.meanings.emplace(key, std::move(proposed)).first;
    }
    if (!meaning->second.code.empty())
      aliases.push_back({value.noun, value.written, meaning->second.code});
  }
  list_rows(own);
  if (aliases == own.mapping.aliases) return false;
  own.mapping.aliases = std::move(aliases);
  return true;
}

const std::vector<CodeName>* codes_for(const Names& names, ImportNoun noun) {
  if (noun == ImportNoun::kItem) return &names.items;
  if (noun == ImportNoun::kPart) return &names.parts;
  return nullptr;
}

}  // namespace fenming::app::imports
