#include "codec/history_codec.h"

#include <algorithm>
#include <cstring>

#include "base/sha256.h"
#include "codec/fields.h"
#include "codec/ticket_codec.h"

namespace fenming {
namespace {

constexpr std::string_view kMagic = "FMHIST01";

class Writer {
 public:
  void u32(uint32_t value) { raw(&value, sizeof value); }
  void i64(int64_t value) { raw(&value, sizeof value); }
  void text(std::string_view value) {
    u32(static_cast<uint32_t>(value.size()));
    out.append(value);
  }
  void column(const std::vector<uint32_t>& values) {
    u32(static_cast<uint32_t>(values.size()));
    raw(values.data(), values.size() * sizeof(uint32_t));
  }
  std::string out;

 private:
  void raw(const void* data, size_t bytes) { out.append(static_cast<const char*>(data), bytes); }
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool failed() const { return failed_; }
  bool done() const { return rest_.empty(); }
  uint32_t u32() { return value<uint32_t>(); }
  int64_t i64() { return value<int64_t>(); }
  // An index or a small code below `limit`.
  uint32_t below(size_t limit) {
    const uint32_t v = u32();
    if (v >= limit) failed_ = true;
    return failed_ ? 0 : v;
  }
  std::string_view text() {
    const uint32_t size = u32();
    if (size > rest_.size()) failed_ = true;
    if (failed_) return {};
    const std::string_view result = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return result;
  }
  // A count of entries of at least `bytes` each.
  uint32_t count(size_t bytes) {
    const uint32_t n = u32();
    if (n > rest_.size() / bytes) failed_ = true;
    return failed_ ? 0 : n;
  }
  void column(std::vector<uint32_t>& values) {
    const uint32_t n = count(sizeof(uint32_t));
    values.resize(n);
    if (n == 0) return;
    std::memcpy(values.data(), rest_.data(), n * sizeof(uint32_t));
    rest_.remove_prefix(n * sizeof(uint32_t));
  }
  void require(bool condition) { failed_ = failed_ || !condition; }

