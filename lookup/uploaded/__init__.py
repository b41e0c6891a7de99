"""Files that people give to be traced: taken by the web process unread, read by a worker, forgotten after a week."""
