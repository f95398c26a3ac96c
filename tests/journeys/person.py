"""A person at a browser without JavaScript: reads pages, fills the forms that are really there, presses buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

PASSWORD = "rahasia"


@dataclass
class PageForm:
    """One form of a page with the values that a browser would send."""

    action: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self):
        super().__init__()
        self.forms: list[PageForm] = []
        self._form = self._select = self._text = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._form = PageForm(action=attrs.get("action") or "")
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input":
            self._input(attrs)
        elif tag == "button" and attrs.get("name"):
            self._form.buttons.append(attrs["name"])
        elif tag == "select" and "disabled" not in attrs:
            self._select = (attrs["name"], "multiple" in attrs, [])
            self._form.names.add(attrs["name"])
        elif tag == "option" and self._select:
            self._select[2].append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "textarea":
            self._text = attrs["name"]
            self._form.names.add(self._text)
            self._form.fields[self._text] = [""]

    def _input(self, attrs):
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if not name or "disabled" in attrs or kind == "submit":
            return
        self._form.names.add(name)
        if kind in ("checkbox", "radio") and "checked" not in attrs or kind == "file":
            return
        self._form.fields.setdefault(name, []).append(attrs.get("value") or "")

    def handle_data(self, data):
        if self._text and self._form:
            self._form.fields[self._text][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select" and self._select and self._form:
            name, is_multiple, options = self._select
            chosen = [value for value, is_selected in options if is_selected]
            if not chosen and options and not is_multiple:
                chosen = [options[0][0]]
            if chosen:
                self._form.fields[name] = chosen
            self._select = None


class Person:
    """Logs in through the log-in page and works. `clicks` counts pages asked for and forms sent, `answers` the fields
    that were filled in or changed; logging in counts for nothing."""

    def __init__(self, user):
        self.user = user
        self.clicks = self.answers = 0
        self.log_in()

    def log_in(self) -> None:
        """Begins a new session."""
        user, self.client = self.user, Client()
        clicks, answers = self.clicks, self.answers
        page = self.client.get(reverse("liap:login"))
        form = form_with(page, "username")
        self.send(reverse("liap:login"), form, username=user.username, password=PASSWORD)
        assert self.client.get(reverse("workflows:inbox")).status_code == 200, f"{user} could not log in"
        self.clicks, self.answers = clicks, answers

    def get(self, address: str):
        self.clicks += 1
        return self.client.get(address)

    def send(self, address: str, form: PageForm, button: str = "", /, **answers):
        """Sends a form of a page with some answers changed; a field that is not on the page cannot be answered."""
        files = {name: value for name, value in answers.items() if hasattr(value, "read")}
        answers = {name: value for name, value in answers.items() if name not in files}
        unknown = (set(answers) | set(files)) - form.names
        assert not unknown, f"not on the page: {unknown}; there are {sorted(form.names)}"
        data = {
            **form.fields,
            **{name: value if isinstance(value, list) else [value] for name, value in answers.items()},
        }
        if button:
            data[button] = ["1"]
        self.clicks += 1
        self.answers += len(answers) + len(files)
        return self.client.post(form.action or address, {**data, **files})

    def do(self, task, /, **answers):
        """Opens the page of a task and finishes it with these answers; the page must accept them."""
        address = reverse("workflows:task", args=[task.pk])
        page = self.get(address)
        assert page.status_code == 200, f"{self.user} cannot open {task.title}: {page.status_code}"
        answer = self.send(address, form_with(page, "complete"), "complete", **answers)
        if answer.status_code != 302:
            text = answer.content.decode()
            start = text.find("error-summary")
            raise AssertionError(f"{task.title}: {answer.status_code} {text[start - 200 : start + 1500]}")
        return answer

    def try_to_do(self, task, /, **answers):
        """The same, whatever the page answers."""
        address = reverse("workflows:task", args=[task.pk])
        return self.send(address, form_with(self.get(address), "complete"), "complete", **answers)


def form_with(response, name: str) -> PageForm:
    """The form of a page that has a field or button of this name."""
    reader = FormReader()
    reader.feed(response.content.decode())
    found = [form for form in reader.forms if name in form.names or name in form.buttons]
    assert found, f"no form with {name!r} on {response.request['PATH_INFO']} ({response.status_code})"
    return found[0]
