from django.urls import path

from .views import account, code, email, language, login, looks, operators, reset

urlpatterns = [
    path("login/", login.login, name="login"),
    path("login/code/", code.code, name="login-code"),
    path("login/reset/", reset.reset, name="login-reset"),
    path("login/reset/code/", reset.reset_code, name="login-reset-code"),
    path("logout/", login.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/email/", email.email, name="account-email"),
    path("account/email/code/", email.email_code, name="account-email-code"),
    path("account/switch/", account.switch_taxpayer, name="account-switch"),
    path("account/looks/", looks.looks, name="account-looks"),
    path("account/operators/", operators.operators, name="account-operators"),
    path("account/operators/new/", operators.operator_new, name="account-operator-new"),
    path("account/operators/<uuid:operator_id>/", operators.operator_scopes, name="account-operator"),
    path("account/operators/<uuid:operator_id>/end/", operators.operator_end, name="account-operator-end"),
    path("i18n/setlang/", language.set_language, name="set_language"),
]
