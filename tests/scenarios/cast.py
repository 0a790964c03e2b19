"""The people of the scripts and the letters they write."""

from tests.scenarios.stage import Invite, Letter

HANNAH = "Hannah Ruiz <hannah.ruiz@acme-robotics.example>"
OMAR = "Omar Haddad <omar.haddad@acme-robotics.example>"
LEA = "Lea Brandt <lea.brandt@acme-robotics.example>"
TO_HANNAH = "hannah.ruiz@acme-robotics.example"
TO_OMAR = "omar.haddad@acme-robotics.example"
TO_LEA = "lea.brandt@acme-robotics.example"
ATS = "Acme Hiring Team <no-reply@us.greenhouse-mail.io>"


def receipt() -> Letter:
    """The machine's word that the application came in."""
    return Letter(
        ATS,
        "Thank you for applying to Acme",
        "Hi Alice,\n\nThank you for applying to the Data Engineer position at Acme. We have received your application "
        "and will review it shortly.\n\nThe Acme Hiring Team\n",
    )


def invitation() -> Letter:
    """The recruiter asks for a time."""
    return Letter(
        HANNAH,
        "Interview at Acme: Data Engineer",
        "Hi Alice,\n\nthank you for your application for the Data Engineer position at Acme. We would like to invite "
        "you to an interview with the team. Please let me know your availability for next week.\n\nBest regards,\n"
        "Hannah Ruiz\nTalent Acquisition\nAcme\n",
    )


def confirmation(
    day: str,
    start: str = "10:00",
    end: str = "11:00",
    *,
    people: tuple[str, ...] = (OMAR,),
    sequence: int = 0,
    uid: str = "acme-1",
    stamp: str = "2026-01-02T00:00",
    text: str = "",
) -> Letter:
    """The recruiter sends the calendar event."""
    return Letter(
        HANNAH,
        f"{'Updated invitation' if sequence else 'Invitation'}: Interview Data Engineer at Acme",
        text
        or "Hi Alice,\n\nyour interview is confirmed, please find the invitation attached.\n\nBest regards,\n"
        "Hannah Ruiz\nTalent Acquisition\nAcme\n",
        invite=Invite(
            uid,
            f"{day}T{start}",
            f"{day}T{end}",
            HANNAH,
            people,
            sequence,
            stamp,
            summary="Interview Data Engineer at Acme",
        ),
    )


def cancellation(day: str, uid: str = "acme-1", sequence: int = 1, text: str = "") -> Letter:
    """The calendar takes the event back."""
    return Letter(
        HANNAH,
        "Canceled: Interview Data Engineer at Acme",
        text or "This event has been canceled.\n",
        invite=Invite(
            uid,
            f"{day}T10:00",
            f"{day}T11:00",
            HANNAH,
            (OMAR,),
            sequence,
            "2026-02-01T00:00",
            "CANCEL",
            "Interview Data Engineer at Acme",
        ),
    )


def rejection(answers: Letter | None = None) -> Letter:
    """The machine says no."""
    return Letter(
        ATS,
        "Your application to Acme",
        "Dear Alice,\n\nthank you for your interest in the Data Engineer position at Acme. After careful consideration "
        "we have decided to move forward with other candidates.\n\nThe Acme Hiring Team\n",
        answers=answers,
        headers={"Auto-Submitted": "auto-generated"},
    )
