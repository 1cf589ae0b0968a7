"""What the people of the demo firm say: real French of building sites."""

from dataclasses import dataclass

STARTS = (
    "",
    "",
    "",
    "Au travail.",
    "Arrivé, j’attaque.",
    "Sur place.",
    "C’est parti.",
    "Arrivé. Clé chez le gardien.",
    "Sur place, tout est sec.",
    "Arrivé, il caille ce matin.",
)
ON_THE_WAY = ("", "", "J’arrive.", "En route.", "En route, bouchon rocade sud.")
BREAKS = ("", "", "Pause.", "Pause café.")
LUNCHES = ("", "", "Pause midi.", "Je mange.", "À table.")
RETURNS = ("", "", "", "Reprise.", "Je reprends.")
ENDS = (
    "",
    "",
    "Fini.",
    "Fini, à demain.",
    "Fini pour aujourd’hui, bonne soirée.",
    "Fini, à demain !",
)
ENDS_OF_WEEK = ("", "Fini, bon week-end !", "Fini, à lundi.", "Fini, bon week-end.")
REACHED = "Fini {progress} %."
SOONS = (
    "",
    "Libre à {time}.",
    "Encore un petit bout, libre à {time}.",
    "Je range, libre à {time}.",
)
FREES = ("", "Libre.", "Libre. Je peux aider ailleurs.", "Terminé ici. Libre.")
ERRANDS = (
    "Je passe au dépôt.",
    "En route, je dépose les parpaings.",
    "J’arrive.",
    "Je file chercher deux sacs.",
)
ABSENCES = ("Absent aujourd’hui.", "En congé.", "RTT.")

# (text, scene of a photo or "")
REMARKS: dict[str, tuple[tuple[str, str], ...]] = {
    "painter": (
        ("Enduit poncé, j’attaque la sous-couche.", ""),
        ("Sous-couche finie au 2e, je peux aider ailleurs.", "room"),
        ("Salon, première couche finie. Sec vers 15 h.", "room"),
        ("Cage d’escalier, encore 40 min.", ""),
        ("Plafond enduit, je laisse tirer.", "ceiling"),
        ("Bandes faites dans les deux chambres.", "ceiling"),
        ("Deuxième couche du couloir passée. #couleur", "room"),
        ("Boiseries poncées, je dépoussière.", ""),
        ("Le bleu gris couvre bien en deux couches. #couleur", "room"),
        ("Toile de verre posée côté rue.", ""),
        ("Plinthes peintes, ne pas toucher avant 16 h.", ""),
        ("Il me reste un demi-pot de blanc mat.", ""),
        ("Fissure reprise au-dessus de la fenêtre.", ""),
        ("Radiateurs déposés, je peins derrière.", ""),
    ),
    "mason": (
        ("Seuil coulé, on ne marche pas dessus avant demain.", ""),
        ("Six rangs montés côté cour.", "wall"),
        ("Linteau posé, étais à laisser dix jours.", ""),
        ("Dalle tirée, je surveille le séchage.", ""),
        ("Chape du 1er finie.", "floor"),
        ("Échafaudage contrôlé, étiquette verte.", "scaffold"),
        ("Enduit gratté sur la façade rue.", "scaffold"),
        ("Ouverture faite dans le refend, gravats à descendre.", ""),
        ("Coffrage prêt, toupie à 14 h.", ""),
        ("Carrelage de l’entrée à moitié posé.", "floor"),
        ("Pas de fuite après l’orage, bâche retirée.", ""),
        ("Palette de plâtre arrivée.", "sacks"),
        ("Murette d’aplomb, cordeau vérifié.", "wall"),
        ("Bétonnière nettoyée, je remballe.", ""),
    ),
    "electrician": (
        ("Tableau du 2e posé.", "panel"),
        ("Saignées finies, gaines passées.", "trench"),
        ("Différentiel changé, tout est remis.", "panel"),
        ("Je coupe le courant de 10 h à 10 h 30 au 1er.", ""),
        ("Courant remis au 1er.", ""),
        ("Spots du couloir branchés.", ""),
        ("Consuel passé, tout est bon.", ""),
        ("Terre mesurée : 32 ohms.", ""),
        ("Il manque deux boîtiers, je passe au dépôt.", ""),
        ("Repérage du tableau fait.", "panel"),
        ("Gaine technique fermée.", "trench"),
        ("VMC branchée, ça souffle.", ""),
        ("Chemin de câbles posé au sous-sol.", ""),
        ("Interphone câblé, reste à programmer.", ""),
    ),
    "carpenter": (
        ("Fermettes posées côté cour.", "frame"),
        ("Faîtage en place.", "frame"),
        ("Lambourdes d’équerre, je visse.", ""),
        ("Escalier réglé, garde-corps demain.", ""),
        ("Liteaux posés jusqu’à la lucarne.", ""),
        ("Chevêtre renforcé au-dessus de la trémie.", ""),
        ("Bois livré, stocké à l’abri.", ""),
        ("Contreventement fini.", "frame"),
        ("Plancher du comble vissé.", ""),
        ("Il me faut la nacelle demain matin.", ""),
    ),
}

