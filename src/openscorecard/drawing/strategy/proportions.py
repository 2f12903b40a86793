"""Every distance of the strategy map, in px: change the look here."""

# Text
NAME_SIZE = {"zh-Hant": 16.0, "en": 15.0}
CODE_SIZE = 15.0
HEADER_SIZE = 17.0
LABEL_SIZE = 17.0
TITLE_SIZE = 26.0
SMALL_SIZE = 15.0
LEADING = 1.4
# How many lines a name may have before boxes grow wider, and how wide they may get.
MOST_LINES = {"zh-Hant": 2, "en": 4}
BOX_WIDTHS = (144, 152, 160, 168, 176, 184, 192, 208, 224, 240)

# Boxes and columns
BOX_PAD = 12
BOX_GAP = 22  # between two boxes of a cell, where no line passes
COLUMN_PAD = 14  # not a multiple of PITCH: no line shall run on a column's outline
COLUMN_GAP = 16
PER_LINE = 3  # objectives beside each other in a cell, at most
MOST_ACROSS = 12  # boxes across the whole map, if fewer in each line can do it
EDGE = 24  # around the whole map
LABEL_WIDTHS = (56, 150)  # of a perspective's name: at least, at most
LABEL_PAD = 14
LEAST_WIDTH = 620  # of a map with few columns, for its title and legend
BAND_PAD = 12
CORNER = 10

# Lines
PITCH = 9  # between parallel lines in a gutter or between boxes
CLEAR = 9  # between a line and a box it passes
PORT_STEP = 16  # between the lines that leave one box
PORT_EDGE = 16  # from a box's corner to its first port
IN_STEP = 26  # between two arrowheads on one edge
ARROW_ROOM = 13  # between an arrowhead's line and any other
SNAP = 44  # a line bends only for a shift larger than this
RADIUS = 7
ARROW = 10
ARROW_HALF = 5
MARK = 7  # radius of the mark of a negative link
GUTTER_LEAST = 40
GUTTER_INNER_LEAST = 24
GUTTER_EMPTY = 22  # above the first and below the last row, where no line runs
LEAVE = 13  # from a box's edge to the first track
ARRIVE = 25  # the same where arrowheads stand

# Head and legend
HEAD_GAP = 18  # between the texts above and the themes
TIER_LEAST = 52
SAMPLE = 38  # length of a legend's line
LEGEND_GAP = 30
