"""Pages of issued papers."""

from django.urls import path

from documents.bundles import pages as bundles
from documents.cards import pages as cards
from documents.copies import pages as copies
from documents.dues import pages as dues
from documents.listings import pages as listings
from documents.pages import files, papers
from documents.previews import pages as previews
from documents.public import pages as public
from documents.register import pages as register
from documents.revocations import pages as revocations
from documents.signing import pages as signing
from documents.subscriptions import pages as subscriptions
from documents.verification import pages as verification

app_name = "documents"
urlpatterns = [
    path("documents/", papers.papers, name="list"),
    path("documents/list.csv", listings.table, name="table"),
    path("documents/archive/", bundles.bundle, name="bundle"),
    path("documents/archive/file/", bundles.bundle_file, name="bundle_file"),
    path("documents/missing/", dues.missing, name="missing"),
    path("documents/missing/list.csv", dues.missing_table, name="missing_table"),
    path("documents/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("documents/subscriptions/add/", subscriptions.subscribe, name="subscribe"),
    path("documents/subscriptions/stop/", subscriptions.unsubscribe, name="unsubscribe"),
    path("documents/subscriptions/<int:pk>/", subscriptions.change, name="subscription"),
    path("public/documents/", public.public_list, name="public_list"),
    path("public/documents/<int:pk>/<str:language>/pdf/", public.public_file, name="public_file"),
    path("documents/<int:pk>/public/", public.release, name="release"),
    path("documents/<int:pk>/public/withdraw/", public.withdraw, name="withdraw_public"),
    path("documents/<int:pk>/public/<str:language>/retry/", public.retry_public, name="retry_public"),
    path("documents/register/", register.registers, name="registers"),
    path("documents/register/<int:pk>/", register.register, name="register"),
    path("documents/register/<int:pk>/list.csv", register.register_table, name="register_table"),
    path("v/", verification.ask, name="ask_verification"),
    path("v/<str:code>/", verification.verify, name="verify"),
    path("enterprises/<int:pk>/card/<str:language>/", cards.card, name="card"),
    path("documents/<int:pk>/", papers.paper, name="detail"),
    path("documents/<int:pk>/copies/add/", copies.add, name="add_copy"),
    path("documents/copies/<int:pk>/compare/", copies.compare, name="compare_copy"),
    path("documents/copies/<int:pk>/pdf/", copies.copy, name="copy"),
    path("documents/<int:pk>/revoke/", revocations.revoke, name="revoke"),
    path("documents/<int:pk>/replace/", revocations.replace, name="replace"),
    path("documents/<int:pk>/<str:language>/pdf/", files.download, name="download"),
    path("documents/<int:pk>/<str:language>/pdf/unsigned/", files.download_unsigned, name="download_unsigned"),
    path("documents/<int:pk>/<str:language>/sign/", signing.retry_signature, name="retry_signature"),
    path("documents/<int:pk>/<str:language>/retry/", papers.retry, name="retry"),
    path("documents/<int:pk>/<str:language>/picture/", previews.picture, name="picture"),
]
