"""The product's addresses and one that nobody declared, to show that the walk finds it."""

from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as product

urlpatterns = [*product, path("planted/", lambda request: HttpResponse(), name="planted")]
