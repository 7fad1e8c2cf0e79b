#include "app/prices/replace.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "app/amount_text.h"
#include "app/prices/block_trial.h"
#include "app/prices/edits.h"
#include "app/prices/view.h"

namespace fenming::app::prices {
namespace {

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Where `part` stands in `text` from `from` on, whatever the case of ASCII letters.
size_t find_part(std::string_view text, std::string_view part, size_t from) {
  const auto found =
      std::search(text.begin() + static_cast<ptrdiff_t>(from), text.end(), part.begin(), part.end(),
                  [](char a, char b) { return folded(a) == folded(b); });
  return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

// Every occurrence replaced; nothing where there is none.
std::optional<std::string> replaced(std::string_view text, std::string_view part,
                                    std::string_view with) {
  std::string out;
  size_t at = 0;
  for (size_t hit = find_part(text, part, 0); hit != std::string_view::npos;
       hit = find_part(text, part, at)) {
    out += text.substr(at, hit - at);
    out += with;
    at = hit + part.size();
  }
  if (at == 0) return std::nullopt;
  return out + std::string(text.substr(at));
}

// Digits, point and signs in their plain form, without what only separates: "１，２００。５" is
// "1200.5". Other text stays, and finds nothing.
std::string plain_number(std::string_view typed) {
  struct Form {
    std::string_view wide;
    std::string_view plain;
  };
  static constexpr std::array kForms = {
      Form{"０", "0"}, Form{"１", "1"}, Form{"２", "2"}, Form{"３", "3"}, Form{"４", "4"},
      Form{"５", "5"}, Form{"６", "6"}, Form{"７", "7"}, Form{"８", "8"}, Form{"９", "9"},
      Form{"。", "."}, Form{"．", "."}, Form{"−", "-"},  Form{"－", "-"}, Form{"，", ""},
      Form{",", ""},   Form{"¥", ""},   Form{"￥", ""},  Form{" ", ""},   Form{"　", ""}};
  std::string out;
  while (!typed.empty()) {
    const auto form = std::find_if(kForms.begin(), kForms.end(),
                                   [&](const Form& each) { return typed.starts_with(each.wide); });
    out += form == kForms.end() ? typed.substr(0, 1) : form->plain;
    typed.remove_prefix(form == kForms.end() ? 1 : form->wide.size());
  }
  return out;
}

class Replacer {
 public:
  explicit Replacer(const ReplaceQuery& query)
      : query_(query),
        name_(trimmed(query.find)),
        number_(plain_number(query.find)),
        number_with_(plain_number(query.with)) {}

  // What the cell becomes; nothing where it does not hold what is looked for.
  std::optional<std::string> of(const CellView& cell, int column) const {
    if (!cell.editable || !cell.error.empty() || cell.inherited || name_.empty())
      return std::nullopt;
    if (cell.kind == FieldKind::kMoney && query_.prices) return of_price(cell.edit_text);
    const bool is_name = cell.kind == FieldKind::kText && column == 0;
    return is_name && query_.names ? of_name(cell.edit_text) : std::nullopt;
  }

 private:
  std::optional<std::string> of_name(std::string_view text) const {
    if (!query_.whole) return replaced(text, name_, query_.with);
    const bool same = text.size() == name_.size() && find_part(text, name_, 0) == 0;
    return same ? std::optional(query_.with) : std::nullopt;
  }
  std::optional<std::string> of_price(std::string_view text) const {
    if (is_blank(text) || number_.empty()) return std::nullopt;
    if (!query_.whole) return replaced(plain_number(text), number_, number_with_);
    const Result<int64_t> own = parse_money(text);
    const Result<int64_t> wanted = parse_money(query_.find);
    const bool same = own && wanted && *own == *wanted;
    return same ? std::optional(query_.with) : std::nullopt;
  }

  const ReplaceQuery& query_;
  std::string name_;
  std::string number_;
  std::string number_with_;
};

}  // namespace

Replacement plan_replace(const Document& document, Section section,
                         const std::vector<CellPlace>& places, const ReplaceQuery& query,
                         const Locale& locale) {
  Replacement plan;
  plan.edit = {section, BlockKind::kReplace, {}, 0};
  const Replacer replacer(query);
  std::vector<std::string> before;
  for (const CellPlace& place : places) {
    const CellView cell = cell_view(document, section, place.row, place.column, locale);
    std::optional<std::string> after = replacer.of(cell, place.column);
    if (!after || *after == cell.edit_text) continue;
    // A price that becomes nothing would be taken away, which is not what was asked for.
    if (is_blank(*after)) {
      plan.left.push_back({place.row, place.column, cell.text, *after, "empty"});
      continue;
    }
    plan.edit.cells.push_back({place.row, place.column, std::move(*after)});
    before.push_back(cell.text);
  }
  const BlockTrial trial = try_block(document, plan.edit, locale);
  std::map<std::pair<int, int>, std::string_view> refused;
  for (const CellError& error : trial.refused)
    refused.emplace(std::pair{error.row, error.column}, error.code);
  std::set<int> rows;
  std::vector<BlockCell> kept;
  for (size_t i = 0; i < plan.edit.cells.size(); ++i) {
    BlockCell& cell = plan.edit.cells[i];
    const auto refusal = refused.find({cell.row, cell.column});
    if (refusal != refused.end()) {
      plan.left.push_back(
          {cell.row, cell.column, before[i], cell.text, std::string(refusal->second)});
      continue;
    }
    rows.insert(cell.row);
    kept.push_back(std::move(cell));
  }
  plan.edit.cells = std::move(kept);
  plan.places = static_cast<int>(plan.edit.cells.size());
  plan.rows = static_cast<int>(rows.size());
  return plan;
}

}  // namespace fenming::app::prices
