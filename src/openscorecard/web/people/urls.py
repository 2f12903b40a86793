"""Addresses for signing in and out; those that would let strangers make accounts are left out."""

from __future__ import annotations

from allauth.account import views
from django.urls import path

from openscorecard.web.doors import open_to_all

urlpatterns = [
    path("sign-in/", open_to_all(views.login), name="account_login"),
    path("sign-out/", open_to_all(views.logout), name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/", views.password_change, name="account_change_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
]
