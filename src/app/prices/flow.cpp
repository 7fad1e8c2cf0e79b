#include "app/prices/flow.h"

#include <algorithm>

#include "app/prices/block_edits.h"
#include "app/prices/check.h"
#include "app/prices/conflict.h"
#include "app/prices/edits.h"
#include "app/prices/exports.h"
#include "app/prices/opening.h"
#include "app/prices/price_edits.h"
#include "app/prices/review.h"
#include "app/prices/view.h"
#include "app/prices/workbook_flow.h"
#include "base/civil_time.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

void publish(AppState& state, const Publish& action, Effects& effects) {
  State& prices = state.prices;
  Document& document = prices.document;
  const Locale locale(state.preferences.language);
  std::string from = trimmed(action.from);
  std::replace(from.begin(), from.end(), '/', '-');
  if (!parse_date(from)) {
    prices.problem = locale.text(Key::error_bad_date);
    prices.problem_place = "publish";
    return;
  }
  if (has_unsaved(prices) || document.etag.empty()) {
    prices.problem = locale.text(Key::prices_save_first);
    prices.problem_place = "publish";
    save_now(state, effects);
    return;
  }
  std::string body = "{\"from\":";
  append_json_string(body, from);
  body += ",\"acknowledge\":[";
  for (size_t i = 0; i < action.acknowledge.size(); ++i) {
    if (i > 0) body += ',';
    append_json_string(body, action.acknowledge[i]);
  }
  // The draft's own base: where a newer version has come in between, the server refuses and both
  // are shown.
  body += "],\"base\":" + std::to_string(document.base);
  const bool hands_in = state.settings.company.second_person;
  if (hands_in) {
    body += ",\"note\":";
    append_json_string(body, trimmed(action.note));
  }
  HttpRequest request = json_request(
      "POST", hands_in ? "prices.submitted" : "prices.publish",
      "/api/v1/books/" + percent_encoded(document.book) + (hands_in ? "/submissions" : "/publish"),
      body + "}");
  request.if_match = document.etag;
  request.idempotency_key = make_key(state.backend, state.surroundings);
  prices.publishing = true;
  prices.problem.clear();
  send(state, effects, std::move(request));
}

void create_book(AppState& state, const CreateBook& action, Effects& effects) {
  const Locale locale(state.preferences.language);
  if (is_blank(action.book) || is_blank(action.name)) {
    state.prices.problem = locale.text(Key::error_name_empty);
    state.prices.problem_place = "create";
    return;
  }
  std::string body = "{\"book\":";
  append_json_string(body, trimmed(action.book));
  body += ",\"name\":";
  append_json_string(body, trimmed(action.name));
  body += ",\"relation\":";
  append_json_string(body, relation_name(action.relation));
  body += "}";
  HttpRequest request = json_request("POST", "prices.created", "/api/v1/books", body);
  request.idempotency_key = make_key(state.backend, state.surroundings);
  state.prices.created = trimmed(action.book);
  send(state, effects, std::move(request));
}

void discard_draft(AppState& state, Effects& effects) {
  const Document& document = state.prices.document;
  if (!document.is_draft() || document.etag.empty()) return;
  HttpRequest request = get_request("prices.discarded", draft_path(document.book));
  request.method = "DELETE";
  request.if_match = document.etag;
  send(state, effects, std::move(request));
}

// Adds the open book to every route that lacks its relation.
void route_book(AppState& state, Effects& effects) {
  State& prices = state.prices;
  const BookEntry* book = find_book(prices, prices.document.book);
  if (book == nullptr) return;
  const Result<Json> stored = parse_json(prices.routing_text);
  if (!stored) return;
  Json document = *stored;
  for (auto& [name, value] : document.members()) {
    if (name != "routing") continue;
    for (Json& route : value.items()) {
      for (auto& [member, list] : route.members()) {
        if (member != "books") continue;
        const bool has = std::any_of(list.items().begin(), list.items().end(), [&](const Json& e) {
          return json_text(e, "relation") == relation_name(book->relation);
        });
        if (has) continue;
        Json entry = Json::object();
        entry.members().emplace_back("relation",
                                     Json::string(std::string(relation_name(book->relation))));
        entry.members().emplace_back("book", Json::string(book->id));
        list.items().push_back(std::move(entry));
      }
    }
  }
  HttpRequest request =
      json_request("PUT", "prices.routed", "/api/v1/routing", write_json(document));
  request.if_match = prices.routing_etag;
  send(state, effects, std::move(request));
}

// Says what came of a block, where not every cell took its text.
void take_block(AppState& state, const EditBlock& edit, const Locale& locale) {
  const BlockOutcome outcome = edit_block(state.prices.document, edit, locale);
  const int not_taken = outcome.refused + edit.left_out;
  if (!state.prices.document.is_draft() || not_taken == 0) return;
  show_toast(state,
             {.kind = ToastKind::kWarn,
              .text = locale.format(Key::prices_block_toast,
                                    {std::to_string(outcome.changed), std::to_string(not_taken)})});
}

struct Applier {
  AppState& state;
  Effects& effects;
  Locale locale;

  template <typename F>
  void edit(const F& change) {
    change();
    note_edit(state, effects);
  }
  Document& document() { return state.prices.document; }
  void show_tier(const std::string& code) {
    state.location.set_parameter("tier", code);
    effects.output.history = HistoryStep::kReplace;
    effects.output.url = format_url(state.location);
  }

