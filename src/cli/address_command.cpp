#include "cli/address_command.h"

#include <cstdio>
#include <string_view>

#include "cli/arguments.h"
#include "codec/gazetteer_data.h"
#include "engine/address/gazetteer.h"

namespace fenming {
namespace {

// Tabs and line ends inside a text would break the line; they become blanks.
std::string one_cell(std::string text) {
  for (char& c : text) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

std::string result_line(const ResolvedAddress& resolved) {
  std::string line = resolved.code + "\t" + std::string(address_match_name(resolved.match)) + "\t" +
                     resolved.province + "/" + resolved.city + "/" + resolved.county + "\t" +
                     one_cell(resolved.rest) + "\t";
  for (size_t i = 0; i < resolved.candidates.size(); ++i) {
    line += (i > 0 ? "," : "") + resolved.candidates[i];
  }
  return line + "\n";
}

}  // namespace

int run_resolve_address(const std::vector<std::string>& words) {
  if (!words.empty()) {
    std::fputs("fenming: resolve-address reads addresses from standard input\n", stderr);
    return 2;
  }
  const Result<Gazetteer> gazetteer =
      Gazetteer::load(assets::gazetteer_divisions, assets::gazetteer_former);
  const Result<std::string> input = read_file("-");
  if (!gazetteer || !input) {
    std::fputs("fenming: the gazetteer or the input cannot be read\n", stderr);
    return 2;
  }
  std::string_view rest = *input;
  std::string out;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += result_line(gazetteer->resolve(line));
    if (out.size() > (size_t{1} << 16)) {
      std::fwrite(out.data(), 1, out.size(), stdout);
      out.clear();
    }
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}

}  // namespace fenming
