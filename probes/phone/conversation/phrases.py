"""The few words of the robot's own, where the enquiry gives none: short, courteous, true."""

from typing import Literal

from scenarios.text import Text

Phrase = Literal["hello", "still_there", "thanks", "apology", "one_moment", "late"]

PHRASES: dict[Phrase, Text] = {
    "hello": Text(nb="Hei?", nn="Hei?", sv="Hej?", da="Hej?", fi="Haloo?", en="Hello?"),
    "still_there": Text(
        nb="Hallo, er du der?",
        nn="Hallo, er du der?",
        sv="Hallå, är du där?",
        da="Hallo, er du der?",
        fi="Haloo, oletko siellä?",
        en="Hello, are you there?",
    ),
    "thanks": Text(
        nb="Tusen takk for hjelpen. Ha det bra!",
        nn="Tusen takk for hjelpa. Ha det bra!",
        sv="Tack så mycket för hjälpen. Hej då!",
        da="Mange tak for hjælpen. Farvel!",
        fi="Kiitos paljon avusta. Kuulemiin!",
        en="Thank you very much for your help. Goodbye!",
    ),
    "apology": Text(
        nb="Unnskyld, jeg må dessverre avslutte samtalen. Takk, og ha en fin dag.",
        nn="Orsak, eg må dessverre avslutte samtalen. Takk, og ha ein fin dag.",
        sv="Ursäkta, jag måste tyvärr avsluta samtalet. Tack, och ha en fin dag.",
        da="Undskyld, jeg er desværre nødt til at slutte. Tak, og hav en god dag.",
        fi="Anteeksi, minun täytyy valitettavasti lopettaa puhelu. Kiitos, ja hyvää päivänjatkoa.",
        en="I am sorry, I have to end the call. Thank you, and have a good day.",
    ),
    "one_moment": Text(
        nb="Hei, et øyeblikk, vær så snill.",
        nn="Hei, eit augeblikk, ver så snill.",
        sv="Hej, ett ögonblick, är du snäll.",
        da="Hej, et øjeblik, tak.",
        fi="Hei, pieni hetki, olkaa hyvä.",
        en="Hello, one moment, please.",
    ),
    "late": Text(
        nb="Beklager, jeg må ringe tilbake senere. Takk for at du tok telefonen. Ha det bra.",
        nn="Beklagar, eg må ringje tilbake seinare. Takk for at du tok telefonen. Ha det bra.",
        sv="Jag är ledsen, jag måste ringa tillbaka senare. Tack för att du svarade. Hej då.",
        da="Beklager, jeg må ringe tilbage senere. Tak fordi du tog telefonen. Farvel.",
        fi="Olen pahoillani, minun täytyy soittaa myöhemmin uudelleen. Kiitos, että vastasitte. Kuulemiin.",
        en="I am sorry, I have to call back later. Thank you for answering. Goodbye.",
    ),
}
"""`hello` asks whether anybody listens, `still_there` after a silence, `apology` ends a call that only
measured reaching a person, `one_moment` keeps a person until the late shopper comes, `late` gives up."""
