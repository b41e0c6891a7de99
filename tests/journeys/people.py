"""An applicant who uses the API and a clerk who uses the admin's pages, over real HTTP, without a browser."""
import json
import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from invoice_portal.accounts.demo import code_at, step_now

from .stack import Stack


class Applicant:
    def __init__(self, stack: Stack, token: str):
        self.api, self.token = stack.url + "/api/v1/applications/", token

    def apply(self, claimed: dict[str, str], evidence: bytes) -> str:
        """Hand in a whole application and return its id."""
        begun = self._post("", json.dumps({"kind": "SUPPLEMENT", "reason": "not_found", **claimed}).encode())
        boundary = "x" * 20
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.xml"\r\n\r\n'
        body = head.encode() + evidence + f"\r\n--{boundary}--\r\n".encode()
        self._post(f"{begun['id']}/evidence/", body, f"multipart/form-data; boundary={boundary}")
        self._post(f"{begun['id']}/submit/", b"{}")
        return begun["id"]

    def _post(self, path: str, body: bytes, kind: str = "application/json") -> dict:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
        request = urllib.request.Request(self.api + path, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


class Clerk:
    def __init__(self, stack: Stack, login: str, password: str):
        self.url, self.cookies = stack.url, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self._get("/admin/login/")
        page = self._post("/admin/login/", username=login, password=password, next="/healthz")
        # The first login: led to the enrolment.
        key = re.search(r"desk-key[^>]*>([A-Z2-7 ]+)<", page).group(1).replace(" ", "")
        assert "/healthz" in self._post("/admin/login/enrol/", code=code_at(key, step_now()))

    def claim(self, case: str) -> None:
        self._post(f"/admin/resubmission/application/{case}/act/claim/")

    def approve(self, case: str) -> None:
        """Approve from the page as it stands; fails unless the page then says that it is done."""
        page = self._get(f"/admin/resubmission/application/{case}/change/")
        version = re.search(r'name="version" value="(\d+)"', page).group(1)
        done = self._post(f"/admin/resubmission/application/{case}/act/approve/", version=version, reason="材料齐全")
        assert "已审核通过并办结" in done

    def _get(self, path: str) -> str:
        with self.opener.open(self.url + path, timeout=30) as answer:
            return answer.read().decode()

    def _post(self, path: str, **fields: str) -> str:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        body = urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        with self.opener.open(self.url + path, body, timeout=30) as answer:
            return answer.read().decode()