OFFICE = (
    ("dana", "Bonjour à tous. Camion au dépôt à 8:00, plâtre aux Lices mercredi."),
    ("dana", "Livraison de parpaings à Cleunay vers 11 h, il faut quelqu’un au portail."),
    ("dana", "La nacelle est à Villejean jusqu’à jeudi. #nacelle"),
    ("dana", "Pluie annoncée à 15 h : bâchez avant. #météo"),
    ("mo", "Visite du client à Sévigné à 10 h 30. Passage dégagé, merci."),
    ("mo", "Casque et chaussures aux Lices : contrôle possible cette semaine. #sécurité"),
    ("mo", "Beau travail à Antrain, le syndic est content. Merci à tous."),
    ("mo", "Réunion de chantier Dupont jeudi 8:00."),
    ("ada", "Les nouveaux téléphones sont à l’atelier. Passez me voir."),
    ("ada", "Un souci pour vous connecter ? Demandez-moi un lien, il dure 30 minutes."),
)


@dataclass(frozen=True)
class Turn:
    """One post of an exchange, some minutes after its beginning."""

    who: str
    after: int
    text: str
    availability: str | None = None
    site: str = ""
    scene: str = ""
    late: int = 0
    blocked: bool | None = None
    on_behalf_of: str = ""
    answers: bool = True  # the first post of the exchange


