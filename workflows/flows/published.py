"""Fingerprints of the graphs that cases run on: a published graph is never changed, a new version stands beside it."""

PUBLISHED: dict[tuple[str, int], dict[str, str]] = {
    ("lwg_led", 1): {
        "formation": "40a86b1a6af2088c",
        "planning": "d5c7ffbca3f92691",
        "approval": "c351147406ada2fe",
        "implementation": "88b3635447a0b5a6",
        "round": "83c8306edc5d4ee7",
        "evaluation": "34945144f416435b",
    },
    ("lwg_led", 2): {
        "formation": "40a86b1a6af2088c",
        "planning": "88e18694cdf43c58",
        "approval": "c351147406ada2fe",
        "implementation": "88b3635447a0b5a6",
        "round": "83c8306edc5d4ee7",
        "evaluation": "34945144f416435b",
    },
    ("facilitator_led", 1): {
        "planning": "8d43c38d26b506cc",
        "approval": "46c95db81c512545",
        "implementation": "3ddccfa55975e268",
        "round": "a5d075945878ad25",
        "visit": "0d8ffd679f2e6b02",
        "evaluation": "e4f47215d1327c0b",
    },
}
