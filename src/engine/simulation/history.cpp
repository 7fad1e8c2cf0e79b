#include "engine/simulation/history.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace fenming {
namespace {

constexpr std::string_view kSeparator("\x1f", 1);

bool fits_column(std::optional<int64_t> instant) {
  return !instant || (*instant >= kTimeEpoch && *instant - kTimeEpoch < 0xFFFFFFFE);
}

// Facts that have no column. Tickets with them are kept whole.
bool is_odd(const Ticket& ticket) {
  if (ticket.revision != 1 || !ticket.source.empty() || !ticket.source_no.empty()) return true;
  if (!ticket.quotes.empty() || !ticket.shares.empty()) return true;
  for (const auto& time : ticket.times) {
    if (!fits_column(time)) return true;
  }
  for (const Visit& visit : ticket.visits) {
    if (!visit.trip_carrier.empty() || !fits_column(visit.appointment) ||
        !fits_column(visit.arrived) || !fits_column(visit.departed)) {
      return true;
    }
    int32_t expected = 1;
    for (const TicketLine& line : visit.lines) {
      const bool plain = line.line == expected++ && line.serial.empty() && !line.purchase_date &&
                         !line.issued_at && !line.requested_at;
      if (!plain) return true;
    }
  }
  return false;
}

template <typename T>
size_t vector_bytes(const std::vector<T>& v) {
  return v.capacity() * sizeof(T);
}

void settle_column(std::vector<uint32_t>& column, size_t size) {
  if (!column.empty()) column.resize(size, kNoTime);
  column.shrink_to_fit();
}

}  // namespace

uint32_t TextPool::intern(std::string_view text) {
  const auto [entry, fresh] = ids_.try_emplace(std::string(text), static_cast<uint32_t>(size()));
  if (fresh) texts_.emplace_back(text);
  return entry->second;
}

size_t TextPool::bytes() const {
  size_t bytes = 0;
  for (const std::string& text : texts_)
    bytes += 2 * (sizeof(std::string) + text.capacity()) + 16;
  return bytes;
}

std::string_view History::name(uint32_t ticket) const {
  const uint32_t begin = ticket == 0 ? 0 : name_end[ticket - 1];
  return std::string_view(names).substr(begin, name_end[ticket] - begin);
}

const std::vector<uint32_t>& History::instants(TimeName time) const {
  switch (time) {
    case TimeName::kAppointment:
      return appointment;
    case TimeName::kArrived:
      return arrived;
    case TimeName::kDeparted:
      return departed;
    default:
      return times[static_cast<size_t>(time)];
  }
}

void History::index() {
  for (size_t t = 0; t < kTimeCount; ++t) {
    TimeRange range;
    for (const uint32_t stored : instants(static_cast<TimeName>(t))) {
      if (stored == kNoTime) continue;
      if (range.first == kNoTime || stored < range.first) range.first = stored;
      range.last = std::max(range.last, stored);
    }
    time_ranges[t] = range;
  }
  std::vector<uint8_t> seen;
  for (size_t f = 0; f < kTicketTextFacts; ++f) {
    fact_texts[f].clear();
    seen.assign(texts.size(), 0);
    for (const TicketSignature& facts : ticket_signatures) {
      if (std::exchange(seen[facts[f]], uint8_t{1}) == 0) fact_texts[f].push_back(facts[f]);
    }
  }
}

size_t History::bytes() const {
  size_t bytes = texts.bytes() + names.capacity() + vector_bytes(paid_fen);
  for (const auto& column : times)
    bytes += vector_bytes(column);
  for (const auto* column :
       {&signature, &name_end, &visit_end, &visit_signature, &distance, &appointment, &arrived,
        &departed, &line_end, &line_signature, &distances_m}) {
    bytes += vector_bytes(*column);
  }
  bytes += vector_bytes(ticket_signatures) + vector_bytes(visit_signatures) +
           vector_bytes(line_signatures);
  for (const auto& crew : crews)
    bytes += sizeof(crew) + crew.capacity() * sizeof(Person);
  for (const auto& entry : odd)
    bytes += 1024 + entry.second.visits.size() * 1024;
  return bytes;
}

