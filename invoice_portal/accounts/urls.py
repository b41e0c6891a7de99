from django.urls import path

from .views import account, code, language, login, reset

urlpatterns = [
    path("login/", login.login, name="login"),
    path("login/code/", code.code, name="login-code"),
    path("login/reset/", reset.reset, name="login-reset"),
    path("login/reset/code/", reset.reset_code, name="login-reset-code"),
    path("logout/", login.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/switch/", account.switch_taxpayer, name="account-switch"),
    path("i18n/setlang/", language.set_language, name="set_language"),
]
