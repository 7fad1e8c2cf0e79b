// Fee categories of a version: those of the trade, those that it declares, and those that its items
// and surcharges make by naming them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/locale.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

std::vector<std::string> known_categories(const BookVersion& version);
// As declared, else the trade's word, else the first surcharge that is booked under it.
std::string category_text(const BookVersion& version, std::string_view code, const Locale& locale);
// Their names with commas between; none stands for everything.
std::string categories_text(const BookVersion& version, const std::vector<std::string>& codes,
                            const Locale& locale);

}  // namespace fenming::app::prices