# The hour at which an exchange begins, and its turns.
EXCHANGES: tuple[tuple[int, tuple[Turn, ...]], ...] = (
    (
        10,
        (
            Turn(
                "bruno",
                0,
                "@dana la benne n’est pas passée, je la garde ou j’annule ?",
                site="Lices",
            ),
            Turn("dana", 6, "@bruno garde-la, elle passe à 15 h."),
            Turn("bruno", 8, "@dana ça marche, merci."),
        ),
    ),
    (
        9,
        (
            Turn(
                "ines",
                0,
                "@dana la cliente veut le couloir en blanc cassé. On change ?",
                site="Sévigné",
            ),
            Turn("mo", 11, "@ines oui, mais avec son accord écrit."),
            Turn("ines", 35, "@mo c’est signé, photo dans le dossier."),
        ),
    ),
    (
        9,
        (
            Turn(
                "jose",
                0,
                "@dana il manque 6 parpaings, livraison avant midi possible ?",
                "working",
                "Cleunay",
            ),
            Turn("dana", 4, "@jose Ewen passe au dépôt, chez toi vers 11:30."),
            Turn("ewen", 130, "Parpaings déposés à Cleunay.", site="Cleunay"),
            Turn("jose", 134, "@ewen merci !"),
        ),
    ),
    (
        10,
        (
            Turn(
                "gwenn",
                0,
                "Deux sacs de plâtre en trop rue Eugène-Pottier. Qui en veut ?",
                site="Cleunay",
                scene="sacks",
            ),
            Turn("soizic", 9, "@gwenn je prends, je passe à midi."),
            Turn("gwenn", 12, "@soizic ils sont dans l’entrée."),
        ),
    ),
    (
        10,
        (
            Turn(
                "fatou",
                0,
                "Petite fuite sous l’évier du 1er, j’ai mis un seau.",
                "working",
                "Dupont",
                "leak",
            ),
            Turn("dana", 5, "@fatou merci. @gil peut passer à 14 h ?"),
            Turn("gil", 14, "@dana oui, 14 h."),
            Turn("gil", 255, "Fuite réparée, joint changé. Le seau reste au cas où."),
            Turn("fatou", 262, "@gil nickel, merci."),
        ),
    ),
    (
        10,
        (
            Turn(
                "nadia",
                12,
                "Tableau du 2e posé. Il me faut deux bras à 14:00 pour la gaine. @maçons",
                "available",
                "Dupont",
                "panel",
                late=19,
            ),
            Turn("bruno", 33, "@nadia je finis le seuil et j’arrive."),
            Turn("dana", 40, "@nadia Bruno peut venir à 14:00, il finit aux Lices."),
        ),
    ),
    (
        14,
        (
            Turn(
                "mael", 0, "Échafaudage qui bouge côté halle, il me faut du monde.", "help", "Lices"
            ),
            Turn("yann", 2, "@mael j’y suis dans 2 min."),
            Turn(
                "mael",
                17,
                "C’est calé et recontrôlé, merci @yann.",
                "working",
                "Lices",
                "scaffold",
                answers=False,
            ),
        ),
    ),
    (
        11,
        (
            Turn(
                "yann",
                0,
                "Plâtre en retard, livraison mercredi. On est bloqués à l’étage.",
                "working",
                "Lices",
                blocked=True,
            ),
            Turn("dana", 3, "@yann j’appelle le fournisseur."),
            Turn("dana", 25, "@yann confirmé mercredi matin."),
        ),
    ),
    (
        10,
        (
            Turn(
                "mo",
                38,
                "Coupure d’eau à 11:00, 14 rue de Saint-Malo. Fermez les vannes.",
                site="Dupont",
            ),
            Turn("rosa", 41, "@mo vannes fermées au 1er."),
            Turn("paul", 44, "@mo fermées au 2e aussi."),
        ),
    ),
    (
        9,
        (
            Turn("loic", 5, "@dana consuel passé, tout est bon.", site="Antrain"),
            Turn("mo", 9, "@loic bravo, on peut livrer."),
        ),
    ),
    (
        8,
        (
            Turn("gwenn", 52, "@dana je prends le camion jusqu’à 12 h.", site="Cleunay"),
            Turn("dana", 55, "@gwenn d’accord. Plein à faire."),
        ),
    ),
    (
        13,
        (
            Turn(
                "samir",
                20,
                "Différentiel changé, avenue Henri-Fréville. Il saute encore à la machine.",
                "working",
                "Bréquigny",
                "panel",
            ),
            Turn("karim", 27, "@samir regarde la résistance du chauffe-eau."),
            Turn("samir", 58, "@karim c’était ça. Merci !"),
        ),
    ),
    (
        8,
        (
            Turn(
                "bruno",
                10,
                "Téléphone d’Ali en panne, il est bien là.",
                "working",
                "Cleunay",
                on_behalf_of="ali",
            ),
            Turn("dana", 13, "@bruno noté. @ali un autre t’attend à l’atelier ce soir."),
        ),
    ),
    (
        15,
        (
            Turn(
                "guillaume",
                5,
                "Deux mains à 16 h pour lever la panne faîtière ? #thabor",
                site="Thabor",
                scene="frame",
            ),
            Turn("erwan", 8, "@guillaume je suis en bas, j’arrive."),
            Turn("tariq", 12, "@guillaume je peux aussi, dix minutes."),
        ),
    ),
    (
        11,
        (
            Turn(
                "tess",
                10,
                "La cage d’escalier boit, il me faudra un pot de plus. #couleur",
                site="Sévigné",
                scene="room",
            ),
            Turn("rosa", 16, "@tess j’en ai un entamé à Dupont."),
            Turn("tess", 18, "@rosa parfait, je passe ce midi."),
        ),
    ),
    (
        16,
        (
            Turn(
                "karim",
                2,
                "Fiche technique du tableau : https://example.org/tableau.pdf",
                site="Antrain",
            ),
            Turn("loic", 9, "@karim merci, bien reçu."),
        ),
    ),
)

# Said, then put right within the 15 minutes.
SLIPS = (
    ("Sous couche fini au 2e, je peu aider.", "Sous-couche finie au 2e, je peux aider ailleurs."),
    ("Livraison a 11 h au Lice.", "Livraison à 11 h aux Lices."),
    ("Il me faut 2 bra à 14 h.", "Il me faut deux bras à 14 h."),
    ("Seuil coulé rue Eugene Potier.", "Seuil coulé rue Eugène-Pottier."),
)
REGRETS = ("Oups, mauvais chantier.", "Test.", "Pas pour ici, désolé.")
