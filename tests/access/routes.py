"""Every route of the portal, and how to ask it for something that is not the asker's.

A new route needs one line here:

    "watches/<uuid:watch_id>/": theirs("/watches/{watch}/"),

The key is the route as ``path()`` states it, with its prefixes. The address names an object of the owner in braces;
names are attributes of ``tests.access.world.Names``. Choose

    open_to_all   says the same to everyone (help, login)
    mine          is about whoever asks (lists, account); ``asks`` are questions that name the owner's things
    administrators  is about whoever asks, if they are their taxpayer's administrator
    theirs        is about one thing of the owner, who alone may see it
    followed      is about one thing of the owner, or of who knows its code, with or without an account
    sources       is for sources, whose tokens are good for nothing else
    desk          is for staff and not about one thing
    case          is about one thing that staff of its region may see
    closed        is about one thing, and refused to these staff whatever it is
"""
from .kinds import (
    Ask,
    Route,
    administrators,
    case,
    closed,
    desk,
    everyones,
    followed,
    mine,
    model,
    open_to_all,
    sources,
    theirs,
)

_APPLICATION, _ITS = "applications/<uuid:application_id>/", "/applications/{application}/"
_CHAT, _ITS_CHAT = "support/chat/<uuid:conversation_id>/", "/support/chat/{chat}/"
_DESK_CHAT = "/admin/chat/conversation/{chat}/"
_LEDGER, _ITS_LEDGER = "batch/<uuid:run_id>/", "/batch/{ledger}/"
_DESK = "admin/resubmission/application/"
_CASE, _ITS_CASE = f"{_DESK}<uuid:case_id>/", f"/{_DESK}{{application}}/"
_ACCOUNTS = "admin/accounts/"
#: An empty search is answered by the trace.
_SEARCHES = tuple(
    Ask(f"/invoices/?{query}", strangers_only="number" in query)
    for query in ("number={invoice}", "number={invoice}&status=READY", "cursor={invoice}", "seller={invoice}")
)

