#include "app/designer/drawing_svg.h"

#include <algorithm>
#include <string_view>

#include "app/designer/labels.h"
#include "base/text.h"

namespace fenming::app::designer {
namespace {

constexpr int32_t kMargin = 24;
// The light colours of the screen, which a printed page wants too.
constexpr std::string_view kPaper = "#ffffff";
constexpr std::string_view kGround = "#f6f7f9";
constexpr std::string_view kLine = "#c9ced6";
constexpr std::string_view kInk = "#1c2430";
constexpr std::string_view kFaint = "#5b6675";
constexpr std::string_view kAccent = "#0b66c3";
constexpr std::string_view kGood = "#1a7f4b";
constexpr std::string_view kWarn = "#a15c00";
constexpr std::string_view kBad = "#c0392b";
constexpr std::string_view kNotePaper = "#fff6dc";

std::string_view stripe_of(const SceneNode& node) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNamed = {
      std::pair("blue", "#2f6fd0"), std::pair("green", "#2a8f5a"), std::pair("orange", "#c77700"),
      std::pair("purple", "#7a4fc0"), std::pair("red", "#c0392b")};
  for (const auto& [name, colour] : kNamed) {
    if (node.colour == name) return colour;
  }
  using workflow::NodeKind;
  switch (node.kind) {
    case NodeKind::kStart:
    case NodeKind::kEnd:
    case NodeKind::kCancel:
      return kFaint;
    case NodeKind::kBranch:
    case NodeKind::kSplit:
    case NodeKind::kJoin:
      return kAccent;
    case NodeKind::kWait:
    case NodeKind::kNotify:
    case NodeKind::kConvert:
      return kWarn;
    default:
      return kGood;
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // Control characters are no characters of XML.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

// The text, or as much of it as fits with an ellipsis.
std::string fitted(std::string_view text, int32_t size, int32_t width) {
  std::string out;
  int32_t used = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t code = next_code_point(text, at);
    used += character_width(code, size);
    if (used > width - size && at < text.size()) return out + "…";
    out += text.substr(begin, at - begin);
  }
  return out;
}

class Svg {
 public:
  Svg(const CanvasBox& view, const std::string& title) {
    out_ =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(view.w) + "\" height=\"" +
        number(view.h) + "\" viewBox=\"" + number(view.x) + " " + number(view.y) + " " +
        number(view.w) + " " + number(view.h) + "\" role=\"img\" font-family=\"" +
        "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif\">\n<title>" +
        escaped(title) + "</title>\n";
    box(view, 0, kGround, {});
  }

  void box(const CanvasBox& box, int32_t radius, std::string_view fill, std::string_view stroke,
           std::string_view more = {}) {
    out_ += "<rect x=\"" + number(box.x) + "\" y=\"" + number(box.y) + "\" width=\"" +
            number(box.w) + "\" height=\"" + number(box.h) + "\"";
    if (radius > 0) out_ += " rx=\"" + number(radius) + "\"";
    out_ += " fill=\"" + std::string(fill) + "\"";
    if (!stroke.empty()) out_ += " stroke=\"" + std::string(stroke) + "\"";
    out_ += std::string(more) + "/>\n";
  }
  void text(CanvasPoint at, std::string_view words, int32_t size, std::string_view fill,
            std::string_view more = {}) {
    if (words.empty()) return;
    out_ += "<text x=\"" + number(at.x) + "\" y=\"" + number(at.y) + "\" font-size=\"" +
            number(size) + "\" fill=\"" + std::string(fill) + "\"" + std::string(more) + ">" +
            escaped(words) + "</text>\n";
  }
  void curve(const std::vector<CanvasPoint>& curve, std::string_view stroke) {
    if (curve.size() < 4) return;
    out_ += "<path d=\"M" + point(curve[0]);
    for (size_t i = 1; i + 2 < curve.size(); i += 3)
      out_ += " C" + point(curve[i]) + " " + point(curve[i + 1]) + " " + point(curve[i + 2]);
    out_ += "\" fill=\"none\" stroke=\"" + std::string(stroke) +
            "\" stroke-width=\"1.5\" marker-end=\"url(#tip)\"/>\n";
  }
  void raw(std::string_view text) { out_ += text; }
  std::string take() { return std::move(out_) + "</svg>\n"; }

