#!/usr/bin/env python3
"""Turns files into C++ byte arrays: embed.py OUTPUT NAME=FILE …

Each becomes `extern const std::string_view NAME;` in namespace fenming::assets.
"""

import sys
from pathlib import Path


def main() -> None:
    lines = ["#include <string_view>", "namespace fenming::assets {"]
    for argument in sys.argv[2:]:
        name, _, path = argument.partition("=")
        data = Path(path).read_bytes()
        lines.append(f"static const unsigned char {name}_bytes[] = {{")
        for at in range(0, len(data), 32):
            lines.append(",".join(str(byte) for byte in data[at : at + 32]) + ",")
        lines.append("};")
        lines.append(f"extern const std::string_view {name};")
        lines.append(
            f"const std::string_view {name}(reinterpret_cast<const char*>({name}_bytes), {len(data)});"
        )
    lines.append("}  // namespace fenming::assets")
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
