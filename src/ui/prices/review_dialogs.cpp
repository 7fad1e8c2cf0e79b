// Two versions compared, and a version that somebody handed in.
#include <array>
#include <string>
#include <utility>

#include "app/prices/review.h"
#include "app/prices/sync.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr float kWidth = 860;
constexpr float kHeight = 640;

std::string version_text(const Ui& ui, int32_t number) {
  return number > 0 ? "v" + std::to_string(number) : std::string(ui.tr(Key::status_draft));
}

void to_simulator(PricesContext& context, const prices::Review& review) {
  app::Location location;
  location.screen = app::ScreenId::kSimulator;
  location.set_parameter("book", review.book);
  location.set_parameter("base", std::to_string(review.before_number));
  location.set_parameter("with", std::to_string(review.after_number));
  context.actions.push(app::Navigate{std::move(location)});
}

// Why it cannot be approved, or what approving would accept; empty where nothing is to be said.
std::string submission_notice(const PricesContext& context, const prices::Submission& submission,
                              bool own, bool stale) {
  const Ui& ui = context.ui;
  const prices::State& state = context.prices();
  if (stale)
    return ui.tr(Key::prices_submission_stale,
                 {std::to_string(submission.base),
                  std::to_string(latest_number(*find_book(state, submission.book)))});
  if (own) return std::string(ui.tr(Key::prices_submission_own));
  if (!state.new_warnings.empty()) return std::string(ui.tr(Key::prices_submission_warnings));
  return std::string(context.problem_at("review"));
}

// The buttons; true where the dialog is done with.
bool draw_decisions(PricesContext& context, Rect foot, bool own, bool stale) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  const bool busy = context.prices().deciding;
  if (button_right(ui, foot, {.label = ui.tr(Key::common_close)})) return true;
  if (own) {
    if (button_right(ui, foot,
                     {.id = "withdraw", .label = ui.tr(Key::prices_withdraw), .disabled = busy}))
      context.push(prices::Decide{prices::Decision::kWithdraw, {}});
    return false;
  }
  if (!context.may_edit()) return false;
  if (button_right(ui, foot,
                   {.id = "approve",
                    .label = ui.tr(Key::prices_approve),
                    .kind = ButtonKind::kPrimary,
                    .disabled = busy || stale}))
    context.push(prices::Decide{prices::Decision::kApprove, {}});
  if (button_right(ui, foot,
                   {.id = "reject",
                    .label = ui.tr(Key::prices_reject),
                    .kind = ButtonKind::kDanger,
                    .disabled = busy || panel.reject_reason.empty()}))
    context.push(prices::Decide{prices::Decision::kReject, panel.reject_reason});
  const auto reason = text_field(ui, foot.cut_left(std::min(foot.w, 320.0f)),
                                 {.id = "reason",
                                  .label = ui.tr(Key::prices_reject_reason),
                                  .value = panel.reject_reason,
                                  .hint = ui.tr(Key::prices_reject_reason)});
  if (reason.changed || reason.committed) panel.reject_reason = reason.text;
  return false;
}

}  // namespace

void draw_comparison(PricesContext& context) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  if (std::exchange(panel.wants_comparison, false)) {
    panel.comparing = true;
    panel.changes = {};
    open_dialog(ui, "comparison");
  }
  const prices::Review* review = context.prices().review.get();
  const std::string title =
      review == nullptr ? std::string()
                        : ui.tr(Key::prices_review_title, {version_text(ui, review->before_number),
                                                           version_text(ui, review->after_number)});
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui, {.id = "comparison", .title = title, .width = kWidth, .height = kHeight},
                    content, closed)) {
    if (std::exchange(panel.comparing, false)) context.push(prices::CloseReview{});
    return;
  }
  Rect foot = content.cut_bottom(space::kControl, 12);
  draw_review(context, content);
  if (button_right(ui, foot, {.label = ui.tr(Key::common_close)})) closed = true;
  if (review != nullptr && button_left(ui, foot,
                                       {.id = "simulate",
                                        .label = ui.tr(Key::prices_review_open_simulator),
                                        .icon = Icon::kSimulator})) {
    to_simulator(context, *review);
    closed = true;
  }
  if (closed) close_popup();
  end_dialog(ui);
}

void draw_submission(PricesContext& context) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  const prices::Review* review = context.prices().review.get();
  const std::string open = review != nullptr ? review->submission : std::string();
  if (!open.empty() && panel.submission != open) {
    panel.changes = {};
    panel.reject_reason.clear();
    open_dialog(ui, "submission");
  }
  if (!open.empty()) panel.submission = open;
  const prices::Submission* submission = find_submission(context.prices(), panel.submission);
  const std::string title = submission == nullptr ? std::string()
                                                  : ui.tr(Key::prices_submission_title,
                                                          {submission->author, submission->from});
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui, {.id = "submission", .title = title, .width = kWidth, .height = kHeight},
                    content, closed)) {
    if (!std::exchange(panel.submission, {}).empty() && !open.empty())
      context.push(prices::CloseReview{});
    return;
  }
  const prices::BookEntry* book =
      submission != nullptr ? find_book(context.prices(), submission->book) : nullptr;
  const bool own = submission != nullptr && submission->author == context.state.account.name;
  const bool stale = book != nullptr && latest_number(*book) != submission->base;
  const Rect foot = content.cut_bottom(space::kControl, 12);
  if (submission != nullptr && book != nullptr) {
    if (!submission->note.empty())
      label(ui, content.cut_top(22, 6),
            std::string(ui.tr(Key::prices_submission_note)) + ": " + submission->note);
    const std::string notice = submission_notice(context, *submission, own, stale);
    if (!notice.empty()) {
      const BannerDesc desc{.id = "notice", .text = notice, .tone = Tone::kWarn};
      banner(ui, content.cut_top(banner_height(ui, content.w, desc), 10), desc);
    }
  }
  draw_review(context, content);
  if (draw_decisions(context, foot, own, stale)) closed = true;
  if (closed || open.empty()) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