 private:
  static std::string number(int32_t value) { return std::to_string(value); }
  static std::string point(CanvasPoint at) { return number(at.x) + "," + number(at.y); }

  std::string out_;
};

void draw_node(Svg& svg, const SceneNode& node) {
  const CanvasBox& box = node.box;
  const bool marked = node.mark != Mark::kNone;
  const std::string_view border = node.mark == Mark::kError ? kBad : marked ? kWarn : kLine;
  svg.box(box, 6, node.disabled ? kGround : kPaper, border);
  svg.box({box.x, box.y, 4, box.h}, 2, stripe_of(node), {});
  svg.text({box.x + 16, box.y + 24}, fitted(node.title, 14, box.w - 24), 14,
           node.disabled ? kFaint : kInk);
  svg.text({box.x + 16, box.y + 43}, fitted(node.note, 11, box.w - 24), 11, kFaint);
  if (node.fees.empty()) return;
  const CanvasBox pill = fee_box(node);
  svg.box(pill, 9, "#e3effb", {});
  svg.text({pill.center().x, box.y + 4}, fee_line(node), kFeeText, kAccent,
           " text-anchor=\"middle\"");
}

void draw_label(Svg& svg, const SceneEdge& edge) {
  if (edge.label.empty()) return;
  const std::string words = fitted(edge.label, kLabelText, kLabelWidth);
  svg.box(label_box(edge), 4, kGround, {});
  svg.text({edge.label_at.x, edge.label_at.y + 4}, words, kLabelText, kFaint,
           " text-anchor=\"middle\"");
}

// Lines of a note, broken where they would leave it.
void draw_note(Svg& svg, const SceneNote& note) {
  svg.box(note.box, 4, kNotePaper, kLine);
  std::string line;
  int32_t y = note.box.y + 20;
  const auto flush = [&] {
    if (y < note.box.bottom()) svg.text({note.box.x + 8, y}, line, 12, kInk);
    line.clear();
    y += 17;
  };
  for (size_t at = 0; at < note.text.size();) {
    const size_t begin = at;
    const char32_t code = next_code_point(note.text, at);
    if (code == U'\n' || text_width(line, 12) + character_width(code, 12) > note.box.w - 16)
      flush();
    if (code != U'\n') line += note.text.substr(begin, at - begin);
  }
  flush();
}

}  // namespace

std::string drawing_svg(const Scene& scene, const std::string& title) {
  CanvasBox view = scene.everything;
  view = {view.x - kMargin, view.y - kMargin, view.w + 2 * kMargin, view.h + 2 * kMargin};
  Svg svg(view, title);
  svg.raw(
      "<defs><marker id=\"tip\" viewBox=\"0 0 9 9\" refX=\"9\" refY=\"4.5\" markerWidth=\"7\" "
      "markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0,0 L9,4.5 L0,9 z\" "
      "fill=\"#8b95a3\"/></marker></defs>\n");
  for (const SceneGroup& group : scene.groups) {
    svg.box(group.box, 10, group.collapsed ? kPaper : "#edf3fa", kLine);
    svg.text({group.box.x + 12, group.box.y + 19}, fitted(group.title, 12, group.box.w - 24), 12,
             kFaint, " font-weight=\"600\"");
  }
  for (const SceneEdge& edge : scene.edges)
    svg.curve(edge.curve, edge.mark == Mark::kError ? kBad : "#8b95a3");
  for (const SceneNode& node : scene.nodes)
    draw_node(svg, node);
  for (const SceneEdge& edge : scene.edges)
    draw_label(svg, edge);
  for (const SceneNote& note : scene.notes)
    draw_note(svg, note);
  return svg.take();
}

}  // namespace fenming::app::designer
