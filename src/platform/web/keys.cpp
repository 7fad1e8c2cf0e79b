#include "platform/web/keys.h"

#include <array>

#include "ui/chord.h"

namespace fenming::platform_web {
namespace {

struct Named {
  std::string_view code;
  ImGuiKey key;
};
constexpr std::array kNamed = {Named{"Tab", ImGuiKey_Tab},
                               Named{"Enter", ImGuiKey_Enter},
                               Named{"NumpadEnter", ImGuiKey_KeypadEnter},
                               Named{"Escape", ImGuiKey_Escape},
                               Named{"Space", ImGuiKey_Space},
                               Named{"Backspace", ImGuiKey_Backspace},
                               Named{"Delete", ImGuiKey_Delete},
                               Named{"ArrowLeft", ImGuiKey_LeftArrow},
                               Named{"ArrowRight", ImGuiKey_RightArrow},
                               Named{"ArrowUp", ImGuiKey_UpArrow},
                               Named{"ArrowDown", ImGuiKey_DownArrow},
                               Named{"PageUp", ImGuiKey_PageUp},
                               Named{"PageDown", ImGuiKey_PageDown},
                               Named{"Home", ImGuiKey_Home},
                               Named{"End", ImGuiKey_End},
                               Named{"ContextMenu", ImGuiKey_Menu},
                               Named{"Minus", ImGuiKey_Minus},
                               Named{"Equal", ImGuiKey_Equal},
                               Named{"Comma", ImGuiKey_Comma},
                               Named{"Period", ImGuiKey_Period},
                               Named{"Semicolon", ImGuiKey_Semicolon},
                               Named{"Quote", ImGuiKey_Apostrophe},
                               Named{"BracketLeft", ImGuiKey_LeftBracket},
                               Named{"BracketRight", ImGuiKey_RightBracket},
                               Named{"Backslash", ImGuiKey_Backslash},
                               Named{"Backquote", ImGuiKey_GraveAccent},
                               Named{"Slash", ImGuiKey_Slash}};

// The inverse of key_from_code.
std::string code_of(ImGuiKey key) {
  for (const Named& named : kNamed) {
    if (named.key == key) return std::string(named.code);
  }
  if (key >= ImGuiKey_A && key <= ImGuiKey_Z)
    return std::string("Key") + static_cast<char>('A' + (key - ImGuiKey_A));
  if (key >= ImGuiKey_0 && key <= ImGuiKey_9)
    return std::string("Digit") + static_cast<char>('0' + (key - ImGuiKey_0));
  if (key >= ImGuiKey_F1 && key <= ImGuiKey_F12) return "F" + std::to_string(key - ImGuiKey_F1 + 1);
  return {};
}

}  // namespace

ImGuiKey key_from_code(std::string_view code) {
  for (const Named& named : kNamed) {
    if (named.code == code) return named.key;
  }
  if (code.size() == 4 && code.substr(0, 3) == "Key")
    return static_cast<ImGuiKey>(ImGuiKey_A + (code[3] - 'A'));
  if (code.size() == 6 && code.substr(0, 5) == "Digit")
    return static_cast<ImGuiKey>(ImGuiKey_0 + (code[5] - '0'));
  if (code.size() >= 2 && code[0] == 'F' && code[1] >= '1' && code[1] <= '9') {
    const int number = code.size() == 3 ? (code[1] - '0') * 10 + (code[2] - '0') : code[1] - '0';
    if (number <= 12) return static_cast<ImGuiKey>(ImGuiKey_F1 + number - 1);
  }
  return ImGuiKey_None;
}

std::string own_key_codes(std::span<const ui::OwnKey> keys) {
  std::string codes;
  for (const ui::OwnKey& own : keys) {
    if (!codes.empty()) codes += ' ';
    codes += ui::modifier_text(own.chord) + code_of(ui::key_of(own.chord));
    if (own.leaves_field) codes += '!';
  }
  return codes;
}

}  // namespace fenming::platform_web
