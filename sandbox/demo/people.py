"""Who works at Willowbrook Care, and who looks in from outside. All are invented; all addresses are example domains."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "willow-brook-2468"

MANAGER = "Improvement Manager"
OWNER = "Improvement Action Owner"
VERIFIER = "Improvement Verifier"
GOVERNANCE = "Improvement Governance"
HR = "Improvement HR Contributor"
EXTERNAL = "Improvement External Reviewer"


@dataclass(frozen=True)
class Person:
	first_name: str
	last_name: str
	job: str
	roles: tuple[str, ...]
	services: tuple[
		str, ...
	] = ()  # keys of `services`; the User Permissions of a manager. None: every service
	domain: str = "willowbrook.example.com"

	@property
	def name(self) -> str:
		return f"{self.first_name} {self.last_name}"

	@property
	def email(self) -> str:
		return f"{self.first_name}.{self.last_name}@{self.domain}".lower()


PEOPLE = {
	"helen": Person(
		"Helen", "Marsh", "Director of Quality, nominated individual", (MANAGER, VERIFIER, GOVERNANCE)
	),
	"priya": Person("Priya", "Nair", "Registered manager, Alder House", (MANAGER, OWNER), ("alder",)),
	"gareth": Person("Gareth", "Pugh", "Registered manager, Beech Court", (MANAGER, OWNER), ("beech",)),
	"denise": Person(
		"Denise",
		"Okafor",
		"Registered manager, supported living and day service",
		(MANAGER, OWNER, VERIFIER),
		("canal", "forge"),
	),
	"tomasz": Person(
		"Tomasz",
		"Zielinski",
		"Registered manager, homecare and extra care",
		(MANAGER, OWNER),
		("homecare", "elm"),
	),
	"samuel": Person("Samuel", "Adeyemi", "Deputy manager, Alder House", (OWNER,)),
	"carol": Person("Carol", "Whitlock", "Clinical lead nurse, Beech Court", (OWNER, VERIFIER)),
	"jamie": Person("Jamie", "Hargreaves", "Team leader, supported living", (OWNER,)),
	"aisha": Person("Aisha", "Rahman", "Care coordinator, homecare", (OWNER,)),
	"martin": Person("Martin", "Fell", "Estates and health and safety manager", (OWNER,)),
	"ruth": Person("Ruth", "Ellison", "Quality and compliance lead", (VERIFIER, GOVERNANCE)),
	"louise": Person("Louise", "Bennett", "HR and learning partner", (HR,)),
	"david": Person(
		"David", "Ainsworth", "Non-executive director, chairs the quality committee", (GOVERNANCE,)
	),
	"karen": Person(
		"Karen",
		"Stubbs",
		"Contract quality officer, local authority",
		(EXTERNAL,),
		domain="council.example.org",
	),
}

# The person to sign in as for each role, so that each sees its own side of the loop.
FACES = {
	MANAGER: "priya",
	OWNER: "samuel",
	VERIFIER: "ruth",
	GOVERNANCE: "david",
	HR: "louise",
	EXTERNAL: "karen",
}


def _login(role: str, person: Person) -> dict[str, str]:
	return {"role": role, "name": person.name, "email": person.email, "password": PASSWORD}


LOGINS = [
	*(_login(role, PEOPLE[key]) for role, key in FACES.items()),
	_login("Several: manager of all services, verifier, governance", PEOPLE["helen"]),
	_login("Several: owner, verifier", PEOPLE["carol"]),
]
