// Real facts that the demo uses: places, city classes, holidays; and its invented catalogue.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/pricing/book.h"
#include "engine/simulation/history.h"

namespace fenming::demo {

struct Place {
  std::string_view county;
  uint32_t weight;  // how much work it has
};
std::span<const Place> places();

CityClassTable city_classes();
Calendar calendar();
ZoneTable zones();

struct DemoItem {
  std::string_view item;
  std::string_view name;
  std::string_view service_type;
  std::string_view unit;
  int64_t technician_fen;  // per unit
  int64_t customer_fen;
  uint32_t weight;
};
std::span<const DemoItem> items();

struct DemoPart {
  std::string_view part;
  std::string_view name;
  std::string_view unit;
  int64_t cost_fen;
};
std::span<const DemoPart> parts();

// Sets what was paid for each ticket of a demo history.
void pay(History& history, uint64_t seed);

}  // namespace fenming::demo