template <typename T>
uint32_t HistoryBuilder::Dictionary<T>::intern(const T& value, std::vector<T>& list) {
  const auto [entry, fresh] = ids.try_emplace(value, static_cast<uint32_t>(list.size()));
  if (fresh) list.push_back(value);
  return entry->second;
}

uint32_t HistoryBuilder::crew_of(const std::vector<Person>& people) {
  std::string key;
  for (const Person& person : people) {
    key += person.person;
    key += kSeparator;
    key += static_cast<char>('0' + static_cast<int>(person.role));
    key += person.grade;
    key += kSeparator;
  }
  const auto [entry, fresh] = crews_.try_emplace(key, static_cast<uint32_t>(history_.crews.size()));
  if (fresh) history_.crews.push_back(people);
  return entry->second;
}

uint32_t HistoryBuilder::attributes_of(const std::vector<Attribute>& attributes) {
  std::string key;
  for (const Attribute& attribute : attributes) {
    key.append(attribute.attribute).append(kSeparator).append(attribute.value).append(kSeparator);
  }
  const auto [entry, fresh] =
      attributes_.try_emplace(key, static_cast<uint32_t>(history_.attribute_sets.size()));
  if (fresh) history_.attribute_sets.push_back(attributes);
  return entry->second;
}

void HistoryBuilder::put_time(std::vector<uint32_t>& column, size_t at,
                              std::optional<int64_t> instant) {
  if (!instant || !fits_column(instant)) return;
  column.resize(at + 1, kNoTime);
  column[at] = static_cast<uint32_t>(*instant - kTimeEpoch + 1);
}

void HistoryBuilder::add_line(const TicketLine& line) {
  LineSignature signature;
  signature.item = history_.texts.intern(line.item);
  signature.part = history_.texts.intern(line.part);
  signature.quantity = line.quantity;
  signature.product = history_.texts.intern(line.product);
  signature.model = history_.texts.intern(line.model);
  signature.warranty = history_.texts.intern(line.warranty);
  if (line.payer) signature.payer = static_cast<int8_t>(*line.payer);
  if (line.supplier) signature.supplier = static_cast<int8_t>(*line.supplier);
  if (line.receipt_fen) signature.receipt_fen = *line.receipt_fen;
  if (line.unit_cost_fen) signature.unit_cost_fen = *line.unit_cost_fen;
  signature.attributes = attributes_of(line.attributes);
  history_.line_signature.push_back(lines_.intern(signature, history_.line_signatures));
}

void HistoryBuilder::add_visit(const Visit& visit) {
  VisitSignature signature;
  signature.division = history_.texts.intern(visit.division);
  signature.distance_kind = history_.texts.intern(visit.distance_kind);
  signature.outcome = history_.texts.intern(visit.outcome);
  signature.fault = history_.texts.intern(visit.fault);
  signature.visit = visit.visit;
  signature.trip_place = visit.trip_place.value_or(0);
  signature.people = crew_of(visit.people);
  const size_t at = history_.visit_signature.size();
  history_.visit_signature.push_back(visits_.intern(signature, history_.visit_signatures));
  const uint32_t metres = visit.distance_m ? static_cast<uint32_t>(*visit.distance_m) : kNoDistance;
  history_.distance.push_back(distances_.intern(metres, history_.distances_m));
  put_time(history_.appointment, at, visit.appointment);
  put_time(history_.arrived, at, visit.arrived);
  put_time(history_.departed, at, visit.departed);
  for (const TicketLine& line : visit.lines)
    add_line(line);
  history_.line_end.push_back(static_cast<uint32_t>(history_.line_signature.size()));
}

void HistoryBuilder::add(const Ticket& ticket) {
  const uint32_t index = history_.size();
  TicketSignature signature;
  for (size_t i = 0; i < kTicketTextFacts; ++i) {
    signature[i] = history_.texts.intern(ticket.facts[i]);
  }
  history_.signature.push_back(tickets_.intern(signature, history_.ticket_signatures));
  for (size_t i = 0; i < kTicketTimes; ++i)
    put_time(history_.times[i], index, ticket.times[i]);
  history_.names += ticket.ticket;
  history_.name_end.push_back(static_cast<uint32_t>(history_.names.size()));
  for (const Visit& visit : ticket.visits)
    add_visit(visit);
  history_.visit_end.push_back(static_cast<uint32_t>(history_.visit_signature.size()));
  single_visits_ = single_visits_ && ticket.visits.size() == 1;
  if (ticket.paid_fen) {
    history_.paid_fen.resize(index, kNotPaid);
    history_.paid_fen.push_back(*ticket.paid_fen);
  }
  if (is_odd(ticket)) history_.odd.emplace(index, ticket);
}

