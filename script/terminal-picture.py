"""Draws what `tmux capture-pane -p -e` prints as an SVG: script/terminal-picture.py <cells >picture.svg"""

import re
import sys
import unicodedata
from html import escape

WIDTH, HEIGHT, MARGIN = 8.4, 19, 14
COLOURS = {"31": "#f47067", "32": "#6bc46d", "33": "#daaa3f"}


def width(sign):
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def texts(line):
    """The parts of a line: where each begins, how it is drawn, and its text."""
    column, style = 0, ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            for code in part[2:-1].split(";"):
                if code in COLOURS:
                    style += f' fill="{COLOURS[code]}"'
                elif code == "2":
                    style += ' opacity="0.6"'
                else:
                    style = ""
        elif part:
            for found in re.finditer(r"\S(?:.*\S)?", part):
                before = sum(map(width, part[: found.start()]))
                yield column + before, style, found.group()
            column += sum(map(width, part))


lines = [line.rstrip() for line in sys.stdin.read().rstrip("\n").split("\n")]
plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
right = max(max(map(len, plain)), 80) * WIDTH + 2 * MARGIN
bottom = len(lines) * HEIGHT + 2 * MARGIN
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right:.0f} {bottom:.0f}" width="{right:.0f}">')
print('<rect width="100%" height="100%" rx="8" fill="#1c2128"/>')
print('<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14"'
      ' fill="#cdd9e5" xml:space="preserve">')
for row, line in enumerate(lines):
    for column, style, text in texts(line):
        x, y = MARGIN + column * WIDTH, MARGIN + row * HEIGHT + 14
        length = sum(map(width, text)) * WIDTH
        print(f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}"{style}>{escape(text)}</text>')
print("</g>\n</svg>")
