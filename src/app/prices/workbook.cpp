#include "app/prices/workbook.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "app/amount_text.h"
#include "app/prices/document_edits.h"
#include "app/prices/edits.h"
#include "app/prices/view.h"

namespace fenming::app::prices {
namespace {

constexpr size_t kMostChanges = 20'000;
constexpr int kCodeColumn = -1;
constexpr int kIgnored = -2;

// Titles as the server writes them (its texts table_*), in either language.
struct Title {
  Key key;
  int column;
};
bool says(Key key, std::string_view title) {
  return Locale(Language::kChinese).text(key) == title ||
         Locale(Language::kEnglish).text(key) == title;
}
constexpr std::array kItemTitles = {
    Title{Key::sheet_code, kCodeColumn}, Title{Key::sheet_name, kItemName},
    Title{Key::sheet_unit, kItemUnit}, Title{Key::sheet_base_price, kItemPrice}};
constexpr std::array kPartTitles = {
    Title{Key::sheet_code, kCodeColumn}, Title{Key::sheet_name, kPartName},
    Title{Key::sheet_unit, kPartUnit}, Title{Key::sheet_cost, kPartCost},
    Title{Key::sheet_ceiling, kPartCeiling}};
constexpr std::array kTierTitles = {
    Title{Key::sheet_code, kCodeColumn},       Title{Key::sheet_name, kTierName},
    Title{Key::sheet_priority, kTierPriority}, Title{Key::sheet_factor, kTierFactor},
    Title{Key::sheet_markup, kTierMarkup},     Title{Key::sheet_handling, kTierHandling}};

bool has_title(const CsvTable& table, Key key) {
  return std::any_of(table.header.begin(), table.header.end(),
                     [&](const std::string& title) { return says(key, trimmed(title)); });
}

template <size_t N>
int column_in(const std::array<Title, N>& titles, std::string_view title) {
  for (const Title& entry : titles) {
    if (says(entry.key, title)) return entry.column;
  }
  return kIgnored;
}

// "核心城市 (core)": the tier that a column of prices belongs to; -1: none of the version.
int tier_of(const BookVersion& version, std::string_view title) {
  const size_t open = title.rfind('(');
  if (open == std::string_view::npos || !title.ends_with(')')) return -1;
  const std::string_view code = title.substr(open + 1, title.size() - open - 2);
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    if (version.tiers[i].tier == code) return static_cast<int>(i);
  }
  return -1;
}

int column_of(SheetKind kind, const BookVersion& version, const std::string& written) {
  const std::string title = trimmed(written);
  if (kind == SheetKind::kTiers) return column_in(kTierTitles, title);
  const bool items = kind == SheetKind::kItems;
  const int column = items ? column_in(kItemTitles, title) : column_in(kPartTitles, title);
  if (column != kIgnored) return column;
  const int tier = tier_of(version, title);
  if (tier < 0) return kIgnored;
  return (items ? int{kItemTierPrice} : int{kPartTierPrice}) + tier;
}

Section section_of(SheetKind kind) {
  if (kind == SheetKind::kTiers) return Section::kTiers;
  return kind == SheetKind::kItems ? Section::kItems : Section::kParts;
}

int row_of(const BookVersion& version, SheetKind kind, const std::string& code) {
  const auto find = [&](const auto& list, auto member) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (list[i].*member == code) return static_cast<int>(i);
    }
    return -1;
  };
  if (kind == SheetKind::kTiers) return find(version.tiers, &Tier::tier);
  return kind == SheetKind::kItems ? find(version.items, &Item::item)
                                   : find(version.parts, &Part::part);
}

// Whether two texts say the same number or the same words.
bool says_same(const CellView& cell, const std::string& written) {
  const std::string shown = trimmed(cell.edit_text.empty() ? cell.text : cell.edit_text);
  if (shown == written) return true;
  if (cell.kind == FieldKind::kMoney) {
    const Result<int64_t> a = parse_money(shown);
    const Result<int64_t> b = parse_money(written);
    return a && b && *a == *b;
  }
  if (cell.kind == FieldKind::kPercent) {
    const Result<int64_t> a = parse_percent(shown);
    const Result<int64_t> b = parse_percent(written);
    return a && b && *a == *b;
  }
  if (cell.kind == FieldKind::kQuantity) {
    const Result<int64_t> a = parse_quantity(shown, 4);
    const Result<int64_t> b = parse_quantity(written, 4);
    return a && b && *a == *b;
  }
  return false;
}

// Compares one sheet; made for one call.
class Comparison {
 public:
  Comparison(const CsvTable& table, const Document& document, const Locale& locale,
             WorkbookUpdate& update)
      : table_(table),
        document_(document),
        locale_(locale),
        update_(update),
        kind_(kind_of(table)) {
    scratch_.number = document.number;
    scratch_.version = document.version;
    for (const std::string& title : table.header)
      columns_.push_back(column_of(kind_, document.version, title));
  }

