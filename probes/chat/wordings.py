"""The few words of the robot shopper's own, where the enquiry gives none: short, courteous, true."""

from scenarios.text import Text

ASK_FOR_PERSON: tuple[Text, ...] = (
    Text(
        nb="Kan jeg få snakke med et menneske?",
        nn="Kan eg få snakke med eit menneske?",
        sv="Kan jag få prata med en människa?",
        da="Må jeg tale med et menneske?",
        fi="Voinko keskustella ihmisen kanssa?",
        en="Could I talk to a person, please?",
    ),
    Text(
        nb="Kundebehandler",
        nn="Kundebehandlar",
        sv="Handläggare",
        da="Medarbejder",
        fi="Asiakaspalvelija",
        en="Advisor",
    ),
    Text(
        nb="Jeg vil gjerne chatte med en kundebehandler.",
        nn="Eg vil gjerne chatte med ein kundebehandlar.",
        sv="Jag vill gärna chatta med en medarbetare.",
        da="Jeg vil gerne chatte med en medarbejder.",
        fi="Haluaisin chatata asiakaspalvelijan kanssa.",
        en="I would like to chat with an advisor.",
    ),
)
"""In this order: as one asks, in the one word that robots know, and once more in other words."""

YES = Text(nb="Ja takk", nn="Ja takk", sv="Ja tack", da="Ja tak", fi="Kyllä kiitos", en="Yes please")
"""The answer to a robot that asks whether one wants a person."""

THANKS = Text(
    nb="Tusen takk for hjelpen. Ha det bra!",
    nn="Tusen takk for hjelpa. Ha det bra!",
    sv="Tack så mycket för hjälpen. Hej då!",
    da="Mange tak for hjælpen. Farvel!",
    fi="Kiitos paljon avusta. Näkemiin!",
    en="Thank you very much for your help. Goodbye!",
)
"""The end of a chat with a person."""
