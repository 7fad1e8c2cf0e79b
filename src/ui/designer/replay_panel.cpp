// 上月工单回放 beside the canvas: how many of last month's tickets would have gone, lasted or been
// paid otherwise under the open template, what that is worth, and each of them in full.
#include "app/amount_text.h"
#include "app/designer/replay.h"
#include "app/designer/words.h"
#include "ui/designer/parts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

std::string signed_money(int64_t fen) {
  return (fen > 0 ? "+" : "") + app::format_money(fen);
}

void draw_sum(DesignerContext& context, Rect& rest, Relation relation, const ReplaySum& sum) {
  Ui& ui = context.ui;
  if (sum.before_fen == 0 && sum.after_fen == 0) return;
  const int64_t change = sum.after_fen - sum.before_fen;
  Rect row = rest.cut_top(24);
  label(ui, row.cut_right(104), signed_money(change),
        {type::kBase, Weight::kSemibold, change == 0 ? 0 : ui.theme.accent, Align::kRight});
  label(ui, row, relation_text(relation, ui.locale));
  const std::string amounts = ui.tr(
      Key::replay_from_to, {app::format_money(sum.before_fen), app::format_money(sum.after_fen)});
  label(ui, rest.cut_top(18, 6), amounts, {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

void draw_totals(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const HistoryReplay& replay = *context.own().replay;
  const ReplayTotals& totals = replay.totals();
  const auto count = [](size_t number) { return std::to_string(number); };
  form_words(context, rest,
             ui.tr(Key::replay_counts, {count(replay.size()), count(replay.differences().size())}));
  const std::array<std::pair<Key, size_t>, 6> kinds = {
      std::pair(Key::replay_path, totals.path),
      std::pair(Key::replay_money, totals.money),
      std::pair(Key::replay_late, totals.late),
      std::pair(Key::replay_minutes, totals.minutes),
      std::pair(Key::replay_stops, totals.stops),
      std::pair(Key::replay_unreadable, totals.unreadable)};
  for (const auto& [key, number] : kinds) {
    if (number > 0) label(ui, rest.cut_top(20), ui.tr(key, {count(number)}), {type::kSmall});
  }
  rest.cut_top(6);
  form_section(context, rest, Key::replay_amounts);
  for (size_t i = 0; i < totals.sums.size(); ++i)
    draw_sum(context, rest, static_cast<Relation>(i), totals.sums[i]);
  if (totals.better_off + totals.worse_off > 0) {
    form_words(context, rest,
               ui.tr(Key::replay_people, {count(totals.better_off), count(totals.worse_off)}));
  }
}

// What differs of one ticket, in a few words.
std::string kinds_text(const Ui& ui, const HistoryDifference& one) {
  if (!one.error.code.empty()) return std::string(ui.tr(Key::replay_is_unreadable));
  const ReplayKinds kinds = kinds_of(one);
  std::string text;
  const auto add = [&](bool holds, Key key) {
    if (!holds) return;
    if (!text.empty()) text += " · ";
    text += ui.tr(key);
  };
  add(kinds.stops, Key::replay_is_stopped);
  add(kinds.path, Key::replay_is_path);
  add(kinds.late, Key::replay_is_late);
  add(kinds.minutes, Key::replay_is_minutes);
  add(kinds.money, Key::replay_is_money);
  return text;
}

std::string way_text(const DesignerContext& context, const TemplateVersion& version,
                     const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& node : path)
    text += (text.empty() ? "" : " → ") + node_title(version, node, context.ui.locale);
  return text;
}

void draw_side(DesignerContext& context, Rect& rest, Key title, const TemplateVersion& version,
               const HistoryRun& run) {
  Ui& ui = context.ui;
  label(ui, rest.cut_top(22), ui.tr(title), {type::kSmall, Weight::kSemibold});
  small_print(ui, rest, way_text(context, version, run.path), ui.theme.secondary, 2);
  std::string facts = span_text(run.minutes, ui.locale);
  for (const std::string& node : run.late)
    facts += " · " + ui.tr(Key::replay_late_at, {node_title(version, node, ui.locale)});
  small_print(ui, rest, facts, ui.theme.secondary, 2);
  for (const CategoryAmount& amount : run.amounts) {
    Rect row = rest.cut_top(20);
    label(ui, row.cut_right(96), app::format_money(amount.amount_fen),
          {type::kSmall, Weight::kRegular, 0, Align::kRight});
    const std::string what = context.fee(amount.category) + " · " +
                             std::string(relation_text(amount.relation, ui.locale));
    const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary};
    label(ui, row, what, fitted(ui, what, style, row.w));
  }
  rest.cut_top(6);
}

void draw_detail(DesignerContext& context, Rect& rest, const HistoryDifference& one) {
  Ui& ui = context.ui;
  if (!one.error.code.empty()) {
    small_print(ui, rest, one.error.message, ui.theme.bad, 8);
    return;
  }
  const HistoryReplay& replay = *context.own().replay;
  draw_side(context, rest, Key::replay_before, replay.before(), one.before);
  draw_side(context, rest, Key::replay_after, context.model(), one.after);
  for (const HistoryStop& stop : one.stops) {
    const std::string node = node_title(context.model(), stop.node, ui.locale);
    std::string text = ui.tr(Key::replay_stopped_at, {node});
    if (stop.refusal) text += " " + refusal_text(context.content(), *stop.refusal, ui.locale);
    small_print(ui, rest, text, ui.theme.bad, 4);
  }
}

ImGuiID ticket_id(size_t index) {
  ImGui::PushID(static_cast<int>(index));
  const ImGuiID id = Ui::id("ticket");
  ImGui::PopID();
  return id;
}

// The list is one stop of Tab; the arrows choose another ticket. Once a frame, after all are drawn.
void step_tickets(DesignerContext& context) {
  size_t& at = context.panel.replay_at;
  if (context.ui.focus.id != ticket_id(at) || context.ui.edit.id != 0) return;
  const size_t to = stepped_by_keys(at, context.own().replay->differences().size());
  if (to == at) return;
  at = to;
  context.ui.set_focus(ticket_id(at), true);
  context.ui.output->request_repaint(0);
}

void draw_ticket(DesignerContext& context, Rect& rest, size_t index) {
  Ui& ui = context.ui;
  const HistoryDifference& one = context.own().replay->differences()[index];
  const int64_t change = posted_fen(one.after, Relation::kCompanyTechnician) -
                         posted_fen(one.before, Relation::kCompanyTechnician);
  const std::string money = change == 0 ? std::string() : signed_money(change);
  const std::string kinds = kinds_text(ui, one);
  const bool open = context.panel.replayed == one.ticket;
  const Rect row = rest.cut_top(42);
  const Interaction it =
      interact(ui, ticket_id(index), row,
               {.role = a11y::Role::kListItem,
                .name = one.ticket,
                .value = money.empty() ? kinds : kinds + " " + money,
                .states = open ? uint32_t{a11y::kExpanded} : uint32_t{a11y::kCollapsed}},
               {.focusable = index == context.panel.replay_at});
  if (it.pressed) {
    context.panel.replay_at = index;
    context.panel.replayed = open ? std::string() : one.ticket;
    for (const HistoryStop& stop : one.stops)
      context.panel.select(stop.node);
  }
  if (it.shown) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (it.hovered || open) fill(list, row, ui.theme.hover, 4);
    draw_text(ui, list, {row.x + 6, row.y + 3, row.w - 100, 18}, one.ticket,
              {type::kSmall, Weight::kSemibold});
    draw_text(ui, list, {row.x + 6, row.y + 21, row.w - 12, 16}, kinds,
              {type::kMicro, Weight::kRegular, ui.theme.secondary});
    draw_text(ui, list, {row.x, row.y + 3, row.w - 6, 18}, money,
              {type::kSmall, Weight::kSemibold, ui.theme.accent, Align::kRight});
    if (it.ring) focus_ring(ui, list, row, 4);
  }
  if (open) draw_detail(context, rest, one);
}

