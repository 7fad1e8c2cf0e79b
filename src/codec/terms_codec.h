// Descriptions of a book's terms for FieldReader and FieldWriter: conditions (condition_codec.cpp),
// charges, items, tiers and the rest of a version (terms_codec.cpp). Defined once, instantiated
// there.
#pragma once

#include "codec/fields.h"
#include "engine/pricing/book.h"

namespace fenming {

template <typename IO>
void describe(IO& io, Condition& value);
template <typename IO>
void describe(IO& io, Charge& value);
template <typename IO>
void describe(IO& io, CityClassTable& value);
template <typename IO>
void describe(IO& io, Category& value);
template <typename IO>
void describe(IO& io, Item& value);
template <typename IO>
void describe(IO& io, ItemCode& value);
template <typename IO>
void describe(IO& io, Part& value);
template <typename IO>
void describe(IO& io, Tier& value);
template <typename IO>
void describe(IO& io, Surcharge& value);
template <typename IO>
void describe(IO& io, SurchargeGroup& value);
template <typename IO>
void describe(IO& io, Limit& value);
template <typename IO>
void describe(IO& io, Bundle& value);
template <typename IO>
void describe(IO& io, Rounding& value);
template <typename IO>
void describe(IO& io, Split& value);
template <typename IO>
void describe(IO& io, Measure& value);
template <typename IO>
void describe(IO& io, Plan& value);

}  // namespace fenming
