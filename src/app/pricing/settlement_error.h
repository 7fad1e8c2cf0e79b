// Why a ticket has no amount, as a sentence in the reader's language that names what to enter or
// to add. The engine's own message is English and names paths; it is kept only for codes that this
// list does not know.
#pragma once

#include <string>

#include "app/locale.h"
#include "base/result.h"
#include "engine/pricing/book.h"
#include "engine/ticket.h"

namespace fenming::app {

std::string settlement_error_text(const Error& error, const Ticket& ticket,
                                  const BookVersion& version, const Locale& locale);

}  // namespace fenming::app
