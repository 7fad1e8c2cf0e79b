#include "app/designer/sync.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/backend/draft_request.h"
#include "app/designer/edits.h"
#include "app/designer/flow.h"
#include "app/designer/layout.h"
#include "app/designer/sync_parts.h"
#include "app/kept_copies.h"
#include "base/text.h"

namespace fenming::app::designer {
namespace {

// The answer's purpose names what was asked for.
constexpr std::string_view kDocumentPurpose = "designer.document/";

std::string name_of(const Wanted& wanted) {
  return wanted.code + "/" + std::to_string(wanted.number);
}

KeptCopies copies_of(const AppState& state, std::string_view code, Effects& effects) {
  return {*effects.store, "fenming.templates." + state.account.name + "." + std::string(code)};
}

void open_content(AppState& state, std::string code, int32_t number, TemplateDocument content) {
  State& designer = state.designer;
  Document document;
  document.code = std::move(code);
  document.number = number;
  document.opened = ++designer.openings;
  document.content = std::move(content);
  place_missing(document.content);
  document.check_at_ms = state.surroundings.now_ms;
  designer.document = std::move(document);
  designer.document_load = Load::kReady;
  designer.report.reset();
  designer.verification.reset();
  designer.conflict.reset();
  designer.comparison.reset();
  designer.play.reset();
  designer.replay.reset();
  designer.replay_loading.reset();
}

// What earlier visits drew and the server never acknowledged.
void recover_copies(AppState& state, Effects& effects) {
  if (effects.store == nullptr) return;
  Document& document = state.designer.document;
  KeptCopies copies = copies_of(state, document.code, effects);
  for (const TextCopy& copy : copies.all()) {
    Result<TemplateDocument> mine = read_template_document(copy.mine);
    if (mine && copy.mine != document.acknowledged && !state.designer.conflict) {
      const std::string theirs = std::exchange(document.acknowledged, copy.base);
      document.content = std::move(*mine);
      ++document.edits;
      document.save_at_ms = state.surroundings.now_ms;
      if (copy.etag != document.etag)
        meet(state, theirs, document.etag, effects);
      else
        document.acknowledged = theirs;
    }
    copies.forget(copy.window);
    if (has_unsaved(state.designer)) keep_copy(state, effects);
  }
}

void take_document(AppState& state, const HttpResponse& response, Effects& effects) {
  State& designer = state.designer;
  // Somebody has gone on meanwhile: this is the answer to an earlier question.
  const auto wanted = wanted_document(state);
  if (!wanted || name_of(*wanted) != response.purpose.substr(kDocumentPurpose.size())) return;
  Result<TemplateDocument> content = response.status == 200 ? read_template_document(response.body)
                                                            : Result<TemplateDocument>(Error{});
  if (response.status != 200 || !content) {
    designer.document_load = Load::kFailed;
    if (response.status != 200) return show_problem(designer, response, "load");
    designer.problem = content.error().field + ": " + content.error().message;
    designer.problem_place = "load";
    return;
  }
  open_content(state, wanted->code, wanted->number, std::move(*content));
  if (wanted->number > 0) return;
  Document& document = designer.document;
  document.etag = response.header("etag").value_or("");
  const auto base = parse_decimal(response.header("x-fenming-base").value_or("0"), 0);
  document.base = static_cast<int32_t>(base.value_or(0));
  document.acknowledged = write_template_document(document.content);
  document.sends_whole = response.body != document.acknowledged;
  recover_copies(state, effects);
}

void take_acknowledged(AppState& state, uint64_t sent, Effects& effects) {
  Document& document = state.designer.document;
  document.saved = sent;
  document.sends_whole = false;
  document.acknowledged = std::move(document.sending_text);
  if (state.designer.problem_place == "save") state.designer.problem.clear();
  if (has_unsaved(state.designer)) return keep_copy(state, effects);
  if (effects.store != nullptr) copies_of(state, document.code, effects).forget(state.window);
}

void take_save(AppState& state, const HttpResponse& response, Effects& effects) {
  State& designer = state.designer;
  Document& document = designer.document;
  const uint64_t sent = std::exchange(document.sending, 0);
  if (response.status == 200 || response.status == 201) {
    document.etag = response.header("etag").value_or("");
    take_acknowledged(state, sent, effects);
    if (response.status == 201) load_list(state, effects);
    return;
  }
  if (asks_for_whole(response)) {
    document.sends_whole = true;
    return save_now(state, effects);
  }
  if (response.status != 412) return show_problem(designer, response, "save");
  const Problem problem = read_problem(response);
  const Json* current = problem.document.find("current");
  if (current == nullptr) {
    // The stored draft is gone: what stands here becomes a new one.
    if (document.etag.empty()) return show_problem(designer, response, "save");
    document.etag.clear();
    document.save_at_ms = state.surroundings.now_ms;
    return;
  }
  const Result<TemplateDocument> theirs = read_template_document(write_json(*current));
  if (!theirs) return show_problem(designer, response, "save");
  std::string text = write_template_document(*theirs);
  std::string etag = json_text(problem.document, "current_etag");
  if (text == document.sending_text) {  // the answer to an earlier try was lost
    document.etag = std::move(etag);
    return take_acknowledged(state, sent, effects);
  }
  meet(state, std::move(text), std::move(etag), effects);
}

void take_published(AppState& state, const HttpResponse& response, Effects& effects) {
  State& designer = state.designer;
  designer.publishing = false;
  if (response.status != 201) return show_problem(designer, response, "publish");
  const Result<Json> json = parse_json(response.body);
  const auto number = json ? static_cast<int32_t>(json_integer(*json, "number", 1)) : 1;
  designer.problem.clear();
  const std::string code = designer.document.code;
  designer.document = Document{};
  load_list(state, effects);
  go_to(state, code, number, effects);
  const Locale locale(state.preferences.language);
  show_toast(state,
             {.kind = ToastKind::kGood,
              .text = locale.format(Key::designer_published_toast, {std::to_string(number)})});
}

}  // namespace

void load_wanted(AppState& state, Effects& effects) {
  State& designer = state.designer;
  const auto wanted = wanted_document(state);
  if (!wanted) return;
  const std::string name = name_of(*wanted);
  const Document& document = designer.document;
  if (document.is_open() && document.code == wanted->code && document.number == wanted->number) {
    designer.wanted = name;
    return;
  }
  if (designer.wanted == name || has_unsaved(designer)) return;
  designer.wanted = name;
  designer.document = Document{};
  designer.document_load = Load::kLoading;
  const std::string path = wanted->number == 0 ? draft_path(wanted->code)
                                               : template_path(wanted->code) + "/versions/" +
                                                     std::to_string(wanted->number);
  send(state, effects, get_request(std::string(kDocumentPurpose) + name, path));
}

void start_draft(AppState& state, const StartDraft& wish, Effects& effects) {
  const TemplateEntry* entry = state.designer.entry(wish.code);
  if (entry != nullptr && entry->has_draft) return go_to(state, wish.code, 0, effects);
  const Document& document = state.designer.document;
  if (document.code != wish.code || document.number != wish.base) return;
  // What is open becomes the draft; the server learns of it with the first change.
  TemplateDocument content = document.content;
  content.model.status = workflow::TemplateStatus::kDraft;
  ++content.model.version;
  open_content(state, wish.code, 0, std::move(content));
  state.designer.document.base = wish.base;
  state.designer.wanted = wish.code + "/0";
  go_to(state, wish.code, 0, effects);
}

void discard(AppState& state, Effects& effects) {
  Document& document = state.designer.document;
  if (!document.is_draft()) return;
  HttpRequest request;
  request.method = "DELETE";
  request.purpose = "designer.discarded";
  request.path = draft_path(document.code);
  request.if_match = document.etag;
  document.saved = document.edits;
  send(state, effects, std::move(request));
}

void save_now(AppState& state, Effects& effects) {
  State& designer = state.designer;
  Document& document = designer.document;
  document.save_at_ms = -1;
  if (document.sending != 0 || !has_unsaved(designer) || designer.conflict) return;
  document.sending = document.edits;
  document.sending_text = write_template_document(document.content);
  const DraftSave save{.purpose = "designer.save",
                       .path = draft_path(document.code),
                       .base = document.base,
                       .etag = document.etag,
                       .acknowledged = document.acknowledged,
                       .whole = document.sends_whole};
  send(state, effects, draft_request(save, document.sending_text));
}

void publish(AppState& state, const Publish& wish, Effects& effects) {
  State& designer = state.designer;
  if (!designer.document.is_draft() || has_unsaved(designer)) return;
  designer.problem.clear();
  designer.publishing = true;
  Json body = Json::object();
  body.members().emplace_back("note", Json::string(wish.note));
  HttpRequest request =
      json_request("POST", "designer.publish", template_path(designer.document.code) + "/publish",
                   write_json(body));
  request.if_match = designer.document.etag;
  request.idempotency_key = make_key(state.backend, state.surroundings);
  send(state, effects, std::move(request));
}

void compare(AppState& state, int32_t number, Effects& effects) {
  state.designer.comparison.reset();
  if (number == 0) return;
  send(state, effects,
       get_request("designer.compare", template_path(state.designer.document.code) + "/versions/" +
                                           std::to_string(number)));
}

void keep_copy(AppState& state, Effects& effects) {
  const Document& document = state.designer.document;
  if (effects.store == nullptr || !has_unsaved(state.designer)) return;
  copies_of(state, document.code, effects)
      .keep({state.window, document.etag, document.acknowledged,
             write_template_document(document.content)});
}

void take(AppState& state, const HttpResponse& response, Effects& effects) {
  State& designer = state.designer;
  const std::string_view what = std::string_view(response.purpose).substr(9);
  if (response.purpose.starts_with(kDocumentPurpose)) take_document(state, response, effects);
  if (what == "save") take_save(state, response, effects);
  if (what == "publish") take_published(state, response, effects);
  take_created(state, what, response, effects);
  take_replay(state, what, response);
  if (what == "discarded") {
    if (effects.store != nullptr)
      copies_of(state, designer.document.code, effects).forget(state.window);
    designer.document = Document{};
    designer.wanted.clear();
    load_list(state, effects);
    state.location.path.clear();
    state.location.query.clear();
    effects.output.history = HistoryStep::kReplace;
    effects.output.url = format_url(state.location);
  }
  if (what == "compare" && response.status == 200) {
    Result<TemplateDocument> with = read_template_document(response.body);
    if (!with) return;
    designer.comparison = Comparison{with->model.version, std::move(*with), {}};
    follow_comparison(designer);
  }
}

}  // namespace fenming::app::designer
