"""One module per industry: what its plan says and what its people answer."""

from config.demo.stories import aloe, aloe_light, automotive, cacao, footwear, gold_silver, rattan, ship_parts, ulos
from config.demo.story import Story

STORIES: tuple[Story, ...] = (
    ulos.STORY,
    ship_parts.STORY,
    cacao.STORY,
    rattan.STORY,
    aloe.STORY,
    footwear.STORY,
    automotive.STORY,
    gold_silver.STORY,
    aloe_light.STORY,
)
