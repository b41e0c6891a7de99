// The browser's own file input shows the name chosen; the desk's script, which would copy it elsewhere, need not.
for (const input of document.querySelectorAll("input[type=file]")) input.hasChangeListener = true;
