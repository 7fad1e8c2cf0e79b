#include "cli/arguments.h"

#include <cstdio>

namespace fenming {

std::optional<std::string> Arguments::option(const std::string& name) const {
  const auto found = options.find(name);
  if (found == options.end()) return std::nullopt;
  return found->second;
}

Result<Arguments> parse_arguments(const std::vector<std::string>& words,
                                  const std::set<std::string>& options,
                                  const std::set<std::string>& flags) {
  Arguments parsed;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (flags.contains(word)) {
      parsed.flags.insert(word);
    } else if (options.contains(word)) {
      if (i + 1 == words.size()) return Error{"usage", word, "This option needs a value."};
      parsed.options[word] = words[++i];
    } else if (word.starts_with("--")) {
      return Error{"usage", word, "There is no such option."};
    } else {
      parsed.operands.push_back(word);
    }
  }
  return parsed;
}

Result<std::string> read_file(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{"unreadable", path, "The file cannot be opened."};
  std::string text;
  char buffer[1 << 16];
  size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0)
    text.append(buffer, got);
  const bool failed = std::ferror(file) != 0;
  if (file != stdin) std::fclose(file);
  if (failed) return Error{"unreadable", path, "The file cannot be read to its end."};
  return text;
}

}  // namespace fenming
