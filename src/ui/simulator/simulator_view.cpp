#include "ui/simulator/simulator_view.h"

#include <algorithm>

#include "app/pricing/condition_sentence.h"
#include "base/text.h"

namespace fenming::ui {
namespace {

namespace sim = app::simulator;

SimulatorTab tab_of(const app::Location& location) {
  const std::string_view name = location.parameter("tab");
  for (size_t i = 0; i < kSimulatorTabs.size(); ++i) {
    if (name == kSimulatorTabs[i].parameter) return static_cast<SimulatorTab>(i);
  }
  return SimulatorTab::kPlaces;
}

int number_of(const app::Location& location, std::string_view name) {
  const auto number = parse_decimal(location.parameter(name), 0);
  return number ? static_cast<int>(*number) : -1;
}

// Everything that a view is made from, as text.
std::string key_of(const app::AppState& state) {
  const sim::State& simulator = state.simulator;
  std::string key = app::format_url(state.location) +
                    (state.preferences.language == app::Language::kChinese ? "|zh|" : "|en|") +
                    std::to_string(simulator.sessions);
  if (!simulator.session) return key;
  const sim::Session& session = *simulator.session;
  for (const uint64_t number :
       {uint64_t{session.edits()}, session.what_if().totals().edition, session.settled().edition,
        session.item_sums().edition, uint64_t{session.item_sums().done / 500},
        uint64_t{session.backtest() == nullptr ? 0 : session.backtest()->done() / 500 + 1},
        uint64_t{session.log().position()}})
    key += "|" + std::to_string(number);
  return key;
}

void add_knobs(SimulatorView& view, const sim::Session& session, const app::Locale& locale) {
  view.knobs = sim::list_knobs(session.baseline(), session.candidate(), locale);
  std::stable_partition(view.knobs.begin(), view.knobs.end(),
                        [](const sim::Knob& knob) { return knob.changed(); });
  view.changed = static_cast<int>(std::count_if(
      view.knobs.begin(), view.knobs.end(), [](const sim::Knob& knob) { return knob.changed(); }));
  if (!session.preview()) return;
  for (sim::Knob& knob : view.knobs) {
    if (knob.address == session.preview()->address) knob.value = session.preview()->value;
  }
}

void add_drill(SimulatorView& view, const app::AppState& state, const sim::Session& session,
               const app::Locale& locale) {
  const app::Location& at = state.location;
  sim::TicketFilter filter;
  std::string title;
  const int row = number_of(at, "row");
  filter.month = number_of(at, "month");
  if (row >= 0 && static_cast<size_t>(row) < view.heat.rows.size()) {
    filter.groups = view.heat.groups[static_cast<size_t>(row)];
    title = view.heat.rows[static_cast<size_t>(row)];
  }
  if (filter.month >= 0 && static_cast<size_t>(filter.month) < view.heat.columns.size())
    title += " 20" + view.heat.columns[static_cast<size_t>(filter.month)];
  filter.person = at.parameter("person");
  if (!filter.person.empty()) title = filter.person;
  const std::string_view tier = at.parameter("tier");
  if (!tier.empty()) {
    filter.by_tier = true;
    if (tier != kNoTier) filter.tier = tier;
    title = tier == kNoTier ? std::string(locale.text(app::Key::simulator_no_tier))
                            : sim::tier_name(session.candidate(), tier);
  }
  view.drilled = !title.empty();
  view.drill_title = title;
  if (view.drilled) view.tickets = tickets_of(session, filter);
  const std::string_view name = at.parameter("ticket");
  if (name.empty()) return;
  const uint32_t ticket = sim::find_ticket(session.history(), name);
  if (ticket < session.history().size()) view.ticket = sim::ticket_view(session, ticket, locale);
}

// What walks over all tickets waits until the figures are exact.
void add_lists(SimulatorView& view, const app::AppState& state, const sim::Session& session,
               const app::Locale& locale) {
  view.people = people_of(session);
  view.bands = bands_of(view.people);
  view.tickets.clear();
  view.ticket.reset();
  view.tiers.clear();
  if (view.tab == SimulatorTab::kTiers) view.tiers = tiers_of(session);
  if (view.tab == SimulatorTab::kItems) {
    view.items = items_of(session);
    const uint32_t size = session.history().size();
    view.items_percent =
        size == 0 ? 100 : static_cast<int>(uint64_t{session.item_sums().done} * 100 / size);
  }
  if (view.tab == SimulatorTab::kBacktest) view.backtest = backtest_view(session, locale);
  view.coverage = coverage_of(session);
  add_drill(view, state, session, locale);
}

}  // namespace

const SimulatorView& SimulatorViewCache::of(const app::AppState& state, const app::Locale& locale) {
  const sim::State& simulator = state.simulator;
  const bool has_session = simulator.session != nullptr;
  view_.state = &simulator;
  view_.has_session = has_session;
  view_.progress = has_session ? progress_of(*simulator.session) : sim::Progress{};
  view_.exact = has_session && simulator.session->is_exact() && !simulator.session->preview();
  view_.summing_percent =
      has_session && simulator.session->is_summing() && simulator.session->history().size() > 0
          ? static_cast<int>(uint64_t{simulator.session->summed()} * 100 /
                             simulator.session->history().size())
          : -1;
  std::string key = key_of(state) + (view_.exact ? "|exact" : "");
  if (key == key_) return view_;
  key_ = std::move(key);
  const std::string place = app::format_url(state.location) + std::to_string(simulator.sessions);
  if (place != exact_key_) {
    const auto progress = view_.progress;
    const bool exact = view_.exact;
    const int summing = view_.summing_percent;
    view_ = {};
    view_.summing_percent = summing;
    view_.state = &simulator;
    view_.has_session = has_session;
    view_.progress = progress;
    view_.exact = exact;
  }
  exact_key_ = place;
  if (!has_session) return view_;
  const sim::Session& session = *simulator.session;
  view_.tab = tab_of(state.location);
  const std::string_view side = state.location.parameter("side");
  view_.winners = side == "up";
  view_.level = state.location.parameter("level") == "province" ? sim::PlaceLevel::kProvince
                                                                : sim::PlaceLevel::kRegion;
  view_.has_totals = session.what_if().has_totals();
  view_.figures = figures_of(session);
  view_.heat = heat_of(session, view_.level, locale);
  view_.can_undo = session.log().can_undo();
  view_.can_redo = session.log().can_redo();
  add_knobs(view_, session, locale);
  if (view_.exact) add_lists(view_, state, session, locale);
  // Who lost comes first; where nobody did and nothing was chosen, who gained.
  const bool nobody_lost = !view_.people.empty() && view_.people.front().delta_fen >= 0;
  if (side.empty() && nobody_lost) view_.winners = view_.people.back().delta_fen > 0;
  return view_;
}

app::Location with_parameter(const app::AppState& state, std::string_view name, std::string value) {
  app::Location location = state.location;
  location.set_parameter(name, std::move(value));
  return location;
}

}  // namespace fenming::ui
