#include "app/designer/play.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/designer/words.h"
#include "app/pricing/condition_sentence.h"
#include "app/pricing/settlement_error.h"
#include "base/civil_time.h"
#include "engine/workflow/run/file_world.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

constexpr int64_t kStepSeconds = 30 * 60;  // from one move to the next
constexpr int64_t kSampleMetres = 12'000;
constexpr std::string_view kPerson = "S-1001";

std::string sample_fact(Fact fact) {
  switch (fact) {
    case Fact::kDivision:
      return "310115";
    case Fact::kServiceType:
      return "install";
    case Fact::kCustomerClass:
    case Fact::kUrgency:
      return "normal";
    default:
      return "sample";
  }
}

// What a technicians' book in a route prices first.
std::string first_item(const BookFile& file) {
  for (const Book& book : file.books) {
    if (book.relation != Relation::kCompanyTechnician) continue;
    for (const BookVersion& version : book.versions) {
      if (version.status != VersionStatus::kDraft && !version.items.empty())
        return version.items.front().item;
    }
  }
  return {};
}

PlayInput input_of(const TemplateVersion& version, const BookFile& file, int64_t now,
                   const Scenario* scenario) {
  PlayInput input =
      file_world(file, version.code, static_cast<int32_t>((now + kChinaMinutes * 60) / 86400));
  if (scenario != nullptr) return scenario_input(input, *scenario);
  input.subject = sample_ticket(version, file, now);
  // Whoever comes again comes as far; the work is done, and paid, once.
  input.later_visit = input.subject.visits.front();
  input.later_visit.lines.clear();
  input.facts = {{"distance_m", std::to_string(kSampleMetres / 1000)}};
  input.candidates = {std::string(kPerson)};
  return input;
}

// A version of a book of that relation, for the names of what it prices.
const BookVersion& version_of(const BookFile& file, Relation relation) {
  static const BookVersion none;
  for (const Book& book : file.books) {
    if (book.relation == relation && !book.versions.empty()) return book.versions.back();
  }
  return none;
}

std::string field_words(const TemplateVersion& model, std::string_view field,
                        const Locale& locale) {
  if (field.starts_with("field.")) return field_title(model, field.substr(6));
  const auto fact = parse_fact(field);
  return fact ? std::string(fact_label(*fact, locale)) : field_title(model, field);
}

Key reason_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::kStopped:
      return Key::play_refused_stopped;
    case RefusalCode::kNoPerson:
    case RefusalCode::kNotCandidate:
      return Key::play_refused_person;
    case RefusalCode::kVisitBegun:
    case RefusalCode::kVisitOpen:
    case RefusalCode::kNoVisit:
      return Key::play_refused_visit;
    case RefusalCode::kSecondToken:
      return Key::play_refused_twice;
    case RefusalCode::kTokensLeft:
      return Key::play_refused_left;
    case RefusalCode::kEndless:
      return Key::play_refused_endless;
    case RefusalCode::kNoCalendar:
      return Key::play_refused_calendar;
    default:
      return Key::play_refused_other;
  }
}

std::string action_words(const Event& event, const Locale& locale) {
  if (const auto action = action_of(event.kind)) return std::string(action_text(*action, locale));
  switch (event.kind) {
    case EventKind::kStart:
      return std::string(locale.text(Key::play_start));
    case EventKind::kReturn:
      return std::string(action_text(Action::kReturn, locale));
    case EventKind::kTransfer:
      return std::string(action_text(Action::kTransfer, locale));
    case EventKind::kSuspend:
      return std::string(action_text(Action::kSuspend, locale));
    case EventKind::kResume:
      return std::string(locale.text(Key::play_resume));
    case EventKind::kTimer:
      return std::string(locale.text(Key::play_timer));
    case EventKind::kForeign:
      return locale.format(Key::play_event, {event_text(event.name, locale)});
    case EventKind::kWarning:
      return std::string(locale.text(Key::play_warning));
    case EventKind::kBroken:
      return std::string(locale.text(Key::play_broken));
    case EventKind::kEscalation:
      return locale.format(Key::play_escalation, {std::to_string(event.level + 1)});
    default:
      return std::string(event_kind_name(event.kind));
  }
}

}  // namespace

