#include "codec/import_tickets.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/civil_time.h"
#include "base/text.h"
#include "codec/fields.h"
#include "codec/import_row.h"
#include "codec/ticket_codec.h"
#include "engine/ticket.h"

namespace fenming {
namespace {

constexpr std::array kTextFacts = {
    Fact::kZone,       Fact::kRing,    Fact::kCustomerClass, Fact::kCustomerAccount,
    Fact::kProject,    Fact::kBrand,   Fact::kChannel,       Fact::kServiceLevel,
    Fact::kUrgency,    Fact::kPartner, Fact::kPartnerMode,   Fact::kLegalEntity,
    Fact::kServiceType};
constexpr std::array kTicketTimeNames = {TimeName::kCreated, TimeName::kTaken, TimeName::kCompleted,
                                         TimeName::kAccepted};

void read_ticket_facts(RowReader& row, Ticket& ticket) {
  ticket.fact(Fact::kDivision) = row.division("division");
  for (const Fact fact : kTextFacts)
    ticket.fact(fact) = row.word(fact_info(fact).name);
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
  if (std::string lead = row.named("lead", ImportNoun::kPerson); !lead.empty())
    visit.people.push_back({std::move(lead), Role::kLead, row.code("lead_grade")});
  if (std::string assistant = row.named("assistant", ImportNoun::kPerson); !assistant.empty())
    visit.people.push_back({std::move(assistant), Role::kAssistant, {}});
  ticket.visits.push_back(std::move(visit));
}

void read_line(RowReader& row, Visit& visit) {
  TicketLine line;
  line.line = static_cast<int32_t>(visit.lines.size()) + 1;
  line.item = row.named("item", ImportNoun::kItem);
  line.part = row.named("part", ImportNoun::kPart);
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
  line.quantity = row.quantity("quantity", kMaxQuantity).value_or(1000);
  const std::string supplier = code_of_supplier(row.text("supplier"));
  line.supplier = parse_supplier(supplier);
  if (!supplier.empty() && !line.supplier)
    row.fail("unknown_value", "\"" + supplier + "\" is no supplier of parts.");
  const std::string payer = code_of_payer(row.text("payer"));
  line.payer = parse_payer(payer);
  if (!payer.empty() && !line.payer) row.fail("unknown_value", "\"" + payer + "\" is no payer.");
  line.warranty = row.word("warranty");
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
  std::optional<int64_t> row_paid_fen;     // the sum of what stands on each row
  std::optional<int64_t> ticket_paid_fen;  // what stands on every row for the whole ticket
};

}  // namespace

// What both kinds of files share: rows that are read one after the other, errors, names.
class ImportPass::Reading {
 public:
  Reading(const CsvTable& table, const ImportMapping& mapping)
      : table_(table), mapping_(mapping), names_(mapping.aliases) {}
  virtual ~Reading() = default;

  bool work(size_t rows) {
    const size_t end = table_.rows.size() - next_ < rows ? table_.rows.size() : next_ + rows;
    rows -= end - next_;
    for (; next_ < end; ++next_) {
      names_.begin_row();
      read(table_.rows[next_]);
    }
    return next_ < table_.rows.size() || finish(rows);
  }
  size_t done() const { return next_; }
  ImportResult take() {
    result_.rows = static_cast<int64_t>(table_.rows.size());
    std::stable_sort(result_.errors.begin(), result_.errors.end(),
                     [](const ImportError& a, const ImportError& b) { return a.line < b.line; });
    result_.values = names_.take_values();
    return std::move(result_);
  }

 protected:
  virtual void read(const CsvRow& cells) = 0;
  // After the last row: writes up to so many of what was gathered; true while there is more.
  virtual bool finish(size_t) { return false; }

  const CsvTable& table_;
  const ImportMapping& mapping_;
  ImportNames names_;
  ImportResult result_;
  size_t next_ = 0;
};

class ImportPass::Tickets final : public Reading {
 public:
  using Reading::Reading;