 private:
  template <typename T>
  T value() {
    T v = 0;
    if (rest_.size() < sizeof v) failed_ = true;
    if (failed_) return 0;
    std::memcpy(&v, rest_.data(), sizeof v);
    rest_.remove_prefix(sizeof v);
    return v;
  }
  std::string_view rest_;
  bool failed_ = false;
};

void write_dictionaries(Writer& w, const History& h) {
  w.u32(static_cast<uint32_t>(h.texts.size()));
  for (uint32_t i = 0; i < h.texts.size(); ++i)
    w.text(h.texts.text(i));
  w.u32(static_cast<uint32_t>(h.ticket_signatures.size()));
  for (const TicketSignature& s : h.ticket_signatures) {
    for (const uint32_t id : s)
      w.u32(id);
  }
  w.u32(static_cast<uint32_t>(h.crews.size()));
  for (const auto& crew : h.crews) {
    w.u32(static_cast<uint32_t>(crew.size()));
    for (const Person& person : crew) {
      w.text(person.person);
      w.u32(static_cast<uint32_t>(person.role));
      w.text(person.grade);
    }
  }
  w.u32(static_cast<uint32_t>(h.attribute_sets.size()));
  for (const auto& set : h.attribute_sets) {
    w.u32(static_cast<uint32_t>(set.size()));
    for (const Attribute& attribute : set) {
      w.text(attribute.attribute);
      w.text(attribute.value);
    }
  }
  w.u32(static_cast<uint32_t>(h.visit_signatures.size()));
  for (const VisitSignature& s : h.visit_signatures) {
    for (const uint32_t v :
         {s.division, s.distance_kind, s.outcome, s.fault, static_cast<uint32_t>(s.visit),
          static_cast<uint32_t>(s.trip_place), s.people}) {
      w.u32(v);
    }
  }
  w.u32(static_cast<uint32_t>(h.line_signatures.size()));
  for (const LineSignature& s : h.line_signatures) {
    for (const uint32_t v :
         {s.item, s.part, s.product, s.model, s.warranty, static_cast<uint32_t>(s.payer + 1),
          static_cast<uint32_t>(s.supplier + 1), s.attributes}) {
      w.u32(v);
    }
    for (const int64_t v : {s.quantity, s.receipt_fen, s.unit_cost_fen})
      w.i64(v);
  }
}

void read_dictionaries(Reader& r, History& h) {
  const uint32_t texts = r.count(4);
  for (uint32_t i = 0; i < texts && !r.failed(); ++i)
    r.require(h.texts.intern(r.text()) == i);
  h.ticket_signatures.resize(r.count(4 * kTicketTextFacts));
  for (TicketSignature& s : h.ticket_signatures) {
    for (uint32_t& id : s)
      id = r.below(texts);
  }
  h.crews.resize(r.count(4));
  for (auto& crew : h.crews) {
    crew.resize(r.count(12));
    for (Person& person : crew) {
      person.person = r.text();
      person.role = static_cast<Role>(r.below(kRoleCount));
      person.grade = r.text();
    }
  }
  h.attribute_sets.resize(r.count(4));
  for (auto& set : h.attribute_sets) {
    set.resize(r.count(8));
    for (Attribute& attribute : set) {
      attribute.attribute = r.text();
      attribute.value = r.text();
    }
  }
  h.visit_signatures.resize(r.count(28));
  for (VisitSignature& s : h.visit_signatures) {
    for (uint32_t* id : {&s.division, &s.distance_kind, &s.outcome, &s.fault})
      *id = r.below(texts);
    s.visit = static_cast<int32_t>(r.below(1001));
    s.trip_place = static_cast<int32_t>(r.below(1001));
    s.people = r.below(h.crews.size());
  }
  h.line_signatures.resize(r.count(56));
  for (LineSignature& s : h.line_signatures) {
    for (uint32_t* id : {&s.item, &s.part, &s.product, &s.model, &s.warranty})
      *id = r.below(texts);
    s.payer = static_cast<int8_t>(static_cast<int32_t>(r.below(6)) - 1);
    s.supplier = static_cast<int8_t>(static_cast<int32_t>(r.below(7)) - 1);
    s.attributes = r.below(h.attribute_sets.size());
    s.quantity = r.i64();
    s.receipt_fen = r.i64();
    s.unit_cost_fen = r.i64();
    r.require(s.quantity >= 0 && s.quantity <= 1'000'000'000);
    r.require((s.item == 0) != (s.part == 0));
  }
}

bool rises_to(const std::vector<uint32_t>& ends, size_t total) {
  return std::is_sorted(ends.begin(), ends.end()) &&
         (ends.empty() ? total == 0 : ends.back() == total);
}

bool all_below(const std::vector<uint32_t>& column, size_t limit) {
  return std::all_of(column.begin(), column.end(), [&](uint32_t v) { return v < limit; });
}

// Every index leads somewhere, every optional column is empty or complete.
bool is_sound(const History& h) {
  const size_t tickets = h.signature.size();
  const size_t visits = h.visit_signature.size();
  const auto optional = [](const std::vector<uint32_t>& column, size_t size) {
    return column.empty() || column.size() == size;
  };
  bool sound = all_below(h.signature, h.ticket_signatures.size()) &&
               all_below(h.visit_signature, h.visit_signatures.size()) &&
               all_below(h.distance, h.distances_m.size()) &&
               all_below(h.line_signature, h.line_signatures.size());
  sound = sound && h.name_end.size() == tickets && rises_to(h.name_end, h.names.size());
  sound = sound && h.distance.size() == visits && h.line_end.size() == visits &&
          rises_to(h.line_end, h.line_signature.size());
  sound = sound &&
          (h.visit_end.empty() ? visits == tickets
                               : h.visit_end.size() == tickets && rises_to(h.visit_end, visits));
  for (const auto& column : h.times)
    sound = sound && optional(column, tickets);
  for (const auto* column : {&h.appointment, &h.arrived, &h.departed}) {
    sound = sound && optional(*column, visits);
  }
  return sound;
}

}  // namespace

std::string write_history(const History& h) {
  Writer w;
  w.out = kMagic;
  write_dictionaries(w, h);
  w.column(h.distances_m);
  w.column(h.signature);
  for (const auto& column : h.times)
    w.column(column);
  w.column(h.name_end);
  w.text(h.names);
  for (const auto* column : {&h.visit_end, &h.visit_signature, &h.distance, &h.appointment,
                             &h.arrived, &h.departed, &h.line_end, &h.line_signature}) {
    w.column(*column);
  }
  w.u32(static_cast<uint32_t>(h.odd.size()));
  for (const auto& [index, ticket] : h.odd) {
    w.u32(index);
    w.text(write_ticket(ticket, 0));
  }
  // At the end and only where there is something, so that other snapshots stay what they were.
  if (!h.paid_fen.empty()) {
    w.u32(static_cast<uint32_t>(h.paid_fen.size()));
    for (const int64_t fen : h.paid_fen)
      w.i64(fen);
  }
  return std::move(w.out);
}

Result<History> read_history(std::string_view bytes) {
  const Error damaged{"bad_history", "snapshot",
                      "The snapshot is damaged or of another version; load it again."};
  if (!bytes.starts_with(kMagic)) return damaged;
  Reader r(bytes.substr(kMagic.size()));
  History h;
  read_dictionaries(r, h);
  r.column(h.distances_m);
  r.column(h.signature);
  for (auto& column : h.times)
    r.column(column);
  r.column(h.name_end);
  h.names = r.text();
  for (auto* column : {&h.visit_end, &h.visit_signature, &h.distance, &h.appointment, &h.arrived,
                       &h.departed, &h.line_end, &h.line_signature}) {
    r.column(*column);
  }
  const uint32_t odd = r.count(8);
  for (uint32_t i = 0; i < odd && !r.failed(); ++i) {
    const uint32_t index = r.below(h.signature.size());
    Result<Ticket> ticket = read_ticket(r.text());
    if (!ticket) return damaged;
    h.odd.emplace(index, std::move(*ticket));
  }
  if (!r.failed() && !r.done()) {
    h.paid_fen.resize(r.count(sizeof(int64_t)));
    r.require(h.paid_fen.size() == h.signature.size());
    for (int64_t& fen : h.paid_fen) {
      fen = r.i64();
      r.require(fen >= kNotPaid && fen <= kMaxFen);
    }
  }
  if (r.failed() || !r.done() || !is_sound(h)) return damaged;
  h.index();
  return h;
}

std::vector<HistoryPart> history_parts(std::string_view snapshot) {
  std::vector<HistoryPart> parts;
  for (size_t at = 0; at < snapshot.size(); at += kHistoryPartBytes) {
    const std::string_view part = snapshot.substr(at, kHistoryPartBytes);
    parts.push_back({part.size(), sha256_hex(part)});
  }
  return parts;
}

}  // namespace fenming