Ticket sample_ticket(const TemplateVersion& version, const BookFile& file, int64_t created) {
  Ticket ticket;
  ticket.ticket = "PLAY";
  for (const Fact fact : version.intake)
    ticket.fact(fact) = sample_fact(fact);
  for (const Fact fact :
       {Fact::kDivision, Fact::kServiceType, Fact::kCustomerClass, Fact::kUrgency})
    ticket.fact(fact) = sample_fact(fact);
  ticket.fact(Fact::kTemplate) = version.code;
  ticket.times[static_cast<size_t>(TimeName::kCreated)] = created;
  Visit visit;
  visit.distance_m = kSampleMetres;
  visit.people = {{std::string(kPerson), Role::kLead, {}}};
  TicketLine line;
  line.item = first_item(file);
  line.quantity = 1000;
  // A customer's price depends on who bears it: outside of the warranty he does.
  line.warranty = "out";
  if (!line.item.empty()) visit.lines.push_back(line);
  ticket.visits.push_back(visit);
  return ticket;
}

PlayRun::PlayRun(TemplateDocument document, BookFile file, int64_t now, const Scenario* scenario)
    : document_(std::move(document)),
      file_(std::move(file)),
      settler_(file_),
      play_(document_.model, &settler_, input_of(document_.model, file_, now, scenario)),
      begins_(now) {
  if (scenario == nullptr) {
    restart();
    return;
  }
  if (const auto refusal = play_scenario(play_, *scenario)) refused_ = refusal->refusal;
  shown_ = play_.frames().empty() ? 0 : play_.frames().size() - 1;
}

void PlayRun::restart() {
  refused_.reset();
  play_.back_to(0);
  if (play_.frames().empty()) {
    refused_ = play_.start(begins_);
  }
  shown_ = 0;
}

void PlayRun::show(size_t frame) {
  shown_ = std::min(frame, play_.frames().empty() ? 0 : play_.frames().size() - 1);
}

void PlayRun::move(size_t index, const Values& values) {
  play_.back_to(shown_);
  const std::vector<Offer> offers = play_.moves();
  if (index >= offers.size()) return;
  const Offer& offer = offers[index];
  Event event = offer.event;
  const bool by_itself = offer.at || event.kind == EventKind::kForeign;
  if (!by_itself) event.actor = offer.handler.empty() ? std::string(kPerson) : offer.handler;
  for (const std::string& name : offer.fields) {
    const auto given = values.find(name);
    if (given != values.end()) event.values[name] = given->second;
  }
  const int64_t later = play_.now() + kStepSeconds;
  refused_ = play_.play(std::move(event), std::max(later, offer.at.value_or(0)));
  shown_ = play_.frames().size() - 1;
}

bool PlayRun::run_on() {
  play_.back_to(shown_);
  const bool ended = auto_run(play_);
  shown_ = play_.frames().empty() ? 0 : play_.frames().size() - 1;
  return ended;
}

std::string event_text(const TemplateDocument& document, const Event& event, const Locale& locale) {
  std::string text =
      event.node.empty() ? std::string() : node_title(document.model, event.node, locale) + " · ";
  text += action_words(event, locale);
  if (event.outcome)
    text = locale.format(Key::play_with_outcome, {text, outcome_text(*event.outcome, locale)});
  if (!event.target.empty()) text += " → " + node_title(document.model, event.target, locale);
  return text;
}

std::vector<std::string> waiting_texts(const PlayRun& run, const Frame& frame, Waiting which,
                                       const Locale& locale) {
  std::vector<std::string> texts;
  const Ticket ticket = priced_ticket(frame.state, run.subject());
  for (const Posted& posted : frame.posted) {
    const auto& own = frame.effects.obligations;
    const bool is_own = std::find(own.begin(), own.end(), posted.obligation) != own.end();
    if (posted.posting || (which == Waiting::kOfStep && !is_own)) continue;
    const Relation relation = posted.obligation.relation;
    std::string text(relation_text(relation, locale));
    text += " · " +
            settlement_error_text(posted.error, ticket, version_of(run.file(), relation), locale);
    if (std::find(texts.begin(), texts.end(), text) == texts.end())
      texts.push_back(std::move(text));
  }
  return texts;
}

std::string refusal_text(const TemplateDocument& document, const Refusal& refusal,
                         const Locale& locale) {
  const std::string_view field = refusal.field;
  switch (refusal.code) {
    case RefusalCode::kFieldMissing:
    case RefusalCode::kFieldInvalid:
    case RefusalCode::kFactMissing:
      return locale.format(Key::play_field_refused, {field_words(document.model, field, locale)});
    default:
      return locale.format(Key::play_refused, {node_title(document.model, refusal.node, locale),
                                               locale.text(reason_of(refusal.code))});
  }
}

std::string offer_text(const TemplateDocument& document, const Offer& offer, const Locale& locale) {
  return event_text(document, offer.event, locale);
}

}  // namespace fenming::app::designer
