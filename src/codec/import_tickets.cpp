#include "codec/import_tickets.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/civil_time.h"
#include "base/text.h"
#include "codec/fields.h"
#include "codec/ticket_codec.h"
#include "engine/division.h"
#include "engine/ticket.h"

namespace fenming {
namespace {

// Words for codes that the trade writes in its own way; others are taken as they are.
struct Word {
  std::string_view written;
  std::string_view code;
};
constexpr std::array kWords = {
    Word{"VIP", "vip"},       Word{"普通", "normal"},  Word{"普通客户", "normal"},
    Word{"重点", "key"},      Word{"重点客户", "key"}, Word{"大客户", "key"},
    Word{"加急", "urgent"},   Word{"紧急", "urgent"},  Word{"是", "urgent"},
    Word{"否", "normal"},     Word{"正常", "normal"},  Word{"不急", "normal"},
    Word{"安装", "install"},  Word{"维修", "repair"},  Word{"清洗", "clean"},
    Word{"保养", "maintain"}, Word{"自营", "own"},     Word{"加盟", "franchise"},
    Word{"保内", "in"},       Word{"保外", "out"}};
constexpr std::array kSuppliers = {Word{"公司", "own_stock"},     Word{"自有", "own_stock"},
                                   Word{"公司库存", "own_stock"}, Word{"师傅", "technician"},
                                   Word{"服务商", "partner"},     Word{"合作方", "partner"},
                                   Word{"现购", "on_the_spot"},   Word{"厂家", "manufacturer"},
                                   Word{"客户", "customer"},      Word{"客户自备", "customer"}};
constexpr std::array kPayers = {Word{"客户", "customer"}, Word{"厂家", "manufacturer"},
                                Word{"公司", "company"}, Word{"项目", "project"},
                                Word{"善意", "goodwill"}};

template <size_t N>
std::string code_of(const std::array<Word, N>& words, const std::string& written) {
  for (const Word& word : words) {
    if (word.written == written) return std::string(word.code);
  }
  return written;
}

// Amounts with separators and a currency sign: "¥1,200.50".
std::optional<int64_t> parse_number(std::string_view text, int places) {
  std::string plain = narrow_text(text);
  for (const std::string_view sign : {"¥", "￥", "元"}) {
    for (size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign))
      plain.erase(at, sign.size());
  }
  std::erase(plain, ',');
  return parse_decimal(plain, places);
}

// One row's reading: sets what the fields say, notes what it cannot use.
class RowReader {
 public:
  RowReader(const CsvTable& table, const ImportMapping& mapping, const CsvRow& row,
            std::vector<ImportError>& errors)
      : table_(table), mapping_(mapping), row_(row), errors_(errors) {}

  std::string text(std::string_view field) {
    column_ = column_of(field);
    return column_ < row_.cells.size() ? narrow_text(row_.cells[column_]) : std::string();
  }
  void fail(std::string code, std::string message) {
    errors_.push_back({row_.line, column_ < table_.header.size() ? table_.header[column_] : "",
                       std::move(code), std::move(message)});
    failed_ = true;
  }
  bool failed() const { return failed_; }

  std::string code(std::string_view field) {
    std::string value = text(field);
    if (value.size() > kCodeLength * 4) {
      fail("too_long", "The text is too long for a code.");
      value.clear();
    }
    return value;
  }
  std::optional<int64_t> number(std::string_view field, int places, int64_t most) {
    const std::string value = text(field);
    if (value.empty()) return std::nullopt;
    const auto parsed = parse_number(value, places);
    if (!parsed) {
      fail("not_a_number", "\"" + value + "\" is no number that can be used here.");
      return std::nullopt;
    }
    if (*parsed < 0 || *parsed > most) {
      fail("out_of_range", "\"" + value + "\" is outside of what is possible.");
      return std::nullopt;
    }
    return parsed;
  }
  std::optional<int64_t> time(std::string_view field) {
    const std::string value = text(field);
    if (value.empty()) return std::nullopt;
    const auto parsed = parse_import_time(value, mapping_.utc_offset_min);
    if (!parsed)
      fail("bad_time", "\"" + value + "\" is no date and time; write it like 2026-03-02 09:10.");
    return parsed;
  }

 private:
  size_t column_of(std::string_view field) const {
    const auto found = std::find(mapping_.columns.begin(), mapping_.columns.end(), field);
    return static_cast<size_t>(found - mapping_.columns.begin());
  }

