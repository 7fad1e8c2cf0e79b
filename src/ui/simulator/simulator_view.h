// What the simulator's panels draw: view-models of the running session, made again only when the
// session, the location or the language changed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/actions.h"
#include "app/simulator/backtest_view.h"
#include "app/simulator/ticket_view.h"
#include "app/simulator/views.h"

namespace fenming::ui {

// In an address: the tickets that no tier prices.
inline constexpr std::string_view kNoTier = "-";

enum class SimulatorTab : uint8_t { kPlaces, kTiers, kItems, kPeople, kBands, kBacktest };
// In the order of the enumeration; the parameter stands in the address.
struct SimulatorTabName {
  app::Key label;
  std::string_view parameter;
};
inline constexpr std::array kSimulatorTabs = {
    SimulatorTabName{app::Key::simulator_tab_places, ""},
    SimulatorTabName{app::Key::simulator_tab_tiers, "tiers"},
    SimulatorTabName{app::Key::simulator_tab_items, "items"},
    SimulatorTabName{app::Key::simulator_tab_people, "people"},
    SimulatorTabName{app::Key::simulator_tab_bands, "bands"},
    SimulatorTabName{app::Key::simulator_tab_backtest, "backtest"}};

struct SimulatorView {
  const app::simulator::State* state = nullptr;
  bool has_session = false;
  bool has_totals = false;
  bool exact = false;
  app::simulator::Progress progress;
  int summing_percent = -1;  // of people and plans; negative: done
  SimulatorTab tab = SimulatorTab::kPlaces;
  app::simulator::PlaceLevel level = app::simulator::PlaceLevel::kRegion;
  bool winners = false;

  app::simulator::Figures figures;
  app::simulator::HeatView heat;
  std::vector<app::simulator::Knob> knobs;  // changed ones first
  int changed = 0;
  bool can_undo = false;
  bool can_redo = false;
  std::vector<app::simulator::SumRow> tiers;
  std::vector<app::simulator::SumRow> items;
  int items_percent = 100;
  std::vector<app::simulator::PersonRow> people;
  std::vector<app::simulator::Band> bands;
  app::simulator::BacktestView backtest;
  app::simulator::Coverage coverage;

  bool drilled = false;
  std::string drill_title;
  std::vector<uint32_t> tickets;
  std::optional<app::simulator::TicketView> ticket;
};

class SimulatorViewCache {
 public:
  const SimulatorView& of(const app::AppState& state, const app::Locale& locale);

 private:
  std::string key_;
  std::string exact_key_;
  SimulatorView view_;
};

// The location with one parameter changed; an empty value removes it.
app::Location with_parameter(const app::AppState& state, std::string_view name, std::string value);

}  // namespace fenming::ui
