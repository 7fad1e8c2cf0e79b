// What the prices screen says above its tables, and who else is at the open book.
#include <algorithm>
#include <string>

#include "app/prices/flow.h"
#include "app/prices/presence.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/feedback.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

// One's own version was sent back: why, above the draft that goes on from it.
void draw_sent_back(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  if (!context.document().is_draft()) return;
  for (const prices::Submission& entry : context.prices().submissions) {
    if (entry.book != context.document().book || entry.author != context.state.account.name)
      continue;
    if (entry.state != "rejected") return;  // the newest decides
    const std::string text =
        ui.tr(Key::prices_submission_rejected, {entry.decided_by, entry.reason});
    const BannerDesc desc{.id = "sent-back", .text = text, .tone = Tone::kWarn};
    banner(ui, rest.cut_top(banner_height(ui, rest.w, desc), space::kGap), desc);
    return;
  }
}

}  // namespace

void draw_others(Ui& ui, const prices::State& own, Rect& row) {
  constexpr size_t kMost = 2;
  for (size_t i = 0; i < std::min(own.others.size(), kMost); ++i) {
    const app::Other& other = own.others[i];
    const std::string place = prices::other_text(own, other, ui.locale);
    const std::string text = other.own ? ui.tr(Key::prices_others_own, {place})
                                       : ui.tr(Key::prices_others, {other.name, place});
    if (badge_width(ui, text) + 420 > row.w) return;  // the buttons come first
    ui.announce({.role = a11y::Role::kStatus, .name = text}, row);
    row.cut_left(badge(ui, row.x, row, text, Tone::kNeutral), 8);
  }
}

void draw_notice(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const prices::State& own = context.prices();
  const auto show = [&](const BannerDesc& desc) {
    const float height = banner_height(ui, rest.w, desc);
    return banner(ui, rest.cut_top(height, space::kGap), desc);
  };
  if (!own.problem.empty() && own.problem_place != "publish" && own.problem_place != "create" &&
      own.problem_place != "review" &&
      show({.id = "problem",
            .text = own.problem,
            .tone = Tone::kBad,
            .action = ui.tr(Key::common_close)}))
    context.push(prices::DismissProblem{});
  draw_sent_back(context, rest);
  if (!prices::is_unrouted(own)) return;
  const bool may_route = context.state.account.has(app::Right::kRouting);
  if (show({.id = "unrouted",
            .text = ui.tr(may_route ? Key::prices_unrouted : Key::prices_unrouted_ask),
            .tone = Tone::kWarn,
            .action = may_route ? ui.tr(Key::prices_route_now) : std::string_view()}))
    context.push(prices::RouteBookNow{});
}

}  // namespace fenming::ui
