"""The ground of the staff's desk (the admin): the site itself, lists to read, the page that asks."""