  const CsvTable& table_;
  const ImportMapping& mapping_;
  const CsvRow& row_;
  std::vector<ImportError>& errors_;
  size_t column_ = 0;
  bool failed_ = false;
};

constexpr std::array kTextFacts = {
    Fact::kZone,       Fact::kRing,    Fact::kCustomerClass, Fact::kCustomerAccount,
    Fact::kProject,    Fact::kBrand,   Fact::kChannel,       Fact::kServiceLevel,
    Fact::kUrgency,    Fact::kPartner, Fact::kPartnerMode,   Fact::kLegalEntity,
    Fact::kServiceType};
constexpr std::array kTicketTimeNames = {TimeName::kCreated, TimeName::kTaken, TimeName::kCompleted,
                                         TimeName::kAccepted};

void read_ticket_facts(RowReader& row, Ticket& ticket) {
  const std::string division = row.text("division");
  if (!division.empty() && !is_division_code(division))
    row.fail("bad_division", "\"" + division + "\" is no division code of 2, 4, 6 or 9 digits.");
  else
    ticket.fact(Fact::kDivision) = division;
  for (const Fact fact : kTextFacts) {
    const std::string value = row.code(fact_info(fact).name);
    ticket.fact(fact) = code_of(kWords, value);
  }
  for (const TimeName time : kTicketTimeNames)
    ticket.times[static_cast<size_t>(time)] = row.time(time_name(time));
}

void read_visit(RowReader& row, Ticket& ticket) {
  Visit visit;
  visit.division = ticket.fact(Fact::kDivision);
  visit.appointment = row.time("appointment");
  visit.arrived = row.time("arrived");
  visit.departed = row.time("departed");
  constexpr int64_t kMostMetres = 10'000'000;
  visit.distance_m = row.number("distance_km", 3, kMostMetres);
  if (const auto metres = row.number("distance_m", 0, kMostMetres)) visit.distance_m = metres;
  if (std::string lead = row.code("lead"); !lead.empty())
    visit.people.push_back({std::move(lead), Role::kLead, row.code("lead_grade")});
  if (std::string assistant = row.code("assistant"); !assistant.empty())
    visit.people.push_back({std::move(assistant), Role::kAssistant, {}});
  ticket.visits.push_back(std::move(visit));
}

void read_line(RowReader& row, Visit& visit) {
  TicketLine line;
  line.line = static_cast<int32_t>(visit.lines.size()) + 1;
  line.item = row.code("item");
  line.part = row.code("part");
  if (line.item.empty() && line.part.empty()) {
    row.text("item");
    row.fail("required", "The row names neither an item nor a part.");
    return;
  }
  if (!line.item.empty() && !line.part.empty()) {
    row.text("item");
    row.fail("item_and_part", "The row names an item and a part; write them on two rows.");
    return;
  }
  line.quantity = row.number("quantity", 3, kMaxQuantity).value_or(1000);
  const std::string supplier = code_of(kSuppliers, row.text("supplier"));
  line.supplier = parse_supplier(supplier);
  if (!supplier.empty() && !line.supplier)
    row.fail("unknown_value", "\"" + supplier + "\" is no supplier of parts.");
  const std::string payer = code_of(kPayers, row.text("payer"));
  line.payer = parse_payer(payer);
  if (!payer.empty() && !line.payer) row.fail("unknown_value", "\"" + payer + "\" is no payer.");
  line.warranty = code_of(kWords, row.code("warranty"));
  line.product = row.code("product");
  line.model = row.code("model");
  line.serial = row.code("serial");
  visit.lines.push_back(std::move(line));
}

// Two rows of one ticket must not contradict each other; a blank says nothing.
bool contradicts(const Ticket& first, const Ticket& other) {
  for (size_t i = 0; i < kTicketTextFacts; ++i) {
    if (!other.facts[i].empty() && !first.facts[i].empty() && other.facts[i] != first.facts[i])
      return true;
  }
  for (size_t i = 0; i < kTicketTimes; ++i) {
    if (other.times[i] && first.times[i] && *other.times[i] != *first.times[i]) return true;
  }
  return false;
}

struct Gathered {
  Ticket ticket;
  std::vector<int64_t> lines;  // of the file
  bool failed = false;
  int64_t paid_fen = 0;
};

class TicketImport {
 public:
  TicketImport(const CsvTable& table, const ImportMapping& mapping)
      : table_(table), mapping_(mapping) {}

