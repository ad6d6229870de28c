namespace PadelSaaS.Platform.Tenancy;

/// <summary>Who a request, a fact or a job belongs to. Read from the registry; the word is Finbuckle's, so that its stores could stand here.</summary>
/// <param name="Slug">Name in the host, such as <c>smash</c>. It may change; the id and the schema do not.</param>
/// <param name="Schema">PostgreSQL schema, and the role of the same name that owns rights on nothing else.</param>
/// <param name="Zone">IANA zone of the club's books. A venue may lie in another.</param>
/// <param name="Languages">Two-letter codes the club speaks, its first language first.</param>
/// <param name="Brand">Branding as saved, for the pages to read.</param>
public sealed record TenantInfo(
    Guid Id,
    string Slug,
    string Name,
    string Schema,
    TenantState State,
    string Country,
    string Currency,
    string Zone,
    IReadOnlyList<string> Languages,
    string Brand)
{
    /// <summary>The domain of its own that visitors are led to; <see langword="null"/> where it lives below the apex.</summary>
    public string? MainHost { get; init; }

    /// <summary>The language a visitor gets who asks for none that the club speaks.</summary>
    public string DefaultLanguage => Languages[0];
}

/// <summary>Where a tenant is in its life.</summary>
public enum TenantState
{
    /// <summary>Being set up; its site does not answer yet.</summary>
    Provisioning,

    /// <summary>Open for business.</summary>
    Open,

    /// <summary>Readable, not bookable.</summary>
    Suspended,

    /// <summary>Closed; its data waits to be exported or erased.</summary>
    Closed,
}
