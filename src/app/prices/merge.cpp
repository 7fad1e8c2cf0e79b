#include "app/prices/merge.h"

#include <utility>

#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

Result<Json> tree_of(const BookVersion& version, const BookVersion& frame) {
  BookVersion plain = version;
  plain.version = frame.version;
  plain.status = frame.status;
  plain.from = frame.from;
  return parse_json(write_book_version(plain));
}

}  // namespace

std::vector<ConflictRow> differences(const BookVersion& mine, const BookVersion& theirs,
                                     const BookVersion* base) {
  const Result<Json> left = tree_of(mine, mine);
  const Result<Json> right = tree_of(theirs, mine);
  const Result<Json> common = tree_of(base != nullptr ? *base : mine, mine);
  if (!left || !right || !common) return {};
  return json_differences(*left, *right, base != nullptr ? &*common : nullptr);
}

Result<BookVersion> merged(const BookVersion& mine, const std::vector<ConflictRow>& rows) {
  Result<Json> tree = tree_of(mine, mine);
  if (!tree) return tree.error();
  if (const std::optional<Error> error = take_rows(*tree, rows)) return *error;
  return read_book_version(write_json(*tree));
}

}  // namespace fenming::app::prices
