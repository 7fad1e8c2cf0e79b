#include "app/prices/review.h"

#include <algorithm>
#include <utility>

#include "app/prices/book_entry.h"
#include "app/prices/commands.h"
#include "app/prices/conflict.h"
#include "app/prices/merge.h"
#include "app/prices/opening.h"
#include "app/prices/sync.h"
#include "app/simulator/flow.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

// A first version has nothing to be compared with.
std::unique_ptr<Review> make_review(std::string book, const BookVersion* before,
                                    const BookVersion& after) {
  auto review = std::make_unique<Review>();
  review->book = std::move(book);
  if (before != nullptr) review->before = *before;
  review->changes.theirs = after;
  if (before != nullptr) review->changes.rows = differences(*before, after, nullptr);
  return review;
}

void take_submissions(State& prices, const HttpResponse& response) {
  const Result<Json> json = parse_json(response.body);
  const Json* list = json ? json->find("submissions") : nullptr;
  if (response.status != 200 || list == nullptr) return;
  prices.submissions.clear();
  for (const Json& entry : list->items())
    prices.submissions.push_back(read_submission(entry));
}

void take_submission(AppState& state, const HttpResponse& response) {
  State& prices = state.prices;
  const std::string id = std::exchange(prices.opening, {});
  const Submission* submission = find_submission(prices, id);
  if (response.status != 200) return show_problem(prices, response, "load");
  const Result<BookVersion> version = read_book_version(response.body);
  if (submission == nullptr || !version) return;
  const BookVersion* before = find_version(prices.file, submission->book, submission->base);
  prices.review = make_review(submission->book, before, *version);
  prices.review->before_number = before != nullptr ? submission->base : 0;
  prices.review->submission = id;
}

void take_submitted(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  prices.publishing = false;
  if (response.status == 409 && read_problem(response).code == "base_moved")
    return ask_newer(state, read_problem(response), effects);
  if (response.status != 201) return show_problem(prices, response, "publish");
  prices.problem.clear();
  prices.review.reset();
  load_submissions(state, effects);
  show_toast(
      state,
      {.kind = ToastKind::kGood,
       .text = std::string(Locale(state.preferences.language).text(Key::prices_submitted_toast))});
}

std::string decided_text(const Locale& locale, const HttpResponse& response) {
  const Result<Json> json = parse_json(response.body);
  if (response.status == 201 && json)
    return locale.format(Key::prices_published_toast,
                         {std::to_string(json_integer(*json, "number", 1))});
  const bool rejected = json && json_text(*json, "state") == "rejected";
  return std::string(
      locale.text(rejected ? Key::prices_rejected_toast : Key::prices_withdrawn_toast));
}

void take_decided(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  prices.deciding = false;
  const Problem problem = read_problem(response);
  if (problem.code == "warnings_unacknowledged") {
    if (const Json* findings = problem.document.find("findings")) {
      for (const Json& finding : findings->items())
        prices.new_warnings.push_back(json_text(finding, "code"));
    }
  }
  if (response.status != 200 && response.status != 201) {
    show_problem(prices, response, "review");
    return load_submissions(state, effects);
  }
  show_toast(state, {.kind = ToastKind::kGood,
                     .text = decided_text(Locale(state.preferences.language), response)});
  close_review(prices);
  prices.problem.clear();
  // One's own draft may have become the version.
  if (prices.document.is_draft() && !has_unsaved(prices)) {
    prices.document = Document{};
    prices.wanted.clear();
  }
  load_books(state, effects);
  load_file(state, effects);
}

}  // namespace

const Submission* find_submission(const State& state, std::string_view id) {
  for (const Submission& submission : state.submissions) {
    if (submission.id == id) return &submission;
  }
  return nullptr;
}

void close_review(State& prices) {
  prices.review.reset();
  prices.opening.clear();
  prices.new_warnings.clear();
  if (prices.problem_place == "review") prices.problem.clear();
}

void open_review(AppState& state, const OpenReview& action, Effects&) {
  State& prices = state.prices;
  close_review(prices);
  const Document& document = prices.document;
  const bool of_draft = action.after == 0;
  if (of_draft && (!document.is_draft() || document.book != action.book)) return;
  const BookVersion* before = find_version(prices.file, action.book, action.before);
  const BookVersion* after =
      of_draft ? &document.version : find_version(prices.file, action.book, action.after);
  if (after == nullptr) return;
  simulator::retry_history(state.simulator);
  prices.review = make_review(action.book, before, *after);
  prices.review->before_number = before != nullptr ? action.before : 0;
  prices.review->after_number = action.after;
}

