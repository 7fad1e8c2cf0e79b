// Descriptions of a ticket's parts that stand in other documents too.
#pragma once

#include "codec/fields.h"
#include "engine/ticket.h"

namespace fenming {

template <typename IO>
void describe(IO& io, Person& value);
template <typename IO>
void describe(IO& io, Ticket& value);

}  // namespace fenming
