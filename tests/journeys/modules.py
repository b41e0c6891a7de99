"""Finding a module of a page under its hashed name, so that a test can ask it alone."""
import re


def module_address(page, stack, *way: str) -> str:
    """Return the address of the last of these modules: a script of the open page, what it imports, what that does."""
    address = page.locator(f"script[src*='/js/{way[0]}.']").get_attribute("src")
    for name in way[1:]:
        text = page.request.get(stack.url + address).text()
        address = "/static/js/" + re.search(rf'"\./({name}\.\w+\.js)"', text)[1]
    return address
