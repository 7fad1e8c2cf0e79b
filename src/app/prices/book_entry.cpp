#include "app/prices/book_entry.h"

#include "app/backend/client.h"
#include "base/text.h"

namespace fenming::app::prices {
namespace {

VersionStatus status_of(std::string_view name) {
  if (name == "scheduled") return VersionStatus::kScheduled;
  if (name == "retired") return VersionStatus::kRetired;
  if (name == "draft") return VersionStatus::kDraft;
  return VersionStatus::kInForce;
}

}  // namespace

std::pair<std::string, int32_t> wanted_document(const Location& location) {
  const size_t slash = location.path.find('/');
  std::string book = location.path.substr(0, slash);
  if (slash == std::string::npos) return {std::move(book), -1};
  const std::string which = location.path.substr(slash + 1);
  if (which == "draft") return {std::move(book), 0};
  const auto number = parse_decimal(which, 0);
  return {std::move(book), number ? static_cast<int32_t>(*number) : -1};
}

BookEntry read_entry(const Json& json) {
  BookEntry book;
  book.id = json_text(json, "id");
  book.name = json_text(json, "name");
  book.relation =
      parse_relation(json_text(json, "relation")).value_or(Relation::kCompanyTechnician);
  if (const Json* versions = json.find("versions")) {
    for (const Json& version : versions->items()) {
      book.versions.push_back({static_cast<int32_t>(json_integer(version, "number", 0)),
                               status_of(json_text(version, "status")), json_text(version, "from"),
                               json_text(version, "published_by"),
                               json_text(version, "prepared_by"),
                               json_integer(version, "published_at", 0)});
    }
  }
  const Json* draft = json.find("draft");
  if (draft != nullptr && draft->is(Json::Kind::kObject)) {
    book.has_draft = true;
    book.draft_base = static_cast<int32_t>(json_integer(*draft, "base", 0));
  }
  return book;
}

Submission read_submission(const Json& json) {
  Submission submission;
  submission.id = json_text(json, "id");
  submission.book = json_text(json, "book");
  submission.author = json_text(json, "author");
  submission.base = static_cast<int32_t>(json_integer(json, "base", 0));
  submission.from = json_text(json, "from");
  submission.note = json_text(json, "note");
  submission.state = json_text(json, "state");
  submission.created_at = json_integer(json, "created_at", 0);
  submission.decided_by = json_text(json, "decided_by");
  submission.reason = json_text(json, "reason");
  return submission;
}

}  // namespace fenming::app::prices
