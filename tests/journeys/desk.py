"""Logging in at the desk of a demo stack, as a person does who tries it."""
from playwright.sync_api import Page

from .stack import Stack


def log_in_desk(page: Page, stack: Stack, account: dict, address: str = "/admin/") -> None:
    """Give password and code; waits for the next code if the last one is used up."""
    give_password(page, stack, account, address)
    give_code(page, current_code(page, stack, account))
    page.wait_for_url(stack.url + address)


def give_password(page: Page, stack: Stack, account: dict, address: str = "/admin/") -> None:
    page.goto(f"{stack.url}/admin/login/?next={address}")
    page.locator("input[name=username]").fill(account["login"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("button[type=submit]").first.click()
    page.wait_for_load_state()


def give_code(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def current_code(page: Page, stack: Stack, account: dict) -> str:
    """Return the code that the demo shows for this account."""
    other = page.context.new_page()
    # It refreshes itself until there is one that was not used yet.
    other.goto(stack.url + "/outbox/codes/")
    code = other.locator(f'[data-login="{account["login"]}"]').inner_text(timeout=45_000)
    other.close()
    return code
