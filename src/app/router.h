// URL <-> view. A location is a screen, a path below it and a query; every view, filter and
// selection that can be shared lives here. Parsing never fails: an unknown path is the first
// screen.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fenming::app {

enum class ScreenId { kTemplates, kPrices, kSimulator, kImport, kSettings, kGallery };

struct Location {
  ScreenId screen = ScreenId::kPrices;
  std::string path = {};  // what follows the screen's segment, without slashes at the ends
  std::vector<std::pair<std::string, std::string>> query;  // in the order written

  bool operator==(const Location&) const = default;
  // Empty where the parameter is absent.
  std::string_view parameter(std::string_view name) const;
  void set_parameter(std::string_view name, std::string value);  // an empty value removes it
};

std::string_view segment_of(ScreenId screen);
// `url` is path and query ("/simulator/b?from=2026-01"); a fragment is ignored.
Location parse_url(std::string_view url);
std::string format_url(const Location& location);

}  // namespace fenming::app
