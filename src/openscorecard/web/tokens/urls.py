"""Addresses of tokens, under the account."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.tokens import pages

urlpatterns = [
    path("account/tokens/", pages.own, name="tokens"),
    path("account/tokens/new/", pages.new, name="token-new"),
    path("account/tokens/services/", pages.every, name="service-tokens"),
    path("account/tokens/services/new/", pages.new_service, name="service-token-new"),
    path("account/tokens/<int:number>/revoke/", pages.revoke, name="token-revoke"),
]
