"""The words that tell of dead and injured, by what they say. Word lists only; knows no sentence."""

KILLED = frozenset({
    "killed", "killing", "kill", "kills", "dead", "died", "die", "dies", "dying", "slain", "slay", "slew", "perished", "perish",
    "executed", "executing", "execute", "beheaded", "beheading", "slaughtered", "slaughtering", "succumbed", "massacred", "drowned",
    "murdered", "eliminated", "eliminating", "eliminate", "liquidated", "liquidating", "liquidate", "kia", "lynched", "assassinated",
    "assassinating", "neutralised", "neutralized",
})  # fmt: skip
INJURED = frozenset({
    "injured", "injuring", "injure", "injures", "wounded", "wounding", "wound", "wounds", "hurt", "hurting", "hurts", "maimed", "maiming",
    "hospitalised", "hospitalized", "concussed", "wia", "maim", "maims", "traumatised", "crippled", "burned", "burnt",
})  # fmt: skip
DESTROYED = frozenset({"destroyed", "wiped", "annihilated"})
"""Of people only in the passive ("up to 35 servicemen and two vehicles were destroyed")."""
OUTRIGHT = frozenset(
    {"shot", "shooting", "gunned", "gunning", "hacked", "beaten", "beat", "stabbed", "stoned", "burned", "burnt", "tortured", "crushed"}
)
"""With "dead", "down", "to death" or "alive" behind."""
BURNED = frozenset({"burned", "burnt"})
"""Only people are hurt so; equipment is destroyed."""
ONLY_FIGHTERS = frozenset(
    {"eliminated", "eliminating", "eliminate", "liquidated", "liquidating", "liquidate", "neutralised", "neutralized"}
)
"""Killings told by one side of the other; of things they mean something else ("eliminated the threat")."""
INTRANSITIVE = frozenset({"died", "die", "dies", "dying", "perished", "perish", "succumbed", "drowned", "dead"})
DEATHS = frozenset({"deaths", "death", "fatalities", "fatality", "dead", "lives", "corpses", "kia"})
INJURIES = frozenset({"injuries", "injury", "wounded", "injured", "wounds", "wia", "hurt"})
VICTIMS = frozenset({"casualties", "casualty", "victims", "victim"})
TAKE = frozenset({"cost", "claimed", "claiming", "costing", "claim", "costs", "claims", "took", "taking", "takes"})
LOSE = frozenset({"lost", "lose", "loses", "losing"})
SUFFER = frozenset({"suffered", "suffer", "suffering", "sustained", "sustaining", "received", "receiving", "got"})
PLURAL_VERBS = frozenset({"wounds", "hurts", "injures"})
"""Present forms that look like plural nouns ("kills 53 people and wounds more than 130")."""
HEALTH = frozenset(
    {"injury", "injuries", "wound", "wounds", "burns", "concussion", "bruises", "lacerations", "trauma", "shock", "fractures"}
)
CARE = frozenset({"hospital", "hospitals", "clinic", "hospitalised", "hospitalized"})
BAD_STATE = frozenset({"grave", "serious", "critical", "moderate", "severe", "stable", "satisfactory", "extremely"})
NOBODY = frozenset({"nobody", "none", "no-one", "noone"})
ANYBODY = frozenset({"anyone", "anybody", "one", "person", "people", "civilians", "casualties"})
FELL = frozenset({"fell", "fallen"})
"""Of soldiers: died."""
HARM = FELL | HEALTH | KILLED | INJURED | DEATHS | INJURIES | VICTIMS | TAKE | LOSE | SUFFER | CARE | DESTROYED | OUTRIGHT | frozenset({
    "condition", "loss", "bodies", "toll", "tolls", "number", "body", "victim", "fatality",
})  # fmt: skip
"""One of these stands in every sentence that tells of dead or injured."""
ANIMALS = frozenset({
    "cow", "cows", "cattle", "horse", "horses", "sheep", "goat", "goats", "animal", "animals", "dog", "dogs", "cat", "cats", "livestock",
    "camel", "camels", "pig", "pigs", "chicken", "chickens", "bird", "birds", "hens", "donkey", "donkeys", "calves", "mules", "poultry",
})  # fmt: skip
ABSTRACT = frozenset({
    "hope", "hopes", "fire", "attack", "attacks", "power", "time", "engine", "deal", "idea", "threat", "pride", "feelings", "economy",
    "eye", "leg", "arm", "house", "houses", "building", "buildings", "number", "total", "toll", "way", "system",
    "trade", "bill", "plan", "chances", "trust", "sale", "sales", "export", "exports", "image", "reputation",
})  # fmt: skip
