// The gallery's fifth page: distribution, waterfall, scatter, sparklines.
#include <array>
#include <vector>

#include "app/amount_text.h"
#include "ui/gallery/gallery_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr size_t kPoints = 100'000;

// The same numbers in every run: a generator that needs no seed.
class Numbers {
 public:
  // 0 to below - 1; the sum of three is denser in the middle.
  int64_t next(int64_t below) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int64_t>((state_ >> 33) % static_cast<uint64_t>(below));
  }
  int64_t middling(int64_t below) { return (next(below) + next(below) + next(below)) / 3; }

 private:
  uint64_t state_ = 20261124;
};

// Kilometres in metres and amounts in fen of invented tickets, of two kinds.
struct Sample {
  std::vector<app::Point> points;
  std::vector<int64_t> amounts;
  app::PointSummary summary;
  app::Histogram histogram;
};

const Sample& sample() {
  static const Sample made = [] {
    Sample one;
    Numbers numbers;
    for (size_t i = 0; i < kPoints; ++i) {
      const bool far = i % 5 == 0;
      const int64_t metres = far ? 15000 + numbers.middling(45000) : numbers.middling(30000);
      const int64_t fen = 8000 + metres / 5 + numbers.middling(far ? 16000 : 9000);
      one.points.push_back({metres, fen, static_cast<uint8_t>(far ? 1 : 0)});
      one.amounts.push_back(fen);
    }
    one.summary = app::summary_of(one.points, 10);
    one.histogram = app::histogram_of(one.amounts, 40);
    return one;
  }();
  return made;
}

std::string yuan(int64_t fen) {
  return app::format_money(fen);
}
std::string round_yuan(int64_t fen) {
  return app::format_count(fen / 100);
}

void draw_distribution(Ui& ui, const Rect& rect, GalleryPanel& panel) {
  distribution(ui, rect,
               {.id = "distribution",
                .label = ui.tr(Key::gallery_distribution),
                .data = &sample().histogram,
                .value_unit = ui.tr(Key::unit_yuan),
                .count_unit = ui.tr(Key::unit_tickets),
                .format = round_yuan,
                .marked = 20000,
                .marked_label = ui.tr(Key::gallery_ceiling)},
               panel.distribution);
}

void draw_falls(Ui& ui, Rect content, GalleryPanel& panel, app::Actions& actions) {
  const std::array steps = {WaterfallStep{ui.tr(Key::region_north), 41288055},
                            WaterfallStep{ui.tr(Key::region_east), 33105512},
                            WaterfallStep{ui.tr(Key::region_south), -9123017},
                            WaterfallStep{ui.tr(Key::region_central), 27190030},
                            WaterfallStep{ui.tr(Key::region_southwest), -12805044}};
  WaterfallDesc desc{
      .id = "fall",
      .label = ui.tr(Key::gallery_waterfall),
      .start_label = ui.tr(Key::gallery_before),
      .end_label = ui.tr(Key::gallery_after),
      .start = 60000000,
      .steps = steps,
      .unit = ui.tr(Key::unit_ten_thousand),
      .format = app::format_wan,
      .format_change = [](int64_t fen) { return (fen > 0 ? "+" : "") + app::format_wan(fen); }};
  const float half = (content.w - 24) / 2;
  const int pressed = waterfall(ui, content.cut_left(half, 24), desc, panel.fall);
  if (pressed >= 0)
    actions.push(app::ShowToast{app::ToastKind::kInfo,
                                std::string(steps[static_cast<size_t>(pressed)].label)});
  // The same change beside an amount a hundred times larger: its axis begins higher up.
  desc.id = "change";
  desc.label = ui.tr(Key::gallery_waterfall_large);
  desc.start = 17108345216;
  waterfall(ui, content, desc, panel.change);
}

void draw_scatter(Ui& ui, const Rect& rect, GalleryPanel& panel) {
  const std::array series = {ui.tr(Key::gallery_near), ui.tr(Key::gallery_far)};
  scatter(ui, rect,
          {.id = "scatter",
           .label = ui.tr(Key::gallery_scatter),
           .points = sample().points,
           .summary = &sample().summary,
           .x_label = ui.tr(Key::gallery_scatter_x),
           .y_label = ui.tr(Key::gallery_scatter_y),
           .x_format = [](int64_t metres) { return app::format_quantity(metres, 3); },
           .y_format = round_yuan,
           .series = series},
          panel.points);
}

void draw_sparklines(Ui& ui, Rect content) {
  const std::array names = {Key::region_north, Key::region_east, Key::region_south};
  Numbers numbers;
  for (const Key name : names) {
    std::vector<int64_t> months;
    for (int i = 0; i < 24; ++i)
      months.push_back(3000000 + i * 60000 + numbers.next(900000));
    Rect row = content.cut_top(34, 4);
    label(ui, row.cut_left(72, 8), ui.tr(name), {});
    label(ui, row.cut_right(96, 8), yuan(months.back()),
          {type::kBase, Weight::kSemibold, ui.theme.text, Align::kRight});
    sparkline(ui, row, {ui.tr(name), months, yuan});
  }
}

}  // namespace

float draw_charts_page(Ui& ui, const Rect& area, const GalleryView&, GalleryPanel& panel,
                       app::Actions& actions) {
  Rect rest = area;
  rest.h = 1e6f;
  Rect upper = rest.cut_top(320, space::kGap);
  const float narrow = std::min(300.0f, area.w * 0.3f);
  draw_sparklines(
      ui, titled_card(ui, upper.cut_right(narrow, space::kGap), ui.tr(Key::gallery_sparklines)));
  draw_distribution(ui, titled_card(ui, upper, ui.tr(Key::gallery_distribution)), panel);
  draw_falls(ui, titled_card(ui, rest.cut_top(320, space::kGap), ui.tr(Key::gallery_waterfall)),
             panel, actions);
  draw_scatter(ui, titled_card(ui, rest.cut_top(400, space::kGap), ui.tr(Key::gallery_scatter)),
               panel);
  return rest.y;
}

}  // namespace fenming::ui
