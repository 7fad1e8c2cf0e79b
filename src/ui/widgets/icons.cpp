#include "ui/widgets/icons.h"

#include <array>
#include <cmath>
#include <string_view>

namespace fenming::ui {
namespace {

// A path is a list of commands on the 16 px grid: M x y starts a stroke, L x y continues it, Z
// closes it, O x y r draws a circle, D x y r a filled dot, A x y r a0 a1 an arc in degrees.
constexpr std::array<std::string_view, static_cast<size_t>(Icon::kCount)> kPaths = {
    "",
    "M5.5 2.5 L10.5 2.5 L10.5 5.5 L5.5 5.5 Z M1.8 10.5 L6.3 10.5 L6.3 13.5 L1.8 13.5 Z "
    "M9.7 10.5 L14.2 10.5 L14.2 13.5 L9.7 13.5 Z M8 5.5 L8 8 M4 10.5 L4 8 L12 8 L12 10.5",
    "M3.5 3 L8 8.2 L12.5 3 M8 8.2 L8 13.5 M4.5 8.5 L11.5 8.5 M4.5 11 L11.5 11",  // prices ¥
    "M2.5 4.5 L8 4.5 M12 4.5 L13.5 4.5 O10 4.5 1.8 M2.5 11.5 L4 11.5 M8 11.5 L13.5 11.5 O6 11.5 "
    "1.8",
    "M8 2.5 L8 9.5 M5 6.7 L8 9.7 L11 6.7 M2.5 10 L2.5 13.5 L13.5 13.5 L13.5 10",  // import
    "M2.5 2.5 L6.5 2.5 L6.5 6.5 L2.5 6.5 Z M9.5 2.5 L13.5 2.5 L13.5 6.5 L9.5 6.5 Z "
    "M2.5 9.5 L6.5 9.5 L6.5 13.5 L2.5 13.5 Z M9.5 9.5 L13.5 9.5 L13.5 13.5 L9.5 13.5 Z",  // gallery
    "O7 7 4.2 M10.2 10.2 L13.5 13.5",                                                     // search
    "M8 3 L8 13 M3 8 L13 8",
    "M3 8 L13 8",
    "M4 4 L12 12 M12 4 L4 12",
    "M3 8.5 L6.5 12 L13 4.5",
    "M4.5 6.5 L8 10 L11.5 6.5",
    "M6.5 4.5 L10 8 L6.5 11.5",
    "M4.5 9.5 L8 6 L11.5 9.5",
    "M9.5 4.5 L6 8 L9.5 11.5",
    "D3.5 8 1.2 D8 8 1.2 D12.5 8 1.2",
    "M3 13 L3.5 10.3 L10.8 3 L13 5.2 L5.7 12.5 Z M9.3 4.5 L11.5 6.7",  // edit
    "M2.5 4.5 L13.5 4.5 M6 4.5 L6 2.5 L10 2.5 L10 4.5 M4 4.5 L4.6 13.5 L11.4 13.5 L12 4.5 "
    "M6.7 7 L6.7 11 M9.3 7 L9.3 11",  // trash
    "M5.5 5.5 L13.5 5.5 L13.5 13.5 L5.5 13.5 Z M10.5 5.5 L10.5 2.5 L2.5 2.5 L2.5 10.5 L5.5 10.5",
    "M8 2.5 L8 10 M4.8 7 L8 10.2 L11.2 7 M3 13.5 L13 13.5",
    "M8 10.5 L8 3 M4.8 6 L8 2.8 L11.2 6 M3 13.5 L13 13.5",
    "M6 3 L3 6 L6 9 M3 6 L9.5 6 A9.5 9.5 3.5 -90 90 M9.5 13 L6 13",         // undo
    "M10 3 L13 6 L10 9 M13 6 L6.5 6 A6.5 9.5 3.5 -90 -270 M6.5 13 L10 13",  // redo
    "M2.5 3.5 L13.5 3.5 L9.5 8.5 L9.5 13 L6.5 11.5 L6.5 8.5 Z",
    "M5 3 L5 13 M2.5 5.5 L5 3 L7.5 5.5 M11 13 L11 3 M8.5 10.5 L11 13 L13.5 10.5",  // sort
    "O8 8 5.5 M8 7.3 L8 11 D8 5.1 0.9",
    "M8 2.5 L14 13 L2 13 Z M8 6.3 L8 9.3 D8 11.2 0.8",
    "O8 8 5.5 M8 4.9 L8 8.7 D8 10.9 0.9",
    "O8 8 2.7 M8 1.8 L8 3.2 M8 12.8 L8 14.2 M1.8 8 L3.2 8 M12.8 8 L14.2 8 M3.6 3.6 L4.6 4.6 "
    "M11.4 11.4 L12.4 12.4 M3.6 12.4 L4.6 11.4 M11.4 4.6 L12.4 3.6",                  // sun
    "A8 8 5.4 14 263 A10.7 5.6 4.5 56 221",                                           // moon
    "O8 8 5.5 M2.5 8 L13.5 8 M8 2.5 L6 5 L6 11 L8 13.5 M8 2.5 L10 5 L10 11 L8 13.5",  // globe
    "O8 5.2 2.6 A8 14 5.3 -165 -15",                                                  // user
    "M6.5 9.5 L9.5 6.5 M7.5 4.5 L9 3 L11 3 L13 5 L13 7 L11.5 8.5 M8.5 11.5 L7 13 L5 13 L3 11 L3 9 "
    "L4.5 7.5",
    "M2.5 3.5 L13.5 3.5 L13.5 13.5 L2.5 13.5 Z M2.5 6.5 L13.5 6.5 M5.5 2 L5.5 5 M10.5 2 L10.5 5",
    "A8 11.5 6.6 -155 -25 A8 4.5 6.6 25 155 O8 8 1.9",            // eye
    "M3.5 7.5 L12.5 7.5 L12.5 13.5 L3.5 13.5 Z A8 7 2.8 -180 0",  // lock
    "O8 8 5.5 M8 4.8 L8 8 L10.3 9.6",                             // history
    "O8 8 1.8 O8 8 4.4 M8 1.6 L8 3.6 M8 12.4 L8 14.4 M1.6 8 L3.6 8 M12.4 8 L14.4 8 "
    "M3.5 3.5 L4.9 4.9 M11.1 11.1 L12.5 12.5 M3.5 12.5 L4.9 11.1 M11.1 4.9 L12.5 3.5",  // settings
    "M2.5 8.5 L4.5 3 L11.5 3 L13.5 8.5 L13.5 13 L2.5 13 Z M2.5 8.5 L6 8.5 L6.8 10.5 L9.2 10.5 L10 "
    "8.5 L13.5 8.5",
    "M4.5 2.8 L12.5 8 L4.5 13.2 Z",  // play
    "M2.5 6 L2.5 2.5 L6 2.5 M10 2.5 L13.5 2.5 L13.5 6 M13.5 10 L13.5 13.5 L10 13.5 M6 13.5 L2.5 "
    "13.5 L2.5 10",                                                                     // fit
    "M2.5 5.5 L13.5 5.5 M2.5 10.5 L13.5 10.5 M5.5 2.5 L5.5 13.5 M10.5 2.5 L10.5 13.5",  // grid
    "M8 2.5 L8 13.5 M5.5 8 L2 8 M3.5 6.3 L1.8 8 L3.5 9.7 M10.5 8 L14 8 M12.5 6.3 L14.2 8 L12.5 "
    "9.7",  // space
    "M3 3 L7 3 M9 3 L13 3 M3 8 L13 8 M5 13 L11 13 M8 3 L8 13"};

constexpr float kStroke = 1.35f;

class PathReader {
 public:
  explicit PathReader(std::string_view path) : path_(path) {}

