#include "codec/import_aliases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "codec/csv.h"
#include "codec/fields.h"
#include "engine/division.h"

namespace fenming {
namespace {

constexpr std::array<std::string_view, kImportNouns> kNouns = {"item", "part", "division", "person",
                                                               "unit"};

std::string key_of(ImportNoun noun, std::string_view written) {
  std::string key(1, static_cast<char>('0' + static_cast<int>(noun)));
  return key.append(written);
}

// Units that can be turned into each other: the smallest of a kind is 1.
struct Measure {
  std::string_view names;  // separated by blanks, with blanks at both ends
  int kind;
  int64_t size;
};
constexpr std::array kMeasures = {
    Measure{" 毫米 mm ", 0, 1},
    Measure{" 厘米 公分 cm ", 0, 10},
    Measure{" 分米 dm ", 0, 100},
    Measure{" 米 公尺 m ", 0, 1000},
    Measure{" 公里 千米 km ", 0, 1'000'000},
    Measure{" 秒 s ", 1, 1},
    Measure{" 分 分钟 min minute minutes ", 1, 60},
    Measure{" 刻钟 ", 1, 900},
    Measure{" 小时 时 钟头 h hour hours ", 1, 3600},
    Measure{" 天 日 day days ", 1, 86400},
    Measure{" 克 g ", 2, 1},
    Measure{" 两 ", 2, 50},
    Measure{" 斤 ", 2, 500},
    Measure{" 公斤 千克 kg ", 2, 1000},
};
const Measure* measure_of(std::string_view unit) {
  const std::string name = " " + std::string(unit) + " ";
  for (const Measure& measure : kMeasures) {
    if (measure.names.find(name) != std::string_view::npos) return &measure;
  }
  return nullptr;
}

Error bad_alias(size_t index, std::string_view member, std::string message) {
  return {"bad_mapping", "mapping.aliases[" + std::to_string(index) + "]." + std::string(member),
          std::move(message)};
}

Result<ImportAlias> read_alias(const Json& json, size_t index) {
  ImportAlias alias;
  const auto text = [&](std::string_view name) -> const std::string* {
    const Json* member = json.find(name);
    return member != nullptr && member->is(Json::Kind::kString) ? &member->text() : nullptr;
  };
  const std::string* noun = text("noun");
  const auto known = noun == nullptr ? std::nullopt : parse_import_noun(*noun);
  if (!known) return bad_alias(index, "noun", "One of item, part, division, person, unit.");
  alias.noun = *known;
  const std::string* written = text("written");
  if (written == nullptr || written->empty() || written->size() > kCodeLength * 4)
    return bad_alias(index, "written", "The text as the file writes it, not empty.");
  alias.written = narrow_text(*written);
  const std::string* code = text("code");
  if (code == nullptr || code->empty() || code->size() > kCodeLength * 4)
    return bad_alias(index, "code", "What the text means, not empty.");
  alias.code = *code;
  if (alias.noun == ImportNoun::kDivision && !is_division_code(alias.code))
    return bad_alias(index, "code", "A division code has 2, 4, 6 or 9 digits.");
  if (alias.noun == ImportNoun::kUnit && !unit_factor(alias.written, alias.code))
    return bad_alias(index, "code", "A unit is counted in a unit of its own kind.");
  return alias;
}

}  // namespace

std::string_view import_noun_name(ImportNoun noun) {
  return kNouns[static_cast<size_t>(noun)];
}

std::optional<ImportNoun> parse_import_noun(std::string_view name) {
  const auto found = std::find(kNouns.begin(), kNouns.end(), name);
  if (found == kNouns.end()) return std::nullopt;
  return static_cast<ImportNoun>(found - kNouns.begin());
}

ImportNames::ImportNames(const std::vector<ImportAlias>& aliases) {
  for (const ImportAlias& alias : aliases)
    codes_[key_of(alias.noun, alias.written)] = alias.code;
}

void ImportNames::count(ImportNoun noun, const std::string& written) {
  const std::string key = key_of(noun, written);
  const auto found = places_.find(key);
  size_t place = 0;
  if (found != places_.end()) {
    place = found->second;
  } else {
    if (values_.size() >= kMostImportValues) return;
    place = values_.size();
    places_.emplace(key, place);
    const auto code = codes_.find(key);
    values_.push_back({noun, written, code == codes_.end() ? std::string() : code->second});
  }
  if (std::find(of_row_.begin(), of_row_.end(), place) == of_row_.end()) of_row_.push_back(place);
}

std::optional<std::string> ImportNames::alias(ImportNoun noun, const std::string& written) {
  if (written.empty()) return std::nullopt;
  count(noun, written);
  const auto found = codes_.find(key_of(noun, written));
  if (found == codes_.end()) return std::nullopt;
  return found->second;
}

std::string ImportNames::meaning(ImportNoun noun, const std::string& written) {
  return alias(noun, written).value_or(written);
}

void ImportNames::end_row(int64_t paid_fen) {
  for (const size_t place : of_row_) {
    ++values_[place].rows;
    values_[place].paid_fen += paid_fen;
  }
}

std::vector<ImportValue> ImportNames::take_values() {
  std::sort(values_.begin(), values_.end(), [](const ImportValue& a, const ImportValue& b) {
    if (a.paid_fen != b.paid_fen) return a.paid_fen > b.paid_fen;
    if (a.rows != b.rows) return a.rows > b.rows;
    return a.written != b.written ? a.written < b.written : a.noun < b.noun;
  });
  return std::move(values_);
}

std::optional<UnitFactor> unit_factor(std::string_view from, std::string_view to) {
  const Measure* a = measure_of(from);
  const Measure* b = measure_of(to);
  if (a == nullptr && b == nullptr) return UnitFactor{};
  if (a == nullptr || b == nullptr || a->kind != b->kind) return std::nullopt;
  return UnitFactor{a->size, b->size};
}

Result<std::vector<ImportAlias>> read_aliases(const Json& json) {
  if (!json.is(Json::Kind::kArray) || json.items().size() > kMostAliases)
    return Error{"bad_mapping", "mapping.aliases",
                 "A list of at most " + std::to_string(kMostAliases) + " aliases."};
  std::vector<ImportAlias> aliases;
  for (size_t i = 0; i < json.items().size(); ++i) {
    Result<ImportAlias> alias = read_alias(json.items()[i], i);
    if (!alias) return alias.error();
    aliases.push_back(std::move(*alias));
  }
  return aliases;
}

std::string write_aliases(const std::vector<ImportAlias>& aliases) {
  JsonText json;
  json.open('[');
  for (const ImportAlias& alias : aliases) {
    json.open('{').text("noun", import_noun_name(alias.noun)).text("written", alias.written);
    json.text("code", alias.code).close('}');
  }
  return json.close(']').take();
}

}  // namespace fenming
