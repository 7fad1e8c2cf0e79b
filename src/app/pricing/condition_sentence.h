// A condition as one readable sentence in Chinese or English (settlement.md C2). Pure: the same
// tree, names and language give the same words. Values stand apart from the plain words, so that a
// screen can emphasise them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/locale.h"
#include "engine/condition.h"
#include "engine/pricing/book.h"

namespace fenming::app {

struct SentencePiece {
  std::string text;
  bool is_value = false;

  bool operator==(const SentencePiece&) const = default;
};

// `version` gives the names of its city classes; it may be null.
std::vector<SentencePiece> condition_sentence(const Condition& condition, const Locale& locale,
                                              const BookVersion* version);
// The same as plain text; no condition reads "all other tickets".
std::string condition_text(const std::optional<Condition>& condition, const Locale& locale,
                           const BookVersion* version);

std::string_view fact_label(const FactRef& fact, const Locale& locale);
std::string_view time_label(TimeName time, const Locale& locale);
std::string_view op_label(ConditionOp op, const Locale& locale);
std::string_view day_kind_label(DayKind kind, const Locale& locale);
// The name of a value where it is known, else the code itself; a division reads "上海（31）".
std::string value_label(const FactRef& fact, std::string_view code, const Locale& locale,
                        const BookVersion* version);
// The name of a province or large city; empty where it is not known.
std::string_view division_label(std::string_view code, const Locale& locale);
// The festivals that have a name here, by code.
std::vector<std::string_view> known_festivals();
std::string_view festival_label(std::string_view code, const Locale& locale);
// The code of a name in either language, as people write it ("上海市", "普通", "Suzhou"); any other
// text stands for itself.
std::string code_of_name(ConditionOp op, std::string_view name);

}  // namespace fenming::app