History HistoryBuilder::finish() {
  if (single_visits_) history_.visit_end.clear();
  for (auto& column : history_.times)
    settle_column(column, history_.size());
  if (!history_.paid_fen.empty()) history_.paid_fen.resize(history_.size(), kNotPaid);
  const size_t visits = history_.visit_signature.size();
  for (auto* column : {&history_.appointment, &history_.arrived, &history_.departed}) {
    settle_column(*column, visits);
  }
  for (auto* column :
       {&history_.signature, &history_.name_end, &history_.visit_end, &history_.visit_signature,
        &history_.distance, &history_.line_end, &history_.line_signature}) {
    column->shrink_to_fit();
  }
  history_.names.shrink_to_fit();
  history_.index();
  return std::move(history_);
}

namespace {

std::optional<int64_t> column_instant(const std::vector<uint32_t>& column, uint32_t at) {
  return column.empty() ? std::nullopt : instant_of(column[at]);
}

Visit rebuild_visit(const History& h, uint32_t visit) {
  const VisitSignature& s = h.visit_signatures[h.visit_signature[visit]];
  Visit result;
  result.visit = s.visit;
  result.division = h.texts.text(s.division);
  result.appointment = column_instant(h.appointment, visit);
  result.arrived = column_instant(h.arrived, visit);
  result.departed = column_instant(h.departed, visit);
  const uint32_t metres = h.distances_m[h.distance[visit]];
  if (metres != kNoDistance) result.distance_m = metres;
  result.distance_kind = h.texts.text(s.distance_kind);
  if (s.trip_place > 0) result.trip_place = s.trip_place;
  result.outcome = h.texts.text(s.outcome);
  result.fault = h.texts.text(s.fault);
  result.people = h.crews[s.people];
  const auto [begin, end] = h.lines_of(visit);
  for (uint32_t line = begin; line < end; ++line) {
    TicketLine& one = result.lines.emplace_back();
    one.line = static_cast<int32_t>(line - begin) + 1;
    h.read_line(h.line_signatures[h.line_signature[line]], one);
  }
  return result;
}

}  // namespace

void History::read_line(const LineSignature& stored, TicketLine& line) const {
  line.item = texts.text(stored.item);
  line.part = texts.text(stored.part);
  line.quantity = stored.quantity;
  line.product = texts.text(stored.product);
  line.model = texts.text(stored.model);
  line.warranty = texts.text(stored.warranty);
  if (stored.payer >= 0) line.payer = static_cast<Payer>(stored.payer);
  if (stored.supplier >= 0) line.supplier = static_cast<Supplier>(stored.supplier);
  if (stored.receipt_fen >= 0) line.receipt_fen = stored.receipt_fen;
  if (stored.unit_cost_fen >= 0) line.unit_cost_fen = stored.unit_cost_fen;
  line.attributes = attribute_sets[stored.attributes];
}

Ticket History::ticket(uint32_t index) const {
  FM_ASSERT(index < size());
  const auto whole = odd.find(index);
  if (whole != odd.end()) {
    Ticket result = whole->second;
    result.paid_fen = paid(index);
    return result;
  }
  Ticket result;
  result.ticket = name(index);
  const TicketSignature& facts = ticket_signatures[signature[index]];
  for (size_t i = 0; i < kTicketTextFacts; ++i)
    result.facts[i] = texts.text(facts[i]);
  for (size_t i = 0; i < kTicketTimes; ++i)
    result.times[i] = column_instant(times[i], index);
  result.paid_fen = paid(index);
  const auto [begin, end] = visits_of(index);
  for (uint32_t visit = begin; visit < end; ++visit) {
    result.visits.push_back(rebuild_visit(*this, visit));
  }
  return result;
}

}  // namespace fenming
