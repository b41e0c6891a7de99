"""The trace (追踪): where is this invoice? Facts are gathered, judged by causes, worded, and kept."""
