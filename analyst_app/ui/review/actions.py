"""Every action of the review screen with its keys: the F1 overview, the menu and the buttons are made from this table.

Keys pressed all day are single letters; they work in the whole screen, except where text is being typed.
"""

from analyst_app.ui.actions import ActionSpec, Menu, Scope


def _action(id_: str, title: str, handler: str, *keys: str, tooltip: str = "", group: int = 0, icon: str = "") -> ActionSpec:
    return ActionSpec(f"review.{id_}", title, handler, keys, menu=Menu.REVIEW, scope=Scope.REVIEW, tooltip=tooltip, group=group, icon=icon)


DECISIONS: tuple[ActionSpec, ...] = (
    _action("accept", "&Accept", "accept", "A", tooltip="Accept the event and go to the next open one"),
    _action("reject", "&Reject", "reject", "R", tooltip="Reject the event and go to the next open one"),
    _action("reopen", "Re&open", "reopen", "U", tooltip="Take the decision back"),
    _action("next_event", "&Next Event", "next_event", "J", tooltip="The next event (also Down)", group=1),
    _action("previous_event", "&Previous Event", "previous_event", "K", tooltip="The event before (also Up)", group=1),
    _action("duplicate", "D&uplicate Event", "duplicate", "Shift+D", tooltip="Make another event with the same fields", group=2),
)
"""What is done with the focused event, or with all selected ones."""

IN_THE_LIST: tuple[ActionSpec, ...] = (
    _action("toggle", "Accept or Reopen", "toggle", "Space", tooltip="Accept the event, or reopen it", group=0),
    _action("open", "Edit in the List", "edit_first", "Return", "Enter", tooltip="Edit the event, beginning with its count", group=3),
)
"""Keys that mean something else on buttons, and so work in the list of events alone."""

FIELDS: tuple[ActionSpec, ...] = (
    _action("edit", "&Edit", "edit_first", "E", tooltip="Edit the event, beginning with its count", group=3),
    _action("edit_type", "Edit Type", "edit_type", "T", tooltip="Then one letter chooses the type", group=3),
    _action("edit_count", "Edit Count", "edit_count", "C", tooltip="16, 16+, <=16, 10-12 or ~40", group=3),
    _action("edit_places_count", "Edit Places Hit", "edit_places_count", "Q", tooltip="How many places were hit", group=3),
    _action("edit_actor", "Edit Actor", "edit_actor", "O", tooltip="Who acts", group=3),
    _action("edit_target", "Edit Target", "edit_target", "G", tooltip="Who or what is acted on", group=3),
    _action("edit_status", "Edit Status", "edit_status", "S", tooltip="Then one letter chooses the status", group=3),
    _action("edit_disputed_by", "Edit Denied By", "edit_disputed_by", "X", tooltip="Who denies having done it", group=3),
    _action("edit_date", "Edit Date", "edit_date", "D", tooltip="First and last day", group=3),
    _action("edit_places", "Edit Places", "edit_places", "P", tooltip="Where, most specific first", group=3),
    _action("edit_killed", "Edit Killed", "edit_killed", "L", tooltip="Lives lost, in the form of counts", group=3),
    _action("edit_injured", "Edit Injured", "edit_injured", "I", tooltip="People injured, in the form of counts", group=3),
    _action("edit_reported_by", "Edit Said By", "edit_reported_by", "B", tooltip="Who is quoted for it", group=3),
    _action("edit_part_of", "Edit Part Of", "edit_part_of", "F", tooltip="The total that this event is part of", group=3),
    _action("edit_note", "Edit Note", "edit_note", "N", tooltip="Your own words", group=3),
    _action("words", "Show &Words", "point_next", "W", tooltip="The words behind the next field", group=4),
)
"""One key for each field of the contract."""

SHAPING: tuple[ActionSpec, ...] = (
    _action(
        "take_back", "Ta&ke Back a Correction", "take_back", "Backspace", tooltip="Give the field again what was proposed for it", group=4
    ),
    _action("split", "&Split Event…", "split", "Shift+S", tooltip="Make two or more events of one: 10+6, or one for each place", group=2),
    _action(
        "merge", "Mer&ge Events…", "merge", "Shift+G", tooltip="Two records of one act: this one stays, the other is rejected", group=2
    ),
    _action("move_into", "Make Part of a &Total…", "move_into", "Shift+F", tooltip="Make the selected events parts of one total", group=2),
    _action("link", "&Link with Another Report…", "link", "Shift+L", tooltip="The same act in another report: it counts once", group=2),
    _action(
        "open_twin", "Open the &Other Report", "open_twin", "Shift+O", tooltip="Show the event in the other report that has it", group=2
    ),
    _action("unlink", "Unlin&k", "unlink", "Shift+U", tooltip="Let a linked event count by itself again", group=2),
)
"""What gives events another shape, and ties them to each other."""

FROM_TEXT: tuple[ActionSpec, ...] = (
    _action("new_event", "New E&vent from Selection", "new_event", "V", "Shift+M", tooltip="Make an event of the selected words", group=5),
    _action("set_words", "Set Words", "set_words", "Shift+W", tooltip="Make the selected words those behind the chosen field", group=5),
)
"""What is made of selected words."""