  ImportResult run() {
    for (const CsvRow& row : table_.rows)
      read(row);
    ImportResult result;
    result.rows = static_cast<int64_t>(table_.rows.size());
    for (Gathered& gathered : tickets_)
      finish(gathered, result);
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const ImportError& a, const ImportError& b) { return a.line < b.line; });
    result.errors = std::move(errors_);
    return result;
  }

 private:
  void read(const CsvRow& cells) {
    RowReader row(table_, mapping_, cells, errors_);
    Ticket ticket;
    ticket.ticket = row.code("ticket");
    if (ticket.ticket.empty()) {
      row.fail("required", "The row has no ticket number.");
      return;
    }
    const auto [entry, fresh] = places_.try_emplace(ticket.ticket, tickets_.size());
    if (fresh) tickets_.emplace_back();
    Gathered& gathered = tickets_[entry->second];
    gathered.lines.push_back(cells.line);
    read_ticket_facts(row, ticket);
    read_visit(row, ticket);
    if (fresh) {
      gathered.ticket = std::move(ticket);
    } else if (!gathered.failed && contradicts(gathered.ticket, ticket)) {
      row.text("ticket");
      row.fail("contradiction", "Another row of this ticket says otherwise.");
    }
    read_line(row, gathered.ticket.visits[0]);
    gathered.paid_fen += row.number("paid", 2, kMaxFen).value_or(0);
    if (row.failed()) {
      gathered.failed = true;
      refused_.insert(cells.line);
    }
  }

  void finish(Gathered& gathered, ImportResult& result) {
    if (!gathered.failed) {
      const std::string line = write_ticket(gathered.ticket, mapping_.utc_offset_min);
      const Result<Ticket> checked = read_ticket(line);
      if (checked) {
        result.lines += line;
        result.lines += '\n';
        result.accepted += static_cast<int64_t>(gathered.lines.size());
        result.paid_fen += gathered.paid_fen;
        ++result.tickets;
        return;
      }
      errors_.push_back({gathered.lines[0], checked.error().field, checked.error().code,
                         checked.error().message});
      refused_.insert(gathered.lines[0]);
    }
    for (const int64_t line : gathered.lines) {
      if (!refused_.contains(line))
        errors_.push_back({line, "", "ticket_incomplete",
                           "Another row of ticket \"" + gathered.ticket.ticket +
                               "\" is refused; correct it and the ticket is accepted."});
    }
  }

  const CsvTable& table_;
  const ImportMapping& mapping_;
  std::vector<Gathered> tickets_;
  std::unordered_map<std::string, size_t> places_;
  std::vector<ImportError> errors_;
  std::unordered_set<int64_t> refused_;
};

ImportResult import_items(const CsvTable& table, const ImportMapping& mapping) {
  ImportResult result;
  result.rows = static_cast<int64_t>(table.rows.size());
  std::unordered_map<std::string, int64_t> seen;
  for (const CsvRow& cells : table.rows) {
    RowReader row(table, mapping, cells, result.errors);
    const auto price = row.number("price", 2, kMaxFen);
    const std::string name = row.text("name");
    if (name.empty()) row.fail("required", "The row has no name.");
    const std::string unit = row.text("unit");
    const std::string type = code_of(kWords, row.code("service_type"));
    const std::string item = row.code("item");
    if (item.empty())
      row.fail("required", "The row has no code.");
    else if (!seen.try_emplace(item, cells.line).second)
      row.fail("duplicate_code", "The code stands on line " + std::to_string(seen[item]) + " too.");
    if (row.failed()) continue;
    std::string line = "{\"item\":";
    append_json_string(line, item);
    line += ",\"name\":";
    append_json_string(line, name);
    if (!type.empty()) {
      line += ",\"service_type\":";
      append_json_string(line, type);
    }
    if (!unit.empty()) {
      line += ",\"unit\":";
      append_json_string(line, unit);
    }
    if (price)
      line +=
          ",\"price\":{\"model\":\"per_unit\",\"unit_price_fen\":" + std::to_string(*price) + "}";
    result.lines += line + "}\n";
    ++result.accepted;
  }
  return result;
}

}  // namespace

std::optional<int64_t> parse_import_time(std::string_view text, int32_t utc_offset_min) {
  std::string plain = narrow_text(text);
  if (const auto instant = parse_instant(plain)) return instant;
  for (const std::string_view word : {"年", "月", "时"}) {
    for (size_t at = plain.find(word); at != std::string::npos; at = plain.find(word))
      plain.replace(at, word.size(), word == "时" ? ":" : "-");
  }
  for (const std::string_view word : {"日", "分", "秒"}) {
    for (size_t at = plain.find(word); at != std::string::npos; at = plain.find(word))
      plain.replace(at, word.size(), word == "日" ? " " : "");
  }
  std::array<int64_t, 6> parts = {};
  size_t count = 0;
  for (size_t at = 0; at < plain.size();) {
    const bool digit = plain[at] >= '0' && plain[at] <= '9';
    if (!digit) {
      if (std::string_view("-/.: T").find(plain[at]) == std::string_view::npos) return std::nullopt;
      ++at;
      continue;
    }
    if (count == parts.size()) return std::nullopt;
    const size_t start = at;
    while (at < plain.size() && plain[at] >= '0' && plain[at] <= '9')
      ++at;
    if (at - start > 4) return std::nullopt;
    parts[count++] = *parse_decimal(std::string_view(plain).substr(start, at - start), 0);
  }
  if (count < 3 || count == 4) return std::nullopt;
  const CivilDate date{static_cast<int32_t>(parts[0]), static_cast<int32_t>(parts[1]),
                       static_cast<int32_t>(parts[2])};
  if (!is_valid_date(date) || parts[0] < 1970 || parts[3] > 23 || parts[4] > 59 || parts[5] > 59)
    return std::nullopt;
  return int64_t{days_from_civil(date)} * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5] -
         int64_t{utc_offset_min} * 60;
}

ImportResult import_rows(const CsvTable& table, const ImportMapping& mapping, ImportKind kind) {
  if (kind == ImportKind::kItems) return import_items(table, mapping);
  return TicketImport(table, mapping).run();
}

}  // namespace fenming
