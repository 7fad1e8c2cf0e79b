#include <algorithm>
#include <memory>
#include <utility>

#include "app/designer/change.h"
#include "app/designer/sync.h"

namespace fenming::app::designer {
namespace {

// Three ways: what only one side changed since both were the same is that side's.
std::vector<ConflictRow> rows_between(const std::string& mine, const std::string& theirs,
                                      const std::string& base) {
  const Result<Json> left = parse_json(mine);
  const Result<Json> right = parse_json(theirs);
  if (!left || !right) return {};
  const Result<Json> common = parse_json(base);
  return json_differences(*left, *right, common ? &*common : nullptr);
}

bool all_settled(const std::vector<ConflictRow>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const ConflictRow& row) { return row.settled; });
}

}  // namespace

void meet(AppState& state, std::string theirs, std::string etag, Effects& effects) {
  State& designer = state.designer;
  const std::string mine = write_template_document(designer.document.content);
  Conflict conflict{theirs, std::move(etag), {}};
  conflict.rows = rows_between(mine, theirs, designer.document.acknowledged);
  const bool settled = all_settled(conflict.rows);
  designer.conflict = std::move(conflict);
  if (!settled || !resolve_conflict(state)) return;
  ++designer.document.edits;
  designer.document.check_at_ms = state.surroundings.now_ms;
  designer.document.save_at_ms = state.surroundings.now_ms;
  keep_copy(state, effects);
  const Locale locale(state.preferences.language);
  show_toast(state, {.kind = ToastKind::kInfo,
                     .text = std::string(locale.text(Key::designer_merged_toast))});
}

void follow_conflict(State& designer) {
  if (!designer.conflict) return;
  std::vector<ConflictRow> rows =
      rows_between(write_template_document(designer.document.content), designer.conflict->theirs,
                   designer.document.acknowledged);
  for (ConflictRow& row : rows) {
    for (const ConflictRow& known : designer.conflict->rows) {
      if (!row.settled && known.path == row.path) row.take_theirs = known.take_theirs;
    }
  }
  designer.conflict->rows = std::move(rows);
}

void follow_comparison(State& designer) {
  if (!designer.comparison) return;
  Comparison& comparison = *designer.comparison;
  const workflow::TemplateVersion& model = designer.document.content.model;
  // What publishing sets says nothing about the work.
  TemplateDocument with = comparison.with;
  with.model.version = model.version;
  with.model.status = model.status;
  // Where things stand on the canvas says nothing either; a template that was never drawn has no
  // places at all.
  with.drawing.places = designer.document.content.drawing.places;
  with.drawing.routes = designer.document.content.drawing.routes;
  comparison.rows = rows_between(write_template_document(designer.document.content),
                                 write_template_document(with), {});
}

bool revert_row(AppState& state, size_t row) {
  State& designer = state.designer;
  Document& document = designer.document;
  if (!document.is_draft() || !designer.comparison || row >= designer.comparison->rows.size())
    return false;
  ConflictRow back = designer.comparison->rows[row];
  back.take_theirs = true;
  Result<Json> tree = parse_json(write_template_document(document.content));
  if (!tree || take_rows(*tree, {back})) return false;
  Result<TemplateDocument> reverted = read_template_document(write_json(*tree));
  if (!reverted) return false;
  const Locale locale(state.preferences.language);
  auto change = std::make_unique<TemplateChange>(
      locale.format(Key::designer_step_revert, {std::to_string(designer.comparison->number)}),
      document.content, *reverted);
  if (change->empty()) return false;
  document.log.execute(document.content, std::move(change));
  return true;
}

bool resolve_conflict(AppState& state) {
  State& designer = state.designer;
  Document& document = designer.document;
  if (!designer.conflict) return false;
  Result<Json> tree = parse_json(write_template_document(document.content));
  if (!tree || take_rows(*tree, designer.conflict->rows)) return false;
  Result<TemplateDocument> both = read_template_document(write_json(*tree));
  if (!both) return false;
  const Locale locale(state.preferences.language);
  auto change = std::make_unique<TemplateChange>(std::string(locale.text(Key::designer_step_merge)),
                                                 document.content, *both);
  if (!change->empty()) document.log.execute(document.content, std::move(change));
  document.etag = designer.conflict->etag;
  document.acknowledged = std::move(designer.conflict->theirs);
  designer.conflict.reset();
  return true;
}

}  // namespace fenming::app::designer