  // The next command letter, or 0 at the end.
  char command() {
    skip_blanks();
    return at_ < path_.size() ? path_[at_++] : '\0';
  }
  float number() {
    skip_blanks();
    const bool negative = at_ < path_.size() && path_[at_] == '-';
    if (negative) ++at_;
    float value = 0;
    float unit = 0;
    for (; at_ < path_.size(); ++at_) {
      const char c = path_[at_];
      if (c == '.') {
        unit = 1;
      } else if (c >= '0' && c <= '9') {
        value = value * 10 + static_cast<float>(c - '0');
        unit *= 10;
      } else {
        break;
      }
    }
    if (unit > 0) value /= unit;
    return negative ? -value : value;
  }

 private:
  void skip_blanks() {
    while (at_ < path_.size() && path_[at_] == ' ')
      ++at_;
  }
  std::string_view path_;
  size_t at_ = 0;
};

}  // namespace

void draw_icon(ImDrawList* list, const Rect& rect, Icon icon, ImU32 colour, float scale) {
  PathReader reader(kPaths[static_cast<size_t>(icon)]);
  const ImVec2 origin(std::round(rect.x + (rect.w - 16 * scale) / 2),
                      std::round(rect.y + (rect.h - 16 * scale) / 2));
  const auto point = [&] {
    const float x = reader.number();
    const float y = reader.number();
    return ImVec2(origin.x + x * scale, origin.y + y * scale);
  };
  const auto finish = [&](ImDrawFlags flags) { list->PathStroke(colour, flags, kStroke * scale); };
  constexpr float kDegree = 3.14159265f / 180;
  bool open = false;
  for (char command = reader.command(); command != '\0'; command = reader.command()) {
    if (open && command != 'L' && command != 'Z') {
      finish(ImDrawFlags_None);
      open = false;
    }
    if (command == 'M' || command == 'L') {
      list->PathLineTo(point());
      open = true;
    } else if (command == 'Z') {
      finish(ImDrawFlags_Closed);
      open = false;
    } else {
      const ImVec2 center = point();
      const float radius = reader.number() * scale;
      if (command == 'O') list->AddCircle(center, radius, colour, 0, kStroke * scale);
      if (command == 'D') list->AddCircleFilled(center, radius, colour);
      if (command == 'A') {
        const float from = reader.number() * kDegree;
        const float to = reader.number() * kDegree;
        list->PathArcTo(center, radius, from, to, 16);
        finish(ImDrawFlags_None);
      }
    }
  }
  if (open) finish(ImDrawFlags_None);
}

}  // namespace fenming::ui
