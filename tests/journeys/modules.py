"""Finding a module of a page under its hashed name, so that a test can ask it alone."""
import re


def module_address(page, stack, entry: str, name: str) -> str:
    """Return the address of a module that the entry script of the open page imports."""
    source = page.locator(f"script[src*='/js/{entry}.']").get_attribute("src")
    text = page.request.get(stack.url + source).text()
    return "/static/js/" + re.search(rf'"\./({name}\.\w+\.js)"', text)[1]