SCREEN: tuple[ActionSpec, ...] = (
    _action("remove", "Re&move", "remove", "Del", tooltip="Remove the event, or the entity, that you made", group=2),
    _action(
        "accept_rest", "Accept the Rest and Go &On", "accept_rest", "Shift+A", tooltip="Accept what is still open and open the next report"
    ),
    _action("next_report", "Next Report", "next_report", "]", tooltip="The next report with open events", group=6),
    _action("previous_report", "Previous Report", "previous_report", "[", tooltip="The report shown before", group=6),
    _action("next_warning", "Next &Warning", "next_warning", "Shift+N", tooltip="Go to what does not add up, or is told twice", group=6),
    _action("queue", "&Queue…", "show_queue", "Shift+Q", tooltip="The order of reports, and how sure a proposal has to be", group=6),
    _action("sums", "What This Report &Adds", "show_sums", "Shift+T", tooltip="Unfold or fold the sums of the report", group=6),
    _action("history", "&History", "show_history", "Shift+H", tooltip="Who changed what, when; again for the whole report", group=8),
    _action("entities", "Events or Entities", "switch_tab", "Y", tooltip="Change between the events and the entities", group=8),
    _action("cycle", "Next Thing at the Caret", "cycle", ";", tooltip="Events and entities that share the words at the caret", group=9),
    _action("pane", "Text or List", "switch_pane", "F6", tooltip="Go from the text to the list, and back", group=8),
    _action("details", "Report &Details…", "edit_details", "Shift+E", tooltip="Title, source, author and date", group=8),
)
"""What belongs to the report as a whole."""

MARKING: tuple[ActionSpec, ...] = (
    _action("mark", "&Mark as Entity", "mark_entity", "M", tooltip="Label the selected words; then one letter chooses the label", group=5),
    _action("resize", "Move Entity to Selection", "resize_entity", "Z", tooltip="Give the focused entity the selected words", group=5),
    _action("next_mention", "Next Highlight", "next_mention", ".", tooltip="Go to the next highlighted words", group=9),
    _action("previous_mention", "Previous Highlight", "previous_mention", ",", tooltip="Go to the highlighted words before", group=9),
    _action("next_same", "Next Mention of the Same Words", "next_same", ">", tooltip="Where the same words stand next", group=9),
    _action(
        "previous_same", "Previous Mention of the Same Words", "previous_same", "<", tooltip="Where the same words stood before", group=9
    ),
    _action("mentions", "Mark All Mentions", "mark_mentions", "*", tooltip="Mark all other mentions of the same words", group=9),
    _action("split_entity", "Split Highlight", "split_entity", "/", tooltip="Make two of the highlight at the caret", group=9),
    _action("extend_end", "Extend by a Word", "extend_end", "Alt+Right", tooltip="Let the highlight end a word later", group=10),
    _action("shrink_end", "Shrink by a Word", "shrink_end", "Alt+Left", tooltip="Let the highlight end a word earlier", group=10),
    _action("extend_start", "Begin a Word Earlier", "extend_start", "Alt+Up", tooltip="Let the highlight begin a word earlier", group=10),
    _action("shrink_start", "Begin a Word Later", "shrink_start", "Alt+Down", tooltip="Let the highlight begin a word later", group=10),
    _action("nudge_end_out", "Extend by a Character", "nudge_end_out", "Alt+Shift+Right", group=10),
    _action("nudge_end_in", "Shrink by a Character", "nudge_end_in", "Alt+Shift+Left", group=10),
    _action("nudge_start_out", "Begin a Character Earlier", "nudge_start_out", "Alt+Shift+Up", group=10),
    _action("nudge_start_in", "Begin a Character Later", "nudge_start_in", "Alt+Shift+Down", group=10),
)
"""What is done with entities."""

IN_THE_TEXT: tuple[ActionSpec, ...] = (
    _action("find", "&Find in Text…", "find_words", "Ctrl+F", tooltip="Find words in this report", group=7, icon="search"),
    _action("find_next", "Find Next", "find_next", "F3", group=7),
    _action("find_previous", "Find Previous", "find_previous", "Shift+F3", group=7),
    _action("highlights", "Show or &Hide Highlights", "toggle_highlights", "H", group=8),
    _action("select_more", "Select More", "select_more", "+", "=", tooltip="The word at the caret, its sentence, its paragraph", group=11),
    _action("select_less", "Select Less", "select_less", "-", tooltip="Take the last widening back", group=11),
    _action("larger_report", "Larger Report", "larger_report", "Alt++", "Alt+=", tooltip="Larger letters in the report alone", group=12),
    _action("smaller_report", "Smaller Report", "smaller_report", "Alt+-", tooltip="Smaller letters in the report alone", group=12),
    _action("normal_report", "Report in Normal Size", "normal_report", "Alt+0", tooltip="The report's letters as they were", group=12),
)
"""What is done with the text alone."""

CARET: tuple[ActionSpec, ...] = (
    _action("next_sentence", "Next Sentence", "next_sentence", "Ctrl+Down", group=11),
    _action("previous_sentence", "Previous Sentence", "previous_sentence", "Ctrl+Up", group=11),
    _action("select_next_sentence", "Select to the Next Sentence", "select_next_sentence", "Ctrl+Shift+Down", group=11),
    _action("select_previous_sentence", "Select to the Sentence Before", "select_previous_sentence", "Ctrl+Shift+Up", group=11),
)
"""Keys that mean something else in lists, and so work in the text alone; the arrows alone go by character, with Ctrl by word."""

REVIEW_ACTIONS: tuple[ActionSpec, ...] = (*DECISIONS, *IN_THE_LIST, *SHAPING, *FIELDS, *FROM_TEXT, *MARKING, *SCREEN, *IN_THE_TEXT, *CARET)
