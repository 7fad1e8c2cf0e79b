// What the prices screen says above its tables.
#include <algorithm>
#include <string>

#include "app/prices/flow.h"
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
