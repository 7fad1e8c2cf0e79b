// What the file calls items, parts, places, people and units, and what that means. What is not
// known is asked once: a name that stands in a book, or a place that can only be one, is proposed
// and taken; the rest is listed, the most money first, for somebody to say.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/ports.h"
#include "codec/import_aliases.h"

namespace fenming::app {
struct AppState;
struct Effects;
struct HttpResponse;
}  // namespace fenming::app

namespace fenming::app::imports {

struct State;

struct CodeName {
  std::string code;
  std::string name;
};

// Where a meaning comes from. kRefused: a proposal that somebody took back.
enum class NameSource : uint8_t { kUnknown, kRemembered, kByName, kByPlace, kChosen, kRefused };

struct NameRow {
  ImportNoun noun = ImportNoun::kItem;
  std::string written;
  int64_t rows = 0;
  int64_t paid_fen = 0;
  std::string code;  // empty: not known
  NameSource source = NameSource::kUnknown;
};

using NameKey = std::pair<ImportNoun, std::string>;
struct Meaning {
  std::string code;
  NameSource source = NameSource::kUnknown;
};
struct ResolvedPlace {
  std::string code;                     // empty: not certain
  std::vector<std::string> candidates;  // where it may be several
};

struct Names {
  bool loaded = false;
  std::vector<CodeName> items;
  std::vector<CodeName> parts;
  std::vector<std::string> units;
  std::vector<std::string> people;  // sorted
  std::map<NameKey, Meaning> meanings;
  std::map<std::string, ResolvedPlace> places;  // what the server answered
  // Places whose answer is waited for, in the order of the question.
  std::vector<std::string> asked;
  RequestId asking = 0;
  // Values that are no known code: those without meaning first, then the most money.
  std::vector<NameRow> rows;
  int unknown = 0;
};

// Asks for what the server knows; forgets what it answered for another file.
void ask_names(AppState& state, Effects& effects);
void take_names(State& own, const HttpResponse& response);
// Which divisions the places are that the file names, as far as that was not asked.
void ask_places(AppState& state, Effects& effects);
void take_places(State& own, const HttpResponse& response);

// Says what a text means; an empty code takes the meaning back.
void set_meaning(State& own, ImportNoun noun, const std::string& written, std::string code);

// Looks the values of the last reading up and lists them. True where a meaning was found that the
// mapping does not hold yet: it holds it now, and the file has to be read again.
bool judge_names(State& own);

// The codes that a noun may mean, for a form; empty where any text will do.
const std::vector<CodeName>* codes_for(const Names& names, ImportNoun noun);

}  // namespace fenming::app::imports
