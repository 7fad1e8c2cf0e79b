// The engine's side of the settle-1M workload: loads the generator's columns into the product's
// history, reads the book as JSON, and times what the Simulator does with it. Exported as plain
// functions for Node and Chromium, and a program for native runs.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "base/text.h"
#include "codec/book_codec.h"
#include "engine/simulation/totals.h"
#include "engine/simulation/whatif.h"

namespace {

using namespace fenming;

struct Bench {
  History history;
  Months months;  // of the history, as the Simulator keeps them
  Groups groups;
  BookFile file;
  std::unique_ptr<RelationRun> run;
  std::vector<int64_t> pay;
  RunTotals totals;
  std::unique_ptr<WhatIf> what_if;
};
Bench& bench() {
  static Bench instance;
  return instance;
}

constexpr const char* kServiceTypes[] = {"install", "repair", "inspect", "consult", "complaint"};
constexpr const char* kCustomers[] = {"regular", "vip", "key"};
constexpr const char* kModes[] = {"self", "partner", "dealer"};
constexpr const char* kUrgencies[] = {"normal", "urgent", "critical"};

}  // namespace

extern "C" {

// Columns as README of the workload describes them; `region` and `division` by city.
void bench_load(uint32_t n, const uint32_t* ts, const uint16_t* city, const uint8_t* service,
                const uint8_t* item, const uint8_t* customer, const uint8_t* mode,
                const uint8_t* urgency, const uint16_t* distance, const uint16_t* technician,
                const uint8_t* line_count, const uint16_t* part, const uint8_t* quantity,
                const uint8_t* region) {
  HistoryBuilder builder;
  const int64_t start = 1704067200 - 8 * 3600;  // 2024-01-01 00:00 local
  uint32_t line = 0;
  for (uint32_t i = 0; i < n; ++i) {
    Ticket ticket;
    ticket.ticket = std::to_string(i);
    ticket.fact(Fact::kDivision) = pad_number(1101 + city[i] / 90 * 100 + city[i] % 90, 4);
    ticket.fact(Fact::kZone) = "r" + std::to_string(region[city[i]]);
    ticket.fact(Fact::kCustomerClass) = kCustomers[customer[i]];
    ticket.fact(Fact::kPartnerMode) = kModes[mode[i]];
    ticket.fact(Fact::kUrgency) = kUrgencies[urgency[i]];
    ticket.fact(Fact::kServiceType) = kServiceTypes[service[i]];
    ticket.times[static_cast<size_t>(TimeName::kCompleted)] = start + ts[i];
    Visit visit;
    visit.distance_m = int64_t{distance[i]} * 100;
    visit.people.push_back({"t" + std::to_string(technician[i]), Role::kLead, {}});
    TicketLine labour;
    labour.item = "i" + std::to_string(item[i]);
    labour.quantity = 1000;
    visit.lines.push_back(labour);
    for (uint32_t k = 0; k < line_count[i]; ++k, ++line) {
      TicketLine used;
      used.line = static_cast<int32_t>(k) + 2;
      used.part = "p" + std::to_string(part[line]);
      used.quantity = int64_t{quantity[line]} * 1000;
      used.supplier = Supplier::kTechnician;
      visit.lines.push_back(used);
    }
    ticket.visits.push_back(std::move(visit));
    builder.add(ticket);
  }
  Bench& b = bench();
  b.run.reset();
  b.what_if.reset();
  b.history = builder.finish();
  b.months = months_of(b.history, 480);
  b.groups = groups_of(b.history, {Fact::kZone, 0});
}

// Reads the book file; returns 0, or 1 when it is refused.
int32_t bench_book(const char* json, uint32_t bytes) {
  Result<BookFile> file = read_book_file(std::string_view(json, bytes));
  if (!file) return 1;
  Bench& b = bench();
  b.run.reset();
  b.file = std::move(*file);
  b.run =
      std::make_unique<RelationRun>(b.file, Relation::kCompanyTechnician, b.history, RunOptions{});
  return 0;
}

// From columns and book to all four outputs: compiles, settles, ranks, adds up.
void bench_settle() {
  Bench& b = bench();
  b.run->recompile(0);
  b.run->settle(0, b.history.size());
  b.totals = totals_of(*b.run, b.file.plans, b.groups, b.months, &b.pay);
}

// The parts of bench_settle(), to say what limits it.
void bench_compile() {
  bench().run->recompile(0);
}
void bench_amounts() {
  Bench& b = bench();
  b.run->settle(0, b.history.size());
}
void bench_totals() {
  Bench& b = bench();
  b.totals = totals_of(*b.run, b.file.plans, b.groups, b.months, &b.pay);
}

const int64_t* bench_pay() {
  return bench().pay.data();
}
uint32_t bench_bytes() {
  return static_cast<uint32_t>(bench().history.bytes());
}
uint32_t bench_waiting() {
  return bench().totals.waiting;
}

// Sums of region × month and technician × month in the generator's numbering.
void bench_by_region(int64_t* out, uint32_t months) {
  const Bench& b = bench();
  for (size_t g = 1; g < b.groups.labels.size(); ++g) {
    const auto region = static_cast<size_t>(b.groups.labels[g][1] - '0');
    std::memcpy(out + region * months, b.totals.by_group.data() + g * months, months * 8);
  }
}
void bench_by_technician(int64_t* out, uint32_t months) {
  const Bench& b = bench();
  for (size_t p = 0; p < b.totals.people.size(); ++p) {
    const auto person = static_cast<size_t>(*parse_decimal(b.totals.people[p].substr(1), 0));
    std::memcpy(out + person * months, b.totals.by_person.data() + p * months, months * 8);
  }
}

// The Simulator's what-if on the same history: a full pass, then edits of one tier's markup.
void bench_what_if_start() {
  Bench& b = bench();
  b.what_if =
      std::make_unique<WhatIf>(b.file, "workload", nullptr, b.history, Grouping{Fact::kZone, 0});
  while (b.what_if->work(b.history.size())) {
  }
}
// Settles everything again, as after a change of structure.
void bench_what_if_all() {
  WhatIf& what_if = *bench().what_if;
  what_if.edit_structure([](BookVersion&) {});
  while (what_if.work(UINT32_MAX)) {
  }
}
// Makes edits that touch few tickets cheap, as the Simulator does while nothing else is to do.
void bench_what_if_prepare() {
  bench().what_if->prepare(UINT32_MAX);
}
uint32_t bench_what_if_bytes() {
  return static_cast<uint32_t>(bench().what_if->packed_bytes());
}
// Changes the markup of a tier by one basis point, up or down; returns the tickets settled again.
uint32_t bench_what_if_edit(uint32_t tier, int32_t direction) {
  WhatIf& what_if = *bench().what_if;
  const std::string code = what_if.candidate_version().tiers[tier].tier;
  what_if.edit_amounts(code, [&](BookVersion& version) {
    version.tiers[tier].markup_bp = *version.tiers[tier].markup_bp + direction;
  });
  while (what_if.work(UINT32_MAX)) {
  }
  return what_if.last_pass_size();
}

}  // extern "C"