void draw_prices_choice(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const auto& document = context.state.prices.document;
  if (!document.is_open() || !document.is_draft()) return;
  const bool chosen = context.own().replay_with_prices;
  if (checkbox(ui, rest.cut_top(space::kControl, 6),
               {.id = "replay-prices", .label = ui.tr(Key::replay_with_prices)}, chosen))
    context.push(StartReplay{context.own().replay->number(), !chosen});
}

}  // namespace

void draw_replay_panel(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const HistoryReplay& replay = *context.own().replay;
  Rect whole = rect;
  Rect head = whole.cut_top(30, 6);
  if (button_right(ui, head,
                   {.id = "stop-replay",
                    .label = ui.tr(Key::common_close),
                    .icon = Icon::kClose,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true}))
    context.push(StopReplay{});
  heading(ui, head, ui.tr(Key::replay_title), 2, {type::kTitle, Weight::kSemibold});
  const Rect area = begin_scroll(ui, "replay", whole);
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  if (replay.size() == 0) {
    form_words(context, rest, ui.tr(Key::replay_none, {std::to_string(replay.number())}));
  } else {
    form_words(context, rest,
               ui.tr(Key::replay_of, {replay.month(), std::to_string(replay.number())}));
    draw_prices_choice(context, rest);
    if (replay.done() < replay.size()) {
      progress(ui, rest.cut_top(44, 8),
               {.label = ui.tr(Key::replay_running),
                .done = static_cast<int64_t>(replay.done()),
                .total = static_cast<int64_t>(replay.size()),
                .can_cancel = false});
    }
    draw_totals(context, rest);
    if (!replay.differences().empty()) form_section(context, rest, Key::replay_tickets);
    const size_t count = replay.differences().size();
    if (context.panel.replay_at >= count) context.panel.replay_at = 0;
    for (size_t i = 0; i < count; ++i)
      draw_ticket(context, rest, i);
    step_tickets(context);
  }
  end_scroll(area, rest.y + 12);
}

}  // namespace fenming::ui
