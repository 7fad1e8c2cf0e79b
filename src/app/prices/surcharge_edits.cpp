// What a surcharge is beyond its cells: the category that it is booked under, and its occasion.
#include "app/prices/document_edits.h"
#include "app/prices/edits.h"

namespace fenming::app::prices {
namespace {

// A category that nothing else is booked under: of one category only one surcharge applies.
std::string own_category(const BookVersion& version, const Surcharge& surcharge) {
  const auto others = [&](const std::string& code) {
    for (const Category& category : version.categories) {
      if (category.category == code) return true;
    }
    for (const Surcharge& other : version.surcharges) {
      if (&other != &surcharge && other.category == code) return true;
    }
    return false;
  };
  std::string code = surcharge.surcharge;
  for (int number = 2; others(code); ++number)
    code = surcharge.surcharge + "_" + std::to_string(number);
  return code;
}

}  // namespace

void edit_surcharge(Document& document, const EditSurcharge& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || !holds(version.surcharges.size(), edit.surcharge)) return;
  const auto index = static_cast<size_t>(edit.surcharge);
  Surcharge surcharge = version.surcharges[index];
  if (edit.field == SurchargeField::kCategory && !edit.category.empty())
    surcharge.category = edit.category;
  if (edit.field == SurchargeField::kOwnCategory)
    surcharge.category = own_category(version, version.surcharges[index]);
  if (edit.field == SurchargeField::kOccasion) surcharge.occasion = edit.occasion;
  replace_element(document, locale.format(Key::prices_step_surcharge, {surcharge.name}),
                  &BookVersion::surcharges, index, std::move(surcharge));
}

}  // namespace fenming::app::prices
