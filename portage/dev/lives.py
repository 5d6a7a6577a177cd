"""The words of the demo's invented lives: people, goals, what happened on visits. No real person is meant."""

from dataclasses import dataclass, field

TEAMS = ["Ashby and Thorne", "Millbrook and Vale"]


@dataclass(frozen=True)
class Colleague:
    name: str
    role: str
    team: int | None = None
    fte: str = "1"

    @property
    def email(self):
        return f"{self.name.lower().replace(' ', '.')}@example.org"


COLLEAGUES = [
    Colleague("Sofia Marsh", "portage_worker", team=0),
    Colleague("Priya Shah", "portage_worker", team=0),
    Colleague("Dev Patel", "portage_worker", team=0, fte="0.8"),
    Colleague("Ros Lewis", "portage_worker", team=1),
    Colleague("Grace Adeyemi", "portage_worker", team=1, fte="0.6"),
    Colleague("Hannah Osei", "team_lead", team=0),
    Colleague("Jo Bright", "team_lead", team=1),
    Colleague("Mel Grant", "administrator"),
    Colleague("Ann Hughes", "service_manager"),
    Colleague("Ian Cole", "safeguarding_lead"),
    Colleague("Vera Lind", "auditor"),
]


@dataclass(frozen=True)
class Aim:
    """A goal with its small steps, in words that read on from the child's name."""

    text: str
    why: str
    steps: tuple
    what: str
    how: str


CUP = Aim(
    "Drink from a cup at family meals",
    "So that meals are calm and everyone sits together.",
    (
        "Hold the cup with help",
        "Lift it to the mouth",
        "Take two sips",
        "Put it down again",
        "Drink without help",
    ),
    "take two sips and put the cup down on the table, 3 times out of 4",
    "Put the cup on a red mat. Say “on the mat”, wait ten seconds, then point.",
)
MORE = Aim(
    "Ask for more with a word or a sign",
    "To be understood, and cry less.",
    (
        "Look at what is wanted",
        "Reach for it",
        "Sign “more” with help",
        "Sign “more” at snack",
        "Sign it at nursery",
    ),
    "sign “more” at snack time when you wait, 3 times out of 4",
    "Give one piece. Hold the bowl, look and wait. Help the hands together, then give the next piece.",
)
CHOOSE = Aim(
    "Choose between two toys",
    "To have a say in play, every day.",
    (
        "Look at a toy held near",
        "Look from one toy to another",
        "Reach for one of two",
        "Choose at snack",
        "Choose at nursery",
    ),
    "reach for one of two toys before bath, 4 tries a day",
    "Hold both at eye level. Say “ball or spoon?” and wait ten seconds. Give the one reached for.",
)
STAND = Aim(
    "Stand and take steps along the sofa",
    "To follow big brother around the room.",
    (
        "Stand holding on",
        "Let go with one hand",
        "Step sideways for a toy",
        "Step round a corner",
        "Walk with one hand held",
    ),
    "step sideways along the sofa to reach a toy, twice a day",
    "Put the drum just out of reach on the sofa. Sit behind, hands ready, and cheer.",
)
TURNS = Aim(
    "Take turns in a game",
    "To play with cousins.",
    (
        "Roll a ball to you",
        "Wait while you roll it",
        "Take turns three times",
        "Take turns with another child",
    ),
    "roll the ball and wait for it to come back, 3 turns in a row",
    "Sit on the floor, legs apart. Say “my turn” and “your turn” each time.",
)
DRESS = Aim(
    "Help with getting dressed",
    "Mornings are a rush.",
    (
        "Push an arm through",
        "Push both arms through",
        "Pull a hat off",
        "Pull socks off",
        "Pull trousers up from the knee",
    ),
    "pull both socks off before bath",
    "Loosen the heel first. Say “pull!” and wait. Clap for each sock.",
)
AIMS = [CUP, MORE, CHOOSE, STAND, TURNS, DRESS]

PLAYED = [
    "{name} went straight to the bubbles, popped them and looked at us for more.",
    "We built towers with the soft blocks. {name} knocked each one down and laughed.",
    "{name} chose the drum and copied a slow beat, then a fast one.",
    "Water play on the kitchen floor: pouring, splashing, and a long look at the sieve.",
    "{name} posted shapes in the box, six of eight, four without any help.",
    "Peep-bo behind the curtain. {name} pulled it away and shouted.",
    "We sang the row-your-boat song. {name} rocked to ask for it again.",
    "{name} filled a bag with wooden eggs and carried it to the sofa.",
]
SAW = [
    "Three times out of four with a little help, once all alone.",
    "Managed it twice, with longer waiting than last week.",
    "Looked, reached and smiled each time. One try without any help.",
    "Tired today, and still had a go at every turn.",
    "Did it for a brother as well as for us. That is new.",
]
SAID = [
    "It works best before breakfast.",
    "We all clapped on Sunday.",
    "Grandad has a go too now.",
    "I did not think we would get this far by now.",
    "The waiting is the hard bit, for me as well!",
]
PLANNED = [
    "Try it at breakfast too. I ask the speech therapist about thickness of drinks.",
    "Keep going at tea time, four tries a day. I bring the posting box.",
    "Leave the toy a little further away. Take a short film if you like.",
    "Show it to nursery on Thursday. I ring Kim before then.",
]
NEWS = [
    "",
    "",
    "Hearing test is on the ninth. Sleep is a little better.",
    "Would like to meet other parents. Told about play and stay.",
    "Grandma is staying for two weeks.",
    "Waiting to hear about nursery hours.",
]
COMMENTS = [
    "",
    "",
    "",
    "So proud!",
    "Only when the telly was off.",
    "Needed a nap first.",
    "Did it for Grandad.",
]

