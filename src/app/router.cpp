#include "app/router.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace fenming::app {
namespace {

struct Segment {
  ScreenId screen;
  std::string_view text;
};
constexpr std::array kSegments = {
    Segment{ScreenId::kTemplates, "templates"}, Segment{ScreenId::kPrices, "prices"},
    Segment{ScreenId::kSimulator, "simulator"}, Segment{ScreenId::kImport, "import"},
    Segment{ScreenId::kSettings, "settings"},   Segment{ScreenId::kGallery, "gallery"}};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      decoded.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back(plus_is_blank && text[i] == '+' ? ' ' : text[i]);
    }
  }
  return is_valid_utf8(decoded) ? decoded : std::string();
}

std::string percent_encode(std::string_view text, bool keep_slash) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~' || (keep_slash && c == '/');
    if (plain) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

}  // namespace

std::string_view Location::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

void Location::set_parameter(std::string_view name, std::string value) {
  const auto found = std::find_if(query.begin(), query.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  if (found == query.end()) {
    if (!value.empty()) query.emplace_back(std::string(name), std::move(value));
  } else if (value.empty()) {
    query.erase(found);
  } else {
    found->second = std::move(value);
  }
}

std::string_view segment_of(ScreenId screen) {
  for (const auto& segment : kSegments) {
    if (segment.screen == screen) return segment.text;
  }
  return kSegments[0].text;
}

Location parse_url(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const size_t mark = url.find('?');
  std::string_view path = url.substr(0, mark);
  Location location;
  while (!path.empty() && path.front() == '/')
    path.remove_prefix(1);
  const size_t slash = path.find('/');
  for (const auto& segment : kSegments) {
    if (segment.text == path.substr(0, slash)) location.screen = segment.screen;
  }
  if (slash != std::string_view::npos) {
    std::string_view rest = path.substr(slash + 1);
    while (!rest.empty() && rest.back() == '/')
      rest.remove_suffix(1);
    location.path = percent_decode(rest, false);
  }
  if (mark == std::string_view::npos) return location;
  for (const std::string_view pair : split_text(url.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    const bool has_value = equals != std::string_view::npos;
    location.query.emplace_back(
        percent_decode(pair.substr(0, equals), true),
        has_value ? percent_decode(pair.substr(equals + 1), true) : std::string());
  }
  return location;
}

std::string format_url(const Location& location) {
  std::string url = "/" + std::string(segment_of(location.screen));
  if (!location.path.empty()) url += "/" + percent_encode(location.path, true);
  char separator = '?';
  for (const auto& [name, value] : location.query) {
    url += separator + percent_encode(name, false) + "=" + percent_encode(value, false);
    separator = '&';
  }
  return url;
}

}  // namespace fenming::app
