// Book files as JSON (docs/schema/book-file.schema.json): versioned, canonical, both ways.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/json.h"
#include "engine/pricing/book.h"

namespace fenming {

Result<BookFile> read_book_file(std::string_view text);
std::string write_book_file(const BookFile& file);

// One version object of a book, as drafts are stored.
Result<BookVersion> read_book_version(std::string_view text);
std::string write_book_version(const BookVersion& version);

// A calendar alone, as in a book file's list.
Result<Calendar> read_calendar(const Json& json);
std::string write_calendar(const Calendar& calendar);
Result<ZoneTable> read_zone_table(const Json& json);
std::string write_zone_table(const ZoneTable& table);

Result<Condition> read_condition(std::string_view text);
std::string write_condition(const Condition& condition);

}  // namespace fenming
