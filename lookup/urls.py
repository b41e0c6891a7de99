"""Pages of look-up."""
from django.urls import include, path

from .views.arrivals import arrivals, arrivals_refused
from .views.batch import batch, batch_progress, batch_run
from .views.batch_lists import batch_month, batch_rows, batch_table, batch_watch
from .views.changes import recent_changes
from .views.detail import detail, original, whole
from .views.hints import hints
from .views.home import home
from .views.listing import invoices
from .views.rights import right_ask, right_request
from .views.trace import trace, trace_answer
from .views.trace_file import trace_document, trace_file
from .views.watches import watch_stop, watches

urlpatterns = [
    path("", home, name="home"),
    path("hints/", hints, name="hints"),
    path("invoices/", invoices, name="invoices"),
    path("invoices/<str:slug>/", detail, name="invoice"),
    path("invoices/<str:slug>/whole/", whole, name="invoice-whole"),
    path("invoices/<str:slug>/original/", original, name="invoice-original"),
    path("", include("lookup.pdf.urls")),
    path("", include("lookup.statement.urls")),
    path("", include("lookup.exporting.urls")),
    path("trace/", trace, name="trace"),
    path("trace/file/", trace_file, name="trace-file"),
    path("trace/file/<uuid:document_id>/", trace_document, name="trace-document"),
    path("trace/<uuid:trace_id>/", trace_answer, name="trace-answer"),
    path("trace/<uuid:trace_id>/ask/", right_ask, name="right-ask"),
    path("account/requests/<uuid:request_id>/", right_request, name="right-request"),
    path("arrivals/", arrivals, name="arrivals"),
    path("arrivals/refused/", arrivals_refused, name="arrivals-refused"),
    path("changes/", recent_changes, name="changes"),
    path("watches/", watches, name="watches"),
    path("watches/<uuid:watch_id>/stop/", watch_stop, name="watch-stop"),
    path("batch/", batch, name="batch"),
    path("batch/<uuid:run_id>/", batch_run, name="batch-run"),
    path("batch/<uuid:run_id>/progress/", batch_progress, name="batch-progress"),
    path("batch/<uuid:run_id>/rows/<str:cause>/", batch_rows, name="batch-rows"),
    path("batch/<uuid:run_id>/totals/<str:side>/<str:month>/", batch_month, name="batch-month"),
    path("batch/<uuid:run_id>/watch/", batch_watch, name="batch-watch"),
    path("batch/<uuid:run_id>/table/", batch_table, name="batch-table"),
]
