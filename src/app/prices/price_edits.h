// Edits of what has more than one number: a price with its model and steps, and a journey's price.
// Each is one named step of the document's log, or a refusal that keeps what was typed.
#pragma once

#include "app/locale.h"
#include "app/prices/intents.h"
#include "app/prices/state.h"
#include "base/result.h"

namespace fenming::app::prices {

// Pure: a price or journey and a change give a new one, or why what was typed cannot be used.
Result<Charge> changed_charge(Charge charge, const PriceChange& change);
Result<Travel> changed_travel(Travel travel, const TravelChange& change);

void edit_price(Document& document, const EditPrice& edit, const Locale& locale);
void edit_surcharge_charge(Document& document, const EditSurchargeCharge& edit,
                           const Locale& locale);
void edit_travel(Document& document, const EditTravel& edit, const Locale& locale);

// The price that the editor shows for `tier` (negative: the item's base price), stated or
// inherited; null where there is none.
const Charge* shown_charge(const BookVersion& version, int item, int tier);

// Refusals stand beside their field under these columns of the item's, surcharge's or tier's row.
int error_column(const EditPrice& edit);
int error_column(const EditSurchargeCharge& edit);
int error_column(const EditTravel& edit);

}  // namespace fenming::app::prices