 private:
  // What the row says was paid, in fen; an amount for the whole ticket counts on its first row.
  static int64_t read_paid(RowReader& row, Gathered& gathered) {
    const auto of_row = row.number("paid", 2, kMaxFen);
    if (of_row) gathered.row_paid_fen = gathered.row_paid_fen.value_or(0) + *of_row;
    const auto of_ticket = row.number("paid_ticket", 2, kMaxFen);
    if (!of_ticket) return of_row.value_or(0);
    const bool fresh = !gathered.ticket_paid_fen;
    if (!fresh && *gathered.ticket_paid_fen != *of_ticket)
      row.fail("contradiction", "Another row of this ticket says otherwise.");
    gathered.ticket_paid_fen = of_ticket;
    return of_row ? *of_row : fresh ? *of_ticket : 0;
  }

  void read(const CsvRow& cells) override {
    RowReader row(table_, mapping_, cells, names_, result_.errors);
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
    names_.end_row(read_paid(row, gathered));
    if (row.failed()) {
      gathered.failed = true;
      refused_.insert(cells.line);
    }
  }

  bool finish(size_t tickets) override {
    for (; tickets > 0 && finished_ < tickets_.size(); --tickets)
      finish_ticket(tickets_[finished_++], result_);
    return finished_ < tickets_.size();
  }

  void finish_ticket(Gathered& gathered, ImportResult& result) {
    if (!gathered.failed) {
      Ticket& ticket = gathered.ticket;
      ticket.paid_fen = gathered.row_paid_fen ? gathered.row_paid_fen : gathered.ticket_paid_fen;
      const std::string line = write_ticket(ticket, mapping_.utc_offset_min);
      const Result<Ticket> checked = read_ticket(line);
      if (checked) {
        result.lines += line;
        result.lines += '\n';
        result.accepted += static_cast<int64_t>(gathered.lines.size());
        result.paid_fen += ticket.paid_fen.value_or(0);
        ++result.tickets;
        return;
      }
      result.errors.push_back({gathered.lines[0], checked.error().field, checked.error().code,
                               checked.error().message});
      refused_.insert(gathered.lines[0]);
    }
    for (const int64_t line : gathered.lines) {
      if (!refused_.contains(line))
        result.errors.push_back({line, "", "ticket_incomplete",
                                 "Another row of ticket \"" + gathered.ticket.ticket +
                                     "\" is refused; correct it and the ticket is accepted."});
    }
  }

  std::vector<Gathered> tickets_;
  std::unordered_map<std::string, size_t> places_;
  std::unordered_set<int64_t> refused_;
  size_t finished_ = 0;  // tickets
};

class ImportPass::Items final : public Reading {
 public:
  using Reading::Reading;

 private:
  void read(const CsvRow& cells) override {
    RowReader row(table_, mapping_, cells, names_, result_.errors);
    const auto price = row.number("price", 2, kMaxFen);
    const std::string name = row.text("name");
    if (name.empty()) row.fail("required", "The row has no name.");
    const std::string unit = row.named("unit", ImportNoun::kUnit);
    const std::string type = row.word("service_type");
    const std::string item = row.code("item");
    names_.end_row(0);
    if (item.empty())
      row.fail("required", "The row has no code.");
    else if (const auto [first, fresh] = seen_.try_emplace(item, cells.line); !fresh)
      row.fail("duplicate_code",
               "The code stands on line " + std::to_string(first->second) + " too.");
    if (row.failed()) return;
    JsonText json;
    json.open('{').text("item", item).text("name", name);
    if (!type.empty()) json.text("service_type", type);
    if (!unit.empty()) json.text("unit", unit);
    if (price) {
      json.key("price").open('{').text("model", "per_unit");
      json.integer("unit_price_fen", *price).close('}');
    }
    result_.lines += json.close('}').take() + "\n";
    ++result_.accepted;
  }
  std::unordered_map<std::string, int64_t> seen_;  // codes, with their lines
};

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

ImportPass::ImportPass(const CsvTable& table, const ImportMapping& mapping, ImportKind kind) {
  if (kind == ImportKind::kItems)
    reading_ = std::make_unique<Items>(table, mapping);
  else
    reading_ = std::make_unique<Tickets>(table, mapping);
}
ImportPass::~ImportPass() = default;

bool ImportPass::work(size_t rows) {
  return reading_->work(rows);
}
size_t ImportPass::done() const {
  return reading_->done();
}
ImportResult ImportPass::take() {
  return reading_->take();
}

ImportResult import_rows(const CsvTable& table, const ImportMapping& mapping, ImportKind kind) {
  ImportPass pass(table, mapping, kind);
  while (pass.work(table.rows.size())) {
  }
  return pass.take();
}

}  // namespace fenming