  void run() {
    const auto code_at = static_cast<size_t>(
        std::find(columns_.begin(), columns_.end(), kCodeColumn) - columns_.begin());
    std::vector<bool> seen(rows(), false);
    for (const CsvRow& row : table_.rows) {
      const std::string code = trimmed(row.cells[code_at]);
      if (code.empty()) continue;
      const int place = row_of(document_.version, kind_, code);
      if (place >= 0) seen[static_cast<size_t>(place)] = true;
      for (size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i] >= 0) compare(code, place, columns_[i], table_.header[i], row.cells[i]);
      }
    }
    update_.missing += static_cast<int>(std::count(seen.begin(), seen.end(), false));
  }

 private:
  size_t rows() const {
    const BookVersion& version = document_.version;
    if (kind_ == SheetKind::kTiers) return version.tiers.size();
    return kind_ == SheetKind::kItems ? version.items.size() : version.parts.size();
  }

  void compare(const std::string& code, int row, int column, const std::string& title,
               const std::string& cell) {
    const std::string written = trimmed(cell);
    if (row < 0) return add_new(code, column, title, written);
    const CellView shown = cell_view(document_, section_of(kind_), row, column, locale_);
    if (!shown.editable) {
      update_.left_out += written.empty() ? 0 : 1;
      return;
    }
    // A blank price is one that the tier does not state; it says nothing about an inherited one.
    if (says_same(shown, written) || (written.empty() && (shown.inherited || is_plain(column))))
      return;
    add({section_of(kind_), row, column, code, name_of(row) + " · " + trimmed(title), shown.text,
         written, refusal(row, column, written), true});
  }

  // Names and units are never cleared by a blank.
  bool is_plain(int column) const {
    return kind_ == SheetKind::kTiers
               ? column <= kTierPriority
               : column < (kind_ == SheetKind::kItems ? int{kItemPrice} : int{kPartCost});
  }

  void add_new(const std::string& code, int column, const std::string& title,
               const std::string& written) {
    if (written.empty()) return;
    const bool can = kind_ != SheetKind::kTiers;
    add({section_of(kind_),
         -1,
         column,
         code,
         code + " · " + trimmed(title),
         {},
         written,
         can ? std::string() : std::string(locale_.text(Key::workbook_new_tier)),
         can});
  }

  void add(WorkbookChange change) {
    if (!change.error.empty()) change.chosen = false;
    if (update_.changes.size() < kMostChanges) update_.changes.push_back(std::move(change));
  }

  std::string name_of(int row) const {
    const auto at = static_cast<size_t>(row);
    const BookVersion& version = document_.version;
    const auto either = [](const std::string& name, const std::string& code) {
      return name.empty() ? code : name;
    };
    if (kind_ == SheetKind::kTiers) return either(version.tiers[at].name, version.tiers[at].tier);
    if (kind_ == SheetKind::kItems) return either(version.items[at].name, version.items[at].item);
    return either(version.parts[at].name, version.parts[at].part);
  }

  // Why an edit of that cell would be refused; empty where it would not.
  std::string refusal(int row, int column, const std::string& written) {
    edit_cell(scratch_, {section_of(kind_), row, column, written}, locale_);
    scratch_.log = {};
    if (scratch_.errors.empty()) return {};
    const std::string reason(error_text(scratch_.errors.back().code, locale_));
    scratch_.errors.clear();
    return reason;
  }

  const CsvTable& table_;
  const Document& document_;
  const Locale& locale_;
  WorkbookUpdate& update_;
  SheetKind kind_;
  Document scratch_;  // where edits are tried
  std::vector<int> columns_;
};

// The row of a code in a list, which is added with a name of its own where it is missing.
template <typename T>
int row_with(std::vector<T>& list, std::string T::*member, const std::string& code) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].*member == code) return static_cast<int>(i);
  }
  T fresh;
  fresh.*member = code;
  fresh.name = code;
  list.push_back(std::move(fresh));
  return static_cast<int>(list.size()) - 1;
}

}  // namespace

SheetKind kind_of(const CsvTable& table) {
  if (!has_title(table, Key::sheet_code)) return SheetKind::kNone;
  if (has_title(table, Key::sheet_base_price)) return SheetKind::kItems;
  if (has_title(table, Key::sheet_cost)) return SheetKind::kParts;
  return has_title(table, Key::sheet_factor) ? SheetKind::kTiers : SheetKind::kNone;
}

void compare_sheet(const CsvTable& table, const Document& document, const Locale& locale,
                   WorkbookUpdate& update) {
  if (kind_of(table) == SheetKind::kNone) return;
  update.found_table = true;
  Comparison(table, document, locale, update).run();
}

int take_workbook(Document& document, const WorkbookUpdate& update, const Locale& locale) {
  Document scratch;
  scratch.number = document.number;
  scratch.version = document.version;
  int changed = 0;
  for (const WorkbookChange& change : update.changes) {
    if (!change.chosen || !change.error.empty()) continue;
    int row = change.row;
    if (row < 0) {
      row = change.section == Section::kItems
                ? row_with(scratch.version.items, &Item::item, change.code)
                : row_with(scratch.version.parts, &Part::part, change.code);
    }
    const uint64_t edits = scratch.edits;
    edit_cell(scratch, {change.section, row, change.column, change.after}, locale);
    scratch.log = {};
    changed += scratch.edits != edits ? 1 : 0;
  }
  if (changed == 0) return 0;
  run(document, std::make_unique<ReplaceVersion>(
                    locale.format(Key::prices_step_workbook, {std::to_string(changed)}),
                    std::move(scratch.version)));
  return changed;
}

}  // namespace fenming::app::prices