ROUTES: dict[str, Route] = {
    # Accounts
    "login/": open_to_all("/login/"),
    "login/code/": open_to_all("/login/code/"),
    "login/reset/": open_to_all("/login/reset/"),
    "login/reset/code/": open_to_all("/login/reset/code/"),
    "logout/": open_to_all("/logout/"),
    "i18n/setlang/": open_to_all("/i18n/setlang/"),
    "account/": mine("/account/"),
    "account/password/": mine("/account/password/"),
    "account/email/": mine("/account/email/"),
    "account/email/code/": open_to_all("/account/email/code/"),
    "account/switch/": mine("/account/switch/", Ask("/account/switch/", {"operator": "{operator}"})),
    "account/notices/": mine("/account/notices/"),
    "account/looks/": mine("/account/looks/", Ask("/account/looks/?cursor={notice}")),
    "account/operators/": administrators("/account/operators/", Ask("/account/operators/?cursor={colleague}")),
    "account/operators/new/": administrators("/account/operators/new/"),
    "account/operators/<uuid:operator_id>/": theirs("/account/operators/{colleague}/", scopes="sales"),
    "account/operators/<uuid:operator_id>/end/": theirs("/account/operators/{colleague}/end/"),
    "account/requests/<uuid:request_id>/": theirs("/account/requests/{right_request}/", decision="grant"),
    # Support
    "help/": open_to_all("/help/"),
    "help/check/": open_to_all("/help/check/"),
    "help/<language:language>/check/": open_to_all("/help/en/check/"),
    "help/guide.pdf": open_to_all("/help/guide.pdf"),
    "help/<language:language>/guide.pdf": open_to_all("/help/en/guide.pdf"),
    "help/<language:language>/": open_to_all("/help/en/"),
    "help/<language:language>/<slug:slug>/": open_to_all("/help/en/not-found/"),
    "help/<language:language>/<slug:slug>/helpful/": open_to_all("/help/en/not-found/helpful/"),
    "help/<language:language>/<slug:slug>/aloud/": open_to_all("/help/en/not-found/aloud/"),
    "help/<language:language>/<slug:slug>/aloud.mp3": open_to_all("/help/en/not-found/aloud.mp3"),
    "static/<path:name>": open_to_all("/static/none.css"),
    "first-steps/": mine("/first-steps/"),
    "display/": open_to_all("/display/"),
    "aloud/": open_to_all("/aloud/"),
    "help/<slug:slug>/": open_to_all("/help/not-found/"),
    "contact/": open_to_all("/contact/"),
    "support/chat/": open_to_all("/support/chat/"),
    _CHAT: theirs(_ITS_CHAT, text="more"),
    **{
        f"{_CHAT}{page}/": theirs(f"{_ITS_CHAT}{page}/", rating="5")
        for page in ("news", "stream", "rate", "person", "close", "typing", "call-back/cancel")
    },
    f"{_CHAT}call-back/": theirs("/support/chat/{talk}/call-back/"),
    f"{_CHAT}files/<uuid:attachment_id>/": theirs(f"{_ITS_CHAT}files/{{chat_file}}/"),
    f"{_CHAT}files/<uuid:attachment_id>/picture/": theirs(f"{_ITS_CHAT}files/{{chat_file}}/picture/"),
    "feedback/": open_to_all("/feedback/"),
    "feedback/sent/": open_to_all("/feedback/sent/"),
    "feedback/follow/": open_to_all("/feedback/follow/"),
    "feedback/<uuid:complaint_id>/": followed("/feedback/{complaint}/", text="more"),
    "feedback/<uuid:complaint_id>/files/<uuid:attachment_id>/": followed("/feedback/{complaint}/files/{attachment}/"),
    "verify/": open_to_all("/verify/"),
    "privacy/": open_to_all("/privacy/"),
    "privacy/agree/": open_to_all("/privacy/agree/"),
    "privacy/copies/": mine("/privacy/copies/"),
    "privacy/copies/<uuid:export_id>/": theirs("/privacy/copies/{copy}/"),
    "privacy/copies/<uuid:export_id>/file/": theirs("/privacy/copies/{copy}/file/"),
    "privacy/close/": mine("/privacy/close/"),
    "privacy/close/cancel/": mine("/privacy/close/cancel/"),
    "messages/": mine("/messages/", Ask("/messages/?cursor={notice}")),
    "api/v1/messages/": mine("/api/v1/messages/", Ask("/api/v1/messages/?cursor={notice}")),
    # Look-up
    "": mine("/"),
    "hints/": open_to_all("/hints/?field=number&number=1"),
    "invoices/": mine("/invoices/", *_SEARCHES),
    "invoices/<str:slug>/": theirs("/invoices/{invoice}/"),
    "invoices/<str:slug>/whole/": theirs("/invoices/{invoice}/whole/", show="yes"),
    "invoices/<str:slug>/original/": theirs("/invoices/{invoice}/original/"),
    "invoices/<str:slug>/pdf/": theirs("/invoices/{invoice}/pdf/"),
    "api/v1/invoices/": mine("/api/v1/invoices/", Ask("/api/v1/invoices/?number={invoice}")),
    "api/v1/invoices/<str:slug>/": theirs("/api/v1/invoices/{invoice}/"),
    "api/v1/invoices/<str:slug>/pdf/": theirs("/api/v1/invoices/{invoice}/pdf/"),
    "exports/": mine(
        "/exports/",
        Ask("/exports/", {"slug": "{invoice}"}),
        Ask("/exports/", {"whole": "1", "query": "number={invoice}"}),
    ),
    "exports/<uuid:export_id>/": theirs("/exports/{export}/"),
    "exports/<uuid:export_id>/file/": theirs("/exports/{export}/file/"),
    "exports/<uuid:export_id>/remove/": theirs("/exports/{export}/remove/"),
    "api/v1/exports/": mine("/api/v1/exports/"),
    "api/v1/exports/<uuid:export_id>/": theirs("/api/v1/exports/{export}/"),
    "api/v1/exports/<uuid:export_id>/file/": theirs("/api/v1/exports/{export}/file/"),
    "trace/": mine("/trace/", Ask("/trace/?number={invoice}")),
    "trace/<uuid:trace_id>/": theirs("/trace/{trace}/"),
    "trace/<uuid:trace_id>/ask/": theirs("/trace/{trace}/ask/"),
    "trace/<uuid:trace_id>/statement/": theirs("/trace/{missing}/statement/"),
    "trace/<uuid:trace_id>/statement/file/": theirs("/trace/{missing}/statement/file/"),
    "api/v1/trace/": mine("/api/v1/trace/", Ask("/api/v1/trace/", {"number": "{invoice}"}, strangers_only=True)),
    "trace/file/": mine("/trace/file/"),
    "trace/file/<uuid:document_id>/": theirs("/trace/file/{document}/"),
    "api/v1/documents/": mine("/api/v1/documents/"),
    "api/v1/documents/<uuid:document_id>/": theirs("/api/v1/documents/{document}/"),
    "batch/": mine("/batch/", Ask("/batch/?cursor={ledger}")),
    _LEDGER: theirs(_ITS_LEDGER, number="0"),
    f"{_LEDGER}progress/": theirs(f"{_ITS_LEDGER}progress/"),
    f"{_LEDGER}rows/<str:cause>/": theirs(f"{_ITS_LEDGER}rows/NEVER_SEEN/"),
    f"{_LEDGER}totals/<str:side>/<str:month>/": theirs(f"{_ITS_LEDGER}totals/sales/2026-10/"),
    f"{_LEDGER}watch/": theirs(f"{_ITS_LEDGER}watch/"),
    f"{_LEDGER}table/": theirs(f"{_ITS_LEDGER}table/"),
    "api/v1/batches/": mine("/api/v1/batches/"),
    "api/v1/batches/<uuid:run_id>/": theirs("/api/v1/batches/{ledger}/"),
    "api/v1/feeds/": sources("/api/v1/feeds/"),
    "api/v1/feeds/<uuid:feed_id>/": sources("/api/v1/feeds/00000000-0000-4000-8000-000000000000/"),
    "arrivals/": mine("/arrivals/"),
    "arrivals/refused/": mine("/arrivals/refused/"),
    "changes/": mine("/changes/"),
    "watches/": mine(
        "/watches/",
        Ask("/watches/?cursor={watch}"),
        Ask("/watches/", {"trace": "{trace}"}),
    ),
    "watches/<uuid:watch_id>/stop/": theirs("/watches/{watch}/stop/"),
    "api/v1/watches/": mine("/api/v1/watches/", Ask("/api/v1/watches/?cursor={watch}")),
    "api/v1/watches/<uuid:watch_id>/": theirs("/api/v1/watches/{watch}/"),
    # Applications
    "applications/": mine("/applications/", Ask("/applications/?cursor={application}")),
    "applications/new/": mine(
        "/applications/new/",
        Ask("/applications/new/?kind=REUPLOAD&number={invoice}"),
        Ask("/applications/new/", {"kind": "REUPLOAD", "number": "{invoice}"}),
    ),
    "applications/from-batch/<uuid:run_id>/": theirs("/applications/from-batch/{ledger}/"),
    _APPLICATION: theirs(_ITS),
    f"{_APPLICATION}changes/": theirs(f"{_ITS}changes/"),
    f"{_APPLICATION}invoice/": theirs(f"{_ITS}invoice/", total="1.00"),
    f"{_APPLICATION}reason/": theirs(f"{_ITS}reason/", reason="other"),
    f"{_APPLICATION}evidence/": theirs(f"{_ITS}evidence/"),
    f"{_APPLICATION}evidence/uploads/": theirs(f"{_ITS}evidence/uploads/"),
    f"{_APPLICATION}evidence/uploads/<uuid:upload_id>/": theirs(f"{_ITS}evidence/uploads/{{upload}}/"),
    f"{_APPLICATION}evidence/<uuid:evidence_id>/": theirs(f"{_ITS}evidence/{{evidence}}/"),
    f"{_APPLICATION}evidence/<uuid:evidence_id>/<int:page>/": theirs(f"{_ITS}evidence/{{evidence}}/1/"),
    f"{_APPLICATION}evidence/<uuid:evidence_id>/remove/": theirs(f"{_ITS}evidence/{{evidence}}/remove/"),
    f"{_APPLICATION}letters/<uuid:letter_id>/": theirs(f"{_ITS}letters/{{letter}}/"),
    f"{_APPLICATION}object/": theirs(f"{_ITS}object/", grounds="x"),
    f"{_APPLICATION}check/": theirs(f"{_ITS}check/"),
    f"{_APPLICATION}withdraw/": theirs(f"{_ITS}withdraw/"),
    "api/v1/applications/": mine("/api/v1/applications/", Ask("/api/v1/applications/?cursor={application}")),
    f"api/v1/{_APPLICATION}": theirs(f"/api/v1{_ITS}"),
    f"api/v1/{_APPLICATION}evidence/": theirs(f"/api/v1{_ITS}evidence/"),
    f"api/v1/{_APPLICATION}evidence/uploads/": theirs(f"/api/v1{_ITS}evidence/uploads/"),
    f"api/v1/{_APPLICATION}evidence/uploads/<uuid:upload_id>/": theirs(f"/api/v1{_ITS}evidence/uploads/{{upload}}/"),
    f"api/v1/{_APPLICATION}submit/": theirs(f"/api/v1{_ITS}submit/"),
    f"api/v1/{_APPLICATION}withdraw/": theirs(f"/api/v1{_ITS}withdraw/"),
    # The clerks' desk
    f"{_DESK}load/<int:person_id>/": case(f"/{_DESK}load/{{staff_id}}/", reason="x"),
    f"{_DESK}promise/": desk(f"/{_DESK}promise/"),
    "admin/resubmission/application/second-opinion/": desk("/admin/resubmission/application/second-opinion/"),
    f"{_CASE}hand-over/": case(f"{_ITS_CASE}hand-over/", to="r31", reason="x"),
    f"{_CASE}act/<slug:action>/": case(f"{_ITS_CASE}act/claim/"),
    f"{_CASE}changes/": case(f"{_ITS_CASE}changes/?since=1&seen=1"),
    f"{_CASE}fill/": case(f"{_ITS_CASE}fill/"),
    f"{_CASE}preview/<slug:action>/": case(f"{_ITS_CASE}preview/approve/", version="1"),
    f"{_CASE}letters/<uuid:letter_id>/": case(f"{_ITS_CASE}letters/{{letter}}/"),
    f"{_CASE}evidence/": case(f"{_ITS_CASE}evidence/"),
    f"{_CASE}evidence/<uuid:evidence_id>/": case(f"{_ITS_CASE}evidence/{{evidence}}/"),
    f"{_CASE}evidence/<uuid:evidence_id>/<int:page>/": case(f"{_ITS_CASE}evidence/{{evidence}}/1/"),
    **model("resubmission/application", "application"),
    # Texts that are the same for all of the bureau
    **everyones("resubmission/reasontemplate"),
    **everyones("office/officehours"),
    **everyones("office/officeexception"),
    **everyones("office/officecontact"),
    **model("complaints/complaint", "complaint"),
    "admin/complaints/complaint/<uuid:complaint_id>/act/<slug:step>/": closed(
        "/admin/complaints/complaint/{complaint}/act/take/"
    ),
    "admin/complaints/complaint/<uuid:complaint_id>/files/<uuid:attachment_id>/": case(
        "/admin/complaints/complaint/{complaint}/files/{attachment}/"
    ),
    **model("chat/conversation", "chat"),
    "admin/chat/conversation/<uuid:conversation_id>/news/": case(f"{_DESK_CHAT}news/"),
    **{
        f"admin/chat/conversation/<uuid:conversation_id>/{page}/": closed(f"{_DESK_CHAT}{page}/", post="yes")
        for page in ("typing", "number")
    },
    "admin/chat/conversation/<uuid:conversation_id>/trace/<uuid:trace_id>/": case(f"{_DESK_CHAT}trace/{{trace}}/"),
    "admin/chat/callback/": desk("/admin/chat/callback/"),
    "admin/chat/conversation/<uuid:conversation_id>/act/<slug:step>/": closed(f"{_DESK_CHAT}act/take/"),
    "admin/chat/conversation/<uuid:conversation_id>/files/<uuid:attachment_id>/": case(
        f"{_DESK_CHAT}files/{{chat_file}}/"
    ),
    "admin/chat/conversation/<uuid:conversation_id>/files/<uuid:attachment_id>/picture/": case(
        f"{_DESK_CHAT}files/{{chat_file}}/picture/"
    ),
    **everyones("chat/cannedanswer"),
    # Accounts at the desk
    **model("accounts/taxpayer", "taxpayer_id"),
    f"{_ACCOUNTS}taxpayer/open/": desk(f"/{_ACCOUNTS}taxpayer/open/"),
    f"{_ACCOUNTS}taxpayer/import/": desk(f"/{_ACCOUNTS}taxpayer/import/"),
    f"{_ACCOUNTS}taxpayer/<int:taxpayer_id>/operator/": case(f"/{_ACCOUNTS}taxpayer/{{taxpayer_id}}/operator/"),
    f"{_ACCOUNTS}taxpayer/<int:taxpayer_id>/whole/": case(f"/{_ACCOUNTS}taxpayer/{{taxpayer_id}}/whole/"),
    f"{_ACCOUNTS}taxpayer/<int:taxpayer_id>/rename/": case(f"/{_ACCOUNTS}taxpayer/{{taxpayer_id}}/rename/"),
    f"{_ACCOUNTS}taxpayer/<int:taxpayer_id>/former-name/": case(
        f"/{_ACCOUNTS}taxpayer/{{taxpayer_id}}/former-name/", name="别名"
    ),
    f"{_ACCOUNTS}taxpayer/operator/<uuid:operator_id>/scopes/": case(
        f"/{_ACCOUNTS}taxpayer/operator/{{operator}}/scopes/", scopes="purchases"
    ),
    f"{_ACCOUNTS}taxpayer/operator/<uuid:operator_id>/phone/": case(
        f"/{_ACCOUNTS}taxpayer/operator/{{operator}}/phone/", phone="13900000001"
    ),
    f"{_ACCOUNTS}taxpayer/operator/<uuid:operator_id>/end/": case(
        f"/{_ACCOUNTS}taxpayer/operator/{{operator}}/end/", reason="x"
    ),
    f"{_ACCOUNTS}taxpayer/token/<uuid:token_id>/revoke/": case(f"/{_ACCOUNTS}taxpayer/token/{{token}}/revoke/"),
    **model("accounts/staffmember", "staff_id"),
    **model("accounts/look", "look_id"),
    **model("accounts/misuse", "misuse_id"),
    f"{_ACCOUNTS}misuse/<int:misuse_id>/lift/": case(f"/{_ACCOUNTS}misuse/{{misuse_id}}/lift/", reason="x"),
    f"{_ACCOUNTS}staffmember/open/": desk(f"/{_ACCOUNTS}staffmember/open/"),
    f"{_ACCOUNTS}staffmember/<int:staff_id>/role/": case(f"/{_ACCOUNTS}staffmember/{{staff_id}}/role/", role="AUDITOR"),
    f"{_ACCOUNTS}staffmember/<int:staff_id>/password/": case(f"/{_ACCOUNTS}staffmember/{{staff_id}}/password/"),
    f"{_ACCOUNTS}staffmember/<int:staff_id>/second-factor/": case(
        f"/{_ACCOUNTS}staffmember/{{staff_id}}/second-factor/", reason="x"
    ),
    f"{_ACCOUNTS}staffmember/<int:staff_id>/end/": case(f"/{_ACCOUNTS}staffmember/{{staff_id}}/end/", reason="x"),
    # The rest of the admin
    **model("lookup/invoice", "invoice_id"),
    "admin/lookup/entry/replay/": desk("/admin/lookup/entry/replay/"),
    "admin/lookup/entry/<path:object_id>/replay/": case("/admin/lookup/entry/{entry_id}/replay/", why="x"),
    "admin/lookup/batch/<path:object_id>/replay/": case("/admin/lookup/batch/{batch_id}/replay/", why="x"),
    **model("lookup/source", "source_id"),
    **model("lookup/batch", "batch_id"),
    **model("lookup/entry", "entry_id"),
    "admin/support/noticedelivery/": desk("/admin/support/noticedelivery/"),
    "admin/support/helpsearch/": desk("/admin/support/helpsearch/"),
    "admin/support/helpopinion/": desk("/admin/support/helpopinion/"),
    "admin/": desk("/admin/"),
    **{f"admin/login/{at}": open_to_all(f"/admin/login/{at}") for at in ("", "code/", "enrol/")},
    **{f"admin/second-factor/{at}": desk(f"/admin/second-factor/{at}") for at in ("", "codes/", "change/")},
    "admin/logout/": desk("/admin/logout/", posted=False),
    "admin/password_change/": desk("/admin/password_change/"),
    "admin/password_change/done/": desk("/admin/password_change/done/"),
    "admin/jsi18n/": desk("/admin/jsi18n/"),
    "admin/search/": desk("/admin/search/", Ask("/admin/search/?s={invoice}"), Ask("/admin/search/?s={reference}")),
    "admin/autocomplete/": desk(
        "/admin/autocomplete/",
        Ask("/admin/autocomplete/?app_label=resubmission&model_name=finding&field_name=application&term={reference}"),
    ),
    "admin/r/<path:content_type_id>/<path:object_id>/": closed("/admin/r/{invoice_type}/{invoice_id}/"),
    "admin/:app_list": desk("/admin/resubmission/"),
    "admin/:": closed("/admin/{invoice}/"),
    # Programs
    "api/schema/": open_to_all("/api/schema/"),
    "api/docs/": open_to_all("/api/docs/"),
    "healthz": open_to_all("/healthz"),
    "readyz": open_to_all("/readyz"),
}
