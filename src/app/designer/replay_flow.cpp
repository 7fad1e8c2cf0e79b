// 上月工单回放: what it needs from the server, and what it is played with.
#include <utility>

#include "app/designer/sync.h"
#include "app/designer/sync_parts.h"
#include "codec/run_codec.h"

namespace fenming::app::designer {
namespace {

void begin_when_complete(AppState& state) {
  State& designer = state.designer;
  ReplayLoading& loading = *designer.replay_loading;
  if (!loading.before || !loading.tickets) return;
  designer.replay = std::make_unique<HistoryReplay>(loading.number, std::move(*loading.before),
                                                    state.prices.file, std::move(*loading.tickets));
  designer.replay_loading.reset();
  restart_replay(state);
}

void fail(State& designer, std::string problem) {
  designer.replay_loading.reset();
  designer.problem = std::move(problem);
  designer.problem_place = "replay";
}

}  // namespace

void start_replay(AppState& state, const StartReplay& wish, Effects& effects) {
  State& designer = state.designer;
  designer.replay_with_prices = wish.with_prices;
  designer.play.reset();
  designer.comparison.reset();
  if (designer.replay && designer.replay->number() == wish.number) return restart_replay(state);
  designer.replay.reset();
  designer.replay_loading = ReplayLoading{wish.number, std::nullopt, std::nullopt};
  const std::string version =
      template_path(designer.document.code) + "/versions/" + std::to_string(wish.number);
  send(state, effects, get_request("designer.replayed", version));
  send(state, effects, get_request("designer.past", version + "/past-tickets"));
}

void restart_replay(AppState& state) {
  State& designer = state.designer;
  if (!designer.replay) return;
  const prices::Document& draft = state.prices.document;
  const bool with_prices = designer.replay_with_prices && draft.is_open() && draft.is_draft();
  BookFile file = with_prices ? file_with_draft(state.prices.file, draft.book, draft.version)
                              : state.prices.file;
  designer.replay->use(designer.document.content.model, std::move(file),
                       local_today(state.surroundings));
}

void take_replay(AppState& state, std::string_view what, const HttpResponse& response) {
  State& designer = state.designer;
  if ((what != "replayed" && what != "past") || !designer.replay_loading) return;
  if (response.status != 200) return fail(designer, problem_text(response));
  if (what == "replayed") {
    Result<TemplateDocument> before = read_template_document(response.body);
    if (!before) return fail(designer, before.error().message);
    designer.replay_loading->before = std::move(before->model);
  } else {
    auto tickets = read_past_tickets(response.body);
    if (!tickets) return fail(designer, tickets.error().field + ": " + tickets.error().message);
    designer.replay_loading->tickets = std::move(*tickets);
  }
  begin_when_complete(state);
}

}  // namespace fenming::app::designer