FIRST_NAMES = [
    "Amara", "Noah", "Isla", "Leo", "Mia", "Yusuf", "Zofia", "Oscar", "Ivy", "Theo", "Hana", "Rory", "Eira",
    "Kofi", "Idris", "Lena", "Finn", "Maya", "Otis", "Nia", "Jakub", "Freya", "Ravi", "Ada", "Samir",
    "Elsie", "Tomasz", "Zara", "Alfie", "Meera", "Bodhi", "Chidi", "Orla", "Dylan", "Inaya", "Hugo", "Sefa",
    "Poppy", "Emre", "Luca", "Ayla", "Jude", "Wren", "Kian", "Tilly", "Musa", "Edie", "Arlo", "Safiya",
    "Max", "Lowri", "Rafe", "Anya", "Joel", "Beth", "Caleb", "Dina", "Evan", "Farah", "Gus",
]  # fmt: skip
LAST_NAMES = [
    "Thomas", "Rahman", "Nowak", "Bevan", "Adeyemi", "Lindqvist", "Suleiman", "Kerr", "Morgan", "Mensah",
    "Halloway", "Weber", "Doyle", "Joshi", "Reed", "Okafor", "Zielinski", "Hart", "Singh", "Bloom",
    "Haddad", "Fox", "Kowalski", "Aziz", "Webb", "Iyer", "Lake", "Eze", "Byrne", "Pryce", "Malik", "Stone",
    "Tau", "Dale", "Yilmaz", "Rossi", "Demir", "Cole", "Hay", "Moore", "Ali", "Bell", "Garner", "West",
    "Jones", "Price", "Vass", "Hill", "Ellis", "Noor", "Grant", "Lowe",
]  # fmt: skip
TOWNS = [("Millbrook", "FN4 2AB"), ("Ashby", "FN1 3CD"), ("Thorne", "FN2 7EF"), ("Vale", "FN6 1GH")]
STREETS = ["Mill Lane", "Orchard Close", "Station Road", "Church Row", "Canal Street", "Hazel Way"]
LANGUAGES = [
    "English",
    "English",
    "English",
    "Urdu and English",
    "Polish",
    "Romanian",
    "English and Welsh",
    "Panjabi",
]
LIKES = [
    "Bubbles, drums, Grandad’s songs",
    "Water, wheels, being outside",
    "Books with flaps",
    "Dogs, lights, tickles",
]
HOME_NOTES = [
    ("Dog: ask for him to be in the garden", "late", "dog"),
    ("Use the side gate", "info", "door-open"),
    ("Baby asleep until 11", "info", "baby"),
    ("Wears hearing aids", "info", "ear"),
    ("Shoes off, please", "info", "door-open"),
]
PROFESSIONALS = [
    ("Ravi Menon", "Speech and language therapist", "Fernshire Children’s Therapies"),
    ("Ellen Price", "Health visitor", "Ashby Health Centre"),
    ("Kim Doyle", "Key person", "Little Acorns Nursery"),
    ("Tunde Bello", "Physiotherapist", "Fernshire Children’s Therapies"),
    ("Dr Lucy Warne", "Paediatrician", "Fernshire Hospital"),
]
TOYS = [
    ("Ring stacker", "stacking, big to small", 8, "blocks"),
    ("Posting box", "shapes, letting go on purpose", 6, "shapes"),
    ("Light-up ball", "looking and reaching", 1, "sun"),
    ("Open cup, small", "drinking at the table", 1, "utensils"),
    ("Bubble tube", "asking for more", 2, "star"),
    ("Soft blocks", "building, knocking down", 12, "blocks"),
    ("Drum with two sticks", "copying a beat", 3, "toy-brick"),
    ("Peg puzzle, farm", "finding the place", 7, "puzzle"),
    ("Push-along trolley", "first steps", 1, "toy-brick"),
    ("Feely bag", "touch and guess", 9, "backpack"),
    ("Pop-up animals", "pressing, turning, sliding", 1, "toy-brick"),
    ("Nesting cups", "inside, on top", 10, "shapes"),
    ("Picture books, first words", "pointing and naming", 6, "book-open"),
    ("Bead frame", "finger and thumb", 1, "toy-brick"),
    ("Tea set", "pretend play", 14, "utensils"),
    ("Musical mat", "stepping for a sound", 1, "toy-brick"),
]
WORRIES = [
    "Not yet pulling to stand, and few sounds. The family would like ideas for play.",
    "Born early. Slow to feed, tires quickly, very sociable.",
    "Has Down syndrome. The family asks for help with first words and signs.",
    "Looks away from faces, loves wheels. Parents are worried about talking.",
    "Seizures are under control now. Lost some skills in the spring.",
    "Hearing aids since June. Wants to join in and gets cross.",
]


@dataclass
class StoryChild:
    """A child whose story the demo tells by name."""

    first: str
    last: str
    months: int
    sex: str
    aims: list
    languages: str = "English"
    interpreter: str = ""
    protected: bool = False
    weeks_early: int = 0
    notes: list = field(default_factory=list)


STORY = [
    StoryChild("Aisha", "Khan", 28, "F", [CUP, MORE], "Urdu and English", weeks_early=5, notes=[0, 1, 3]),
    StoryChild("Yusuf", "Rahman", 9, "M", [CHOOSE], "Bengali and English", notes=[2]),
    StoryChild("Zofia", "Nowak", 21, "F", [CHOOSE, STAND], "Polish", interpreter="Polish", protected=True),
    StoryChild("Oscar", "Bevan", 37, "M", [TURNS, DRESS]),
    StoryChild("Mia", "Thomas", 25, "F", [STAND]),
    StoryChild("Leo", "Adeyemi", 41, "M", [TURNS, MORE], "Yoruba and English"),
]