  void operator()(const EditCell& a) {
    edit([&] { edit_cell(document(), a, locale); });
  }
  void operator()(const EditBlock& a) {
    edit([&] { take_block(state, a, locale); });
  }
  void operator()(const EditPrice& a) {
    edit([&] { edit_price(document(), a, locale); });
  }
  void operator()(const EditTravel& a) {
    edit([&] { edit_travel(document(), a, locale); });
  }
  void operator()(const AddRow& a) {
    edit([&] { add_row(document(), a, locale); });
    // What was added is named next: its form opens.
    if (a.section == Section::kTiers && !document().version.tiers.empty())
      show_tier(document().version.tiers.front().tier);
  }
  void operator()(const RemoveRow& a) {
    edit([&] { remove_row(document(), a, locale); });
  }
  void operator()(const DuplicateTier& a) {
    edit([&] { duplicate_tier(document(), a, locale); });
  }
  void operator()(const AddHeir& a) {
    std::string added;
    edit([&] { added = add_heir(document(), a, locale); });
    if (!added.empty()) show_tier(added);
  }
  void operator()(const MoveRow& a) {
    edit([&] { move_row(document(), a, locale); });
  }
  void operator()(const EditSurcharge& a) {
    edit([&] { edit_surcharge(document(), a, locale); });
  }
  void operator()(const EditSurchargeCharge& a) {
    edit([&] { edit_surcharge_charge(document(), a, locale); });
  }
  void operator()(const EditSplit& a) {
    edit([&] { edit_split(document(), a, locale); });
  }
  void operator()(const SetTierKind& a) {
    edit([&] { set_tier_kind(document(), a, locale); });
  }
  void operator()(const SetTierParent& a) {
    edit([&] { set_tier_parent(document(), a, locale); });
  }
  void operator()(const EditCondition& a) {
    edit([&] { edit_condition(document(), a, locale); });
  }
  void operator()(const CreateBook& a) { create_book(state, a, effects); }
  void operator()(const StartDraft& a) { start_draft(state, a.book, a.base, effects); }
  void operator()(const DiscardDraft&) { discard_draft(state, effects); }
  void operator()(const Publish& a) { publish(state, a, effects); }
  void operator()(const OpenReview& a) { open_review(state, a, effects); }
  void operator()(const OpenSubmission& a) { open_submission(state, a, effects); }
  void operator()(const CloseReview&) { close_review(state.prices); }
  void operator()(const Decide& a) { decide(state, a, effects); }
  void operator()(const RestoreVersion& a) { restore_version(state, a, effects); }
  void operator()(const ChooseSide& a) { choose_side(state.prices, a); }
  void operator()(const ResolveConflict&) { resolve_conflict(state, effects); }
  void operator()(const LeaveConflict&) { leave_conflict(state.prices); }
  void operator()(const OpenWitness& a) {
    const auto index = static_cast<size_t>(a.finding);
    if (a.finding < 0 || index >= state.prices.findings.size()) return;
    state.prices.witness = explain_witness(state.prices, state.prices.findings[index],
                                           local_today(state.surroundings), locale);
  }
  void operator()(const CloseWitness&) { state.prices.witness.reset(); }
  void operator()(const RouteBookNow&) { route_book(state, effects); }
  void operator()(const SaveNow&) { save_now(state, effects); }
  void operator()(const ChooseWorkbook&) { ask_workbook(effects); }
  void operator()(const ChooseChange& a) { choose_change(state.prices, a); }
  void operator()(const ApplyWorkbook&) {
    edit([&] { apply_workbook(state, effects); });
  }
  void operator()(const CloseWorkbook&) { close_workbook(state, effects); }
  void operator()(const ExportFile&) { ask_book_file(state, effects); }
  void operator()(const ExportTables& a) { ask_tables(state, effects, a); }
  void operator()(const DismissProblem&) { state.prices.problem.clear(); }
};

}  // namespace

void apply(AppState& state, const Intent& intent, Effects& effects) {
  std::visit(Applier{state, effects, Locale(state.preferences.language)}, intent);
}

void undo(AppState& state, Effects& effects) {
  Document& document = state.prices.document;
  if (!document.log.undo(document.version)) return;
  document.errors.clear();
  ++document.edits;
  note_edit(state, effects);
}

void redo(AppState& state, Effects& effects) {
  Document& document = state.prices.document;
  if (!document.log.redo(document.version)) return;
  document.errors.clear();
  ++document.edits;
  note_edit(state, effects);
}

std::vector<std::string> warning_codes(const State& state) {
  std::vector<std::string> codes;
  for (const Finding& finding : state.findings) {
    const bool known = std::find(codes.begin(), codes.end(), finding.code) != codes.end();
    if (finding.severity == Severity::kWarning && !known) codes.push_back(finding.code);
  }
  return codes;
}

bool has_errors(const State& state) {
  return !is_publishable(state.findings);
}

bool is_unrouted(const State& state) {
  const std::string& id = state.document.book;
  const BookEntry* book = find_book(state, id);
  if (book == nullptr || book->versions.empty() || state.file.routing.empty()) return false;
  for (const Route& route : state.file.routing) {
    for (const RouteBook& entry : route.books) {
      if (entry.book == id) return false;
    }
  }
  return true;
}

}  // namespace fenming::app::prices
