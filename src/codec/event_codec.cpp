// Events and the log; see run_codec.h.
#include "base/civil_time.h"
#include "base/text.h"
#include "codec/run_codec.h"
#include "codec/run_fields.h"
#include "codec/ticket_fields.h"

namespace fenming {

using namespace workflow;

template <typename IO>
void describe(IO& io, Event& e) {
  io.choice("kind", e.kind, event_kind_name, parse_event_kind, std::optional<EventKind>{});
  io.text("key", e.key, Need::kOptional, kNameLength);
  io.text("actor", e.actor, Need::kOptional);
  io.text("node", e.node, Need::kOptional);
  describe_map<PairKind::kFact>(io, "values", e.values);
  io.choice("outcome", e.outcome, visit_outcome_name, parse_visit_outcome);
  io.choice("fault", e.fault, fault_name, parse_fault);
  io.list("people", e.people, Need::kOptional, 32);
  io.text("where", e.where, Need::kOptional, kNameLength);
  io.texts("items", e.items, Need::kOptional);
  io.texts("parts", e.parts, Need::kOptional);
  io.text("target", e.target, Need::kOptional);
  io.text("person", e.person, Need::kOptional);
  io.choice("pause", e.pause, sla_pause_name, parse_sla_pause);
  io.integer("visit", e.visit, 0, 1'000, Need::kOptional);
  optional_instant(io, "from", e.from);
  optional_instant(io, "to", e.to);
  io.text("why", e.why, Need::kOptional, kValueLength);
  io.text("name", e.name, Need::kOptional);
  io.integer("level", e.level, 0, 16, Need::kOptional);
  io.integer("version", e.version, 0, 1'000'000, Need::kOptional);
  describe_map<PairKind::kMapped>(io, "nodes", e.mapping.nodes);
  describe_map<PairKind::kMapped>(io, "edges", e.mapping.edges);
}
template void describe(FieldReader&, Event&);
template void describe(FieldWriter&, Event&);

// Numbers are instants, but for a share: as text and as an integer, like everywhere.
template <typename IO>
void describe_instants(IO& io, std::string_view name, std::vector<int64_t>& instants) {
  std::vector<std::string> texts;
  if (!IO::kReads) {
    for (const int64_t instant : instants)
      texts.push_back(format_instant(instant, 0));
  }
  io.texts(name, texts, Need::kOptional);
  if (!IO::kReads) return;
  for (const std::string& text : texts) {
    const auto instant = parse_instant(text);
    if (!instant) return io.fail(name, "bad_value", "Expected times.");
    instants.push_back(*instant);
  }
}

template <typename IO>
void describe(IO& io, Taken& t) {
  io.choice("kind", t.kind, taken_kind_name, parse_taken_kind, std::optional<TakenKind>{});
  io.text("node", t.node, Need::kRequired);
  io.text("text", t.text, Need::kOptional, kNameLength);
  if (t.kind != TakenKind::kPosted) return describe_instants(io, "instants", t.numbers);
  int32_t share = t.numbers.empty() ? 0 : static_cast<int32_t>(t.numbers[0]);
  io.integer("share_bp", share, 1, 10'000, Need::kRequired);
  if (IO::kReads) t.numbers = {share};
}

template <typename IO>
void describe(IO& io, RecordedEvent& r) {
  io.integer("sequence", r.sequence, 1, kMaxFen, Need::kRequired);
  required_instant(io, "at", r.at);
  io.object("event", r.event, Need::kRequired);
  io.list("taken", r.taken, Need::kOptional, 100'000);
}
template void describe(FieldReader&, RecordedEvent&);
template void describe(FieldWriter&, RecordedEvent&);

namespace {

struct EventDocument {
  Event event;
};
struct RecordedDocument {
  RecordedEvent recorded;
};

template <typename IO>
void describe(IO& io, EventDocument& document) {
  io.constant("schema", "fenming.event/1");
  describe(io, document.event);
}
template <typename IO>
void describe(IO& io, RecordedDocument& document) {
  io.constant("schema", "fenming.recorded-event/1");
  describe(io, document.recorded);
}

}  // namespace

Result<Event> read_event(std::string_view text) {
  const Result<Json> json = parse_json(text, {.max_bytes = size_t{1} << 20});
  if (!json) return json.error();
  Result<EventDocument> document = read_document<EventDocument>(*json);
  if (!document) return document.error();
  return std::move(document->event);
}
std::string write_event(const Event& event) {
  return write_document(EventDocument{event}, 0);
}

Result<RecordedEvent> read_recorded(std::string_view text) {
  const Result<Json> json = parse_json(text, {.max_bytes = size_t{8} << 20});
  if (!json) return json.error();
  Result<RecordedDocument> document = read_document<RecordedDocument>(*json);
  if (!document) return document.error();
  return std::move(document->recorded);
}
std::string write_recorded(const RecordedEvent& recorded) {
  return write_document(RecordedDocument{recorded}, 0);
}

}  // namespace fenming