void open_submission(AppState& state, const OpenSubmission& action, Effects& effects) {
  State& prices = state.prices;
  close_review(prices);
  simulator::retry_history(state.simulator);
  prices.opening = action.id;
  send(state, effects,
       get_request("prices.submission", "/api/v1/submissions/" + percent_encoded(action.id)));
}

void decide(AppState& state, const Decide& action, Effects& effects) {
  State& prices = state.prices;
  if (!prices.review || prices.review->submission.empty() || prices.deciding) return;
  std::string body = "{}";
  std::string_view what = "withdraw";
  if (action.decision == Decision::kApprove) {
    what = "approve";
    body = "{\"acknowledge\":[";
    for (size_t i = 0; i < prices.new_warnings.size(); ++i) {
      if (i > 0) body += ',';
      append_json_string(body, prices.new_warnings[i]);
    }
    body += "]}";
  } else if (action.decision == Decision::kReject) {
    what = "reject";
    body = "{\"reason\":";
    append_json_string(body, action.reason);
    body += "}";
  }
  HttpRequest request = json_request(
      "POST", "prices.decided",
      "/api/v1/submissions/" + percent_encoded(prices.review->submission) + "/" + std::string(what),
      body);
  request.idempotency_key = make_key(state.backend, state.surroundings);
  prices.deciding = true;
  if (prices.problem_place == "review") prices.problem.clear();
  send(state, effects, std::move(request));
}

void restore_version(AppState& state, const RestoreVersion& action, Effects& effects) {
  State& prices = state.prices;
  const BookEntry* entry = find_book(prices, action.book);
  const BookVersion* old = find_version(prices.file, action.book, action.number);
  if (entry == nullptr || old == nullptr) return;
  const Locale locale(state.preferences.language);
  Document& document = prices.document;
  const bool draft_is_open = document.is_draft() && document.book == action.book;
  if (entry->has_draft && !draft_is_open) return open(state, effects, action.book, 0);
  if (!draft_is_open) start_draft(state, action.book, latest_number(*entry), effects);
  if (!document.is_draft() || document.book != action.book) return;
  BookVersion restored = *old;
  restored.version = document.version.version;
  restored.status = document.version.status;
  restored.from = document.version.from;
  document.log.execute(
      document.version,
      std::make_unique<ReplaceVersion>(
          locale.format(Key::prices_step_restore, {std::to_string(action.number)}), restored));
  document.errors.clear();
  ++document.edits;
  note_edit(state, effects);
}

void load_submissions(AppState& state, Effects& effects) {
  send(state, effects, get_request("prices.submissions", "/api/v1/submissions"));
}

bool take_review(AppState& state, const HttpResponse& response, Effects& effects) {
  const std::string_view what = std::string_view(response.purpose).substr(7);
  if (what == "submissions")
    take_submissions(state.prices, response);
  else if (what == "submission")
    take_submission(state, response);
  else if (what == "submitted")
    take_submitted(state, response, effects);
  else if (what == "decided")
    take_decided(state, response, effects);
  else
    return false;
  return true;
}

bool work_on_review(AppState& state, Effects& effects) {
  State& prices = state.prices;
  if (!prices.review || prices.review->money || prices.review->before_number == 0) return false;
  Review& review = *prices.review;
  if (!review.session) {
    if (!simulator::want_history(state, effects)) return false;
    review.session = simulator::make_session(prices.file, review.book, review.before,
                                             review.changes.theirs, state.simulator.history);
  }
  const bool more = simulator::work_for_a_slice(*review.session, review.pace, state.surroundings);
  if (!more && review.session->is_exact())
    review.money =
        ReviewMoney{simulator::figures_of(*review.session), simulator::tiers_of(*review.session),
                    simulator::in_progress_of(*review.session)};
  return more;
}

int money_percent(const Review& review) {
  if (review.money) return 100;
  return review.session ? simulator::progress_of(*review.session).percent() : 0;
}

}  // namespace fenming::app::prices
