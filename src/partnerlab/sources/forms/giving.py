"""What the 360Giving standard writes over the columns of a spreadsheet for the properties of its JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_GRANT = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date",
    "url": "URL",
    "plannedDates": "Planned Dates",
    "actualDates": "Actual Dates",
    "recipientIndividual": "Recipient Ind",
    "toIndividualsDetails": "To Individuals Details",
    "recipientOrganization": "Recipient Org",
    "beneficiaryLocation": "Beneficiary Location",
    "fundingOrganization": "Funding Org",
    "grantProgramme": "Grant Programme",
    "fromOpenCall": "From An Open Call?",
    "fundingType": "Funding Type",
    "classifications": "Classifications",
    "relatedDocument": "Related Document",
    "relatedActivity": "Related Activity",
    "dateModified": "Last Modified",
    "dataSource": "Data Source",
    "regrantType": "For Regrant Type",
    "locationScope": "Location Scope",
}
_PART = {
    "id": "Identifier",
    "name": "Name",
    "title": "Title",
    "description": "Description",
    "code": "Code",
    "vocabulary": "Vocabulary",
    "url": "URL",
    "startDate": "Start Date",
    "endDate": "End Date",
    "duration": "Duration (months)",
    "countryCode": "Country Code",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "geoCode": "Geographic Code",
    "geoCodeType": "Geographic Code Type",
    "department": "Department",
    "contactName": "Contact Name",
    "charityNumber": "Charity Number",
    "companyNumber": "Company Number",
    "streetAddress": "Street Address",
    "addressLocality": "City",
    "addressRegion": "County",
    "addressCountry": "Country",
    "postalCode": "Postal Code",
    "telephone": "Phone Number",
    "alternateName": "Alternate Name",
    "email": "Email",
    "organisationType": "Organisation Type",
    "location": "Location",
    "documentType": "Document Type",
    "dateModified": "Last Modified",
}
_WEB_ADDRESS = frozenset(("recipientOrganization", "fundingOrganization", "relatedDocument"))
_TELLING = frozenset(("amountAwarded", "recipientOrganization", "fundingOrganization", "amountAppliedFor"))


def is_grant(record: Mapping[str, object]) -> bool:
    """Whether a record is a grant as the standard writes it.

    >>> is_grant({"id": "360G-1", "amountAwarded": 5}), is_grant({"year": 2003})
    (True, False)
    """
    return not _TELLING.isdisjoint(record)


def title(path: Sequence[str]) -> str:
    """The standard's title of a property, which stands below others; a property of one's own keeps its name.

    >>> title(["recipientOrganization", "url"]), title(["url"]), title(["x_own"])
    ('Web Address', 'URL', 'x_own')
    """
    name = path[-1]
    if name == "url" and path[0] in _WEB_ADDRESS:
        return "Web Address"
    return (_GRANT if len(path) == 1 else _PART).get(name, name)
